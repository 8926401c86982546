/// What a camera does with a control instead of taking it.
public struct ControlFault: Sendable {
    /// Whether it says no; otherwise it says nothing.
    let isRefusal: Bool
    /// The kernel's words.
    let words: String

    /// A fault.
    public init(isRefusal: Bool, words: String) {
        self.isRefusal = isRefusal
        self.words = words
    }
}
