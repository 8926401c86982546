/// A value for a control.
public struct ControlSetting: Equatable, Sendable {
    /// The driver's number for the control.
    public let identifier: UInt32
    /// What it is to be.
    public let value: Int

    /// A value for the control of that number.
    public init(identifier: UInt32, value: Int) {
        self.identifier = identifier
        self.value = value
    }
}
