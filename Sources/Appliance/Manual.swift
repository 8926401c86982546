import Wire

/// The help and the manual page, made from the table of settings.
public enum Manual {
    private static let summary = "makes a camera an appliance: watch it in a browser, pause it at a touch"

    /// What `--help` prints.
    public static var help: [UInt8] {
        var text: [UInt8] = []
        append(wrapped: "martlet " + Version.text + ": " + summary, indent: 0, to: &text)
        text.append("\nmartlet [--SETTING VALUE]...   serve a camera over HTTP\n")
        text.append("martlet probe                  list cameras, their formats and what is chosen\n")
        text.append("martlet hash-password          read a password, print its hash\n")
        text.append("martlet --card FILE --into FOLDER  what an image does first: see the manual page\n")
        text.append("martlet --help | --version | --manual\n\nSettings:\n")
        for setting in Setting.table {
            let value = setting.value.isEmpty ? "" : " " + setting.value
            text.append("  --" + setting.key + value + " (" + setting.initial + ")\n")
            append(wrapped: setting.help, indent: 6, to: &text)
        }
        text.append("  --config FILE\n")
        append(wrapped: configHelp, indent: 6, to: &text)
        return text
    }

    private static let configHelp =
        "A file of the same settings, a line each: `key = value`, and comments from # to the end of the line. The "
        + "command line goes over the file."

    private static let cardHelp =
        "An image's init runs martlet --card FILE --into FOLDER [--board FILE] [--move-password]: it reads martlet.txt "
        + "and writes what comes of it into the folder, martlet.conf first of all. A mistake falls back to what holds "
        + "otherwise and is told in the file problems there. With --move-password the password's hash goes into "
        + "martlet.password beside the file, in place, and the password is blanked; both files keep their length. Lines "
        + "are key = value; capitals do not count in keys, quotes around a value are taken off, and a line with # first "
        + "is a comment: behind a value it is a part of it."

    private static let lights =
        ".TP\nwatched\nlit\n.TP\nready, nobody watches\na blip every 3 seconds\n"
        + ".TP\nthe same, but a setting is wrong\nthree blips every 3 seconds\n"
        + ".TP\npaused\nblinks evenly, once a second\n"
        + ".TP\nthe camera fails, or none is there\nblinks fast, 5 times a second\n"
        + ".TP\nthe button has been held for 5 seconds\nblinks very fast, 10 times a second\n"

    private static let presses =
        "A press of less than a second pauses, and resumes. A press of 5 seconds is told in the log, and does nothing yet."

    /// The manual page, in roff (man(7)).
    public static var page: [UInt8] {
        var text: [UInt8] = []
        text.append(".TH MARTLET 1 \"\" \"martlet " + Version.text + "\" \"User Commands\"\n")
        text.append(".SH NAME\nmartlet \\- " + summary + "\n.SH SYNOPSIS\n")
        text.append(
            ".B martlet\n[\\fB\\-\\-\\fISETTING VALUE\\fR]...\n.br\n.B martlet probe\n.br\n.B martlet hash-password\n.SH DESCRIPTION\n"
        )
        text.append("Streams a camera as MJPEG over HTTP: open the printed address in a browser.\n")
        text.append(".SH SETTINGS\n")
        for setting in Setting.table {
            append(
                "--" + setting.key, setting.value, setting.help, takes: setting.takes, initial: setting.initial,
                to: &text)
        }
        text.append(".TP\n\\fB\\-\\-config\\fR \\fIFILE\\fR\n")
        append(roff: configHelp, to: &text)
        text.append("\n.SH LED AND BUTTON\n")
        text.append(lights)
        text.append(".PP\n" + presses + "\n")
        text.append(
            ".SH SIGNALS\nSIGTERM and SIGINT end it. SIGHUP has it read its settings again; what only a restart ")
        text.append("can change is named. Started by hand in a terminal, SIGHUP ends it too.\n")
        text.append(
            ".SH PASSWORD\nWith a password file, everything but /healthz asks for the password, by HTTP Basic; ")
        text.append("the user name may be any. The file holds one line: the password, or its hash. A password is ")
        text.append("replaced by its hash at the start, where that can be. Over plain HTTP whoever can listen on the ")
        text.append("network can read it: use it nowhere else.\n")
        text.append(".SH CARD\n")
        append(roff: cardHelp, to: &text)
        text.append("\n")
        for setting in CardSetting.table {
            let initial = setting.initial + (setting.isPassedOn ? ", where the board has none of its own" : "")
            append(setting.key, "", setting.help, takes: setting.takes, initial: initial, to: &text)
        }
        text.append(".SH EXIT STATUS\n0 when told to stop; 1 when a camera or an address cannot be had; ")
        text.append("2 when a setting is wrong.\n")
        return text
    }

    /// Appends what there is to say of a setting.
    private static func append(
        _ key: String, _ value: String, _ help: String, takes: String, initial: String, to text: inout [UInt8]
    ) {
        text.append(".TP\n\\fB")
        append(roff: key, to: &text)
        text.append("\\fR")
        if !value.isEmpty {
            text.append(" \\fI")
            append(roff: value, to: &text)
            text.append("\\fR")
        }
        text.append("\n")
        append(roff: help, to: &text)
        text.append("\nTakes ")
        append(roff: takes, to: &text)
        text.append(". Default: ")
        append(roff: initial, to: &text)
        text.append(".\n")
    }

    /// Appends a text in lines of up to 78 columns.
    private static func append(wrapped text: String, indent: Int, to bytes: inout [UInt8]) {
        var column = 0
        for word in Array(text.utf8).split(separator: UInt8(ascii: " ")) {
            if column > 0, column + 1 + word.count > 78 {
                bytes.append("\n")
                column = 0
            }
            if column == 0 {
                for _ in 0..<indent { bytes.append(" ") }
                column = indent
            } else {
                bytes.append(" ")
                column += 1
            }
            bytes.append(contentsOf: word)
            column += word.count
        }
        bytes.append("\n")
    }

    /// Appends a text with what roff would read as its own escaped.
    private static func append(roff text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "\\") { bytes.append("\\") }
            bytes.append(byte)
        }
    }
}
