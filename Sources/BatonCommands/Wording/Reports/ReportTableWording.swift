import LineEditor
import Reporting

/// One table of a report in columns of characters; where the screen is too narrow for its figures, row by row.
struct ReportTableWording {
    var section: Report.Section
    /// How many rows are shown.
    var limit: Int
    var bars: Bars

    private var table: ReportTable { section.table }

    func lines(width: Int) -> [ScreenLine] {
        let shown = rows
        guard shown.contains(where: { !$0.isTotal }) else { return [] }
        let headings = table.columns.indices.filter { table.columns[$0].isHeading }
        let columns = table.columns.indices.filter {
            !table.columns[$0].isWide && !table.columns[$0].isHeading
        }
        let margin = headings.isEmpty ? 2 : 4
        let texts = columns.map { ColumnText(table, $0, shown) }
        let natural = texts.reduce(margin) { $0 + $1.width + 2 }
        // A name may be cut short, a figure must not.
        let least = texts.reduce(margin) { $0 + $1.leastWidth + 2 } - 2
        guard least <= width else {
            return rowByRow(texts, headings, shown).flatMap {
                LineWrapping.rows(of: $0, width: max(width, 24))
            }
                + rest(shown)
        }
        let barWidth = min(Bars.longest, width - natural)
        func bars(_ column: Int) -> [String]? {
            guard barWidth >= Bars.shortest, table.columns[column].hasBar else { return nil }
            let bars = shown.map { bar(column, $0, shown, barWidth) }
            return bars.allSatisfy(\.isEmpty) ? nil : bars
        }
        let drawn = texts.map { bars($0.column) }
        var grid = Table()
        grid.add(
            zip(texts, drawn).flatMap { text, bars in
                [ScreenLine(text.title, .quiet)] + (bars == nil ? [] : [""])
            })
        for (index, row) in shown.enumerated() {
            grid.add(
                zip(texts, drawn).flatMap { text, bars in
                    [ScreenLine(text.cells[index], row.isTotal ? .strong : .plain)]
                        + (bars.map { [ScreenLine($0[index])] } ?? [])
                })
        }
        // A column with a bar takes two.
        let names = texts.indices.filter { texts[$0].isText }.map { column in
            column + drawn.prefix(column).count { $0 != nil }
        }
        var body = grid.lines(width: width - margin, givingWay: names)
        let indent = ScreenLine(String(repeating: " ", count: margin))
        var lines = [indent + body.removeFirst()]
        var heading: [ReportTable.Cell] = []
        for (row, line) in zip(shown, body) {
            let cells = headings.map { row.cells[$0] }
            if cells != heading {
                heading = cells
                let names = zip(headings, cells).map { ColumnText.text($1, of: table.columns[$0]) }
                lines.append("  \(names.joined(separator: " "), .strong)")
            }
            lines.append(indent + line)
            lines += row.quotes.map {
                ScreenLine("\(String(repeating: " ", count: margin + 2))“\($0)”", .quiet)
            }
        }
        return lines + rest(shown)
    }

    /// Each row as its name, and under it what the columns say of it.
    private func rowByRow(
        _ texts: [ColumnText], _ headings: [Int], _ shown: [ReportTable.Row]
    ) -> [ScreenLine] {
        var lines: [ScreenLine] = []
        var heading: [ReportTable.Cell] = []
        for (index, row) in shown.enumerated() {
            let cells = headings.map { row.cells[$0] }
            if cells != heading {
                heading = cells
                let names = zip(headings, cells).map { ColumnText.text($1, of: table.columns[$0]) }
                lines.append("  \(names.joined(separator: " "), .strong)")
            }
            let margin = headings.isEmpty ? "  " : "    "
            if let name = texts.first {
                lines.append("\(margin)\(name.cells[index].trimmed, row.isTotal ? .strong : .plain)")
            }
            let figures = texts.dropFirst().filter { !$0.cells[index].trimmed.isEmpty }.map { text in
                // What belongs together stays on one line.
                "\(text.title.trimmed) \(text.cells[index].trimmed)".split(separator: " ").joined(
                    separator: "\u{A0}")
            }
            lines.append(ScreenLine("\(margin)  \(figures.joined(separator: " · "))", .quiet))
            lines += row.quotes.map { ScreenLine("\(margin)  “\($0)”", .quiet) }
        }
        return lines
    }

    /// The first rows, or of weeks the last, and the total.
    private var rows: [ReportTable.Row] {
        let rows = table.rows.filter { !$0.isTotal }
        return (isByTime ? rows.suffix(limit) : rows.prefix(limit)) + table.rows.filter(\.isTotal)
    }

    private var isByTime: Bool { table.columns.first?.id == Dimension.week.rawValue }

    private func rest(_ shown: [ReportTable.Row]) -> [ScreenLine] {
        let left = table.rows.count - shown.count
        guard left > 0 else { return [] }
        return [
            ScreenLine(
                "  \(left.grouped) \(isByTime ? "earlier" : "more"); --limit \(table.rows.count) shows all",
                .quiet)
        ]
    }

