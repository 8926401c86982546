import Testing
import Wire

@Suite("Streams as cameras and servers send them")
struct StreamTests {
    @Test(arguments: cameras + programs + boards)
    func row(_ row: StreamCase) {
        row.check()
    }

    private static let cameras = [
        StreamCase(
            "Foscam", "multipart/x-mixed-replace;boundary=ipcamera",
            "--ipcamera\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n\r\n①\r\n"
                + "--ipcamera\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n\r\n②\r\n--ipcamera\r\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "Foscam, the later ones", "multipart/x-mixed-replace;boundary=ThisString",
            "--ThisString\r\nContent-type:image/jpeg\r\nContent-Length:32\r\n\r\n①\r\n"
                + "--ThisString\r\nContent-type:image/jpeg\r\nContent-Length:32\r\n\r\n②\r\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "Axis", "multipart/x-mixed-replace; boundary=myboundary",
            "--myboundary\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n\r\n①\r\n"
                + "--myboundary\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n\r\n②\r\n--myboundary\r\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "Panasonic and Sony: the dashes in the header, too", "multipart/x-mixed-replace; boundary=--myboundary",
            "--myboundary\r\nContent-length: 32\r\nContent-type: image/jpeg\r\n\r\n①"
                + "--myboundary\r\nContent-length: 32\r\nContent-type: image/jpeg\r\n\r\n②",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "D-Link: blanks, and dashes at both ends", "multipart/x-mixed-replace;boundary=--video boundary--",
            "--video boundary--\r\nContent-length: 32\r\nDate: 11-25-2026 11:03:10 AM IO_00000000_PT_000\r\n"
                + "Content-type: image/jpeg\r\n\r\n①\r\n--video boundary--\r\nContent-length: 32\r\n"
                + "Content-type: image/jpeg\r\n\r\n②\r\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "D-Link, as if each delimiter were the last", "multipart/x-mixed-replace;boundary=video boundary",
            "--video boundary--\r\nContent-length: 32\r\nContent-type: image/jpeg\r\n\r\n①\r\n"
                + "--video boundary--\r\nContent-length: 32\r\nContent-type: image/jpeg\r\n\r\n②\r\n"
                + "--video boundary--\r\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "closed"),
        StreamCase(
            "Airlink: multipart/mixed", "multipart/mixed; boundary=\"cut here\"",
            "--cut here\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n\r\n①\r\n--cut here--\r\n",
            "picture image/jpeg ①", "closed"),
        StreamCase(
            "TRENDnet: more in the part's type", "multipart/x-mixed-replace; boundary=b",
            "--b\r\nContent-Type: image/jpeg;size=32\r\n\r\n①\r\n--b\r\nContent-Type: image/jpeg;size=32\r\n\r\n②\r\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
    ]

    private static let programs = [
        StreamCase(
            "WebcamXP: 50 bytes of its own before each picture, and no delimiter",
            "multipart/x-mixed-replace; boundary=--myboundary",
            "mjpeg 000003212345" + zeros(32) + "①" + "mjpeg 000003212345" + zeros(32) + "②",
            "picture - ①", "picture - ②", "between parts"),
        StreamCase(
            "Motion", "multipart/x-mixed-replace; boundary=BoundaryString",
            "--BoundaryString\r\nContent-type: image/jpeg\r\nContent-Length:        32\r\n\r\n①\r\n"
                + "--BoundaryString\r\nContent-type: image/jpeg\r\nContent-Length:        32\r\n\r\n②\r\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "Motion, the older ones", "multipart/x-mixed-replace; boundary=--BoundaryString",
            "--BoundaryString\r\nContent-type: image/jpeg\r\nContent-Length:        32\r\n\r\n①\r\n"
                + "--BoundaryString\r\nContent-type: image/jpeg\r\nContent-Length:        32\r\n\r\n②\r\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "mjpg-streamer", "multipart/x-mixed-replace;boundary=boundarydonotcross",
            "--boundarydonotcross\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\nX-Timestamp: 5321.004210\r\n\r\n①"
                + "\r\n--boundarydonotcross\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n"
                + "X-Timestamp: 5321.037533\r\n\r\n②\r\n--boundarydonotcross\r\n",
            "picture image/jpeg ① timestamp=5321004210000", "picture image/jpeg ② timestamp=5321037533000",
            "between parts"),
        StreamCase(
            "ustreamer", "multipart/x-mixed-replace;boundary=boundarydonotcross",
            "--boundarydonotcross\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n"
                + "X-Timestamp: 1763838413.123456\r\n\r\n①\r\n--boundarydonotcross\r\n",
            "picture image/jpeg ① timestamp=1763838413123456000", "between parts"),
        StreamCase(
            "ustreamer, extra_headers", "multipart/x-mixed-replace;boundary=boundarydonotcross",
            "--boundarydonotcross\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n"
                + "X-Timestamp: 1763838413.123456\r\nX-UStreamer-Online: true\r\nX-UStreamer-Width: 640\r\n"
                + "X-UStreamer-Grab-Time: 5321.004210\r\nX-UStreamer-Latency: 0.012345\r\n\r\n①"
                + "\r\n--boundarydonotcross\r\n",
            "picture image/jpeg ① timestamp=1763838413123456000 age=12345", "between parts"),
        StreamCase(
            "ustreamer, advance_headers: the next head with the picture",
            "multipart/x-mixed-replace;boundary=boundarydonotcross",
            "--boundarydonotcross\r\nContent-Type: image/jpeg\r\nX-Timestamp: 17.5\r\n\r\n"
                + "①\r\n--boundarydonotcross\r\nContent-Type: image/jpeg\r\nX-Timestamp: 18.25\r\n\r\n"
                + "②\r\n--boundarydonotcross\r\nContent-Type: image/jpeg\r\nX-Timestamp: 19\r\n\r\n",
            "picture image/jpeg ① timestamp=17500000000", "picture image/jpeg ② timestamp=18250000000",
            "between parts"),
        StreamCase(
            "ustreamer, zero_data", "multipart/x-mixed-replace;boundary=boundarydonotcross",
            "--boundarydonotcross\r\nContent-Type: image/jpeg\r\nContent-Length: 0\r\n\r\n\r\n--boundarydonotcross\r\n"
                + "Content-Type: image/jpeg\r\nContent-Length: 0\r\n\r\n\r\n--boundarydonotcross\r\n",
            "between parts, 2 empty"),
        StreamCase(
            "Flask, as in the seed", "multipart/x-mixed-replace; boundary=frame",
            "--frame\r\nContent-Type: image/jpeg\r\n\r\n①\r\n--frame\r\nContent-Type: image/jpeg\r\n\r\n②\r\n"
                + "--frame\r\nContent-Type: image/jpeg\r\n\r\n③\r\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "picture image/jpeg ③", "between parts"),
        StreamCase(
            "WebDriverAgent: an empty line behind the picture", "multipart/x-mixed-replace; boundary=--BoundaryString",
            "--BoundaryString\r\nContent-type: image/jpg\r\nContent-Length: 32\r\n\r\n①\r\n\r\n"
                + "--BoundaryString\r\nContent-type: image/jpg\r\nContent-Length: 32\r\n\r\n②\r\n\r\n",
            "picture image/jpg ①", "picture image/jpg ②", "between parts"),
        StreamCase(
            "a Node proxy: LF alone", "multipart/x-mixed-replace;boundary=boundarydonotcross",
            "--boundarydonotcross\nContent-Type: image/jpeg\nContent-length: 32\n\n①\n"
                + "--boundarydonotcross\nContent-Type: image/jpeg\nContent-length: 32\n\n②\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "Intellect: messages between the pictures", "multipart/mixed;boundary=videoframe",
            "--videoframe\r\nContent-Type: text/xml\r\nContent-Length: 13\r\n\r\n<a>\r\n --b</a>"
                + "\r\n--videoframe\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\nX-Width: 320\r\n"
                + "X-Time: 2013-03-15T10:51:44.314+04:00\r\nX-Timestamp: 0.152\r\n\r\n①\r\n--videoframe\r\n"
                + "Content-Type: text/xml\r\n\r\n<end/>\r\n--videoframe\r\n",
            "other text/xml <a>\\x0D\\x0A\\x20--b</a>", "picture image/jpeg ① timestamp=152000000",
            "other text/xml <end/>", "between parts"),
    ]

    private static let boards = [
        StreamCase(
            "ESP32-CAM", "multipart/x-mixed-replace;boundary=123456789000000000000987654321",
            "\r\n--123456789000000000000987654321\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n"
                + "X-Timestamp: 12.034567\r\n\r\n①\r\n--123456789000000000000987654321\r\n"
                + "Content-Type: image/jpeg\r\nContent-Length: 32\r\nX-Timestamp: 12.134567\r\n\r\n②",
            "picture image/jpeg ① timestamp=12034567000", "picture image/jpeg ② timestamp=12134567000",
            "between parts"),
        StreamCase(
            "ESP32-CAM, the older ones, and Tasmota: no delimiter before the first part",
            "multipart/x-mixed-replace;boundary=123456789000000000000987654321",
            "Content-Type: image/jpeg\r\nContent-Length: 32\r\n\r\n①\r\n--123456789000000000000987654321\r\n"
                + "Content-Type: image/jpeg\r\nContent-Length: 32\r\n\r\n②\r\n--123456789000000000000987654321\r\n",
            "picture - ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "ESPHome: no line end before the delimiter", "multipart/x-mixed-replace;boundary=imgboundary",
            "--imgboundary\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n\r\n①"
                + "--imgboundary\r\nContent-Type: image/jpeg\r\nContent-Length: 32\r\n\r\n②",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
    ]

    private static func zeros(_ count: Int) -> String { String(repeating: "\0", count: count) }
}
