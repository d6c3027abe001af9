import Foundation
import Qualification
import TestSupport
import Testing

/// `baton checklist`: what each of its commands prints, where, and with which exit code.
@Suite struct ChecklistCommandTests {
    /// A checklist with something of everything that `show` puts into words.
    static let team = """
        checklist: Team
        version: 2.0.0
        about: What we ask.
        currency: EUR
        stops:
          - when: { lead: domain, among: [ rival.example, rival.test ] }
            reason: not-a-prospect/competitor
          - when: { lead: company, missing: true }
            reason: bad-data/fake
        elements:
          - id: need
            name: Need
            bar: 3
            required: 2
            otherwise: no-need
            levels: { 1: A complaint., 2: "What it costs {lead.company|your company}." }
            questions:
              - id: pain
                ask: "What made {lead.company|your company} look into this?"
                kind: choice
                good: A reason.
                follow-ups: [ Since when? ]
                red-flags: [ just looking, no idea ]
                listen-for: [ too slow ]
                choices:
                  - { key: growth, name: Growing out of it }
                  - { key: thesis, name: For a thesis, grade: 1, stop: not-a-prospect/student }
                  - { key: nothing, name: No problem, against: true }
          - id: budget
            name: Budget
            questions:
              - id: amount
                ask: What range?
                kind: money
                stops:
                  - when: { below: 3000 }
                    reason: no-fit/size
              - id: owner
                ask: Whose money?
                kind: person
                optional: true
                when: { any-of: [ { question: budget.amount, at-least: 5000 }, { question: need.pain, is: growth } ] }
          - id: rivals
            name: Rivals
            counts: false
            questions:
              - { id: who, ask: Who else?, kind: text }
        cards:
          - key: send-info
            name: Just send me the information
            hear: [ send me something ]
            say: "Gladly."
            then: need.pain
        decision:
          confirm: 1

        """

    private func workplace() throws -> Workplace {
        let workplace = try Workplace()
        _ = try workplace.run("checklist", "new", "scratch")
        try FileManager.default.removeItem(at: workplace.url(of: "checklists/scratch.yaml"))
        try workplace.write(ChecklistCommandTests.team, to: "workspace/checklists/team.yaml")
        return workplace
    }

    // MARK: list

