import Appliance
import Machine

/// `martlet --card`: what init runs at the start of an image, to make files of what somebody has written on the card.
struct CardCommand {
    private let request: CardRequest

    init(_ request: CardRequest) {
        self.request = request
    }

    /// Does it.
    ///
    /// - Returns: the exit status: 0, whatever is in the files; 1 when the folder cannot be written to.
    func run() -> Int32 {
        let card = Card(
            text: read(request.card, limit: 65_537), name: CardRequest.name(of: request.card),
            board: request.board.map { read($0, limit: 65_536) }, boardName: CardRequest.name(of: request.board ?? []),
            password: read(request.passwords, limit: 4096))
        if let zone = card.timeZone {
            let zones = TimeZones()
            if !zones.contain(zone) { card.timeZoneIsMissing(of: zones.names()) }
        }
        var access = card.access
        var writes = card.writes(hash: nil)
        if case .password(let password) = access {
            access = hash(password, card)
            if case .hash(let hash) = access { writes = card.writes(hash: hash) }
        }
        var needsWriting = !writes.isEmpty
        if request.isMovingPassword, needsWriting {
            move(writes, card)
            // Not again at this start, even when it failed.
            needsWriting = false
        }
        do throws(Errno) {
            for file in card.files(in: request.folder, access: access, needsWriting: needsWriting) { try write(file) }
            return 0
        } catch {
            Output.log(Self.text(request.folder) + " cannot be written to: " + error.words)
            return 1
        }
    }

    private func read(_ path: [UInt8], limit: Int) -> CardSource {
        do throws(Errno) {
            return .content(try InPlaceFile(path: path).readStart(limit: limit))
        } catch {
            return .unreadable(error.message)
        }
    }

    /// Hashes a new password; where that fails, the one that is stored holds.
    private func hash(_ password: [UInt8], _ card: Card) -> Card.Access {
        do throws(Errno) {
            let hash = try PasswordHash.make(of: password)
            if card.lacksPasswordFile {
                card.tell("the password stays in it, because there is no martlet.password of 4096 bytes beside it")
            }
            return .hash(hash)
        } catch {
            card.tell("the password cannot be hashed: " + error.words)
            return card.accessWithoutHashing
        }
    }

    /// Writes to the card; every step waits until the disk has it.
    private func move(_ writes: [CardWrite], _ card: Card) {
        do throws(Errno) {
            for write in writes {
                let path = write.target == .passwords ? request.passwords : request.card
                try InPlaceFile(path: path, forWriting: true).write(write.bytes, at: write.offset)
            }
        } catch {
            card.tell("the password cannot be moved, and may still stand in it: " + error.words)
        }
    }

    private func write(_ file: CardFile) throws(Errno) {
        let path = request.folder + Array(("/" + file.name).utf8)
        if let content = file.content {
            try FileContent.replace(path: path, with: content, mode: file.mode)
        } else {
            try FileContent.removeIfThere(path: path)
        }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
