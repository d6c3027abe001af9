import CPseudoTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program on a terminal of its own, for tests that type and look.
///
/// Nothing here sleeps: every wait ends as soon as the screen or the process is as awaited, and the time
/// limits are only there so that a broken program does not hang the tests.
package final class PseudoTerminal {
    /// What a wait threw when its time was over.
    package struct TimedOut: Error, CustomStringConvertible {
        package var awaited: String
        package var screen: String
        package var description: String { "waited for \(awaited); the screen shows:\n\(screen)" }
    }

    /// How a process ended.
    package enum Ending: Equatable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    /// A key that sends more than its character.
    package enum Key: String, Sendable {
        case enter = "\r"
        case tab = "\t"
        case backspace = "\u{7f}"
        case escape = "\u{1b}"
        case up = "\u{1b}[A"
        case down = "\u{1b}[B"
        case right = "\u{1b}[C"
        case left = "\u{1b}[D"
        case home = "\u{1b}[H"
        case end = "\u{1b}[F"
        case delete = "\u{1b}[3~"
        case controlA = "\u{1}"
        case controlC = "\u{3}"
        case controlD = "\u{4}"
        case controlR = "\u{12}"
        case controlU = "\u{15}"
        case controlZ = "\u{1a}"
        case controlBackslash = "\u{1c}"
    }

    /// The process that was started.
    package private(set) var process: Int32
    /// The shell that started it, where there is one.
    private var shell: ShellOfOneJob?
    private var master: Int32
    private var ending: Ending?
    /// What the program would show.
    package private(set) var screen: VirtualScreen
    /// Every byte that the program wrote.
    package private(set) var output: [UInt8] = []

    /// Starts the program at `path`.
    ///
    /// - Throws: ``SpawnFailed``
    ///
    /// With `inShell` it is the job of a shell that outlives it: it can be stopped, and the terminal keeps the modes
    /// that it left, which the kernel resets at the end of a program that leads its session.
    package init(
        _ path: String, _ arguments: [String] = [], environment: [String: String], directory: String? = nil,
        rows: Int = 24, columns: Int = 80, inShell: Bool = false
    ) throws {
        screen = VirtualScreen(rows: rows, columns: columns)
        var child: Int32 = 0
        var pipes: [Int32] = [-1, -1]
        let descriptor = withCStrings([path] + arguments) { argv in
            withCStrings(environment.map { "\($0)=\($1)" }) { envp in
                let (rows, columns) = (Int32(rows), Int32(columns))
                return inShell
                    ? pseudo_terminal_spawn_in_shell(
                        path, argv, envp, directory, rows, columns, &child, &pipes)
                    : pseudo_terminal_spawn(path, argv, envp, directory, rows, columns, &child)
            }
        }
        guard descriptor >= 0 else { throw SpawnFailed(path: path, errno: errno) }
        master = descriptor
        process = child
        guard inShell else { return }
        let shell = ShellOfOneJob(process: child, reports: pipes[0], commands: pipes[1])
        self.shell = shell
        _ = shell.nextReport(waiting: true)
        modesAtStart = modes
        shell.goOn(inFront: true)
        guard case .started(let job)? = shell.nextReport(waiting: true) else {
            throw SpawnFailed(path: path, errno: 0)
        }
        process = job
    }

    deinit {
        hangUp()
        if ending == nil {
            kill(process, SIGKILL)
            var status: Int32 = 0
            if shell == nil { waitpid(process, &status, 0) }
        }
    }

    // MARK: Typing

    /// Types `text`.
    package func send(_ text: String) {
        send(bytes: Array(text.utf8))
    }

    /// Presses `key`.
    package func send(_ key: Key) {
        send(key.rawValue)
    }

    /// Sends bytes as they are; reads what the program writes meanwhile, so that neither waits for ever.
    package func send(bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty, master >= 0 {
            var polled = pollfd(fd: master, events: Int16(POLLIN | POLLOUT), revents: 0)
            guard poll(&polled, 1, 10_000) > 0 else { return }
            if polled.revents & Int16(POLLIN) != 0, !readSome() { return }
            if polled.revents & Int16(POLLOUT) != 0 {
                let count = rest.prefix(512).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
                if count < 0 { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Sends `text` as a terminal that marks pastes does.
    package func paste(_ text: String) {
        send("\u{1b}[200~\(text)\u{1b}[201~")
    }

    /// Sends bytes, and waits until the program has read as many; what else it reads must be over by then.
    package func sendUntilRead(bytes: [UInt8]) throws {
        let before = try bytesRead()
        send(bytes: bytes)
        try wait(until: "all to be read") { (try? $0.bytesRead()).map { $0 >= before + bytes.count } ?? true }
    }

    /// How many bytes the program has read so far, from wherever.
    private func bytesRead() throws -> Int {
        let path = "/proc/\(process)/io"
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw SpawnFailed(path: path, errno: errno) }
        defer { close(descriptor) }
        var text = [UInt8](repeating: 0, count: 1024)
        let count = read(descriptor, &text, text.count)
        let lines = String(decoding: text.prefix(max(count, 0)), as: UTF8.self).split(separator: "\n")
        return lines.first.flatMap { Int($0.dropFirst("rchar: ".count)) } ?? 0
    }

    // MARK: Looking

    /// Waits until the screen shows `text` somewhere.
    package func wait(for text: String, seconds: Double = 20) throws {
        try wait(until: "“\(text)”", seconds: seconds) { $0.screen.text.contains(text) }
    }

    /// Waits until `pattern` matches somewhere on the screen.
    package func wait(for pattern: Regex<some Any>, seconds: Double = 20) throws {
        try wait(until: "a pattern", seconds: seconds) { $0.screen.text.contains(pattern) }
    }

    /// Waits until the last row with something on it is `text`.
    package func wait(forLastLine text: String, seconds: Double = 20) throws {
        try wait(until: "“\(text)” as the last row", seconds: seconds) { $0.screen.lastLine == text }
    }

    /// Waits until the program wrote `text`, escape sequences and all.
    package func wait(forOutput text: String, seconds: Double = 20) throws {
        try wait(until: "the bytes of \(text.debugDescription)", seconds: seconds) {
            $0.rawOutput.contains(text)
        }
    }

    /// Waits until `condition` holds, which is looked at again whenever the program wrote something.
    package func wait(
        until awaited: String, seconds: Double = 20, _ condition: (PseudoTerminal) -> Bool
    ) throws {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(seconds)
        while !condition(self) {
            let isOver = clock.now > deadline
            if isOver || !readWhenReady(milliseconds: 50) {
                if condition(self) { return }
                throw TimedOut(awaited: awaited, screen: screen.text)
            }
        }
    }

    /// Waits until the program in front has read whatever was sent to it.
    package func waitUntilRead(seconds: Double = 20) throws {
        let file = open("/proc/\(foregroundGroup)/fd/0", O_RDONLY | O_NOCTTY | O_NONBLOCK)
        guard file >= 0 else { return }
        defer { close(file) }
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(seconds)
        var timesEmpty = 0
        // What was just sent takes a moment to arrive.
        while timesEmpty < 3 {
            var waiting: Int32 = 0
            timesEmpty = ioctl(file, UInt(FIONREAD), &waiting) == 0 && waiting == 0 ? timesEmpty + 1 : 0
            if clock.now > deadline { throw TimedOut(awaited: "that it reads", screen: screen.text) }
            usleep(10_000)
        }
    }

    /// Everything that the program wrote.
    package var rawOutput: String { String(decoding: output, as: UTF8.self) }

    /// The modes that the shell's terminal had before the program was started.
    package private(set) var modesAtStart: TerminalModes?

    /// The terminal's modes; `nil` once it is gone.
    package var modes: TerminalModes? { TerminalModes(of: master) }

    /// Whether the terminal is as a shell wants it: lines, echo and signals on.
    package var isSane: Bool {
        var modes: UInt32 = 0
        guard pseudo_terminal_local_modes(master, &modes) == 0 else { return false }
        let wanted = UInt32(ICANON | ECHO | ISIG)
        return modes & wanted == wanted
    }

    /// The process group in front.
    package var foregroundGroup: Int32 { pseudo_terminal_foreground_group(master) }

    // MARK: Doing

    /// Gives the terminal another size.
    package func resize(rows: Int, columns: Int) {
        // What was written before belongs on the old screen.
        while readWhenReady(milliseconds: 0, isReady: true) {}
        screen.resize(rows: rows, columns: columns)
        _ = pseudo_terminal_resize(master, Int32(rows), Int32(columns))
    }

    /// Sends a signal to the program.
    package func signal(_ number: Int32) {
        kill(process, number)
    }

    /// Closes the terminal's window.
    package func hangUp() {
        if master >= 0 { close(master) }
        master = -1
    }

    /// Waits for the program's end and takes what it wrote until then.
    @discardableResult
    package func waitForEnd(seconds: Double = 20) throws -> Ending {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(seconds)
        while ending == nil {
            if let status = endStatus() {
                while master >= 0, readWhenReady(milliseconds: 0, isReady: true) {}
                let signal = wait_status_signal(status)
                didDumpCore = wait_status_dumped_core(status) != 0
                ending = signal != 0 ? .signal(signal) : .exit(wait_status_exit_code(status))
            } else if clock.now > deadline {
                throw TimedOut(awaited: "the program's end", screen: screen.text)
            } else if master < 0 || !readWhenReady(milliseconds: 20) {
                // Nothing to read any more; the process is about to end.
                poll(nil, 0, 5)
            }
        }
        return ending ?? .exit(-1)
    }

    /// Whether the death by a signal left a core file.
    package private(set) var didDumpCore = false

    /// What waitpid says of the process, once it has ended.
    private func endStatus() -> Int32? {
        if let shell {
            guard case .ended(let status)? = shell.nextReport(waiting: false) else { return nil }
            return status
        }
        var status: Int32 = 0
        return waitpid(process, &status, WNOHANG) == process ? status : nil
    }

    /// Waits until the job of the shell has stopped, and takes what it wrote until then.
    ///
    /// - Returns: The signal that stopped it.
    package func waitForStop(seconds: Double = 20) throws -> Int32 {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(seconds)
        while clock.now < deadline {
            if case .stopped(let signal)? = shell?.nextReport(waiting: false) {
                while readWhenReady(milliseconds: 0, isReady: true) {}
                return signal
            }
            _ = readWhenReady(milliseconds: 5)
        }
        throw TimedOut(awaited: "the stop", screen: screen.text)
    }

    /// Lets the stopped job go on, in front or behind the shell.
    package func goOn(inFront: Bool = true) {
        shell?.goOn(inFront: inFront)
    }

    /// Reads what is there; `false` when nothing will come any more.
    ///
    /// With `isReady` it is `false` already when nothing is there now.
    private func readWhenReady(milliseconds: Int32, isReady: Bool = false) -> Bool {
        guard master >= 0 else { return false }
        var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        let count = poll(&polled, 1, milliseconds)
        if count == 0 { return !isReady }
        if count < 0 { return errno == EINTR }
        return readSome()
    }

    private func readSome() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = read(master, &chunk, chunk.count)
        guard count > 0 else { return false }
        output += chunk[..<count]
        screen.feed(Array(chunk[..<count]))
        return true
    }
}

/// A program that could not be started.
package struct SpawnFailed: Error {
    package var path: String
    package var errno: Int32
}

/// Calls `body` with `strings` as C wants them, ended by a null.
package func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { copies.forEach { free($0) } }
    return copies.withUnsafeBufferPointer { buffer in
        // The array ends with a null, so it is never empty.
        withExtendedLifetime(copies) {
            buffer.baseAddress.map(body) ?? withCStrings(strings, body)
        }
    }
}
