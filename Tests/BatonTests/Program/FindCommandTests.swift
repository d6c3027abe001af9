import Foundation
import Qualification
import TestSupport
import Testing
import Workspace

/// `baton find`, as people and scripts meet it.
@Suite struct FindCommandTests {
    let workplace: Workplace

    init() throws {
        workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        try call(
            Workplace.jane,
            [
                "", "we retype every order into the warehouse system, two days a week", "about 90k a year !",
                "\"it costs us 90k a year in overtime\"", "40k, approved for FY27", "- prefers Zürich time",
                "- taken back again", "/undo",
            ])
        try call("mei@blueriver.example", ["", "no warehouse of their own", "- call after the fair"])
    }

    private func call(_ lead: String, _ typed: [String]) throws {
        let run = try workplace.run("call", lead, "--rep", "sam", input: typed)
        try #require(run.ending == .exit(0), "\(run.errors)")
    }

    private func find(_ arguments: String...) throws -> PipedProgram {
        try PipedProgram.run(
            Workplace.program, ["find"] + arguments, environment: workplace.environment(),
            directory: workplace.folder.path)
    }

    @Test func aLineIsShownWithItsCall() throws {
        let run = try find("90k", "overtime")
        #expect(run.ending == .exit(0) && run.errors == "")
        let call = try #require(try workplace.records().first).id
        let day = String(call.prefix(8))
        #expect(run.lines.count == 3)
        #expect(run.lines[0].filter { $0 != "-" }.hasPrefix(day))
        #expect(run.lines[0].contains("Jane Ortiz") && run.lines[0].hasSuffix(String(call.suffix(8))))
        #expect(run.lines[0].contains("sam") && run.lines[0].contains("open or paused"))
        #expect(run.lines[1] == "    need.impact (quote)  it costs us 90k a year in overtime")
        let shown = try workplace.run("show", String(call.suffix(8)))
        #expect(shown.ending == .exit(0), "what stands at the end of the line leads to the call")
    }

    @Test func filtersAndLimitsAreHeeded() throws {
        #expect(try find("warehouse").lines.count == 5)
        #expect(try find("warehouse", "--lead", "ortiz").lines.count == 3)
        #expect(try find("warehouse", "--rep", "ana").output == "Nothing found.\n")
        #expect(try find("warehouse", "--rep", "SAM").lines.count == 5, "as in reports, case does not matter")
        #expect(try find("warehouse", "--since", "2199-01-01").output == "Nothing found.\n")
        #expect(try find("warehouse", "--until", "2199-01-01").lines.count == 5)
        #expect(try find("taken", "back").output == "Nothing found.\n")
        #expect(try find("zurich", "PREFERS").lines.count == 3)
        let limited = try find("warehouse", "--limit", "1")
        #expect(limited.lines.dropLast().last == "1 of 2 lines; more with --limit")
        let json = try JSONValue.parse(try find("ware*", "--json").output)
        #expect(json["found"] == 2 && json["lines"]?.arrayValue?.count == 2)
    }

    /// Days are those of the workspace, and begin when they began there: with today's offset the calls of a summer
    /// night were of the day before.
    @Test func daysAreThoseOfTheWorkspace() throws {
        let call = try #require(try workplace.records().first)
        for (zone, hours) in [("Pacific/Kiritimati", 14), ("Pacific/Pago_Pago", -11)] {
            try "time-zone: \(zone)\n".write(
                to: workplace.url(of: "baton.yaml"), atomically: true, encoding: .utf8)
            let local = UTCOffset(minutes: hours * 60).day(of: call.startedAt)
            #expect(try find("overtime", "--since", "\(local)", "--until", "\(local)").lines.count > 1)
            #expect(try find("overtime", "--since", "\(local.adding(days: 1))").output == "Nothing found.\n")
            #expect(try find("overtime", "--until", "\(local.adding(days: -1))").output == "Nothing found.\n")
            let calls = try workplace.run("calls", "--since", "\(local)", "--rep", "Sam")
            #expect(calls.output.contains("Jane Ortiz"))
            let later = try workplace.run("calls", "--since", "\(local.adding(days: 1))")
            #expect(!later.output.contains("Jane Ortiz"))
        }
    }

    /// A name typed on another system may have its marks apart from its letters.
    @Test func aRepIsFoundHoweverTheNameIsWritten() throws {
        let run = try workplace.run(
            "call", "--name", "Ana Silva", "--company", "Fjord", "--phone", "+47 555 0190", "--rep",
            "J\u{FC}rgen",
            input: ["- pallets"])
        try #require(run.ending == .exit(0), "\(run.errors)")
        #expect(try find("pallets", "--rep", "ju\u{308}rgen").output.contains("pallets"))
        #expect(try workplace.run("calls", "--rep", "Ju\u{308}rgen").output.contains("Ana Silva"))
    }

    @Test func whatIsNoQuerySaysSo() throws {
        for (arguments, text) in [
            (["!!!"], "no letter and no digit"), (["fair", "--limit", "0"], "--limit takes"),
            (["fair", "--since", "2026-11-21", "--until", "2026-11-20"], "--until is before --since"),
            (Array(repeating: "a", count: 65), "more than the 64 words"),
        ] {
            let run = try PipedProgram.run(
                Workplace.program, ["find"] + arguments, environment: workplace.environment(),
                directory: workplace.folder.path)
            #expect(run.ending == .exit(64) && run.errors.contains(text), "\(run.errors)")
        }
        for words in ["a\" OR \"b", "NEAR(a b)", "fair AND", "(fair", "fair*)", "' OR 1=1 --"] {
            let run = try find("--", words)
            #expect(run.ending == .exit(0) && run.errors == "", "\(words): \(run.errors)")
        }
    }

    @Test func onATerminalTheWordsAreSeenAndLongLinesAreCut() throws {
        let terminal = try workplace.open("find", "overtime", rows: 24, columns: 60)
        let ending = try terminal.waitForEnd()
        #expect(ending == .exit(0))
        let screen = terminal.screen.lines.joined(separator: "\n")
        #expect(screen.contains("overtime") && screen.contains("Jane Ortiz"), "\(screen)")
    }

    @Test func severalAtOnceDoNotGetInEachOthersWay() async throws {
        try FileManager.default.removeItem(at: workplace.url(of: ".baton/reports.sqlite"), ifThere: true)
        let (environment, directory) = (workplace.environment(), workplace.folder.path)
        let endings = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try PipedProgram.run(
                        Workplace.program, ["find", "fair"], environment: environment, directory: directory
                    ).output
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(endings.allSatisfy { $0.contains("call after the fair") }, "\(endings)")
    }
}

extension FileManager {
    fileprivate func removeItem(at url: URL, ifThere: Bool) throws {
        if fileExists(atPath: url.path) { try removeItem(at: url) }
    }
}
