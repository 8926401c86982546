import Testing
import Wire

@testable import Appliance

/// A client that reads parts by their Content-Length, as most libraries do.
enum StreamReader {
    struct Part {
        let head: String
        let content: [UInt8]

        /// A field's value; nil when it is not there.
        func field(_ name: String) -> String? {
            for line in head.split(separator: "\r\n") where line.hasPrefix(name + ": ") {
                return String(line.dropFirst(name.count + 2))
            }
            return nil
        }
    }

    /// All whole parts of an answer's bytes; a part is whole when the delimiter behind it has come too.
    static func parts(in answer: [UInt8]) -> [Part] {
        let mark = Array("--frame\r\n".utf8)
        guard var rest = rest(of: answer[...], behind: Array("\r\n\r\n".utf8)), rest.starts(with: mark) else {
            return []
        }
        rest = rest.dropFirst(mark.count)
        var parts: [Part] = []
        while let content = Self.rest(of: rest, behind: Array("\r\n\r\n".utf8)) {
            let head = String(decoding: rest[..<content.startIndex], as: UTF8.self)
            let unread = Part(head: head, content: [])
            guard let length = unread.field("Content-Length").flatMap({ Int($0) }) else { break }
            rest = content.dropFirst(length)
            guard rest.starts(with: Array("\r\n--frame\r\n".utf8)) || rest.starts(with: Array("\r\n--frame--".utf8))
            else { break }
            parts.append(Part(head: head, content: Array(content.prefix(length))))
            rest = rest.dropFirst(2 + mark.count)
        }
        return parts
    }

    /// The numbers of the pictures, each of which must be whole and nothing else.
    static func numbers(in answer: [UInt8]) -> [Int?] {
        parts(in: answer).map { SampleJPEG.number(of: $0.content) }
    }

    private static func rest(of bytes: ArraySlice<UInt8>, behind mark: [UInt8]) -> ArraySlice<UInt8>? {
        var index = bytes.startIndex
        while index + mark.count <= bytes.endIndex {
            if bytes[index..<(index + mark.count)].elementsEqual(mark) { return bytes[(index + mark.count)...] }
            index += 1
        }
        return nil
    }
}

extension Bench {
    /// A viewer that has taken the head of its stream.
    @discardableResult
    func watch(_ target: String = "/stream", _ place: SourceLocation = #_sourceLocation) -> Peer {
        guard let connection = server.accept(peer: "192.0.2.8:50000", now: now) else {
            preconditionFailure("the server has no place")
        }
        let peer = Peer(connection, at: self)
        peer.send(request("GET", target))
        peer.take()
        #expect(peer.text.hasPrefix("HTTP/1.1 200 OK\r\n"), sourceLocation: place)
        return peer
    }
}
