import Wire

/// One of the camera's own settings, as programs and people are told of it.
public struct Control: Sendable {
    /// How a value is to be read.
    public enum Kind: Sendable {
        case integer
        /// 0 or 1.
        case boolean
        /// The number of one of `items`.
        case menu
        /// Any combination of the bits of `maximum`.
        case bitmask
    }

    /// One choice of a menu.
    public struct Item: Sendable {
        /// The value that chooses it.
        public let number: Int
        /// The driver's words.
        public let name: [UInt8]

        /// A choice.
        public init(number: Int, name: [UInt8]) {
            self.number = number
            self.name = name
        }

        fileprivate func isCalled(_ text: [UInt8]) -> Bool {
            text.elementsEqual(name) { $0.asciiLowercased == $1.asciiLowercased }
        }
    }

    /// The driver's number for it.
    public let identifier: UInt32
    /// What it is called in an address: `white_balance_temperature`.
    public let name: [UInt8]
    /// The driver's words: `White Balance Temperature`.
    public let title: [UInt8]
    /// How its value is to be read.
    public let kind: Kind
    /// The least value.
    public let minimum: Int
    /// The greatest value.
    public let maximum: Int
    /// What values are apart; 0 counts as 1.
    public let step: Int
    /// The value it has when nobody set one.
    public let initial: Int
    /// Nil when the camera does not tell it.
    public let value: Int?
    /// The choices of a menu.
    public var items: [Item] = []
    /// It can be read and not set.
    public var isReadOnly = false
    /// Without effect just now, because another control overrides it.
    public var isInactive = false
    /// What would make an inactive one act, where that is known.
    public var release: ControlSetting?

    /// A control that can be set; nil when no name can be made of its title.
    public init?(
        identifier: UInt32, title: [UInt8], kind: Kind, minimum: Int, maximum: Int, step: Int, initial: Int, value: Int?
    ) {
        self.identifier = identifier
        self.title = title
        name = Self.name(of: title)
        self.kind = kind
        self.minimum = minimum
        self.maximum = maximum
        self.step = step
        self.initial = initial
        self.value = value
        guard !name.isEmpty else { return nil }
    }

    /// The letters and digits of a title, made small, an underscore for whatever is between: as v4l2-ctl has it.
    private static func name(of title: [UInt8]) -> [UInt8] {
        var name: [UInt8] = []
        var isBetween = false
        for byte in title {
            let letter = byte.asciiLowercased
            if letter.isDigit || letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z") {
                if isBetween, !name.isEmpty { name.append(UInt8(ascii: "_")) }
                isBetween = false
                name.append(letter)
            } else {
                isBetween = true
            }
        }
        return name
    }

    /// Whether it can be set just now.
    var isSettable: Bool { !isReadOnly && !isInactive }

    /// Whether it is of a kind by which others are set free, or overridden.
    var mayOverride: Bool { kind == .boolean || kind == .menu }

    /// What resets it.
    var initialSetting: ControlSetting { ControlSetting(identifier: identifier, value: initial) }

    // MARK: Values

    /// The value that a text means; nil when it is none that the control takes.
    ///
    /// A menu's is the number of an item or, in whatever case, its name; of an item that is named by a number, its own
    /// number counts.
    func value(of text: [UInt8]) -> Int? {
        let number = Self.number(text)
        switch kind {
        case .boolean where text.spells("on"): return 1
        case .boolean where text.spells("off"): return 0
        case .menu where number == nil:
            for item in items where item.isCalled(text) { return item.number }
            return nil
        case .integer, .boolean, .menu, .bitmask: return number.flatMap { accepts($0) ? $0 : nil }
        }
    }

    /// Whether it takes a number.
    func accepts(_ number: Int) -> Bool {
        switch kind {
        case .integer:
            // The distance may be more than an Int holds, for a driver that says so.
            number >= minimum && number <= maximum
                && UInt(bitPattern: number &- minimum) % UInt(max(step, 1)) == 0
        case .boolean: 0...1 ~= number
        case .bitmask: number >= 0 && number & ~maximum == 0
        case .menu: items.contains { $0.number == number }
        }
    }

    /// What it takes, in words.
    var takes: [UInt8] {
        var words: [UInt8] = []
        switch kind {
        case .integer:
            words.append("a whole number from ")
            words.append(decimal: minimum)
            words.append(" to ")
            words.append(decimal: maximum)
            if step > 1 {
                words.append(" in steps of ")
                words.append(decimal: step)
            }
        case .boolean: words.append("on or off")
        case .bitmask:
            words.append("a whole number all of whose bits are in ")
            words.append(decimal: maximum)
        case .menu:
            words.append("one of ")
            for (index, item) in items.enumerated() {
                if index > 0 { words.append(", ") }
                words.append(decimal: item.number)
                words.append(" (")
                words += item.name
                words.append(")")
            }
        }
        return words
    }

    /// A value as people know it, in a form in which it can be set.
    func words(_ value: Int) -> [UInt8] {
        for item in items where item.number == value { return item.name }
        var words: [UInt8] = []
        if kind == .boolean { words.append(value == 0 ? "off" : "on") } else { words.append(decimal: value) }
        return words
    }

    private static func number(_ text: [UInt8]) -> Int? {
        let isNegative = text.first == UInt8(ascii: "-")
        let magnitude = text.dropFirst(isNegative ? 1 : 0).decimal(limit: 1 << 32)
        return magnitude.map { isNegative ? -$0 : $0 }
    }
}
