import Glibc
import LineEditor

/// Standard output as lines: coloured and wrapped on a terminal, plain elsewhere.
struct StandardOutput {
    /// The error that cut the output short, for the exit code; the program has one thread.
    nonisolated(unsafe) private(set) static var failure: Int32?

    private let descriptor: Int32
    let isTerminal: Bool
    let showsColour: Bool

    init(descriptor: Int32 = STDOUT_FILENO) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        showsColour = TerminalCapabilities.current(of: descriptor).showsColour
    }

    /// Columns to lay out for; what is no terminal has room for everything.
    var width: Int { isTerminal ? TerminalSize.current(of: descriptor).columns : 1000 }

    func write(_ lines: [ScreenLine]) {
        write(rows(of: lines).map { $0.rendered(escapes: showsColour) + "\n" }.joined())
    }

    /// Writes lines of which the first are what matters: where they scroll off the screen, `end` says it again.
    func write(_ lines: [ScreenLine], endingWith end: [ScreenLine]) {
        // A row is the shell's next prompt.
        let scrolls = isTerminal && rows(of: lines).count >= TerminalSize.current(of: descriptor).rows
        write(scrolls ? lines + end : lines)
    }

    private func rows(of lines: [ScreenLine]) -> [ScreenLine] {
        let width = width
        return isTerminal ? lines.flatMap { LineWrapping.rows(of: $0, width: width) } : lines
    }

    /// Writes what others wrote parts of as it is, and on a terminal made harmless.
    func write(data text: String) {
        guard isTerminal else { return write(text) }
        // CSV ends its lines with both signs, which Swift takes for one character.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        write(lines.dropLast().map { ScreenLine(String($0)) })
    }

    /// Writes text as it is: JSON, Markdown, CSV.
    func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else {
                    // Where nobody reads the output, or it was closed on purpose, there is nobody to tell.
                    if errno != EPIPE, errno != EBADF, descriptor == STDOUT_FILENO {
                        StandardOutput.failure = errno
                    }
                    return
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }
}

/// Standard error as lines.
enum StandardError {
    static func write(_ lines: [ScreenLine]) { StandardOutput(descriptor: STDERR_FILENO).write(lines) }
}

/// The system's words for an error number.
func errorText(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
