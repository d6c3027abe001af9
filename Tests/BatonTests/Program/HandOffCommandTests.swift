import Foundation
import Qualification
import TestSupport
import Testing

/// What an account executive types about an SQL, and what the rep sees of it.
@Suite struct HandOffCommandTests {
    private let workplace: Workplace

    /// A workspace in which Jane is an SQL and Mei was not called.
    init() throws {
        workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let call = try workplace.run(
            "call", Workplace.jane, "--rep", "sam",
            input: [
                "", "need.pain: we lose ten hours a week !", "need.impact: 90k a year !",
                "budget: 40k, approved !",
                "authority: Dana Li, the CFO, signs !", "next: demo on 2027-01-14 with Dana", "/end", "",
            ])
        try #require(call.ending == .exit(0), "\(call.errors)")
        try #require(try workplace.record().outcome?.verdict == .salesQualified)
    }

    @discardableResult
    private func handOff(_ arguments: String..., expecting code: Int32 = 0) throws -> PipedProgram {
        let run = try PipedProgram.run(
            Workplace.program, ["handoff"] + arguments, environment: workplace.environment(),
            directory: workplace.folder.path)
        #expect(run.ending == .exit(code), "\(run.output)\(run.errors)")
        return run
    }

    @Test func aRejectionComesBackToTheRepWithItsReason() throws {
        #expect(try handOff().output.contains("silence accepts"))
        #expect(try handOff("list").output.contains("baton handoff accept CALL"), "how it is answered")
        try handOff("list", "--limit", "0", expecting: 64)
        try handOff("reject", Workplace.jane, "--reason", "no-show", "--note", "nobody came", "--by", "dana")
        #expect(try handOff("list").output.contains("Nothing waits for an account executive."))
        let queue = try workplace.run("leads").output
        #expect(queue.split(separator: "\n").first?.contains("handed back: no-show, “nobody came”") == true)
        let id = try workplace.record().id
        let shown = try workplace.run("show", id).output
        #expect(shown.contains("account executive: handed back by dana: no-show, “nobody came”"))
        let told = try workplace.run("feedback", "list").output
        #expect(told.contains("AE rejected") && told.contains("no-show"))

        // The next call starts from what was found out.
        let call = try workplace.run(
            "call", Workplace.jane, "--rep", "sam",
            input: ["", "next: demo on 2027-01-21 with Dana", "/end", ""])
        #expect(call.ending == .exit(0), "\(call.errors)")
        let again = try #require(try workplace.records().first { $0.id != id })
        #expect(again.continues == id && again.outcome?.verdict == .salesQualified)
        #expect(again.outcome?.supersedes == id)
        #expect(try handOff().output.contains(again.id))
    }

    @Test func whatIsSaidTwiceOrOtherwise() throws {
        try handOff("accept", Workplace.jane, "--by", "dana")
        #expect(try handOff("accept", Workplace.jane, "--by", "dana").output.contains("nothing has changed"))
        let refused = try handOff(
            "reject", Workplace.jane, "--reason", "no-show", "--by", "dana", expecting: 65)
        #expect(refused.errors.contains("--change"))
        try handOff("reject", Workplace.jane, "--reason", "no-show", "--by", "dana", "--change")
        #expect(try handOff("list", "--all").output.contains("handed back by dana"))
    }

    @Test func whatCannotBe() throws {
        #expect(try handOff("reject", Workplace.jane, expecting: 64).errors.contains("no-show"))
        #expect(
            try handOff("reject", Workplace.jane, "--reason", "no-shoe", expecting: 64).errors.contains(
                "no-show"))
        try handOff("accept", "nobody@nowhere.example", expecting: 66)
        try handOff("accept", "mei@blueriver.example", expecting: 66)
        #expect(workplace.files(in: "acceptances") == [])
    }
}
