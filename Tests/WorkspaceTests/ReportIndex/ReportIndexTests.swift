import Foundation
import Qualification
import Reporting
import Testing
import Workspace

@Suite struct ReportIndexTests {
    let test: TestWorkspace

    init() throws { test = try TestWorkspace() }

    @Test func theStreamTellsWhatTheRecordsTell() throws {
        let records = try test.saveSamples(200)
        let stories = try test.stories(test.reports())
        #expect(stories.calls == test.facts(of: records))
        #expect(stories.calls.values.contains { !$0.questions.isEmpty && !$0.elements.isEmpty })
        #expect(stories.calls.values.contains { $0.questions.contains(where: \.isSkipped) })
        for story in stories {
            #expect(story.calls.map(\.id) == story.calls.map(\.id).sorted())
            #expect(story.calls.allSatisfy { $0.leadID == story.lead.id })
            #expect(!story.lead.isInBook)
        }
        let ids = stories.map { Array($0.lead.id.utf8) }
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    }

    @Test func everyLeadComesOnceWithItsCallsAndWhatWasSaidOfThem() throws {
        let index = try WorkspaceIndex(test.workspace)
        var known = lead("b@acme.example", score: 70, mqlAt: at("09:00"))
        (known.channel, known.campaign) = ("Webinar", "Spring")
        try index.add([lead("c"), known, lead("a", extra: ["Do Not Call": "yes"])])
        let sold = try test.place(call(known, at("10:00"), verdict: .salesQualified))
        try test.place(call(known, at("09:30"), random: "bbbbbbbb", verdict: .noContact))
        try test.place(call(lead("bb"), at("11:00"), verdict: .recycled))
        let word = Acceptance.Word(.rejected, at: at("12:00"), by: "dana", reason: "no-show")
        try AcceptanceStore(test.workspace).save(about: sold.id) { _ in
            Acceptance(
                call: sold.id, leadID: known.id, email: known.email, company: nil, rep: "sam",
                dueAt: at("15:00"), word: word)
        }
        var stories = try test.stories(test.reports())
        #expect(stories.map(\.lead.id) == ["a", "b@acme.example", "bb", "c"])
        #expect(stories.map(\.calls.count) == [0, 2, 1, 0])
        #expect(stories.map(\.lead.isInBook) == [true, true, false, true])
        #expect(stories.map(\.lead.isOptedOut) == [true, false, false, false])
        #expect(stories[1].lead.channel == "Webinar" && stories[1].lead.handedOverAt == at("09:00"))
        #expect(stories[1].handOffs.map(\.decision) == [.rejected])
        // Minds change.
        try AcceptanceStore(test.workspace).save(about: sold.id) { before in
            var after = before
            after?.earlier = [word]
            after?.word = .init(.accepted, at: at("13:00"), by: "dana")
            return after
        }
        stories = try test.stories(test.reports())
        #expect(stories[1].handOffs.map(\.decision) == [.accepted])
        try test.remove("acceptances")
        stories = try test.stories(test.reports())
        #expect(stories[1].handOffs == [])
    }

    @Test func aNewCallIsTakenInWithoutReadingTheOthers() throws {
        let records = try test.saveSamples(150)
        test.letStampsPass()
        let reports = try test.reports()
        #expect(try reports.refresh().callsRead == 150)
        let finished = records.filter { $0.outcome != nil }
        try test.spoil(finished)
        let added = try test.place(call(lead("new"), at("20:00"), verdict: .incomplete))
        let report = try test.reports().refresh()
        #expect(report.callsRead == 1 && report.problems == [], "a spoiled file was read")
        let calls = try test.stories(test.reports()).calls
        #expect(calls.count == 151 && calls[added.id]?.verdict == .incomplete)
        // Somebody who looks at every file finds out.
        let spoiled = try test.reports().refresh(thorough: true)
        #expect(spoiled.problems.count == finished.count && spoiled.callsRemoved == finished.count)
    }

    @Test func callsThatChangeAndGoAreFound() throws {
        var open = call(lead("a"), at("10:00"), entries: [note(1, "first thoughts")])
        try test.place(open)
        #expect(try test.found("thoughts") == ["note: first thoughts"])
        open.entries.append(note(2, "second thoughts"))
        open.outcome = call(lead("a"), at("10:00"), verdict: .incomplete).outcome
        try test.place(open)
        #expect(try Set(test.found("thoughts")) == ["note: first thoughts", "note: second thoughts"])
        #expect(try test.stories(test.reports()).calls[open.id]?.verdict == .incomplete)
        try test.place(call(lead("a"), at("11:00"), random: "bbbbbbbb", entries: [note(1, "more thoughts")]))
        try test.remove("transcripts/2026-11/\(open.id).json")
        #expect(try test.found("thoughts") == ["note: more thoughts"])
        try test.remove("transcripts/2026-11")
        #expect(try test.found("thoughts") == [])
        #expect(try test.stories(test.reports()) == [])
    }

    @Test func itComesBackWhateverBecameOfIt() throws {
        let records = try test.saveSamples(60)
        let expected = test.facts(of: records)
        #expect(try test.stories(test.reports()).calls == expected)
        try test.remove(".baton/reports.sqlite")
        #expect(try test.stories(test.reports()).calls == expected)
        for content in ["", String(repeating: "garbage ", count: 4000)] {
            for name in test.names(".baton") where name.hasPrefix("reports") {
                try test.remove(".baton/\(name)")
            }
            try test.put(content, at: ".baton/reports.sqlite")
            #expect(try test.stories(test.reports()).calls == expected)
        }
        // Damage in the middle is found when it is come across.
        let path = test.workspace.reportIndexPath
        let bytes = try #require(try FileStatus.of(path)).bytes
        #expect(bytes > 50_000)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seek(toOffset: 8192)
        try handle.write(contentsOf: Data(repeating: 0x5A, count: 40_000))
        try handle.close()
        let added = try test.place(call(lead("new"), at("20:00"), verdict: .incomplete))
        #expect(try test.stories(test.reports()).calls[added.id] != nil)
        #expect(try test.stories(test.reports()).calls.count == 61)
        #expect(try FileStatus.of(path)?.permissions == 0o600)
    }

