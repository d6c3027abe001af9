import Qualification
import Reporting
import Testing

@testable import BatonCommands

/// Reports as they stand on the screen.
@Suite struct ReportScreenTests {
    private static func report(_ table: ReportTable, definitions: [Report.Definition] = []) -> Report {
        Report(
            id: "reasons", title: "Reasons", question: "Why?", answer: "Timing is why.",
            period: Period(since: LocalDay("2026-07-01"), calendar: LocalCalendar(.utc)),
            warnings: ["Mind this."], sections: [.init(id: "reasons", title: "All of them", table: table)],
            definitions: definitions)
    }

    private static func lines(
        _ table: ReportTable, width: Int = 80, limit: Int = 10, hasBlocks: Bool = true
    ) -> String {
        let wording = ReportWording(
            report: report(table), width: width, limit: limit, explains: false,
            bars: Bars(hasBlocks: hasBlocks))
        return wording.lines.map { $0.plain.trimmed }.joined(separator: "\n")
    }

    private static let shares = ReportTable(
        columns: [
            .init("channel", "channel", .text, unknown: "no channel"), .init("leads", "leads", .count),
            .init("sql", "SQL", .share, hasBar: true), .init("rate", "rate", .rate),
            .init("grade", "grade", .number), .init("secret", "secret", .count, isWide: true),
        ],
        rows: [
            .init(
                [
                    .text("Webinar"), .count(1204), .share(Share(301, of: 1204)), .rate(Share(12, of: 30)),
                    .number(2.5), .count(1),
                ], quotes: ["under contract"]),
            .init([
                .text(nil), .count(40), .share(Share(5, of: 40)), .rate(Share(2, of: 9)), .number(2.25),
                .count(1),
            ]),
            .init([
                .text("Fair"), .count(3), .share(Share(1, of: 3)), .rate(Share(0, of: 0)), .number(nil),
                .count(1),
            ]),
            .init(
                [
                    .text("all"), .count(1247), .share(Share(307, of: 1247)), .rate(Share(14, of: 39)),
                    .number(3), .count(3),
                ], isTotal: true),
        ])

