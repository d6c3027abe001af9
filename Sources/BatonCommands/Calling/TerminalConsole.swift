import Conversation
import Glibc
import LineEditor

/// A person at a terminal.
final class TerminalConsole: Console {
    private let editor: LineEditor
    private let output = StandardOutput()

    /// `crashMessage` is what the screen says if the program dies of a fault of its own.
    init(
        crashMessage: String = CrashWording.inCall
    ) throws(LineEditorError) {
        editor = try LineEditor(programName: "baton", crashMessage: crashMessage)
    }

    var width: Int { TerminalSize.current().columns }
    var isInteractive: Bool { true }

    func show(_ lines: [ScreenLine]) { output.write(lines) }

    func warn(_ lines: [ScreenLine]) { output.write(lines) }

    func discardTypeAhead() { editor.discardTypeAhead() }

    /// Makes the arrow keys forget what was typed so far: it was said by somebody else.
    func forgetLines() { editor.clearHistory() }

    /// Gives the terminal back.
    func close() { editor.close() }

    func hear(_ ask: Ask) -> Heard {
        if let question = ask.question { output.write([question]) }
        let completions = ask.completions
        let request = LineRequest(
            prompt: ask.prompt.rendered(escapes: output.showsColour), rightPrompt: ask.clock,
            initialText: ask.draft,
            completions: { typed in
                Completion(
                    replacing: typed,
                    candidates: (completions?(typed) ?? []).map {
                        .init($0.text, note: Sanitiser.visible($0.note))
                    })
            },
            notices: PasteNotices(
                joined: "  several lines were pasted: Enter takes them as one answer",
                cut: "  the paste was too long; its end is not on the line"))
        switch editor.readLine(request) {
        case .line(let line): return .line(line)
        case .interrupted: return .interrupted
        case .endOfInput: return .endOfInput(draft: "")
        case .hangUp(let draft): return .gone(signal: SIGHUP, draft: draft)
        case .terminated(let signal, let draft): return .gone(signal: signal, draft: draft)
        }
    }
}
