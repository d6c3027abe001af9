import Qualification
import Reporting
import Testing

/// Twenty leads and their calls, few enough to work every figure out by hand.
///
/// One more lead is known only from its call. All days are in UTC.
struct SmallHistory: FactsSource {
    /// Lead, channel, campaign, score, day of the hand-off; a dash is not known.
    static let leads = """
        a01 Webinar  Spring 82 2026-11-02
        a02 Webinar  Spring 45 2026-11-02
        a03 Webinar  Spring 38 2026-11-03
        a04 Webinar  Guide  71 2026-11-03
        a05 Webinar  Guide  55 2026-11-04
        a06 Webinar  Guide  22 2026-11-04
        a07 Webinar  -      64 2026-11-05
        a08 LinkedIn Guide  91 2026-11-05
        a09 LinkedIn Guide  77 2026-11-06
        a10 LinkedIn Spring 68 2026-11-09
        a11 LinkedIn Spring 59 2026-11-09
        a12 LinkedIn -      47 2026-11-10
        a13 Referral -      88 2026-11-10
        a14 Referral -      73 2026-11-11
        a15 Referral -      95 2026-11-11
        a16 Referral -      -  2026-11-12
        a17 -        -      60 2026-11-12
        a18 -        -      31 2026-11-13
        a19 Webinar  Spring 84 2026-11-13
        a20 LinkedIn Guide  66 2026-10-20
        """

    /// Number, lead, day, rep, checklist, how far it came, proposal > verdict, then what there is of: a reason,
    /// `override`, what became of the hand-off, `element=grade` with `c`onfirmed, `w`eak or `x` for against, and
    /// `element.question=` with the grade and seconds, or how it went unanswered.
    static let calls = """
        01 a01 11-02 sam BANT   missed    no-contact>no-contact
        02 a01 11-03 sam BANT   reached   sql>sql accepted need=3c budget=2c authority=2c budget.amount=2@40
        03 a02 11-03 ana BANT   reached   recycled>recycled timing/contract-end budget.amount=dodged@10
        04 a03 11-03 ana BANT   missed    no-contact>no-contact
        05 a03 11-05 ana BANT   reached   recycled>recycled timing budget.amount=dodged@10
        06 a04 11-04 sam BANT   reached   incomplete>sql override rejected:pain-not-confirmed need=2c budget=1w
        07 a04 11-12 sam BANT   reached   disqualified>disqualified no-fit/size
        08 a05 11-05 sam BANT   reached   recycled>recycled no-budget need=2c budget=2x budget.amount=2x@30
        09 a06 11-05 ana MEDDIC undialled disqualified>disqualified no-fit/size
        10 a07 11-06 ana MEDDIC reached   incomplete>incomplete
        11 a07 11-10 ana MEDDIC reached   sql>sql accepted-by-silence need=2c
        12 a08 11-06 sam BANT   reached   sql>sql accepted need=2c budget=2c authority=2c budget.amount=2@40
        13 a09 11-09 sam BANT   reached   sql>recycled override timing budget.amount=dodged@10
        14 a09 11-16 sam BANT   reached   sql>sql waiting need=3c budget=3c
        15 a10 11-10 ana MEDDIC missed    no-contact>no-contact
        16 a10 11-11 ana MEDDIC missed    no-contact>no-contact
        17 a11 11-10 ana MEDDIC reached   recycled>recycled timing
        18 a12 11-11 li  BANT   missed    no-contact>no-contact
        19 a13 11-11 li  BANT   reached   disqualified>sql override rejected:fact-contradicted need=2c budget=2c
        20 a14 11-12 li  BANT   reached   sql>sql accepted need=3c budget.amount=2@40
        21 a15 11-12 li  BANT   reached   sql>sql rejected:no-show need=2c budget.amount=2@40
        22 a17 11-13 li  BANT   reached   returned>returned hand-off-error/duplicate
        23 a18 11-13 li  BANT   reached   incomplete>recycled other
        24 a19 11-14 sam BANT   reached   ->-
        25 a20 10-21 sam BANT   reached   sql>sql accepted need=2c
        26 a12 10-15 li  BANT   reached   recycled>recycled no-budget
        27 a99 11-12 li  BANT   reached   recycled>recycled no-need
        """

    let stories: [LeadStory]
    var words: [String: [String]] = [:]

    init() throws {
        var book: [String: LeadFacts] = [:]
        for line in SmallHistory.leads.split(separator: "\n") {
            let cells = line.split(separator: " ").map { $0 == "-" ? nil : String($0) }
            let id = try #require(cells[0])
            let day = try #require(cells[4].flatMap { LocalDay($0) })
            let handedOver = UTCOffset(minutes: 0).instant(on: day)
            book[id] = LeadFacts(
                id: id, channel: cells[1], campaign: cells[2], score: cells[3].flatMap { Int($0) },
                mqlAt: handedOver, handedOverAt: handedOver)
        }
        var calls: [String: [CallFacts]] = [:]
        var handOffs: [String: [HandOffFacts]] = [:]
        for line in SmallHistory.calls.split(separator: "\n") {
            let (call, handOff) = try SmallHistory.call(line.split(separator: " ").map(String.init), book)
            calls[call.leadID, default: []].append(call)
            if let handOff { handOffs[call.leadID, default: []].append(handOff) }
        }
        var stories: [LeadStory] = []
        for id in Set(book.keys).union(calls.keys).sorted() {
            let own = (calls[id] ?? []).sorted { $0.startedAt < $1.startedAt }
            let lead = try #require(book[id] ?? LeadFacts(ofCalls: own))
            stories.append(LeadStory(lead: lead, calls: own, handOffs: handOffs[id] ?? []))
        }
        self.stories = stories
    }

