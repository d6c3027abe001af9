import Qualification
import Testing

@Suite("What would flip a verdict") struct FlipTests {
    private func shown(_ flips: [Flip]) -> String {
        flips.map { "\($0.question) \($0.change) \($0.to.rawValue)" }.joined(separator: ", ")
    }

    @Test(
        "Under BANT",
        arguments: [
            (
                "one fact short of SQL", "need.pain 2, need.impact 2, budget.amount 2, authority.signer 1",
                "authority.signer grade:2 sql"
            ),
            (
                "SQL without anybody who signs", "need.pain 2, need.impact 2, budget.amount 2, timing.date 2",
                "authority.signer grade:1 sql"
            ),
            (
                "a no that need not be the last word",
                "need.pain 2 against, need.impact 2, budget.amount 2, authority.signer 2",
                "need.pain for sql"
            ),
            (
                "SQL with all four hangs on need alone",
                "need.pain 2, need.impact 2, budget.amount 2, authority.signer 2, timing.date 2",
                "need.pain against recycled"
            ),
        ])
    func bantFlips(story: String, stands: String, flips: String) {
        #expect(shown(bantRules.flip(answers(stands))) == flips, "\(story)")
    }

    @Test("A knock-out or a no by its value takes another answer")
    func anotherAnswer() {
        let rest = "need.pain 2, need.impact 2, authority.signer 2, timing.date 2, budget.amount 2"
        let small = AnswerValue.money(Money(amount: 100, currency: "USD"))
        #expect(
            shown(bantRules.flip(answers(rest, values: ["budget.amount": small])))
                == "budget.amount answer sql")
        let none = AnswerValue.money(Money(amount: 0, currency: "USD"))
        #expect(
            shown(
                bantRules.flip(
                    answers(
                        "need.pain 2, need.impact 2, authority.signer 2, budget.amount 2 against",
                        values: ["budget.amount": none]))) == "budget.amount answer sql")
    }

    // MARK: Bugs that were

    @Test("Bug: no way to SQL was found past a vague amount that knocks out as soon as it is stated")
    func raisingIntoTheStop() {
        var rules = bantRules
        rules.checklist.decision.confirm = 4
        let stands = answers(
            "need.pain 2, need.impact 2, authority.signer 2, timing.date 2, budget.amount 1",
            values: ["budget.amount": .money(Money(amount: 100, currency: "USD"))])
        #expect(shown(rules.flip(stands)) == "budget.amount answer sql, budget.amount grade:2 sql")
    }

    @Test("Bug: a larger change was named where another value closes the question in the way")
    func closingTheQuestion() {
        let fit = Element(
            id: "fit", name: "Fit",
            questions: [
                question("fit.size", .number),
                question("fit.group", when: .test(question: key("fit.size"), .below(50))),
            ])
        let rules = Rulebook(
            checklist: Checklist(
                name: "Fit", version: "1", about: "", elements: [fit], decision: DecisionRule(confirm: 1)),
            reasons: reasons, currency: "USD")
        let stands = answers("fit.size 2", values: ["fit.size": .number(20)])
        #expect(shown(rules.flip(stands)) == "fit.size answer sql")
    }

    private func fit(_ questions: [Question], facts: [Question] = []) -> Rulebook {
        Rulebook(
            checklist: Checklist(
                name: "Fit", version: "1", about: "",
                elements: [
                    Element(id: "facts", name: "Facts", counts: false, questions: facts),
                    Element(id: "fit", name: "Fit", questions: questions),
                ], decision: DecisionRule(confirm: 1)),
            reasons: reasons, currency: "USD")
    }

    @Test("Bug: another answer was named where every number asks for more")
    func noNumberClosesBoth() {
        let size = key("fit.size")
        let rules = fit([
            question("fit.size", .number), question("fit.group", when: .test(question: size, .below(50))),
            question("fit.plants", when: .test(question: size, .atLeast(50))),
        ])
        let stands = answers("fit.size 2", values: ["fit.size": .number(20)])
        #expect(shown(rules.flip(stands)) == "fit.group grade:2 sql")
    }

    @Test("Bug: of the questions that conditions look at, only the first six were tried")
    func theSeventhQuestion() {
        let facts = (0...6).map { "facts.f\($0)" }
        let rules = fit(
            facts.map {
                question(
                    $0.replacing("facts", with: "fit"), optional: $0 != "facts.f6",
                    when: .test(question: key($0), .below(50)))
            } + [question("fit.always")],
            facts: facts.map { question($0, .number, optional: true) })
        let stands = answers(
            facts.map { "\($0) 2" }.joined(separator: ", ") + ", fit.always 2",
            values: Dictionary(uniqueKeysWithValues: facts.map { ($0, .number(20)) }))
        #expect(shown(rules.flip(stands)) == "facts.f6 answer sql")
    }

    @Test("Bug: nothing was named where SQL only falls with three elements at once")
    func threeAtOnce() {
        var rules = bantRules
        rules.checklist.decision.confirm = 2
        for index in rules.checklist.elements.indices {
            rules.checklist.elements[index].required = .none
        }
        let stands = answers(
            "need.pain 2, need.impact 2, budget.amount 2, authority.signer 2, timing.date 2")
        #expect(
            shown(rules.flip(stands))
                == "need.pain against recycled, budget.amount against recycled, authority.signer against recycled"
        )
    }

    @Test("Bug: a wanted yes that the rep marked as a no was said to need another answer")
    func wantedButAgainst() {
        let rules = fit([question("fit.partner", .yesNo)])
        let yes = answers("fit.partner 2 against", values: ["fit.partner": .yesNo(true)])
        #expect(shown(rules.flip(yes)) == "fit.partner for sql")
        let no = answers("fit.partner 2 against", values: ["fit.partner": .yesNo(false)])
        #expect(shown(rules.flip(no)) == "fit.partner answer sql")
    }

    @Test("Applying a flip says which other answer it means")
    func whichAnswer() {
        let rest = "need.pain 2, need.impact 2, authority.signer 2, timing.date 2"
        let small = answers(
            "\(rest), budget.amount 2",
            values: ["budget.amount": .money(Money(amount: 100, currency: "USD"))])
        let after = bantRules.applying(bantRules.flip(small), to: small)
        #expect(
            after[key("budget.amount")]?.value == .money(Money(amount: 3000, currency: "USD")),
            "the least that does not knock out")
        #expect(after[key("budget.amount")]?.grade == .stated)

        var place = question("fit.where", .choice)
        place.choices = [
            Choice(key: "no", name: "Nowhere", isAgainst: true), Choice(key: "mars", name: "Mars"),
            Choice(key: "here", name: "Here"),
        ]
        place.stops = [Stop(when: .isValue("mars"), reason: ReasonReference(code: "no-fit"))]
        let rules = fit([place])
        let flips = rules.flip([:])
        #expect(shown(flips) == "fit.where grade:2 sql")
        #expect(rules.applying(flips, to: [:])[key("fit.where")]?.value == .choice("here"))
    }

    @Test("A question whose every answer says no or knocks out has no other answer")
    func noOtherAnswer() {
        var partner = question("fit.partner", .yesNo)
        partner.stops = [Stop(when: .isValue("yes"), reason: ReasonReference(code: "no-fit"))]
        #expect(fit([partner]).flip([:]).isEmpty)
    }

    @Test("On a checklist with conditions by the dozen a flip is still true")
    func atTheBound() {
        var generator = SituationGenerator(
            seed: 22, shape: SituationShape(elements: 12...12, questions: 4...4, conditions: 2, stops: 6))
        for _ in 0..<4 {
            let situation = generator.next()
            let flips = situation.rules.flip(situation.answers)
            let after = situation.rules.applying(flips, to: situation.answers)
            #expect(!flips.isEmpty)
            #expect(flips.allSatisfy { $0.to == situation.rules.decide(after).verdict })
            #expect(flips.first?.to != situation.decide().verdict)
        }
    }
}
