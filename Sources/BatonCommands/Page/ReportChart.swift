import Reporting

/// Which picture goes with which table.
enum ReportChart {
    /// So many rows are drawn; the table has all of them.
    private static let most = 12

    case rows(Chart)
    case weeks(WeekChart)

    /// Nil where the bars in the table say it all, or where there is too little to draw.
    init?(_ section: Report.Section, of report: Report) {
        let rows = section.table.rows.filter { !$0.isTotal }
        guard !rows.isEmpty else { return nil }
        switch (report.id, section.id) {
        case ("funnel", "stages"): self = .rows(ReportChart.bars(section, "stage", "leads"))
        case ("reasons", "reasons"): self = .rows(ReportChart.pareto(section))
        case ("calibration", "bands"):
            var chart = ReportChart.points(section, "score", "sql")
            chart.marks = ReportChart.thresholds(report, section)
            self = .rows(chart)
        case ("friction", "questions"): self = .rows(ReportChart.bars(section, "question", "unanswered"))
        case ("friction", "elements"): self = .rows(ReportChart.bars(section, "element", "failed"))
        case ("grading", "by-rep"):
            var chart = ReportChart.points(section, "rep", "tooHigh")
            let team = section.table.rows.first(where: \.isTotal).flatMap { section.share("tooHigh", $0) }
            if let team, let percent = team.percent { chart.usual = ("team \(percent) %", team.fraction) }
            self = .rows(chart)
        case ("sla", "by-week"):
            guard rows.count > 1 else { return nil }
            self = .weeks(
                WeekChart(
                    title:
                        "First touch in time, by the week of the hand-off; weeks of fewer than twelve leads are left out",
                    weeks: rows.suffix(53).map { row in
                        .init(
                            name: section.text("week", row) ?? "–",
                            share: section.share("firstTouch", row) ?? Share(0, of: 0))
                    }))
        default: return nil
        }
        if isEmpty { return nil }
    }

    private var isEmpty: Bool {
        switch self {
        case .rows(let chart): chart.isEmpty
        case .weeks(let chart): chart.isEmpty
        }
    }

    func draw(_ id: String, on page: inout Markup) {
        switch self {
        case .rows(let chart): chart.draw(id, on: &page)
        case .weeks(let chart): chart.draw(id, on: &page)
        }
    }

    private static func rows(_ section: Report.Section) -> ArraySlice<ReportTable.Row> {
        section.table.rows.filter { !$0.isTotal }.prefix(most)
    }

    private static func bars(_ section: Report.Section, _ name: String, _ value: String) -> Chart {
        Chart(
            title: section.title,
            rows: rows(section).map { row in
                let share = section.share(value, row) ?? Share(0, of: 0)
                return Chart.Row(
                    name: section.text(name, row) ?? section.unknown(name),
                    value: share.percent == nil ? nil : share.fraction, figures: figures(share))
            })
    }

    private static func pareto(_ section: Report.Section) -> Chart {
        Chart(
            title: "\(section.title): each reason, and how much it takes with those above it",
            caption: "Bars: of the leads turned down. Line: together with the reasons above.",
            rows: rows(section).map { row in
                let share = section.share("share", row) ?? Share(0, of: 0)
                let hasPercent = share.percent != nil
                return Chart.Row(
                    name: section.text("reason", row) ?? section.unknown("reason"),
                    value: hasPercent ? share.fraction : nil,
                    upToHere: hasPercent ? section.share("upToHere", row)?.fraction : nil,
                    figures: figures(share))
            })
    }

    private static func points(_ section: Report.Section, _ name: String, _ value: String) -> Chart {
        Chart(
            title: "\(section.title), with the interval in which the true rate lies",
            caption: "Dot: the share. Line: where the true rate lies, with 95 % confidence.",
            rows: rows(section).map { row in
                let share = section.share(value, row) ?? Share(0, of: 0)
                let hasPercent = share.percent != nil
                return Chart.Row(
                    name: section.text(name, row) ?? section.unknown(name),
                    value: hasPercent ? share.fraction : nil,
                    interval: hasPercent ? WilsonInterval(share) : nil,
                    figures: "\(share.count.grouped)/\(share.of.grouped)"
                        + (share.percent.map { " · \($0) %" } ?? ""))
            }, hasPoints: true)
    }

    private static func figures(_ share: Share) -> String {
        share.count.grouped + (share.percent.map { " · \($0) %" } ?? " of \(share.of.grouped)")
    }

    /// Where the thresholds lie among the bands.
    private static func thresholds(_ report: Report, _ bands: Report.Section) -> [Chart.Mark] {
        guard let section = report.sections.first(where: { $0.id == "thresholds" }) else { return [] }
        let lows = rows(bands).map { bands.text("score", $0).flatMap { Int($0.prefix { $0.isNumber }) } }
        return section.table.rows.compactMap { row in
            guard case .count(let threshold)? = section.cell("threshold", row),
                let which = section.text("which", row),
                let index = lows.lastIndex(where: { $0.map { $0 <= threshold } ?? false }),
                let low = lows[index]
            else { return nil }
            let high = index + 1 < lows.count ? lows[index + 1] ?? threshold + 10 : low + 10
            let part = min(0.95, Double(threshold - low) / Double(max(1, high - low)))
            return Chart.Mark(
                row: Double(index) + part, name: "\(which): from \(threshold)", isMain: which == "best")
        }
    }
}

extension Report.Section {
    func cell(_ column: String, _ row: ReportTable.Row) -> ReportTable.Cell? {
        table.columns.firstIndex { $0.id == column }.map { row.cells[$0] }
    }

    func share(_ column: String, _ row: ReportTable.Row) -> Share? {
        switch cell(column, row) {
        case .share(let share), .rate(let share): share
        default: nil
        }
    }

    func text(_ column: String, _ row: ReportTable.Row) -> String? {
        if case .text(let text) = cell(column, row) { text } else { nil }
    }

    func unknown(_ column: String) -> String { table.columns.first { $0.id == column }?.unknown ?? "–" }
}