    func forEachLead(_ parts: CallParts, _ body: (LeadStory) throws -> Void) throws {
        for story in stories {
            var story = story
            // What was not asked for need not be there.
            for index in story.calls.indices {
                if !parts.contains(.elements) { story.calls[index].elements = [] }
                if !parts.contains(.questions) { story.calls[index].questions = [] }
            }
            try body(story)
        }
    }

    func buyerWords(ofCall id: String) -> [String] { words[id] ?? [] }

    private static func call(
        _ cells: [String], _ book: [String: LeadFacts]
    ) throws -> (CallFacts, HandOffFacts?) {
        let day = try #require(LocalDay("2026-\(cells[2])"))
        let start = UTCOffset(minutes: 0).instant(on: day, minuteOfDay: 600)
        let lead = book[cells[1]] ?? LeadFacts(id: cells[1], channel: "Webinar", handedOverAt: start)
        let verdicts = cells[6].split(separator: ">").map { Verdict(rawValue: String($0)) }
        var call = CallFacts(
            id: id(cells[0]), leadID: lead.id, rep: cells[3], channel: lead.channel, campaign: lead.campaign,
            score: lead.score, mqlAt: lead.mqlAt, startedAt: start, utcOffset: UTCOffset(minutes: 0),
            checklist: cells[4], checklistVersion: "1.0.0", verdict: verdicts[1], proposed: verdicts[0])
        call.connectedAt = cells[5] == "reached" ? start.adding(milliseconds: 12_000) : nil
        var handOff: HandOffFacts?
        for cell in cells.dropFirst(7) {
            let parts = cell.split(whereSeparator: { "=:".contains($0) }).map(String.init)
            if cell == "override" {
                call.isOverridden = true
            } else if let decision = HandOffFacts.Decision(rawValue: parts[0]) {
                handOff = HandOffFacts(
                    call: call.id, rep: call.rep, decision: decision, reason: parts.count > 1 ? parts[1] : nil
                )
            } else if let key = QuestionKey(parts[0]) {
                call.questions.append(try question(key, parts[1]))
            } else if parts.count > 1 {
                call.elements.append(try element(parts[0], parts[1]))
            } else {
                call.reason = ReasonReference(cell)
            }
        }
        if call.isConversation, call.checklist == "BANT" { fill(&call) }
        return (call, handOff)
    }

    static func id(_ number: String) -> String { "20261101T100000Z-000000\(number)" }

    /// Every conversation under BANT asks for the pain, and where nothing else is said skips the amount.
    private static func fill(_ call: inout CallFacts) {
        let pain = QuestionKey(element: "need", question: "pain")
        let amount = QuestionKey(element: "budget", question: "amount")
        if call.questions.isEmpty { call.questions = [QuestionFacts(key: amount, isSkipped: true)] }
        call.questions.insert(
            QuestionFacts(key: pain, isAsked: true, milliseconds: 20_999, grade: .stated), at: 0)
        if call.elements.isEmpty {
            call.elements = [
                ElementFacts(id: "need", grade: .stated, bar: .stated, state: .confirmed),
                ElementFacts(id: "budget", grade: .vague, bar: .stated, state: .weak),
            ]
        }
    }

    private static func question(_ key: QuestionKey, _ text: String) throws -> QuestionFacts {
        let parts = text.split(separator: "@").map(String.init)
        let seconds = try #require(Int64(parts[1]))
        let grade = Int(parts[0].prefix(1)).flatMap { EvidenceGrade(rawValue: $0) } ?? .none
        return QuestionFacts(
            key: key, isAsked: true, isDodged: parts[0] == "dodged", milliseconds: seconds * 1000,
            grade: grade, isAgainst: parts[0].hasSuffix("x"))
    }

    private static func element(_ id: String, _ text: String) throws -> ElementFacts {
        let grade = try #require(Int(text.prefix(1)).flatMap { EvidenceGrade(rawValue: $0) })
        let states: [String: ElementState.State] = ["c": .confirmed, "w": .weak, "x": .against]
        return ElementFacts(
            id: id, grade: grade, bar: .stated, state: try #require(states[String(text.suffix(1))]))
    }
}

/// Reports on the small history, and their rows as lines.
struct SmallReport {
    let report: Report

    init(
        _ kind: ReportKind, since: String? = "2026-11-01", until: String? = "2026-11-30", rep: String? = nil,
        checklist: String? = nil, words: [String: [String]] = [:]
    ) throws {
        var history = try SmallHistory()
        history.words = words
        let calendar = LocalCalendar(.utc)
        let period = Period(
            since: since.flatMap { LocalDay($0) }, until: until.flatMap { LocalDay($0) }, calendar: calendar)
        let scope = ReportScope(
            period: period, calendar: calendar, threshold: 60, rep: rep, checklist: checklist)
        report = try #require(try history.reports([kind], scope).first)
    }

    /// The rows of a section, one a line: shares as `count/of`, with the percentage where there is one.
    func rows(_ section: String, columns: [String]? = nil) throws -> String {
        let table = try #require(report.sections.first { $0.id == section }).table
        return table.rows.map { row in
            zip(table.columns, row.cells).filter { columns?.contains($0.0.id) ?? true }
                .map { SmallReport.text($0.1) }.joined(separator: " ")
        }
        .joined(separator: "\n")
    }

    private static func text(_ cell: ReportTable.Cell) -> String {
        switch cell {
        case .text(let text): text ?? "–"
        case .count(let count): "\(count)"
        case .share(let share), .rate(let share):
            "\(share.count)/\(share.of)" + (share.percent.map { "=\($0)%" } ?? "")
        case .seconds(let value), .number(let value): value.map { "\($0)" } ?? "–"
        case .grades(let counts): counts.map { "\($0)" }.joined(separator: "-")
        }
    }
}
