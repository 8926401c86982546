/// One input for libFuzzer: a connection's bytes, which must be read the same however they are cut.
///
/// How they are cut comes from the bytes themselves, so that a corpus file is a plain request and a finding repeats.
@c(LLVMFuzzerTestOneInput)
public func fuzzRequestParser(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // libFuzzer gives a pointer to as many bytes as it says.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    var dice = Dice(seed: bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 })
    let limits =
        Bool.random(using: &dice)
        ? RequestLimits() : RequestLimits(headBytes: 96, targetBytes: 24, bodyBytes: 8)

    var whole = Transcript(limits: limits)
    whole.feed(bytes)
    #if PLANTED_BUG
        // The bug that shows that the fuzzer finds any: an Origin, of which its corpus knows nothing.
        let words = Array(" origin=".utf8)
        let isFound = whole.text.indices.contains { whole.text[$0...].starts(with: words) }
        if isFound { fatalError("the planted bug") }
    #endif

    var single = Transcript(limits: limits)
    for index in bytes.indices { single.feed(bytes, index..<(index + 1)) }
    if whole.text != single.text { fatalError("a byte at a time reads otherwise") }
    if !whole.isRefused, whole.isWaiting != single.isWaiting { fatalError("a byte at a time leaves something else") }

    var pieces = Transcript(limits: limits)
    var at = 0
    while at < bytes.count {
        let end = min(at + Int.random(in: 1...40, using: &dice), bytes.count)
        pieces.feed(bytes, at..<end)
        at = end
    }
    if whole.text != pieces.text { fatalError("pieces read otherwise") }
    return 0
}
