import Foundation
import Qualification
import TestSupport
import Testing
import Workspace

/// `baton checklist whatif`, over a history that is small enough to decide by hand.
@Suite struct WhatIfTests {
    /// What the calls were made under: three elements, two of which confirm.
    private static let base = """
        checklist: Base
        version: 1.0.0
        about: Three elements.
        elements:
          - id: need
            name: Need
            required: 2
            otherwise: no-need
            same-as: need
            questions:
              - { id: pain, ask: What hurts?, kind: text, same-as: pain }
          - id: budget
            name: Budget
            otherwise: no-budget
            same-as: money
            questions:
              - { id: amount, ask: How much?, kind: money }
          - id: authority
            name: Authority
            otherwise: wrong-contact
            same-as: authority
            questions:
              - { id: signer, ask: Who signs?, kind: person }
        decision:
          confirm: 2

        """

    /// All three confirm, and a small budget knocks out.
    private static let stricter =
        base
        .replacing("checklist: Base", with: "checklist: Stricter").replacing("confirm: 2", with: "confirm: 3")
        .replacing(
            "{ id: amount, ask: How much?, kind: money }",
            with: """
                id: amount
                        ask: How much?
                        kind: money
                        stops:
                          - when: { below: 3000 }
                            reason: no-fit/size
                """)

    /// Another framework: the pain under another name, and a champion nobody asked for.
    private static let other = """
        checklist: Other
        version: 2.1.0
        about: Two elements.
        stops:
          - when: { lead: company, missing: true }
            reason: bad-data/fake
        elements:
          - id: trouble
            name: Trouble
            required: 1
            otherwise: no-need
            questions:
              - { id: words, ask: What hurts?, kind: text, same-as: pain }
          - id: champion
            name: Champion
            questions:
              - { id: name, ask: Who sells for us?, kind: person }
        decision:
          confirm: 2

        """

    /// A workspace with the checklists and a history.
    private func workplace(history: Bool = true) throws -> Workplace {
        let workplace = try Workplace()
        for (name, text) in [
            ("base", WhatIfTests.base), ("stricter", WhatIfTests.stricter), ("other", WhatIfTests.other),
        ] {
            try put(text, at: "checklists/\(name).yaml", in: workplace)
        }
        try put("", at: "transcripts/.keep", in: workplace)
        if history { try writeHistory(in: workplace) }
        return workplace
    }

