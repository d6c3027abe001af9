import CPseudoTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The shell between a test and the program that it started as a job.
final class ShellOfOneJob {
    enum Report {
        case ready
        case started(Int32)
        case stopped(signal: Int32)
        case ended(status: Int32)
    }

    private let process: Int32
    private let reports: Int32
    private let commands: Int32

    init(process: Int32, reports: Int32, commands: Int32) {
        (self.process, self.reports, self.commands) = (process, reports, commands)
    }

    deinit {
        close(reports)
        close(commands)
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }

    /// What the shell says next; without `waiting`, `nil` where it has said nothing yet.
    func nextReport(waiting: Bool) -> Report? {
        var polled = pollfd(fd: reports, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, waiting ? -1 : 0) > 0 else { return nil }
        var report = shell_report()
        guard read(reports, &report, MemoryLayout<shell_report>.size) == MemoryLayout<shell_report>.size
        else {
            return nil
        }
        switch Int(report.kind) {
        case SHELL_READY: return .ready
        case SHELL_STARTED: return .started(report.value)
        case SHELL_JOB_STOPPED: return .stopped(signal: report.value)
        default: return .ended(status: report.value)
        }
    }

    func goOn(inFront: Bool) {
        var command = UInt8(inFront ? SHELL_FOREGROUND : SHELL_BACKGROUND)
        _ = write(commands, &command, 1)
    }
}

/// All modes of a terminal, to compare.
package struct TerminalModes: Equatable, Sendable {
    private var flags: [UInt32]
    private var characters: [UInt8]

    /// The modes of the terminal behind `descriptor`, if there is one.
    init?(of descriptor: Int32) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { return nil }
        flags = [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag].map { UInt32($0) }
        characters = withUnsafeBytes(of: settings.c_cc) { Array($0) }
    }
}
