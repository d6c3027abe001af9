import Foundation
import Qualification
import TestSupport
import Testing
import Workspace

/// Every way in which a call can stop in the middle, and what the next one finds.
@Suite struct LeavingCallTests {
    @Test func controlDPausesAndTheNextCallOffersToGoOn() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(terminal.isSane)
        #expect(terminal.screen.lastLine == "  Paused. `baton call jane@acme.example` goes on with it today.")
        #expect(workplace.openCalls.count == 1)

        let again = try workplace.open("call", Workplace.jane)
        try again.waitForPrompt(after: 0)
        #expect(again.promptLine == "resume>")
        #expect(again.screen.text.contains("with Jane Ortiz is paused, 1 answer."))
        try again.enter()
        #expect(again.promptLine.hasSuffix("need.impact>"))
        try again.enter("90k a year !")
        #expect(try workplace.answers() == ["need.pain": "we lose pallets", "need.impact": "90k a year"])
    }

    @Test func newInsteadOfResumingClosesThePausedCallAsIncomplete() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        let terminal = try workplace.open("call", Workplace.jane)
        try terminal.waitForPrompt(after: 0)
        try terminal.enter("anew")
        #expect(terminal.promptLine == "resume>")
        try terminal.enter("new")
        #expect(terminal.promptLine == "dialling>")
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(try workplace.record().outcome?.verdict == .incomplete)
    }

    enum Death: CaseIterable {
        case terminated, hungUp

        var signal: Int32 { self == .terminated ? SIGTERM : SIGHUP }

        func strike(_ terminal: PseudoTerminal) {
            self == .terminated ? terminal.signal(SIGTERM) : terminal.hangUp()
        }
    }

    @Test(arguments: Death.allCases)
    func aHalfTypedLineSurvivesAndIsEditableAgain(death: Death) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        try terminal.type("ninety thousand ä")
        death.strike(terminal)
        #expect(try terminal.waitForEnd() == .signal(death.signal))
        if death == .terminated { #expect(terminal.isSane) }
        #expect(try workplace.record().draft == "ninety thousand ä")
        #expect(try workplace.record().entries.count == 1)

        let again = try workplace.open("call", Workplace.jane)
        try again.waitForPrompt(after: 0)
        try again.enter()
        try again.wait(until: "the draft") { $0.promptLine.hasSuffix("need.impact> ninety thousand ä") }
        again.send(" year !")
        again.send(.home)
        again.send("about ")
        try again.press(.enter)
        #expect(try workplace.answers()["need.impact"] == "about ninety thousand ä year")
        #expect(try workplace.record().draft == nil)
    }

    @Test(arguments: Death.allCases)
    func aLineHalfTypedBeforeAnyEntrySurvivesToo(death: Death) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.type("we lo")
        death.strike(terminal)
        #expect(try terminal.waitForEnd() == .signal(death.signal))
        #expect(try workplace.record().draft == "we lo")
        let again = try workplace.open("call", Workplace.jane)
        try again.waitForPrompt(after: 0)
        try again.enter()
        try again.wait(until: "the draft") { $0.promptLine == "dialling> we lo" }
    }

    @Test(arguments: Death.allCases)
    func aSignalAtTheResumePromptIsADeathByIt(death: Death) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        let terminal = try workplace.open("call", Workplace.jane)
        try terminal.waitForPrompt(after: 0)
        death.strike(terminal)
        #expect(try terminal.waitForEnd() == .signal(death.signal))
        #expect(workplace.openCalls.count == 1)
        #expect(try workplace.record().outcome == nil)
    }

    @Test func killLosesNothingThatWasAcknowledged() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        try terminal.enter("90k a year !")
        try terminal.enter("budget: 40k")
        try terminal.type("and half of th")
        terminal.signal(SIGKILL)
        #expect(try terminal.waitForEnd() == .signal(SIGKILL))
        let expected = ["need.pain": "we lose pallets", "need.impact": "90k a year", "budget.amount": "40k"]
        #expect(try workplace.answers() == expected)

        let again = try workplace.open("call", Workplace.jane)
        try again.waitForPrompt(after: 0)
        #expect(again.screen.text.contains("is paused, 3 answers."))
        try again.enter()
        #expect(again.promptLine.hasSuffix("budget.owner>"))
        try again.enter("Dana Li, CFO")
        #expect(try workplace.answers().count == 4)
    }

    @Test func aHangUpAtTheNextStepCompletesTheCall() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        try terminal.enter("/end")
        try terminal.enter("incomplete")
        #expect(terminal.promptLine == "next step>")
        terminal.hangUp()
        #expect(try terminal.waitForEnd() == .signal(SIGHUP))
        #expect(try workplace.record().outcome?.verdict == .incomplete)
        #expect(workplace.openCalls == [])
    }

    @Test func aHangUpAtTheVerdictPausesTheCall() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        try terminal.enter("/end")
        try terminal.type("recyc")
        terminal.hangUp()
        #expect(try terminal.waitForEnd() == .signal(SIGHUP))
        #expect(try workplace.record().outcome == nil)
        #expect(workplace.openCalls.count == 1)
    }

    @Test func termWhileLateLinesAreReadIsADeathByTerm() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let program = try workplace.run("call", Workplace.jane, input: ["/noanswer", ""]) {
            if $1.contains("Verdict:") { kill($0, SIGTERM) }
        }
        #expect(program.ending == .signal(SIGTERM))
        #expect(try workplace.record().outcome?.verdict == .noContact)
        // Whichever came first, the signal or the end of the work: the next start leaves nothing over.
        _ = try workplace.run("leads")
        #expect(workplace.openCalls == [])
    }

    @Test func aSecondCallWithTheSameLeadIsToldWhoHasIt() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let terminal = try workplace.call()
        let second = try workplace.run("call", Workplace.jane, "--rep", "mary")
        #expect(second.ending == .exit(75))
        #expect(
            second.errors.contains(
                #/^baton: Jane Ortiz is on the phone: sam has the call open since \d\d:\d\d /#))
        #expect(second.errors.contains("(process \(terminal.process))"))
        #expect(second.output == "")
        let onTerminal = try workplace.open("call", Workplace.jane)
        #expect(try onTerminal.waitForEnd() == .exit(75))
        #expect(onTerminal.isSane)
        // Another lead is free, and so is this one as soon as the call is over.
        #expect(try workplace.run("call", "mei@blueriver.example").ending == .exit(0))
        terminal.send(.controlD)
        try terminal.waitForEnd()
        #expect(try workplace.run("call", Workplace.jane).ending == .exit(0))
    }

    @Test func aPausedCallOfYesterdayIsClosedAndContinued() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !", "budget: 40k"])
        let paused = try workplace.moveToYesterday()

        let program = try workplace.run("call", Workplace.jane, input: ["need.impact: 90k a year !"])
        #expect(program.ending == .exit(0))
        let day = paused.utcOffset.day(of: paused.startedAt)
        #expect(program.lines.first == "  The call of \(day) was left open: closed as incomplete.")
        #expect(program.output.contains("goes on from an earlier call: 2 answers stand"))

        let records = try workplace.records()
        try #require(records.count == 2)
        #expect(records[0].id == paused.id)
        #expect(records[0].entries == paused.entries)
        #expect(records[0].outcome?.verdict == .incomplete)
        #expect(records[1].continues == paused.id)
        let copies = records[1].entries.prefix(2)
        #expect(copies.allSatisfy { $0.from == paused.id })
        #expect(copies.map(\.at) == paused.entries.map(\.at))
        #expect(copies.map(\.kind) == paused.entries.map(\.kind))
        #expect(records[1].entries.last?.from == nil)
        #expect(records[1].standing.answers.count == 3)
    }
}

extension Workplace {
    /// Makes the one paused call one of yesterday, file and open mark included; returns it as it then is.
    func moveToYesterday() throws -> CallRecord {
        var record = try record()
        let today = record.id
        let earlier = record.startedAt.adding(milliseconds: -86_400_000)
        record.id = CallRecord.id(startingAt: earlier, random: String(today.suffix(8)))
        record.startedAt = earlier
        let month = workspace.appending(path: "transcripts/\(earlier.rfc3339.prefix(7))")
        try FileManager.default.createDirectory(at: month, withIntermediateDirectories: true)
        for file in files(in: "transcripts") { try FileManager.default.removeItem(at: url(of: file)) }
        try Data(record.encoded).write(to: month.appending(path: "\(record.id).json"))
        for path in openCalls {
            let text = try String(contentsOf: url(of: path), encoding: .utf8)
            try Data(text.replacing(today, with: record.id).utf8).write(to: url(of: path))
        }
        return record
    }
}