    private func put(_ text: String, at path: String, in workplace: Workplace) throws {
        let url = workplace.url(of: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// A call as `need.pain 2, budget.amount 2`, on a day of November 2026, with the proposal of the rules taken.
    private func record(
        _ day: Int, _ line: String, ended: Verdict? = nil, amount: Double = 40_000, lead: Lead? = nil
    ) throws -> CallRecord {
        let library = ChecklistLibrary(folder: "/nonexistent")
        let reasons = try library.reasons()
        let loaded = try LoadedChecklist(
            bytes: Array(WhatIfTests.base.utf8), path: nil, reasons: reasons)
        let rules = Rulebook(checklist: loaded.checklist, reasons: reasons, currency: "USD")
        let start = try #require(Instant(rfc3339: "2026-11-\(day < 10 ? "0" : "")\(day)T12:00:00.000Z"))
        var record = CallRecord(
            id: CallRecord.id(startingAt: start, random: "0000000a"), rep: "sam",
            lead: lead ?? Lead(id: "lead-\(day)@acme.example", company: "Acme"),
            checklist: .init(name: "Base", version: "1.0.0", sha256: loaded.sha256), startedAt: start,
            endedAt: start, utcOffset: UTCOffset(minutes: 0))
        for part in line.split(separator: ",") {
            let words = part.split(separator: " ").map(String.init)
            let key = try #require(QuestionKey(words[0]))
            record.entries.append(
                Entry(
                    seq: record.entries.count + 1, at: start,
                    kind: .answer(
                        Answer(
                            question: key, text: "as said",
                            value: key.question == "amount"
                                ? .money(Money(amount: amount, currency: "USD")) : nil,
                            grade: try #require(Int(words[1]).flatMap(EvidenceGrade.init)),
                            isAgainst: words.last == "against"))))
        }
        let proposed = rules.decide(record.standing.answers).verdict
        record.outcome = Outcome(
            verdict: ended ?? proposed, proposed: proposed,
            attempt: ended == .noContact ? Attempt(disposition: .voicemail) : nil, decidedAt: start,
            decidedBy: "sam")
        return record
    }

    private func write(_ record: CallRecord, in workplace: Workplace) throws {
        try put(
            String(decoding: record.encoded, as: UTF8.self),
            at: "transcripts/\(record.startedAt.month)/\(record.id).json", in: workplace)
    }

    private func writeHistory(in workplace: Workplace) throws {
        var unfinished = try record(9, "need.pain 2")
        unfinished.outcome = nil
        let history = [
            // Confirmed throughout: SQL either way.
            try record(1, "need.pain 2, budget.amount 2, authority.signer 3"),
            // Nobody who signs: one more is needed now.
            try record(2, "need.pain 2, budget.amount 2"),
            try record(3, "need.pain 2, budget.amount 2, authority.signer 1"),
            // A small budget.
            try record(4, "need.pain 2, budget.amount 2, authority.signer 2", amount: 2000),
            // No money: two others sufficed, and three are out of reach.
            try record(5, "need.pain 2, budget.amount 2 against, authority.signer 2"),
            // Too little either way.
            try record(6, "need.pain 1"),
            // The rep knew better, and the stricter rules say so too.
            try record(7, "need.pain 2, budget.amount 2 against, authority.signer 2", ended: .recycled),
            try record(8, "", ended: .noContact),
            unfinished,
        ]
        for record in history { try write(record, in: workplace) }
    }

    private func whatIf(_ workplace: Workplace, _ arguments: String...) throws -> PipedProgram {
        try PipedProgram.run(
            Workplace.program, ["checklist", "whatif"] + arguments, environment: workplace.environment(),
            directory: workplace.folder.path)
    }

    private func json(_ program: PipedProgram) throws -> [String: Any] {
        try #require(program.ending == .exit(0), "\(program.errors)")
        return try #require(
            JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [String: Any])
    }

    // MARK: The report

    @Test func theReportIsReadInHalfAMinute() throws {
        let program = try whatIf(try workplace(), "Stricter")
        #expect(program.ending == .exit(0))
        #expect(program.errors == "")
        #expect(
            program.output == """
                Under Stricter 1.0.0, 4 of 6 calls would end otherwise.

                                    then       now
                  SQL                  5         1
                  disqualified         0         1
                  recycled             0         1
                  incomplete           1         3

                What moves them
                     2  SQL → incomplete    1 more must reach its bar
                        20261103T120000Z-0000000a, 20261102T120000Z-0000000a
                     1  SQL → disqualified  knock-out on budget.amount: no-fit/size
                        20261104T120000Z-0000000a
                     1  SQL → recycled      budget is against: no-budget
                        20261105T120000Z-0000000a

                Left out
                  1 call that the rep decided; the rules would now say the same of 1
                  1 call in which nobody was reached
                  1 call without a verdict yet

                """)
        #expect(program.lines.allSatisfy { $0.count <= 80 })
    }

