import Foundation
import Glibc
import Qualification
import TestSupport
import Testing

/// Two programs at work in one workspace.
@Suite struct TwoAtOnceTests {
    @Test func aSecondCallWithTheLeadIsToldWhoHasIt() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        let second = try workplace.run("call", Workplace.jane, "--rep", "kim", input: ["", "hello !"])
        #expect(second.ending == .exit(75))
        #expect(second.errors.contains("sam has the call open since "))
        #expect(second.errors.contains("(process \(terminal.process))"))
        // Another lead is free.
        #expect(
            try workplace.run("call", "mei@blueriver.example", input: ["", "hello !"]).ending == .exit(0))
        try terminal.enter("90k a year !")
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
        let janes = try workplace.records().filter { $0.lead.id == Workplace.jane }
        #expect(janes.map(\.standing.answers.count) == [2])
    }

    /// What else goes on in the workspace while a call is on neither stops the call nor loses an entry.
    @Test func otherCommandsDuringACall() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        try workplace.importLeads("Name,Email\nAnn Ode,ann@x.example\n")
        try terminal.enter("90k a year !")
        _ = try workplace.run("doctor", "--fix")
        try terminal.enter("budget: 40k, approved !")
        let forgetting = try workplace.run("forget", Workplace.jane)
        #expect(forgetting.ending == .exit(75))
        #expect(forgetting.errors.contains("nothing was erased: a call with this lead is going on"))
        #expect(try workplace.run("forget", "mei@blueriver.example").ending == .exit(0))
        _ = try workplace.run("leads")
        try FileManager.default.removeItem(at: workplace.url(of: ".baton/index.sqlite"))
        try terminal.enter("authority: Dana, the CFO, signs !")
        #expect(!terminal.screen.text.contains("NOT SAVED"))
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(try workplace.answers().count == 4)
        #expect(workplace.openCalls.count == 1)
        let leads = try workplace.run("leads", "--all").output
        #expect(leads.contains("ann@x.example") && !leads.contains("mei@blueriver.example"))
    }

    /// Two imports of one file at the same time both land, and the book is that of one.
    @Test("Bug: of two first uses of a workspace at the same time one failed") func theSameImportTwice()
        throws
    {
        let workplace = try Workplace()
        let rows = (0..<3000).map { "lead\($0)@x.example,Lead \($0),Company \($0)\n" }
        let path = try workplace.write("Email,Name,Company\n" + rows.joined(), to: "leads.csv")
        let script =
            "'\(Workplace.program)' import '\(path)' & '\(Workplace.program)' import '\(path)'; a=$?; wait $!; echo $? $a"
        let program = try PipedProgram.run(
            "/bin/sh", ["-c", script], environment: workplace.environment())
        #expect(program.output.hasSuffix("0 0\n"), "\(program.output) \(program.errors)")
        #expect(workplace.files(in: "leads").count == 2)
        func book() throws -> [String] {
            let all = try workplace.run("leads", "--all", "--json").output
            return all.split(separator: "\n").filter { $0.contains("\"id\"") }.map(String.init)
        }
        let leads = try book()
        #expect(Set(leads).count == 3000 && leads.count == 3000)
        try FileManager.default.removeItem(at: workplace.url(of: ".baton"))
        #expect(try book() == leads)
    }
}
