import LineEditor
import Qualification
import Reporting

/// A report on the screen: the answer first, then tables with bars.
struct ReportWording {
    var report: Report
    var width: Int
    /// How many rows of a table are shown.
    var limit: Int
    /// Whether the figures are explained.
    var explains: Bool
    var bars = Bars()

    var lines: [ScreenLine] {
        var lines: [ScreenLine] = ["\(report.answer, .strong)"]
        lines.append(ScreenLine("\(report.title), \(ReportWording.text(report.period))", .quiet))
        lines += report.warnings.map { ScreenLine($0, .weak) }
        for section in report.sections {
            let table = ReportTableWording(section: section, limit: limit, bars: bars).lines(width: width)
            guard !table.isEmpty else { continue }
            lines += ["", "\(section.title, .strong)"]
            lines += section.notes.map { ScreenLine("  \($0)", .quiet) }
            lines += table
        }
        if explains {
            lines += ["", "\("What the figures mean", .strong)"]
            lines += report.definitions.map { "  \($0.term, .strong): \($0.meaning)" }
        }
        return lines
    }

    /// Whose calls the figures are of, where not everybody's.
    static func only(_ options: ReportScopeOptions) -> [String] {
        var whose: [String] = []
        if let rep = options.rep { whose.append("of \(rep)") }
        if let checklist = options.checklist { whose.append("under \(checklist)") }
        return whose.isEmpty ? [] : ["Only calls \(whose.joined(separator: " ")), and leads with such."]
    }

    static func text(_ period: Period) -> String {
        switch (period.since, period.until) {
        case (let since?, let until?): since == until ? "on \(since)" : "from \(since) to \(until)"
        case (let since?, nil): "from \(since) on"
        case (nil, let until?): "up to \(until)"
        case (nil, nil): "of all time"
        }
    }

    /// The reports that there are, each with its question and its answer.
    static func list(_ reports: [Report]) -> [ScreenLine] {
        var lines: [ScreenLine] = []
        for report in reports {
            if !lines.isEmpty { lines.append("") }
            lines.append("\(report.id, .strong)  \(report.question, .quiet)")
            lines.append("  \(report.answer)")
        }
        return lines + [
            "",
            ScreenLine("baton report funnel shows the first; --explain says what each figure means.", .quiet),
        ]
    }
}

/// Bars out of blocks, or of number signs where the character set has no blocks.
struct Bars {
    var hasBlocks = Bars.hasBlocks(Environment.all)
    static let longest = 20
    static let shortest = 6

    /// A bar for a part of the longest one, never longer than `columns`.
    func text(_ part: Double, columns: Int) -> String {
        let size = max(0, min(1, part)) * Double(columns)
        guard hasBlocks else { return String(repeating: "#", count: Int(size.rounded())) }
        let eighths = Int((size * 8).rounded())
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + rest
    }

    /// Whether the locale of an environment can show them; one that names none is taken for one that can.
    static func hasBlocks(_ environment: [String: String]) -> Bool {
        let set = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        guard let set else { return true }
        let letters = set.lowercased().filter { $0 != "-" }
        return letters.hasSuffix("utf8") || letters.contains("utf8@")
    }
}
