/// A request method of RFC 9110 section 9 that Martlet answers to; every other one is `other`.
public enum Method: Sendable {
    case get
    case head
    case put
    case other
}
