import Foundation
import Qualification
import TestSupport
import Testing

/// Calls in workspaces that something has happened to.
@Suite struct HardPlaceTests {
    @Test("Bug: a paused call whose mark was lost was never gone on with")
    func theRecordIsFoundWithoutItsMark() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        try FileManager.default.removeItem(at: workplace.url(of: ".baton"))
        _ = try workplace.run("call", Workplace.jane, input: ["- calls back"])
        let record = try workplace.record()
        #expect(record.entries.count == 2)
        #expect(try workplace.records().count == 1)
    }

    @Test func whateverIsMadeIsTheRepsAlone() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        var mask: Substring?
        _ = try workplace.run("call", Workplace.jane, input: [""]) { process, _ in
            let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            mask = mask ?? status?.split(separator: "\n").first { $0.hasPrefix("Umask:") }
            kill(process, SIGKILL)
        }
        #expect(mask == "Umask:\t0077")
    }

    @Test("Bug: an index that could not be opened stopped every command")
    func anIndexThatCannotBeKeptIsDoneWithout() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let state = workplace.url(of: ".baton")
        try FileManager.default.removeItem(at: state)
        try FileManager.default.createDirectory(
            at: state.appending(path: "index.sqlite/in-the-way"), withIntermediateDirectories: true)
        let leads = try workplace.run("leads")
        #expect(leads.ending == .exit(0))
        #expect(leads.output.contains(Workplace.jane))
        let call = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        #expect(call.ending == .exit(0))
        #expect(try workplace.record().entries.count == 1)
    }

    @Test("Bug: a record grew larger than what is read back, and locked its lead for good")
    func aFullRecordTakesNoMore() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let long = String(repeating: "a", count: 1_000_000)
        let program = try workplace.run(
            "call", Workplace.jane, input: [""] + (0..<10).map { "- \($0) \(long)" } + ["/end", "", ""])
        #expect(program.ending == .exit(0))
        #expect(program.errors.contains("the record of this call is full"))
        let record = try workplace.record()
        #expect((7...8).contains(record.entries.count))
        #expect(record.outcome?.verdict == .incomplete)
    }

    @Test("Bug: feedback that could not be written was exit 66 and no NOT SAVED")
    func feedbackThatCannotBeWrittenIsSaid() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let feedback = workplace.url(of: "feedback")
        let terminal = try workplace.call()
        try terminal.enter("/end")
        try Data().write(to: feedback)
        #expect(try terminal.enterLast("bad-data/phone") == .exit(74))
        #expect(terminal.screen.text.contains("NOT SAVED"))
        try FileManager.default.removeItem(at: feedback)
        _ = try workplace.run("leads")
        #expect(try workplace.feedback().count == 1)
    }

    @Test("Bug: a result that did not fit on the disk was a success")
    func anOutputThatIsCutShortIsNoSuccess() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let program = try PipedProgram.run(
            "/bin/sh", ["-c", "'\(Workplace.program)' leads --json > /dev/full; echo $?"],
            environment: workplace.environment())
        #expect(program.output == "74\n")
    }

    @Test("Bug: attempts within one second were miscounted")
    func everyAttemptCounts() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        for _ in 0..<5 { _ = try workplace.run("call", Workplace.jane, input: ["/noanswer"]) }
        _ = try workplace.run("call", Workplace.jane, input: ["/end", "unreachable", ""])
        #expect(try workplace.feedback().first?.source.attempts == 6)
    }

    @Test(
        "Bug: forgetting passed over what a kill had just left half written, and the second place of records")
    func forgettingReachesEveryPlace() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        let record = try #require(workplace.files(in: "transcripts").first)
        let bytes = try Data(contentsOf: workplace.url(of: record))
        let leftover = workplace.month.appending(path: ".baton-tmp-1-1")
        try bytes.dropLast(100).write(to: leftover)
        let kept = workplace.scratch.appending(path: "baton-\(workplace.url(of: record).lastPathComponent)")
        try bytes.write(to: kept)
        let others = workplace.scratch.appending(path: "baton-20261121T140322Z-7f3a9c2e.json")
        try Data("somebody else's".utf8).write(to: others)
        let program = try workplace.run("forget", Workplace.jane)
        #expect(program.ending == .exit(0), "\(program.errors) \(program.output)")
        #expect(!FileManager.default.fileExists(atPath: leftover.path))
        #expect(!FileManager.default.fileExists(atPath: kept.path))
        #expect(FileManager.default.fileExists(atPath: others.path))
    }

    @Test("Forgetting in a script takes no part of a name")
    func forgettingNeedsAnID() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        #expect(try workplace.run("forget", "ortiz").ending == .exit(64))
        #expect(try workplace.run("leads").output.contains(Workplace.jane))
        #expect(try workplace.run("forget", Workplace.jane).ending == .exit(0))
        #expect(try !workplace.run("leads").output.contains(Workplace.jane))
    }
}
