import Foundation
import Qualification
import TestSupport
import Testing

@testable import BatonCommands
@testable import Reporting

/// Pages: whatever is in the data, they are well-formed, hold nothing but themselves, and say what they count.
struct ReportPageTests {
    private static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; --", "]]>", "&amp;",
        "\u{202E}gnol\u{202C} שלום", "a\u{0}b\u{1B}[31m", "<!--", "</style><b>",
        String(repeating: "Stock-out", count: 20),
    ]

    /// Leads of channels, campaigns and reps with hostile names, all turned down for hostile reasons.
    private struct Stories: FactsSource {
        func forEachLead(_ parts: CallParts, _ body: (LeadStory) throws -> Void) throws {
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

    private static func pages(_ styleDigest: String = "x") throws -> [String] {
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
            ).html(styleDigest: styleDigest),
            ReportPage(
                title: "Review", subtitle: "now", reports: [review.report()], made: "today"
            ).html(styleDigest: styleDigest),
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

    /// A page as the program makes it becomes a file that is its owner's alone, and replaces none.
    @Test func aPageBecomesAFileOfItsOwn() throws {
        let workplace = try Workplace()
        let file = workplace.folder.path + "/page.html"
        let made = try workplace.run("report", "html", "--output", file)
        #expect(made.ending == .exit(0), "\(made.errors)")
        let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        let again = try workplace.run("report", "html", "--output", file)
        #expect(again.ending == .exit(74) && again.errors.contains("already"))
    }

    @Test(arguments: [["html"], ["review", "--html"]])
    func aTerminalIsNoPlaceForAPage(arguments: [String]) throws {
        let workplace = try Workplace()
        let terminal = try PseudoTerminal(
            Workplace.program, ["report"] + arguments, environment: workplace.environment(),
            directory: workplace.folder.path, rows: 24, columns: 80)
        #expect(try terminal.waitForEnd() == .exit(64))
        #expect(terminal.screen.text.contains("--output report.html"))
        #expect(!terminal.screen.text.contains("<html"))
    }

    /// Pages in a real browser, in frames as wide as a telephone, a tablet and a desk: their style is applied under their
    /// own policy, and nothing of them is wider than the frame.
    @Test(.enabled(if: browser != nil, "no browser is installed"))
    func aBrowserShowsThemWithoutComplaint() throws {
        let workplace = try Workplace()
        let folder = workplace.folder.path
        let browser = try #require(Self.browser)
        var frames = ""
        for (number, html) in try Self.pages(PageFileOptions.styleDigest).enumerated() {
            try Data(html.utf8).write(to: URL(fileURLWithPath: "\(folder)/page\(number).html"))
            for width in [360, 800, 1600] {
                frames += "<iframe src='page\(number).html' width='\(width)' height='900'></iframe>"
            }
        }
        let harness = """
            <!DOCTYPE html><body>\(frames)<pre></pre><script>onload = () => {
            for (const frame of document.querySelectorAll('iframe')) {
              const page = frame.contentDocument.documentElement;
              const isStyled = getComputedStyle(frame.contentDocument.body).marginTop == '0px';
              const over = page.scrollWidth - page.clientWidth;
              document.querySelector('pre').append(`${frame.width}: ${isStyled ? 'styled' : 'bare'}, ${over} over;`);
            }
            }</script>
            """
        try Data(harness.utf8).write(to: URL(fileURLWithPath: "\(folder)/frames.html"))
        let shown = try PipedProgram.run(
            browser,
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0",
                "--allow-file-access-from-files", "--user-data-dir=\(folder)/browser", "--dump-dom",
                "file://\(folder)/frames.html",
            ], environment: workplace.environment(), directory: folder)
        #expect(shown.ending == .exit(0))
        #expect(!shown.errors.contains("CONSOLE") && !shown.errors.contains("Refused to"), "\(shown.errors)")
        let told = shown.output.components(separatedBy: "<pre>").last ?? ""
        for width in [360, 800, 1600] {
            #expect(told.components(separatedBy: "\(width): styled, 0 over;").count == 3, "\(told)")
        }
    }
}

