import Foundation
import Qualification
import TestSupport
import Testing

/// A disk that does not give a file: it is said, and what cannot be read is not taken for what says nothing.
@Suite(.enabled(if: PreloadedLibrary.isThere, "the library is not built here"))
struct UnreadableFileTests {
    @Test func aRecordThatTheDiskRefusesIsNoBadRecord() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        let path = try #require(workplace.files(in: "transcripts").first)
        let before = try Data(contentsOf: workplace.url(of: path))
        let library = PreloadedLibrary(workplace, unreadable: workplace.url(of: path))
        for command in [["show", try workplace.record().id], ["call", Workplace.jane]] {
            let program = try PipedProgram.run(
                Workplace.program, command, environment: workplace.environment(library.environment))
            #expect(program.ending == .exit(1), "\(command) \(program.errors)")
            #expect(program.errors.contains("\(path): Input/output error"))
        }
        // Nobody else's call waits for it, and the one that was left is named.
        let other = try workplace.run(
            "call", "mei@blueriver.example", input: [""], environment: library.environment)
        #expect(other.ending == .exit(0))
        #expect(other.errors.contains("with \(Workplace.jane) was left open, and its record cannot be read"))
        #expect(try Data(contentsOf: workplace.url(of: path)) == before)
        #expect(workplace.openCalls.count == 1)
        #expect(try workplace.run("call", Workplace.jane, input: ["90k a year !"]).ending == .exit(0))
        #expect(try workplace.answers().count == 2)
    }

    @Test("Bug: a call that could not go on from the earlier one began anew without a word")
    func whatWasSaidBeforeIsNotDroppedInSilence() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !", "/end", "", ""])
        let path = try #require(workplace.files(in: "transcripts").first)
        let file = workplace.url(of: path)
        // Long ago, so that the index, which has read it by now, does not read it again.
        for item in [file, file.deletingLastPathComponent()] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000.5)], ofItemAtPath: item.path)
        }
        #expect(try workplace.run("leads").ending == .exit(0))
        let library = PreloadedLibrary(workplace, unreadable: file)
        let call = try workplace.run(
            "call", Workplace.jane, input: ["", "90k a year !"], environment: library.environment)
        #expect(call.ending == .exit(0))
        #expect(call.errors.contains("What was said before is not at hand"), "\(call.errors)")
        #expect(call.errors.contains("\(path): Input/output error"))
    }

    /// A mark that says nothing was left before its call began, and is cleared away; one that the disk does not give may
    /// be all that knows of a verdict without its feedback.
    @Test func aMarkThatTheDiskRefusesIsLeftAlone() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        let mark = try #require(workplace.openCalls.first)
        let before = try Data(contentsOf: workplace.url(of: mark))
        let library = PreloadedLibrary(workplace, unreadable: workplace.url(of: mark))
        #expect(try workplace.run("leads", environment: library.environment).ending == .exit(0))
        let call = try workplace.run("call", Workplace.jane, environment: library.environment)
        #expect(call.ending == .exit(1) && call.errors.contains("\(mark): Input/output error"))
        #expect(try Data(contentsOf: workplace.url(of: mark)) == before)

        try Data().write(to: workplace.url(of: mark))
        #expect(try workplace.run("leads").ending == .exit(0))
    }
}
