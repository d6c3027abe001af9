import CLibedit
import CTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension LineEditor {
    /// Hands libedit the functions that it calls back.
    func installCallbacks() {
        let mark = CChar(truncatingIfNeeded: StyledText.mark.value)
        libedit_set_prompt(editor, { LineEditor.of($0)?.prompt.pointer }, mark)
        libedit_set_right_prompt(editor, { LineEditor.of($0)?.rightPrompt.pointer }, mark)
        libedit_set_reader(editor) { editor, character in
            guard let key = LineEditor.of(editor)?.nextKey() else {
                // libedit says why it stopped through errno; ours is in `ending`.
                errno = EINTR
                return -1
            }
            character?.pointee = wchar_t(key.value)
            return 1
        }
        libedit_add_function(editor, "line-complete", "Complete the word") { editor, _ in
            LineEditor.of(editor)?.complete() ?? UInt8(CC_ERROR)
        }
        libedit_add_function(editor, "line-paste", "Insert what was pasted") { editor, _ in
            LineEditor.of(editor)?.paste() ?? UInt8(CC_ERROR)
        }
        libedit_add_function(editor, "line-held", "Insert what waits") { editor, _ in
            LineEditor.of(editor)?.insertHeld() ?? UInt8(CC_ERROR)
        }
        libedit_add_function(editor, "line-interrupt", "Drop the line") { editor, _ in
            LineEditor.of(editor)?.ending = .interrupted
            return UInt8(CC_EOF)
        }
        libedit_add_function(editor, "line-suspend", "Stop the program") { editor, _ in
            LineEditor.of(editor)?.stop() ?? UInt8(CC_ERROR)
        }
        libedit_add_function(editor, "line-end-or-delete", "End the input, or delete") { editor, _ in
            LineEditor.of(editor)?.endOrDelete() ?? UInt8(CC_ERROR)
        }
    }

    /// Binds our keys, whatever a user's settings have done to them.
    func bindKeys() {
        // The terminal must not turn ^C, ^Z and ^\ into signals while a line is edited.
        libedit_set_editing_mode_flag(editor, "-isig")
        // Nor may a ^S freeze the screen in the middle of a call.
        libedit_set_editing_mode_flag(editor, "-ixon")
        let control = [
            ("^C", "line-interrupt"), ("^D", "line-end-or-delete"), ("^I", "line-complete"),
            ("^Z", "line-suspend"),
        ]
        let keys = KeyCode.allCases.map { ($0.bindName, Self.function(of: $0)) }
        for (key, function) in control + keys {
            libedit_bind(editor, key, function)
            libedit_bind_in_command_mode(editor, key, function)
        }
    }

    private static func function(of key: KeyCode) -> String {
        switch key {
        case .paste: "line-paste"
        case .held: "line-held"
        case .up: "ed-prev-history"
        case .down: "ed-next-history"
        case .left: "ed-prev-char"
        case .right: "ed-next-char"
        case .home: "ed-move-to-beg"
        case .end: "ed-move-to-end"
        case .delete: "ed-delete-next-char"
        case .wordLeft: "ed-prev-word"
        case .wordRight: "em-next-word"
        }
    }

    /// The editor that libedit calls for.
    private static func of(_ editor: OpaquePointer?) -> LineEditor? {
        guard let editor, let data = libedit_get_client_data(editor) else { return nil }
        return Unmanaged<LineEditor>.fromOpaque(data).takeUnretainedValue()
    }

    /// Control-D: the end on an empty line, else it deletes under the cursor.
    private func endOrDelete() -> UInt8 {
        let (scalars, cursor) = lineScalars()
        if scalars.isEmpty {
            ending = .endOfInput
            return UInt8(CC_EOF)
        }
        guard cursor < scalars.count else { return UInt8(CC_ERROR) }
        el_cursor(editor, 1)
        el_deletestr(editor, 1)
        return UInt8(CC_REFRESH)
    }

    /// Control-Z.
    private func stop() -> UInt8 {
        suspend(wholeGroup: true)
        takeSignals()
        return UInt8(ending == nil ? CC_NORM : CC_EOF)
    }

    private func complete() -> UInt8 {
        guard let completions = request.completions else { return UInt8(CC_ERROR) }
        let (scalars, cursor) = lineScalars()
        var before = String.UnicodeScalarView()
        before.append(contentsOf: scalars[..<cursor])
        let text = String(before)
        let completion = completions(text)
        guard !completion.candidates.isEmpty, text.hasSuffix(completion.replaced) else {
            return UInt8(CC_ERROR)
        }
        if let insertion = completion.insertion {
            el_deletestr(editor, Int32(completion.replaced.unicodeScalars.count))
            insert(insertion)
            return UInt8(CC_REFRESH)
        }
        guard completion.candidates.count > 1 else { return UInt8(CC_NORM) }
        printAbove(completion.list(columns: size.columns, rows: size.rows))
        return UInt8(CC_NORM)
    }

    /// How long a paste may pause, in milliseconds.
    ///
    /// The end mark may never come when the line to the terminal is bad; the user must not be stuck.
    private static var patience: Int32 { 5000 }

    /// Puts a paste on the line, up to its end mark.
    private func paste() -> UInt8 {
        var collector = PasteCollector(limit: Self.longestPaste)
        while ending == nil {
            if let byte = input.nextByte() {
                if collector.take(byte) { break }
                continue
            }
            takeSignals()
            if ending != nil { break }
            if wait(milliseconds: Self.patience) == .timedOut { break }
        }
        if ending == .interrupted {
            rest = collector
            return UInt8(CC_EOF)
        }
        insert(PastedText.singleLine(collector.text))
        // Asked for one more key, libedit would take the terminal back first, which may be another's by now.
        guard ending == nil else { return UInt8(CC_EOF) }
        if collector.isCut, !request.notices.cut.isEmpty { printAbove([request.notices.cut]) }
        return UInt8(CC_REFRESH)
    }

    /// Lets what still comes of a paste go by, once its line was dropped: it must not answer the next prompt.
    ///
    /// - Returns: Whether there is such a rest.
    func dropRestOfPaste() -> Bool {
        guard rest != nil else { return false }
        var hasTaken = false
        while let byte = input.nextByte() {
            hasTaken = true
            if rest?.take(byte) == true {
                rest = nil
                break
            }
        }
        if !hasTaken, wait(milliseconds: 1000) == .timedOut { rest = nil }
        return true
    }

    private func insertHeld() -> UInt8 {
        insert(held)
        held = ""
        return UInt8(CC_REFRESH)
    }

    private func insert(_ text: String) {
        if text.unicodeScalars.contains(where: Self.takesNoColumn) { isColumnUnsure = true }
        let characters = text.unicodeScalars.map { wchar_t($0.value) } + [0]
        el_winsertstr(editor, characters)
    }
}
