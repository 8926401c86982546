import CLinux

/// The controls of a camera that is open, and stays so while they are used.
///
/// A USB camera is asked for each over the bus, and one that hangs leaves that unanswered for 5 s: a worker's task.
public struct CameraControls: Sendable {
    /// A control, and what it is to be.
    public struct Setting: Sendable {
        let identifier: UInt32
        let value: Int32
        /// Whether it turns the picture over in one direction.
        var isFlip: Bool { CameraControl.isFlip(identifier) }

        /// A value for the control of that number; a bitmask's is taken by its bits.
        public init(identifier: UInt32, value: Int64) {
            self.identifier = identifier
            self.value = Int32(truncatingIfNeeded: value)
        }
    }

    let number: Int32

    /// Every control of the camera, in the driver's order (`VIDIOC_QUERY_EXT_CTRL`, `VIDIOC_QUERYMENU`).
    ///
    /// Headings, disabled controls and compound ones are left out. Bounded: 256 controls, 64 items a menu. Throws when
    /// the camera gives no answer, and there is no use in asking it for more.
    public func list() throws(Errno) -> [CameraControl] {
        var controls: [CameraControl] = []
        var identifier: UInt32 = 0
        for _ in 0..<256 {
            guard let description = try describe(identifier | UInt32(V4L2_CTRL_FLAG_NEXT_CTRL)) else { break }
            // A driver that does not move on would keep us here.
            guard description.id > identifier else { break }
            identifier = description.id
            let isHeading = description.type == V4L2_CTRL_TYPE_CTRL_CLASS.rawValue
            let isDisabled = description.flags & UInt32(V4L2_CTRL_FLAG_DISABLED) != 0
            if isHeading || isDisabled { continue }
            controls.append(try control(description))
        }
        return controls
    }

    /// The value of a control (`VIDIOC_G_CTRL`).
    private func value(of identifier: UInt32) throws(Errno) -> Int32 {
        var control = v4l2_control()
        control.id = identifier
        let number = number
        // The kernel reads and fills the structure it is given and keeps no pointer to it.
        _ = try retrying("VIDIOC_G_CTRL") { unsafe vidioc_g_ctrl(number, &control) }
        return control.value
    }

    /// Sets a control and tells what the driver made of it (`VIDIOC_S_CTRL`); ERANGE, EINVAL: not a value it takes.
    @discardableResult
    private func set(_ setting: Setting) throws(Errno) -> Int32 {
        var control = v4l2_control()
        control.id = setting.identifier
        control.value = setting.value
        let number = number
        // The kernel reads and fills the structure it is given and keeps no pointer to it.
        _ = try retrying("VIDIOC_S_CTRL") { unsafe vidioc_s_ctrl(number, &control) }
        return control.value
    }

    /// Sets controls one after the other, the rest of them too when one is refused.
    ///
    /// - Returns: the first error; nil when all are set.
    func set(_ settings: [Setting]) -> Errno? {
        var failure: Errno?
        for setting in settings {
            do throws(Errno) {
                try set(setting)
            } catch {
                failure = failure ?? error
                if error.isUnanswered { break }
            }
        }
        return failure
    }

    /// Turns the picture over in the camera itself; false, and nothing changed, when it cannot do what is asked.
    ///
    /// A flip that is not asked for is taken back where the camera has it, since cameras keep their settings.
    func flip(horizontally: Bool, vertically: Bool) -> Bool {
        let (horizontal, vertical) = (UInt32(V4L2_CID_HFLIP), UInt32(V4L2_CID_VFLIP))
        guard set(horizontal, to: horizontally) else { return false }
        if set(vertical, to: vertically) { return true }
        // One of two would be a mirror.
        _ = set(horizontal, to: false)
        return false
    }

