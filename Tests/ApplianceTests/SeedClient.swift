import Foundation

@testable import Appliance

/// The first client of this project: it reads in blocks and searches for the mark between two pictures.
struct SeedClient {
    private static var mark: Data { Data("\r\n--frame\r\nContent-Type: image/jpeg\r\n\r\n".utf8) }
    private static let block = 1024

    private var buffer = Data("\r\n".utf8)
    private var unseen: [UInt8] = []
    /// What it took for pictures, in order.
    private(set) var pictures: [[UInt8]] = []

    /// Gives it what has arrived; only whole blocks reach it.
    mutating func arrive(_ bytes: [UInt8]) {
        unseen += bytes
        while unseen.count >= Self.block {
            buffer.append(contentsOf: unseen.prefix(Self.block))
            unseen.removeFirst(Self.block)
            search()
        }
    }

    /// The mark before the picture stands at the buffer's beginning: the next one is looked for behind it.
    private mutating func search() {
        while let found = buffer.range(of: Self.mark, in: 1..<buffer.count) {
            pictures.append(Array(buffer[Self.mark.count..<found.lowerBound]))
            buffer = Data(buffer[found.lowerBound...])
        }
    }
}