    @Test func aBuildThatWasKilledGoesOnWhereItWas() throws {
        let records = try test.saveSamples(90)
        test.letStampsPass()
        let copy = try TestWorkspace()
        let names = ["reports.sqlite", "reports.sqlite-wal"]
        var isCopied = false
        let state = test.workspace.statePath
        try test.reports(together: 20).refresh(
            watching: { read in
                guard read == 50, !isCopied else { return }
                isCopied = true
                // What a kill leaves: the files as they are, with forty calls in them.
                for name in names {
                    let bytes = FileManager.default.contents(atPath: "\(state)/\(name)") ?? Data()
                    try? bytes.write(to: URL(fileURLWithPath: "\(copy.workspace.path)/\(name)"))
                }
            })
        #expect(isCopied)
        for name in names {
            try test.remove(".baton/reports.sqlite\(name.dropFirst("reports.sqlite".count))", tolerant: true)
            try FileManager.default.moveItem(
                atPath: "\(copy.workspace.path)/\(name)", toPath: "\(state)/\(name)")
        }
        #expect(try test.reports().refresh().callsRead == 50)
        #expect(try test.stories(test.reports()).calls == test.facts(of: records))
    }

    @Test func twoThatBuildAtOnceDoTheWorkOnce() async throws {
        let records = try test.saveSamples(200)
        test.letStampsPass()
        let workspace = test.workspace
        let read = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let library = ChecklistLibrary(folder: workspace.checklistsPath)
                    let reports = try ReportIndex(workspace, library: library, currency: "USD", together: 10)
                    return try reports.refresh().callsRead
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(read.sorted() == [0, 0, 0, 200])
        #expect(try test.stories(test.reports()).calls == test.facts(of: records))
    }

    @Test func whatCannotBeReadIsNamedEachTime() throws {
        try test.place(call(lead("a"), at("10:00"), verdict: .incomplete))
        try test.put("{", at: "transcripts/2026-11/20261121T110000Z-bbbbbbbb.json")
        test.letStampsPass()
        for _ in 0..<3 {
            let problems = try test.reports().refresh().problems
            #expect(problems.map(\.path).map { $0.hasSuffix("bbbbbbbb.json") } == [true])
        }
        #expect(try test.stories(test.reports()).count == 1)
        try test.remove("transcripts/2026-11/20261121T110000Z-bbbbbbbb.json")
        #expect(try test.reports().refresh().problems == [])
    }

    @Test func aChecklistThatTurnsUpAgainCountsAgain() throws {
        let text = """
            checklist: Own
            version: 1.0.0
            about: One question.
            elements:
              - id: need
                name: Need
                questions:
                  - { id: pain, ask: What hurts?, kind: text }
                  - id: price
                    ask: What does it cost?
                    kind: money
                    when: { question: need.budget, at-least: 3000 }
                  - { id: budget, ask: How much is there?, kind: money }
            decision:
              confirm: 1

            """
        let loaded = try LoadedChecklist(bytes: Array(text.utf8), path: nil, reasons: nil)
        let key = QuestionKey(element: "need", question: "budget")
        let money = AnswerValue.money(Money(amount: 5000, currency: "EUR"))
        var record = call(
            lead("a"), at("10:00"), verdict: .incomplete,
            entries: [
                Entry(
                    seq: 1, at: at("10:01"),
                    kind: .answer(
                        Answer(question: key, text: "5k", value: money, grade: .stated, isAgainst: false)))
            ])
        record.checklist = .init(name: "Own", version: "1.0.0", sha256: loaded.sha256)
        record.connectedAt = at("10:00")
        try test.place(record)
        func skipped(_ currency: String) throws -> [String] {
            let calls = try test.stories(test.reports(currency: currency)).calls
            #expect(calls == test.facts(of: [record], currency: currency))
            return calls[record.id]?.questions.filter(\.isSkipped).map(\.key.description) ?? []
        }
        #expect(try skipped("EUR") == [])
        try TranscriptStore(test.workspace).keepChecklist(Array(text.utf8))
        #expect(try skipped("EUR") == ["need.pain", "need.price"])
        // What numbers in a checklist are worth depends on the settings.
        #expect(try skipped("USD") == ["need.pain"])
        #expect(try skipped("EUR") == ["need.pain", "need.price"])
    }

    @Test func whereTheStateCannotBeKeptAllIsReadEachTime() throws {
        let records = try test.saveSamples(20)
        try test.put("in the way", at: ".baton/reports.sqlite/file")
        let reports = try test.reports()
        #expect(!reports.isKept)
        #expect(try test.stories(reports).calls == test.facts(of: records))
    }
}

func note(_ seq: Int, _ text: String, from: String? = nil) -> Entry {
    Entry(seq: seq, at: at("10:0\(seq % 10)"), kind: .note(text: text), from: from)
}

extension ReportIndex {
    fileprivate func refresh(watching hasRead: @escaping (Int) -> Void) throws {
        try refresh(Watcher(hasRead: hasRead))
    }
}

extension TestWorkspace {
    fileprivate func remove(_ name: String, tolerant: Bool) throws {
        if tolerant, try FileStatus.of("\(workspace.path)/\(name)") == nil { return }
        try remove(name)
    }
}
