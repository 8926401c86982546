import Testing

@testable import Appliance

@Suite("Numbers that never go back")
struct SequenceCounterTests {
    @Test(
        arguments: [
            ([0, 1, 2, 3], [1, 2, 3, 4]),
            ([7, 8, 10, 14], [1, 2, 4, 8]),
            ([5, 5, 6], [1, 2, 3]),
            ([100, 0, 1], [1, 2, 3]),
            ([.max - 1, .max, 0, 1], [1, 2, 3, 4]),
            ([0, 65_535, 131_071], [1, 65_536, 65_537]),
            ([0, 0x8000_0000, 0x8000_0001], [1, 2, 3]),
        ] as [([UInt32], [Int])])
    func numbers(_ driver: [UInt32], _ expected: [Int]) {
        var counter = SequenceCounter()
        let numbers = driver.map { counter.number(of: $0) }
        #expect(numbers == expected)
        #expect(counter.last == expected.last)
    }

    @Test func restartGoesOnByOne() {
        var counter = SequenceCounter()
        var numbers: [Int] = []
        for driver: UInt32 in [0, 1, 2] { numbers.append(counter.number(of: driver)) }
        counter.restart()
        for driver: UInt32 in [1000, 1001] { numbers.append(counter.number(of: driver)) }
        #expect(numbers == [1, 2, 3, 4, 5])
    }
}
