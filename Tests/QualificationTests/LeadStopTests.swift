import Qualification
import Testing

@Suite struct LeadStopTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var lead: Lead
        var when: LeadCondition
        var fires: Bool
        var testDescription: String { "\(when) \(lead.company ?? "") \(lead.extra)" }

        init(_ lead: Lead, _ when: LeadCondition, _ fires: Bool) {
            self.lead = lead
            self.when = when
            self.fires = fires
        }
    }

    private static func lead(
        email: String? = "jo@mail.rival.example", company: String? = "Rival",
        title: String? = "Head of Operations",
        score: Int? = 40, _ extra: [String: String] = [:]
    ) -> Lead {
        Lead(id: "jo", email: email, company: company, title: title, score: score, extra: extra)
    }

    private static func size(_ text: String) -> Lead { lead(["Company Size": text]) }

    private static let rows: [Row] = [
        // A domain is among those it is a subdomain of, and not among those that only end alike.
        Row(lead(), .test(.domain, .among(["other.example", "RIVAL.example"])), true),
        Row(lead(email: "jo@notrival.example"), .test(.domain, .among(["rival.example"])), false),
        Row(
            lead(email: nil, ["Website": "https://www.rival.example/about"]),
            .test(.domain, .among(["rival.example"])), true),
        Row(lead(email: nil), .test(.domain, .among(["rival.example"])), false),
        Row(lead(email: nil), .test(.domain, .notAmong(["rival.example"])), false),
        Row(lead(), .test(.domain, .notAmong(["own.example"])), true),
        // What people type where a form insists is nothing known.
        Row(lead(company: nil), .test(.company, .missing(true)), true),
        Row(lead(company: " N/A "), .test(.company, .missing(true)), true),
        Row(lead(), .test(.company, .missing(true)), false),
        Row(lead(), .test(.company, .missing(false)), true),
        // Whole words, whatever the case.
        Row(lead(title: "PhD Student, Logistics"), .test(.title, .matches(["student"])), true),
        Row(lead(title: "International Sales"), .test(.title, .matches(["intern"])), false),
        Row(lead(title: "Summer intern"), .test(.title, .matches(["student", "intern"])), true),
        Row(lead(title: "Working student"), .test(.title, .matches(["working  student"])), true),
        // The whole range of a size counts.
        Row(size("9"), .test(.employees, .below(10)), true),
        Row(size("51-200"), .test(.employees, .below(100)), false),
        Row(size("51-200"), .test(.employees, .below(201)), true),
        Row(size("51–200 employees"), .test(.employees, .atLeast(51)), true),
        Row(size("1,000"), .test(.employees, .below(10)), false),
        Row(size("10,000+"), .test(.employees, .atLeast(10_000)), true),
        Row(size("10+"), .test(.employees, .below(1000)), false),
        Row(size("2k"), .test(.employees, .atLeast(2000)), true),
        Row(size("many"), .test(.employees, .below(10)), false),
        Row(lead(), .test(.employees, .below(10)), false),
        Row(lead(["# of Employees": "4"]), .test(.employees, .below(10)), true),
        Row(lead(), .test(.score, .below(60)), true),
        Row(lead(score: nil), .test(.score, .below(60)), false),
        Row(lead(score: -5), .test(.score, .below(0)), true),
        Row(lead(score: 5), .test(.score, .below(0)), false),
        Row(lead(["Country/Region": "germany"]), .test(.country, .notAmong(["Germany", "DE"])), false),
        Row(lead(["Country": "Peru"]), .test(.country, .notAmong(["Germany", "DE"])), true),
        Row(lead(), .anyOf([.test(.company, .missing(true)), .test(.score, .below(50))]), true),
        Row(lead(), .allOf([.test(.company, .missing(true)), .test(.score, .below(50))]), false),
    ]

    @Test(arguments: rows) func fires(_ row: Row) {
        #expect(row.when.holds(for: row.lead) == row.fires)
    }

    @Test func aStopOnTheLeadComesBeforeEverythingAndNoAnswerTakesItBack() {
        var checklist = bant
        checklist.stops = [
            LeadStop(when: .test(.company, .missing(true)), reason: ReasonReference(code: "bad-data")),
            LeadStop(
                when: .test(.title, .matches(["student"])), reason: ReasonReference(code: "no-need"),
                verdict: .disqualified),
        ]
        let student = Self.lead(title: "Student")
        var rules = Rulebook(checklist: checklist, reasons: reasons, currency: "USD", lead: student)
        let decision = rules.decide([:])
        #expect(decision.verdict == .disqualified && decision.reason?.code == "no-need")
        #expect(decision.proof.map(\.text) == ["title “Student” is a knock-out: no-need"])
        #expect(rules.flip([:]).isEmpty)
        rules.lead = Self.lead()
        #expect(rules.decide([:]).verdict == .incomplete)
        rules.lead = nil
        #expect(rules.decide([:]).verdict == .incomplete)
    }

    @Test func ofAReasonWithTwoVerdictsAQuestionsStopGivesTheOneItNames() {
        var checklist = bant
        let key = checklist.questions[0].key
        checklist.elements[0].questions[0].stops = [
            Stop(when: .answered(true), reason: ReasonReference(code: "no-need"), verdict: .disqualified)
        ]
        let rules = Rulebook(checklist: checklist, reasons: reasons, currency: "USD")
        let answer = StandingAnswer(question: key, text: "none", value: nil, grade: .stated)
        #expect(rules.decide([key: answer]).verdict == .disqualified)
    }
}

@Suite struct MergeTextTests {
    private let jane = Lead(id: "jane", name: "Jane Ortiz", company: "Acme")

    @Test(arguments: [
        ("What made {lead.company} look?", "What made Acme look?"),
        ("{lead.first-name}, {rep} here", "Jane, sam here"),
        ("As {lead.title|the one who asked}?", "As the one who asked?"),
        ("As {lead.title}?", "As your role?"),
        ("{lead.company|}{lead.company}", "AcmeAcme"),
        ("no field", "no field"), ("an {unknown} one", "an {unknown} one"), ("open { brace", "open { brace"),
    ])
    func fills(_ text: String, _ expected: String) {
        #expect(MergeText(text).filled(for: jane, rep: "sam") == expected)
    }

    @Test func whatALeadIsCalledIsNoFieldItself() {
        let lead = Lead(id: "x", company: "{rep}")
        #expect(MergeText("{lead.company}").filled(for: lead, rep: "sam") == "{rep}")
    }

    @Test func withoutALeadTheWordsAreGeneral() {
        #expect(
            MergeText("Hello {lead.name}, of {lead.company}").filled(for: nil, rep: "")
                == "Hello you, of your company")
    }

    @Test func everyWordingOfAChecklistIsFilled() {
        let key = QuestionKey(element: "need", question: "pain")
        let text = "{lead.company}"
        let checklist = Checklist(
            name: "T", version: "1", about: "",
            elements: [
                Element(
                    id: "need", name: "Need", levels: [.stated: text],
                    questions: [Question(key: key, ask: text, good: text, followUps: [text])])
            ],
            cards: [Card(key: "c", name: "C", say: text)], decision: DecisionRule(confirm: 1))
        let worded = checklist.worded(for: jane, rep: "sam")
        let question = worded.questions[0]
        #expect(
            [question.ask, question.good, question.followUps[0], worded.cards[0].say].allSatisfy {
                $0 == "Acme"
            })
        #expect(worded.elements[0].levels == [.stated: "Acme"])
    }
}
