import Qualification
import Reporting
import Testing

/// The facts of a call, taken from a record of a few entries.
struct RecordFactsTests {
    private static let pain = QuestionKey(element: "need", question: "pain")
    private static let impact = QuestionKey(element: "need", question: "impact")
    private static let amount = QuestionKey(element: "budget", question: "amount")
    private static let owner = QuestionKey(element: "budget", question: "owner")

    private static let rules = Rulebook(
        checklist: Checklist(
            name: "Small", version: "1.2.0", about: "",
            elements: [
                Element(
                    id: "need", name: "Need",
                    questions: [
                        Question(key: pain, ask: "What hurts?"), Question(key: impact, ask: "How much?"),
                    ]),
                Element(
                    id: "budget", name: "Budget", counts: false,
                    questions: [
                        Question(key: amount, ask: "How much is there?"),
                        Question(
                            key: owner, ask: "Whose is it?",
                            when: .test(question: amount, .answered(true))),
                    ]),
            ], decision: DecisionRule(confirm: 1)),
        reasons: ReasonList(reasons: []), currency: "USD")

    private static func at(_ seconds: Int) -> Instant { Instant(milliseconds: Int64(seconds) * 1000) }

    private static func answer(
        _ key: QuestionKey, _ grade: EvidenceGrade = .stated, isAgainst: Bool = false
    ) -> Entry.Kind {
        .answer(Answer(question: key, text: "so", value: nil, grade: grade, isAgainst: isAgainst))
    }

    /// A call that is picked up at second 100, with these entries; a copy comes from call "before".
    private func facts(
        _ entries: [(at: Int, kind: Entry.Kind, isCopy: Bool)], verdict: Verdict? = .incomplete,
        isConnected: Bool = true, rules: Rulebook? = Self.rules
    ) -> CallFacts {
        var record = CallRecord(
            id: "20261101T100000Z-00000001", rep: "sam", lead: Lead(id: "jane"),
            checklist: .init(name: "Small", version: "1.2.0", sha256: ""), startedAt: Self.at(90),
            connectedAt: isConnected ? Self.at(100) : nil, utcOffset: UTCOffset(minutes: 60))
        record.entries = entries.enumerated().map { index, entry in
            Entry(
                seq: index + 1, at: Self.at(entry.at), kind: entry.kind, from: entry.isCopy ? "before" : nil)
        }
        record.outcome = verdict.map { verdict in
            Outcome(
                verdict: verdict, proposed: verdict, decidedAt: Self.at(900), decidedBy: "sam",
                elements: rules?.elementStates(record.standing.answers) ?? [])
        }
        return CallFacts(record, rules: rules)
    }

