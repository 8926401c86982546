/// Numbers for people and for JSON.
enum Decimal {
    /// With so many digits behind the point, rounded.
    static func text(_ value: Double, places: Int) -> String {
        let scale = (0..<places).reduce(1) { number, _ in number * 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + String(scaled) }
        let fraction = String(scaled % scale)
        return "\(sign)\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
