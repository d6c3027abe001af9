import CLibedit
import CTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension LineEditor {
    /// The fewest columns on which there is room for something at the right edge.
    private static let narrowest = 60

    /// What stands at the right edge now.
    func currentRightPrompt() -> String {
        guard capabilities.movesCursor, size.columns >= Self.narrowest, let text = request.rightPrompt?()
        else {
            return ""
        }
        return StyledText.markedPrompt(text, inColour: capabilities.showsColour)
    }

    /// Draws the right edge again when it has changed.
    ///
    /// Not on a wrapped line: the cursor's row on the screen is libedit's own affair there.
    func tick() {
        guard request.rightPrompt != nil else { return }
        let text = currentRightPrompt()
        guard text != rightPrompt.text else { return }
        rightPrompt.text = text
        let layout = layout()
        let needed = layout.lastColumn + DisplayWidth.columns(of: plainRightPrompt) + 2
        guard capabilities.movesCursor, layout.lastRow == 0, needed <= size.columns else { return }
        redraw()
    }

    private var plainRightPrompt: String {
        StyledText.plain(rightPrompt.text)
    }

    /// Whether the whole line is on the screen, and one more character would be.
    var fitsWindow: Bool { layout().lastRow + 1 < size.rows }

    /// Draws prompt and line again in their place.
    func redraw() {
        eraseLine()
        libedit_refresh(editor)
    }

    /// Prints `lines` above the prompt.
    func printAbove(_ lines: [String]) {
        eraseLine()
        write(lines.map { $0 + "\r\n" }.joined())
        libedit_refresh(editor)
    }

    /// Fits the line to the terminal's new size.
    func resized() {
        let columns = TerminalSize.current().columns
        size.columns = max(columns, Self.fewestColumns)
        // Terminals wrap their rows anew before they tell, so the cursor's row is that of the new width.
        eraseLine(andBelow: true)
        fit()
        rightPrompt.text = currentRightPrompt()
        libedit_refresh(editor)
    }

    /// libedit writes beyond its rows where a wide character has too few columns.
    private static let fewestColumns = 8

    /// Takes on the size that the terminal has now.
    func fit() {
        size = TerminalSize.current()
        el_resize(editor)
        guard size.columns < Self.fewestColumns else { return }
        size.columns = Self.fewestColumns
        libedit_set_size(editor, String(size.rows), String(size.columns))
    }

    /// Leaves the terminal to the shell, and stops: alone, or with all that the shell started along with it.
    func suspend(wholeGroup: Bool) {
        leaveLine(marking: "")
        setBracketedPaste(false)
        libedit_set_raw(editor, 0)
        // libedit's idea of the usual mode is not quite the user's.
        terminal_guard_restore_modes()
        terminal_suspend(wholeGroup ? 1 : 0)
        // Told to end while it was stopped: the terminal is the shell's by now.
        guard terminal_termination_signal() == 0 else { return }
        resume()
    }

    /// Takes the terminal back after the process went on.
    func resume() {
        // libedit holds the terminal to be as it left it; the shell has changed it since.
        libedit_set_raw(editor, 0)
        libedit_set_raw(editor, 1)
        setBracketedPaste(true)
        fit()
        write(capabilities.movesCursor ? "\r\u{1b}[J" : "\r\n")
        rightPrompt.text = currentRightPrompt()
        libedit_refresh(editor)
    }

    /// Goes to a fresh row below the line.
    func leaveLine(marking mark: String) {
        let layout = layout()
        write(String(repeating: "\n", count: layout.lastRow - layout.cursorRow))
        let (scalars, cursor) = lineScalars()
        write((cursor == scalars.count ? mark : "") + "\r\n")
    }

    /// Asks the terminal to mark pastes, or to stop that.
    func setBracketedPaste(_ isOn: Bool) {
        guard capabilities.marksPastes else { return }
        // The guard must know before the terminal does: too much is harmless, too little is not.
        if isOn { terminal_guard_note_paste(1) }
        write(isOn ? "\u{1b}[?2004h" : "\u{1b}[?2004l")
        if !isOn { terminal_guard_note_paste(0) }
    }

    func write(_ text: String) {
        fputs(text, terminal_standard_output())
        fflush(terminal_standard_output())
    }

    private func layout() -> LineLayout {
        let (scalars, cursor) = lineScalars()
        return LineLayout(prompt: request.prompt, text: scalars, cursor: cursor, columns: size.columns)
    }

    /// Puts the cursor where the prompt begins, with nothing left of the line.
    ///
    /// Row by row: tmux takes `ESC[J` in the first row for clearing the screen and puts what was there into
    /// its history, a line with every tick. Only a resize leaves rows that need it.
    private func eraseLine(andBelow: Bool = false) {
        let layout = layout()
        guard capabilities.movesCursor else {
            write(String(repeating: "\n", count: layout.lastRow - layout.cursorRow) + "\r\n")
            return
        }
        let highest = max(size.rows - 1, 0)
        let up = min(layout.cursorRow, highest)
        var sequence = (up > 0 ? "\u{1b}[\(up)A" : "") + "\r"
        if andBelow {
            sequence += "\u{1b}[J"
        } else {
            let down = min(layout.lastRow, highest)
            sequence += "\u{1b}[K" + String(repeating: "\u{1b}[B\u{1b}[K", count: down)
            if down > 0 { sequence += "\u{1b}[\(down)A" }
        }
        write(sequence)
    }
}
