import Qualification
import Testing

/// One row: what stands, and the verdict with its reason.
struct VerdictRow: Sendable, CustomTestStringConvertible {
    var story: String
    var stands: String
    var verdict: Verdict
    var reason: String?

    init(_ story: String, _ stands: String, _ verdict: Verdict, _ reason: String? = nil) {
        (self.story, self.stands, self.verdict, self.reason) = (story, stands, verdict, reason)
    }

    var testDescription: String { story }
}

@Suite("Verdicts under BANT") struct DecisionTests {
    private static let needIsMet = "need.pain 2, need.impact 2"

    @Test(
        "From what stands to the verdict",
        arguments: [
            VerdictRow("nothing is known", "", .incomplete),
            VerdictRow(
                "all four are confirmed",
                "\(needIsMet), budget.amount 2, authority.signer 2, timing.date 2", .salesQualified),
            VerdictRow(
                "three of four are enough, when authority is known in outline",
                "\(needIsMet), budget.amount 2, authority.signer 1, timing.date 2", .salesQualified),
            VerdictRow(
                "three of four without any authority are not",
                "\(needIsMet), budget.amount 2, timing.date 2", .incomplete),
            VerdictRow(
                "need is required, whatever the others do",
                "need.pain 2, budget.amount 3, authority.signer 3, timing.date 3", .incomplete),
            VerdictRow(
                "the weakest answer decides, not the mean",
                "need.pain 3, need.impact 1, budget.amount 3, authority.signer 3, timing.date 3", .incomplete),
            VerdictRow(
                "one element that is lost leaves three",
                "\(needIsMet), budget.amount 2, authority.signer 2, timing.date 2 against", .salesQualified),
            VerdictRow(
                "with one lost, the other three may still come",
                "\(needIsMet), timing.date 2 against", .incomplete),
            VerdictRow(
                "two lost put SQL out of reach: the first one names the reason",
                "\(needIsMet), budget.amount 2 against, timing.date 2 against", .recycled, "no-budget"),
            VerdictRow(
                "a required element that is lost is enough, and goes before others that are",
                "need.pain 2, budget.amount 2 against, authority.signer 2 against, timing.date 2 against",
                .recycled, "wrong-contact"),
            VerdictRow(
                "of a reason with two verdicts the first named is proposed",
                "need.pain 2 against", .recycled, "no-need"),
            VerdictRow(
                "a weak no is not lost: it is against, and still open",
                "need.pain 1 against", .incomplete),
            VerdictRow(
                "a weak no does not make SQL either",
                "need.pain 1 against, need.impact 2, budget.amount 2, authority.signer 2, timing.date 2",
                .incomplete),
            VerdictRow(
                "a no to an optional question changes nothing",
                "\(needIsMet), budget.amount 2, authority.signer 2, authority.process 3 against",
                .salesQualified),
            VerdictRow(
                "what does not count, does not count",
                "\(needIsMet), budget.amount 2, authority.signer 1, competition.current 3", .incomplete),
        ])
    func verdict(row: VerdictRow) {
        let decision = bantRules.decide(answers(row.stands))
        #expect(decision.verdict == row.verdict)
        #expect(decision.reason?.description == row.reason)
        #expect(!decision.proof.isEmpty)
        #expect(decision.verdict == .incomplete || decision.nextQuestion == nil)
    }

    @Test(
        "Where an element stands",
        arguments: [
            ("", "budget", "open 0"), ("budget.amount 2", "budget", "confirmed 2"),
            ("budget.amount 1", "budget", "weak 1"), ("budget.amount 1 against", "budget", "against 1"),
            ("budget.amount 3 against", "budget", "against 3"), ("need.pain 2", "need", "weak 0"),
            ("need.pain 3, need.impact 2", "need", "confirmed 2"),
            ("need.pain 3, need.impact 2 against", "need", "against 2"),
            ("authority.process 2", "authority", "weak 0"),
            ("competition.current 3", "competition", "confirmed 3"),
            ("competition.current 2 against", "competition", "weak 0"),
        ])
    func element(stands: String, id: String, state: String) {
        let found = bantRules.elementStates(answers(stands)).first { $0.id == id }
        #expect(found.map { "\($0.state) \($0.grade.rawValue)" } == state)
    }

