/// A picture and which one of this opening it is, from 1.
struct Delivery: Sendable {
    let frame: Frame
    let number: Int
}
