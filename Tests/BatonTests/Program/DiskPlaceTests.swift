import Foundation
import Glibc
import Qualification
import TestSupport
import Testing
import Workspace

/// Calls and imports on disks that are full, that can only be read, that go away, or that take their time.
@Suite struct DiskPlaceTests {
    private static let room = 2048

    /// A workplace whose workspace is a disk of its own.
    private func workplace() throws -> (Workplace, SmallDisk) {
        let workplace = try Workplace()
        let disk = try SmallDisk(on: workplace.workspace, kilobytes: DiskPlaceTests.room)
        try workplace.importLeads(Workplace.janeCSV)
        return (workplace, disk)
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "no disk may be mounted here"))
    func aDiskThatFillsUpDuringACall() throws {
        let (workplace, disk) = try workplace()
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        let filling = workplace.url(of: ".filling")
        disk.fill(filling)
        try terminal.enter("90k a year !")
        try terminal.enter("budget: 40k, approved !")
        #expect(terminal.screen.text.contains("NOT SAVED: cannot write"))
        #expect(terminal.screen.text.contains("No space left on device"))
        #expect(try workplace.answers().count == 1)
        try FileManager.default.removeItem(at: filling)
        try terminal.enter()
        #expect(terminal.screen.text.contains("saved: everything up to here is on disk"))
        #expect(try workplace.answers().count == 3)
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "no disk may be mounted here"))
    func aDiskThatStaysFull() throws {
        let (workplace, disk) = try workplace()
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        disk.fill(workplace.url(of: ".filling"))
        try terminal.enter("90k a year !")
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(74))
        #expect(terminal.isSane)
        let names = try FileManager.default.contentsOfDirectory(atPath: workplace.scratch.path)
        let rescued = workplace.scratch.appending(path: try #require(names.first))
        let record = try CallRecord.decoded([UInt8](Data(contentsOf: rescued)), path: rescued.path)
        #expect(record.standing.answers.count == 2)
        #expect(try workplace.answers().count == 1)
    }

    /// The index is a cache, and a full disk takes it away and nothing else.
    @Test(.enabled(if: SmallDisk.isPermitted, "no disk may be mounted here"))
    func aFullDiskFromTheBeginning() throws {
        let (workplace, disk) = try workplace()
        try FileManager.default.removeItem(at: workplace.url(of: ".baton"))
        disk.fill(workplace.url(of: ".filling"))
        #expect(try workplace.run("leads").output.contains(Workplace.jane))
        let call = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        #expect(call.ending == .exit(74))
        #expect(call.errors.contains("NOT SAVED"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.scratch.path).count == 1)
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "no disk may be mounted here"))
    func anImportThatDoesNotFit() throws {
        let (workplace, disk) = try workplace()
        let rows = (0..<4000).map { "lead\($0)@x.example,Lead Number \($0),Company \($0),\($0)\n" }
        let path = try workplace.write("Email,Name,Company,Notes\n" + rows.joined(), to: "many.csv")
        let before = workplace.files(in: "leads")
        disk.fill(workplace.url(of: ".filling"))
        let program = try workplace.run("import", path)
        #expect(program.ending == .exit(74), "\(program.errors)")
        #expect(program.errors.contains("NOT SAVED"))
        #expect(workplace.files(in: "leads") == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: workplace.url(of: "leads").path)
        #expect(names.allSatisfy { !$0.hasPrefix(".") })
        try FileManager.default.removeItem(at: workplace.url(of: ".filling"))
        #expect(try workplace.run("leads", "--all").output.contains(Workplace.jane))
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "no disk may be mounted here"))
    func aDiskThatCanOnlyBeRead() throws {
        let (workplace, disk) = try workplace()
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        let id = try workplace.record().id
        try disk.makeReadOnly()
        #expect(try workplace.run("show", id).output.contains("we lose pallets"))
        #expect(try workplace.run("leads", "--all").output.contains(Workplace.jane))
        let call = try workplace.run("call", "--name", "Ann", input: ["", "hello !"])
        #expect(call.ending == .exit(74), "\(call.errors)")
        let again = try workplace.run("call", Workplace.jane, input: ["90k a year !"])
        #expect(again.ending == .exit(74) && again.errors.contains("NOT SAVED"), "\(again.errors)")
        #expect(try workplace.run("forget", Workplace.jane).ending == .exit(74))
        try disk.makeWritable()
        #expect(try workplace.run("call", Workplace.jane, input: ["90k a year !"]).ending == .exit(0))
        #expect(try workplace.answers().count == 2)
    }

    @Test func aWorkspaceThatIsDeletedUnderTheCall() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        try FileManager.default.removeItem(at: workplace.workspace)
        try terminal.enter("90k a year !")
        // The record is made anew where it was, whole.
        #expect(!terminal.screen.text.contains("NOT SAVED"))
        #expect(try workplace.answers().count == 2)
        try terminal.enter("/end")
        #expect(try terminal.enterLast("not-a-prospect") == .exit(0))
        #expect(try workplace.record().outcome != nil)
        #expect(try workplace.feedback().count == 1)
        #expect(try workplace.run("calls").output.contains("Jane Ortiz"))
    }

    @Test func aWorkspaceThatIsRenamedUnderTheCall() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        let moved = workplace.folder.appending(path: "moved")
        try FileManager.default.moveItem(at: workplace.workspace, to: moved)
        try terminal.enter("90k a year !")
        #expect(!terminal.screen.text.contains("NOT SAVED"))
        // Where the call was begun stands the whole record; what moved away has what was there by then.
        #expect(try workplace.answers().count == 2)
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
        let other = try workplace.run("calls", "--json", environment: ["BATON_WORKSPACE": moved.path])
        #expect(other.output.contains("Jane Ortiz"))
    }

    @Test func theFolderOfTranscriptsBecomesAFile() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        let aside = workplace.folder.appending(path: "aside")
        let transcripts = workplace.url(of: "transcripts")
        try FileManager.default.moveItem(at: transcripts, to: aside)
        try Data("mine".utf8).write(to: transcripts)
        try terminal.enter("90k a year !")
        #expect(terminal.screen.text.contains("NOT SAVED"))
        #expect(try Data(contentsOf: transcripts) == Data("mine".utf8))
        try FileManager.default.removeItem(at: transcripts)
        try FileManager.default.moveItem(at: aside, to: transcripts)
        try terminal.enter()
        #expect(try workplace.answers().count == 2)
        terminal.send(.controlD)
        try terminal.waitForEnd()
    }

    /// The prompt is honest, not fast: it comes back when the disk has said that it has everything.
    @Test(.enabled(if: PreloadedLibrary.isThere, "the library is not built here"))
    func thePromptWaitsForASlowDisk() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let library = PreloadedLibrary(workplace)
        let terminal = try workplace.call(environment: library.environment)
        try terminal.enter()
        try library.closeGate()
        let count = terminal.promptCount
        terminal.send("we lose pallets !\r")
        try library.waitForWaiting()
        #expect(terminal.promptCount == count)
        try library.openGate()
        try terminal.waitForPrompt(after: count)
        #expect(try workplace.answers().count == 1)
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
    }
}
