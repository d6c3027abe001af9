import Foundation
import Qualification
import TestSupport
import Testing
import Workspace

@testable import BatonCommands

/// `baton checklist lint`: what it prints, for people and for scripts, and its exit code.
@Suite struct LintTests {
    private static func checklist(_ questions: String, confirm: String = "1") -> String {
        """
        checklist: Team
        version: 1.0.0
        elements:
          - id: need
            name: Need
            otherwise: no-need
            questions:
        \(questions)
        decision:
          confirm: \(confirm)

        """
    }

    @Test func showsTheLineACaretAndAHint() throws {
        let workplace = try Workplace()
        try workplace.write(
            Self.checklist(
                """
                      - id: size
                        ask: How many people would use it?
                        kind: number
                        goood: A number.
                        good: A number.
                        stops:
                          - when: { below: 0 }
                            reason: no-fit/size
                """), to: "team.yaml")
        let program = try workplace.run("checklist", "lint", "team.yaml")
        #expect(program.ending == .exit(78))
        #expect(program.errors == "")
        #expect(
            program.output == """
                team.yaml:11:9: error: unknown key 'goood' in a question [unknown-key]
                            goood: A number.
                            ^
                  hint: did you mean 'good'?
                team.yaml:14:21: error: no answer to 'need.size' is below 0, so this knock-out never fires [stop-never-fires]
                              - when: { below: 0 }
                                        ^
                1 file: 2 errors.

                """)
    }

    /// One link in the folder kept all the files beside it from being looked over.
    @Test func whatIsNoFileIsToldAmongTheRest() throws {
        let workplace = try Workplace()
        for folder in ["checklists", "transcripts"] {
            try FileManager.default.createDirectory(
                at: workplace.workspace.appending(path: folder), withIntermediateDirectories: true)
        }
        try workplace.write("checklist: A\nbogus: 1\n", to: "workspace/checklists/a.yaml")
        let link = workplace.workspace.appending(path: "checklists/linked.yaml")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: workplace.folder)
        try workplace.write(
            Self.checklist("      - { id: a, ask: What?, good: x }"), to: "workspace/checklists/z.yaml")
        let all = try workplace.run("checklist", "lint")
        #expect(all.ending == .exit(78))
        #expect(all.errors == "")
        #expect(all.output.contains("a.yaml:2:1: error: unknown key 'bogus'"))
        #expect(
            all.output.contains("linked.yaml:1:1: error: this is not a plain file; links are not followed"))
        // By its name it was said not to exist, though the list of checklists named it so.
        let named = try workplace.run("checklist", "lint", "linked")
        #expect(named.ending == .exit(78))
        #expect(named.output.contains("linked.yaml:1:1: error: this is not a plain file"))
    }

    @Test func warningsStopNothing() throws {
        let workplace = try Workplace()
        try workplace.write(
            Self.checklist("      - { id: pain, ask: What hurts and since when?, good: A fact. }"),
            to: "a.yaml")
        try workplace.write(
            Self.checklist("      - { id: pain, ask: What hurts?, good: A fact. }"), to: "b.yaml")
        let program = try workplace.run("checklist", "lint", "a.yaml", "b.yaml")
        #expect(program.ending == .exit(0))
        #expect(program.output.hasPrefix("a.yaml:8:26: warning: this asks two things at once: "))
        #expect(program.output.hasSuffix("\n2 files: 1 warning.\n"))
        let clean = try workplace.run("checklist", "lint", "b.yaml")
        #expect(clean.output == "1 file: nothing to mend.\n" && clean.ending == .exit(0))
    }

    @Test func looksAtTheWholeWorkspace() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let clean = try workplace.run("checklist", "lint")
        #expect(clean.ending == .exit(0))
        #expect(clean.output.hasSuffix(" files: nothing to mend.\n"), "\(clean.output)")
        try Data("checklist: BANTT\nslaa: 3\n".utf8).write(to: workplace.url(of: "baton.yaml"))
        try Data("reasons: []\n".utf8).write(to: workplace.url(of: "checklists/reasons.yaml"))
        try Data("versoin: 1\n".utf8).write(to: workplace.url(of: "checklists/team.yaml"))
        let program = try workplace.run("checklist", "lint", "--json")
        #expect(program.ending == .exit(78) && program.errors == "")
        let found = try JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [[String: Any]]
        let told = try #require(found).map { item -> String in
            #expect(
                Set(item.keys) == ["path", "line", "column", "severity", "code", "message", "hint"])
            let name = (item["path"] as? String)?.split(separator: "/").last ?? ""
            return "\(name):\(item["line"] ?? 0):\(item["column"] ?? 0) \(item["code"] ?? "")"
        }
        #expect(
            told == [
                "baton.yaml:2:1 unknown-key", "reasons.yaml:1:10 empty-value", "team.yaml:1:1 unknown-key",
                "team.yaml:1:1 missing-key", "team.yaml:1:1 missing-key", "team.yaml:1:1 missing-key",
            ], "\(told)")
    }

    @Test func aChecklistIsFoundByItsNameAndNothingIsMade() throws {
        let workplace = try Workplace()
        let program = try workplace.run("checklist", "lint", "BANT")
        #expect(program.ending == .exit(0) && program.output == "1 file: nothing to mend.\n")
        #expect(workplace.files(in: "checklists") == [])
        let unknown = try workplace.run("checklist", "lint", "checklists/none.yaml")
        #expect(unknown.ending == .exit(66) && unknown.output == "")
        #expect(unknown.errors == "baton: there is no file and no checklist checklists/none.yaml\n")
    }

    @Test func doctorNamesAChecklistWithRulesThatMeanNothing() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let text = Self.checklist(
            "      - { id: size, ask: How many?, kind: number, good: A number., stops: [ { when: { below: 0 }, reason: no-fit/size } ] }"
        )
        try Data(text.utf8).write(to: workplace.url(of: "checklists/team.yaml"))
        let program = try workplace.run("doctor")
        #expect(program.ending == .exit(1))
        #expect(program.output.contains("team.yaml has 1 rule that can mean nothing"), "\(program.output)")
        #expect(program.output.contains("baton checklist lint shows where"))
        let call = try workplace.run(
            "call", Workplace.jane, "--checklist", "team", input: ["", "40 people", "/pause"])
        #expect(call.ending == .exit(0), "\(call.errors)")
    }

    // MARK: The caret

    private func block(_ line: String, column: Int, width: Int = 80) -> [String] {
        let diagnostic = Diagnostic(
            path: "c.yaml", line: 1, column: column, code: .unknownKey, message: "m",
            excerpt: .init(text: line))
        return DiagnosticWording(width: width).block(diagnostic).map(\.plain)
    }

    @Test(arguments: [
        ("a: b", 1, "^"), ("a: b", 4, "   ^"), ("a: b", 5, "    ^"),
        // Wide characters take two columns, combining ones none, and what could move the cursor is shown.
        ("名: b", 4, "    ^"), ("e\u{301}: b", 5, "   ^"), ("\u{202E}: b", 4, "          ^"),
        ("a:\tb", 4, "   ^"), ("\u{1B}[2J: b", 7, "      ^"), ("👩‍👩‍👧 b", 7, nil),
    ])
    func theCaretStandsUnderTheColumn(_ line: String, _ column: Int, _ caret: String?) throws {
        let lines = block(line, column: column)
        try #require(lines.count == 3)
        #expect(lines[1].hasPrefix("    ") && lines[2].hasPrefix("    "))
        if let caret { #expect(lines[2] == "    " + caret, "\(lines)") }
        #expect(lines.joined().isHarmless)
    }

    @Test(arguments: [1, 2, 40, 79, 80, 81, 150, 299, 300, 301])
    func aLongLineIsShownAroundTheCaret(_ column: Int) throws {
        let line = String((0..<300).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
        for width in [80, 40, 200] {
            let lines = block(line, column: column, width: width)
            try #require(lines.count == 3)
            let (text, caret) = (Array(lines[1]), Array(lines[2]))
            #expect(text.count <= min(80, width) && caret.count <= min(80, width) + 1)
            let under = caret.count - 1
            if column <= 300 {
                #expect(text[under] == Array(line)[column - 1], "\(lines)")
            } else {
                #expect(text.count == under, "\(lines)")
            }
        }
    }

    @Test func withoutAnExcerptThereIsNoCaret() {
        let diagnostic = Diagnostic(
            path: "c.yaml", line: 1, column: 1, code: .tooLarge, message: "m", hint: "h")
        #expect(
            DiagnosticWording().block(diagnostic).map(\.plain) == [
                "c.yaml:1:1: error: m [too-large]", "  hint: h",
            ])
    }
}
