/// One way to answer that a server offers with 401 (RFC 9110, 11.6.1).
struct Challenge: Sendable, Equatable {
    /// In small letters.
    let scheme: String
    /// Names in small letters, values without quotes.
    private(set) var parameters: [String: String] = [:]

    /// Reads all challenges in the values of WWW-Authenticate: several may stand in one, commas between and within them.
    static func all(in values: [String]) -> [Challenge] {
        values.flatMap { value in
            var reader = ChallengeReader(bytes: Array(value.utf8))
            return reader.challenges()
        }
    }

    init(scheme: String, parameters: [String: String] = [:]) {
        self.scheme = scheme
        self.parameters = parameters
    }

    /// Takes in a parameter; of two of one name the first counts.
    mutating func add(_ name: String, _ value: String) {
        if parameters[name] == nil { parameters[name] = value }
    }
}
