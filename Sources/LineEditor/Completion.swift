/// What the Tab key may put on the line.
package struct Completion: Equatable, Sendable {
    /// The end of the text before the cursor that a candidate takes the place of.
    package var replaced: String
    /// The candidates, in the order in which they are listed.
    package var candidates: [Candidate]

    /// One way to complete the text.
    package struct Candidate: Equatable, Sendable {
        /// What takes the place of the replaced text; a space after it is up to the caller.
        package var text: String
        /// A remark beside it in the list.
        package var note: String

        package init(_ text: String, note: String = "") {
            self.text = text
            self.note = note
        }
    }

    package init(replacing replaced: String, candidates: [Candidate]) {
        self.replaced = replaced
        self.candidates = candidates
    }

    /// Nothing to complete.
    package static var none: Completion { Completion(replacing: "", candidates: []) }

    /// What all candidates begin with.
    var commonPrefix: String {
        guard let first = candidates.first?.text else { return "" }
        var shared = first[...]
        for candidate in candidates.dropFirst() {
            let same = zip(shared, candidate.text).prefix { $0 == $1 }.count
            shared = shared.prefix(same)
        }
        return String(shared)
    }

    /// The text that goes on the line at once, or `nil` where the user must choose first.
    var insertion: String? {
        let prefix = commonPrefix
        guard !candidates.isEmpty, prefix != replaced else { return nil }
        if candidates.count == 1 { return prefix }
        // A match that is no prefix match (by another spelling, say) must not shorten what was typed.
        return prefix.count > replaced.count && prefix.lowercased().hasPrefix(replaced.lowercased())
            ? prefix : nil
    }

    /// The rows of the list, fitted to a screen.
    func list(columns: Int, rows: Int) -> [String] {
        let most = max(rows - 2, 3)
        var lines: [String]
        if candidates.contains(where: { !$0.note.isEmpty }) {
            let widest = min(candidates.map { DisplayWidth.columns(of: $0.text) }.max() ?? 0, columns / 2)
            lines = candidates.map { candidate in
                let name = DisplayWidth.fitted(candidate.text, to: widest)
                return DisplayWidth.truncated("  \(name)  \(candidate.note)", to: columns - 1)
            }
        } else {
            lines = Self.inColumns(candidates.map(\.text), columns: columns)
        }
        if lines.count > most {
            let hidden = lines.count - (most - 1)
            lines = lines.prefix(most - 1) + ["  … +\(hidden)"]
        }
        return lines
    }

    /// Sets words side by side, down each column first, as `ls` does.
    private static func inColumns(_ words: [String], columns: Int) -> [String] {
        let cell = (words.map { DisplayWidth.columns(of: $0) }.max() ?? 0) + 2
        let perRow = max((columns - 1) / max(cell, 1), 1)
        let rowCount = (words.count + perRow - 1) / perRow
        return (0..<rowCount).map { row in
            let cells = stride(from: row, to: words.count, by: rowCount).map {
                "  " + DisplayWidth.padded(words[$0], to: cell - 2)
            }
            let line = DisplayWidth.truncated(cells.joined(), to: columns - 1)
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
