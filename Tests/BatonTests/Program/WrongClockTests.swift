import Foundation
import Qualification
import TestSupport
import Testing

/// A clock that is set back or far ahead: what was said stands in the order in which it was said.
@Suite(.enabled(if: PreloadedLibrary.isThere, "the library is not built here"))
struct WrongClockTests {
    @Test("Bug: a call ended before it had begun where the clock was set back")
    func aClockThatIsSetBackDuringACall() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let library = PreloadedLibrary(workplace)
        let terminal = try workplace.call(environment: library.environment)
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        try library.setClock(hours: -2)
        try terminal.enter("90k a year !")
        try terminal.enter("need.pain: we lose crates !")
        try terminal.enter("/status")
        #expect(!terminal.rawOutput.contains("-1:") && !terminal.rawOutput.contains("-2:"))
        try terminal.enter("/end")
        #expect(try terminal.enterLast("not-a-prospect") == .exit(0))
        let record = try workplace.record()
        #expect(record.entries.map(\.seq) == Array(1...record.entries.count))
        #expect(record.standing.answers.values.map(\.text).sorted() == ["90k a year", "we lose crates"])
        let ended = try #require(record.endedAt)
        #expect(ended >= record.startedAt)
        #expect(ended >= (try #require(record.connectedAt)))
        for option in [[], ["--brief"], ["--json"]] {
            let show = try PipedProgram.run(
                Workplace.program, ["show", record.id] + option, environment: workplace.environment())
            #expect(show.ending == .exit(0))
            #expect(!show.output.contains(#/[^0-9a-z]-\d+:\d\d/#), "\(show.output)")
        }
        #expect(try workplace.run("calls").ending == .exit(0))
    }

    /// A call of today stays one, also where today's clock stands before its beginning.
    @Test func aPausedCallBegunLaterThanNow() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let library = PreloadedLibrary(workplace)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        try library.setClock(hours: -2)
        let again = try workplace.run(
            "call", Workplace.jane, input: ["90k a year !"], environment: library.environment)
        #expect(again.ending == .exit(0))
        #expect(try workplace.record().standing.answers.count == 2)
        // On another day it is closed, and gone on from.
        try library.setClock(hours: -48)
        let earlier = try workplace.run(
            "call", Workplace.jane, input: ["", "budget: 40k !"], environment: library.environment)
        #expect(earlier.ending == .exit(0), "\(earlier.errors)")
        let records = try workplace.records()
        #expect(records.count == 2)
        #expect(records.compactMap(\.outcome?.verdict) == [.incomplete])
        #expect(records.flatMap { $0.standing.answers.values.map(\.text) }.contains("40k"))
    }

    @Test("Bug: a clock in the year 10,000 was the end of the program") func aClockFarInTheFuture() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let library = PreloadedLibrary(workplace)
        for years in [50, 9000, -200] {
            try library.setClock(hours: years * 8766)
            let call = try workplace.run(
                "call", Workplace.jane, input: ["", "we lose pallets in \(years) !"],
                environment: library.environment)
            #expect(call.ending == .exit(0), "\(call.errors)")
        }
        #expect(try workplace.run("calls").output.contains("Jane Ortiz"))
        #expect(workplace.files(in: "transcripts").count >= 3)
    }
}
