/// The names of numbered files.
struct NamePattern: Equatable {
    let before: String
    /// How many digits a number has at least, filled up with zeros.
    let digits: Int
    let after: String

    init(before: String, digits: Int, after: String) {
        self.before = before
        self.digits = digits
        self.after = after
    }

    /// Reads what printf(3) would make of it: one `%d` or `%06d`, up to 18 digits, and any number of `%%`.
    ///
    /// Nil when it is anything else.
    init?(_ text: String) {
        var parts = [""]
        var digits = 0
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                parts[parts.count - 1].append(character)
                continue
            }
            let number = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(number.count)
            switch rest.popFirst() {
            case "%" where number.isEmpty: parts[parts.count - 1].append("%")
            case "d" where number.isEmpty || number.hasPrefix("0"):
                guard let width = number.isEmpty ? 1 : Int(number), (1...18).contains(width) else { return nil }
                digits = width
                parts.append("")
            default: return nil
            }
        }
        guard parts.count == 2 else { return nil }
        self.init(before: parts[0], digits: digits, after: parts[1])
    }

    func name(_ number: Int) -> String {
        let text = String(number)
        return before + String(repeating: "0", count: max(0, digits - text.count)) + text + after
    }
}
