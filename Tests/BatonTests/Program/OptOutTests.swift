import Foundation
import Qualification
import TestSupport
import Testing

/// Leads that asked not to be called: nobody calls them without having been told.
@Suite struct OptOutTests {
    private static let flagged = """
        Name,Email,Phone,Company,Do Not Call
        Jane Ortiz,jane@acme.example,+1 555 0100,Acme Logistics,yes

        """

    @Test func theColumnOfTheHandOffCounts() throws {
        let workplace = try Workplace(leads: Self.flagged)
        let refused = try workplace.run("call", Workplace.jane, input: ["", "hello !"])
        #expect(refused.ending == .exit(64))
        #expect(refused.errors.hasPrefix("baton: Jane Ortiz asked not to be called.\n"))
        #expect(refused.errors.contains("baton call --acknowledge jane@acme.example"))
        #expect(workplace.files(in: "transcripts") == [])
        #expect(workplace.openCalls == [])

        let acknowledged = try workplace.run("call", "--acknowledge", Workplace.jane, input: ["", "hello !"])
        #expect(acknowledged.ending == .exit(0))
        #expect(acknowledged.output.contains("asked not to be called"))
        #expect(try workplace.answers() == ["need.pain": "hello"])
    }

    @Test func aTerminalAsksFirst() throws {
        let workplace = try Workplace(leads: Self.flagged)
        for refusal in ["", "yes", "no"] {
            let terminal = try workplace.open("call", Workplace.jane)
            try terminal.waitForPrompt(after: 0)
            #expect(terminal.promptLine == "call all the same?>")
            #expect(try terminal.enterLast(refusal) == .exit(0))
            #expect(terminal.isSane)
        }
        let terminal = try workplace.open("call", Workplace.jane)
        try terminal.waitForPrompt(after: 0)
        try terminal.enter("call")
        #expect(terminal.promptLine == "dialling>")
    }

    @Test func aSignalAtTheQuestionIsADeathByIt() throws {
        let workplace = try Workplace(leads: Self.flagged)
        let terminal = try workplace.open("call", Workplace.jane)
        try terminal.waitForPrompt(after: 0)
        terminal.signal(SIGTERM)
        #expect(try terminal.waitForEnd() == .signal(SIGTERM))
        #expect(terminal.isSane)
    }

    @Test(arguments: [
        "Name,Email,Phone\nJane Ortiz,jane@acme.example,+1 212 555 0100\n",
        "Lead ID,Name,Phone\n4711,J. Ortiz,001-212-555-0100\n",
        "Lead ID,Name,Phone\n4711,J. Ortiz,(212) 555 01 00\n",
        "Lead ID,Name,Work Email\n4711,J. Ortiz,JANE@acme.example\n",
    ])
    func askingOnACallHoldsForPhoneAndEmailAcrossImports(csv: String) throws {
        let workplace = try Workplace(
            leads: "Name,Email,Phone\nJane Ortiz,jane@acme.example,+1 212 555 0100\n")
        let program = try workplace.run(
            "call", Workplace.jane, input: ["", "\"take me off your list\"", "/dnc"])
        #expect(program.ending == .exit(0))
        let outcome = try #require(try workplace.record().outcome)
        #expect(outcome.verdict == .disqualified)
        #expect(outcome.reason?.code == "not-a-prospect" && outcome.reason?.sub == "do-not-contact")

        try workplace.importLeads(csv)
        let lead = csv.contains("4711,") && !csv.contains("@") ? "4711" : Workplace.jane
        #expect(try workplace.run("call", lead, input: [""]).ending == .exit(64))
        let terminal = try workplace.open("call", lead)
        try terminal.waitForPrompt(after: 0)
        #expect(terminal.promptLine == "call all the same?>")
    }
}
