import Conversation
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

    private static func list(_ findings: [Finding]) -> [ScreenLine] {
        guard !findings.isEmpty else { return [] }
        var lines: [ScreenLine] = ["", "\("What to change", .strong)"]
        for owner in Finding.Owner.allCases {
            let own = findings.filter { $0.owner == owner }
            guard !own.isEmpty else { continue }
            lines.append("  \(PageWording.name(owner))")
            for finding in own.prefix(ReportPage.mostFindings) {
                lines.append("    \(PageWording.change(finding))")
                lines.append(ScreenLine("      \(finding.headline)", .quiet))
            }
        }
        return lines
    }

    /// There are no calls `of` a rep, or `under` a checklist.
    static func unknown(_ name: String, _ what: String, among names: [String]) -> Failure {
        let near = names.filter { editDistance($0.lowercased(), name.lowercased()) <= 2 }
        let said = (near.isEmpty ? names : near).prefix(12).joined(separator: ", ")
        return Failure(
            .noInput, "baton: there are no calls \(what) \(name)",
            names.isEmpty
                ? "  There are no calls yet: baton call holds the first."
                : near.isEmpty ? "  There are calls \(what): \(said)." : "  Did you mean \(said)?")
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

    /// The answer once more, below tables that have pushed it off the screen.
    var end: [ScreenLine] { ["", "\(report.answer, .strong)"] }

    /// The reports that there are, each with its question and its answer, and what has to change.
    static func list(_ reports: [Report], _ findings: [Finding]) -> [ScreenLine] {
        var lines: [ScreenLine] = []
        for report in reports {
            if !lines.isEmpty { lines.append("") }
            lines.append("\(report.id, .strong)  \(report.question, .quiet)")
            lines.append("  \(report.answer)")
        }
        lines += list(findings)
        return lines + [
            "",
            ScreenLine(
                "baton report funnel shows the first, and so on; baton report html makes a page of all.",
                .quiet),
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
