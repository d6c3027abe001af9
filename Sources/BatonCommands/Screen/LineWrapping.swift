import LineEditor

/// Breaks lines between words, so that none is cut in the middle of one.
enum LineWrapping {
    /// The rows of a line; all but the first are indented a little more than it is.
    static func rows(of line: ScreenLine, width: Int) -> [ScreenLine] {
        guard DisplayWidth.columns(of: line.plain) > width, width > 20 else { return [line] }
        let indentation = line.plain.prefix { $0 == " " }.count
        let hang = String(repeating: " ", count: min(indentation + 2, width / 2))
        var rows: [ScreenLine] = []
        var row: ScreenLine = ""
        var used = 0
        for span in line.spans {
            // A figure and its percent sign stay together.
            for word in words(of: span.text.replacing(" %", with: "\u{A0}%")) {
                let columns = DisplayWidth.columns(of: word)
                let isSpace = word.first == " "
                if used + columns > width, used > hang.count {
                    rows.append(row)
                    row = ScreenLine(hang)
                    used = hang.count
                    if isSpace { continue }
                }
                row.spans.append(.init(text: word, style: span.style))
                used += columns
            }
        }
        return rows + [row]
    }

    /// Words and the spaces between them, in turn.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var rest = text[...]
        while let first = rest.first {
            let isSpace = first == " "
            let word = rest.prefix { ($0 == " ") == isSpace }
            words.append(String(word))
            rest = rest[word.endIndex...]
        }
        return words
    }
}
