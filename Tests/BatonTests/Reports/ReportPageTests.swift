import Foundation
import Qualification
import Reporting
import TestSupport
import Testing

@testable import BatonCommands

/// Pages: whatever is in the data, they are well-formed, hold nothing but themselves, and say what they count.
struct ReportPageTests {
    private static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; --", "]]>", "&amp;",
        "\u{202E}gnol\u{202C} שלום", "a\u{0}b\u{1B}[31m", "<!--", "</style><b>",
    ]

    /// Leads of channels, campaigns and reps with hostile names, all turned down for hostile reasons.
    private struct Stories: FactsSource {
        func forEachLead(_ parts: FactParts, _ body: (LeadStory) throws -> Void) throws {
            for number in 0..<180 {
                let start = Instant(milliseconds: 1_790_000_000_000 + Int64(number) * 60_000)
                let name = hostile[number % hostile.count]
                let verdict: Verdict = number % 5 == 0 ? .salesQualified : .recycled
                let id = "\(start.compact)-00000000"
                let call = CallFacts(
                    id: id, leadID: "\(number)", rep: name, channel: name, campaign: name,
                    score: number % 100,
                    startedAt: start, connectedAt: start, utcOffset: UTCOffset(minutes: 0), checklist: name,
                    checklistVersion: name, verdict: verdict, proposed: .recycled,
                    isOverridden: verdict == .salesQualified,
                    reason: verdict == .recycled ? ReasonReference(code: name, sub: name) : nil,
                    decidedAt: start,
                    elements: [
                        ElementFacts(id: name, grade: .stated, bar: .stated, state: .confirmed),
                        ElementFacts(id: "need", grade: .vague, bar: .stated, state: .weak),
                    ],
                    questions: [
                        QuestionFacts(
                            key: QuestionKey(element: name, question: name), isAsked: true, isDodged: true,
                            milliseconds: 9_000)
                    ])
                try body(
                    LeadStory(
                        lead: LeadFacts(
                            id: "\(number)", channel: name, campaign: name, score: number % 100,
                            handedOverAt: start), calls: [call],
                        handOffs: verdict == .salesQualified
                            ? [HandOffFacts(call: id, rep: name, decision: .rejected, reason: name)] : []))
            }
        }

        func buyerWords(ofCall id: String) -> [String] { ["“\(hostile[id.count % hostile.count])” \(id)"] }
    }

    private static let calendar = LocalCalendar(.utc)

    private static func pages() throws -> [String] {
        let scope = ReportScope(period: Period(calendar: calendar), calendar: calendar, threshold: 60)
        let digest = try Stories().digest(scope)
        let reports = digest.reports(words: Stories().buyerWords)
        let now = Period(
            since: LocalDay("2026-09-01"), until: LocalDay("2026-09-30"), calendar: calendar)
        let before = try #require(now.periodBefore(calendar))
        let review = try Stories().review(
            ReportScope(period: now, calendar: calendar, threshold: 60), before: before)
        return [
            ReportPage(
                title: "Leads", subtitle: hostile[0], findings: digest.findings, reports: reports,
                made: "today"
            ).html(styleDigest: "x"),
            ReportPage(
                title: "Review", subtitle: "now", reports: [review.report()], made: "today"
            ).html(styleDigest: "x"),
        ]
    }

    @Test func textFromOutsideStaysText() throws {
        for html in try Self.pages() {
            #expect(!html.contains("<script") && !html.contains("<img"))
            #expect(!html.contains("\u{202E}") && !html.contains("\u{0}") && !html.contains("\u{1B}"))
            #expect(html.components(separatedBy: "</style>").count == 2)
        }
        let all = try #require(try Self.pages().first)
        #expect(all.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && all.contains("&lt;U+202E&gt;gnol"))
        #expect(all.contains("&amp;amp;") && all.contains("שלום"))
    }

    @Test func aPageNeedsNothingButItself() throws {
        for html in try Self.pages() {
            #expect(html.contains("default-src &#39;none&#39;; style-src &#39;sha256-x&#39;"))
            for forbidden in [
                "http:", "https:", "//", "src=", "url(", "@import", "<link", "style=", "<iframe",
            ] {
                let outside = html.replacingOccurrences(of: "img src=x", with: "")
                #expect(!outside.contains(forbidden), "\(forbidden)")
            }
        }
    }

    @Test func pagesAreWellFormedAndEveryIDIsThereOnce() throws {
        for html in try Self.pages() {
            let body = html.replacingOccurrences(of: "<!DOCTYPE html>\n", with: "")
            let check = try PipedProgram.run(
                "/usr/bin/env",
                [
                    "python3", "-c",
                    """
                    import sys, xml.etree.ElementTree as tree
                    root = tree.fromstring(sys.stdin.read())
                    ids = [e.get('id') for e in root.iter() if e.get('id')]
                    assert len(ids) == len(set(ids)), ids
                    for e in root.iter():
                        for name in (e.get('aria-labelledby') or '').split(): assert name in ids, name
                        if (e.get('href') or '').startswith('#'): assert e.get('href')[1:] in ids, e.get('href')
                    level = 0
                    for e in root.iter():
                        if e.tag in ('h1', 'h2', 'h3'):
                            assert int(e.tag[1]) <= level + 1, 'a heading is skipped'
                            level = int(e.tag[1])
                    for table in root.iter('table'):
                        assert table.find('caption') is not None
                        assert all(th.get('scope') for th in table.iter('th'))
                    """,
                ], input: Array(body.utf8), environment: ProcessInfo.processInfo.environment)
            #expect(check.ending == .exit(0), "\(check.errors)")
        }
    }

    /// Figures in cells and findings: of a percentage the counts stand before it.
    @Test func countsStandBesideEveryPercentageOfATable() throws {
        for html in try Self.pages() {
            let bare = html.matches(of: #/<(td|th)[^>]*>\s*<b>/#)
            #expect(bare.isEmpty)
            let headlines = html.matches(of: #/<p class="headline">([^<]*)/#).map { String($0.1) }
            #expect(!headlines.isEmpty)
            for headline in headlines where headline.contains("%") {
                #expect(headline.contains(#/\d of \d/#), "\(headline)")
            }
        }
    }

    @Test func ofNothingThereIsStillAPage() throws {
        let scope = ReportScope(period: Period(calendar: Self.calendar), calendar: Self.calendar)
        let digest = Digest(scope)
        let html = ReportPage(
            title: "Leads", subtitle: "All time", findings: digest.findings,
            reports: digest.reports { _ in [] }, made: "today"
        ).html(styleDigest: "x")
        #expect(html.contains("Nothing stands out that these counts support"))
        #expect(!html.contains("<svg") && !html.contains("NaN") && !html.contains("inf"))
    }
}

extension ReportPageTests {
    /// The browser that is installed, if any.
    private static let browser = ["/usr/bin/chromium", "/usr/bin/google-chrome"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// A page as the program makes it, in a real browser: its style is applied under its own policy, and nothing runs
    /// over at any width.
    @Test(.enabled(if: browser != nil, "no browser is installed"), arguments: [400, 800, 1600])
    func aBrowserShowsItWithoutComplaint(width: Int) throws {
        let workplace = try Workplace()
        let file = workplace.folder.path + "/page.html"
        let made = try PipedProgram.run(
            Workplace.program, ["report", "html", "--output", file], environment: workplace.environment(),
            directory: workplace.folder.path)
        #expect(made.ending == .exit(0), "\(made.errors)")
        let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        let again = try PipedProgram.run(
            Workplace.program, ["report", "html", "--output", file], environment: workplace.environment(),
            directory: workplace.folder.path)
        #expect(again.ending == .exit(74) && again.errors.contains("already"))
        let browser = try #require(Self.browser)
        let shown = try PipedProgram.run(
            browser,
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0",
                "--user-data-dir=\(workplace.folder.path)/browser", "--window-size=\(width),900",
                "--dump-dom",
                "file://\(file)",
            ], environment: workplace.environment(), directory: workplace.folder.path)
        #expect(shown.ending == .exit(0) && shown.output.contains("What to change"))
        #expect(!shown.errors.contains("CONSOLE") && !shown.errors.contains("Refused to"), "\(shown.errors)")
    }
}
