import LineEditor
import Reporting

/// A review on the screen: the answer, what is to be decided, and the tables that it comes from.
struct ReviewWording {
    var report: Report
    var width: Int
    /// How many rows of a table are shown.
    var limit: Int
    /// Whether the figures are explained.
    var explains: Bool

    var lines: [ScreenLine] {
        var tables = report
        tables.sections.removeAll { $0.id == Review.worksheet }
        return ReportWording(report: tables, width: width, limit: limit, explains: explains).lines + worksheet
    }

    /// Last, so that a terminal shows it without scrolling.
    private var worksheet: [ScreenLine] {
        guard let section = report.sections.first(where: { $0.id == Review.worksheet }) else { return [] }
        var lines: [ScreenLine] = ["", "\(section.title, .strong)"]
        if section.table.rows.isEmpty { return lines + ["  Nothing that these counts support."] }
        for (index, row) in section.table.rows.enumerated() {
            let number = index + 1 < 10 ? " \(index + 1)" : "\(index + 1)"
            lines.append("  \(number). \(section.text("question", row) ?? "", .strong)")
            lines.append("      \(section.text("point", row) ?? "")")
            lines.append(ScreenLine("      \(ReviewWording.evidence(section, row))", .quiet))
        }
        return lines
    }

    /// `before 12 of 340 (4 %), now 40 of 380 (11 %): up`.
    static func evidence(_ section: Report.Section, _ row: ReportTable.Row) -> String {
        let figures = ["before", "now"].map { column in
            let share = section.share(column, row) ?? Share(0, of: 0)
            let percent = share.percent.map { " (\($0) %)" } ?? ""
            return "\(column) \(share.count.grouped) of \(share.of.grouped)\(percent)"
        }
        let change = section.text("change", row) ?? ""
        let tooFew = Change.Direction.tooFew.rawValue
        return
            "\(figures.joined(separator: ", ")): \(change == tooFew ? "\(tooFew) to call it a change" : change)"
    }
}
