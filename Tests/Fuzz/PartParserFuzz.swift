/// One input for libFuzzer: a line with a Content-Type, and a stream, which must be read the same however it is cut.
///
/// How it is cut comes from the bytes themselves, so that a corpus file is a plain stream and a finding repeats.
@c(LLVMFuzzerTestOneInput)
public func fuzzPartParser(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // libFuzzer gives a pointer to as many bytes as it says.
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let lineEnd = input.firstIndex(of: .lineFeed) ?? input.endIndex
    let bytes = Array(input[lineEnd...].dropFirst())
    let content: StreamContent
    do throws(StreamContentError) {
        content = try StreamContent(contentType: Array(input[..<lineEnd]))
    } catch {
        if error.reason.contains(where: { $0 < 0x20 || $0 > 0x7E }) { fatalError("a reason that is no line of text") }
        return 0
    }
    var dice = Dice(seed: input.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 })
    let limits = Bool.random(using: &dice) ? PartLimits() : PartLimits(bodyBytes: 100, headBytes: 64, headFields: 3)

    var whole = PartTranscript(content, limits: limits)
    whole.feed(bytes, bytes.indices)
    check(whole, of: bytes, limits)
    let counts = whole.parser.counts
    whole.finish()

    var single = PartTranscript(content, limits: limits)
    for index in bytes.indices {
        single.feed(bytes, index..<(index + 1))
        check(single, of: bytes, limits)
    }
    if single.parser.counts != counts { fatalError("a byte at a time counts otherwise") }
    single.finish()
    if whole.text != single.text { fatalError("a byte at a time reads otherwise") }

    var pieces = PartTranscript(content, limits: limits)
    var at = 0
    while at < bytes.count {
        let end = min(at + Int.random(in: 1...600, using: &dice), bytes.count)
        pieces.feed(bytes, at..<end)
        check(pieces, of: bytes, limits)
        at = end
    }
    pieces.finish()
    if whole.text != pieces.text { fatalError("pieces read otherwise") }
    return 0
}

/// What is promised of memory and of the parts.
private func check(_ transcript: PartTranscript, of stream: [UInt8], _ limits: PartLimits) {
    if transcript.parser.heldBytes > 2 * min(limits.bodyBytes + 512, 65536 + 2 * stream.count) + stream.count + 512 {
        fatalError("more memory than was said")
    }
    guard let part = transcript.lastPart else { return }
    if part.body.isEmpty || part.body.count > limits.bodyBytes { fatalError("an empty part, or one over the limit") }
    if part.kind == .picture {
        guard case .whole(_, let end) = JPEGWalk.picture(in: part.body.span, from: 0), end == part.body.count else {
            fatalError("a picture that is not whole")
        }
    }
}
