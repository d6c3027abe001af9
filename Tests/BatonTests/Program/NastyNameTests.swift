import Foundation
import Qualification
import TestSupport
import Testing

/// Names, addresses and ids that would lead somewhere else, were a path ever made of them.
@Suite struct NastyNameTests {
    private static let nasty = [
        "../../etc/passwd", "..", ".", "/etc/passwd", "-dash", "--help", "a\nb", "nul\u{0}byte",
        String(repeating: "x", count: 300), "caf\u{e9}", "cafe\u{301}", "مرحبا", "\u{202e}evil", "👩‍👩‍👧‍👦", "   ",
        "",
        "trailing...", "CON", "con.", "C:\\windows", "$(touch pwned)", "`touch pwned`", "; rm -rf .",
        "%2e%2e%2f",
        "%s%n", "😀\u{fe0f}", "~root", "*", "?", "\u{feff}bom", "ﬁle", "\\", "'", "\"", "Ǆ", "ß",
    ]

    /// Every file that Baton makes has a name of its own choosing.
    private func expectOurNames(_ workplace: Workplace, _ what: String) throws {
        let forms = try [
            #"checklists/[a-z-]+\.yaml"#, #"checklists/used/[0-9a-f]{64}\.yaml"#,
            #"leads/\d{8}T\d{6}Z-[0-9a-z]{8}(\.rejected\.csv|\.jsonl)"#,
            #"(transcripts|feedback)/\d{4}-\d\d/\d{8}T\d{6}Z-[0-9a-z]{8}\.json"#,
            #"\.baton/open/[0-9a-f]{64}"#, #"\.baton/index\.sqlite(-wal|-shm)?"#,
        ].map { try Regex($0) }
        let all = try FileManager.default.subpathsOfDirectory(atPath: workplace.workspace.path)
        for path in all {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: workplace.url(of: path).path, isDirectory: &isFolder)
            if isFolder.boolValue { continue }
            #expect(forms.contains { path.wholeMatch(of: $0) != nil }, "\(what.debugDescription): \(path)")
        }
        let around = try FileManager.default.contentsOfDirectory(atPath: workplace.folder.path)
        #expect(Set(around).isSubset(of: ["workspace", "scratch", "home", "names.csv"]), "\(around)")
    }

    @Test func noPathIsMadeOfALead() throws {
        let workplace = try Workplace()
        let rows = Self.nasty.enumerated().map { index, text in
            let cell = "\"\(text.replacing("\"", with: "\"\""))\""
            return "\(cell),\(cell),\(cell),\(cell),+49 30 \(5_550_000 + index)"
        }
        let path = try workplace.write(
            "Lead ID,Name,Company,Title,Phone\n" + rows.joined(separator: "\n") + "\n", to: "names.csv")
        #expect(try workplace.run("import", path).ending == .exit(0))
        try expectOurNames(workplace, "import")
        let json = try workplace.run("leads", "--all", "--json").output
        let leads = try #require(
            JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        #expect(leads.count > 25)
        for lead in leads {
            let id = try #require(lead["id"] as? String)
            // Those that mean something to a path, a shell or an option; what is called by is hashed all the same.
            guard id.contains(where: { "/.-$~*\\\n".contains($0) }) || id.utf8.count > 255 else { continue }
            let call = try PipedProgram.run(
                Workplace.program, ["call", "--rep=\(id)", "--", id],
                input: Array("\nwe lose pallets !\n/end\nnot-a-prospect\n".utf8),
                environment: workplace.environment(), directory: workplace.folder.path)
            #expect([.exit(0), .exit(66)].contains(call.ending), "\(id.debugDescription): \(call.errors)")
            #expect(call.isHarmless)
        }
        try expectOurNames(workplace, "calls")
        #expect(try workplace.records().count > 10)
        #expect(try workplace.run("doctor").errors.isEmpty)
    }

    @Test func noPathIsMadeOfAnArgument() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let before = try FileManager.default.subpathsOfDirectory(atPath: workplace.workspace.path).sorted()
        for (index, text) in Self.nasty.enumerated() where !text.contains("\0") {
            let commands = [
                ["show", "--", text], ["calls", "--lead=\(text)"],
                ["checklist", "show", "--", text], ["call", Workplace.jane, "--checklist=\(text)"],
                ["forget", "--", text], ["import", "--", text], ["checklist", "new", "--", text],
                ["leads", "--workspace=\(text)/nowhere"],
            ]
            // Each text is given to one command.
            for (number, arguments) in commands.enumerated() where (index + number) % commands.count == 0 {
                let program = try PipedProgram.run(
                    Workplace.program, arguments, environment: workplace.environment(),
                    directory: workplace.scratch.path)
                if case .signal = program.ending { Issue.record("\(arguments): \(program.errors)") }
                #expect(program.isHarmless, "\(arguments)")
            }
        }
        #expect(try workplace.run("show", "20261121T140322Z-../../x").ending == .exit(66))
        #expect(try workplace.run("show", "../../etc/passwd").ending == .exit(66))
        let after = try FileManager.default.subpathsOfDirectory(atPath: workplace.workspace.path).sorted()
        #expect(
            after.filter { !$0.hasPrefix("checklists/") && !$0.hasPrefix(".baton/") }
                == before.filter { !$0.hasPrefix("checklists/") && !$0.hasPrefix(".baton/") })
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.scratch.path) == [])
    }

    /// One person is one lead, however their keyboard makes an accent.
    @Test("Bug: an address typed with combining accents was another lead")
    func oneSpellingStandsForAll() throws {
        let (composed, combining) = ("jos\u{e9}@caf\u{e9}.example", "jose\u{301}@cafe\u{301}.example")
        let workplace = try Workplace(leads: "Name,Email\nJos\u{e9} Ng\u{1ebf},\(composed)\n")
        try workplace.importLeads("Name,Email\nJose\u{301} Nge\u{302}\u{301},\(combining)\n")
        let leads = try workplace.run("leads", "--all", "--json").output
        #expect(leads.components(separatedBy: "\"id\"").count == 2, "\(leads)")
        for text in [composed, combining, "ng\u{1ebf}", "nge\u{302}\u{301}", "JOSE\u{301}"] {
            let call = try workplace.run("call", text, input: ["", "hello !"])
            #expect(call.ending == .exit(0), "\(text) \(call.errors)")
        }
        #expect(try workplace.records().count == 1)
        let made = try workplace.run("call", "--email", combining, input: ["hello again !"])
        #expect(made.ending == .exit(0))
        #expect(try workplace.records().count == 1)
    }

    @Test("Bug: a lead could be made of an empty name, or of an address that is none")
    func aNewLeadIsSomebody() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        for arguments in [
            ["--name", ""], ["--name", " \u{200b}"], ["--email", "no address"],
            ["--email", "a\nb@x.example"],
            ["--email", String(repeating: "x", count: 400) + "@x.example"],
        ] {
            let program = try PipedProgram.run(
                Workplace.program, ["call"] + arguments, environment: workplace.environment())
            #expect(program.ending == .exit(64), "\(arguments)")
        }
        #expect(workplace.files(in: "leads").count == 1)
    }
}
