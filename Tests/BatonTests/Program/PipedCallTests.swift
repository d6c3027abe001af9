import Foundation
import Qualification
import TestSupport
import Testing
import Workspace

/// Calls that are scripted: the same language, line by line, with nobody to ask.
@Suite struct PipedCallTests {
    private static let qualified = [
        "need.pain: they miscount stock every month !", "need.impact: 90k a year in overtime !",
        "budget: 40k",
        "authority: Dana Li, the CFO", "next: demo on 2099-01-15",
    ]

    @Test(arguments: [
        (["/end", ""], "sql", true),
        (["/end", "no-fit/size", "they froze everything"], "disqualified", true),
        (["/end", "timing 2099-04", "the board froze it"], "recycled", true),
        (["/end", "bad-data/phone", "it rings elsewhere"], "returned", true),
        (["/end", "incomplete", "no time to talk"], "incomplete", false),
        (["/noanswer", "yes"], "no-contact", false),
    ])
    func aScriptReachesEveryVerdict(ending: [String], verdict: String, marketingIsTold: Bool) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let program = try workplace.run("call", Workplace.jane, input: Self.qualified + ending)
        #expect(program.ending == .exit(0))
        #expect(program.errors.split(separator: "\n").allSatisfy { !$0.contains("ignored") })
        let outcome = try #require(try workplace.record().outcome, "\(program.output)\(program.errors)")
        #expect(outcome.verdict.rawValue == verdict)
        #expect(outcome.nextStep?.on?.description == "2099-01-15")
        #expect(workplace.openCalls == [])
        let feedback = try workplace.feedback()
        #expect(feedback.map(\.verdict) == (marketingIsTold ? [outcome.verdict] : []))
        #expect(feedback.map(\.id) == (marketingIsTold ? [try workplace.record().id] : []))
        #expect(program.lines.contains { $0.hasPrefix("  Verdict:  ") })
    }

    @Test func theEndOfInputPausesAndTheNextScriptGoesOn() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let first = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        #expect(first.ending == .exit(0))
        #expect(
            first.lines.suffix(2) == ["  Paused. `baton call jane@acme.example` goes on with it today.", ""])
        #expect(try workplace.record().outcome == nil)
        let second = try workplace.run("call", Workplace.jane, input: ["90k a year !"])
        #expect(second.ending == .exit(0))
        #expect(second.output.contains("goes on: 1 answer so far"))
        #expect(try workplace.answers() == ["need.pain": "we lose pallets", "need.impact": "90k a year"])
    }

    @Test func theEndOfInputAtTheVerdictPauses() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !", "/end", "timing"])
        #expect(try workplace.record().outcome == nil)
        #expect(workplace.openCalls.count == 1)
    }

    @Test func theEndOfInputAtTheNextStepCompletes() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let program = try workplace.run(
            "call", Workplace.jane, input: ["", "we lose pallets !", "/end", "incomplete"])
        #expect(program.ending == .exit(0))
        #expect(try workplace.record().outcome?.verdict == .incomplete)
        #expect(workplace.openCalls == [])
    }

    @Test func linesAfterTheVerdictAreNamedAndIgnored() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let late = ["budget: 40k", "", "/undo"]
        let program = try workplace.run("call", Workplace.jane, input: ["/noanswer", ""] + late)
        #expect(program.ending == .exit(0))
        #expect(
            program.errors == """
                  ignored after the verdict: budget: 40k
                  ignored after the verdict: /undo

                """)
        #expect(try workplace.record().entries == [])
    }

    @Test func anUnknownCommandIsNamedAndTheScriptGoesOn() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let program = try workplace.run("call", Workplace.jane, input: ["", "/unod", "we lose pallets !"])
        #expect(program.errors == "  not recorded: no command /unod; did you mean /undo?\n")
        #expect(try workplace.answers() == ["need.pain": "we lose pallets"])
    }

    /// A receipt is one line, however much was pasted; the record has all of it.
    @Test(arguments: ["need.pain: ", "\"", "note: ", "/gatekeeper ", "/refer ", "next: "])
    func aLongReceiptIsCutAndTheEntryIsNot(key: String) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let text = Array(repeating: "pallet", count: 400).joined(separator: " ")
        let program = try workplace.run("call", Workplace.jane, input: ["", key + text])
        #expect(program.ending == .exit(0))
        let receipt = try #require(program.lines.first { $0.contains("pallet pallet") })
        #expect(receipt.utf8.count < 500 && receipt.contains(" characters, all kept)"))
        let record = try workplace.record()
        #expect(record.entries.count == 1)
        #expect(String(decoding: record.encoded, as: UTF8.self).contains(text))
    }

    @Test func termPausesAndIsADeathByTerm() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let program = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"]) {
            if $1.contains("need.pain") { kill($0, SIGTERM) }
        }
        #expect(program.ending == .signal(SIGTERM))
        #expect(try workplace.answers() == ["need.pain": "we lose pallets"])
        #expect(workplace.openCalls.count == 1)
    }

    @Test func aReferralMakesOneLinkedLead() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let refer = "/refer Dana Li dana@acme.example"
        _ = try workplace.run(
            "call", Workplace.jane, input: ["", refer, refer, "/refer Tom Berg +1 555 0177"])
        _ = try workplace.run("call", Workplace.jane, input: [refer, "/end", "wrong-contact", ""])
        #expect(try workplace.record().outcome?.reason?.code == "wrong-contact")
        let program = try workplace.run("leads", "--json")
        let leads = try #require(
            JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [[String: Any]])
        let referred = leads.filter { $0["channel"] as? String == "Referral" }
        #expect(referred.compactMap { $0["name"] as? String }.sorted() == ["Dana Li", "Tom Berg"])
        #expect(referred.allSatisfy { $0["company"] as? String == "Acme Logistics" })
        let lines = try workplace.files(in: "leads").map {
            try String(contentsOf: workplace.url(of: $0), encoding: .utf8)
        }
        .joined().split(separator: "\n")
        #expect(lines.filter { $0.contains("Dana Li") }.count == 1)
        #expect(lines.contains { $0.contains("Dana Li") && $0.contains(Workplace.jane) })
    }

    @Test func aCallAfterAnIncompleteOneGoesOnFromCopies() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let lines = [
            "", "we lose pallets !", "budget: 40k", "/undo", "budget: 45k", "/end", "incomplete", "",
        ]
        _ = try workplace.run("call", Workplace.jane, input: lines)
        _ = try workplace.run("call", Workplace.jane, input: ["", "90k a year !", "/end", "incomplete", ""])
        _ = try workplace.run("call", Workplace.jane, input: ["", "Dana Li, CFO"])
        let records = try workplace.records()
        try #require(records.count == 3)
        #expect(records.map(\.continues) == [nil, records[0].id, records[1].id])
        #expect(records[1].entries.map(\.from) == [records[0].id, records[0].id, nil])
        // A copy keeps the time and the call in which it was first made.
        #expect(records[2].entries.map(\.from) == [records[0].id, records[0].id, records[1].id, nil])
        #expect(records[2].entries[0].at == records[0].entries[0].at)
        #expect(records[2].entries.map(\.seq) == [1, 2, 3, 4])
        let texts = records[2].standing.answers.values.map(\.text).sorted()
        #expect(texts == ["45k", "90k a year", "Dana Li, CFO", "we lose pallets"])
    }

    @Test func whatIsWrittenIsForTheOwnerAlone() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: Self.qualified + ["/end", ""])
        _ = try workplace.run(
            "call", "--name", "Mei Chen", "--company", "Blue River", input: ["", "we count by hand"])
        let rejects = try workplace.write(
            "Name,Email,Score\n,,50\nTom Berg,tom@berg.example,60\n", to: "rejects.csv")
        _ = try workplace.run("import", rejects)
        #expect(workplace.files(in: "leads").contains { $0.hasSuffix(".rejected.csv") })
        for folder in ["transcripts", "feedback", "leads", "checklists", ".baton"] {
            #expect(workplace.files(in: folder) != [], "\(folder)")
        }
        let below = FileManager.default.enumerator(atPath: workplace.workspace.path)
        for name in below?.allObjects as? [String] ?? [] {
            let attributes = try FileManager.default.attributesOfItem(atPath: workplace.url(of: name).path)
            let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
            #expect(attributes[.posixPermissions] as? Int == (isFolder ? 0o700 : 0o600), "\(name)")
        }
    }
}