    @Test("Incomplete names the best question to ask next: required elements first")
    func nextQuestion() {
        #expect(bantRules.decide(answers("budget.amount 2")).nextQuestion == key("need.pain"))
        #expect(
            bantRules.decide(answers("need.pain 2, need.impact 2, budget.amount 2")).nextQuestion
                == key("authority.signer"))
        #expect(
            bantRules.decide(answers("need.pain 2, need.impact 2, authority.signer 1, budget.amount 2"))
                .nextQuestion == key("timing.date"))
    }

    @Test("Bug: the next question was an optional one of an element that only a needed one can confirm")
    func nextQuestionThatHelps() {
        let stands = "need.pain 2, need.impact 2, authority.signer 1, budget.amount 1, timing.date 1"
        #expect(bantRules.decide(answers(stands)).nextQuestion == key("budget.amount"))
    }

    // MARK: Knock-outs

    private func money(_ amount: Double, upTo: Double? = nil, _ currency: String = "USD") -> AnswerValue {
        .money(Money(amount: amount, upTo: upTo, currency: currency))
    }

    @Test("A budget below the knock-out ends it, whatever the others say")
    func stopFires() {
        let all = "need.pain 2, need.impact 2, authority.signer 2, timing.date 2, budget.amount 2"
        let decision = bantRules.decide(answers(all, values: ["budget.amount": money(2999)]))
        #expect(decision.verdict == .disqualified)
        #expect(decision.reason == ReasonReference(code: "no-fit", sub: "size"))
        #expect(decision.proof.map(\.rule) == [.stop])
    }

    @Test("A knock-out does not fire at the limit, on a vague word, on a no, or across currencies")
    func stopDoesNotFire() {
        func verdict(_ stands: String, _ value: AnswerValue?) -> Verdict {
            bantRules.decide(answers(stands, values: value.map { ["budget.amount": $0] } ?? [:])).verdict
        }
        #expect(verdict("budget.amount 2", money(3000)) == .incomplete, "at the limit")
        #expect(verdict("budget.amount 1", money(2000)) == .incomplete, "vague")
        #expect(verdict("budget.amount 2 against", money(0)) == .incomplete, "none is no small budget")
        #expect(verdict("budget.amount 2", money(2000, upTo: 5000)) == .incomplete, "part of the range")
        #expect(verdict("budget.amount 2", money(1000, upTo: 2000)) == .disqualified, "the whole range")
        #expect(verdict("budget.amount 2", money(2000, "EUR")) == .incomplete, "another currency")
        #expect(verdict("budget.amount 3", nil) == .incomplete, "no amount")
        var euros = bantRules
        euros.currency = "EUR"
        #expect(
            euros.decide(answers("budget.amount 2", values: ["budget.amount": money(2000, "EUR")])).verdict
                == .disqualified)
    }

    @Test("The first knock-out in checklist order names the reason")
    func firstStop() {
        var checklist = bant
        checklist.elements[3].questions[0].stops = [
            Stop(when: .after(day("2028-01-01")), reason: ReasonReference(code: "timing"))
        ]
        let rules = Rulebook(checklist: checklist, reasons: reasons, currency: "USD")
        let late = AnswerValue.date(StatedDate(on: day("2029-01-01"), precision: .day))
        let both = answers(
            "timing.date 2, budget.amount 2", values: ["timing.date": late, "budget.amount": money(1000)])
        #expect(rules.decide(both).reason?.code == "no-fit")
        #expect(
            rules.decide(answers("timing.date 2", values: ["timing.date": late])).reason?.code == "timing")
    }

    // MARK: Conditions

    /// `size` is asked first; `plants` only from 100 people on, and `region` only when plants were named.
    private static let conditional = Rulebook(
        checklist: Checklist(
            name: "Conditional", version: "1", about: "",
            elements: [
                Element(id: "fit", name: "Fit", bar: .vague, questions: [question("fit.size", .number)]),
                Element(
                    id: "plants", name: "Plants", otherwise: ReasonReference(code: "no-fit"),
                    questions: [
                        question(
                            "plants.count", .number, when: .test(question: key("fit.size"), .atLeast(100)),
                            stops: [Stop(when: .below(2), reason: ReasonReference(code: "no-fit"))]),
                        question(
                            "plants.region", when: .test(question: key("plants.count"), .answered(true))),
                    ]),
            ], decision: DecisionRule(confirm: 1)), reasons: reasons, currency: "USD")

    @Test("A question whose condition is not met is kept, not counted, and counts again when it is")
    func inactiveAnswers() {
        func state(_ size: Double) -> String {
            let stands = answers("fit.size 1, plants.count 2", values: ["fit.size": .number(size)])
            return Self.conditional.elementStates(stands).map { "\($0.id) \($0.state)" }.joined(
                separator: ", ")
        }
        #expect(state(99) == "fit confirmed, plants inactive")
        #expect(state(100) == "fit confirmed, plants weak")
        #expect(
            Self.conditional.elementStates(answers("")).map(\.state) == [.open, .inactive],
            "nothing is active because of an answer that is not there")
    }

    @Test("A condition sees standing answers of active questions only")
    func conditionsOfConditions() {
        let stands = answers("fit.size 1, plants.count 2, plants.region 2", values: ["fit.size": .number(5)])
        #expect(Self.conditional.activeQuestions(stands) == [key("fit.size")])
    }

    @Test("An inactive answer fires no knock-out and loses nothing")
    func inactiveStop() {
        func verdict(_ size: Double) -> Verdict {
            Self.conditional.decide(
                answers(
                    "fit.size 1, plants.count 2",
                    values: ["fit.size": .number(size), "plants.count": .number(1)])
            ).verdict
        }
        #expect(verdict(500) == .disqualified)
        #expect(verdict(5) == .salesQualified)
    }

    @Test("Questions whose conditions go round in a circle are inactive, and nothing hangs")
    func circle() {
        var checklist = bant
        checklist.elements[0].questions[0].when = .test(question: key("need.impact"), .answered(true))
        checklist.elements[0].questions[1].when = .test(question: key("need.pain"), .answered(true))
        let rules = Rulebook(checklist: checklist, reasons: reasons, currency: "USD")
        #expect(rules.elementStates(answers("need.pain 2, need.impact 2"))[0].state == .inactive)
    }

    @Test("Bug: of questions that wait for each other the first in the checklist was asked")
    func circleOfAbsence() {
        var checklist = bant
        checklist.elements[0].questions[0].when = .test(question: key("need.impact"), .answered(false))
        checklist.elements[0].questions[1].when = .test(question: key("need.pain"), .answered(true))
        checklist.elements[3].questions[0].when = .test(question: key("need.pain"), .answered(false))
        let rules = Rulebook(checklist: checklist, reasons: reasons, currency: "USD")
        let active = rules.activeQuestions(answers("need.pain 2"))
        #expect(active.isDisjoint(with: [key("need.pain"), key("need.impact")]))
        #expect(!active.contains(key("timing.date")), "what waits for them is inactive, too")
    }

    @Test("Bug: a knock-out whose reason is not in the list kept the next one from firing")
    func unlistedReason() {
        var checklist = bant
        checklist.elements[1].questions[0].stops.insert(
            Stop(when: .below(5000), reason: ReasonReference(code: "gone")), at: 0)
        let rules = Rulebook(checklist: checklist, reasons: reasons, currency: "USD")
        let stands = answers("budget.amount 2", values: ["budget.amount": money(1000)])
        #expect(rules.decide(stands).reason?.code == "no-fit")
    }

    @Test("Bug: a lost required element without a reason of its own hid that of the next required one")
    func lostWithoutReason() {
        var checklist = bant
        checklist.elements[0].otherwise = nil
        let rules = Rulebook(checklist: checklist, reasons: reasons, currency: "USD")
        let stands = answers("need.pain 2 against, budget.amount 2 against, authority.signer 2 against")
        #expect(rules.decide(stands).reason?.code == "wrong-contact")
        #expect(rules.decide(answers("need.pain 2 against")).verdict == .incomplete, "no reason at all")
    }

    @Test(
        "Tests of a value",
        arguments: [
            (.answered(true), nil, true), (.answered(false), nil, false), (.isValue("as TYPED"), nil, true),
            (.isNot("as typed"), nil, false), (.isValue("rival"), .choice("rival"), true),
            (.isNot("rival"), .choice("other"), true), (.isValue("yes"), .yesNo(true), true),
            (.isValue("no"), .yesNo(true), false), (.below(10), .number(9.5), true),
            (.below(10), .number(10), false), (.atLeast(10), .number(10), true),
            (.atLeast(10), .money(Money(amount: 9, upTo: 20, currency: "USD")), false),
            (.below(10), .money(Money(amount: 9, upTo: 20, currency: "USD")), false),
            (.below(10), .money(Money(amount: 9, currency: "EUR")), false),
            (.atLeast(10), .money(Money(amount: 99, currency: "EUR")), false), (.below(10), nil, false),
            (.before(saturday), .date(StatedDate(on: day("2026-11-20"), precision: .day)), true),
            (.before(saturday), .date(StatedDate(on: saturday, precision: .day)), false),
            (.after(saturday), .date(StatedDate(on: day("2026-11-22"), precision: .day)), true),
            (.after(saturday), .choice("rival"), false),
        ] as [(ValueTest, AnswerValue?, Bool)])
    func valueTest(test: ValueTest, value: AnswerValue?, holds: Bool) {
        let answer = StandingAnswer(question: key("a.b"), text: "as typed", value: value, grade: .stated)
        #expect(test.holds(for: answer, currency: "USD") == holds)
    }
}
