/// Where libedit puts prompt and typed text on the screen.
struct LineLayout: Equatable {
    /// The row of the cursor, counted from the prompt's.
    var cursorRow = 0
    /// The row in which the text ends, counted from the prompt's.
    var lastRow = 0
    /// The column in which the text ends.
    var lastColumn = 0

    /// Lays out `prompt` and `text` on rows of `columns`, with the cursor before `text[cursor]`.
    init(prompt: String, text: [Unicode.Scalar], cursor: Int, columns: Int) {
        let width = max(columns, 1)
        for scalar in StyledText.plain(prompt).unicodeScalars {
            advance(by: DisplayWidth.columns(of: scalar), width: width)
        }
        if cursor == 0 { cursorRow = lastRow }
        for (index, scalar) in text.enumerated() {
            if scalar == "\n" {
                lastRow += 1
                lastColumn = 0
            } else {
                // A control character is shown as ^X.
                let columns = scalar.value < 0x20 ? 2 : DisplayWidth.columns(of: scalar)
                advance(by: columns, width: width)
            }
            if index + 1 == cursor { cursorRow = lastRow }
        }
    }

    /// A character that does not fit moves to the next row whole; a full row ends at once.
    private mutating func advance(by columns: Int, width: Int) {
        if lastColumn + columns > width {
            lastRow += 1
            lastColumn = 0
        }
        lastColumn += columns
        if lastColumn >= width {
            lastRow += 1
            lastColumn = 0
        }
    }
}