    @Test func whatWasNeverAskedIsToldApart() throws {
        let program = try whatIf(try workplace(), "Other")
        #expect(
            program.output == """
                Under Other 2.1.0, 0 of 6 calls would end otherwise.
                Of 5 it cannot be said: what it needs was never asked. 1 stays as it is.

                                    then       now
                  SQL                  5         0
                  incomplete           1         1
                  cannot be said                 5

                How far the answers reach
                  Base 1.0.0, 7 calls: it asks for 1 of the 2 answers needed
                    never asked: champion.name
                    nothing on: champion
                    answers without a place there: budget.amount (6), authority.signer (5)

                Left out
                  1 call that the rep decided; the rules would now say the same of 0
                  1 call in which nobody was reached
                  1 call without a verdict yet

                """)
    }

    @Test func underTheirOwnChecklistNothingMoves() throws {
        let workplace = try workplace()
        let program = try whatIf(workplace, "Base")
        #expect(program.lines[0] == "Under Base 1.0.0, all 6 calls would end as before.")
        let calls = try json(try whatIf(workplace, "Base", "--json"))
        #expect(calls["moved"] as? Int == 0 && calls["cannotBeSaid"] as? Int == 0)
        // A file that says the same in other words, at a path.
        try put(
            WhatIfTests.base.replacing("Three elements.", with: "Other words."), at: "draft.yaml",
            in: workplace)
        let draft = try whatIf(workplace, workplace.url(of: "draft.yaml").path)
        #expect(draft.lines[0] == "Under Base 1.0.0, all 6 calls would end as before.")
    }

    @Test func eachMovedCallIsListedOnDemand() throws {
        let program = try whatIf(try workplace(), "Stricter", "--calls")
        let start = try #require(program.lines.firstIndex(of: "Calls that would end otherwise"))
        #expect(
            program.lines[(start + 1)...].prefix(5) == [
                "  20261105T120000Z-0000000a  SQL → recycled      budget is against: no-budget",
                "  20261104T120000Z-0000000a  SQL → disqualified  knock-out on budget.amount: no-fit/size",
                "  20261103T120000Z-0000000a  SQL → incomplete    1 more must reach its bar",
                "  20261102T120000Z-0000000a  SQL → incomplete    1 more must reach its bar", "",
            ])
        let few = try whatIf(try workplace(), "Stricter", "--limit", "1")
        #expect(few.lines.contains("     2  in 2 more ways; --limit 3 shows them"))
    }

    @Test func percentagesComeWithEnoughCalls() throws {
        let workplace = try workplace()
        for day in 10...15 { try write(try record(day, "need.pain 2, budget.amount 2"), in: workplace) }
        let program = try whatIf(workplace, "Stricter")
        #expect(program.lines[0] == "Under Stricter 1.0.0, 10 of 12 calls would end otherwise.")
        #expect(program.lines[3] == "  SQL             11  92 %     1   8 %")
        #expect(program.output.contains("20261115T120000Z-0000000a, 20261114T120000Z-0000000a, …"))
    }

    @Test func itIsDataAsWell() throws {
        let object = try json(try whatIf(try workplace(), "Stricter", "--calls", "--json"))
        #expect(object["decided"] as? Int == 6 && object["moved"] as? Int == 4)
        #expect(object["noContact"] as? Int == 1 && object["unfinished"] as? Int == 1)
        let verdicts = try #require(object["verdicts"] as? [[String: Any]])
        let now = Dictionary(
            uniqueKeysWithValues: verdicts.map { ($0["verdict"] as? String ?? "", $0["now"] as? Int ?? -1) })
        #expect(now == ["sql": 1, "disqualified": 1, "recycled": 1, "returned": 0, "incomplete": 3])
        let moves = try #require(object["moves"] as? [[String: Any]])
        #expect(moves.map { $0["rule"] as? String } == ["missing", "stop", "lost"])
        #expect(moves.map { $0["calls"] as? Int } == [2, 1, 1])
        #expect(moves[1]["question"] as? String == "budget.amount")
        #expect(moves[1]["reason"] as? String == "no-fit/size")
        #expect(moves[2]["element"] as? String == "budget")
        let calls = try #require(object["calls"] as? [[String: Any]])
        #expect(calls.count == 4)
        let byRep = try #require(object["decidedByRep"] as? [String: Any])
        #expect(byRep["calls"] as? Int == 1 && byRep["agreeing"] as? Int == 1)
    }

    @Test func daysLimitTheCalls() throws {
        let workplace = try workplace()
        func decided(_ arguments: String...) throws -> Int? {
            let program = try PipedProgram.run(
                Workplace.program, ["checklist", "whatif", "Base", "--json"] + arguments,
                environment: workplace.environment(["TZ": "UTC"]))
            return try json(program)["decided"] as? Int
        }
        #expect(try decided("--since", "2026-11-04") == 3)
        #expect(try decided("--until", "2026-11-04") == 4)
        #expect(try decided("--since", "2026-11-02", "--until", "2026-11-02") == 1)
        #expect(try decided("--since", "2026-12-01") == 0)
        #expect(try decided("--until", "2026-10-31") == 0)
    }

    // MARK: What cannot be read

    @Test func damagedRecordsAreNamedAndCountedAndStopNothing() throws {
        let workplace = try workplace()
        let month = workplace.url(of: "transcripts/2026-11")
        func url(_ day: Int) -> URL {
            month.appending(path: "202611\(day)T130000Z-0000000b.json")
        }
        try Data("{\"schema\": \"baton.call/1\", \n \"id\": tru".utf8).write(to: url(20))
        try Data("{\"schema\": \"baton.call/9\"}\n".utf8).write(to: url(21))
        try FileManager.default.createSymbolicLink(
            at: url(22), withDestinationURL: month.appending(path: "20261101T120000Z-0000000a.json"))
        try Data(contentsOf: month.appending(path: "20261101T120000Z-0000000a.json")).write(to: url(23))
        let large = try FileHandle(
            forWritingTo: {
                _ = FileManager.default.createFile(atPath: url(24).path, contents: nil)
                return url(24)
            }())
        try large.truncate(atOffset: UInt64(CallRecord.limit) + 1)
        try large.close()
        try Data("{}".utf8).write(to: month.appending(path: "notes.json"))
        try Data("half".utf8).write(to: month.appending(path: ".baton-tmp-1-1"))
        try FileManager.default.createSymbolicLink(
            at: workplace.url(of: "transcripts/2026-10"), withDestinationURL: month)

        let program = try whatIf(workplace, "Stricter")
        #expect(program.ending == .exit(0))
        #expect(program.lines[0] == "Under Stricter 1.0.0, 4 of 6 calls would end otherwise.")
        #expect(program.lines.contains("  6 files that cannot be read, named above"))
        let said = program.errors.split(separator: "\n")
        #expect(said.count == 6, "\(program.errors)")
        #expect(said.allSatisfy { $0.hasPrefix("baton: skipped: ") })
        #expect(said[0].contains("\(url(20).path):2:"))
        #expect(said[1].contains("schema baton.call/9 is not known here"))
        #expect(said[2].contains("it is a symbolic link"))
        #expect(said[3].contains("it holds call 20261101T120000Z-0000000a"))
        #expect(said[4].contains("more than the \(CallRecord.limit) that are read"))
        #expect(said[5].contains("notes.json"))
        let unreadable = try json(try whatIf(workplace, "Stricter", "--json"))["unreadable"] as? [String]
        #expect(unreadable?.count == 6)
    }

    @Test func theTextThatCallsWereMadeUnderMayBeKeptOrLost() throws {
        let workplace = try workplace()
        try FileManager.default.removeItem(at: workplace.url(of: "checklists/base.yaml"))
        let lost = try whatIf(workplace, "Stricter")
        #expect(lost.lines[0] == "Under Stricter 1.0.0, 4 of 6 calls would end otherwise.")
        #expect(
            lost.lines.contains("  Base 1.0.0, 7 calls: its text is lost; answers go by their keys alone"))
        // A kept text is read although its reasons are gone.
        let text = WhatIfTests.base
        let sha = try #require(try record(1, "").checklist.sha256 as String?)
        try put(text, at: "checklists/used/\(sha).yaml", in: workplace)
        try put(
            """
            reasons:
              - code: no-fit
                key: 7
                name: No fit
                verdict: disqualified
                sub-reasons: [ { code: size, name: Too small } ]
                marketing: { who: targeting, what: tighten the profile }

            """, at: "checklists/reasons.yaml", in: workplace)
        try put(
            WhatIfTests.stricter.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.contains("otherwise:") }.joined(separator: "\n"),
            at: "checklists/stricter.yaml", in: workplace)
        let kept = try whatIf(workplace, "Stricter")
        #expect(kept.ending == .exit(0), "\(kept.errors)")
        #expect(kept.lines[0] == "Under Stricter 1.0.0, 4 of 6 calls would end otherwise.", "\(kept.output)")
        #expect(!kept.output.contains("lost"))
    }

    @Test func thePeopleWhoWereForgottenAreKnockedOutByNothing() throws {
        let workplace = try workplace(history: false)
        try write(
            try record(1, "need.pain 2", lead: Lead(id: "\(Forgetting.pseudonymPrefix)0")), in: workplace)
        try write(try record(2, "need.pain 2", lead: Lead(id: "nobody@acme.example")), in: workplace)
        let program = try whatIf(workplace, "Other")
        #expect(program.output.contains("     1  incomplete → returned  knock-out on company: bad-data/fake"))
        #expect(program.output.contains("20261102T120000Z-0000000a"))
        #expect(
            program.output.contains(
                "  knock-outs on the lead, for 1 call with people who were forgotten"))
    }

    // MARK: Wrong use

    @Test func wrongUseHasItsExitCodes() throws {
        let workplace = try workplace()
        for arguments in [
            ["whatif"], ["whatif", "Base", "--limit", "0"], ["whatif", "Base", "--since", "yesterday"],
            ["whatif", "Base", "--since", "2026-11-02", "--until", "2026-11-01"],
        ] {
            let program = try PipedProgram.run(
                Workplace.program, ["checklist"] + arguments, environment: workplace.environment())
            #expect(program.ending == .exit(64), "\(arguments)")
            #expect(program.output == "" && program.errors != "")
        }
        let unknown = try whatIf(workplace, "Strickter")
        #expect(unknown.ending == .exit(66))
        #expect(unknown.errors.hasPrefix("baton: no checklist Strickter; did you mean Stricter?"))
        #expect(try whatIf(workplace, "./nowhere.yaml").ending == .exit(66))
        try put(
            WhatIfTests.base.replacing("kind: money", with: "kind: monney"), at: "checklists/broken.yaml",
            in: workplace)
        let broken = try whatIf(workplace, "broken")
        #expect(broken.ending == .exit(78))
        #expect(broken.errors.contains(#/broken\.yaml:\d+:\d+: /#))
    }

    @Test func nothingIsMadeOrChanged() throws {
        let workplace = try workplace()
        let before = try FileManager.default.subpathsOfDirectory(atPath: workplace.workspace.path).sorted()
        _ = try whatIf(workplace, "Stricter")
        #expect(
            try FileManager.default.subpathsOfDirectory(atPath: workplace.workspace.path).sorted() == before)
        let empty = try whatIf(try Workplace(), "BANT")
        #expect(empty.ending == .exit(0))
        #expect(empty.output == "No calls.\n")
    }
}
