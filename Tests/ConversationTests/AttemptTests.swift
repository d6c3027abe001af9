import Conversation
import Qualification
import Testing

@Suite("Calls that reach nobody") struct AttemptTests {
    @Test(
        "Each way of not reaching the lead is an attempt",
        arguments: [
            ("/noanswer", "no-answer"), ("/voicemail", "voicemail"), ("/wrongnumber", "wrong-number"),
            ("/NOANSWER", "no-answer"),
        ])
    func attempts(command: String, disposition: String) {
        var call = Call(picksUp: false, attempts: 2)
        call.type(command)
        #expect(call.prompt == "next step")
        call.type("")
        #expect(call.verdict == "no-contact \(disposition)")
        #expect(call.outcome?.proof == [Proof(rule: .attempt, text: "attempt 3: \(disposition)")])
        #expect(call.outcome?.override == nil && call.outcome?.flip == [])
    }

    @Test("A note goes with the attempt, and nothing asks first when only notes were taken")
    func note() {
        var call = Call(picksUp: false)
        call.type("- mailbox full", "/voicemail", "")
        #expect(call.outcome?.attempt?.note == "mailbox full")
    }

    @Test(
        "Whoever answered in the lead's place makes it a gatekeeper",
        arguments: [("/noanswer", "gatekeeper"), ("/voicemail", "voicemail")])
    func gatekeeper(command: String, disposition: String) {
        var call = Call(picksUp: false)
        call.type("/gatekeeper Tom", command, "")
        #expect(call.verdict == "no-contact \(disposition)")
        #expect(call.outcome?.attempt?.spokeTo == "Tom")
    }

    @Test("With a gatekeeper and nobody reached, /end proposes no contact")
    func gatekeeperProposed() {
        var call = Call(picksUp: false)
        call.type("/gatekeeper Tom", "/end", "", "call Monday 9:30")
        #expect(call.verdict == "no-contact gatekeeper")
        #expect(call.outcome?.proposed == .noContact)
    }

    @Test(
        "A call-back is due at the time that was promised, in local time",
        arguments: [
            ("call back Thu 15:00", "2026-11-26T14:00:00.000Z"), ("Monday 9:30", "2026-11-23T08:30:00.000Z"),
            ("try tomorrow", "2026-11-21T23:00:00.000Z"), ("some time", nil), ("", nil),
        ] as [(String, String?)])
    func callBack(typed: String, due: String?) {
        var call = Call(picksUp: false)
        call.type("/noanswer", typed)
        #expect(call.outcome?.attempt?.callBackAt?.rfc3339 == due)
        var before = Call(picksUp: false)
        guard !typed.isEmpty else { return }
        before.type("next: \(typed)", "/noanswer")
        #expect(before.outcome?.attempt?.callBackAt?.rfc3339 == due)
    }

    @Test(
        "Once something was answered an attempt asks first",
        arguments: ["/noanswer", "/voicemail", "/wrongnumber"])
    func asksFirst(command: String) {
        var call = Call()
        call.type("slow", command)
        #expect(call.prompt.hasPrefix("really "))
        #expect(call.effects.last == .discardTypeAhead)
        call.type("no")
        #expect(call.prompt == "need.impact" && call.notices == [.attemptDropped])
        call.type(command, "yes", "")
        #expect(call.outcome?.verdict == .noContact)
    }

    @Test("What was answered and taken back does not ask")
    func answeredAndUndone() {
        var call = Call()
        call.type("slow", "/undo", "/noanswer")
        #expect(call.prompt == "next step")
    }

    @Test("/dnc ends the call at once, as a prospect never to be called again", arguments: [true, false])
    func doNotCall(picksUp: Bool) {
        var call = Call(picksUp: picksUp)
        if picksUp { call.type("slow") }
        call.type("/dnc")
        #expect(call.verdict == "disqualified not-a-prospect/do-not-contact")
        #expect(call.outcome?.override == nil && call.prompt == "ended")
    }

    // MARK: Bugs that were

    @Test("Bug: a line typed at “really no answer?” was lost")
    func lineAtTheQuestion() {
        var call = Call()
        call.type("slow", "/noanswer", "budget: 40k")
        #expect(call.entries == ["answer need.pain 1 “slow”", "answer budget.amount 2 “40k”"])
        call.type("/end", "/voicemail", "8")
        #expect(call.verdict == "disqualified not-a-prospect")
    }
}

