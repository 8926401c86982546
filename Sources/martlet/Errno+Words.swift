import Machine

extension Errno {
    /// What the kernel said, for people: its words, and the call in brackets.
    var words: String { message + " (" + call.description + ")" }
}
