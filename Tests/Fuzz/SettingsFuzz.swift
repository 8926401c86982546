import Wire

/// One input for libFuzzer: the content of a settings file, and the same again as a command line's arguments, each
/// ended by a NUL as the kernel keeps them.
@c(LLVMFuzzerTestOneInput)
public func fuzzSettings(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // libFuzzer gives a pointer to as many bytes as it says.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let arguments = bytes.split(separator: 0).map { Array($0) }
    do throws(SettingsError) {
        let request = try CommandLineRequest(arguments)
        check(try request.texts(file: nil).settings)
        check(try request.texts(file: bytes).settings)
    } catch {
        check(error)
    }
    do throws(SettingsError) {
        check(try CommandLineRequest([Array("--config=x".utf8)]).texts(file: bytes).settings)
    } catch {
        check(error)
    }
    return 0
}

private func check(_ settings: Settings) {
    if settings.listen.isEmpty { fatalError("no address to listen at") }
    if !(1...100).contains(settings.quality) { fatalError("a quality that is none of libjpeg's") }
    if !(16...8192).contains(settings.size.width) { fatalError("a width out of its range") }
    if !(100...240_000).contains(settings.rateThousandths) { fatalError("a rate out of its range") }
}

private func check(_ error: SettingsError) {
    if error.line.isEmpty { fatalError("an error that says nothing") }
    if error.line.utf8.contains(where: { $0 < 0x20 }) { fatalError("an error that is not one plain line") }
}
