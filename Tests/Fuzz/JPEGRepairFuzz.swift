/// One input for libFuzzer: a captured frame, whose repair must keep what it promises.
@c(LLVMFuzzerTestOneInput)
public func fuzzJPEGRepair(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // libFuzzer gives a pointer to as many bytes as it says.
    let frame = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    var promise = RepairPromise()
    for orientation in [Orientation.upright, .turnedRight] {
        do throws(RepairPromise.Broken) {
            _ = try promise.check(frame, orientation: orientation)
        } catch {
            fatalError("not kept: \(error.promise)")
        }
    }
    return 0
}
