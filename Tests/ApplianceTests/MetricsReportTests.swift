import Testing

@testable import Appliance

@Suite("/metrics")
struct MetricsReportTests {
    private static let type = "text/plain; version=0.0.4; charset=utf-8"

    /// The samples whose names begin so, without `martlet_`.
    private static func samples(_ bench: Bench, _ names: String...) -> [String] {
        let answer = bench.ask(request("GET", "/metrics"))
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n"))
        return answer.split(separator: "\n").map(String.init).filter { line in
            names.contains { line.hasPrefix("martlet_" + $0) }
        }.map { String($0.dropFirst(8)) }
    }

    @Test func allOfAnIdleMartlet() {
        let reply = Reply(type: Self.type, length: Self.idle.utf8.count, body: Array(Self.idle.utf8))
        for (method, reply) in [("GET", reply), ("HEAD", reply.headOnly)] {
            let bench = Bench()
            bench.wait(milliseconds: 12_345)
            #expect(bench.ask(request(method, "/metrics")) == reply.text)
        }
    }

    @Test func eachStateIsTold() {
        let bench = Bench()
        func expect(_ word: String, _ place: SourceLocation = #_sourceLocation) {
            let words = ["idle", "opening", "streaming", "recovering", "paused"]
            #expect(
                Self.samples(bench, "camera_state")
                    == words.map { "camera_state{state=\"\($0)\"} \($0 == word ? 1 : 0)" }, sourceLocation: place)
        }
        expect("idle")
        bench.handle(.wanted)
        expect("opening")
        bench.open()
        expect("streaming")
        bench.handle(.failed(.unplugged))
        expect("recovering")
        bench.handle(.pause)
        expect("paused")
    }

    @Test func framesAndDrops() {
        let bench = Bench.streaming { $0.rateThousandths = 15_000 }
        for number in 1...6 { bench.next(number) }
        // Behind the last one by number and by time.
        #expect(bench.server.stamp(driverSequence: 2, captured: bench.now.instant - .milliseconds(100)) == nil)
        bench.server.counters.damaged = 1
        bench.server.counters.dropped = 2
        bench.server.counters.superseded = 4
        bench.server.counters.awaitedEncoder = 5
        bench.server.counters.repaired = 6
        bench.server.counters.copied = 8
        #expect(
            Self.samples(bench, "frames_") == [
                "frames_dropped_total{reason=\"damaged\"} 1", "frames_dropped_total{reason=\"broken\"} 2",
                "frames_dropped_total{reason=\"superseded\"} 4", "frames_dropped_total{reason=\"late\"} 1",
                "frames_dropped_total{reason=\"rate\"} 3", "frames_dropped_total{reason=\"encoder_busy\"} 5",
                "frames_captured_total 7", "frames_repaired_total 6", "frames_copied_total 8",
            ])
    }

    @Test func faultsAndWhatWasDoneAboutThem() {
        let bench = Bench.streaming()
        bench.next(1)
        bench.handle(.failed(.silent))
        bench.handle(.failed(.unplugged))
        bench.server.counters.resets = 7
        let faults = Self.samples(bench, "camera_faults_total")
        #expect(faults.count == 11)
        #expect(
            faults.filter { !$0.hasSuffix(" 0") } == [
                "camera_faults_total{reason=\"unplugged\"} 1", "camera_faults_total{reason=\"silent\"} 1",
            ])
        #expect(
            Self.samples(bench, "camera_opens", "camera_restarts", "camera_resets") == [
                "camera_opens_total 1", "camera_restarts_total 1", "camera_resets_total 7",
            ])
    }

    @Test func viewersAgesAndBytes() {
        let bench = Bench.streaming()
        let viewers = [bench.watch(), bench.watch()]
        for (number, age) in [(1, 0), (2, 1), (3, 7), (4, 30), (5, 2500)] {
            bench.wait(milliseconds: 40)
            bench.publish(SampleJPEG.picture(number: number), millisecondsAgo: age)
            viewers[0].take()
            if number != 3 { viewers[1].take() }
        }
        #expect(
            Self.samples(bench, "stream_", "picture_ready", "viewers", "sent_", "open_") == [
                "stream_pictures_skipped_total 1",
                "sent_bytes_total \(viewers[0].received.count + viewers[1].received.count)",
                "picture_ready_seconds_sum 2.538000", "picture_ready_seconds_count 5",
                "stream_picture_age_seconds_bucket{le=\"0.001\"} 4",
                "stream_picture_age_seconds_bucket{le=\"0.002\"} 4",
                "stream_picture_age_seconds_bucket{le=\"0.005\"} 4",
                "stream_picture_age_seconds_bucket{le=\"0.01\"} 5",
                "stream_picture_age_seconds_bucket{le=\"0.02\"} 5",
                "stream_picture_age_seconds_bucket{le=\"0.05\"} 7",
                "stream_picture_age_seconds_bucket{le=\"0.1\"} 7",
                "stream_picture_age_seconds_bucket{le=\"0.2\"} 7",
                "stream_picture_age_seconds_bucket{le=\"0.5\"} 7",
                "stream_picture_age_seconds_bucket{le=\"1\"} 7",
                "stream_picture_age_seconds_bucket{le=\"2\"} 7",
                "stream_picture_age_seconds_bucket{le=\"+Inf\"} 9",
                "stream_picture_age_seconds_sum 5.069000", "stream_picture_age_seconds_count 9",
                "viewers 2", "open_connections 3",
            ])
    }

    @Test func whatAViewerSkippedCountsWhenItHasGone() {
        let bench = Bench.streaming()
        let viewer = bench.watch()
        for number in 1...9 {
            bench.next(number)
            if number == 1 || number == 5 || number == 9 { viewer.take() }
        }
        #expect(viewer.connection.viewer?.skipped == 6)
        viewer.leave()
        bench.turn()
        #expect(Self.samples(bench, "stream_pictures", "viewers") == ["stream_pictures_skipped_total 6", "viewers 0"])
    }

    @Test func whatIsDrawnHereIsNoPictureOfTheCamera() {
        let bench = Bench()
        let viewer = bench.watch()
        bench.turn()
        bench.turn(after: 250)
        bench.finishNotice(0)
        viewer.take()
        #expect(StreamReader.numbers(in: viewer.received) == [0])
        #expect(
            Self.samples(bench, "picture_ready_seconds_count", "stream_picture_age_seconds_count") == [
                "picture_ready_seconds_count 0", "stream_picture_age_seconds_count 0",
            ])
    }

    @Test func encodingAndRequests() {
        let bench = Bench()
        bench.server.counters.encoded = 3
        bench.server.counters.encoding = Interval(nanoseconds: 12_345_678)
        bench.server.counters.stalled = 4
        bench.server.counters.denied = 5
        _ = bench.ask(request("GET", "/nothing"))
        #expect(
            Self.samples(bench, "encode_", "connections_", "requests_") == [
                "connections_total 2", "connections_stalled_total 4", "requests_denied_total 5",
                "requests_rejected_total 1", "encode_seconds_sum 0.012345", "encode_seconds_count 3",
            ])
    }

    private static let idle = """
        # HELP martlet_build_info Which Martlet this is.
        # TYPE martlet_build_info gauge
        martlet_build_info{version="0.1.0"} 1
        # HELP martlet_uptime_seconds Time since it was started.
        # TYPE martlet_uptime_seconds gauge
        martlet_uptime_seconds 12.345000
        # HELP martlet_camera_state 1 for the state that the camera is in.
        # TYPE martlet_camera_state gauge
        martlet_camera_state{state="idle"} 1
        martlet_camera_state{state="opening"} 0
        martlet_camera_state{state="streaming"} 0
        martlet_camera_state{state="recovering"} 0
        martlet_camera_state{state="paused"} 0
        # HELP martlet_frames_dropped_total Frames that became no picture.
        # TYPE martlet_frames_dropped_total counter
        martlet_frames_dropped_total{reason="damaged"} 0
        martlet_frames_dropped_total{reason="broken"} 0
        martlet_frames_dropped_total{reason="superseded"} 0
        martlet_frames_dropped_total{reason="late"} 0
        martlet_frames_dropped_total{reason="rate"} 0
        martlet_frames_dropped_total{reason="encoder_busy"} 0
        # HELP martlet_camera_faults_total How often the camera failed; after each it is tried again.
        # TYPE martlet_camera_faults_total counter
        martlet_camera_faults_total{reason="missing"} 0
        martlet_camera_faults_total{reason="busy"} 0
        martlet_camera_faults_total{reason="no_permission"} 0
        martlet_camera_faults_total{reason="unplugged"} 0
        martlet_camera_faults_total{reason="no_bandwidth"} 0
        martlet_camera_faults_total{reason="not_a_camera"} 0
        martlet_camera_faults_total{reason="receiver"} 0
        martlet_camera_faults_total{reason="no_usable_format"} 0
        martlet_camera_faults_total{reason="silent"} 0
        martlet_camera_faults_total{reason="unanswered"} 0
        martlet_camera_faults_total{reason="failed"} 0
        # HELP martlet_frames_captured_total Frames that came from the camera or the test pattern.
        # TYPE martlet_frames_captured_total counter
        martlet_frames_captured_total 0
        # HELP martlet_frames_repaired_total Frames that needed repair and got it.
        # TYPE martlet_frames_repaired_total counter
        martlet_frames_repaired_total 0
        # HELP martlet_frames_copied_total Frames copied out of the camera's memory, which needed it.
        # TYPE martlet_frames_copied_total counter
        martlet_frames_copied_total 0
        # HELP martlet_camera_opens_total How often opening the camera was tried.
        # TYPE martlet_camera_opens_total counter
        martlet_camera_opens_total 0
        # HELP martlet_camera_restarts_total How often its stream was stopped and started.
        # TYPE martlet_camera_restarts_total counter
        martlet_camera_restarts_total 0
        # HELP martlet_camera_resets_total How often its USB device was reset.
        # TYPE martlet_camera_resets_total counter
        martlet_camera_resets_total 0
        # HELP martlet_stream_pictures_skipped_total Pictures that viewers were too slow for, or asked to be left out.
        # TYPE martlet_stream_pictures_skipped_total counter
        martlet_stream_pictures_skipped_total 0
        # HELP martlet_sent_bytes_total Bytes that the kernel took for clients.
        # TYPE martlet_sent_bytes_total counter
        martlet_sent_bytes_total 0
        # HELP martlet_connections_total Connections that were accepted.
        # TYPE martlet_connections_total counter
        martlet_connections_total 1
        # HELP martlet_connections_stalled_total Connections closed for taking nothing.
        # TYPE martlet_connections_stalled_total counter
        martlet_connections_stalled_total 0
        # HELP martlet_requests_denied_total Requests with a wrong password; each is refused too.
        # TYPE martlet_requests_denied_total counter
        martlet_requests_denied_total 0
        # HELP martlet_requests_rejected_total Requests and connections that were refused.
        # TYPE martlet_requests_rejected_total counter
        martlet_requests_rejected_total 0
        # HELP martlet_picture_ready_seconds Time from capture until a picture could be sent, encoding included.
        # TYPE martlet_picture_ready_seconds summary
        martlet_picture_ready_seconds_sum 0.000000
        martlet_picture_ready_seconds_count 0
        # HELP martlet_encode_seconds Time that encoding a picture took.
        # TYPE martlet_encode_seconds summary
        martlet_encode_seconds_sum 0.000000
        martlet_encode_seconds_count 0
        # HELP martlet_stream_picture_age_seconds Age of the camera's pictures when they were put on their way to a viewer.
        # TYPE martlet_stream_picture_age_seconds histogram
        martlet_stream_picture_age_seconds_bucket{le="0.001"} 0
        martlet_stream_picture_age_seconds_bucket{le="0.002"} 0
        martlet_stream_picture_age_seconds_bucket{le="0.005"} 0
        martlet_stream_picture_age_seconds_bucket{le="0.01"} 0
        martlet_stream_picture_age_seconds_bucket{le="0.02"} 0
        martlet_stream_picture_age_seconds_bucket{le="0.05"} 0
        martlet_stream_picture_age_seconds_bucket{le="0.1"} 0
        martlet_stream_picture_age_seconds_bucket{le="0.2"} 0
        martlet_stream_picture_age_seconds_bucket{le="0.5"} 0
        martlet_stream_picture_age_seconds_bucket{le="1"} 0
        martlet_stream_picture_age_seconds_bucket{le="2"} 0
        martlet_stream_picture_age_seconds_bucket{le="+Inf"} 0
        martlet_stream_picture_age_seconds_sum 0.000000
        martlet_stream_picture_age_seconds_count 0
        # HELP martlet_viewers Streams that are watched.
        # TYPE martlet_viewers gauge
        martlet_viewers 0
        # HELP martlet_open_connections Connections that are open.
        # TYPE martlet_open_connections gauge
        martlet_open_connections 1

        """
}