    /// Compares the rows: the longest is that of the greatest value.
    private func bar(_ column: Int, _ row: ReportTable.Row, _ shown: [ReportTable.Row], _ width: Int)
        -> String
    {
        guard !row.isTotal, let value = ReportTableWording.size(row.cells[column]) else { return "" }
        let greatest = shown.filter { !$0.isTotal }.compactMap { ReportTableWording.size($0.cells[column]) }
            .max()
        guard let greatest, greatest > 0 else { return "" }
        return bars.text(value / greatest, columns: width)
    }

    /// What a bar shows; nil for what is no size, and for shares of too few.
    static func size(_ cell: ReportTable.Cell) -> Double? {
        switch cell {
        case .count(let count): Double(count)
        case .share(let share), .rate(let share): share.percent == nil ? nil : share.fraction
        case .seconds(let value), .number(let value): value
        case .text, .grades: nil
        }
    }
}

/// One column as texts that line up.
private struct ColumnText {
    let column: Int
    let title: String
    let cells: [String]
    let width: Int
    let isText: Bool

    /// Without which it cannot be read: so many letters of a name, and a figure whole.
    var leastWidth: Int { isText ? min(width, 12) : width }

    init(_ table: ReportTable, _ index: Int, _ rows: [ReportTable.Row]) {
        column = index
        let column = table.columns[index]
        let values = rows.map { $0.cells[index] }
        let texts = ColumnText.aligned(values, column)
        let width = ([column.title] + texts).map(DisplayWidth.columns(of:)).max() ?? 0
        let isText = column.kind == .text
        self.isText = isText
        // Blanks behind a text would be cut with an ellipsis, as if something were missing.
        func fitted(_ text: String) -> String {
            isText
                ? text : String(repeating: " ", count: max(0, width - DisplayWidth.columns(of: text))) + text
        }
        title = fitted(column.title)
        cells = texts.map(fitted)
        self.width = width
    }

    /// The cells of one column, their parts in line with each other.
    private static func aligned(_ cells: [ReportTable.Cell], _ column: ReportTable.Column) -> [String] {
        // A blank and the longest of them; nothing where there is none.
        let percents = cells.map { $0.share?.percent.map { "\($0) %" } ?? "" }
        let percentWidth = (percents.map(\.count).max() ?? 0) + (percents.allSatisfy(\.isEmpty) ? 0 : 1)
        let ranges = cells.map(range)
        let rangeWidth = (ranges.map(\.count).max() ?? 0) + (ranges.allSatisfy(\.isEmpty) ? 0 : 1)
        let places = cells.map { decimals($0) }.max() ?? 0
        let digits =
            cells.flatMap { cell in
                if case .grades(let counts) = cell { counts.map { $0.grouped.count } } else { [Int]() }
            }.max() ?? 1
        return cells.enumerated().map { index, cell in
            switch cell {
            case .share(let share):
                let whole = column.showsWhole ? "/\(share.of.grouped)" : ""
                return share.count.grouped + whole + right(percents[index], percentWidth)
            case .rate(let share):
                return "\(share.count.grouped)/\(share.of.grouped)" + right(percents[index], percentWidth)
                    + right(ranges[index], rangeWidth)
            case .number(let value?):
                let text = number(value)
                let missing = places - decimals(cell)
                let point = missing > 0 && !text.contains(".") ? "." : ""
                return text + point + String(repeating: "0", count: missing)
            case .grades(let counts):
                return counts.map { right($0.grouped, digits) }.joined(separator: " ")
            default: return text(cell, of: column)
            }
        }
    }

    /// The interval of a rate in whole percent; empty where no percentage is taken.
    private static func range(_ cell: ReportTable.Cell) -> String {
        guard case .rate(let share) = cell, share.percent != nil, let interval = WilsonInterval(share) else {
            return ""
        }
        return "\(Int((interval.low * 100).rounded()))–\(Int((interval.high * 100).rounded()))"
    }

    static func text(_ cell: ReportTable.Cell, of column: ReportTable.Column) -> String {
        switch cell {
        case .text(let text): text ?? column.unknown
        case .count(let count): count.grouped
        case .seconds(let seconds):
            seconds.map { ValueWording.clock(milliseconds: Int64($0 * 1000)) } ?? column.unknown
        case .number(let value): value.map(number) ?? column.unknown
        case .share(let share), .rate(let share): share.count.grouped
        case .grades(let counts): counts.map(\.grouped).joined(separator: " ")
        }
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : "\(value)"
    }

    private static func decimals(_ cell: ReportTable.Cell) -> Int {
        guard case .number(let value?) = cell, let point = number(value).firstIndex(of: ".") else { return 0 }
        return number(value)[point...].count - 1
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

extension String {
    fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}

extension ReportTable.Cell {
    fileprivate var share: Share? {
        switch self {
        case .share(let share), .rate(let share): share
        default: nil
        }
    }
}
