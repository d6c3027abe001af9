import Conversation
import Foundation
import Qualification
import Testing

/// One row: what stands, what is typed after `/end`, the prompts that follow, and the verdict at last.
struct ClosingRow: Sendable, CustomTestStringConvertible {
    var stands: String
    var typed: String
    var prompts: [String]
    var verdict: String?

    init(_ stands: String, _ typed: String, prompts: [String], _ verdict: String?) {
        (self.stands, self.typed, self.prompts, self.verdict) = (stands, typed, prompts, verdict)
    }

    var testDescription: String { "\(stands) | \(typed)" }
}

/// Scripts that give the proposals which the tables start from.
private enum Stands {
    static let qualified =
        "40 orders lost ⏎ 2 days a week ⏎ budget: 40k ⏎ authority: Dana ⏎ timing: March ⏎ next: demo Thu 10:00"
    static let open = "slow"
    static let lost = "need.pain: all is well x !"
}

@Suite("Ending a call") struct ClosingTests {
    private func call(_ stands: String, attempts: Int = 0) -> Call {
        var call = Call(attempts: attempts)
        call.type(script: stands)
        call.type("/end")
        return call
    }

    @Test(
        "From the proposal to each verdict",
        arguments: [
            // Enter accepts what Baton proposes
            ClosingRow(Stands.qualified, "", prompts: ["ended"], "sql"),
            ClosingRow(Stands.open, " ⏎ ", prompts: ["next step", "ended"], "incomplete"),
            ClosingRow(Stands.lost, " ⏎ call Monday", prompts: ["next step", "ended"], "recycled no-need"),

            // By code, by key, by a prefix; with what it needs, or asked for one by one
            ClosingRow(
                Stands.open, "timing 2027-03-31 ⏎ ", prompts: ["next step", "ended"],
                "recycled timing until 2027-03-31"),
            ClosingRow(
                Stands.open, "6 2027-01 ⏎ ", prompts: ["next step", "ended"],
                "recycled timing until 2027-01-31"),
            ClosingRow(
                Stands.open, "timing/contract-end 2027-03-31 ⏎ ", prompts: ["next step", "ended"],
                "recycled timing/contract-end until 2027-03-31"),
            ClosingRow(
                Stands.open, "tim contract-end end of Q1, then ask Dana ⏎ ", prompts: ["next step", "ended"],
                "recycled timing/contract-end until 2027-03-31 (then ask Dana)"),
            ClosingRow(
                Stands.open, "6 ⏎  ⏎ after the reorganisation ⏎ ",
                prompts: ["When, or after what?", "When, or after what?", "next step", "ended"],
                "recycled timing (after the reorganisation)"),
            ClosingRow(
                Stands.open, "4 ⏎ some day ⏎ January ⏎ ",
                prompts: [
                    "When is the next budget decided?", "When is the next budget decided?", "next step",
                    "ended",
                ], "recycled no-budget until 2027-01-31"),
            ClosingRow(
                Stands.open, "5 ⏎ Tom in IT ⏎ ", prompts: ["Who is the right person?", "next step", "ended"],
                "recycled wrong-contact (Tom in IT)"),
            ClosingRow(
                "/refer Tom tom@acme.example", "5 ⏎ ", prompts: ["next step", "ended"],
                "recycled wrong-contact (Tom tom@acme.example)"),
            ClosingRow(Stands.open, "no-fit/size", prompts: ["ended"], "disqualified no-fit/size"),
            ClosingRow(Stands.open, "7 industry", prompts: ["ended"], "disqualified no-fit/industry"),
            ClosingRow(
                Stands.open, "no-fit ⏎ tiny ⏎ siz",
                prompts: ["size or industry", "size or industry", "ended"],
                "disqualified no-fit/size"),
            ClosingRow(
                Stands.open, "9 ⏎ Kim's account", prompts: ["Whose lead is it?", "ended"],
                "returned hand-off-error (Kim's account)"),
            ClosingRow(
                Stands.open, "bad-data the phone number", prompts: ["ended"],
                "returned bad-data (the phone number)"),
            ClosingRow(Stands.open, "8", prompts: ["ended"], "disqualified not-a-prospect"),

            // A reason with two verdicts asks which
            ClosingRow(
                Stands.open, "3 ⏎ perhaps ⏎ disqualified",
                prompts: ["recycled or disqualified", "recycled or disqualified", "ended"],
                "disqualified no-need"),
            ClosingRow(
                Stands.open, "0 ⏎ rec ⏎ they merge ⏎ ",
                prompts: ["recycled or disqualified", "In a sentence?", "next step", "ended"],
                "recycled other (they merge)"),
            ClosingRow(
                Stands.open, "3 disqualified ⏎ ", prompts: ["ended", "ended"], "disqualified no-need"),
            ClosingRow(
                Stands.open, "no-need/solved-otherwise ⏎ rec ⏎ Initech ⏎ ",
                prompts: ["recycled or disqualified", "Which vendor?", "next step", "ended"],
                "recycled no-need/solved-otherwise (Initech)"),

            // An override takes a sentence
            ClosingRow(
                Stands.open, "sql ⏎  ⏎ she is the founder ⏎ demo Thu",
                prompts: ["why?", "why?", "next step", "ended"],
                "sql"),
            ClosingRow(
                Stands.qualified, "incomplete ⏎ I doubt it", prompts: ["why?", "ended"], "incomplete"),
            ClosingRow(
                Stands.qualified, "no-fit/size ⏎ three people", prompts: ["why?", "ended"],
                "disqualified no-fit/size"),
            ClosingRow(
                Stands.lost, "8 ⏎ a student", prompts: ["why?", "ended"], "disqualified not-a-prospect"),

            // Back, with or without the slash
            ClosingRow(Stands.open, "back", prompts: ["need.impact"], nil),
            ClosingRow(Stands.open, "/back", prompts: ["need.impact"], nil),
            ClosingRow(
                Stands.open, "6 ⏎ back ⏎ 8", prompts: ["When, or after what?", "verdict", "ended"],
                "disqualified not-a-prospect"),

            // What is no verdict changes nothing
            ClosingRow(
                Stands.open, "whatever ⏎ no-fit/colour ⏎ /status",
                prompts: ["verdict", "verdict", "verdict"], nil),
            ClosingRow(Stands.open, "1", prompts: ["verdict"], nil),
        ])
    func closing(row: ClosingRow) {
        var call = call(row.stands)
        #expect(call.prompt == "verdict")
        var prompts: [String] = []
        for line in row.typed.components(separatedBy: " ⏎ ") {
            call.type(line.trimmingCharacters(in: .whitespaces))
            prompts.append(call.prompt)
        }
        #expect(prompts == row.prompts)
        #expect(call.verdict == row.verdict)
        #expect(
            call.effects.contains(.save)
                == (row.verdict != nil && row.prompts.last != row.prompts.dropLast().last))
    }

    @Test("The outcome keeps the proposal, the override, the proof and what would flip it")
    func outcome() throws {
        var call = call(Stands.qualified)
        call.type("no-fit/size", "three people work there")
        let outcome = try #require(call.outcome)
        #expect(outcome.proposed == .salesQualified && outcome.verdict == .disqualified)
        #expect(outcome.override == "three people work there")
        #expect(outcome.proof.map(\.rule) == [.confirm, .required])
        #expect(!outcome.flip.isEmpty)
        #expect(outcome.elements.map(\.id) == ["need", "budget", "authority", "timing", "competition"])
        #expect(outcome.decidedBy == "sam" && outcome.decidedAt == now.instant)
        #expect(outcome.nextStep == NextStep(what: "demo 10:00", on: LocalDay("2026-11-26")))
        #expect(call.conversation.record.endedAt == now.instant)
    }

    @Test("A reason given where the proposal was incomplete is no override; SQL there is one")
    func noOverride() {
        var reason = call(Stands.open)
        reason.type("8")
        #expect(reason.outcome?.override == nil && reason.outcome?.proposed == .incomplete)
        var sql = call(Stands.open)
        sql.type("sql", "founder", "")
        #expect(sql.outcome?.override == "founder")
    }

    @Test(
        "SQL without a dated next step is marked so",
        arguments: [("demo Thu", false), ("send pricing", true), ("", true)])
    func datedNextStep(typed: String, isMarked: Bool) {
        var call = call(Stands.open)
        call.type("sql", "founder", typed)
        #expect(call.outcome?.proof.contains { $0.rule == .nextStep } == isMarked)
    }

    @Test("The verdict prompt shows the proposal and lets nothing typed ahead through")
    func proposal() {
        let call = call(Stands.qualified)
        guard case .proposal(let proposal)? = call.effects.first else {
            Issue.record("no proposal")
            return
        }
        #expect(proposal.verdict == .salesQualified)
        #expect(call.effects.last == .discardTypeAhead)
        #expect(call.entries.count == 6)
    }

    @Test(
        "Unreachable is not accepted before the SLA's attempts, this one included",
        arguments: [(4, false), (5, true), (9, true)])
    func unreachable(earlier: Int, isAccepted: Bool) {
        var call = Call(picksUp: false, attempts: earlier)
        call.type("/end", "unreachable")
        #expect(call.prompt == (isAccepted ? "next step" : "verdict"))
        #expect(call.notices == (isAccepted ? [] : [.tooFewAttempts(made: earlier + 1, needed: 6)]))
    }

    @Test("Unreachable draws a warning when they picked up")
    func reachedAfterAll() {
        var call = Call(attempts: 5)
        call.type("/end", "1")
        #expect(call.notices.count == 1)
        guard case .pickedUpThough? = call.notices.first else {
            Issue.record("no warning: \(call.notices)")
            return
        }
    }

    @Test("A reason that the answers contradict draws a warning, and is taken all the same")
    func contradiction() {
        var call = call(Stands.qualified)
        call.type("no-budget 2027-01-15")
        guard case .contradicts(let reason, let element, let answer)? = call.notices.first else {
            Issue.record("no warning: \(call.notices)")
            return
        }
        #expect(reason.code == "no-budget" && element == "budget" && answer?.text == "40k")
        call.type("they froze it")
        #expect(call.verdict == "recycled no-budget until 2027-01-15")

        var silent = self.call(Stands.open)
        silent.type("no-budget 2027-01-15")
        #expect(silent.notices.isEmpty)
    }

    @Test("A date that was answered is not asked again")
    func dateFromTheAnswers() {
        var call = call("need.pain: 4 ⏎ timing.date: locked in until March 2027 x")
        call.type("timing", "")
        #expect(call.verdict == "recycled timing until 2027-03-31")
    }

    @Test("With a next step standing none is asked for, and a lead that is not alive is owed none")
    func nextStepAsked() {
        var stands = call("slow ⏎ next: call Monday")
        stands.type("")
        #expect(stands.prompt == "ended" && stands.outcome?.nextStep?.on == LocalDay("2026-11-23"))
        var dead = call(Stands.open)
        dead.type("8")
        #expect(dead.prompt == "ended" && dead.outcome?.nextStep == nil)
    }

    @Test("End of input pauses before the verdict is complete, and completes at the next step")
    func endOfInput() {
        for typed in [[], ["6"], ["sql"], ["0"]] {
            var call = call(Stands.open)
            for line in typed { call.type(line) }
            call.effects = call.conversation.endOfInput(at: now)
            #expect(call.prompt == "paused" && call.outcome == nil, "\(typed)")
            #expect(call.effects == [.save, .paused])
            #expect(call.entries == ["answer need.pain 1 “slow”"], "closing lines are no entries")
        }
        var late = call(Stands.open)
        late.type("")
        late.effects = late.conversation.endOfInput(at: now)
        #expect(late.prompt == "ended" && late.verdict == "incomplete")
    }

    @Test("End of input on a call keeps the half-typed line; a call nobody typed into leaves nothing")
    func pausing() {
        var call = Call()
        call.type("slow")
        call.effects = call.conversation.endOfInput(draft: "budget: 4", at: now)
        #expect(call.conversation.record.draft == "budget: 4" && call.effects == [.save, .paused])
        var empty = Call(picksUp: false)
        #expect(empty.conversation.endOfInput(at: now) == [.paused])
        #expect(empty.conversation.endOfInput(at: now) == [])
        var asked = Call()
        asked.type("slow", "/noanswer")
        #expect(asked.conversation.endOfInput(at: now) == [.save, .paused])
    }

    @Test("Bug: a draft that was deleted came back, because nothing else asked for a save")
    func deletedDraft() {
        var call = Call(picksUp: false)
        _ = call.conversation.endOfInput(draft: "half typed", at: now)
        let paused = call.conversation
        var resumed = Conversation(
            record: paused.record, rulebook: paused.rulebook, settings: paused.settings,
            history: paused.history)
        #expect(resumed.endOfInput(at: now) == [.save, .paused])
        #expect(resumed.record.draft == nil)
    }

    @Test(
        "/pause pauses on the call and at the verdict",
        arguments: ["/pause", "/end ⏎ /pause", "/end ⏎ 6 ⏎ /pause"])
    func pause(script: String) {
        var call = Call()
        call.type("slow")
        call.type(script: script)
        #expect(call.prompt == "paused" && call.outcome == nil)
    }

    @Test("After the verdict a line is named and ignored")
    func afterTheVerdict() {
        var call = call(Stands.open)
        call.type("8", "budget: 40k")
        #expect(call.notices == [.afterTheVerdict("budget: 40k")])
        #expect(call.entries.count == 1)
        call.type("")
        #expect(call.effects.isEmpty)
    }

    @Test("An earlier verdict is superseded by a decisive one only", arguments: [("8", true), (" ", false)])
    func supersedes(typed: String, does: Bool) {
        var call = Call(supersedes: "20261001T100000Z-00000000")
        call.type("slow", "/end", typed, "")
        #expect(call.outcome?.supersedes == (does ? "20261001T100000Z-00000000" : nil))
    }

    // MARK: Bugs that were

    @Test("Bug: “next:” and “/refer NAME” were not understood while the verdict is agreed on")
    func nextWhileClosing() {
        var call = call(Stands.open)
        call.type("next: demo Thu 10:00")
        #expect(call.prompt == "verdict" && call.entries.last == "next “demo 10:00” 2026-11-26")
        call.type("5")
        #expect(call.prompt == "Who is the right person?")
        call.type("/refer Tom tom@acme.example")
        #expect(call.verdict == "recycled wrong-contact (Tom tom@acme.example)")
        #expect(call.outcome?.nextStep?.what == "demo 10:00")

        var late = self.call(Stands.open)
        late.type("", "next: demo Thu 10:00")
        #expect(late.outcome?.nextStep == NextStep(what: "demo 10:00", on: LocalDay("2026-11-26")))
    }

    @Test("Bug: /undo at the verdict of a call that was still dialling left the clock unstarted")
    func undoWhileDialling() {
        var call = Call(picksUp: false)
        call.type("/gatekeeper Tom", "/end", "/undo")
        #expect(call.prompt == "dialling")
        call.type("slow")
        #expect(call.conversation.record.connectedAt == now.instant)
    }
}
