/// A request method of RFC 9110 section 9 that Martlet answers to; every other one is `other`.
public enum Method: Sendable {
    case get
    case head
    case put
    case delete
    case other
}

extension Method {
    /// The method of that name; RFC 9110 section 9.1: it is case-sensitive.
    init(_ name: ArraySlice<UInt8>) {
        if name.spells("GET") {
            self = .get
        } else if name.spells("HEAD") {
            self = .head
        } else if name.spells("PUT") {
            self = .put
        } else if name.spells("DELETE") {
            self = .delete
        } else {
            self = .other
        }
    }
}
