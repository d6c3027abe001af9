import Conversation
import Qualification
import Testing

@Suite struct CardTests {
    private let send = Card(key: "send-info", name: "Just send me something", say: "Gladly.")
    private let later = Card(key: "call-later", name: "Call me next quarter", say: "Of course.")

    private func call(picksUp: Bool = true, cards: [Card]) -> Call {
        var checklist = bant
        checklist.cards = cards
        checklist.elements[0].questions[0].ask = "What made {lead.company} look?"
        var call = Call(picksUp: picksUp)
        call.conversation = Conversation(
            record: call.conversation.record,
            rulebook: Rulebook(checklist: checklist, reasons: reasons, currency: "USD"), settings: Settings(),
            history: LeadHistory())
        return call
    }

    @Test(arguments: ["/card send-info", "/c send-info", "/c SEND", "/c s"])
    func showsOneByItsKeyOrTheBeginningOfIt(_ line: String) {
        var call = call(cards: [send, later])
        #expect(call.type(line) == [.card(send)])
        #expect(call.entries.isEmpty)
    }

    @Test func aloneListsThem() {
        var call = call(cards: [send, later])
        #expect(call.type("/c") == [.cards([send, later])])
        #expect(call.type("/card nope") == [.notice(.noSuchCard("nope")), .cards([send, later])])
    }

    @Test func aChecklistWithoutCardsSaysSo() {
        var call = call(cards: [])
        #expect(call.type("/c send-info") == [.notice(.noCards)])
    }

    @Test func theyShowWhileDiallingAndWhileClosingToo() {
        var call = call(picksUp: false, cards: [send])
        #expect(call.type("/c send") == [.card(send)])
        #expect(call.conversation.stage == .dialling)
        call.type("/end")
        let stage = call.conversation.stage
        #expect(call.type("/c send") == [.card(send)])
        #expect(call.conversation.stage == stage)
    }

    @Test func tabCompletesTheirKeys() {
        let call = call(cards: [send, later])
        #expect(call.conversation.completions(of: "/c ").map(\.text) == ["/c send-info", "/c call-later"])
        #expect(call.conversation.completions(of: "/card s").map(\.text) == ["/card send-info"])
        #expect(call.conversation.completions(of: "/ca").map(\.text) == ["/card "])
        #expect(call.conversation.completions(of: "/b x").isEmpty)
    }

    @Test func questionsAreInTheWordsForTheLeadOnThePhone() {
        #expect(call(cards: []).conversation.question?.ask == "What made Acme look?")
    }
}

@Suite struct KnockOutTests {
    @Test func isTakenBeforeAnyoneIsCalled() {
        var checklist = bant
        checklist.stops = [
            LeadStop(
                when: .test(.domain, .among(["acme.example"])),
                reason: ReasonReference(code: "not-a-prospect"))
        ]
        var call = Call(picksUp: false)
        call.conversation = Conversation(
            record: call.conversation.record,
            rulebook: Rulebook(checklist: checklist, reasons: reasons, currency: "USD"), settings: Settings(),
            history: LeadHistory())
        call.type("/end", "")
        let outcome = call.conversation.record.outcome
        #expect(outcome?.verdict == .disqualified && outcome?.reason?.code == "not-a-prospect")
        #expect(outcome?.proof.first?.rule == .stop && call.conversation.record.connectedAt == nil)
    }
}

@Suite struct OptionGradeTests {
    @Test(arguments: [
        ("curious", 1, false), ("growth", 2, false), ("audit", 3, false), ("nothing", 2, true),
        ("curious !", 2, false), ("audit ?", 1, false), ("audit, I think", 1, false),
    ])
    func anOptionsOwnGradeStandsUnlessTheRepMarksIt(_ line: String, _ grade: Int, _ against: Bool) {
        var checklist = bant
        checklist.elements[0].questions[0].kind = .choice
        checklist.elements[0].questions[0].redFlags = []
        checklist.elements[0].questions[0].choices = [
            Choice(key: "growth", name: "Growing out of it"),
            Choice(key: "curious", name: "Looking", grade: .vague),
            Choice(key: "audit", name: "An audit says so", grade: .verified),
            Choice(key: "nothing", name: "No problem", isAgainst: true),
        ]
        var call = Call()
        call.conversation = Conversation(
            record: call.conversation.record,
            rulebook: Rulebook(checklist: checklist, reasons: reasons, currency: "USD"), settings: Settings(),
            history: LeadHistory())
        call.type(line)
        let answer = call.conversation.standing.answers[checklist.questions[0].key]
        #expect(answer?.grade.rawValue == grade && answer?.isAgainst == against)
    }
}
