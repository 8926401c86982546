/// A query parameter that a route cannot take; answered with 400.
struct BadParameter: Error {
    let name: String
    let takes: String
}