    @Test func timeOnAQuestionRunsFromWhatWasTypedBefore() {
        let call = facts([
            (at: 110, kind: Self.answer(Self.pain), isCopy: false),
            (at: 150, kind: .note(text: "later"), isCopy: false),
            (at: 155, kind: .quote(question: Self.pain, text: "it hurts"), isCopy: false),
            (at: 200, kind: .dodged(question: Self.impact), isCopy: false),
            // The clock was put back: that takes no time away, and gives none twice.
            (at: 170, kind: Self.answer(Self.amount), isCopy: false),
            (at: 210, kind: Self.answer(Self.owner, .vague, isAgainst: true), isCopy: false),
        ])
        #expect(
            call.questions == [
                QuestionFacts(key: Self.pain, isAsked: true, milliseconds: 15_000, grade: .stated),
                QuestionFacts(key: Self.impact, isAsked: true, isDodged: true, milliseconds: 45_000),
                QuestionFacts(key: Self.amount, isAsked: true, milliseconds: 0, grade: .stated),
                QuestionFacts(
                    key: Self.owner, isAsked: true, milliseconds: 10_000, grade: .vague, isAgainst: true),
            ])
    }

    @Test func whatWasTakenBackWasNotAsked() {
        let call = facts([
            (at: 110, kind: Self.answer(Self.amount), isCopy: false),
            (at: 115, kind: .undo(of: 1), isCopy: false),
            (at: 130, kind: Self.answer(Self.pain), isCopy: false),
        ])
        // The owner is not asked while there is no amount.
        #expect(call.questions.map(\.key) == [Self.pain, Self.impact, Self.amount])
        #expect(call.questions.map(\.isSkipped) == [false, true, true])
        #expect(call.questions[0].milliseconds == 15_000)
    }

    @Test func whatWasCopiedIsNeitherAskedNorSkipped() {
        let call = facts([
            (at: 10, kind: Self.answer(Self.pain), isCopy: true),
            (at: 20, kind: Self.answer(Self.amount), isCopy: true),
            (at: 130, kind: .dodged(question: Self.amount), isCopy: false),
        ])
        #expect(call.questions.map(\.key) == [Self.impact, Self.amount, Self.owner])
        #expect(call.questions.map(\.isSkipped) == [true, false, true])
        // It was dodged on this call, whatever stands from before.
        #expect(call.questions[1].isDodged && call.questions[1].grade == .stated)
        #expect(call.questions[1].milliseconds == 30_000)
    }

    @Test func answeredAfterAllIsNotDodged() {
        let call = facts([
            (at: 110, kind: .dodged(question: Self.pain), isCopy: false),
            (at: 120, kind: Self.answer(Self.pain), isCopy: false),
        ])
        #expect(call.questions[0].isAsked && !call.questions[0].isDodged)
        #expect(call.questions[0].milliseconds == 20_000)
    }

    @Test func onlyAConversationSkipsQuestions() {
        #expect(facts([], verdict: .noContact).questions.isEmpty)
        #expect(facts([], verdict: nil).questions.isEmpty)
        #expect(facts([], verdict: .disqualified, isConnected: false).questions.isEmpty)
        #expect(facts([], verdict: .incomplete, rules: nil).questions.isEmpty)
        #expect(facts([]).questions.map(\.key) == [Self.pain, Self.impact, Self.amount])
    }

    @Test func aQuestionThatTheChecklistDoesNotHaveComesLast() {
        let stranger = QuestionKey(element: "a", question: "stranger")
        let call = facts([(at: 110, kind: Self.answer(stranger), isCopy: false)])
        #expect(call.questions.last?.key == stranger)
        #expect(call.questions.last?.isAsked == true)
    }

    @Test func anElementSaysWhetherItCounts() {
        #expect(facts([]).elements.map(\.counts) == [true, false])
    }

    // MARK: Hand-offs

    @Test func silenceAcceptsTheSQLThatStands() throws {
        func call(_ number: String, _ verdict: Verdict, decided: Int) -> CallFacts {
            CallFacts(
                id: number, leadID: "jane", rep: "sam", startedAt: Self.at(0),
                utcOffset: UTCOffset(minutes: 0),
                checklist: "Small", checklistVersion: "1", verdict: verdict, decidedAt: Self.at(decided))
        }
        let calls = [
            call("1", .salesQualified, decided: 100), call("2", .recycled, decided: 200),
            call("3", .salesQualified, decided: 300), call("4", .noContact, decided: 400),
        ]
        let said = Acceptance(
            call: "1", leadID: "jane", email: nil, company: nil, rep: "sam", dueAt: Self.at(1100),
            word: .init(.rejected, at: Self.at(160), by: "dana", reason: "no-show"),
            earlier: [.init(.accepted, at: Self.at(150), by: "dana")])
        func handOffs(_ said: [Acceptance], at now: Int) -> [HandOffFacts] {
            HandOffFacts.all(
                of: calls, said, at: Self.at(now),
                settings: Settings(serviceLevel: ServiceLevel(acceptanceHours: 1)))
        }
        // The first was overtaken by another verdict: silence says nothing about it.
        #expect(handOffs([], at: 3899).map(\.decision) == [.waiting])
        #expect(handOffs([], at: 3900).map(\.decision) == [.acceptedBySilence])
        #expect(handOffs([], at: 3900).map(\.at) == [Self.at(3900)])
        let both = handOffs([said], at: 3900)
        #expect(both.map(\.call) == ["1", "3"])
        #expect(both[0].decision == .rejected && both[0].reason == "no-show")
        #expect(both[0].accountExecutive == "dana" && both[0].at == Self.at(160))
        #expect(both[0].responseMilliseconds == 50_000, "first heard, whatever was said later")
        #expect(both[1].decision == .acceptedBySilence && both[1].responseMilliseconds == nil)
        // Whoever said nothing until the time was over has accepted, whatever came of the lead after that.
        let recycledLater = [
            call("1", .salesQualified, decided: 100), call("2", .incomplete, decided: 3000),
            call("3", .recycled, decided: 3700), call("4", .salesQualified, decided: 9000),
        ]
        func decisions(at now: Int) -> [String: HandOffFacts.Decision] {
            Dictionary(
                HandOffFacts.all(
                    of: recycledLater, [], at: Self.at(now),
                    settings: Settings(serviceLevel: ServiceLevel(acceptanceHours: 1))
                ).map { ($0.call, $0.decision) }
            ) { first, _ in first }
        }
        #expect(decisions(at: 9100) == ["1": .acceptedBySilence, "4": .waiting])
        #expect(decisions(at: 3699) == ["4": .waiting])
    }
}
