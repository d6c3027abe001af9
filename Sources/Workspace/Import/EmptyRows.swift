/// Rows without anything in any cell, held back until it shows whether data follows them.
///
/// A spreadsheet may end in a million of them: rows that are alike and follow one another take the room of one.
struct EmptyRows {
    private var runs: [(first: RejectedRow, count: Int)] = []
    private var bytes = 0
    private(set) var count = 0

    /// What is held at most, about, in bytes.
    private static let most = 4 << 20

    /// Whether there is no room for more; what is held then counts as rejected whatever follows.
    var isFull: Bool { bytes > EmptyRows.most }

    mutating func hold(_ row: RejectedRow) {
        count += 1
        if let last = runs.last, last.first.line + last.count == row.line, last.first.cells == row.cells {
            runs[runs.count - 1].count += 1
            return
        }
        runs.append((row, 1))
        bytes += row.cells.reduce(100) { $0 + $1.utf8.count + 16 }
    }

    /// Lets go of all of them, in order.
    mutating func release(_ body: (RejectedRow) throws -> Void) rethrows {
        let held = runs
        self = EmptyRows()
        for (first, count) in held {
            var row = first
            for _ in 0..<count {
                try body(row)
                row.line += 1
            }
        }
    }
}
