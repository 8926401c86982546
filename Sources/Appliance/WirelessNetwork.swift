import Wire

/// The WiFi network to join, and how wpa_supplicant is told.
struct WirelessNetwork: Equatable, Sendable {
    /// What the network asks for.
    enum Key: Equatable, Sendable {
        /// Nothing.
        case open
        /// A passphrase: 8 to 63 bytes of ASCII (IEEE 802.11, annex J.4.1).
        case passphrase([UInt8])
        /// The key itself: 64 hexadecimal digits.
        case digits([UInt8])

        /// Reads what stands in the settings; `open`, in capitals too, is for a network that asks for nothing.
        ///
        /// wpa_supplicant 2.10 takes a passphrase up to the last quote of its line; but it looks for a comment behind
        /// the second one already, and gives up the whole file when that cuts the passphrase off. So one that has both
        /// a quote and a # cannot be written for it.
        init?(_ text: [UInt8]) {
            if text.spellsIgnoringCase("open") {
                self = .open
            } else if text.count == 64, text.allSatisfy({ $0.hexadecimalValue != nil }) {
                self = .digits(text)
            } else if (8...63).contains(text.count), text.allSatisfy({ (0x20..<0x7F).contains($0) }),
                !Self.hasQuoteAndSign(text)
            {
                self = .passphrase(text)
            } else {
                return nil
            }
        }

        /// Whether a passphrase has both a quote and a #.
        static func hasQuoteAndSign(_ text: [UInt8]) -> Bool {
            text.contains(UInt8(ascii: "\"")) && text.contains(UInt8(ascii: "#"))
        }
    }

    /// The most bytes of a network's name.
    static let nameBytes = 32

    /// The network's name, 1 to 32 bytes of any kind.
    let name: [UInt8]
    let key: Key
    /// Two letters, where they are set.
    let country: [UInt8]?

    /// The content of wpa_supplicant.conf(5): one network, and no interface for other programs.
    var configuration: [UInt8] {
        var text: [UInt8] = []
        text.append("# Made anew at every start.\nupdate_config=0\n")
        if let country { text += Array("country=".utf8) + country + Array("\n".utf8) }
        // Digits can hold no quote and no line's end. A hidden network is asked for by its name.
        text.append("network={\n\tssid=")
        for byte in name { text.append(hexadecimal: byte) }
        text.append("\n\tscan_ssid=1\n\tkey_mgmt=")
        switch key {
        case .open: text.append("NONE\n")
        case .passphrase(let passphrase):
            text += Array("WPA-PSK\n\tpsk=\"".utf8) + passphrase + Array("\"\n".utf8)
        case .digits(let digits): text += Array("WPA-PSK\n\tpsk=".utf8) + digits + Array("\n".utf8)
        }
        text.append("}\n")
        return text
    }
}

extension [UInt8] {
    /// Appends a byte as two hexadecimal digits.
    fileprivate mutating func append(hexadecimal byte: UInt8) {
        for digit in [byte >> 4, byte & 0xF] {
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
