import Foundation
import Qualification
import TestSupport
import Testing

/// The command line: what each command prints, where, and with which exit code.
@Suite struct CommandLineTests {
    @Test func aloneItShowsWhoIsNextAndHowToStart() throws {
        let workplace = try Workplace()
        let empty = try workplace.run()
        #expect(empty.ending == .exit(0))
        #expect(empty.output.hasPrefix("No leads yet.\n") && empty.output.contains("baton import FILE.csv"))
        try workplace.importLeads(Workplace.twoLeadsCSV)
        _ = try workplace.run("call", "mei@blueriver.example", input: ["", "we count by hand"])
        let program = try workplace.run()
        #expect(program.ending == .exit(0))
        #expect(program.lines[0].contains(#/^Paused:  mei@blueriver\.example since \d\d:\d\d/#))
        #expect(
            program.lines[1].hasPrefix(
                "Next:  Jane Ortiz, VP Operations at Acme Logistics  first touch in"))
        #expect(program.output.contains("baton call   opens the call with the next lead"))
        #expect(program.errors == "")
    }

    @Test(arguments: [[], ["call"], ["import"], ["leads"], ["calls"], ["show"], ["demo"]])
    func helpLeadsWithExamples(command: [String]) throws {
        let workplace = try Workplace()
        let program = try PipedProgram.run(
            Workplace.program, command + ["--help"], environment: workplace.environment())
        #expect(program.ending == .exit(0))
        let examples = try #require(program.output.range(of: "EXAMPLES"))
        let usage = try #require(program.output.range(of: "USAGE"))
        #expect(examples.lowerBound < usage.lowerBound)
        #expect(program.output[examples.upperBound...].contains("baton \(command.first ?? "")"))
        #expect(program.errors == "")
    }

    @Test(arguments: [("cal", "call"), ("lead", "leads"), ("improt", "import"), ("shwo", "show")])
    func aSlipInACommandIsNamed(typed: String, meant: String) throws {
        let program = try Workplace().run(typed)
        #expect(program.ending == .exit(64))
        #expect(program.errors == "baton: no command \(typed); did you mean `baton \(meant)`?\n")
        #expect(program.output == "")
    }

    @Test(arguments: [
        ("accept", "handoff accept"), ("reject", "handoff reject"), ("reasons", "report reasons"),
        ("export", "feedback export"), ("lint", "checklist lint"),
    ])
    func aCommandOfAGroupIsNamed(typed: String, meant: String) throws {
        let program = try Workplace().run(typed, "jane")
        #expect(program.ending == .exit(64) && program.output == "")
        #expect(program.errors == "baton: no command \(typed); did you mean `baton \(meant)`?\n")
    }

    /// A line that is broken in the middle cannot be copied, and a comment behind it stands where nobody looks for it.
    @Test func examplesFitATerminalOfEightyColumns() throws {
        struct Command: Decodable {
            var commandName: String
            var discussion: String?
            var subcommands: [Command]?

            var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
        }
        struct Tool: Decodable { var command: Command }
        let dump = try Workplace().run("--experimental-dump-help")
        let commands = try JSONDecoder().decode(Tool.self, from: Data(dump.output.utf8)).command.all
        #expect(commands.count > 30)
        for command in commands {
            for line in (command.discussion ?? "").split(separator: "\n") {
                #expect(line.count < 80, "\(command.commandName): \(line)")
            }
        }
    }

    @Test func everyJobIsFoundInTheHelp() throws {
        let help = try Workplace().run("--help").output
        for job in ["accept an SQL", "tell marketing", "what to change", "who to call next"] {
            #expect(help.contains(job))
        }
    }

    @Test(arguments: [
        ["frobnicate"], ["call", "--nope"], ["leads", "--limit", "0"], ["calls", "--verdict", "great"],
        ["calls", "--since", "yesterday"], ["call", "jane", "--name", "Jane"],
        ["call", "--channel", "LinkedIn"],
        ["import"], ["show"], ["calls", "--reason", "///"],
    ])
    func wrongUsageIs64(arguments: [String]) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let program = try PipedProgram.run(
            Workplace.program, arguments, environment: workplace.environment())
        #expect(program.ending == .exit(64))
        #expect(program.output == "")
        #expect(program.errors != "")
    }

    // MARK: Imports

    @Test(arguments: [
        ("PK\u{3}\u{4}\u{14}\u{0}workbook", "an Excel workbook (XLSX)"),
        ("<!DOCTYPE html>\n<html><body>Sign in</body></html>\n", "a web page (HTML)"),
        ("\n  <html lang=en>\n<table></table></html>\n", "a web page (HTML)"),
        ("[{\"email\":\"a@b.example\"}]", "JSON"), ("%PDF-1.7\n", "a PDF"), ("", "the file is empty"),
        ("Colour,Size\nred,4\n", "no column says who to call"),
        ("Email,Name\n,\n", "nothing was imported"),
    ])
    func whatIsNoListOfLeadsIs65(content: String, said: String) throws {
        let workplace = try Workplace()
        let path = try workplace.write(content, to: "leads.csv")
        let program = try workplace.run("import", path)
        #expect(program.ending == .exit(65))
        #expect(program.errors.contains(said), "\(program.errors)")
        #expect(try workplace.run("leads", "--json").output.filter { !$0.isWhitespace } == "[]")
    }

    @Test func anImportCountsItsRowsAndKeepsWhatItRejects() throws {
        let workplace = try Workplace()
        let csv = """
            Name,Email,Score
            Jane,jane@acme.example,72
            ,,50
            Jane,JANE@acme.example,73
            Mei,mei@river.example,60

            """
        let path = try workplace.write(csv, to: "leads.csv")
        let json = try workplace.run("import", path, "--json")
        #expect(json.ending == .exit(0))
        let counts = try #require(
            JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Int])
        #expect(counts == ["rows": 4, "imported": 2, "duplicates": 1, "rejected": 1])
        #expect(json.errors.contains("  the rejected rows, with reasons: "))
        let rejects = try #require(workplace.files(in: "leads").first { $0.hasSuffix(".rejected.csv") })
        let text = try String(contentsOf: workplace.url(of: rejects), encoding: .utf8)
        #expect(text.contains("no e-mail, id, phone, name or company"))
        // Again, it is an update.
        let again = try workplace.run("import", path)
        #expect(again.output == "4 rows: 2 imported, 1 duplicate, 1 rejected\n")
    }

    /// Files of leads are named after the second, and which of two in one second won was a matter of chance.
    @Test func theLaterImportWinsWithinOneSecond() throws {
        let workplace = try Workplace()
        for round in 1...8 {
            try workplace.importLeads("Name,Email\nJane the \(round).,jane@acme.example\n")
            #expect(try workplace.run("leads").output.contains("Jane the \(round)."))
        }
    }

    @Test func aDryRunChangesNothing() throws {
        let workplace = try Workplace()
        let path = try workplace.write(Workplace.janeCSV, to: "leads.csv")
        let program = try workplace.run("import", path, "--dry-run")
        #expect(program.ending == .exit(0))
        #expect(
            program.output.contains("jane@acme.example") && program.output.contains("Nothing was changed."))
        #expect(workplace.files(in: "leads") == [])
    }

    @Test func aFileThatIsNotThereIs66() throws {
        let program = try Workplace().run("import", "/nonexistent/leads.csv")
        #expect(program.ending == .exit(66))
        #expect(program.errors == "baton: cannot read /nonexistent/leads.csv: No such file or directory\n")
    }

    // MARK: Naming a lead or a call

    @Test func aLeadIsFoundByAnyOfItsNames() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        for name in ["jane@acme.example", "JANE@Acme.example", "0100", "1 555 0100", "ortiz", "acme log"] {
            let program = try workplace.run("call", name)
            #expect(program.ending == .exit(0), "\(name) \(program.errors)")
            #expect(program.lines[0].hasPrefix("Jane Ortiz  "), "\(name)")
        }
        #expect(workplace.files(in: "transcripts") == [])
    }

    @Test func severalMatchesAreListedAndNoneIsSaid() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let several = try workplace.run("call", "e")
        #expect(several.ending == .exit(66))
        #expect(several.errors.hasPrefix("baton: several leads match “e”; name one by its id:\n"))
        #expect(
            several.errors.contains("  jane@acme.example")
                && several.errors.contains("  mei@blueriver.example"))
        let none = try workplace.run("call", "nobody")
        #expect(none.ending == .exit(66))
        #expect(none.errors.hasPrefix("baton: no lead matches “nobody”\n"))
        let noCall = try workplace.run("show", "jane@acme.example")
        #expect(noCall.ending == .exit(66))
        #expect(try Workplace().run("call").ending == .exit(66))
    }

    @Test func aLeadThatIsNotInTheBookIsMadeOnce() throws {
        let workplace = try Workplace()
        for answer in ["we lose pallets", "90k a year"] {
            let program = try workplace.run(
                "call", "--name", "Jane Ortiz", "--company", "Acme", "--phone", "+1 555 0100",
                input: ["", answer])
            #expect(program.ending == .exit(0), "\(program.errors)")
        }
        #expect(try workplace.answers().count == 2)
        #expect(workplace.files(in: "leads").count == 1)
    }

    @Test func aCallIsShownByAnyPartOfItsIdOrItsLead() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        for lead in [Workplace.jane, "mei@blueriver.example"] {
            _ = try workplace.run(
                "call", lead, "--rep", "sam", input: ["", "we count by hand !", "/voicemail", "yes"])
        }
        let call = try #require(try workplace.records().first)
        for name in [call.id, String(call.id.suffix(8)), "jane", Workplace.jane] {
            let program = try workplace.run("show", name)
            #expect(program.ending == .exit(0), "\(program.errors)")
            #expect(program.lines[0] == "Call \(call.id)")
        }
        let several = try workplace.run("show", String(call.id.prefix(8)))
        #expect(several.ending == .exit(66))
        #expect(several.errors.hasPrefix("baton: several calls match"))
        let json = try workplace.run("show", call.id, "--json")
        let file = try #require(workplace.files(in: "transcripts").first { $0.contains(call.id) })
        #expect(try json.output == String(contentsOf: workplace.url(of: file), encoding: .utf8))
        #expect(try workplace.run("calls", "--rep", "nobody").output == "No calls.\n")
        #expect(try workplace.run("calls", "--json", "--rep", "nobody").output == "[]\n")
    }

    @Test func oneUnreadableRecordStopsNothing() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        _ = try workplace.run(
            "call", Workplace.jane, input: ["", "we lose pallets !", "/voicemail", "yes", ""])
        _ = try workplace.run("call", "mei@blueriver.example", input: ["/noanswer"])
        let call = try #require(try workplace.records().first { $0.lead.id == Workplace.jane })
        let file = try #require(workplace.files(in: "transcripts").first { $0.contains(call.id) })
        let broken = workplace.url(of: file)
        try Data("{\"schema\": \"baton.call/1\", \n \"id\": tru".utf8).write(to: broken)
        for _ in 0..<2 {
            let program = try workplace.run("calls")
            #expect(program.ending == .exit(0))
            #expect(program.output.contains("Mei Chen") && !program.output.contains("Jane Ortiz"))
            #expect(program.errors.hasPrefix("baton: skipped: \(broken.path):2:"))
            #expect(program.errors.split(separator: "\n").count == 1)
        }
        // What needs no such record goes on, too.
        #expect(try workplace.run("leads").ending == .exit(0))
        #expect(try workplace.run("call", Workplace.jane, input: ["", "anew"]).ending == .exit(0))
    }

    // MARK: Settings and checklists

    @Test func mistakesInSettingsAreNamedByPlaceAndAre78() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        try Data("rep: sam\nchecklits: BANT\nsla:\n  attempts: many\n".utf8).write(
            to: workplace.url(of: "baton.yaml"))
        for command in ["leads", "calls", "call"] {
            let program = try workplace.run(command)
            #expect(program.ending == .exit(78))
            let path = workplace.url(of: "baton.yaml").path
            #expect(program.errors.contains("\(path):2:1: "))
            #expect(program.errors.contains("\(path):4:13: "))
            #expect(program.output == "")
        }
    }

    @Test func mistakesInAChecklistAreNamedByPlaceAndAre78BeforeTheCall() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let path = workplace.url(of: "checklists/bant.yaml")
        let text = try String(contentsOf: path, encoding: .utf8)
            .replacing("kind: money", with: "kind: monney").replacing(
                "    bar: 2\n    required: 2", with: "    bar: 9\n    required: 2")
        try Data(text.utf8).write(to: path)
        let program = try workplace.run("call", Workplace.jane, input: ["", "hello"])
        #expect(program.ending == .exit(78))
        let mistakes = program.errors.matches(
            of: #/bant\.yaml:\d+:\d+: error: .+ \[[a-z-]+\]\n    .+\n +\^\n/#)
        #expect(mistakes.count == 2, "\(program.errors)")
        #expect(workplace.files(in: "transcripts") == [])
        let unknown = try Workplace(leads: Workplace.janeCSV).run(
            "call", Workplace.jane, "--checklist", "SPIN")
        #expect(unknown.ending == .exit(78))
        #expect(unknown.errors.hasPrefix("baton: no checklist SPIN; there are: ANUM, BANT, Buyer fit, "))
    }

    @Test func settingsNameTheRep() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        try Data("rep: mary\ncurrency: EUR\n".utf8).write(to: workplace.url(of: "baton.yaml"))
        let program = try workplace.run("call", Workplace.jane, input: ["budget: 40k"])
        #expect(program.output.contains("this is Mary."))
        #expect(program.output.contains("EUR 40,000"))
        #expect(try workplace.record().rep == "mary")
    }

    // MARK: Output

    @Test func outputThatNobodyReadsIsNoFault() throws {
        let workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let program = try PipedProgram.run(
            "/bin/sh",
            ["-c", "'\(Workplace.program)' leads | true; '\(Workplace.program)' leads >&-; echo $?"],
            environment: workplace.environment())
        #expect(program.output == "0\n")
        #expect(program.errors == "")
    }

    @Test func aDemoRunsInAPipeAndSaysWhereItWas() throws {
        let workplace = try Workplace()
        let program = try workplace.run(
            "demo", input: ["", "we lose pallets !", "budget: 40k", "/end", "incomplete"])
        #expect(program.ending == .exit(0))
        #expect(program.isHarmless)
        #expect(
            program.lines[0].hasPrefix(
                "A sample workspace, invented leads: \(workplace.scratch.path)/baton-demo-"))
        #expect(program.output.contains("  Verdict:  incomplete"))
        let made = try FileManager.default.contentsOfDirectory(atPath: workplace.scratch.path)
        try #require(made.count == 1)
        let calls = try workplace.run("calls", "--workspace", workplace.scratch.appending(path: made[0]).path)
        #expect(calls.output.contains("incomplete"))
        #expect(workplace.files(in: ".") == [], "the rep's own workspace is left alone")
    }
}

