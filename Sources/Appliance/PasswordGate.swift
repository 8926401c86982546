import Wire

/// Who may in: remembers the right password once it is known, and lines up those that have to be checked.
///
/// To check one takes tens of milliseconds and 16 MB, so it is done elsewhere, one at a time. Those who come with the
/// same password wait for the same answer.
public struct PasswordGate: Sendable {
    /// How it stands with a request.
    enum Verdict: Equatable {
        /// It may in.
        case permitted
        /// It has no password, or none that could be right.
        case denied
        /// Nobody may in: there is no password that could be right.
        case shut
        /// Its password is being checked: the answer comes for all that wait with this mark.
        case waiting(mark: UInt64)
        /// Too many passwords wait already.
        case full
    }

    /// How many passwords may wait to be checked, the one that is being checked not counted.
    static let waitingAtMost = 4
    /// How long after a wrong password the next one is looked at: guessing costs the guesser, not the viewers.
    static let restAfterWrong = Interval.milliseconds(250)

    private struct Question {
        let mark: UInt64
        let password: [UInt8]
    }

    private let hash: KeyedHash
    /// Whether no password is right.
    private(set) var isShut: Bool
    /// The mark of the right password, as soon as it has been seen.
    private var right: UInt64?
    private var checking: Question?
    private var waiting: [Question] = []
    /// Whether the password that is being checked is compared with one that holds no longer.
    private var isStale = false
    private var restsUntil: Instant?

    /// Lets nobody in whose password has not been checked.
    ///
    /// - Parameters:
    ///   - key: 16 random bytes that nobody else knows: passwords are remembered by a hash with them.
    ///   - isShut: whether no password is right.
    public init(key: [UInt8], isShut: Bool = false) {
        hash = KeyedHash(key: key)
        self.isShut = isShut
    }

    /// Looks at what a request brings.
    mutating func judge(_ authorization: [UInt8]?) -> Verdict {
        if isShut { return .shut }
        // The user name may be any: there is one password, and nobody to tell apart.
        guard let authorization, let credentials = BasicCredentials(authorization: authorization),
            !credentials.password.isEmpty
        else { return .denied }
        let mark = hash(credentials.password)
        if mark == right { return .permitted }
        if mark == checking?.mark || waiting.contains(where: { $0.mark == mark }) { return .waiting(mark: mark) }
        guard waiting.count < Self.waitingAtMost else { return .full }
        waiting.append(Question(mark: mark, password: credentials.password))
        return .waiting(mark: mark)
    }

    /// The next password to check, when there is one and it is time; `checked` says what came of it.
    mutating func takeNext(now: Instant) -> [UInt8]? {
        guard checking == nil, !waiting.isEmpty, now >= restsUntil ?? now else { return nil }
        let next = waiting.removeFirst()
        checking = next
        return next.password
    }

    /// When the next password is due; nil when none waits for time alone.
    var due: Instant? {
        checking == nil && !waiting.isEmpty ? restsUntil : nil
    }

    /// Takes what came of the check.
    ///
    /// - Returns: the mark of those who have waited for it; nil when the password has to be checked again.
    mutating func checked(isRight: Bool, now: Instant) -> UInt64? {
        guard let question = checking.take() else { return nil }
        if isStale {
            isStale = false
            waiting.insert(question, at: 0)
            return nil
        }
        if isRight { right = question.mark } else { restsUntil = now + Self.restAfterWrong }
        return question.mark
    }

    /// Forgets what was right: there is another password now, or none that could be right.
    mutating func forget(isShut: Bool) {
        self.isShut = isShut
        right = nil
        isStale = checking != nil
    }
}
