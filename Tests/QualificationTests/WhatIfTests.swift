import Qualification
import Testing

/// A MEDDIC short enough to read in a test: pain is required, the economic buyer at least vaguely, three of four confirm.
private let meddic = Checklist(
    name: "MEDDIC", version: "1.0.0", about: "",
    stops: [
        LeadStop(
            when: .test(.domain, .among(["rival.example"])),
            reason: ReasonReference(code: "no-fit", sub: "size"))
    ],
    elements: [
        Element(
            id: "metrics", name: "Metrics", otherwise: ReasonReference(code: "no-need"),
            questions: [question("metrics.value", .money)]),
        Element(
            id: "buyer", name: "Economic buyer", required: .vague,
            otherwise: ReasonReference(code: "wrong-contact"),
            sameAs: "authority", questions: [question("buyer.name", .people)]),
        Element(
            id: "pain", name: "Pain", required: .stated, otherwise: ReasonReference(code: "no-need"),
            sameAs: "need", questions: [question("pain.words")]),
        Element(
            id: "champion", name: "Champion", otherwise: ReasonReference(code: "wrong-contact"),
            questions: [question("champion.name", .person)]),
    ], decision: DecisionRule(confirm: 3))

/// BANT with the names that tie it to other frameworks.
private let tiedBant: Checklist = {
    var checklist = bant
    func tie(_ key: QuestionKey, _ name: String) {
        for element in checklist.elements.indices {
            for index in checklist.elements[element].questions.indices
            where checklist.elements[element].questions[index].key == key {
                checklist.elements[element].questions[index].sameAs = name
            }
        }
    }
    tie(key("authority.signer"), "money-owner")
    return checklist
}()

private let tiedMeddic: Checklist = {
    var checklist = meddic
    checklist.elements[1].questions[0].sameAs = "money-owner"
    return checklist
}()

private let tiedRules = Rulebook(checklist: tiedMeddic, reasons: reasons, currency: "USD")
private let bantStamp = CallRecord.ChecklistStamp(name: "BANT", version: "1.0.0", sha256: "b")

/// A finished call with these answers, in which the rep took the proposal unless told otherwise.
private func call(
    _ number: Int, _ line: String,
    under rules: Rulebook = Rulebook(checklist: tiedBant, reasons: reasons, currency: "USD"),
    ended: Verdict? = nil, values: [String: AnswerValue] = [:]
) -> CallRecord {
    let given = answers(line, values: values)
    let start = Instant(milliseconds: 1_795_000_000_000 + Int64(number) * 60_000)
    var record = CallRecord(
        id: CallRecord.id(startingAt: start, random: "00000000"), rep: "sam",
        lead: Lead(id: "jane@acme.example", email: "jane@acme.example"), checklist: bantStamp,
        startedAt: start,
        utcOffset: UTCOffset(minutes: 0))
    let inOrder = given.values.sorted { "\($0.question)" < "\($1.question)" }
    record.entries = inOrder.enumerated().map { index, answer in
        Entry(
            seq: index + 1, at: start,
            kind: .answer(
                Answer(
                    question: answer.question, text: answer.text, value: answer.value, grade: answer.grade,
                    isAgainst: answer.isAgainst)))
    }
    let proposed = rules.decide(given).verdict
    record.outcome = Outcome(
        verdict: ended ?? proposed, proposed: proposed, decidedAt: start, decidedBy: "sam")
    return record
}

private func result(_ record: CallRecord, lead: Lead? = nil) -> WhatIf.Result {
    WhatIf(under: tiedRules).result(
        of: record, lead: lead, carrier: AnswerCarrier(from: tiedBant, to: tiedMeddic))
}

private func redecided(_ record: CallRecord, lead: Lead? = nil) throws -> RedecidedCall {
    guard case .decided(let call) = result(record, lead: lead) else {
        throw NoDecision()
    }
    return call
}

private func redecided(under target: Checklist, _ line: String) throws -> RedecidedCall {
    let rules = Rulebook(checklist: target, reasons: reasons, currency: "USD")
    let result = WhatIf(under: rules).result(
        of: call(1, line), lead: nil, carrier: AnswerCarrier(from: tiedBant, to: target))
    guard case .decided(let call) = result else { throw NoDecision() }
    return call
}

private struct NoDecision: Error {}

/// Enough for an SQL under BANT.
private let sqlLine = "need.pain 2, need.impact 2, budget.amount 2, authority.signer 2, timing.date 2"

