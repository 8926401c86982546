/// Why the program ends: one line that says what and what to do.
struct StartFailure: Error {
    let line: String
}
