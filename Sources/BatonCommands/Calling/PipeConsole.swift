import Glibc
import LineEditor

/// Lines out of a pipe or a file: the same language, no prompts.
final class PipeConsole: Console {
    private var reader = PlainLineReader()
    private let output = StandardOutput()

    var width: Int { output.width }
    var isInteractive: Bool { false }

    func show(_ lines: [ScreenLine]) { output.write(lines) }

    func warn(_ lines: [ScreenLine]) { StandardError.write(lines) }

    func discardTypeAhead() {}

    func hear(_ ask: Ask) -> Heard {
        switch reader.readLine() {
        case .line(let line, let isCut):
            if isCut {
                warn(["baton: a line was longer than \(PlainLineReader.longestLine) bytes and was cut"])
            }
            return .line(line)
        case .endOfInput: return .endOfInput(draft: "")
        case .terminated(let signal): return .gone(signal: signal, draft: "")
        case .failed(let code):
            warn(["baton: standard input cannot be read: \(errorText(code))"])
            return .endOfInput(draft: "")
        }
    }
}