@Suite("A call that goes on where another left off") struct ContinuingTests {
    private static let first = "20261120T100000Z-00000000"

    /// Copies of what stood on an earlier call.
    private func copies(_ kinds: [Entry.Kind]) -> [Entry] {
        kinds.enumerated().map { index, kind in
            Entry(
                seq: index + 1, at: now.instant.adding(hours: -28), kind: kind, from: Self.first)
        }
    }

    private func answer(_ name: String, _ text: String, _ value: AnswerValue? = nil) -> Entry.Kind {
        .answer(Answer(question: key(name), text: text, value: value, grade: .stated, isAgainst: false))
    }

    @Test("Copied answers stand and are not asked again; new entries are this call's own")
    func standing() {
        var call = Call(entries: copies([answer("need.pain", "slow"), answer("need.impact", "2 days")]))
        #expect(call.prompt == "budget.amount")
        #expect(!call.conversation.hasOwnEntries)
        call.type("40k")
        #expect(call.conversation.hasOwnEntries)
        #expect(call.conversation.record.entries.map(\.seq) == [1, 2, 3])
        #expect(call.conversation.record.entries.map(\.from) == [Self.first, Self.first, nil])
        call.type("\"for real\"")
        #expect(call.entries.last == "quote budget.amount “for real”")
    }

    @Test("A call of copies alone leaves nothing behind when it pauses")
    func pausing() {
        var call = Call(picksUp: false, entries: copies([answer("need.pain", "slow")]))
        #expect(call.conversation.endOfInput(at: now) == [.paused])
    }

    @Test("Copied answers do not make an attempt ask first; a word of this call does")
    func attempts() {
        var call = Call(picksUp: false, entries: copies([answer("need.pain", "slow")]))
        call.type("/noanswer")
        #expect(call.prompt == "next step")
        var answered = Call(entries: copies([answer("need.pain", "slow")]))
        answered.type("need: \"it hurts\"", "/noanswer")
        #expect(answered.prompt == "really no-answer?")
    }

    @Test("Bug: an earlier call's gatekeeper and note were this attempt's")
    func earlierMarks() {
        let entries = copies([.mark(Mark(kind: .gatekeeper, name: "Tom")), .note(text: "mailbox full")])
        var call = Call(picksUp: false, entries: entries)
        call.type("/noanswer", "")
        #expect(call.verdict == "no-contact no-answer")
        #expect(call.outcome?.attempt?.spokeTo == nil && call.outcome?.attempt?.note == nil)
        var ended = Call(picksUp: false, entries: entries)
        ended.type("/end")
        #expect(ended.conversation.proposal(at: now).verdict == .incomplete)
    }

    @Test("Bug: a call-back promised for this very call, or a past next step, stood for ever")
    func pastNextStep() {
        func call(on day: String, _ text: String) -> Call {
            var call = Call(
                picksUp: false,
                entries: copies([.next(NextStep(what: "call", on: LocalDay(day)), text: text)]))
            call.type("/noanswer")
            return call
        }
        #expect(call(on: "2026-11-20", "call Friday 10:00").prompt == "next step")
        let today = call(on: "2026-11-21", "call 10:00")
        #expect(today.prompt == "ended" && today.outcome?.attempt?.callBackAt == nil)
        let ahead = call(on: "2026-11-24", "call 10:00")
        #expect(ahead.outcome?.attempt?.callBackAt?.rfc3339 == "2026-11-24T09:00:00.000Z")
    }
}

@Suite("What goes back to marketing") struct FeedbackTests {
    private func feedback(
        _ script: String, settings: Settings = Settings(), history: LeadHistory = LeadHistory(attempts: 1)
    ) -> Feedback? {
        var call = Call()
        call.type(script: script)
        return Feedback(call: call.conversation.record, rulebook: rules, history: history, settings: settings)
    }

