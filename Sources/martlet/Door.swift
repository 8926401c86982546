import Appliance
import Machine

/// A place where connections come in.
final class Door {
    let listener: Listener
    /// Where in this turn's poll set it stands.
    var place = 0

    private init(_ listener: consuming Listener) {
        self.listener = listener
    }

    /// Where it listens, as a browser takes it.
    var url: String {
        "http://" + listener.address.text + "/"
    }

    /// Opens every address of the settings, or takes over those that the service manager passed.
    ///
    /// Nobody lets the whole network watch without having said so.
    static func open(_ settings: Settings) throws(StartFailure) -> [Door] {
        let doors = try openAll(settings)
        guard settings.passwordFile == nil, !settings.isOpen else { return doors }
        for door in doors where door.listener.address.isOnNetwork {
            let place = door.listener.address.text
            let advice = "set one with --password-file, let everybody in with --open, or listen at 127.0.0.1 only"
            throw StartFailure(
                line: place + " can be reached from the network, and no password is set: " + advice, status: 2)
        }
        return doors
    }

    private static func openAll(_ settings: Settings) throws(StartFailure) -> [Door] {
        let passed = PassedSockets.count(
            listenPID: Environment.value(of: "LISTEN_PID"), listenFDs: Environment.value(of: "LISTEN_FDS"),
            processIdentifier: Environment.processIdentifier)
        var doors: [Door] = []
        if passed > 0 {
            for index in 0..<passed {
                let number = PassedSockets.first + index
                do throws(Errno) {
                    doors.append(Door(try Listener(passed: Int32(number))))
                } catch {
                    throw StartFailure(line: "passed socket " + "\(number)" + " cannot be used: " + error.words)
                }
            }
            return doors
        }
        for address in settings.listen {
            do throws(Errno) {
                doors.append(Door(try Listener(address: address.address, port: address.port)))
            } catch {
                let place = SocketAddress(address: address.address, port: address.port).text
                throw StartFailure(line: "cannot listen at " + place + ": " + error.listenAdvice)
            }
        }
        return doors
    }
}

extension Errno {
    /// Why an address cannot be had and what to do about it.
    fileprivate var listenAdvice: String {
        if isAddressInUse { return "another program listens there: end it, or choose another port with --listen" }
        if isAddressNotLocal { return "the address is not this machine's: choose one of its own with --listen" }
        if isPermissionDenied { return "a port below 1024 is not for this user: choose a higher one with --listen" }
        return words
    }
}
