import Wire

/// Reads martlet.txt, whatever is in it: what can be understood is taken, and everything else is told.
final class CardReader {
    /// What a password's value begins with while it is being blanked: no editor writes it.
    static let blankingMark: UInt8 = 0x01

    private(set) var settings: CardSettings
    var problems = CardProblems()
    /// Where passwords stand in the file, those too that another line has replaced.
    private(set) var secrets: [Range<Int>] = []
    /// Where `none` stands, which must not come to hold again when the line that replaced it is blanked.
    private(set) var nones: [Range<Int>] = []
    /// Where the rest of one stands whose blanking a loss of power has broken off.
    private(set) var remnants: [Range<Int>] = []
    /// For each setting the line that it is set in, from 1; 0 where it is not set.
    private var setIn = [Int](repeating: 0, count: CardSetting.table.count)
    /// For each setting where its value stands in the file.
    private var values = [Range<Int>](repeating: 0..<0, count: CardSetting.table.count)
    private var hasBrokenPassword = false
    private let text: CardText
    private let base: ConfigurationLines

    /// Reads a file's content.
    ///
    /// - Parameters:
    ///   - content: all of it, or more of it than is looked at.
    ///   - base: what holds where it says nothing.
    init(_ content: [UInt8], over base: ConfigurationLines) {
        text = CardText(content)
        self.base = base
        settings = CardSettings(over: base)
        if text.isUTF16 {
            let advice = "is saved as UTF-16: save it as UTF-8; nothing of it is used"
            problems.add(0, advice)
            // Somebody who wanted a password must not be left without one.
            let plain = CardReader(text.bytes.filter { $0 != 0 && $0 < 0x80 }, over: base)
            if plain.settings.password != .unsaid && plain.settings.password != .none { settings.password = .unusable }
            return
        }
        if text.isCut {
            let what = "is too long: only its first " + "\(CardText.mostBytes)" + " bytes are used"
            problems.add(0, what)
        }
        if text.isEmpty {
            problems.add(0, "is empty; everything is as in a fresh image")
        } else {
            read()
        }
    }

    private func read() {
        var place = text.start
        var number = 0
        while let line = text.line(at: &place) {
            number += 1
            read(text.bytes[line].trimmed, number)
        }
        for place in CardSetting.table.indices where setIn[place] > 0 {
            apply(CardSetting.table[place], setIn[place], text.bytes[values[place]])
        }
        if hasBrokenPassword, settings.password == .unsaid { settings.password = .unusable }
        checkNetwork()
    }

    private func read(_ content: ArraySlice<UInt8>, _ number: Int) {
        // A comment is a line of its own: a passphrase may hold a #.
        guard let first = content.first, first != UInt8(ascii: "#") else { return }
        guard let equals = content.firstIndex(of: UInt8(ascii: "=")) else {
            readWithoutSign(content, number)
            return
        }
        let key = content[..<equals].trimmed
        guard let place = CardSetting.place(of: key) else {
            problems.add(stray: number, Self.complaint(ofKey: key))
            // Who meant to set a password is not to be open to all because of a letter.
            if Self.soundsLikePassword(key) { hasBrokenPassword = true }
            return
        }
        let value = content[(equals + 1)...].trimmed
        let range = value.startIndex..<value.endIndex
        // With nothing behind its `=`, or a comment, a line says nothing.
        guard let start = value.first, CardSetting.table[place].isSecret || start != UInt8(ascii: "#") else { return }
        if place == CardSetting.password {
            if start == Self.blankingMark {
                remnants.append(range)
                return
            }
            if value.spellsIgnoringCase("none") { nones.append(range) } else { secrets.append(range) }
        }
        if setIn[place] > 0 {
            let key = CardSetting.table[place].key
            problems.add(stray: setIn[place], key + " is set again in line " + "\(number)" + ", which holds")
        }
        setIn[place] = number
        values[place] = range
    }

