import Qualification

/// What a typed line is, before anything is done about it.
enum TypedLine: Hashable {
    case empty
    case help
    case dodge
    case note(String)
    case next(String)
    case more(String, Marks)
    case command(Command, argument: String)
    /// A slash with a word that is no command, or text behind a command that takes none.
    case unknownCommand(String)
    case keyed(KeyTarget, Content)
    /// A short `word:` that is no key: kept as a note.
    case strayKey(word: String)
    case loneCommand(Command, word: String)
    case content(Content)

    /// What stands behind a key, or on a line without one.
    enum Content: Hashable {
        case nothing
        case help
        case dodge
        case regrade(Marks)
        case more(String, Marks)
        case quote(String, Marks)
        case answer(String, Marks)
    }

    /// The marks set off at the end of a line.
    struct Marks: Hashable {
        var grade: EvidenceGrade?
        var isAgainst = false

        var isEmpty: Bool { grade == nil && !isAgainst }
    }

    enum KeyTarget: Hashable {
        case element(Element)
        case question(Question)
    }
}

extension TypedLine {
    /// Reads a line as the conversation's language has it.
    init(_ line: String, in checklist: Checklist) {
        let text = line.trimmed
        guard !text.isEmpty else {
            self = .empty
            return
        }
        // A leading space says: an answer, whatever follows.
        if line.first == " " || line.first == "\t" {
            let (rest, marks) = TypedLine.splitMarks(text)
            self = .content(rest.isEmpty ? .answer(text, Marks()) : .answer(rest, marks))
            return
        }
        if text.first == "/" {
            self = TypedLine.command(text)
        } else if text == "?" {
            self = .help
        } else if text == "-" {
            self = .dodge
        } else if let note = text.after("- ") {
            self = .note(note)
        } else if let more = text.afterPlus {
            let (rest, marks) = TypedLine.splitMarks(more)
            self = .more(rest, marks)
        } else if let keyed = TypedLine.keyed(text, in: checklist) {
            self = keyed
        } else if let command = Command.meant(byLoneWord: text) {
            self = .loneCommand(command, word: text)
        } else {
            self = .content(.quoteOrAnswer(text))
        }
    }

    private static func command(_ text: String) -> TypedLine {
        let parts = text.dropFirst().split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
        let argument = parts.count > 1 ? parts[1].trimmed : ""
        guard let word = parts.first, !text.dropFirst().hasPrefix(" "), let command = Command(word: word),
            argument.isEmpty || command.takesArgument
        else { return .unknownCommand(text) }
        return .command(command, argument: argument)
    }

    private static func keyed(_ text: String, in checklist: Checklist) -> TypedLine? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let key = text[..<colon].trimmed.lowercased()
        let rest = text[text.index(after: colon)...]
        guard let first = key.first, first.isLetter, key.count <= 40,
            key.allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) })
        else { return nil }
        let said = rest.trimmed
        switch key {
        case "note": return .note(said)
        case "next": return .next(said)
        default: break
        }
        if let target = target(key, in: checklist) { return .keyed(target, .behindKey(said)) }
        // "https://…" is no key, and neither is a long word.
        guard rest.isEmpty || rest.first == " ", key.count <= 24 else { return nil }
        return .strayKey(word: key)
    }

    /// The element or question that a key names: whole, or by unique prefixes of three letters or more.
    static func target(_ key: String, in checklist: Checklist) -> KeyTarget? {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2,
            let element = unique(
                parts[0], among: checklist.elements.filter { !$0.questions.isEmpty }, by: \.id)
        else { return nil }
        guard parts.count == 2 else { return .element(element) }
        return unique(parts[1], among: element.questions, by: \.key.question).map { .question($0) }
    }

    private static func unique<T>(_ typed: String, among candidates: [T], by name: (T) -> String) -> T? {
        if let exact = candidates.first(where: { name($0).lowercased() == typed }) { return exact }
        guard typed.count >= 3 else { return nil }
        let matches = candidates.filter { name($0).lowercased().hasPrefix(typed) }
        return matches.count == 1 ? matches[0] : nil
    }

    /// Takes the marks off the end: `?` spaced or not, and `!`, `!!`, `x` where a space sets them off.
    static func splitMarks(_ text: String) -> (text: String, marks: Marks) {
        var rest = Substring(text.trimmed)
        var marks = Marks()
        while let last = rest.last, let mark = rest.lastWord {
            if last == "?", marks.grade == nil {
                while rest.last == "?" { rest = rest.dropLast() }
                marks.grade = .vague
            } else {
                if mark == "x", !marks.isAgainst {
                    marks.isAgainst = true
                } else if mark == "!!", marks.grade == nil {
                    marks.grade = .verified
                } else if mark == "!", marks.grade == nil {
                    marks.grade = .stated
                } else {
                    break
                }
                rest = rest.dropLast(mark.count)
            }
            rest = Substring(rest.trimmed)
        }
        return (String(rest), marks)
    }
}

extension TypedLine.Content {
    fileprivate static func behindKey(_ text: String) -> TypedLine.Content {
        if text.isEmpty { return .nothing }
        if text == "?" { return .help }
        if text == "-" { return .dodge }
        if let more = text.afterPlus {
            let (rest, marks) = TypedLine.splitMarks(more)
            return .more(rest, marks)
        }
        return quoteOrAnswer(text)
    }

    fileprivate static func quoteOrAnswer(_ text: String) -> TypedLine.Content {
        let (rest, marks) = TypedLine.splitMarks(text)
        if let quote = quoted(rest) { return .quote(quote, marks) }
        return answerOrMarks(text)
    }

    fileprivate static func answerOrMarks(_ text: String) -> TypedLine.Content {
        let (rest, marks) = TypedLine.splitMarks(text)
        return rest.isEmpty ? .regrade(marks) : .answer(rest, marks)
    }

    /// The words between quotation marks that open the line; the closing one may be missing.
    ///
    /// Nil where the line goes on after the closing mark: that is an answer which holds a quote.
    private static func quoted(_ text: String) -> String? {
        let closing: [Character: String] = [
            "\"": "\"”“", "“": "”\"“", "„": "“”\"", "«": "»", "»": "«", "‹": "›", "›": "‹", "‘": "’'",
            "‚": "‘’",
        ]
        guard let first = text.first, let ends = closing[first] else { return nil }
        let inner = text.dropFirst()
        guard let end = inner.firstIndex(where: { ends.contains($0) }) else {
            return inner.trimmed.nonEmpty
        }
        let behind = inner[inner.index(after: end)...]
        guard behind.allSatisfy({ $0.isWhitespace || ".!,".contains($0) }) else {
            return ends.contains(inner.last ?? " ") ? String(inner.dropLast()).nonEmpty : nil
        }
        return inner[..<end].trimmed.nonEmpty
    }
}

extension StringProtocol {
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }

    var nonEmpty: String? { isEmpty ? nil : String(self) }

    fileprivate func after(_ prefix: String) -> String? {
        hasPrefix(prefix) ? dropFirst(prefix.count).trimmed : nil
    }

    /// What stands behind a `+` that is set off.
    fileprivate var afterPlus: String? { self == "+" ? "" : after("+ ") }

    /// What stands behind the last space, or all of it.
    fileprivate var lastWord: String? {
        let word = self[...].split(whereSeparator: \.isWhitespace).last
        return word.map { String($0) }
    }
}
