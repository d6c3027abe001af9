import Foundation
import Qualification
import Reporting
import TestSupport
import Testing
import Workspace

/// `baton report`, as it is typed.
@Suite struct ReportCommandTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
        _ = try GeneratedHistory(
            path: workplace.workspace.path, calls: 150,
            now: Instant(milliseconds: Int64(Date().timeIntervalSince1970) * 1000), seed: 3)
    }

    private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> PipedProgram {
        try PipedProgram.run(
            Workplace.program, ["report"] + arguments, environment: workplace.environment(environment),
            directory: workplace.folder.path)
    }

    @Test func aloneItGivesEachReportsAnswer() throws {
        let program = try run([])
        #expect(program.ending == .exit(0) && program.errors == "")
        for kind in ReportKind.allCases {
            let index = try #require(program.lines.firstIndex { $0.hasPrefix("\(kind.rawValue)  ") })
            let answer = try #require(try run([kind.rawValue]).lines.first)
            #expect(program.lines[index + 1] == "  \(answer)")
        }
    }

    @Test(arguments: ReportKind.allCases)
    func inAPipeThereAreNoEscapes(kind: ReportKind) throws {
        for environment in [[:], ["NO_COLOR": "1"], ["LC_ALL": "C"]] {
            let program = try run([kind.rawValue, "--explain", "--limit", "500"], environment)
            #expect(program.ending == .exit(0) && program.isHarmless)
            if kind == .reasons { #expect(program.output.contains("█") == (environment["LC_ALL"] == nil)) }
            #expect(program.output.contains("What the figures mean"))
        }
    }

    @Test(arguments: ReportKind.allCases)
    func aTerminalOfEightyColumnsHasRoomForEveryTable(kind: ReportKind) throws {
        let terminal = try PseudoTerminal(
            Workplace.program, ["report", kind.rawValue], environment: workplace.environment(),
            directory: workplace.folder.path, rows: 200, columns: 80)
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(terminal.rawOutput.contains("\u{1B}[1m"), "the answer stands out")
        let plain = terminal.rawOutput.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        let lines = plain.split(separator: "\r\n")
        #expect(lines.count > 5 && lines.allSatisfy { $0.count <= 80 })
    }

    /// The first line would be off the screen when the prompt is back.
    @Test(arguments: [ReportKind.funnel, .reasons, .sla])
    func whatScrollsOffTheScreenIsSaidAgainAtTheEnd(kind: ReportKind) throws {
        let answer = try #require(try run([kind.rawValue]).lines.first)
        for rows in [24, 400] {
            let terminal = try PseudoTerminal(
                Workplace.program, ["report", kind.rawValue], environment: workplace.environment(),
                directory: workplace.folder.path, rows: rows, columns: 200)
            #expect(try terminal.waitForEnd() == .exit(0))
            let plain = terminal.rawOutput.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
            #expect(plain.components(separatedBy: answer).count == (rows == 24 ? 3 : 2))
            #expect(plain.hasSuffix("\(answer)\r\n") == (rows == 24))
        }
        #expect(try run([kind.rawValue]).lines.count { $0 == answer } == 1, "a pipe does not scroll")
    }

    @Test func aloneItSaysWhatToChange() throws {
        let lines = try run([]).lines
        let start = try #require(lines.firstIndex(of: "What to change"))
        #expect(lines[start...].contains("  Sales"))
        #expect(lines[start...].contains { $0.hasPrefix("    ") && $0.hasSuffix(".") })
        let empty = try Workplace()
        #expect(try !empty.run("report").output.contains("What to change"))
    }

    @Test(arguments: [
        (["--rep", "samm"], "there are no calls of samm", "Did you mean sam?"),
        (["--rep", "nobody"], "there are no calls of nobody", "There are calls of: "),
        (["--checklist", "xyz"], "there are no calls under xyz", "There are calls under: "),
    ])
    func aNameThatNoCallHasIsASlip(arguments: [String], message: String, advice: String) throws {
        for report in [["funnel"], ["sla"], ["html"], ["review"], []] {
            let program = try run((report.isEmpty ? ["list"] : report) + arguments)
            #expect(program.ending == .exit(66) && program.output == "")
            #expect(program.errors.contains(message) && program.errors.contains(advice), "\(program.errors)")
        }
        #expect(try run(["funnel", "--rep", "SAM"]).ending == .exit(0))
    }

    @Test func aSpreadsheetCannotTakeACellForAFormula() throws {
        let program = try run(["funnel", "--by", "campaign,channel", "--csv"])
        #expect(program.ending == .exit(0))
        #expect(program.output.contains("by-campaign,,'=Pricing,"))
        var bytes = Array(program.output.utf8)[...]
        let reader = CSVReader { buffer in
            let chunk = bytes.prefix(buffer.count)
            buffer.copyBytes(from: chunk)
            bytes = bytes.dropFirst(chunk.count)
            return chunk.count
        }
        var rows = 0
        while let event = try reader.next() {
            #expect(event == .row && reader.surplus == 0)
            rows += 1
        }
        #expect(rows > 8)
        #expect(
            program.output.hasPrefix("section,channel,campaign,leads,attempted,attemptedOf,attemptedPercent,")
        )
    }

    @Test func aBreakdownIsShownAlone() throws {
        let program = try run(["funnel", "--by", "week", "--limit", "3"])
        #expect(program.output.contains("By week of the hand-off") && !program.output.contains("By channel"))
        #expect(program.output.contains("earlier; --limit"))
        #expect(program.lines.count { $0.hasPrefix("  2026-W") } == 3)
    }

    @Test(arguments: [
        (["funnel", "--by", "mood"], "no breakdown by mood", "There are: channel, campaign, score"),
        (["friction", "--by", "rep"], "no breakdown by rep", "It has no breakdowns."),
        (["funnel", "--csv", "--json"], "--csv and --json", ""),
        (["funnel", "--since", "2026-02-01", "--until", "2026-01-01"], "--until is before --since", ""),
        (["reasons", "--limit", "0"], "--limit", ""), (["funel"], "did you mean `baton report funnel`?", ""),
        (["review", "--csv", "--json"], "--csv, --html and --json do not go together.", ""),
        (["review", "--html", "--csv"], "--csv, --html and --json do not go together.", ""),
        (["review", "--output", "q3.html"], "--output goes with --html.", ""),
        (["review", "--html", "--output", ""], "--output takes the name of a file", ""),
        (["review", "--limit", "0"], "--limit takes a number from 1.", ""),
        (["review", "--since", "2026-13-01"], "2026-13-01", ""),
        (["review", "--since", "2026-02-01", "--until", "2026-01-01"], "--until is before --since.", ""),
        (["review", "--since", "2999-01-01"], "2999-01-01 is still to come", "Give a day that is past"),
        (
            ["review", "--since", "2999-01-01", "--until", "2999-03-31"], "2999-01-01 is still to come",
            "Give a day that is past"
        ), (["review", "--by", "rep"], "--by", ""), (["review", "q3"], "q3", ""),
    ])
    func slipsAreNamed(arguments: [String], message: String, advice: String) throws {
        let program = try run(arguments)
        #expect(program.ending == .exit(64) && program.output == "")
        #expect(
            program.errors.contains(message) && (advice.isEmpty || program.errors.contains(advice)),
            "\(program.errors)")
    }

    @Test func whoseCallsTheFiguresAreOfIsSaid() throws {
        for arguments in [["funnel"], ["review"]] {
            let program = try run(arguments + ["--rep", "sam"])
            #expect(program.ending == .exit(0))
            #expect(program.lines.contains("Only calls of sam, and leads with such."))
        }
    }

    /// Else leads of the last weeks would be set beside such as had months to become an SQL.
    @Test func aPeriodThatIsNotOverIsComparedUntilToday() throws {
        let program = try run(["review", "--since", "2026-01-01", "--until", "2999-12-31", "--json"])
        #expect(program.ending == .exit(0) && program.errors == "")
        #expect(program.output.contains("asked for until 2999-12-31 and is not over"))
        #expect(!program.output.contains("\"until\": \"2999"))
        let whole = try run(["review", "--since", "2026-01-01", "--until", "2026-02-28", "--json"])
        #expect(!whole.output.contains("asked for until"))
    }

    @Test func ofNothingThereIsNothingToReport() throws {
        let empty = try Workplace()
        for kind in ReportKind.allCases {
            let program = try PipedProgram.run(
                Workplace.program, ["report", kind.rawValue], environment: empty.environment(),
                directory: empty.folder.path)
            #expect(program.ending == .exit(0) && program.errors == "", "\(program.errors)")
            #expect(program.lines[0].hasPrefix("No "))
            #expect(program.lines.count == 3, "the answer, what it is of, and no tables")
        }
    }
}
