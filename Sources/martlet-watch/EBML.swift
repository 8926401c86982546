#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// EBML (RFC 8794): the form that Matroska is written in.
///
/// An element is a number, the size of what it holds, and that.
enum EBML {
    /// Eight bytes that say the size is not known (yet).
    static let unknownSize: [UInt8] = [0x01] + [UInt8](repeating: 0xFF, count: 7)

    static func element(_ number: UInt32, _ content: [UInt8]) -> [UInt8] {
        id(number) + size(content.count) + content
    }

    static func element(_ number: UInt32, _ text: String) -> [UInt8] { element(number, Array(text.utf8)) }

    /// An unsigned number, in as few bytes as it takes.
    static func element(_ number: UInt32, _ value: Int) -> [UInt8] {
        element(number, shortest(UInt64(value)))
    }

    static func element(_ number: UInt32, _ value: Double) -> [UInt8] { element(number, bytes(value.bitPattern)) }

    /// An element's number, the marker of its length in it.
    static func id(_ number: UInt32) -> [UInt8] { shortest(UInt64(number)) }

    /// A size in as few bytes as it takes.
    static func size(_ count: Int) -> [UInt8] {
        var length = 1
        // With all bits set it would mean that the size is not known.
        while UInt64(count) >= (1 << (7 * length)) - 1 { length += 1 }
        return size(count, length: length)
    }

    /// A size in so many bytes, so that it can be written over another.
    static func size(_ count: Int, length: Int) -> [UInt8] {
        Array(bytes(UInt64(count) | 1 << (7 * length)).suffix(length))
    }

    /// An element that holds nothing and is so many bytes long in all (2 to 127): room for another.
    static func void(_ total: Int) -> [UInt8] { element(0xEC, [UInt8](repeating: 0, count: total - 2)) }

    /// A number that can be written over another.
    static func eightBytes(_ value: Int) -> [UInt8] { bytes(UInt64(value)) }

    /// Nanoseconds since the beginning of 2001, which is where Foundation counts from too; at most 285 years of them.
    static func date(_ date: Date) -> [UInt8] {
        let nanoseconds = (date.timeIntervalSinceReferenceDate * 1e9).rounded()
        return bytes(UInt64(bitPattern: Int64(min(max(nanoseconds, -9e18), 9e18))))
    }

    private static func shortest(_ value: UInt64) -> [UInt8] {
        Array(bytes(value).suffix(max(1, 8 - value.leadingZeroBitCount / 8)))
    }

    private static func bytes(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * UInt64($0))) }
    }
}
