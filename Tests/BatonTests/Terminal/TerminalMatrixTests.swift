import Foundation
import Qualification
import TestSupport
import Testing

/// Everything that can happen to a call from outside, at every place of its line: the terminal is as it was before,
/// the death is the one that was asked for, what was acknowledged is on disk, and the draft is kept where the system
/// allows.
///
/// Baton opens no pager and no editor. What comes nearest is a shell that pipes into one: ``PagerTests``.
@Suite struct TerminalMatrixTests {
    private static let template = Result { try Workplace(leads: Workplace.janeCSV) }

    @Test(arguments: Strike.all, Scene.allCases)
    func aStrikeLosesNothing(strike: Strike, scene: Scene) throws {
        let workplace = try Workplace(copying: Self.template.get())
        let terminal = try workplace.call(inShell: true)
        try scene.reach(terminal)
        #expect(terminal.modes != terminal.modesAtStart)
        let prompts = terminal.promptCount
        strike.fall(on: terminal)

        switch strike.consequence(in: scene) {
        case .pauses(let signal):
            #expect(try terminal.waitForEnd() == .signal(signal))
            if strike != .closedTerminal {
                expectSane(terminal)
                #expect(
                    terminal.screen.lastLine
                        == "  Paused. `baton call jane@acme.example` goes on with it today.")
            }
            try expectResumption(in: workplace, draft: scene.typed)
        case .crashes(let signal):
            #expect(try terminal.waitForEnd() == .signal(signal))
            expectSane(terminal)
            let message =
                "every entry up to the last prompt is saved. `baton call` with the same lead goes on."
            #expect(terminal.screen.text.filter { $0 != "\n" }.hasSuffix(message))
            #expect(!terminal.didDumpCore)
            try expectResumption(in: workplace, draft: "")
        case .dies:
            #expect(try terminal.waitForEnd() == .signal(SIGKILL))
            try expectResumption(in: workplace, draft: "")
        case .dropsTheLine:
            try terminal.waitForPrompt(after: prompts)
            try terminal.waitForLine("", at: scene.prompt)
            try expectToGoOn(scene, terminal, in: workplace, kept: "")
        case .stops:
            #expect(try terminal.waitForStop() == SIGTSTP)
            expectSane(terminal)
            terminal.goOn()
            try terminal.wait(until: "editing again") { $0.marksPastes && $0.modes != $0.modesAtStart }
            try terminal.waitForLine(scene.shown, at: scene.prompt)
            try expectToGoOn(scene, terminal, in: workplace, kept: scene.typed)
        case .goesOn:
            try terminal.waitForLine(scene.shown, at: scene.prompt)
            try expectToGoOn(scene, terminal, in: workplace, kept: scene.typed)
        }
    }

    /// Whatever else would end a process is no worse than TERM.
    @Test(arguments: [
        SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGIO, SIGPWR, SIGSTKFLT, 34, 50, 64,
    ])
    func anySignalThatEndsAProcessPausesTheCall(signal: Int32) throws {
        let workplace = try Workplace(copying: Self.template.get())
        let terminal = try workplace.call(inShell: true)
        try Scene.halfTypedLine.reach(terminal)
        terminal.signal(signal)
        #expect(try terminal.waitForEnd() == .signal(signal))
        expectSane(terminal)
        try expectResumption(in: workplace, draft: Scene.halfTypedLine.typed)
    }

    /// The shell has the terminal then: the call ends behind it, and leaves it alone.
    @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
    func aStoppedCallThatIsToldToEndKeepsTheDraft(signal: Int32) throws {
        let workplace = try Workplace(copying: Self.template.get())
        let terminal = try workplace.call(inShell: true)
        try Scene.halfTypedLine.reach(terminal)
        terminal.send(.controlZ)
        #expect(try terminal.waitForStop() == SIGTSTP)
        terminal.signal(signal)
        terminal.goOn(inFront: false)
        #expect(try terminal.waitForEnd() == .signal(signal))
        expectSane(terminal)
        try expectResumption(in: workplace, draft: Scene.halfTypedLine.typed)
    }

    @Test func aTerminalClosedOverAStoppedCallKeepsTheDraft() throws {
        let workplace = try Workplace(copying: Self.template.get())
        let terminal = try workplace.call(inShell: true)
        try Scene.halfTypedLine.reach(terminal)
        terminal.send(.controlZ)
        #expect(try terminal.waitForStop() == SIGTSTP)
        terminal.hangUp()
        #expect(try terminal.waitForEnd() == .signal(SIGHUP))
        try expectResumption(in: workplace, draft: Scene.halfTypedLine.typed)
    }

    // MARK: What has to be

    private func expectSane(_ terminal: PseudoTerminal) {
        #expect(terminal.modes == terminal.modesAtStart)
        #expect(!terminal.marksPastes)
        // The shell's prompt begins on a row of its own.
        #expect(terminal.screen.cursor.column == 0)
    }

    private func expectResumption(in workplace: Workplace, draft: String) throws {
        let record = try workplace.record()
        #expect(record.entries.count == 1)
        #expect(record.draft == (draft.isEmpty ? nil : draft))
        #expect(record.outcome == nil)
        #expect(workplace.openCalls.count == 1)
        let again = try workplace.open("call", Workplace.jane)
        try again.waitForPrompt(after: 0)
        #expect(again.promptLine == "resume>")
        try again.enter()
        try again.waitForLine(draft, at: "need.impact>")
        try again.enter("90k a year !")
        #expect(try workplace.answers() == ["need.pain": "we lose pallets", "need.impact": "90k a year"])
    }

    private func expectToGoOn(
        _ scene: Scene, _ terminal: PseudoTerminal, in workplace: Workplace, kept: String
    ) throws {
        if let answer = try scene.goOn(terminal, kept: kept) {
            #expect(try workplace.answers() == ["need.pain": "we lose pallets", "need.impact": answer])
            terminal.send(.controlD)
            #expect(try terminal.waitForEnd() == .exit(0))
        } else {
            #expect(terminal.promptLine == "next step>")
            #expect(try terminal.enterLast() == .exit(0))
            #expect(try workplace.record().outcome?.verdict == .incomplete)
        }
        expectSane(terminal)
    }
}
