/// How much of a file may be one cell, one row, one record; what is more is a mistake, not memory.
package struct CSVLimits: Hashable, Sendable {
    /// In bytes.
    package var field = 1 << 20
    package var columns = 512
    /// In bytes, quotes and delimiters included.
    package var record = 16 << 20

    package init() {}
}

/// A record that cannot be told apart from its neighbours, and where it stands.
package struct CSVMistake: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// A quote opens a cell and nothing closes it, up to the end of the file or the limit for a cell.
        case unclosedQuote
        /// Something other than a delimiter or the end of the line follows a closing quote: either that quote should
        /// have been doubled, or an earlier one was never closed.
        case textAfterQuote
        case fieldTooLong(limit: Int)
        case tooManyColumns(limit: Int)
        case recordTooLong(limit: Int)
    }

    package var reason: Reason
    /// The line, counted from one, of the quote that opened the cell; else the line of the mistake.
    package var line: Int
    /// The column, counted from one, of the cell.
    package var column: Int

    package init(reason: Reason, line: Int, column: Int) {
        self.reason = reason
        self.line = line
        self.column = column
    }
}
