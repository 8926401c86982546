/// Why the program ends: one line that says what and what to do, and the exit status.
struct StartFailure: Error {
    let line: String
    var status: Int32 = 1
}
