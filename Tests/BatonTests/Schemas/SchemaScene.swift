import Foundation
import Qualification
import Reporting
import TestSupport
import Testing
import Workspace

/// A workspace in which everything has happened that Baton writes a file or prints JSON about.
///
/// Each golden session is held with a lead of its own.
struct SchemaScene {
    private(set) var documents: [SchemaDocument] = []
    /// The commands of which the JSON output is among the documents.
    private(set) var commands: Set<String> = []
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
        try bringInLeads()
        for (index, file) in SessionFile.all.enumerated() {
            let lead = "jane-\(index)@acme.example"
            for _ in 0..<file.attempts { try call([lead], ["/noanswer"]) }
            try call(
                [lead, "--checklist", file.checklist], file.typed.prefix { $0 != "^D" }.filter { $0 != "^C" })
        }
        try call(["iris vega"], ["/wrongnumber", ""])
        try callWithEveryKind()
        try callAcrossDays()
        try handOff()
        try print()
        try tellMarketing()
        try takeFiles("before")
        try forget()
        try takeFiles("after forgetting")
        try takeOwnFiles()
    }

    // MARK: What happens

    private mutating func bringInLeads() throws {
        var janes = "Name,Email,Phone,Company,Title,Channel,Campaign,Score,MQL Date,Country,Do Not Call\n"
        for (index, file) in SessionFile.all.enumerated() {
            let lead = file.lead
            let cells = [
                lead.name, "Jane-\(index)@acme.example", "+1 555 0\(200 + index)", lead.company, lead.title,
                lead.channel, lead.campaign, "72.5", "2026-11-21T11:00:00Z", "Norway", nil,
            ]
            janes += cells.map { $0 ?? "" }.joined(separator: ",") + "\n"
        }
        let files = [
            ("plain", janes),
            (
                "hubspot",
                """
                Record ID,First Name,Last Name,Email,Phone Number,Company Name,Job Title,Original Source,HubSpot Score,Lifecycle Stage
                101,Tomás,Reyes,t.reyes@northwind.example,+34 555 0111,Northwind Foods,Head of Supply Chain,Webinar,74,MQL
                102,Mei,Chen,,,Blue River Parts,,,,
                102,Mei,Chen,,,Blue River Parts,,,,

                """
            ),
            (
                "salesforce",
                """
                Lead ID;First Name;Last Name;Company / Account;Title;Email;Phone;Lead Source;Do Not Call
                00Q5e00000AbCdEF;Ana;Silva;Fjord & Sønner;"CTO; co-founder";ana@fjord.example;+47 555 0190;Web;1
                00Q5e00000AbCdEG;;;;;;;;

                """
            ),
            (
                "no-address",
                "Name,Company,Phone,Remark\nIris Vega,Harbour Ltd,+44 555 0144,\"two\nlines \u{1F4E6} \u{202E}\"\n,,,nobody\n"
            ),
        ]
        for (name, csv) in files {
            let path = try workplace.write(csv, to: "\(name).csv")
            try output(of: ["import", path, "--dry-run"], .import)
            try output(of: ["import", path], .import)
        }
    }

    private func call(
        _ arguments: [String], _ typed: [String], environment: [String: String] = [:]
    ) throws {
        let run = try run(["call"] + arguments + ["--rep", "sam"], typed, environment)
        try #require(run.ending == .exit(0), "\(arguments): \(run.errors)")
    }

    /// A call under a checklist with every kind of question.
    private func callWithEveryKind() throws {
        let path = workplace.url(of: "checklists/every-kind.yaml")
        try Data(ChecklistSamples.everyKind.utf8).write(to: path)
        try call(
            ["ana@fjord.example", "--acknowledge", "--checklist", "Every kind"],
            [
                "", "fit.site: Lisbon", "fit.sites: 12", "fit.local: yes", "fit.use: team",
                "money.amount: 30-50k",
                "money.amount: !!", "timing.date: 2027-03-31", "people.signer: Dana Li, the CFO",
                "people.others: Dana, the CFO, and Ben", "- a note", "/undo",
                "next: a demo on 2027-01-15 with Dana",
                "timing.driver:", "-", "\"the lease runs out\"", "/refer Ben Okafor +47 555 0191", "half a",
            ])
    }

    /// A call that was paused on one local day and gone on with on another.
    private func callAcrossDays() throws {
        let lead = "t.reyes@northwind.example"
        try call(
            [lead],
            [
                "", "two truckloads lost", "budget: 40k", "budget: !", "authority:", "-", "- call mornings",
                "next: a demo on 2027-01-15", "/gatekeeper Mrs Novak", "timing: \"by June\"",
            ],
            environment: ["TZ": "WEST+11"])
        try call(
            [lead], ["", "impact: 10k a month", "/voicemail", "yes", ""], environment: ["TZ": "EAST-14"])
    }

    /// SQLs of which one waits, one is accepted after it was handed back, and one is handed back.
    private func handOff() throws {
        let sold = try workplace.records().filter { $0.outcome?.verdict == .salesQualified }.map(\.id)
        try #require(sold.count >= 3)
        for arguments in [
            ["reject", sold[0], "--reason", "no-show", "--by", "dana"],
            ["accept", sold[0], "--change", "--by", "dana", "--note", "they came after all"],
            ["reject", sold[1], "--reason", "fact-contradicted", "--note", "no \u{202E}budget"],
        ] {
            let run = try run(["handoff"] + arguments)
            try #require(run.ending == .exit(0), "\(arguments): \(run.errors)")
        }
    }

    private mutating func print() throws {
        try output(of: ["handoff", "list"], .handOffList)
        try output(of: ["handoff", "list", "--all"], .handOffList)
        try output(of: ["leads"], .leads)
        try output(of: ["leads", "--all"], .leads)
        try output(of: ["calls"], .calls)
        for words in ["a*", "the", "nowhere-to-be-found", "\"the lease\""] {
            try output(of: ["find", words, "--limit", "500"], .find)
        }
        try output(of: ["show", "ana@fjord.example"], .call)
        try output(of: ["schema"], .schemas)
        try printReports()
        try printChecklists()
        try output(of: ["doctor"], .doctor, endings: [.exit(0), .exit(1)])
        let spoiled = try spoiledWorkspace()
        try output(of: ["doctor", "--workspace", spoiled], .doctor, endings: [.exit(1)])
    }

    private mutating func printReports() throws {
        try output(of: ["report", "list"], .reportList)
        try output(of: ["sla"], .report)
        try output(of: ["report", "review"], .report)
        try output(of: ["report", "review", "--since", "2026-11-01", "--until", "2026-11-30"], .report)
        for kind in ReportKind.allCases {
            try output(of: ["report", kind.rawValue], .report)
            try output(of: ["report", kind.rawValue, "--since", "2100-01-01"], .report)
        }
    }

    private mutating func printChecklists() throws {
        try output(of: ["checklist", "list"], .checklistList)
        for name in ["Every kind", "bant", "buyer-fit"] {
            try output(of: ["checklist", "show", name], .checklistShow)
            try output(of: ["checklist", "diff", name, "meddpicc"], .checklistDiff)
        }
        let path = try workplace.write(ChecklistSamples.otherEveryKind, to: "other.yaml")
        try output(of: ["checklist", "diff", "Every kind", path], .checklistDiff)
        try output(of: ["checklist", "diff", path, "Every kind"], .checklistDiff)
        for checklist in ["meddic", "spiced", path] {
            try output(of: ["checklist", "whatif", checklist], .checklistWhatIf)
            try output(of: ["checklist", "whatif", checklist, "--calls"], .checklistWhatIf)
        }
        let odd = try workplace.write(
            ChecklistSamples.everyKind.replacing("about:", with: "abuot:").replacing(
                "is: nowhere", with: "before: 3"),
            to: "odd.yaml")
        for file in [path, odd, workplace.url(of: "checklists/every-kind.yaml").path] {
            try output(of: ["checklist", "lint", file], .checklistLint, endings: [.exit(0), .exit(78)])
        }
    }

    /// Messages on the way to a receiver that fails first, and an answer of an account executive among them.
    private mutating func tellMarketing() throws {
        let receiver = try Receiver("500", "200")
        let secret = try workplace.write(Receiver.secret, to: "marketing.secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
        for (include, name) in [("email", "thin"), ("names, notes, numbers", "full")] {
            try Data(
                """
                feedback:
                  webhooks:
                    - { name: \(name), url: "\(receiver.url)", secret-file: "\(secret)", include: [ \(include) ] }
                """.utf8
            ).write(to: workplace.url(of: "baton.yaml"))
            try output(of: ["feedback", "send", "--dry-run"], .feedbackSend)
            try output(of: ["feedback", "send"], .feedbackSend, endings: [.exit(0), .exit(1)])
            try output(of: ["feedback", "list"], .feedbackList)
            try output(of: ["feedback", "send", "--now"], .feedbackSend, endings: [.exit(0)])
            try output(of: ["feedback", "list"], .feedbackList)
        }
        for details in [[], ["--include", "names", "--include", "notes", "--include", "numbers"]] {
            let export = try run(["feedback", "export", "--format", "jsonl"] + details)
            try #require(export.ending == .exit(0), "\(export.errors)")
            documents.append(
                SchemaDocument(
                    name: "export \(details)", schema: .feedbackExport, format: .jsonl, text: export.output))
        }
        let answered = try #require(workplace.records().first { $0.outcome?.verdict == .salesQualified })
        let handOff = HandOff(
            call: answered.id, leadID: answered.lead.id, rep: "sam", decidedAt: answered.startedAt,
            answer: nil, settings: Settings())
        let silence = try #require(
            SilentAcceptance(handOff, email: answered.lead.email, company: nil, at: handOff.dueAt))
        documents.append(
            SchemaDocument(
                name: "silence", schema: .webhook,
                text: String(
                    decoding: MarketingMessage.silence(silence).payload(about: nil, including: []),
                    as: UTF8.self)))
        for (index, request) in try receiver.requests().enumerated() {
            documents.append(
                SchemaDocument(name: "request \(index)", schema: .webhook, text: request.body))
        }
        try FileManager.default.removeItem(at: workplace.url(of: "baton.yaml"))
    }

    /// A copy of the workspace with something wrong in most places.
    private func spoiledWorkspace() throws -> String {
        let copy = workplace.folder.appending(path: "spoiled")
        let manager = FileManager.default
        try manager.copyItem(at: workplace.workspace, to: copy)
        for (path, text) in [
            ("transcripts/stray.txt", "x"), ("leads/broken.jsonl", "{\n"),
            ("checklists/bad.yaml", "checklist:\n"),
            ("transcripts/2026-11/20261121T140322Z-7f3a9c2e.json", "{"),
            ("feedback/2026-11/20261121T140322Z-7f3a9c2e.json", "[]"), ("baton.yaml", "moood: 1\n"),
        ] {
            let url = copy.appending(path: path)
            try manager.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: copy.path)
        try manager.createSymbolicLink(
            atPath: copy.appending(path: "leads/link.jsonl").path, withDestinationPath: "/nonexistent")
        try manager.removeItem(at: copy.appending(path: "checklists/used"))
        return copy.path
    }

    private mutating func forget() throws {
        let records = try workplace.records().filter { $0.outcome?.reason != nil }
        try output(of: ["forget", try #require(records.first).lead.id], .forget)
        try output(of: ["forget", "t.reyes@northwind.example"], .forget)
    }

    // MARK: What comes of it

    private func run(
        _ arguments: [String], _ typed: [String] = [], _ environment: [String: String] = [:]
    ) throws -> PipedProgram {
        try PipedProgram.run(
            Workplace.program, arguments, input: Array(typed.map { $0 + "\n" }.joined().utf8),
            environment: workplace.environment(environment), directory: workplace.folder.path)
    }

    private mutating func output(
        of arguments: [String], _ schema: Schema, endings: [PseudoTerminal.Ending] = [.exit(0)]
    ) throws {
        let run = try run(arguments + ["--json"])
        try #require(endings.contains(run.ending), "\(arguments): \(run.errors)")
        let groups = ["checklist", "feedback", "handoff", "report"]
        commands.insert(arguments.prefix(groups.contains(arguments[0]) ? 2 : 1).joined(separator: " "))
        let name = "baton \(arguments.joined(separator: " ")) --json"
        documents.append(SchemaDocument(name: name, schema: schema, text: run.output))
    }

    private mutating func takeFiles(_ time: String) throws {
        for (folder, schema, format) in [
            ("transcripts", Schema.call, SchemaDocument.Format.json), ("feedback", .feedback, .json),
            ("acceptances", .acceptance, .json), ("leads", .lead, .jsonl), ("outbox", .outbox, .jsonl),
        ] {
            for path in workplace.files(in: folder) where path.hasSuffix(".\(format.rawValue)") {
                try take(workplace.url(of: path), "\(path), \(time)", schema, format)
            }
        }
    }

    /// The checklists and transcripts of this repository, and the checklists that a workspace is filled with.
    private mutating func takeOwnFiles() throws {
        let root = SessionFile.folder.appending(path: "../../..").standardizedFileURL
        let manager = FileManager.default
        let transcripts = manager.enumerator(atPath: root.appending(path: "transcripts").path)
        for case let path as String in transcripts ?? .init() where path.hasSuffix(".json") {
            try take(root.appending(path: "transcripts/\(path)"), "the repository's \(path)", .call, .json)
        }
        for folder in [root.appending(path: "checklists"), workplace.url(of: "checklists")] {
            for name in try manager.contentsOfDirectory(atPath: folder.path).sorted()
            where name.hasSuffix(".yaml") {
                let schema = name == BuiltInChecklists.reasonsFile ? Schema.reasons : .checklist
                let path = folder.appending(path: name)
                try take(path, path.path, schema, .yaml)
            }
        }
    }

    private mutating func take(
        _ url: URL, _ name: String, _ schema: Schema, _ format: SchemaDocument.Format
    ) throws {
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        // What forgetting left as it was has been looked at already.
        guard !documents.contains(where: { $0.schema == schema && $0.text == text }) else { return }
        documents.append(SchemaDocument(name: name, schema: schema, format: format, text: text))
    }
}
