/// Which Martlet this is.
public enum Version {
    /// Its number, as CHANGELOG.md has it.
    public static let text = "0.1.0"
}
