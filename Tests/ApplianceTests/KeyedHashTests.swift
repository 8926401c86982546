import Testing

@testable import Appliance

@Suite("The keyed hash")
struct KeyedHashTests {
    /// The key 00 01 02 … 0f and the texts 00 01 02 … of the paper's appendix A and its reference implementation.
    @Test(
        arguments: [
            (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (7, 0xab02_00f5_8b01_d137),
            (8, 0x93f5_f579_9a93_2462),
            (15, 0xa129_ca61_49be_45e5), (16, 0x3f2a_cc7f_57c2_9bdb), (63, 0x958a_324c_eb06_4572),
        ] as [(Int, UInt64)])
    func vectors(_ length: Int, _ expected: UInt64) {
        let hash = KeyedHash(key: Array(0..<16))
        #expect(hash(Array((0..<length).map { UInt8($0) })) == expected)
    }

    @Test func anotherKeyGivesAnotherHash() {
        #expect(KeyedHash(key: [UInt8](repeating: 0, count: 16))([1]) != KeyedHash(key: Array(0..<16))([1]))
    }
}