    @Test func countsStandBesideEveryPercentageAndBarsCompareTheRows() {
        #expect(
            Self.lines(Self.shares) == """
                Timing is why.
                Reasons, from 2026-07-01 on
                Mind this.

                All of them
                  channel     leads       SQL                                    rate  grade
                  Webinar     1,204  301 25 %  ████████████████████  12/30 40 % 25–58   2.50
                    “under contract”
                  no channel     40    5 13 %  ██████████              2/9              2.25
                  Fair            3    1                               0/0                 –
                  all         1,247  307 25 %                        14/39 36 % 23–52   3.00
                """)
    }

    @Test func withoutBlocksThereAreNumberSigns() {
        let lines = Self.lines(Self.shares, hasBlocks: false)
        #expect(lines.contains("25 %  ####################  12/30"))
        #expect(lines.contains("13 %  ##########         "))
        #expect(
            Bars.hasBlocks(["LANG": "C"]) == false && Bars.hasBlocks(["LC_ALL": "de_DE.ISO-8859-1"]) == false)
        #expect(Bars.hasBlocks([:]) && Bars.hasBlocks(["LANG": "C.UTF-8"]))
        #expect(Bars.hasBlocks(["LC_ALL": "", "LANG": "pt_PT.utf8@euro"]))
        #expect(Bars.hasBlocks(["LC_ALL": "C", "LANG": "C.UTF-8"]) == false, "LC_ALL goes before LANG")
    }

    @Test(arguments: [20, 40, 60, 80, 120])
    func nothingIsWiderThanTheScreen(width: Int) {
        let lines = Self.lines(Self.shares, width: width).split(separator: "\n")
        #expect(lines.dropFirst(4).allSatisfy { $0.count <= max(width, 44) })
        #expect(lines.contains { $0.contains("█") } == (width >= 80))
    }

    @Test func aLongNameIsCutAndAFigureNeverIs() {
        let table = ReportTable(
            columns: [
                .init("campaign", "campaign", .text), .init("leads", "leads", .count),
                .init("sql", "SQL", .share, hasBar: true), .init("rate", "in time", .rate),
            ],
            rows: [
                .init([
                    .text("Stock-out checklist for operations leaders"), .count(1204),
                    .share(Share(301, of: 1204)), .rate(Share(12, of: 30)),
                ]), .init([.text("Guide"), .count(12), .share(Share(5, of: 12)), .rate(Share(2, of: 9))]),
            ])
        #expect(
            Self.lines(table, width: 60).hasSuffix(
                """
                  campaign                 leads       SQL           in time
                  Stock-out checklist fo…  1,204  301 25 %  12/30 40 % 25–58
                  Guide                       12    5 42 %    2/9
                """), "nothing behind “Guide” is left out")
        #expect(
            Self.lines(table, width: 40).hasSuffix(
                """
                  Stock-out checklist for operations
                    leaders
                    leads 1,204 · SQL 301 25 % ·
                      in time 12/30 40 % 25–58
                  Guide
                    leads 12 · SQL 5 42 % · in time 2/9
                """))
        for width in 24...100 {
            let text = Self.lines(table, width: width).replacing("\n", with: " ").split(separator: " ")
            #expect(text.contains("12/30") && text.contains("25–58") && text.contains("1,204"), "\(width)")
        }
    }

    @Test func aPercentSignStaysWithItsFigure() {
        let line: ScreenLine = "timing fails most, in 459 of 578 conversations (79 %)."
        let rows = LineWrapping.rows(of: line, width: 50).map(\.plain)
        #expect(rows == ["timing fails most, in 459 of 578 conversations ", "  (79 %)."])
        #expect(LineWrapping.rows(of: line, width: 51).map(\.plain) == rows)
    }

    @Test func rowsThatBelongTogetherStandUnderTheirHeading() {
        let table = ReportTable(
            columns: [
                .init("channel", "channel", .text, isHeading: true, unknown: "no channel"),
                .init("reason", "reason", .text), .init("leads", "leads", .count, hasBar: true),
            ],
            rows: [
                .init([.text("Webinar"), .text("timing"), .count(4)]),
                .init([.text("Webinar"), .text("no-fit"), .count(2)]),
                .init([.text(nil), .text("other"), .count(1)]),
            ])
        #expect(
            Self.lines(table).hasSuffix(
                """
                    reason  leads
                  Webinar
                    timing      4  ████████████████████
                    no-fit      2  ██████████
                  no channel
                    other       1  █████
                """))
        #expect(
            Self.lines(table, limit: 1).hasSuffix(
                """
                    timing      4  ████████████████████
                  2 more; --limit 3 shows all
                """))
    }

    @Test func ofWeeksTheLastAreShown() {
        let table = ReportTable(
            columns: [.init("week", "week", .text), .init("leads", "leads", .count)],
            rows: ["2026-W01", "2026-W02", "2026-W03"].map { .init([.text($0), .count(1)]) })
        let lines = Self.lines(table, limit: 2)
        #expect(lines.contains("W03") && lines.contains("W02") && !lines.contains("W01"))
        #expect(lines.hasSuffix("1 earlier; --limit 3 shows all"))
    }

    @Test func aTableWithoutRowsIsLeftOut() {
        let empty = ReportTable(
            columns: [.init("a", "a", .text)], rows: [.init([.text("all")], isTotal: true)])
        #expect(!Self.lines(empty).contains("All of them"))
    }

    @Test func aDifferenceBelowZeroIsANumberInASpreadsheet() {
        let table = ReportTable(
            columns: [.init("what", "what", .text), .init("points", "points", .number)],
            rows: [.init([.text("-5"), .number(-5)])])
        let csv = String(decoding: ReportData(report: Self.report(table)).csv, as: UTF8.self)
        #expect(csv.contains(",'-5,-5.0,no\r\n"), "\(csv)")
    }

    @Test func whatCameFromOutsideIsHarmless() {
        let hostile = "Web\u{1B}[31minar\u{202E}"
        let table = ReportTable(
            columns: [.init("channel", "channel", .text, isHeading: true), .init("reason", "reason", .text)],
            rows: [.init([.text(hostile), .text(hostile)], quotes: [hostile])])
        var report = Self.report(table, definitions: [.init(hostile, hostile)])
        report.answer = hostile
        let wording = ReportWording(report: report, width: 80, limit: 10, explains: true)
        let text = wording.lines.map { $0.rendered(escapes: false) }.joined()
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
        #expect(text.contains("Web␛[31minar<U+202E>"))
    }
}

extension String {
    /// Without the blanks at its end.
    fileprivate var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
