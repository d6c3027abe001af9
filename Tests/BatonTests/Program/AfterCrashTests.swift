import Foundation
import Qualification
import TestSupport
import Testing

/// What a process that died left undone, and who completes it.
@Suite struct AfterCrashTests {
    @Test(arguments: [["leads"], ["calls"], ["call", "mei@blueriver.example"], []])
    func feedbackThatIsMissingComesWithTheNextStart(command: [String]) throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let refer = "/refer Dana Li dana@acme.example"
        _ = try workplace.run("call", Workplace.jane, input: ["", "authority: nobody !", refer])
        let mark = try #require(workplace.openCalls.first)
        let left = try Data(contentsOf: workplace.url(of: mark))
        _ = try workplace.run("call", Workplace.jane, input: ["/end", "wrong-contact", ""])
        #expect(workplace.openCalls == [])
        let told = try workplace.feedback()
        #expect(told.count == 1)

        // As if the process had died between record and feedback.
        let referral = try #require(
            workplace.files(in: "leads").first { path in
                try String(contentsOf: workplace.url(of: path), encoding: .utf8).contains("dana@acme.example")
            })
        for path in workplace.files(in: "feedback") + [referral] {
            try FileManager.default.removeItem(at: workplace.url(of: path))
        }
        try left.write(to: workplace.url(of: mark))
        let record = try workplace.record()
        let program = try PipedProgram.run(
            Workplace.program, command, environment: workplace.environment(), directory: workplace.folder.path
        )
        #expect(program.ending == .exit(0))
        #expect(try workplace.feedback() == told)
        #expect(try workplace.record() == record)
        #expect(workplace.openCalls == [])
        #expect(try workplace.run("leads", "--all").output.contains("dana@acme.example"))
    }

    /// A loss of power may take the mark of an open call; the record is found without it, and the verdict that follows
    /// is not, if the process dies before its feedback.
    @Test("Bug: a resumed call whose mark was lost had none, and its verdict could stay without feedback")
    func aResumedCallHasItsMarkAgain() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "authority: nobody !"])
        let mark = try #require(workplace.openCalls.first)
        try FileManager.default.removeItem(at: workplace.url(of: mark))
        _ = try workplace.run("call", Workplace.jane, input: ["we lose pallets !"])
        let record = try workplace.record()
        #expect(record.standing.answers.count == 2)
        #expect(try String(contentsOf: workplace.url(of: mark), encoding: .utf8).contains(record.id))
    }

    /// The kill falls before, between or after record, feedback and the removal of the mark.
    @Test(arguments: 0..<8)
    func aKillAtTheVerdictLosesNothing(delay: Int) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let lines = [
            "", "we lose pallets !", "90k a year !", "/end", "timing 2099-04", "", "next: call in April",
        ]
        var polls = 0
        let program = try workplace.run("call", Workplace.jane, input: lines) { process, output in
            guard output.contains(delay < 4 ? "Proposal:" : "Verdict:") else { return }
            // Each look at the folder gives the program a little more time.
            while polls < delay % 4 { polls += workplace.files(in: "feedback").isEmpty ? 1 : 4 }
            kill(process, SIGKILL)
        }
        #expect(program.ending == .signal(SIGKILL))
        let record = try workplace.record()
        #expect(record.standing.answers.count == 2)
        #expect(try workplace.run("leads").ending == .exit(0))
        #expect(try workplace.record() == record)
        #expect(try workplace.feedback().map(\.id) == (record.outcome == nil ? [] : [record.id]))
        #expect(workplace.openCalls.isEmpty == (record.outcome != nil))
    }

    @Test func aCallThatDiedBeforeItsFirstEntryLeavesNothingToResume() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        terminal.signal(SIGKILL)
        try terminal.waitForEnd()
        #expect(workplace.openCalls.count == 1)
        let again = try workplace.call()
        #expect(!again.screen.text.contains("resume"))
        again.send(.controlD)
        #expect(try again.waitForEnd() == .exit(0))
        #expect(workplace.openCalls == [])
    }

    /// Once a kill between the writing and the renaming of feedback or of a kept checklist left the half-written
    /// file for good: the start that completed the call cleared the folder of the records alone, and later none that
    /// was younger than two seconds.
    @Test(arguments: ["feedback", "checklists/used"])
    func theNextStartClearsWhatTheKillLeftHalfWritten(part: String) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        let mark = try #require(workplace.openCalls.first)
        let left = try Data(contentsOf: workplace.url(of: mark))
        _ = try workplace.run("call", Workplace.jane, input: ["/end", "not-a-prospect"])
        let message = try #require(workplace.files(in: "feedback").first)
        try left.write(to: workplace.url(of: mark))
        let neighbour =
            part == "feedback"
            ? workplace.url(of: message) : workplace.workspace.appending(path: "checklists/used/any")
        let leftover = neighbour.deletingLastPathComponent().appending(path: ".baton-tmp-1-1")
        try Data("half".utf8).write(to: leftover)
        #expect(try workplace.run("leads").ending == .exit(0))
        #expect(!FileManager.default.fileExists(atPath: leftover.path))
    }
}