    /// Sees to it that a switch stands so; a camera without it has it off.
    private func set(_ identifier: UInt32, to isOn: Bool) -> Bool {
        do throws(Errno) {
            guard try isSettable(identifier) else { return !isOn }
            let wanted: Int32 = isOn ? 1 : 0
            if try value(of: identifier) == wanted { return true }
            return try set(Setting(identifier: identifier, value: Int64(wanted))) == wanted
        } catch {
            return false
        }
    }

    private func isSettable(_ identifier: UInt32) throws(Errno) -> Bool {
        guard let description = try describe(identifier) else { return false }
        return description.flags & UInt32(V4L2_CTRL_FLAG_DISABLED | V4L2_CTRL_FLAG_READ_ONLY) == 0
    }

    /// What the driver says of a control; nil when there is none of that number, or after it.
    private func describe(_ identifier: UInt32) throws(Errno) -> v4l2_query_ext_ctrl? {
        var description = v4l2_query_ext_ctrl()
        description.id = identifier
        let number = number
        do throws(Errno) {
            // The kernel reads and fills the structure it is given and keeps no pointer to it.
            _ = try retrying("VIDIOC_QUERY_EXT_CTRL") { unsafe vidioc_query_ext_ctrl(number, &description) }
            return description
        } catch {
            if error.isUnanswered { throw error }
            return nil
        }
    }

    private func control(_ description: v4l2_query_ext_ctrl) throws(Errno) -> CameraControl {
        let kind = CameraControl.Kind(type: description.type)
        let isReadable = kind != .button && kind != .other
        let isWriteOnly = description.flags & UInt32(V4L2_CTRL_FLAG_WRITE_ONLY) != 0
        var value: Int64?
        if isReadable && !isWriteOnly {
            do throws(Errno) {
                let read = try self.value(of: description.id)
                // A mask's highest bit is no sign.
                value = kind == .bitmask ? Int64(UInt32(bitPattern: read)) : Int64(read)
            } catch {
                if error.isUnanswered { throw error }
            }
        }
        return CameraControl(
            identifier: description.id,
            name: fixedText(description.name),
            kind: kind,
            minimum: description.minimum,
            maximum: description.maximum,
            step: description.step,
            defaultValue: description.default_value,
            value: value,
            isReadOnly: description.flags & UInt32(V4L2_CTRL_FLAG_READ_ONLY) != 0,
            isInactive: description.flags & UInt32(V4L2_CTRL_FLAG_INACTIVE) != 0,
            isWriteOnly: isWriteOnly,
            release: CameraControl.Release(of: description.id),
            items: kind == .menu || kind == .integerMenu ? items(description) : []
        )
    }

    private func items(_ description: v4l2_query_ext_ctrl) -> [CameraControl.Item] {
        var items: [CameraControl.Item] = []
        let isNumeric = description.type == V4L2_CTRL_TYPE_INTEGER_MENU.rawValue
        var index = max(description.minimum, 0)
        while index <= description.maximum && index < 64 {
            var item = v4l2_querymenu()
            item.id = description.id
            item.index = UInt32(index)
            // The kernel reads and fills the structure it is given and keeps no pointer to it.
            if unsafe vidioc_querymenu(number, &item) == 0 {
                let name = isNumeric ? Array(String(item.value).utf8) : fixedText(item.name)
                items.append(CameraControl.Item(index: index, name: name))
            }
            index += 1
        }
        return items
    }
}

extension CameraControl.Kind {
    init(type: UInt32) {
        switch type {
        case V4L2_CTRL_TYPE_INTEGER.rawValue: self = .integer
        case V4L2_CTRL_TYPE_BOOLEAN.rawValue: self = .boolean
        case V4L2_CTRL_TYPE_MENU.rawValue: self = .menu
        case V4L2_CTRL_TYPE_INTEGER_MENU.rawValue: self = .integerMenu
        case V4L2_CTRL_TYPE_BITMASK.rawValue: self = .bitmask
        case V4L2_CTRL_TYPE_BUTTON.rawValue: self = .button
        default: self = .other
        }
    }
}
