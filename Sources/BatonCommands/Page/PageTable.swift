import Reporting

/// One table of a report on a page.
struct PageTable {
    var section: Report.Section
    /// What it is called for those who do not see where it stands.
    var caption: String
    /// Not where a picture above it shows them.
    var hasBars: Bool

    /// So many rows stand open; more of them are behind a fold, and the rest is left to the command line.
    private static let open = 15
    private static let most = 200

    func draw(on page: inout Markup) {
        let rows = section.table.rows.filter { !$0.isTotal }
        let totals = section.table.rows.filter(\.isTotal)
        let isByTime = section.table.columns.first?.id == Dimension.week.rawValue
        // Of weeks the latest are what is looked at.
        let folds = rows.count > PageTable.open + 5
        let shown = !folds ? rows[...] : isByTime ? rows.suffix(PageTable.open) : rows.prefix(PageTable.open)
        draw(shown + totals, caption, on: &page)
        guard folds else { return }
        let rest = isByTime ? rows.dropLast(PageTable.open) : rows.dropFirst(PageTable.open)
        let kept = isByTime ? rest.suffix(PageTable.most) : rest.prefix(PageTable.most)
        page.element("details", ["class": "more"]) { page in
            page.element("summary", "\(rest.count.grouped) \(isByTime ? "earlier" : "more")")
            draw(Array(kept), "\(caption), \(isByTime ? "earlier" : "continued")", on: &page)
            if kept.count < rest.count {
                page.element(
                    "p", ["class": "note"],
                    "\((rest.count - kept.count).grouped) more are left out here; --csv has all of them.")
            }
        }
    }

    private func draw(_ rows: [ReportTable.Row], _ caption: String, on page: inout Markup) {
        page.element(
            "div", ["class": "scroll", "role": "group", "tabindex": "0", "aria-label": caption]
        ) { page in
            page.element("table") { page in
                page.element("caption", caption)
                page.element("thead") { head(&$0) }
                for group in groups(rows) {
                    page.element("tbody") { page in
                        if let name = group.name {
                            page.element("tr", ["class": "group"]) {
                                $0.element("th", ["scope": "rowgroup", "colspan": "\(columns.count)"], name)
                            }
                        }
                        for row in group.rows { draw(row, &page) }
                    }
                }
            }
        }
    }

    /// Columns that rows are put together under have none of their own; who acts and how stands in the first table, and
    /// is not said again for each channel; a count that the share beside it says too is there for data alone.
    private var columns: [Int] {
        let columns = section.table.columns
        let isGrouped = columns.contains(where: \.isHeading)
        return columns.indices.filter { index in
            let column = columns[index]
            if column.isHeading || column.isWide && repeatsInNext(index) { return false }
            return !(isGrouped && column.isWide && column.kind == .text)
        }
    }

    private func repeatsInNext(_ index: Int) -> Bool {
        guard index + 1 < section.table.columns.count else { return false }
        return section.table.rows.allSatisfy { row in
            if case .count(let count) = row.cells[index], case .share(let share) = row.cells[index + 1] {
                count == share.count
            } else {
                false
            }
        }
    }

    private func groups(_ rows: [ReportTable.Row]) -> [(name: String?, rows: [ReportTable.Row])] {
        let headings = section.table.columns.indices.filter { section.table.columns[$0].isHeading }
        guard !headings.isEmpty else { return [(nil, rows)] }
        var groups: [(name: String?, rows: [ReportTable.Row])] = []
        for row in rows {
            let name = headings.map { index in
                if case .text(let text) = row.cells[index] {
                    text ?? section.table.columns[index].unknown
                } else {
                    ""
                }
            }
            .joined(separator: " ")
            if groups.last?.name == name {
                groups[groups.count - 1].rows.append(row)
            } else {
                groups.append((name, [row]))
            }
        }
        return groups
    }

    private func head(_ page: inout Markup) {
        page.element("tr") { page in
            for index in columns {
                let column = section.table.columns[index]
                page.element(
                    "th", ["scope": "col", "class": PageTable.isWords(column) ? "words" : "figure"],
                    column.title)
            }
        }
    }

    private static func isWords(_ column: ReportTable.Column) -> Bool { column.kind == .text }

    private func draw(_ row: ReportTable.Row, _ page: inout Markup) {
        page.element("tr", row.isTotal ? ["class": "total"] : [:]) { page in
            for (place, index) in columns.enumerated() {
                let column = section.table.columns[index]
                let name = PageTable.isWords(column) ? "words" : "figure"
                if place == 0 {
                    page.element("th", ["scope": "row", "class": name]) {
                        draw(row.cells[index], column, &$0)
                    }
                } else {
                    page.element("td", ["class": name]) { page in
                        draw(row.cells[index], column, &page)
                        if hasBars, column.hasBar, !row.isTotal { drawBar(index, row, &page) }
                    }
                }
            }
        }
        guard !row.quotes.isEmpty else { return }
        page.element("tr", ["class": "quotes"]) { page in
            page.element("td", ["colspan": "\(columns.count)"]) { page in
                for quote in row.quotes { page.element("q", ["dir": "auto"], quote) }
            }
        }
    }

    private func draw(_ cell: ReportTable.Cell, _ column: ReportTable.Column, _ page: inout Markup) {
        switch cell {
        case .text(let text):
            if let text {
                page.element("bdi", text)
            } else {
                page.element("span", ["class": "unknown"], column.unknown)
            }
        case .count(let count): page.text(count.grouped)
        case .share(let share):
            page.text(share.count.grouped + (column.showsWhole ? "/\(share.of.grouped)" : ""))
            if let percent = share.percent { draw(percent, &page) }
        case .rate(let share):
            page.text("\(share.count.grouped)/\(share.of.grouped)")
            if let percent = share.percent, let interval = WilsonInterval(share) {
                draw(percent, &page)
                page.text(" ")
                page.element(
                    "small",
                    "\(Int(interval.lowPercent.rounded()))–\(Int(interval.highPercent.rounded()))")
            }
        case .seconds(let value):
            page.text(value.map { ValueWording.clock(milliseconds: Int64($0 * 1000)) } ?? column.unknown)
        case .number(let value):
            page.text(value.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } ?? column.unknown)
        case .grades(let counts):
            page.text(counts.map(\.grouped).joined(separator: " · "))
        }
    }

    private func draw(_ percent: Int, _ page: inout Markup) {
        page.text(" ")
        page.element("b", "\(percent)\u{A0}%")
    }

    /// As long, beside the longest of the column, as the figure is great.
    private func drawBar(_ index: Int, _ row: ReportTable.Row, _ page: inout Markup) {
        let sizes = section.table.rows.filter { !$0.isTotal }.map {
            ReportTableWording.size($0.cells[index]) ?? 0
        }
        guard let size = ReportTableWording.size(row.cells[index]), let greatest = sizes.max(), greatest > 0
        else { return }
        page.element(
            "svg",
            ["class": "strip", "viewBox": "0 0 100 4", "preserveAspectRatio": "none", "aria-hidden": "true"]
        ) {
            $0.void("rect", ["class": "track", "width": "100", "height": "4"])
            $0.void(
                "rect", ["class": "bar", "width": Chart.number(size / greatest * 100), "height": "4"])
        }
    }
}
