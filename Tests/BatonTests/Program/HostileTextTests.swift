import Foundation
import Qualification
import TestSupport
import Testing

/// Text from outside that would do something to a terminal: it is shown, and does nothing.
@Suite struct HostileTextTests {
    /// Escape sequences, a window title, a link, C1, bidirectional controls, NUL, formulas, line ends.
    private static let hostile = [
        "\u{1b}[2J\u{1b}[31mred", "\u{1b}]0;title\u{7}", "\u{1b}]8;;http://evil.example\u{1b}\\link",
        "\u{9b}31mC1", "\u{9d}0;C1 title\u{9c}", "\u{202e}gnp.exe", "\u{2066}iso\u{2069}",
        "zero\u{200b}width",
        "=cmd|' /C calc'!A0", "@SUM(A1)", "nul\u{0}byte", "two\nlines", "carriage\rreturn", "back\u{8}space",
        "del\u{7f}", "tab\there",
    ]

    /// One lead for each text, which is in every cell of it.
    private static var csv: String {
        let rows = hostile.enumerated().map { index, text in
            let cell = "\"\(text)\""
            return "lead\(index)@x.example,\(cell),\(cell),\(cell),\(cell),\(cell),\(cell)"
        }
        return (["Email,Name,Company,Title,Channel,Campaign,Message"] + rows).joined(separator: "\n") + "\n"
    }

    @Test func listsAndCallsShowCellsHarmlessly() throws {
        let workplace = try Workplace(leads: Self.csv)
        for arguments in [[], ["leads"], ["leads", "--all", "--json"]] {
            let program = try PipedProgram.run(
                Workplace.program, arguments, environment: workplace.environment(),
                directory: workplace.folder.path)
            #expect(program.ending == .exit(0))
            #expect(program.isHarmless(asJSON: arguments.contains("--json")), "\(arguments)")
        }
        for (index, text) in Self.hostile.enumerated() {
            let lead = "lead\(index)@x.example"
            let program = try workplace.run(
                "call", lead, "--rep", text.filter { $0 != "\0" },
                input: [
                    "/brief", text, "- \(text)", "/gatekeeper \(text)", "/\(text)", "/status", "/end", text,
                ])
            #expect(program.ending == .exit(0), "\(text.debugDescription) \(program.errors)")
            #expect(program.isHarmless, "\(program.output.debugDescription)")
        }
        for arguments in [
            ["calls"], ["calls", "--json"], ["leads", "--all"], ["find", "red", "title", "link"],
            ["find", "exe"], ["find", "evil*", "--json"], ["find", "lines"], ["find", "c1*"],
        ] {
            let program = try PipedProgram.run(
                Workplace.program, arguments, environment: workplace.environment(),
                directory: workplace.folder.path)
            #expect(program.isHarmless(asJSON: arguments.contains("--json")), "\(arguments)")
        }
        for record in try workplace.records() {
            for option in [[], ["--brief"], ["--json"]] {
                let program = try PipedProgram.run(
                    Workplace.program, ["show", record.id] + option, environment: workplace.environment(),
                    directory: workplace.folder.path)
                #expect(program.ending == .exit(0))
                #expect(
                    program.isHarmless(asJSON: option == ["--json"]), "\(program.output.debugDescription)")
            }
        }
    }

    @Test func aTerminalGetsNoSequenceButOurOwn() throws {
        let workplace = try Workplace(leads: Self.csv)
        for index in Self.hostile.indices.prefix(8) {
            let terminal = try workplace.call(
                "lead\(index)@x.example", columns: 200)
            try terminal.enter("/brief")
            terminal.send(.controlD)
            try terminal.waitForEnd()
            let output = terminal.rawOutput
            for sequence in [
                "\u{1b}[2J\u{1b}[31m", "\u{1b}]", "\u{9b}", "\u{9d}", "\u{202e}", "\u{2066}", "\u{200b}",
            ] {
                #expect(!output.contains(sequence), "\(output.debugDescription)")
            }
        }
    }

    @Test func errorsShowArgumentsAndFilesHarmlessly() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        // No argument can hold a NUL.
        let text = Self.hostile.filter { !$0.contains("\0") }.joined(separator: " ")
        for arguments in [
            [text], ["call", text], ["show", text], ["import", "/nonexistent/\(text)"],
            ["import", "leads.csv", "--map", text], ["leads", "--workspace", "/nonexistent/\(text)"],
            ["leads", "--\(text)"], ["call", Workplace.jane, "--checklist", text], ["calls", "--lead", text],
            ["calls", "--reason", text], ["calls", "--limit", text], ["calls", "--since", text],
            ["calls", "--verdict", text],
        ] {
            let program = try PipedProgram.run(
                Workplace.program, arguments, environment: workplace.environment(),
                directory: workplace.folder.path)
            #expect(program.isHarmless, "\(arguments) \(program.errors.debugDescription)")
        }
    }

    /// What was recorded is the original; only the screen is protected.
    @Test func filesKeepTheOriginal() throws {
        let workplace = try Workplace(leads: "Email,Name\nlead@x.example,\"\u{1b}[31mred \u{202e}\"\n")
        _ = try workplace.run("call", "lead@x.example", input: ["", "said \u{1b}[31m ä"])
        let record = try workplace.record()
        #expect(record.lead.name?.contains("\u{1b}[31mred") == true)
        #expect(record.standing.answers.values.map(\.text) == ["said \u{1b}[31m ä"])
        let bytes = try Data(contentsOf: workplace.url(of: workplace.files(in: "transcripts")[0]))
        #expect(!bytes.contains(0x1b))
    }
}

extension PipedProgram {
    /// In JSON what has no width may stand as it is: it is data there, and moves nothing on a screen.
    fileprivate func isHarmless(asJSON isJSON: Bool) -> Bool {
        (isJSON ? output.replacing("\u{200b}", with: "") : output).isHarmless && errors.isHarmless
    }
}
