import CLibedit
import CTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads lines from the terminal, with editing, history, completion and a clock at the right edge.
///
/// One at a time, on one thread. Between two calls of ``readLine(_:)`` the terminal is in its usual mode
/// and text may be printed. Signals that end a program, INT and TSTP are recorded instead, until ``close()``.
package final class LineEditor {
    /// The most bytes that one paste may bring.
    package static let longestPaste = 512 * 1024

    let editor: OpaquePointer
    private let history: OpaquePointer
    let capabilities: TerminalCapabilities
    private var isOpen = true

    var input = TerminalInput(descriptor: STDIN_FILENO)
    var size: TerminalSize
    var request = LineRequest(prompt: "")
    private(set) var prompt = HeldText()
    private(set) var rightPrompt = HeldText()
    /// Text that goes on the line before the next key.
    var held = ""
    /// Why the line ends, where it is not by Enter.
    var ending: Ending?
    /// Whether libedit has asked for a key since the line began.
    private var hasAskedForKey = false
    /// Whether libedit's idea of the cursor's column is off.
    var isColumnUnsure = false
    /// What comes of a paste after the line that it went to was dropped.
    var rest: PasteCollector?

    enum Ending: Equatable {
        case interrupted, endOfInput, hangUp
        case signal(Int32)
    }

    /// Opens the terminal on standard input and output.
    ///
    /// - Parameters:
    ///   - programName: What a line of `.editrc` may be limited to.
    ///   - crashMessage: The one line that is left on the screen when the program crashes.
    /// - Throws: ``LineEditorError``, with nothing changed on the terminal.
    package init(programName: String, crashMessage: String) throws(LineEditorError) {
        guard isTerminal(STDIN_FILENO), isTerminal(STDOUT_FILENO) else { throw .notATerminal }
        // Before libedit: it takes its table of printable keys from the locale as it starts.
        guard terminal_use_utf8_locale() != 0 else { throw .noUTF8Locale }
        guard terminal_watch_signals(1) == 0 else { throw .cannotOpen(errno: errno) }
        // Before libedit too, which changes the modes that are to come back.
        terminal_guard_crashes(crashMessage)
        terminal_guard_modes(STDIN_FILENO)
        capabilities = TerminalCapabilities.current()
        guard
            let editor = libedit_open(
                programName, terminal_standard_input(), terminal_standard_output(),
                terminal_standard_error(), capabilities.movesCursor ? "xterm" : "dumb",
                capabilities.movesCursor ? 0 : 1),
            let history = history_init()
        else {
            terminal_guard_forget_modes()
            terminal_unwatch_signals(1)
            throw .cannotOpen(errno: errno)
        }
        self.editor = editor
        self.history = history
        size = TerminalSize.current()
        fit()
        libedit_history_set_size(history, 500)
        libedit_history_set_unique(history, 1)
        libedit_set_client_data(editor, Unmanaged.passUnretained(self).toOpaque())
        libedit_set_history(editor, history)
        installCallbacks()
        // Some builds of libedit begin as vi.
        libedit_set_editor(editor, "emacs")
        bindKeys()
        // A vi user's .editrc changes the maps, so our keys are bound again after it.
        el_source(editor, nil)
        libedit_set_editing(editor, 1)
        bindKeys()
    }

    deinit {
        close()
    }

    /// Gives the terminal back as it was, and signals their former meaning.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        setBracketedPaste(false)
        // Behind another program the modes are that one's, and whoever sets them there is stopped.
        if terminal_is_in_front(STDIN_FILENO) != 0 { el_end(editor) }
        history_end(history)
        terminal_guard_restore_modes()
        terminal_guard_forget_modes()
        terminal_unwatch_signals(1)
    }

    /// Shows the prompt and waits for a line.
    ///
    /// Once a signal to end has come every call returns at once and says so.
    package func readLine(_ request: LineRequest) -> LineOutcome {
        guard isOpen else { return .endOfInput }
        let signal = terminal_termination_signal()
        if signal != 0 { return outcome(of: .signal(signal), draft: request.initialText) }
        begin(request)
        // libedit shows the prompt first, and what is typed at that moment would be echoed twice.
        libedit_set_raw(editor, 1)
        setBracketedPaste(true)
        defer { setBracketedPaste(false) }
        var count: Int32 = 0
        let line = el_wgets(editor, &count)
        let text = hasAskedForKey ? typedLine() + held : request.initialText
        held = ""
        if line != nil && ending == nil {
            if request.isRemembered, text.contains(where: { $0 != " " }) {
                libedit_history_enter(history, text)
            }
            return .line(text)
        }
        // libedit gives up without a reason of ours when the terminal is gone before the first key.
        let ending = ending ?? .hangUp
        leaveLine(marking: ending == .interrupted ? "^C" : "")
        return outcome(of: ending, draft: text)
    }

    /// Drops what was typed and not read yet.
    package func discardTypeAhead() {
        tcflush(STDIN_FILENO, TCIFLUSH)
        input.removeAll()
    }

    /// Forgets the lines that the arrow keys recall.
    package func clearHistory() {
        guard isOpen else { return }
        libedit_history_clear(history)
    }

    private func begin(_ request: LineRequest) {
        self.request = request
        ending = nil
        hasAskedForKey = false
        isColumnUnsure = false
        fit()
        // Control-C between two prompts drops the type-ahead (the kernel did that), and nothing more.
        _ = terminal_take_interrupt()
        _ = terminal_take_resize()
        _ = terminal_take_continue()
        prompt.text = StyledText.markedPrompt(request.prompt, inColour: capabilities.showsColour)
        rightPrompt.text = currentRightPrompt()
        held = PastedText.singleLine(request.initialText)
    }

    private func outcome(of ending: Ending, draft: String) -> LineOutcome {
        switch ending {
        case .interrupted: .interrupted
        case .endOfInput: .endOfInput
        case .hangUp, .signal(SIGHUP): .hangUp(draft: draft)
        case .signal(let signal): .terminated(signal: signal, draft: draft)
        }
    }

    // MARK: Keys

    /// The next key for libedit; `nil` when the line ends without one.
    func nextKey() -> Unicode.Scalar? {
        hasAskedForKey = true
        if isColumnUnsure {
            isColumnUnsure = false
            if fitsWindow { redraw() }
        }
        var escapeIsKey = false
        while ending == nil {
            takeSignals()
            if ending != nil { break }
            if !held.isEmpty { return KeyCode.held.scalar }
            if dropRestOfPaste() { continue }
            switch input.next(escapeIsKey: escapeIsKey) {
            case .key(let key):
                if isPaste(endOfLine: key) { continue }
                // libedit's quick way to add a character writes beyond its rows once a line was longer than them.
                if key.value >= 0x20, key.value != 0x7f, !(0x80...0x9f).contains(key.value), !fitsWindow {
                    held = String(Character(key)) + input.takePrintableASCII()
                    return KeyCode.held.scalar
                }
                return noted(key)
            case .insideEscape(let isLoneKey):
                // A sequence comes at once, or in two pieces over a slow line; what stays alone is Escape.
                escapeIsKey = wait(milliseconds: isLoneKey ? 50 : 1000) == .timedOut
            case .nothing:
                escapeIsKey = false
                tick()
                _ = wait(milliseconds: request.rightPrompt == nil ? -1 : 1000)
            }
        }
        return nil
    }

    /// libedit takes a combining mark for one column more than it is.
    private func noted(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if Self.takesNoColumn(scalar) { isColumnUnsure = true }
        return scalar
    }

    static func takesNoColumn(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x300 && DisplayWidth.columns(of: scalar) == 0
    }

    /// Waits for input, and notes the end of it.
    @discardableResult
    func wait(milliseconds: Int32) -> TerminalInput.Arrival {
        let arrival = input.fill(milliseconds: milliseconds)
        if case .closed(let hungUp) = arrival {
            ending = hungUp || !typedLine().isEmpty ? .hangUp : .endOfInput
        }
        return arrival
    }

    /// On a terminal that cannot mark a paste, takes whole lines that wait behind an Enter for one.
    ///
    /// They stay on the line, joined, and wait for an Enter of the user's own.
    private func isPaste(endOfLine key: Unicode.Scalar) -> Bool {
        guard !capabilities.marksPastes, key == "\r" || key == "\n",
            let waiting = input.takeWaitingLines(limit: Self.longestPaste)
        else { return false }
        let joined = PastedText.singleLine(waiting.text)
        held = typedLine().isEmpty || joined.isEmpty ? joined : " " + joined
        let notices = [request.notices.joined, waiting.isCut ? request.notices.cut : ""]
        printAbove(notices.filter { !$0.isEmpty })
        return true
    }

    func takeSignals() {
        let signal = terminal_termination_signal()
        if signal != 0 {
            ending = .signal(signal)
            return
        }
        if terminal_take_interrupt() != 0 {
            ending = .interrupted
            return
        }
        if terminal_take_stop() != 0 {
            suspend(wholeGroup: false)
            return takeSignals()
        }
        if terminal_take_continue() != 0 { resume() }
        if terminal_take_resize() != 0 { resized() }
    }

    // MARK: The line

    /// What stands on the line, as far as it can be shown.
    func typedLine() -> String {
        let typed = lineScalars().scalars.prefix { $0 != "\n" && $0 != "\r" }
        var line = String.UnicodeScalarView()
        line.append(contentsOf: typed.compactMap(PastedText.typed))
        return String(line)
    }

    /// The characters in libedit's buffer, and the cursor's place among them.
    func lineScalars() -> (scalars: [Unicode.Scalar], cursor: Int) {
        guard let line = el_wline(editor)?.pointee, let start = line.buffer, let end = line.lastchar,
            let cursor = line.cursor
        else { return ([], 0) }
        let scalars = UnsafeBufferPointer(start: start, count: end - start).map {
            Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{fffd}"
        }
        return (scalars, cursor - start)
    }
}