@Suite struct WhatIfTests {
    /// What MEDDIC needs beyond BANT (a number and a champion) was never asked, and alone is in the way.
    @Test func aCallThatWasNotAskedEnoughCannotBeSaid() throws {
        let call = try redecided(call(1, sqlLine))
        #expect(call.before == .salesQualified && call.after == .incomplete)
        #expect(call.neverAsked == [key("metrics.value"), key("champion.name")])
        #expect(call.isOpen && !call.isMoved)
        #expect(call.leftOver == [key("need.impact"), key("budget.amount"), key("timing.date")])
    }

    @Test func whatIsIncompleteEvenSoIsDecided() throws {
        let call = try redecided(call(1, "need.pain 1, authority.signer 2"))
        #expect(call.before == .incomplete && call.after == .incomplete)
        #expect(call.neverAsked == [])
        #expect(call.rule == .required("pain"))
        #expect(!call.isOpen && !call.isMoved)
        // Metrics were never asked for and come first, but the buyer is what is missing.
        let noSigner = try redecided(under: WhatIfTests.withMetricsRequired, "need.pain 2, timing.date 2")
        #expect(noSigner.rule == .required("buyer") && !noSigner.isOpen)
    }

    private static let withMetricsRequired: Checklist = {
        var checklist = tiedMeddic
        checklist.elements[0].required = .vague
        return checklist
    }()

    /// An element may have nothing but optional questions, and is not confirmed without any of them.
    @Test func optionalQuestionsAreNeededWhereThereIsNothingElse() throws {
        var checklist = tiedMeddic
        checklist.elements[0].questions = [
            question("metrics.value", .money, optional: true), question("metrics.source", optional: true),
        ]
        let unasked = try redecided(under: checklist, sqlLine)
        #expect(unasked.after == .incomplete && unasked.isOpen && !unasked.isMoved)
        #expect(unasked.neverAsked == [key("metrics.value"), key("champion.name")])
        // With one of them asked, the answer does.
        var impact = question("metrics.impact", optional: true)
        impact.sameAs = "impact"
        checklist.elements[0].questions.append(impact)
        var source = tiedBant
        source.elements[0].questions[1].sameAs = "impact"
        let rules = Rulebook(checklist: checklist, reasons: reasons, currency: "USD")
        let result = WhatIf(under: rules).result(
            of: call(1, sqlLine), lead: nil, carrier: AnswerCarrier(from: source, to: checklist))
        guard case .decided(let asked) = result else { throw NoDecision() }
        #expect(asked.after == .salesQualified && asked.neverAsked == [])
        checklist.decision.confirm = 4
        let strict = WhatIf(under: Rulebook(checklist: checklist, reasons: reasons, currency: "USD")).result(
            of: call(1, sqlLine), lead: nil, carrier: AnswerCarrier(from: source, to: checklist))
        guard case .decided(let open) = strict else { throw NoDecision() }
        #expect(open.neverAsked == [key("champion.name")])
    }

    /// Nobody knows what would have been answered, so that it is not taken for a knock-out.
    @Test func whatWasNeverAskedKnocksNobodyOut() throws {
        var checklist = tiedMeddic
        checklist.elements[0].questions = [
            question(
                "metrics.kind", .choice,
                choices: [Choice(key: "cost", name: "Cost"), Choice(key: "none", name: "None")],
                stops: [Stop(when: .isNot("cost"), reason: ReasonReference(code: "no-fit", sub: "size"))])
        ]
        checklist.elements[0].required = .stated
        // The answer about pain is too weak, whatever else had been asked.
        let call = try redecided(
            under: checklist, "need.pain 1, need.impact 2, budget.amount 2, authority.signer 2, timing.date 2"
        )
        #expect(call.after == .incomplete && call.rule == .required("pain"))
        #expect(!call.isOpen && call.neverAsked == [])
        let open = try redecided(under: checklist, sqlLine)
        #expect(open.isOpen && open.neverAsked == [key("metrics.kind"), key("champion.name")])
    }

