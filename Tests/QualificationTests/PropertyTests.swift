import Qualification
import Testing

@Suite("What holds under every checklist") struct PropertyTests {
    @Test("The same checklist and answers give the same, single verdict; a reason goes with it or not")
    func deterministic() {
        var generator = SeededGenerator(seed: 10)
        for _ in 0..<1500 {
            let made = GeneratedCase(using: &generator)
            let decision = made.rules.decide(made.answers)
            #expect(decision == made.rules.decide(made.answers))
            #expect(
                [.salesQualified, .disqualified, .recycled, .returned, .incomplete].contains(decision.verdict)
            )
            let hasReason = decision.verdict != .salesQualified && decision.verdict != .incomplete
            #expect((decision.reason != nil) == hasReason)
            #expect(decision.elements.map(\.id) == made.rules.checklist.elements.map(\.id))
        }
    }

    /// A knock-out needs grade 2, so with one a raise may well turn SQL into less: only checklists without.
    @Test("More certainty never lowers an element and never turns SQL into less, where nothing knocks out")
    func raising() {
        var generator = SeededGenerator(seed: 11)
        var raises = 0
        for _ in 0..<1500 {
            let made = GeneratedCase(using: &generator, stops: false)
            let before = made.rules.decide(made.answers)
            for (key, answer) in made.answers where answer.grade < .verified {
                var raised = made.answers
                raised[key]?.grade = EvidenceGrade(rawValue: answer.grade.rawValue + 1) ?? .verified
                let after = made.rules.decide(raised)
                for (old, new) in zip(before.elements, after.elements) {
                    #expect(new.grade >= old.grade)
                    #expect(old.state != .confirmed || new.state == .confirmed)
                    #expect((old.state == .against) == (new.state == .against))
                }
                #expect(before.verdict != .salesQualified || after.verdict == .salesQualified)
                raises += 1
            }
        }
        #expect(raises > 2000)
    }

    @Test("A vague amount below the knock-out fires only once it is stated: more certainty, less verdict")
    func raisingIntoAStop() {
        let small = ["budget.amount": AnswerValue.money(Money(amount: 100, currency: "USD"))]
        let rest = "need.pain 2, need.impact 2, authority.signer 2, timing.date 2"
        #expect(
            bantRules.decide(answers("\(rest), budget.amount 1", values: small)).verdict == .salesQualified)
        #expect(bantRules.decide(answers("\(rest), budget.amount 2", values: small)).verdict == .disqualified)
    }

    @Test("The order in which different questions were answered does not matter")
    func order() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<700 {
            let made = GeneratedCase(using: &generator)
            let kinds = made.answers.values.sorted { $0.question.description < $1.question.description }.map {
                Entry.Kind.answer(
                    Answer(
                        question: $0.question, text: $0.text, value: $0.value, grade: $0.grade,
                        isAgainst: $0.isAgainst))
            }
            func decide(_ kinds: [Entry.Kind]) -> Decision {
                made.rules.decide(
                    Standing(
                        of: kinds.enumerated().map {
                            Entry(seq: $0.offset + 1, at: Instant(milliseconds: 0), kind: $0.element)
                        }
                    ).answers)
            }
            #expect(decide(kinds) == decide(kinds.shuffled(using: &generator)))
        }
    }

    @Test("An inactive answer is never counted: without it, or with any other, the verdict is the same")
    func inactive() {
        var generator = SeededGenerator(seed: 13)
        var seen = 0
        for _ in 0..<2500 {
            let made = GeneratedCase(using: &generator)
            let active = made.rules.activeQuestions(made.answers)
            for key in made.answers.keys where !active.contains(key) {
                let decision = made.rules.decide(made.answers)
                var without = made.answers
                without[key] = nil
                #expect(made.rules.decide(without) == decision)
                without[key] = GeneratedCase.answer(to: key, using: &generator)
                #expect(made.rules.decide(without) == decision)
                seen += 1
            }
        }
        #expect(seen > 200)
    }
}