    private func readWithoutSign(_ content: ArraySlice<UInt8>, _ line: Int) {
        let word = content.prefix { !$0.isBlank && $0 != UInt8(ascii: ":") }
        guard let place = CardSetting.place(of: word) else {
            problems.add(stray: line, "this is not of the form key = value; the line is not used")
            return
        }
        let key = CardSetting.table[place].key
        problems.add(
            stray: line, "there is no = behind " + key + ", it takes " + key + " = VALUE; the line is not used")
        if place == CardSetting.password { hasBrokenPassword = true }
    }

    private static func soundsLikePassword(_ key: ArraySlice<UInt8>) -> Bool {
        NearestText.find(key, among: CardSetting.table.map { Array($0.key.utf8) })?.spells("password") ?? false
    }

    private static func complaint(ofKey key: ArraySlice<UInt8>) -> String {
        // What is no word may be a part of a passphrase, which is not to be shown.
        let isWord = (1...20).contains(key.count) && key.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        let name = isWord ? CardProblems.shown(key) : "this"
        var keys: [[UInt8]] = []
        var all = ""
        for setting in CardSetting.table {
            keys.append(Array(setting.key.utf8))
            all += " " + setting.key
        }
        if isWord, let near = NearestText.find(key, among: keys) {
            return name + " is no setting (is it " + CardProblems.shown(near[...]) + "?); the line is not used"
        }
        return name + " is no setting, they are" + all + "; the line is not used"
    }

    private func apply(_ setting: CardSetting, _ line: Int, _ bytes: ArraySlice<UInt8>) {
        let value = CardValue(bytes)
        let verdict: CardSetting.Verdict
        switch TextFault(bytes) {
        case .encoding: verdict = .refusedAs("this is not UTF-8, save the file as UTF-8")
        case .control: verdict = .refusedAs("this has a control character")
        case nil:
            let isComment = !value.isQuoted && value.bytes.first == UInt8(ascii: "#")
            verdict = isComment ? .refusedAs("with a # first it takes quotes") : setting.apply(&settings, value)
        }
        let subject = setting.isSecret ? setting.key : setting.key + " = '" + CardProblems.shown(bytes) + "'"
        var why = ""
        switch verdict {
        case .taken: return
        case .takenBut(let remark):
            problems.add(line, subject + ": " + remark + "; it is used all the same")
            return
        case .refused: break
        case .refusedAs(let reason): why = " (" + reason + ")"
        }
        if line == setIn[CardSetting.password] { settings.password = .unusable }
        let what = subject + ": it takes " + setting.takes + why + "; " + fallback(setting)
        problems.add(line, what)
    }

    private func fallback(_ setting: CardSetting) -> String {
        let ofBoard = setting.isPassedOn ? base.value(setting.key) : nil
        return "using " + (ofBoard.map { CardProblems.shown($0[...]) } ?? setting.initial)
    }

    /// A network's name and what it asks for belong together.
    private func checkNetwork() {
        let name = setIn[CardSetting.place("wifi-name")]
        let key = setIn[CardSetting.place("wifi-password")]
        if key == 0, settings.wirelessName != nil {
            let what = "wifi-name is set and wifi-password is not: it takes both, open if the network asks for none"
            problems.add(name, what + "; using no WiFi")
        }
        if name == 0, settings.wirelessKey != nil {
            problems.add(key, "wifi-password is set and wifi-name is not: it takes both; using no WiFi")
        }
    }

    /// Gives the time zone up, because there is none of that name.
    ///
    /// - Parameter nearest: one that may be meant.
    func refuseTimeZone(nearest: [UInt8]?) {
        guard let zone = settings.timeZone else { return }
        let advice = nearest.map { "is it " + CardProblems.shown($0[...]) + "?" } ?? "it takes one like Europe/Berlin"
        let what =
            "timezone = '" + CardProblems.shown(zone[...]) + "': there is no such time zone (" + advice + "); using "
            + TimeZoneName.initial
        settings.timeZone = nil
        problems.add(setIn[CardSetting.place("timezone")], what)
    }

    /// Takes the time zone by the name that it has, whatever its capitals were.
    func correctTimeZone(to name: [UInt8]) {
        settings.timeZone = name
    }
}