/// Which workspace a command works in.
@Suite struct WorkspaceLookupTests {
    private func workspace(_ name: String, in workplace: Workplace) throws -> URL {
        let url = workplace.folder.appending(path: name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let path = try workplace.write("Name,Email\n\(name),\(name)@x.example\n", to: "\(name).csv")
        try #require(try workplace.run("import", path, "--workspace", url.path).ending == .exit(0))
        return url
    }

    @Test func theOptionThenTheEnvironmentThenAnAncestorThenOnesOwn() throws {
        let workplace = try Workplace()
        let (option, variable, ancestor) = (
            try workspace("option", in: workplace), try workspace("variable", in: workplace),
            try workspace("ancestor", in: workplace)
        )
        let below = ancestor.appending(path: "deep/down")
        try FileManager.default.createDirectory(at: below, withIntermediateDirectories: true)
        let data = workplace.folder.appending(path: "data")
        func leads(_ arguments: [String], variable: String, directory: URL) throws -> String {
            let environment = workplace.environment([
                "BATON_WORKSPACE": variable, "XDG_DATA_HOME": data.path,
            ])
            let program = try PipedProgram.run(
                Workplace.program, ["leads"] + arguments, environment: environment, directory: directory.path)
            #expect(program.ending == .exit(0), "\(program.errors)")
            return program.output
        }
        #expect(
            try leads(["--workspace", option.path], variable: variable.path, directory: below).contains(
                "option@"))
        #expect(try leads([], variable: variable.path, directory: below).contains("variable@"))
        #expect(try leads([], variable: "", directory: below).contains("ancestor@"))
        #expect(try leads([], variable: "", directory: workplace.folder).hasPrefix("No leads yet."))
        let own = try FileManager.default.contentsOfDirectory(
            atPath: data.appending(path: "baton/checklists").path)
        #expect(own.contains("bant.yaml") && own.contains("reasons.yaml"))
        for folder in [data, data.appending(path: "baton")] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test func aWorkspaceThatIsNotThereOrIsSomethingElseIs66() throws {
        let workplace = try Workplace()
        let missing = try workplace.run("leads", "--workspace", "/nonexistent/workspace")
        #expect(missing.ending == .exit(66))
        #expect(
            missing.errors.hasPrefix(
                "baton: the workspace /nonexistent/workspace does not exist (named by --workspace)\n"))
        let other = try workplace.run("leads", "--workspace", "", environment: ["BATON_WORKSPACE": "/usr"])
        #expect(other.ending == .exit(66))
        let variable = try workplace.run("leads", environment: ["BATON_WORKSPACE": "/usr"])
        #expect(variable.ending == .exit(66))
        #expect(variable.errors.contains("/usr is no workspace (named by BATON_WORKSPACE)"))
    }

    @Test func aWorkspaceBelowAFileIsAnErrorThatNamesIt() throws {
        let workplace = try Workplace()
        let file = try workplace.write("", to: "a-file")
        let program = try workplace.run(
            "leads", environment: ["BATON_WORKSPACE": "", "XDG_DATA_HOME": "\(file)/data"])
        #expect(program.ending == .exit(66))
        #expect(program.errors.contains("\(file)/data/baton"), "\(program.errors)")
    }
}
