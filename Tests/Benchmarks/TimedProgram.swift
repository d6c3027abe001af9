import CPseudoTerminal
import Glibc
import TestSupport

/// A program on a terminal of its own, listened to without any delay.
///
/// `PseudoTerminal` would draw its screen meanwhile; here only bytes are looked for.
final class TimedProgram {
    struct Ending {
        var exitCode: Int32
        /// The most memory it ever had, in bytes.
        var peak: Int
        var output: String
    }

    private let path: String
    private let process: pid_t
    private var master: Int32
    private var output: [UInt8] = []
    /// How much of the output has been waited for.
    private var seen = 0

    init(_ path: String, _ arguments: [String], in scratch: Scratch) throws {
        self.path = path
        var child: pid_t = 0
        master = withCStrings([path] + arguments) { argv in
            withCStrings(scratch.environment.map { "\($0)=\($1)" }) { envp in
                pseudo_terminal_spawn(path, argv, envp, nil, 24, 100, &child)
            }
        }
        process = child
        guard master >= 0 else { throw Problem("cannot start \(path)") }
    }

    deinit {
        guard master >= 0 else { return }
        close(master)
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Returns as soon as the program has written `text`, after what was waited for before.
    func wait(for text: String) throws {
        let wanted = Array(text.utf8)
        while true {
            if let end = TimedProgram.end(of: wanted, in: output, from: seen) {
                seen = end
                return
            }
            guard try readSome() else { throw problem("ended before it wrote “\(text)”") }
        }
    }

    /// Returns when the program has had nothing to say for a while.
    func waitForSilence() throws {
        var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        while poll(&polled, 1, 15) > 0, try readSome() {}
        seen = output.count
    }

    /// Waits for the program's end.
    func end() throws -> Ending {
        while try readSome() {}
        close(master)
        master = -1
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw problem("cannot be waited for") }
        }
        return Ending(
            exitCode: wait_status_exit_code(status), peak: usage.ru_maxrss * 1024,
            output: String(decoding: output, as: UTF8.self))
    }

    /// Closes the terminal, as a window is closed.
    func hangUp() throws -> Ending {
        close(master)
        master = open("/dev/null", O_RDONLY | O_CLOEXEC)
        return try end()
    }

    /// Blocks until there is something; false at the end.
    private func readSome() throws -> Bool {
        var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, 60_000) != 0 else { throw problem("wrote nothing for a minute") }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { buffer in
            let count = read(master, buffer.baseAddress, buffer.count)
            guard count > 0 else { return false }
            output += buffer[..<count]
            return true
        }
    }

    private func problem(_ what: String) -> Problem {
        Problem("\(path) \(what); so far:\n\(String(decoding: output, as: UTF8.self))")
    }

    private static func end(of wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = wanted.first else { return start }
        var index = start
        while index + wanted.count <= bytes.count {
            if bytes[index] == first, bytes[index..<index + wanted.count].elementsEqual(wanted) {
                return index + wanted.count
            }
            index += 1
        }
        return nil
    }
}
