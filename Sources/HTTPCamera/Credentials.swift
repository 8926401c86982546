/// A name and a password.
public struct Credentials: Sendable, Equatable {
    /// The name; Martlet takes any.
    public let user: String
    /// The password.
    public let password: String

    /// Makes what to answer a server with that asks for a password.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

extension Credentials {
    /// Reads what stands before the @ of a URL, percent-encoded (RFC 3986, 3.2.1).
    init(userInfo: [UInt8]) {
        let colon = userInfo.firstIndex(of: UInt8(ascii: ":")) ?? userInfo.endIndex
        self.init(
            user: Self.decoded(userInfo[..<colon]), password: Self.decoded(userInfo[colon...].dropFirst()))
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
                let high = Hexadecimal.value(bytes[index + 1]), let low = Hexadecimal.value(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
