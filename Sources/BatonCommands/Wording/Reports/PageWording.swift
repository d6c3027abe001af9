import Qualification
import Reporting

/// What is said on a page beside the reports, and about the file that it became.
enum PageWording {
    static let title = "What became of marketing's leads"

    /// The period, and whose calls where not everybody's.
    static func subtitle(_ options: ReportScopeOptions, _ period: Period) -> String {
        var text = PageWording.period(period)
        if let rep = options.rep { text += "; calls of \(rep)" }
        if let checklist = options.checklist { text += "; calls under \(checklist)" }
        return text
    }

    static let reviewTitle = "Review of marketing's leads"

    static func subtitle(_ options: ReportScopeOptions, _ period: Period, before: Period) -> String {
        "\(subtitle(options, period)), beside \(PageWording.period(before))"
    }

    static func made(on day: LocalDay) -> String {
        "Made by Baton on \(date(day)). All days are those of the workspace's time zone. This page holds buyers' words and names of people who work here: pass it on with care."
    }

    static let choice =
        "What concerns most leads comes first, then SQLs, then conversations. Only what a dozen cases or more bear out is listed, and where one is set against others, only what chance does not explain."

    /// Over definitions that all reports share.
    static let everywhere = "Everywhere"

    /// Who has to change something.
    static func name(_ owner: Finding.Owner) -> String {
        switch owner {
        case .marketing: "Marketing"
        case .sales: "Sales"
        case .accountExecutives: "Account executives"
        case .checklist: "Checklist"
        }
    }

    /// What to change, under the name of who has to, which is not said again.
    static func change(_ finding: Finding) -> String {
        let owner = "\(name(finding.owner)): "
        guard finding.change.hasPrefix(owner) else { return "\(finding.change)." }
        let change = finding.change.dropFirst(owner.count)
        return "\(change.prefix(1).uppercased())\(change.dropFirst())."
    }

    /// `1 July to 30 September 2026`.
    static func period(_ period: Period) -> String {
        switch (period.since, period.until) {
        case (let since?, let until?):
            guard since != until else { return date(until) }
            let isOneYear = since.year == until.year
            return "\(isOneYear ? dayAndMonth(since) : date(since)) to \(date(until))"
        case (let since?, nil): return "From \(date(since)) on"
        case (nil, let until?): return "Up to \(date(until))"
        case (nil, nil): return "All time"
        }
    }

    static func date(_ day: LocalDay) -> String { "\(dayAndMonth(day)) \(day.year)" }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    private static func dayAndMonth(_ day: LocalDay) -> String { "\(day.day) \(months[day.month - 1])" }

    static func beginsLater(_ day: LocalDay) -> Failure {
        Failure(.usage, "baton: \(day) is still to come", "  Give a day that is past, as --since.")
    }

    // MARK: The file

    static var onTerminal: Failure {
        Failure(
            .usage, "baton: a page is for a browser: it goes into a file",
            "  --output report.html makes one that only you can read.")
    }

    static func noFile(_ path: String) -> Failure {
        Failure(.usage, "baton: --output takes the name of a file, not “\(path)”")
    }

    static func taken(_ path: String) -> Failure {
        Failure(
            .cannotWrite, "baton: there is a file \(path) already",
            "  Nothing was written. Choose another name, or remove that file first.")
    }

    static func written(_ path: String) -> [ScreenLine] { ["Written: \(path)"] }
}
