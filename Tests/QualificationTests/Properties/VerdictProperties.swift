import Qualification
import Testing

/// What holds under every checklist, for all answers.
@Suite("Properties of verdicts") struct VerdictProperties {
    private static let anything = SituationShape(conditions: 2, stops: 3, leadStops: 6, isOdd: true)
    private static let usual = SituationShape(leadStops: 8)

    // MARK: One verdict, always

    @Test("Every checklist and all answers give one verdict, with a reason or not, and a proof")
    func totality() {
        check(seed: 100, cases: 3000, Self.anything) { situation in
            let decision = situation.decide()
            if decision != situation.decide() { return "decided again, it is another verdict" }
            let saysNo = [Verdict.disqualified, .recycled, .returned].contains(decision.verdict)
            if !saysNo, ![.salesQualified, .incomplete].contains(decision.verdict) {
                return "\(decision.verdict)"
            }
            if saysNo != (decision.reason != nil) { return "\(decision.verdict), \(decision.reason as Any)" }
            if decision.proof.isEmpty { return "no proof" }
            if decision.elements.map(\.id) != situation.checklist.elements.map(\.id) {
                return "other elements"
            }
            if let next = decision.nextQuestion {
                if decision.verdict != .incomplete { return "\(decision.verdict) asks on" }
                if !situation.rules.activeQuestions(situation.answers).contains(next) {
                    return "asks \(next), which is inactive"
                }
            }
            return nil
        }
    }

    @Test("The rules come to what a second reading of them comes to")
    func secondReading() {
        let law = { (situation: Situation) -> String? in
            let decision = situation.decide()
            let reading = ReferenceReading(situation)
            let (verdict, reason) = reading.verdict()
            if situation.rules.activeQuestions(situation.answers) != reading.activeKeys {
                return "other questions"
            }
            for (element, state) in zip(situation.checklist.elements, decision.elements)
            where reading.state(of: element) != state {
                return "\(state), read as \(reading.state(of: element))"
            }
            if decision.verdict != verdict || decision.reason != reason {
                return "\(decision.verdict) \(decision.reason as Any), read as \(verdict) \(reason as Any)"
            }
            return nil
        }
        check(seed: 101, cases: 2500, Self.usual, law)
        check(seed: 102, cases: 2500, Self.anything, law)
    }

    // MARK: More certainty

    /// There is one exception, because a knock-out counts from grade 2 on.
    ///
    /// The raised answer, and no other, may knock out when it is raised from below 2: then the SQL rested on a
    /// guess that would knock out once confirmed.
    @Test("More certainty never lowers an element; nor SQL, but for a knock-out by the raised answer itself")
    func raising() {
        var knockOuts = 0
        check(seed: 103, cases: 2500, SituationShape(conditions: 4, stops: 3, gaps: 6)) { situation in
            let before = situation.decide()
            for (key, answer) in situation.answers where answer.grade < .verified {
                for grade in EvidenceGrade.allCases where grade > answer.grade {
                    let raised = situation.answering(key) { $0.grade = grade }
                    let after = raised.decide()
                    if raised.rules.activeQuestions(raised.answers)
                        != situation.rules.activeQuestions(situation.answers)
                    {
                        return "\(key) at \(grade) changes which questions are asked"
                    }
                    for (old, new) in zip(before.elements, after.elements) {
                        if new.grade < old.grade { return "\(key) at \(grade) lowers \(new.id)" }
                        if (old.state == .against) != (new.state == .against) { return "turns \(new.id)" }
                        if old.state == .confirmed, new.state != .confirmed { return "undoes \(new.id)" }
                    }
                    guard before.verdict == .salesQualified, after.verdict != .salesQualified else {
                        continue
                    }
                    let stops = situation.checklist.question(key)?.stops ?? []
                    let isKnockOut =
                        after.proof.map(\.rule) == [.stop] && answer.grade < .stated && grade >= .stated
                        && !answer.isAgainst
                        && stops.contains {
                            $0.reason == after.reason && $0.when.holds(for: answer, currency: "USD")
                        }
                    if !isKnockOut { return "\(key) at \(grade) turns SQL into \(after.verdict)" }
                    knockOuts += 1
                }
            }
            return nil
        }
        #expect(knockOuts > 5, "the exception is met")
    }

    @Test("Without a knock-out on the answered question there is no exception to that")
    func raisingWithoutKnockOuts() {
        check(seed: 104, cases: 1500, SituationShape(conditions: 4, stops: 0, gaps: 6)) { situation in
            guard situation.decide().verdict == .salesQualified else { return nil }
            for (key, answer) in situation.answers where answer.grade < .verified {
                let raised = situation.answering(key) { $0.grade = .verified }
                if raised.decide().verdict != .salesQualified { return "\(key) turns SQL into less" }
            }
            return nil
        }
    }

