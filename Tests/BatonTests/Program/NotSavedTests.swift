import Foundation
import Qualification
import TestSupport
import Testing
import Workspace

/// A workspace that cannot be written to: the screen says so, and nothing that was typed is lost.
///
/// The month's folder is taken by a file, which stops even a superuser.
@Suite struct NotSavedTests {
    @Test func itIsSaidKeptAndTriedAgainWithEachEnter() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try workplace.blockTranscripts()
        try terminal.enter("we lose pallets !")
        #expect(terminal.screen.text.contains("NOT SAVED: cannot "))
        #expect(terminal.screen.text.contains("Everything is kept here and tried again with each Enter."))
        #expect(terminal.promptLine.hasPrefix("NOT SAVED N0~ B·"))
        try terminal.enter("90k a year !")
        #expect(terminal.promptLine.hasPrefix("NOT SAVED N2✓ B·"))
        try terminal.enter()
        #expect(terminal.promptLine.hasPrefix("NOT SAVED N2✓"))
        try workplace.unblockTranscripts()
        try terminal.enter()
        #expect(terminal.screen.text.contains("  saved: everything up to here is on disk"))
        #expect(terminal.promptLine.hasPrefix("N2✓"))
        #expect(try workplace.answers() == ["need.pain": "we lose pallets", "need.impact": "90k a year"])
    }

    @Test func whatCanNeverBeSavedGoesToTheFolderForTemporaryFiles() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try workplace.blockTranscripts()
        try terminal.enter("we lose pallets !")
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(74))
        #expect(terminal.isSane)
        let (path, record) = try workplace.rescued()
        #expect(terminal.screen.text.filter { $0 != "\n" }.contains(path.lastPathComponent))
        #expect(record.standing.answers.values.map(\.text) == ["we lose pallets"])
        let attributes = try FileManager.default.attributesOfItem(atPath: path.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)

        // As the message says: moved to its place, the record is there again.
        try workplace.unblockTranscripts()
        try FileManager.default.createDirectory(at: workplace.month, withIntermediateDirectories: true)
        let place = workplace.month.appending(path: "\(record.id).json")
        try FileManager.default.moveItem(at: path, to: place)
        #expect(try workplace.run("calls").output.contains("Jane Ortiz"))
        let again = try workplace.run("call", Workplace.jane, input: ["90k a year !"])
        #expect(again.ending == .exit(0))
        #expect(try workplace.answers().count == 2)
    }

    @Test func aVerdictThatCannotBeSavedIsRescuedToo() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        try workplace.blockTranscripts()
        let program = try workplace.run(
            "call", Workplace.jane, input: ["", "hello !", "/end", "incomplete", ""])
        #expect(program.ending == .exit(74))
        #expect(program.errors.contains("NOT SAVED in the workspace. The record is at "))
        #expect(try workplace.rescued().record.outcome?.verdict == .incomplete)
        #expect(workplace.files(in: "feedback") == [])
    }

    /// Once the message kept quiet about it: where the mark of the call could not be written either, marketing heard
    /// nothing of a verdict that was moved back.
    @Test func aVerdictMovedBackGetsItsFeedbackAsTheMessageSays() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        try workplace.blockTranscripts()
        let program = try workplace.run(
            "call", Workplace.jane, input: ["", "we lose pallets !", "/end", "not-a-prospect"])
        #expect(program.ending == .exit(74))
        #expect(program.errors.contains("run baton doctor --fix"))
        let (path, record) = try workplace.rescued()
        for mark in workplace.openCalls { try FileManager.default.removeItem(at: workplace.url(of: mark)) }
        try workplace.unblockTranscripts()
        try FileManager.default.createDirectory(at: workplace.month, withIntermediateDirectories: true)
        try FileManager.default.moveItem(at: path, to: workplace.month.appending(path: "\(record.id).json"))
        _ = try workplace.run("doctor", "--fix")
        #expect(try workplace.feedback().map(\.id) == [record.id])
    }

    @Test func withNowhereToGoTheRecordIsPrinted() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        try workplace.blockTranscripts()
        let program = try workplace.run(
            "call", Workplace.jane, input: ["", "we lose pallets !"],
            environment: ["TMPDIR": workplace.folder.appending(path: "nowhere").path])
        #expect(program.ending == .exit(74))
        #expect(program.errors.contains("NOT SAVED anywhere. The record is printed above: keep it"))
        let start = try #require(program.output.range(of: "{\n"))
        let record = try CallRecord.decoded(
            Array(program.output[start.lowerBound...].utf8), path: "standard output")
        #expect(record.standing.answers.values.map(\.text) == ["we lose pallets"])
    }

    @Test func aSignalWhileNothingCanBeSavedStillRescues() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try workplace.blockTranscripts()
        try terminal.enter("we lose pallets !")
        try terminal.type("ninety")
        terminal.signal(SIGTERM)
        #expect(try terminal.waitForEnd() == .exit(74))
        #expect(terminal.isSane)
        let record = try workplace.rescued().record
        #expect(record.standing.answers.values.map(\.text) == ["we lose pallets"])
        #expect(record.draft == "ninety")
    }
}

extension Workplace {
    /// Puts a file where the records of this month go.
    fileprivate func blockTranscripts() throws {
        try Data().write(to: month)
    }

    fileprivate func unblockTranscripts() throws {
        try FileManager.default.removeItem(at: month)
    }

    /// The one record in the folder for temporary files.
    fileprivate func rescued() throws -> (path: URL, record: CallRecord) {
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
        try #require(names.count == 1)
        let url = scratch.appending(path: names[0])
        return (url, try CallRecord.decoded([UInt8](Data(contentsOf: url)), path: names[0]))
    }
}
