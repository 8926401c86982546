import Appliance
import Machine

/// The LED and the button: their lines, held as long as the process lives, and what was decided about them.
final class Panel {
    private var led: GPIOOutput?
    private var indicator: Indicator
    private var isLit = false
    private var line: GPIOInput?
    private var button: Button?
    /// What cannot be had of what was asked for, a line each.
    private(set) var complaints: [String] = []
    /// When the LED is to change.
    private var ledDue: Instant?

    /// Takes the lines of the settings; one that cannot be had is told once, and done without.
    init(_ settings: Settings, now: Instant) {
        indicator = Indicator(now: now)
        if let choice = settings.led {
            do throws(GPIOFailure) {
                led = try GPIOOutput(GPIOLineAddress(choice), isActiveLow: choice.isActiveLow)
            } catch {
                complain("led", choice, error)
            }
        }
        if let choice = settings.button { takeButton(choice) }
    }

    private func takeButton(_ choice: LineChoice) {
        do throws(GPIOFailure) {
            let debounce = UInt32(Button.debounce.microseconds)
            let line = try GPIOInput(
                GPIOLineAddress(choice), isActiveLow: choice.isActiveLow, debounceMicroseconds: debounce)
            let isDown: Bool
            do throws(Errno) {
                isDown = try line.isActive()
            } catch {
                throw .call(error)
            }
            if isDown { Output.log("the button is held down: it counts once it has been let go") }
            button = Button(isDown: isDown, isDebounced: line.isDebounced)
            self.line = consume line
        } catch {
            complain("button", choice, error)
        }
    }

    /// The button's descriptor, to poll for reading.
    var buttonNumber: Int32? { line?.number }

    /// When time alone will change something.
    var deadline: Instant? {
        Instant.earlier(ledDue, button?.deadline)
    }

    /// What the button was pressed for, one press at a time; nil when there is no more.
    ///
    /// - Parameter isReady: whether its line has edges to take.
    func takePress(isReady: Bool, now: Instant) -> Button.Press? {
        guard button != nil else { return nil }
        if isReady {
            do throws(Errno) {
                while let edge = try line?.nextEdge() {
                    let instant = Instant(nanoseconds: edge.timestampNanoseconds)
                    if let press = button?.handle(edge.isActive ? .down : .up, at: instant) { return press }
                }
            } catch {
                Output.log("the button is gone: " + error.words)
                line = nil
                button = nil
                return nil
            }
        }
        // Of a bouncing button the kernel may have dropped the last edge; before a long press is told, the line is asked.
        if button?.isLong(at: now) ?? false, !isHeldDown { button?.noteLostEdge() }
        return button?.expire(now: now)
    }

    private var isHeldDown: Bool {
        do throws(Errno) {
            return try line?.isActive() ?? false
        } catch {
            return true
        }
    }

    /// Has the LED show the state, or that the button has been held long.
    func show(_ pattern: Indicator.Pattern, now: Instant) {
        guard led != nil else { return }
        indicator.show(button?.isHeldLong ?? false ? .held : pattern, now: now)
        ledDue = indicator.nextEdge(after: now)
        let isToBeLit = indicator.isLit(at: now)
        guard isToBeLit != isLit else { return }
        isLit = isToBeLit
        do throws(Errno) {
            try led?.set(isLit)
        } catch {
            Output.log("the LED is gone: " + error.words)
            led = nil
            ledDue = nil
        }
    }

    /// Puts the LED out.
    func end() {
        led = nil
    }

    private func complain(_ what: String, _ choice: LineChoice, _ failure: GPIOFailure) {
        let line = what + " " + String(decoding: choice.text, as: UTF8.self)
        let complaint = line + ": " + failure.words + "; going on without it"
        Output.log(complaint)
        complaints.append(complaint)
    }
}

extension GPIOLineAddress {
    /// The line that a choice means.
    fileprivate init(_ choice: LineChoice) {
        switch choice.place {
        case .offset(let chip, let line): self = .offset(chip: chip, line: UInt32(line))
        case .name(let name): self = .name(name)
        }
    }
}

extension GPIOFailure {
    /// Why a line cannot be had, and what to do.
    fileprivate var words: String {
        switch self {
        case .noSuchChip: "there is no such GPIO chip: see what `martlet probe` lists"
        case .noSuchLine: "there is no such line: see what `martlet probe` lists"
        case .busy(let consumer):
            consumer.isEmpty
                ? "it is in use by another program or the kernel"
                : "it is in use by \"" + String(decoding: consumer, as: UTF8.self) + "\""
        case .call(let error):
            error.isPermissionDenied ? "it may not be had by this user: add it to group gpio" : error.words
        }
    }
}
