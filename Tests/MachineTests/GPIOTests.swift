import Foundation
import Machine
import Testing

@Suite struct GPIOTests {
    /// What asking for a line comes to, as an output and as an input.
    private func failures(_ address: GPIOLineAddress) -> [GPIOFailure?] {
        var failures: [GPIOFailure?] = []
        do throws(GPIOFailure) {
            _ = try GPIOOutput(address, isActiveLow: false)
            failures.append(nil)
        } catch {
            failures.append(error)
        }
        do throws(GPIOFailure) {
            _ = try GPIOInput(address, isActiveLow: true, debounceMicroseconds: 20_000)
            failures.append(nil)
        } catch {
            failures.append(error)
        }
        return failures
    }

    @Test(arguments: [
        "/dev/null", "/nonexistent/gpiochip0", "gpiochip99999", "/dev", "/etc/passwd", "/etc/passwd/x", "",
    ])
    func whatIsNoChipIsToldSo(_ chip: String) {
        for failure in failures(.offset(chip: Array(chip.utf8), line: 0)) {
            guard case .noSuchChip? = failure else {
                Issue.record("\(chip): \(String(describing: failure))")
                continue
            }
        }
    }

    /// A machine with GPIO has chips to look on, another has none; neither has a line of that name.
    @Test func aLineThatNobodyHasIsToldSo() {
        for name in ["martlet-no-such-line", ""] {
            for failure in failures(.name(Array(name.utf8))) {
                switch failure {
                case .noSuchLine?, .noSuchChip?: break
                case .call(let error)?: #expect(error.isPermissionDenied)
                default: Issue.record("\(String(describing: failure))")
                }
            }
        }
    }

    @Test func failingLeavesNoDescriptorBehind() {
        for _ in 0..<20 {
            _ = failures(.offset(chip: Array("/dev/full".utf8), line: 0))
        }
        let open = (0..<1024).filter { number in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")) == "/dev/full"
        }
        #expect(open.isEmpty)
    }
}
