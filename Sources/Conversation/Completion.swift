import Qualification

/// One way to go on with the word before the cursor.
package struct CompletionCandidate: Hashable, Sendable {
    package var text: String
    package var note: String

    package init(text: String, note: String = "") {
        self.text = text
        self.note = note
    }
}

extension Conversation {
    /// What Tab offers for a line up to the cursor: the whole line so far is what a candidate replaces.
    package func completions(of line: String) -> [CompletionCandidate] {
        if case .closing(let closing) = stage { return closingCompletions(of: line, closing) }
        guard case .asking = stage else { return line.hasPrefix("/") || line.isEmpty ? commands(line) : [] }
        if line.hasPrefix("/") { return commands(line) }
        let typed = line.lowercased()
        guard !typed.contains(where: \.isWhitespace), !typed.contains(":") else { return [] }
        var candidates: [CompletionCandidate] = []
        if let question, question.kind == .choice {
            candidates += question.choices.map { CompletionCandidate(text: $0.key, note: $0.name) }
        }
        let checklist = rulebook.checklist
        candidates += checklist.elements.map { CompletionCandidate(text: "\($0.id): ", note: $0.name) }
        if typed.contains(".") || checklist.elements.contains(where: { "\($0.id)" == typed }) {
            candidates += checklist.questions.map { CompletionCandidate(text: "\($0.key): ", note: $0.ask) }
        }
        candidates += [
            CompletionCandidate(text: "next: ", note: "the next step"),
            CompletionCandidate(text: "note: ", note: "a note"),
        ]
        return candidates.filter { $0.text.lowercased().hasPrefix(typed) }
    }

    private func commands(_ line: String) -> [CompletionCandidate] {
        let words = line.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
        if words.count == 2, Command(word: String(words[0].dropFirst())) == .card {
            return rulebook.checklist.cards.map {
                CompletionCandidate(text: "\(words[0]) \($0.key)", note: $0.name)
            }
            .filter { $0.text.hasPrefix(line.lowercased()) }
        }
        return Command.allCases
            .map { CompletionCandidate(text: "/\($0.rawValue)" + ($0.takesArgument ? " " : "")) }
            .filter { $0.text.hasPrefix(line.lowercased()) }
    }

    private func closingCompletions(of line: String, _ closing: Closing) -> [CompletionCandidate] {
        let typed = line.lowercased()
        var candidates: [CompletionCandidate] = []
        switch closing.pending {
        case .verdict:
            if let slash = typed.firstIndex(of: "/"), slash != typed.startIndex {
                let code = typed[..<slash]
                let reason = rulebook.reasons.reasons.first { $0.code == code || $0.key == code }
                candidates = (reason?.subReasons ?? []).map {
                    CompletionCandidate(text: "\(code)/\($0.code)", note: $0.name)
                }
            } else {
                candidates =
                    [CompletionCandidate(text: "sql"), CompletionCandidate(text: "incomplete")]
                    + rulebook.reasons.reasons.map { CompletionCandidate(text: $0.code, note: $0.key) }
                    + [CompletionCandidate(text: "back")]
            }
        case .whichVerdict(let verdicts):
            candidates = verdicts.map { CompletionCandidate(text: $0.rawValue) }
        case .subReason(let subs):
            candidates = subs.map { CompletionCandidate(text: $0.code, note: $0.name) }
        case .fact, .detail, .override, .nextStep:
            break
        }
        return candidates.filter { $0.text.hasPrefix(typed) }
    }
}
