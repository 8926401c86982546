import Testing

/// Waits until something that another task does has happened; records an issue when it has not within 120 s.
func eventually(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ isSo: () -> Bool
) async {
    let limit = ContinuousClock.now + .seconds(120)
    while !isSo() {
        guard ContinuousClock.now < limit else {
            Issue.record("not within 120 s: \(what)", sourceLocation: sourceLocation)
            return
        }
        try? await Task.sleep(for: .milliseconds(1))
    }
}
