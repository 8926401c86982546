// The fuzzer compiles this file into one module with the parser.
#if canImport(Wire)
    @testable import Wire
#endif

/// What a parser makes of bytes, written down: a line for each request, one for a refusal, which is the last.
///
/// A request is `METHOD PATH?NAME=VALUE&… host=…`, then `origin=…`, `site=…` and `body=…` where they are there, then
/// `keep` or `close`; bytes other than visible ASCII are `\xHH`. A refusal is its status and its reason.
struct Transcript {
    private(set) var text: [UInt8] = []
    private(set) var isRefused = false
    private var parser: RequestParser

    init(limits: RequestLimits) {
        parser = RequestParser(limits: limits)
    }

    /// Whether the parser holds the beginning of something.
    var isWaiting: Bool { !parser.isEmpty }

    var lines: [String] {
        text.split(separator: .lineFeed).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Gives the parser more bytes and takes out all that it has read.
    mutating func feed(_ bytes: [UInt8]) {
        feed(bytes, bytes.indices)
    }

    /// Gives the parser a part of these bytes and takes out all that it has read.
    mutating func feed(_ bytes: [UInt8], _ range: Range<Int>) {
        guard !isRefused else { return }
        parser.append(bytes.span.extracting(range))
        do throws(RequestError) {
            while let request = try parser.next() { write(request) }
        } catch {
            isRefused = true
            write(error)
            do throws(RequestError) {
                _ = try parser.next()
                preconditionFailure("a parser that has refused reads on")
            } catch {}
        }
    }

    private mutating func write(_ request: Request) {
        switch request.method {
        case .get: text.append("GET ")
        case .head: text.append("HEAD ")
        case .put: text.append("PUT ")
        case .delete: text.append("DELETE ")
        case .other: text.append("OTHER ")
        }
        write(visible: request.target.path)
        for (index, parameter) in request.target.parameters.enumerated() {
            text.append(index == 0 ? "?" : "&")
            write(visible: parameter.name)
            text.append("=")
            write(visible: parameter.value)
        }
        text.append(" host=")
        write(visible: request.host)
        if let origin = request.origin { write(" origin=", origin) }
        if let fetchSite = request.fetchSite { write(" site=", fetchSite) }
        if !request.body.isEmpty { write(" body=", request.body) }
        text.append(request.keepsAlive ? " keep\n" : " close\n")
    }

    private mutating func write(_ error: RequestError) {
        text.append(decimal: error.status.rawValue)
        text.append(" ")
        text.append(error.reason)
        text.append("\n")
    }

    private mutating func write(_ label: String, _ bytes: [UInt8]) {
        text.append(label)
        write(visible: bytes)
    }

    private mutating func write(visible bytes: [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in bytes {
            if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") {
                text.append(byte)
            } else {
                text.append("\\x")
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
        }
    }
}