extension ReportPageTests {
    /// What somebody reads from top to bottom: first what to change and who has to, last what the figures mean.
    @Test func aPageReadsLikeThis() {
        func table(_ id: String, _ title: String, _ rows: [(String, Int)], of whole: Int) -> Report.Section {
            let columns = [
                ReportTable.Column("stage", "stage", .text), .init("leads", "leads", .share, hasBar: true),
            ]
            let cells = rows.map { ReportTable.Row([.text($0.0), .share(Share($0.1, of: whole))]) }
            return Report.Section(id: id, title: title, table: ReportTable(columns: columns, rows: cells))
        }
        let funnel = Report(
            id: "funnel", title: "Funnel", question: "What becomes of leads?",
            answer: "Webinar brings 40 % of leads and no SQLs.", period: Period(calendar: Self.calendar),
            sections: [
                table(
                    "stages", "From hand-off to SQL", [("leads", 200), ("called", 180), ("SQL", 30)], of: 200)
            ], definitions: [.init("called", "at least once"), .share])
        let sla = Report(
            id: "sla", title: "SLA", question: "Who kept what?", answer: "Nobody can tell yet.",
            period: Period(calendar: Self.calendar), warnings: ["Few leads are old enough."],
            sections: [table("by-rep", "By rep", [], of: 0)], definitions: [.share])
        let findings = [
            Finding(
                subject: .channel("Webinar"), concern: 80, headline: "0 of 80 leads (0 %) became SQL.",
                change: "Spend less on Webinar"),
            Finding(
                subject: .promise(.attempts), concern: 20, headline: "Kept for 4 of 24 (17 %).",
                change: "Sales: call again whom nobody reached"),
            Finding(
                subject: .promise(.answer), concern: 12, headline: "Kept for 8 of 20 (40 %).",
                change: "Account executives: answer before silence does"),
        ]
        let html = ReportPage(
            title: "What became of leads", subtitle: "1 July to 30 September 2026", findings: findings,
            reports: [funnel, sla], made: "Made by Baton."
        ).html(styleDigest: "x")
        let body = html.replacing(#/^.*<body>/#.dotMatchesNewlines(), with: "")
        let text = body.replacing(#/<[^>]*>/#, with: "\n").replacing("\u{A0}", with: " ")
            .replacing("&#39;", with: "'").split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        #expect(text.joined(separator: "\n") == Self.golden)
    }

    private static let golden = """
        What became of leads
        1 July to 30 September 2026
        leads
        200
        called
        180
        90 % of leads
        SQL
        30
        15 % of leads
        What to change
        Marketing
        Spend less on Webinar.
        0 of 80 leads (0 %) became SQL.
        Funnel
        Sales
        Call again whom nobody reached.
        Kept for 4 of 24 (17 %).
        SLA
        Account executives
        Answer before silence does.
        Kept for 8 of 20 (40 %).
        SLA
        \(PageWording.choice)
        Funnel
        SLA
        What the figures mean
        Funnel
        What becomes of leads?
        Webinar brings 40 % of leads and no SQLs.
        From hand-off to SQL
        From hand-off to SQL
        leads: 200 · 100 %; called: 180 · 90 %; SQL: 30 · 15 %.
        leads
        200 · 100 %
        called
        180 · 90 %
        SQL
        30 · 15 %
        Funnel: From hand-off to SQL
        stage
        leads
        leads
        200
        100 %
        called
        180
        90 %
        SQL
        30
        15 %
        What these figures mean
        SLA
        Who kept what?
        Nobody can tell yet.
        Note: Few leads are old enough.
        What these figures mean
        What the figures mean
        Everywhere
        %
        \(Report.Definition.share.meaning)
        Funnel
        called
        at least once
        SLA
        Made by Baton.
        """

    /// What a page has to say is not behind a fold, which paper cannot open.
    @Test func everyFigureIsExplainedOnPaperToo() throws {
        let scope = ReportScope(
            period: Period(calendar: Self.calendar), calendar: Self.calendar, threshold: 60)
        let digest = try Stories().digest(scope)
        let reports = digest.reports(words: Stories().buyerWords)
        let html = try #require(try Self.pages().first)
        let unfolded = html.replacing(#/<details.*?</details>/#.dotMatchesNewlines(), with: "")
        for definition in reports.flatMap(\.definitions) {
            var page = Markup()
            page.element("dt", definition.term)
            page.element("dd", definition.meaning)
            let count = unfolded.components(separatedBy: page.html).count - 1
            #expect(count == 1, "\(definition.term) is explained \(count) times")
        }
        for report in reports { #expect(html.contains("href=\"#\(PageGlossary.id(of: report))\"")) }
        #expect(html.contains(".more:not([open]) summary::after"), "what is left out on paper is said there")
    }

    /// WCAG 2.2: 4.5 to 1 for text, in the light, in the dark and on paper.
    @Test func everyTextStandsOutFromItsBackground() throws {
        let sheet = PageStyle.sheet.description
        let schemes = sheet.matches(of: #/:root \{([^}]*--paper[^}]*)\}/#).map { String($0.1) }
        try #require(schemes.count == 3)
        for scheme in schemes {
            func luminance(_ name: String) throws -> Double {
                let match = try scheme.firstMatch(
                    of: Regex("--\(name): #([0-9a-f]+)", as: (Substring, Substring).self))
                var digits = String(try #require(match?.1))
                if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
                let value = try #require(Int(digits, radix: 16))
                let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { Double($0) / 255 }
                let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
                return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
            }
            let paper = try luminance("paper")
            for name in ["ink", "quiet", "accent", "alert"] {
                let text = try luminance(name)
                let ratio = (max(text, paper) + 0.05) / (min(text, paper) + 0.05)
                #expect(ratio >= 4.5, "\(name): \(ratio)")
            }
        }
    }

    @Test func aPictureOfTooFewIsLeftOut() {
        func section(_ counts: [(Int, Int)]) -> Report.Section {
            let rows = counts.map { ReportTable.Row([.text("sam"), .rate(Share($0.0, of: $0.1))]) }
            let columns = [
                ReportTable.Column("rep", "rep", .text), .init("tooHigh", "too high", .rate, hasBar: true),
            ]
            return Report.Section(
                id: "by-rep", title: "By rep", table: ReportTable(columns: columns, rows: rows))
        }
        let report = Report(
            id: "grading", title: "Grading", question: "", answer: "", period: Period(calendar: Self.calendar)
        )
        #expect(ReportChart(section([(1, 4), (0, 11)]), of: report) == nil)
        #expect(ReportChart(section([(1, 4), (2, 12)]), of: report) != nil)
    }

    /// Every picture says in words what it shows, and what somebody cannot see is nowhere else alone.
    @Test func everyPictureIsNamedOrHidden() throws {
        for html in try Self.pages() {
            let pictures = html.matches(of: #/<svg ([^>]*)>/#).map { String($0.1) }
            #expect(!pictures.isEmpty || !html.contains("<figure"))
            for picture in pictures {
                let isNamed = picture.contains("role=\"img\"") && picture.contains("aria-labelledby=")
                #expect(isNamed != picture.contains("aria-hidden=\"true\""), "\(picture)")
            }
        }
    }
}
