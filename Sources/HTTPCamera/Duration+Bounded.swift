extension Duration {
    /// Itself, or a century when it is longer: whoever says "for ever" by the largest number there is means no overflow.
    var bounded: Duration { min(self, .seconds(100 * 365 * 86400)) }
}