    @Test(
        "Every decisive verdict does, and no other",
        arguments: [
            ("4 ⏎ 2 ⏎ budget: 40k ⏎ authority: Dana ⏎ timing: March ⏎ next: demo Thu ⏎ /end ⏎ ", "lead.sql"),
            ("slow ⏎ /end ⏎ 6 2027-03-31 ⏎ ", "lead.recycled"), ("slow ⏎ /end ⏎ 8", "lead.disqualified"),
            ("slow ⏎ /end ⏎ 9 Kim", "lead.returned"), ("slow ⏎ /end ⏎  ⏎ ", nil), ("/noanswer ⏎ ", nil),
            ("slow", nil), ("/dnc", "lead.disqualified"),
        ] as [(String, String?)])
    func type(script: String, type: String?) {
        #expect(feedback(script)?.type == type)
    }

    @Test(
        "The buyer's words are the newest quotes on the reason's element, else the answer's text",
        arguments: [
            (
                "timing: locked in x ⏎ timing: \"until March\" ⏎ timing: \"sorry\" ⏎ /end ⏎ 6 2027-03-31 ⏎ ",
                ["sorry", "until March"]
            ),
            ("timing: \"until March\" ⏎ need: \"we drown\" ⏎ /end ⏎ 3 recycled ⏎ ", ["we drown"]),
            ("need.pain: slow ⏎ need.impact: none ⏎ /end ⏎ 3 recycled ⏎ ", ["none"]),
            ("need.pain: slow ⏎ /end ⏎ 3 recycled ⏎ ", ["slow"]),
            ("budget: none ⏎ /end ⏎ 4 January ⏎ ", ["none"]),
            ("need.pain: slow ⏎ /end ⏎ 8", []),
            ("need: \"typo\" ⏎ /undo ⏎ need.pain: slow ⏎ /end ⏎ 3 recycled ⏎ ", ["slow"]),
        ] as [(String, [String])])
    func buyerWords(script: String, words: [String]) {
        #expect(feedback(script)?.buyerWords == words)
    }

    @Test("The action is the reason's, on the day to come back; of SQL it is the next step")
    func action() {
        #expect(
            feedback("slow ⏎ /end ⏎ 6 2027-03-31 ⏎ ")?.action
                == Feedback.Action(who: "nurture", what: "dated nurture", on: LocalDay("2027-03-31")))
        #expect(
            feedback("slow ⏎ next: demo Thu ⏎ /end ⏎ sql ⏎ founder")?.action
                == Feedback.Action(who: "account executive", what: "demo", on: LocalDay("2026-11-26")))
    }

    @Test("Attempts count this call, and the first touch is the earliest")
    func attempts() {
        let earlier = LeadHistory(attempts: 3, firstTouchAt: Instant(rfc3339: "2026-11-21T12:00:00Z"))
        let source = feedback("slow ⏎ /end ⏎ 8", history: earlier)?.source
        #expect(source?.attempts == 4)
        #expect(source?.firstTouchAt?.rfc3339 == "2026-11-21T12:00:00.000Z")
        #expect(source?.threshold == 60 && source?.score == 72)
        #expect(feedback("slow ⏎ /end ⏎ 8", history: LeadHistory())?.source.firstTouchAt == now.instant)
    }

    @Test("Bug: a lead that was decided without dialling had been touched, and in time")
    func decidedWithoutDialling() {
        var call = Call()
        call.type(script: "slow ⏎ /end ⏎ 8")
        var record = call.conversation.record
        record.connectedAt = nil
        func source(_ history: LeadHistory) -> Feedback.Source? {
            Feedback(call: record, rulebook: rules, history: history, settings: Settings())?.source
        }
        let first = source(LeadHistory())
        #expect(first?.attempts == 0 && first?.firstTouchAt == nil && first?.firstTouchInTime == nil)
        let earlier = LeadHistory(attempts: 2, firstTouchAt: Instant(rfc3339: "2026-11-21T12:00:00Z"))
        let later = source(earlier)
        #expect(later?.attempts == 2 && later?.firstTouchAt == earlier.firstTouchAt)
        #expect(later?.firstTouchInTime == true)
    }

    @Test(
        "First touch in time: within the SLA of the hand-off at 11:00",
        arguments: [(4, true), (3, false), (24, true)])
    func inTime(hours: Int, isInTime: Bool) {
        // This call began at 14:03, three hours and three minutes after.
        let settings = Settings(serviceLevel: ServiceLevel(firstTouchHours: hours))
        #expect(
            feedback("slow ⏎ /end ⏎ 8", settings: settings, history: LeadHistory())?.source.firstTouchInTime
                == isInTime)
    }
}