    @Test("A vague amount below the knock-out fires only once it is stated: more certainty, less verdict")
    func raisingIntoAStop() {
        let small = ["budget.amount": AnswerValue.money(Money(amount: 100, currency: "USD"))]
        let rest = "need.pain 2, need.impact 2, authority.signer 2, timing.date 2"
        #expect(
            bantRules.decide(answers("\(rest), budget.amount 1", values: small)).verdict == .salesQualified)
        #expect(bantRules.decide(answers("\(rest), budget.amount 2", values: small)).verdict == .disqualified)
    }

    // MARK: Order

    @Test("The order in which different questions were answered, regraded or dodged does not matter")
    func order() {
        var chance = SeededGenerator(seed: 1)
        check(seed: 105, cases: 1200) { situation in
            let scripts = situation.answers.values.sorted { $0.seq < $1.seq }.map { script($0, &chance) }
            let one = situation.answered(scripts, &chance)
            let other = situation.answered(scripts, &chance)
            if one.decide() != other.decide() { return "\(one.decide())\n\(other.decide())" }
            return one.questions.allSatisfy { question in
                let (first, second) = (one.answers[question.key], other.answers[question.key])
                return first?.text == second?.text && first?.grade == second?.grade
                    && first?.isAgainst == second?.isAgainst
            } ? nil : "other answers stand"
        }
    }

    /// What was typed on one question: an answer, at times after another one, and at times regraded.
    private func script(_ answer: StandingAnswer, _ chance: inout SeededGenerator) -> [Entry.Kind] {
        let given = Answer(
            question: answer.question, text: answer.text, value: answer.value, grade: answer.grade,
            isAgainst: answer.isAgainst)
        var script = [Entry.Kind.answer(given)]
        if Int.random(in: 0..<4, using: &chance) == 0 {
            let first = Answer(
                question: answer.question, text: "first", value: nil, grade: .vague, isAgainst: true)
            script = [.dodged(question: answer.question), .answer(first)] + script
        }
        if Int.random(in: 0..<4, using: &chance) == 0 {
            script.append(.regrade(question: answer.question, grade: .verified, isAgainst: answer.isAgainst))
        }
        return script
    }

    // MARK: Inactive answers

    @Test("An inactive answer is never counted: without it, or with any other, all stays as it is")
    func inactive() {
        var generator = SituationGenerator(seed: 2, shape: SituationShape(isOdd: true))
        var seen = 0
        check(seed: 106, cases: 1500, SituationShape(conditions: 2, isOdd: true)) { situation in
            let active = situation.rules.activeQuestions(situation.answers)
            let decision = situation.decide()
            for question in situation.questions where !active.contains(question.key) {
                var other = situation
                other.answers[question.key] =
                    situation.answers[question.key] == nil ? generator.answer(to: question) : nil
                if other.decide() != decision { return "with or without \(question.key)" }
                other.answers[question.key] = generator.answer(to: question)
                if other.decide() != decision { return "with another answer to \(question.key)" }
                seen += 1
            }
            return nil
        }
        #expect(seen > 300)
    }

    @Test("An answer that a condition put aside counts again when the condition returns")
    func thereAndBack() {
        var generator = SituationGenerator(seed: 3, shape: SituationShape())
        var aside = 0
        check(seed: 107, cases: 1500, SituationShape(conditions: 2, gaps: 6)) { situation in
            let first = situation.rules.activeQuestions(situation.answers)
            for question in situation.questions {
                guard let answer = situation.answers[question.key] else { continue }
                let changed = generator.answer(to: question)
                let entries = (situation.answers.values.map { $0 } + [changed, answer]).enumerated().map {
                    Entry(seq: $0.offset + 1, at: Instant(milliseconds: 0), kind: .answer($0.element.given))
                }
                var there = situation
                there.answers = Standing(of: entries.dropLast()).answers
                if !first.isSubset(of: there.rules.activeQuestions(there.answers)) { aside += 1 }
                there.answers = Standing(of: entries).answers
                if there.decide() != situation.decide() { return "\(question.key) changed, and changed back" }
            }
            return nil
        }
        #expect(aside > 100)
    }

    // MARK: Knock-outs on the lead

    @Test("A knock-out on the lead holds whatever was answered, and nothing flips it")
    func leadStop() {
        var fired = 0
        check(seed: 108, cases: 800, SituationShape(leadStops: 1)) { situation in
            guard situation.rules.lead?.email == "jane@rival.example", let stop = situation.rules.leadStop
            else { return nil }
            fired += 1
            var silent = situation
            silent.answers = [:]
            let decision = situation.decide()
            if decision.reason != stop.reason || silent.decide().verdict != decision.verdict {
                return "\(decision)"
            }
            return situation.rules.flip(situation.answers).isEmpty ? nil : "a flip"
        }
        #expect(fired > 200)
    }
}

extension StandingAnswer {
    fileprivate var given: Answer {
        Answer(question: question, text: text, value: value, grade: grade, isAgainst: isAgainst)
    }
}

extension Situation {
    /// With the answers that scripts for single questions leave standing, mixed at random.
    fileprivate func answered(_ scripts: [[Entry.Kind]], _ chance: inout SeededGenerator) -> Situation {
        var rest = scripts.filter { !$0.isEmpty }
        var entries: [Entry] = []
        while let index = rest.indices.randomElement(using: &chance) {
            entries.append(
                Entry(
                    seq: entries.count + 1, at: Instant(milliseconds: 0), kind: rest[index].removeFirst()))
            if rest[index].isEmpty { rest.remove(at: index) }
        }
        var other = self
        other.answers = Standing(of: entries).answers
        return other
    }
}