    @Test func theRuleThatMovesItIsNamed() throws {
        // The buyer is against the signer: BANT, where it is required too, and MEDDIC agree on what comes of it.
        let lost = try redecided(
            call(1, "need.pain 2, need.impact 2, budget.amount 2, authority.signer 2 against"))
        #expect(
            lost.after == .recycled && lost.rule == .lost("buyer", ReasonReference(code: "wrong-contact")))
        let stopped = try redecided(
            call(1, sqlLine), lead: Lead(id: "a", email: "ann@eu.rival.example"))
        #expect(stopped.after == .disqualified)
        #expect(stopped.rule == .leadStop([.domain], ReasonReference(code: "no-fit", sub: "size")))
        #expect(stopped.isMoved && !stopped.isOpen)
    }

    @Test func whoWasNotReachedIsNoMatterOfRules() {
        var record = call(1, sqlLine)
        record.outcome?.verdict = .noContact
        #expect(result(record) == .noContact)
        record.outcome?.verdict = .recycled
        record.outcome?.proposed = .noContact
        #expect(result(record) == .noContact)
        record.outcome = nil
        #expect(result(record) == .unfinished)
    }

    @Test func undoneAnswersAndCopiesStandAsTheyDoInTheRecord() throws {
        var record = call(1, "need.pain 2, authority.signer 2 against")
        let signer = try #require(record.entries.first { $0.kind.question == key("authority.signer") })
        record.entries.append(Entry(seq: 9, at: record.startedAt, kind: .undo(of: signer.seq)))
        record.entries[0].from = "20261101T000000Z-00000000"
        let call = try redecided(record)
        #expect(call.rule == .required("buyer"))
        #expect(call.leftOver == [])
    }

    @Test func stopsOnAnswersAreNamedByTheirQuestion() throws {
        var strict = bant
        strict.elements[1].questions[0].stops = [
            Stop(when: .below(50_000), reason: ReasonReference(code: "no-fit", sub: "size"))
        ]
        let rules = Rulebook(checklist: strict, reasons: reasons, currency: "USD")
        let small = call(
            1, sqlLine, values: ["budget.amount": .money(Money(amount: 40_000, currency: "USD"))])
        guard
            case .decided(let moved) = WhatIf(under: rules).result(
                of: small, lead: nil, carrier: AnswerCarrier(from: tiedBant, to: strict))
        else { throw NoDecision() }
        #expect(moved.before == .salesQualified && moved.after == .disqualified)
        #expect(
            moved.rule == .stop(key("budget.amount"), ReasonReference(code: "no-fit", sub: "size")))
    }

    // MARK: Counts

    /// Eight calls, decided by hand under a BANT that confirms with four instead of three.
    @Test func totalsOfAHistoryCheckedByHand() {
        var stricter = tiedBant
        stricter.decision.confirm = 4
        let whatIf = WhatIf(under: Rulebook(checklist: stricter, reasons: reasons, currency: "USD"))
        let carrier = AnswerCarrier(from: tiedBant, to: stricter)
        var noContact = call(7, "")
        noContact.outcome?.verdict = .noContact
        var unfinished = call(8, "need.pain 2")
        unfinished.outcome = nil
        let history = [
            call(1, sqlLine),  // four at their bar: SQL as before
            call(2, "need.pain 2, need.impact 2, budget.amount 2, authority.signer 2"),  // SQL, now one short
            // The same, by another element
            call(3, "need.pain 2, need.impact 2, budget.amount 2, timing.date 2, authority.signer 1"),
            // SQL although the buyer has no money: now out of reach
            call(4, "need.pain 2, need.impact 2, budget.amount 2 against, authority.signer 2, timing.date 2"),
            call(5, "need.pain 2"),  // incomplete as before
            // The rep passed on what the rules did not, which both say still
            call(6, "need.pain 2, need.impact 2", ended: .recycled),
            noContact, unfinished,
        ]
        var report = WhatIfReport()
        for record in history { report.add(whatIf.result(of: record, lead: record.lead, carrier: carrier)) }

        #expect(report.decided == 5 && report.moved == 3 && report.openCalls == 0)
        #expect(report.before == [.salesQualified: 4, .incomplete: 1])
        #expect(report.after == [.salesQualified: 1, .incomplete: 3, .recycled: 1])
        #expect(report.noContact == 1 && report.unfinished == 1)
        #expect(report.callsDecidedByRep == 1 && report.movedProposals == 0 && report.agreeingWithRep == 0)
        let short = WhatIfReport.Move(from: .salesQualified, to: .incomplete, rule: .missing(1))
        let lost = WhatIfReport.Move(
            from: .salesQualified, to: .recycled, rule: .lost("budget", ReasonReference(code: "no-budget")))
        #expect(Set(report.moves.keys) == [short, lost])
        #expect(report.moves[short]?.count == 2)
        #expect(report.moves[short]?.latest == [history[2].id, history[1].id])
        #expect(report.moves[lost]?.latest == [history[3].id])
        #expect(report.checklists == [bantStamp: 6])
    }

    @Test func aRepWhoSawItComingIsCounted() {
        var stricter = tiedBant
        stricter.decision.confirm = 4
        let whatIf = WhatIf(under: Rulebook(checklist: stricter, reasons: reasons, currency: "USD"))
        var report = WhatIfReport()
        let overridden = call(
            1, "need.pain 2, need.impact 2, budget.amount 2 against, authority.signer 2, timing.date 2",
            ended: .recycled)
        report.add(
            whatIf.result(of: overridden, lead: nil, carrier: AnswerCarrier(from: tiedBant, to: stricter)))
        #expect(report.decided == 0 && report.moved == 0)
        #expect(report.decidedByRep == [.recycled: 1])
        #expect(report.movedProposals == 1 && report.agreeingWithRep == 1)
    }

    @Test func partsAddUpInAnyOrder() {
        var generator = SeededGenerator(seed: 11)
        let lines = [
            sqlLine, "need.pain 2", "need.pain 1, authority.signer 2",
            "need.pain 2 against, need.impact 2, budget.amount 2", "",
            "need.pain 2, need.impact 2, budget.amount 2, authority.signer 2 against",
        ]
        let results = (0..<60).map { number in
            result(call(number, lines[number % lines.count], ended: number % 7 == 0 ? .returned : nil))
        }
        var whole = WhatIfReport()
        for result in results { whole.add(result) }
        for _ in 0..<20 {
            var parts = [WhatIfReport](repeating: WhatIfReport(), count: 4)
            for result in results.shuffled(using: &generator) {
                parts[Int.random(in: 0..<4, using: &generator)].add(result)
            }
            var sum = WhatIfReport()
            for part in parts.shuffled(using: &generator) { sum.add(part) }
            #expect(sum == whole)
        }
        #expect(whole.before.values.reduce(0, +) == whole.after.values.reduce(0, +) + whole.openCalls)
    }

    // MARK: Properties

    private static let anything = SituationShape(conditions: 2, stops: 3, leadStops: 6, isOdd: true)

    /// A finished call in which these answers were given.
    private func record(of situation: Situation) -> CallRecord {
        var record = call(1, "", under: situation.rules)
        let answers = situation.answers.values.sorted { "\($0.question)" < "\($1.question)" }
        record.entries = answers.enumerated().map { index, answer in
            Entry(
                seq: index + 1, at: record.startedAt,
                kind: .answer(
                    Answer(
                        question: answer.question, text: answer.text, value: answer.value,
                        grade: answer.grade, isAgainst: answer.isAgainst)))
        }
        let proposed = situation.decide().verdict
        record.outcome?.proposed = proposed
        record.outcome?.verdict = proposed
        return record
    }

    @Test("Under the checklist that calls were made under nothing moves, and every answer has its place")
    func theSameChecklistMovesNothing() {
        check(seed: 501, cases: 800, Self.anything) { situation in
            let record = record(of: situation)
            // Between texts that differ in words alone, answers go where they were as well.
            var reworded = situation.checklist
            reworded.about = "reworded"
            for target in [situation.checklist, reworded] {
                var rules = situation.rules
                rules.checklist = target
                let result = WhatIf(under: rules).result(
                    of: record, lead: situation.rules.lead,
                    carrier: AnswerCarrier(from: situation.checklist, to: target))
                guard case .decided(let call) = result else { return "\(result)" }
                if call.isMoved || call.isOpen { return "\(call.before) to \(call.after)" }
                let homeless = call.leftOver.filter { situation.checklist.question($0) != nil }
                if !homeless.isEmpty { return "no place for \(homeless)" }
            }
            return nil
        }
    }

    @Test("The rule that is named is the one that the proof opens with, and names what is there")
    func theRuleNamedIsTheOneThatDecided() {
        check(seed: 502, cases: 3000, Self.anything) { situation in
            let decision = situation.decide()
            let rule = situation.rules.decidingRule(of: decision, on: situation.answers)
            if rule.reason != decision.reason { return "\(rule)" }
            switch rule {
            case .confirm: return decision.verdict == .salesQualified ? nil : "\(decision.verdict)"
            case .required, .missing:
                return decision.verdict == .incomplete && decision.proof.contains { $0.rule == .missing }
                    ? nil : "\(decision.proof)"
            case .leadStop: return situation.rules.leadStop == nil ? "no stop" : nil
            case .stop(let question, _):
                return opens(decision, with: .stop, "\(question) ") ? nil : "\(decision.proof)"
            case .lost(let element, _):
                return opens(decision, with: .lost, "\(element) is against") ? nil : "\(decision.proof)"
            }
        }
    }

    private func opens(_ decision: Decision, with rule: Proof.Rule, _ text: String) -> Bool {
        decision.proof.first.map { $0.rule == rule && $0.text.hasPrefix(text) } ?? false
    }
}
