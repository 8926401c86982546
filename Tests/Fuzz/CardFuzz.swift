import Wire

/// One input for libFuzzer: the content of martlet.txt, and behind its first byte of 0xFF that of the board's settings.
@c(LLVMFuzzerTestOneInput)
public func fuzzCard(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // libFuzzer gives a pointer to as many bytes as it says.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let end = bytes.firstIndex(of: 0xFF) ?? bytes.endIndex
    for text in [Array(bytes[..<end]), bytes] {
        for passwords in [fresh, guarded, bytes] { check(text, board: Array(bytes[end...].dropFirst()), passwords) }
    }
    return 0
}

private let fresh = [UInt8](repeating: 0, count: 4096)
private let hash = Array("$y$j9T$./////////////////////$CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC".utf8)
private let guarded = StoredHash.sector(of: hash) + StoredHash.sector(of: hash) + fresh.dropFirst(1024)
private let zone = Array("Europe/Berlin".utf8)

private func card(_ text: [UInt8], board: [UInt8], _ passwords: [UInt8]) -> Card {
    Card(
        text: .content(text), name: Array("martlet.txt".utf8), board: .content(board), boardName: Array("board".utf8),
        password: .content(passwords))
}

/// Who may watch, with a new password hashed.
private func access(_ card: Card) -> Card.Access {
    if case .password = card.access { .hash(hash) } else { card.access }
}

private func check(_ text: [UInt8], board: [UInt8], _ passwords: [UInt8]) {
    let card = card(text, board: board, passwords)
    if let asked = card.timeZone, asked != zone { card.timeZoneIsMissing(of: [zone]) }
    let access = access(card)
    if access == .open, passwords == guarded, !text.contains(UInt8(ascii: "=")) { fatalError("opened by nothing") }
    for file in card.files(in: Array("/run".utf8), access: access, needsWriting: false) {
        if let content = file.content { check(file.name, content, access) }
    }
    check(card.writes(hash: hash), text, board, passwords, access)
}

/// No file has more lines than it should, and each can be read by whom it is for.
private func check(_ name: String, _ content: [UInt8], _ access: Card.Access) {
    if content.last != UInt8(ascii: "\n"), !content.isEmpty { fatalError("a line without an end") }
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    for line in lines where TextFault(line) != nil { fatalError("a line that is no text") }
    switch name {
    case "martlet.conf":
        do throws(SettingsError) {
            let settings = try SettingsFile(name: "x", content: content).read().settings
            if settings.isOpen != (access == .open) { fatalError("open against what was decided") }
            if (settings.passwordFile == nil) != (access == .open) { fatalError("no password, or one too much") }
            if settings.problems != Array("/run/problems".utf8) { fatalError("problems elsewhere") }
        } catch {
            fatalError("settings that martlet does not take")
        }
    case "problems": if lines.count > 21 || lines.contains(where: { $0.isEmpty }) { fatalError("too much to tell") }
    case "wpa_supplicant.conf":
        let network = lines.dropFirst(lines.contains { $0.starts(with: "country=".utf8) } ? 3 : 2)
        let isOpen = network.contains { $0.spells("\tkey_mgmt=NONE") }
        if network.count != (isOpen ? 5 : 6) { fatalError("more than one network, or less") }
        if !network.dropFirst().dropLast().allSatisfy({ $0.first == UInt8(ascii: "\t") }) { fatalError("broken out") }
    case "hostname": if lines.count != 1 || !HostName.isValid(Array(lines[0])) { fatalError("no host name") }
    default: if lines.count != 1 { fatalError("not one line") }
    }
}

/// What is written stays within the files, and ends in what was decided, with nothing left to write.
private func check(
    _ writes: [CardWrite], _ text: [UInt8], _ board: [UInt8], _ passwords: [UInt8], _ access: Card.Access
) {
    var (text, passwords) = (text, passwords)
    for write in writes {
        let target = write.offset..<(write.offset + write.bytes.count)
        switch write.target {
        case .settings: text.replaceSubrange(checked(target, in: text), with: write.bytes)
        case .passwords: passwords.replaceSubrange(checked(target, in: passwords), with: write.bytes)
        }
    }
    let again = card(text, board: board, passwords)
    if !again.writes(hash: hash).isEmpty, !writes.isEmpty { fatalError("written, and again at the next start") }
    if access != CardFuzz.access(again) { fatalError("another decision after the writing") }
}

private func checked(_ range: Range<Int>, in file: [UInt8]) -> Range<Int> {
    if range.upperBound > file.count { fatalError("a write beyond the file's end") }
    return range
}
