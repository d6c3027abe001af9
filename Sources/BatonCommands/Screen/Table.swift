import LineEditor

/// Columns that line up, whatever alphabet is in them.
struct Table {
    private var rows: [[ScreenLine]] = []

    mutating func add(_ cells: [ScreenLine]) { rows.append(cells) }

    /// So many letters of a column that gives way are left.
    private static let fewest = 10

    /// The rows as lines, two spaces between columns; where they do not fit the columns named by `giving` give way first,
    /// in that order, without it the last, and then the widest.
    func lines(width: Int, givingWay giving: [Int]? = nil) -> [ScreenLine] {
        guard let count = rows.map(\.count).max() else { return [] }
        var widths = (0..<count).map { column in
            rows.map { $0.count > column ? DisplayWidth.columns(of: $0[column].plain) : 0 }.max() ?? 0
        }
        var total = widths.reduce(0, +) + 2 * (count - 1)
        for index in giving ?? [count - 1] where total > width && index < count {
            let shorter = max(min(widths[index], Table.fewest), widths[index] - (total - width))
            total -= widths[index] - shorter
            widths[index] = shorter
        }
        while total > width, let widest = widths.max(), widest > 8, let index = widths.firstIndex(of: widest)
        {
            widths[index] -= 1
            total -= 1
        }
        return rows.map { row in
            var line: ScreenLine = ""
            for (index, cell) in row.enumerated() {
                let isLast = index == row.count - 1
                line.spans += Table.fitted(cell, to: widths[index], isLast: isLast).spans
                if !isLast { line.spans.append(.init(text: "  ", style: .plain)) }
            }
            return line
        }
    }

    private static func fitted(_ cell: ScreenLine, to width: Int, isLast: Bool) -> ScreenLine {
        var rest = width
        var line: ScreenLine = ""
        for span in cell.spans where rest > 0 {
            let text = DisplayWidth.truncated(span.text, to: rest)
            line.spans.append(.init(text: text, style: span.style))
            rest -= DisplayWidth.columns(of: text)
        }
        if !isLast, rest > 0 {
            line.spans.append(.init(text: String(repeating: " ", count: rest), style: .plain))
        }
        return line
    }
}