    @Test func theListSaysWhatEachTakesAndWhichIsTheDefault() throws {
        let workplace = try workplace()
        for arguments in [["checklist"], ["checklist", "list"]] {
            let program = try PipedProgram.run(
                Workplace.program, arguments, environment: workplace.environment())
            #expect(program.ending == .exit(0))
            let rows = program.lines.map { $0.split(separator: "  ").map { $0.filter { $0 != " " } } }
            #expect(
                rows.contains(["Team", "2.0.0", "confirm1of2", "3elements", "2questions", "team.yaml"]),
                "\(program.output)")
            #expect(rows.filter { $0.contains("default") }.map(\.first) == ["BANT"])
            #expect(program.lines.dropLast().allSatisfy { $0.contains(".yaml") || $0.contains("built in") })
            #expect(program.errors == "" && program.isHarmless)
        }
        try workplace.write("checklist: team\n", to: "workspace/baton.yaml")
        let lines = try workplace.run("checklist").lines.filter { $0.contains("default") }
        #expect(lines.map { $0.prefix(4) } == ["Team"])
    }

    @Test func onANarrowTerminalNothingIsCutShort() throws {
        let workplace = try workplace()
        let terminal = try workplace.open("checklist", rows: 24, columns: 40)
        #expect(try terminal.waitForEnd() == .exit(0))
        let rows = terminal.screen.lines.map(\.trimmedEnd).filter { !$0.isEmpty }
        let team = try #require(rows.firstIndex(of: "Team  2.0.0"))
        #expect(
            rows[team...].prefix(3) == [
                "Team  2.0.0", "  confirm 1 of 2  3 elements", "    2 questions  team.yaml",
            ])
        #expect(rows.allSatisfy { !$0.contains("…") })
    }

    @Test func oneThatDoesNotReadIsNamedByItsFirstMistake() throws {
        let workplace = try workplace()
        try workplace.write(
            "checklist: Broken\nversion: 1\nelemnts: []\ndecision: { confirm: 1 }\n",
            to: "workspace/checklists/other.yaml")
        let program = try workplace.run("checklist", "list")
        #expect(program.ending == .exit(0))
        #expect(
            program.lines.contains(
                "Broken  does not read  other.yaml:3:1: unknown key 'elemnts' in a checklist  ·  baton checklist lint other"
            ), "\(program.output)")
        let json = try #require(
            JSONSerialization.jsonObject(
                with: Data(workplace.run("checklist", "--json").output.utf8)) as? [[String: Any]])
        let mistakes = json.filter { ($0["mistakes"] as? [String])?.isEmpty == false }
        #expect(mistakes.map { $0["name"] as? String } == ["Broken"])
        #expect(mistakes.map { ($0["mistakes"] as? [String])?.count } == [1])
        #expect(Set(json.map { Set($0.keys) }).count == 1)
    }

    @Test func withoutAWorkspaceThereAreTheBuiltInOnesAndNothingIsMade() throws {
        let workplace = try Workplace()
        let home = workplace.folder.appending(path: "home")
        for arguments in [["list"], ["show", "bant"], ["diff", "bant", "bant"], ["try"]] {
            let program = try PipedProgram.run(
                Workplace.program, ["checklist"] + arguments,
                environment: workplace.environment(["BATON_WORKSPACE": ""]), directory: home.path)
            #expect(program.ending == .exit(0), "\(arguments) \(program.errors)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == [])
    }

    // MARK: show

    @Test func showReadsAsARepReadsIt() throws {
        let program = try workplace().run("checklist", "show", "team")
        #expect(program.ending == .exit(0))
        #expect(
            program.output == """
                Team 2.0.0  amounts in EUR
                  What we ask.
                  An SQL takes 1 of 2 at their bar (Need, Budget), and in any case Need at grade 2.

                Before anyone is called
                  stop if the domain is rival.example or rival.test: not-a-prospect/competitor
                  stop if the company is not known: bad-data/fake

                Need
                  confirmed at grade 3 (verified); no SQL below grade 2
                  if the buyer says no: no-need
                  grade 1  A complaint.
                  grade 2  What it costs your company.
                  pain  What made your company look into this?  choice
                      good: A reason.
                      ask on: Since when?
                      - growth  Growing out of it
                      - thesis  For a thesis  grade 1
                      - nothing  No problem  against
                      red flags: just looking; no idea
                      listen for: too slow
                      stop if it is thesis: not-a-prospect/student

                Budget
                  confirmed at grade 2 (the buyer said it)
                  amount  What range?  an amount
                      stop if it is below EUR 3,000: no-fit/size
                  owner  Whose money?  a person, optional
                      only when budget.amount is EUR 5,000 or more or need.pain is growth

                Rivals
                  asked and kept, no part of the decision
                  who  Who else?  text

                Cards  /card KEY on a call
                  send-info  Just send me the information
                      they say: “send me something”
                      say: “Gladly.”
                      then: need.pain

                """)
        #expect(program.errors == "" && program.isHarmless)
    }

    @Test(arguments: [80, 40]) func onATerminalNoLineIsCutInAWord(columns: Int) throws {
        let workplace = try workplace()
        let terminal = try workplace.open("checklist", "show", "team", rows: 100, columns: columns)
        #expect(try terminal.waitForEnd() == .exit(0))
        let rows = terminal.screen.lines.map(\.trimmedEnd).filter { !$0.isEmpty }
        let words = try workplace.run("checklist", "show", "team").output.split(
            whereSeparator: \.isWhitespace)
        #expect(rows.flatMap { $0.split(separator: " ") } == words)
        #expect(rows.allSatisfy { $0.count <= columns })
    }

    @Test func asDataItHasTheKeysOfTheFile() throws {
        let workplace = try workplace()
        let program = try workplace.run("checklist", "show", "team", "--json")
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [String: Any])
        #expect(json["checklist"] as? String == "Team" && (json["sha256"] as? String)?.count == 64)
        #expect((json["path"] as? String)?.hasSuffix("/checklists/team.yaml") == true)
        let elements = try #require(json["elements"] as? [[String: Any]])
        #expect(elements.map { $0["id"] as? String } == ["need", "budget", "rivals"])
        #expect(program.errors == "")
    }

    @Test func aChecklistIsNamedOrAFile() throws {
        let workplace = try workplace()
        let path = try workplace.write(
            ChecklistCommandTests.team.replacing("Team", with: "Draft"), to: "draft.yaml")
        for name in ["TEAM", "team.yaml"] {
            #expect(try workplace.run("checklist", "show", name).output.hasPrefix("Team 2.0.0"))
        }
        for name in [path, "./draft.yaml", "draft.yaml"] {
            #expect(try workplace.run("checklist", "show", name).output.hasPrefix("Draft 2.0.0"))
        }
        let near = try workplace.run("checklist", "show", "tean")
        #expect(near.ending == .exit(66) && near.output == "")
        #expect(near.errors.hasPrefix("baton: no checklist tean; did you mean Team?\n  There are: "))
        let file = try workplace.run("checklist", "show", "nowhere/x.yaml")
        #expect(file.ending == .exit(66))
        #expect(file.errors.hasPrefix("baton: no checklist nowhere/x.yaml, and no such file\n"))
        let broken = try workplace.write("checklist: B\nversion: 1\n", to: "broken.yaml")
        for command in ["show", "try"] {
            let program = try workplace.run("checklist", command, broken)
            #expect(program.ending == .exit(78) && program.output == "")
            #expect(
                program.errors.hasPrefix("\(broken):1:1: error: a checklist needs 'elements'"),
                "\(program.errors)")
        }
    }

    @Test(arguments: [
        ("lst", "list"), ("shwo", "show"), ("dif", "diff"), ("tyr", "try"), ("nwe", "new"),
    ])
    func aSlipInASubcommandIsNamed(typed: String, meant: String) throws {
        let program = try Workplace().run("checklist", typed)
        #expect(program.ending == .exit(64) && program.output == "")
        #expect(program.errors == "baton: no command \(typed); did you mean `baton checklist \(meant)`?\n")
    }

    @Test(arguments: ["list", "show", "diff", "try", "new"]) func helpLeadsWithExamples(command: String)
        throws
    {
        let program = try Workplace().run("checklist", command, "--help")
        #expect(program.ending == .exit(0) && program.errors == "")
        let examples = try #require(program.output.range(of: "EXAMPLES"))
        let usage = try #require(program.output.range(of: "USAGE"))
        #expect(examples.lowerBound < usage.lowerBound)
        #expect(program.output[examples.upperBound...].contains("baton checklist \(command)"))
    }

    // MARK: new

    @Test func aNewOneIsACopyThatReads() throws {
        let workplace = try workplace()
        let program = try workplace.run("checklist", "new", "Inside Sales", "--from", "team")
        #expect(program.ending == .exit(0) && program.errors == "")
        #expect(program.lines[0] == "Inside Sales 0.1.0, out of Team 2.0.0:")
        let path = workplace.url(of: "checklists/inside-sales.yaml").path
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let diff = try workplace.run("checklist", "diff", "team", "inside-sales")
        #expect(
            diff.output == """
                Team 2.0.0 → Inside Sales 0.1.0
                  ~ name  Team → Inside Sales
                  ~ version  2.0.0 → 0.1.0

                """)
        #expect(
            try workplace.run("checklist", "new", "plain").lines[0].hasPrefix("plain 0.1.0, out of BANT "))
    }

    @Test func nothingIsOverwritten() throws {
        let workplace = try workplace()
        for name in ["team", "Team", "BANT"] {
            let before = workplace.files(in: "checklists")
            let program = try workplace.run("checklist", "new", name)
            #expect(program.ending == .exit(65) && program.output == "")
            #expect(workplace.files(in: "checklists") == before)
            #expect(program.errors.hasPrefix("baton: there is a checklist \(name) already: "))
            #expect(program.errors.contains("baton checklist new \(name.lowercased())-2"))
        }
        let text = try String(contentsOf: workplace.url(of: "checklists/team.yaml"), encoding: .utf8)
        #expect(text == ChecklistCommandTests.team)
        for name in ["a/b", ".hidden", "reasons", "x.yaml", "", "what\u{1B}[31m"] {
            let program = try workplace.run("checklist", "new", name)
            #expect(program.ending == .exit(64) && program.output == "", "\(name)")
            #expect(program.errors.hasPrefix("baton: ") && program.isHarmless, "\(program.errors)")
        }
        #expect(try workplace.run("checklist", "new", "x", "--from", "nope").ending == .exit(66))
        #expect(!workplace.files(in: "checklists").contains { $0.contains("x.yaml") })
    }

    // MARK: diff

    @Test func whatDiffersIsGroupedByElement() throws {
        let workplace = try workplace()
        var text = ChecklistCommandTests.team
        text.replace("version: 2.0.0", with: "version: 2.1.0")
        text.replace("bar: 3", with: "bar: 2")
        text.replace("What range?", with: "What range has been discussed for it, roughly, by whom?")
        text.replace("below: 3000", with: "below: 5000")
        text.replace("[ just looking, no idea ]", with: "[ just looking, no idea, who knows, maybe ]")
        text.replace("confirm: 1", with: "confirm: 2")
        try workplace.write(text, to: "new.yaml")
        let program = try workplace.run("checklist", "diff", "team", "new.yaml")
        #expect(program.ending == .exit(0) && program.errors == "" && program.isHarmless)
        #expect(
            program.output == """
                Team 2.0.0 → Team 2.1.0
                  ~ version  2.0.0 → 2.1.0

                Need
                  ~ bar  3 → 2
                  + pain, red flags: who knows; maybe

                Budget
                  ~ amount, how it is asked
                      was  What range?
                      now  What range has been discussed for it, roughly, by whom?
                  ~ amount, knock-outs
                      was  if it is below EUR 3,000: no-fit/size
                      now  if it is below EUR 5,000: no-fit/size

                Decision
                  ~ elements to confirm  1 → 2

                """)
        let json = try #require(
            JSONSerialization.jsonObject(
                with: Data(workplace.run("checklist", "diff", "team", "new.yaml", "--json").output.utf8))
                as? [[String: Any]])
        #expect(
            json.map { $0["path"] as? String } == [
                "version", "elements.need.bar", "elements.need.questions.pain.red-flags",
                "elements.need.questions.pain.red-flags", "elements.budget.questions.amount.ask",
                "elements.budget.questions.amount.stops", "decision.confirm",
            ])
        #expect(json.allSatisfy { Set($0.keys) == ["path", "change", "before", "after"] })
        let same = try workplace.run("checklist", "diff", "team", "TEAM")
        #expect(same.output == "No difference: Team 2.0.0 asks and decides the same.\n")
        let none = try workplace.run("checklist", "diff", "team", "TEAM", "--json")
        #expect(none.output.filter { !$0.isWhitespace } == "[]")
    }

    // MARK: try

    @Test func aTryIsACallOfWhichNotOneByteIsWritten() throws {
        let workplace = try workplace()
        let before = try workplace.tree()
        let lines = [
            "", "growth", "40k !", "note: x", "/refer Dana dana@acme.example", "/c send-info", "/s", "/u",
            "?",
            "/end", "", "", "too late",
        ]
        let program = try workplace.run("checklist", "try", "team", "--rep", "sam", input: lines)
        #expect(program.ending == .exit(0))
        #expect(program.lines.first == "Trying Team 2.0.0. Nothing is recorded; /pause or Ctrl-D leaves.")
        #expect(program.lines.last == "" && program.lines.dropLast().last == "Nothing of this was recorded.")
        #expect(program.output.contains("  budget.amount  EUR 40,000  grade 2\n"))
        #expect(program.output.contains("say:  “Gladly.”"))
        #expect(program.output.contains("  Verdict:  SQL\n"))
        #expect(program.errors.contains("ignored after the verdict: too late") && program.isHarmless)
        for input in [["", "growth"], ["", "growth", "/pause"], [], ["/noanswer", "", ""]] {
            #expect(try workplace.run("checklist", "try", "team", input: input).ending == .exit(0))
        }
        #expect(try workplace.tree() == before)
    }

    @Test func aTryWorksWhereNothingCanBeWritten() throws {
        let workplace = try workplace()
        let manager = FileManager.default
        let folders = [
            workplace.url(of: "checklists"), workplace.url(of: "transcripts"), workplace.workspace,
        ]
        for folder in folders {
            try manager.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        }
        defer {
            for folder in folders.reversed() {
                try? manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
            }
        }
        let program = try workplace.run(
            "checklist", "try", "team", input: ["", "growth", "40k !", "/end", "", ""])
        #expect(program.ending == .exit(0), "\(program.errors)")
        #expect(program.output.contains("  Verdict:  SQL\n"))
    }

    @Test func onATerminalATryEndsWithItsVerdictAndOffersNobody() throws {
        let workplace = try workplace()
        let before = try workplace.tree()
        let terminal = try workplace.open("checklist", "try", "team", rows: 40, columns: 80)
        try terminal.wait(for: "dialling>")
        terminal.send("\r")
        try terminal.wait(for: "need.pain>")
        terminal.send("nothing\r")
        try terminal.wait(for: "budget.amount>")
        terminal.send("/end\r")
        try terminal.wait(for: "verdict>")
        terminal.send("\r")
        try terminal.wait(for: "next step>")
        terminal.send("\r")
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(terminal.screen.text.contains("Nothing of this was recorded."))
        #expect(!terminal.screen.text.contains("next or Enter>"))
        #expect(try workplace.tree() == before)
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}

extension Workplace {
    /// Every file and folder of the workplace with its content and when it was last changed.
    fileprivate func tree() throws -> [String: String] {
        var tree: [String: String] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
            let url = folder.appending(path: name)
            let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
            let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            let content = (try? Data(contentsOf: url)).map { "\($0.hashValue) \($0.count)" } ?? "folder"
            tree[name] = "\(content) \(changed)"
        }
        return tree
    }
}
