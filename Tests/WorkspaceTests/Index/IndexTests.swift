import CrashStates
import Foundation
import Glibc
import Qualification
import Testing
import Workspace

/// A lead with everything that a search looks at.
func lead(
    _ id: String, name: String? = nil, company: String? = nil, phone: String? = nil, score: Int? = nil,
    mqlAt: Instant? = nil, extra: [String: String] = [:]
) -> Lead {
    Lead(
        id: id, name: name, email: id.contains("@") ? id : nil, phone: phone, company: company, score: score,
        mqlAt: mqlAt, extra: extra)
}

extension WorkspaceIndex {
    /// Imports leads, at the noon of the tests' day unless it is said when.
    @discardableResult
    func add(
        _ leads: [Lead], at instant: Instant = at("12:00"), random: String = "aaaaaaaa"
    ) throws -> LeadFileSummary? {
        try addLeads(at: instant, random: random) { writer in
            for lead in leads { try writer.add(lead) }
        }.summary
    }

    /// All that the index answers about the tests' leads, to compare two of them.
    func answers() throws -> [String] {
        var lines: [String] = []
        for lead in try queue(
            at: at("18:00"), serviceLevel: ServiceLevel(), includingWaiting: true, limit: 10_000)
        {
            lines.append("\(lead)")
            lines.append(String(decoding: try self.lead(id: lead.lead.id)?.jsonLine ?? [], as: UTF8.self))
            lines.append("\(try history(ofLead: lead.lead.id))")
        }
        lines += try calls(limit: 10_000).map { "\($0)" }
        lines.append("\(try leadCount()) \(try queueCounts(at: at("18:00"), serviceLevel: ServiceLevel()))")
        return lines
    }
}

@Suite struct IndexTests {
    let test: TestWorkspace

    init() throws { test = try TestWorkspace() }

    private func index() throws -> WorkspaceIndex { try WorkspaceIndex(test.workspace) }

    private func forgetIndex() throws {
        for name in test.names(".baton") where name.hasPrefix("index") { try test.remove(".baton/\(name)") }
    }

    private let jane = lead(
        "jane@acme.example", name: "Jane Ortiz", company: "Acme", phone: "+1 (415) 555-0142")

    /// Leads and calls of every sort.
    private func fill(_ index: WorkspaceIndex) throws {
        var samples = RecordSamples(seed: 3)
        var leads = (0..<200).map { number in
            lead(
                "lead\(number)@company\(number % 7).example", name: samples.optionalText(),
                company: samples.optionalText(), phone: number % 3 == 0 ? "+49 30 \(100_000 + number)" : nil,
                score: number % 5 == 0 ? nil : number % 90, mqlAt: number % 2 == 0 ? at("09:00") : nil,
                extra: number % 40 == 1
                    ? ["Do Not Call": "yes", "Täxt": samples.text()] : ["a\"b": samples.text()])
        }
        try index.add(leads)
        for number in 0..<40 { leads[number].score = 95 }
        try index.add(Array(leads[..<60]), at: at("13:00"), random: "bbbbbbbb")
        try index.add([lead("late@x.example", phone: "030 100003")], at: at("14:00"), random: "cccccccc")
        for number in 0..<120 {
            let verdict = Verdict.allCases[number % 6]
            let record = call(
                leads[number % 100], at("1\(number % 5):\(10 + number % 45)"),
                random: String(String(100_000_000 + number).suffix(8)),
                verdict: number % 11 == 0 ? nil : verdict,
                reason: verdict == .disqualified
                    ? GivenReason(code: "not-a-prospect", sub: "do-not-contact") : nil,
                attempt: verdict == .noContact ? Attempt(disposition: .voicemail) : nil,
                next: number % 4 == 0 ? NextStep(what: "call", on: LocalDay("2026-11-22")) : nil)
            try test.save(record)
        }
        try index.refresh()
    }

    /// SQLite would make its file readable for others, and wherever a link leads.
    @Test func theFileIsNewAndItsOwnersAlone() throws {
        let recording = FileRecording()
        _ = try recording.watch { try index() }
        let made = recording.calls.filter { call in
            if case .open(_, _, "index.sqlite", let flags, 0o600) = call {
                flags & O_CREAT != 0 && flags & O_EXCL != 0
            } else {
                false
            }
        }
        #expect(made.count == 1)
        for call in recording.calls { #expect(call.isCautious, "\(call)") }
    }

    /// SQLite would follow it, and write there.
    @Test func aLinkInThePlaceOfTheFileGoes() throws {
        let target = "\(test.workspace.path)/precious"
        try Data("precious".utf8).write(to: URL(filePath: target))
        _ = try Folder(making: test.workspace.statePath, in: test.workspace)
        try #require(symlink(target, test.workspace.indexPath) == 0)
        try index().add([jane])
        #expect(try FileStatus.of(test.workspace.indexPath, followingLinks: false)?.kind == .file)
        #expect(FileManager.default.contents(atPath: target) == Data("precious".utf8))
    }

    @Test func theIndexComesBackAsItWasFromTheFiles() throws {
        let first = try index()
        try fill(first)
        let answers = try first.answers()
        #expect(answers.count > 300)
        try forgetIndex()
        let again = try index()
        let report = try again.refresh()
        #expect(report.leadFilesRead == 3 && report.callsRead == 120 && report.problems == [])
        #expect(try again.answers() == answers)
        #expect(try again.refresh(thorough: true).foundChanges == false)
        #expect(try again.answers() == answers)
    }

    @Test func whereAllLeadsStandIsWorkedOutInOneGoAsItIsOneByOne() throws {
        let index = try index()
        try fill(index)
        let word = Acceptance.Word(.rejected, at: at("16:00"), by: "dana", reason: "no-show")
        let sold = try #require(try index.calls(CallFilter(verdict: .salesQualified), limit: 1).first)
        try AcceptanceStore(test.workspace).save(about: sold.id) { _ in
            Acceptance(
                call: sold.id, leadID: sold.leadID, email: nil, company: nil, rep: "sam", dueAt: at("17:00"),
                word: word)
        }
        try index.refresh()
        let answers = try index.answers()
        try forgetIndex()
        let again = try WorkspaceIndex(test.workspace, manyLeads: 5)
        try again.refresh()
        #expect(try again.answers() == answers)
        // And where a folder goes, what was worked out of it.
        try test.remove("transcripts/2026-11")
        try index.refresh()
        try again.refresh()
        let left = try again.answers()
        #expect(try left != answers && left == index.answers())
    }

    @Test func aSecondRefreshFindsNothing() throws {
        let index = try index()
        try fill(index)
        usleep(100_000)
        try index.refresh()
        #expect(try index.refresh() == RefreshReport())
        #expect(try WorkspaceIndex(test.workspace).refresh() == RefreshReport())
    }

    @Test func aLeadIsReadFromItsFileWithAllItsColumns() throws {
        let index = try index()
        var jane = jane
        jane.extra = ["Favourite \"quote\"": "line\nfeed \\ \u{202E}", "Größe": "5"]
        let summary = try #require(try index.add([lead("x@y.example"), jane, lead("z@y.example")]))
        #expect(summary.leads == 3 && summary.updated == 0)
        #expect(try index.lead(id: jane.id) == jane)
        #expect(try index.lead(id: "nobody") == nil)
        #expect(try index.summary(id: jane.id)?.handedOverAt == at("12:00"))
        #expect(try FileStatus.of(summary.path)?.permissions == 0o600)
        #expect(try FileStatus.of(test.workspace.indexPath)?.permissions == 0o600)
        #expect(summary.path.hasSuffix("/leads/20261121T120000Z-aaaaaaaa.jsonl"))
    }

    @Test func aLaterFileWinsWhateverComesInFirst() throws {
        let index = try index()
        var (old, new) = (jane, jane)
        (old.score, new.score) = (10, 90)
        try index.add([new], at: at("15:00"))
        #expect(try index.add([old], at: at("12:00"), random: "bbbbbbbb")?.updated == 1)
        #expect(try index.lead(id: jane.id)?.score == 90)
        #expect(try index.summary(id: jane.id)?.handedOverAt == at("12:00"), "known since then")
        try test.remove("leads/20261121T150000Z-aaaaaaaa.jsonl")
        #expect(try index.refresh().leadFilesRead == 1)
        #expect(try index.lead(id: jane.id)?.score == 10)
        try index.add([new], at: at("16:00"))
        #expect(try index.lead(id: jane.id)?.score == 90 && index.leadCount() == 1)
        try test.remove("leads")
        try index.refresh()
        #expect(try index.leadCount() == 0 && index.lead(id: jane.id) == nil)
    }

    @Test func anImportThatFailsOrAddsNothingLeavesNothing() throws {
        struct Stop: Error {}
        let index = try index()
        #expect(throws: Stop.self) {
            _ = try index.addLeads(at: at("12:00"), random: "aaaaaaaa") { writer in
                for number in 0..<5000 { try writer.add(lead("\(number)@x.example")) }
                throw Stop()
            }
        }
        #expect(try index.add([]) == nil)
        #expect(test.names("leads") == [])
        #expect(try index.leadCount() == 0)
        #expect(try index.add([jane])?.leads == 1)
        #expect(throws: FileError.self) { try index.add([lead("other")]) }
        #expect(try index.lead(id: jane.id) == jane && index.leadCount() == 1)
        #expect(test.names("leads").count == 1)
    }

    @Test func linesThatAreNoLeadsAreNamedAndPassedOver() throws {
        let line = String(decoding: jane.jsonLine, as: UTF8.self)
        try test.put(
            "{\"id\": \"spaced@x.example\", \"score\": 7}\n\n{oops}\n{\"id\": 5}\n{\"id\": \"\"}\n\(line)"
                + "{\"id\":\"x\",\"id\":\"y\"}\n{\"id\":\"cut off",
            at: "leads/20261121T120000Z-aaaaaaaa.jsonl")
        try test.put("not leads", at: "leads/README.md")
        let index = try index()
        let report = try index.refresh()
        #expect(report.problems.map(\.line) == [3, 4, 5, 7, 8])
        #expect(
            report.problems[1].reason
                == .shape(JSONShapeError(path: "id", expected: "string", found: .integer)))
        #expect(report.problems[2].reason == .noID)
        #expect(try index.lead(id: jane.id) == jane)
        #expect(try index.lead(id: "spaced@x.example")?.score == 7)
        #expect(try index.leadCount() == 2)
        #expect(try index.refresh(thorough: true).problems.count == 5, "said again where all is looked at")
    }

    @Test func callsThatComeGoAndChangeAreFound() throws {
        let index = try index()
        let first = call(jane, at("10:00"), verdict: .incomplete)
        try test.save(first)
        #expect(try index.refresh().callsRead == 1)
        // Behind its back: another appears, in another month too.
        try test.save(call(jane, at("11:00"), random: "bbbbbbbb", verdict: .noContact))
        try test.save(call(jane, at("11:00", day: "2026-12-01"), random: "cccccccc"))
        #expect(try index.refresh().callsRead >= 2)
        #expect(try index.history(ofLead: jane.id).attempts == 3)
        // Replaced by one of the same length.
        var changed = first
        changed.rep = "eve"
        try test.save(changed)
        try index.refresh()
        #expect(try index.call(id: first.id)?.rep == "eve")
        try test.remove("transcripts/2026-11/\(first.id).json")
        #expect(try index.refresh().callsRemoved == 1)
        try test.remove("transcripts/2026-12")
        #expect(try index.refresh().callsRemoved == 1)
        #expect(try index.history(ofLead: jane.id).calls.map(\.verdict) == [.noContact])
    }

    @Test func callsAreStillFoundWhenAllThereWasHasSettled() throws {
        let index = try index()
        for number in 0..<50 {
            try test.save(
                call(
                    lead("l\(number)"), at("10:\(10 + number % 40)"), random: String(10_000_000 + number),
                    verdict: .incomplete))
        }
        try index.refresh()
        usleep(100_000)
        try index.refresh()
        usleep(100_000)
        #expect(try index.refresh().callsRead == 0)
        try test.save(call(jane, at("11:00"), random: "bbbbbbbb"))
        #expect(try index.refresh().callsRead == 1, "one more")
        let settled = try #require(try index.calls(limit: 1, offset: 5).first)
        try index.note(try test.transcripts.load(settled.id))
        var finished = call(jane, at("11:00"), random: "bbbbbbbb", verdict: .disqualified)
        finished.rep = "eve"
        try test.save(finished)
        try index.refresh()
        #expect(try index.call(id: finished.id)?.rep == "eve")
        #expect(try index.call(id: settled.id) == settled, "noted twice")
        try test.remove("transcripts/2026-11/\(settled.id).json")
        try test.save(call(jane, at("12:00"), random: "cccccccc"))
        #expect(try index.refresh().callsRemoved == 1, "one goes as another comes")
        #expect(try index.callCount() == 51)
    }

    @Test func aRecordEditedInPlaceIsFoundByTheThoroughWay() throws {
        let index = try index()
        let record = try test.save(call(jane, at("10:00"), verdict: .incomplete))
        try index.refresh()
        usleep(100_000)
        try index.refresh()
        let path = try #require(test.transcripts.path(of: record.id))
        let text = String(decoding: record.encoded, as: UTF8.self).replacing(
            "\"sam\"", with: "\"eve and more\"")
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
        #expect(try index.refresh(thorough: true).callsRead == 1)
        #expect(try index.call(id: record.id)?.rep == "eve and more")
    }

    @Test func unreadableRecordsAreNamedAndStopNothing() throws {
        let index = try index()
        let good = try test.save(call(jane, at("10:00"), verdict: .noContact))
        try test.put("{", at: "transcripts/2026-11/20261121T100000Z-bbbbbbbb.json")
        try test.put("{}", at: "transcripts/2026-11/notes.json")
        try test.put("{}", at: "transcripts/2026-11/20261221T100000Z-cccccccc.json")
        symlink("/etc/hosts", "\(test.workspace.transcriptsPath)/2026-11/20261121T100000Z-dddddddd.json")
        let problems = try index.refresh().problems
        #expect(problems.count == 4)
        #expect(problems.filter { $0.reason == .misplaced }.count == 2)
        #expect(try index.calls(limit: 9).map(\.id) == [good.id])
        try test.put("broken", at: "transcripts/2026-11/\(good.id).json")
        try index.refresh(thorough: true)
        #expect(try index.calls(limit: 9) == [])
    }

    /// A disk that failed once made a file of leads, or a record, unknown for good: its folder counted as seen.
    @Test func whatCouldNotBeReadIsLookedAtAgain() throws {
        let index = try index()
        let record = try test.save(call(jane, at("10:00"), verdict: .noContact))
        let path = try #require(test.transcripts.path(of: record.id))
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.truncate(atOffset: UInt64(CallRecord.limit) + 1)
        // Long ago, so that the folder's own stamp is one to go by.
        let folder = "\(test.workspace.transcriptsPath)/2026-11"
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000.5)], ofItemAtPath: folder)
        #expect(try index.refresh().problems.map(\.path) == [path])
        #expect(try index.refresh().problems.map(\.path) == [path])
        try file.truncate(atOffset: UInt64(record.encoded.count))
        #expect(try index.refresh().problems == [])
        #expect(try index.call(id: record.id) != nil)
    }

    /// The folder that a month is in does not change when a disk does not list the month, and would not tell of it again.
    @Test("Bug: a month that a disk did not list once was forgotten, with all its calls")
    func aMonthThatCouldNotBeListedIsLookedAtAgain() throws {
        let index = try index()
        let reports = try ReportIndex(
            test.workspace, library: ChecklistLibrary(folder: test.workspace.checklistsPath), currency: "USD")
        let record = try test.save(call(jane, at("10:00"), verdict: .noContact))
        let top = test.workspace.transcriptsPath
        let (month, aside) = ("\(top)/2026-11", "\(test.workspace.path)/aside")
        // Long ago, so that the folders' own stamps are ones to go by.
        func age() throws {
            for path in [month, top] {
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSince1970: 1_000_000.5)], ofItemAtPath: path)
            }
        }
        try age()
        #expect(try index.refresh().callsRead == 1 && reports.refresh().callsRead == 1)

        try FileManager.default.moveItem(atPath: month, toPath: aside)
        try test.put("no folder", at: "transcripts/2026-11")
        try age()
        for refresh in [{ try index.refresh() }, { try reports.refresh() }] {
            let report = try refresh()
            #expect(report.problems.map(\.path) == [month] && report.callsRemoved == 0)
        }
        #expect(try index.call(id: record.id) != nil, "what is known stands")

        try FileManager.default.removeItem(atPath: month)
        try FileManager.default.moveItem(atPath: aside, toPath: month)
        try age()
        #expect(try index.refresh().problems == [] && reports.refresh().problems == [])
        #expect(try index.call(id: record.id) != nil)
        // A month that is gone for good is.
        try test.remove("transcripts/2026-11")
        #expect(try index.refresh().callsRemoved == 1 && reports.refresh().callsRemoved == 1)
    }

    @Test(arguments: ["", "not a database at all, but long enough to be looked at closely by SQLite", "cut"])
    func anIndexThatIsNoneIsMadeAnew(_ content: String) throws {
        let first = try index()
        try fill(first)
        let answers = try first.answers()
        if content == "cut" {
            let handle = try #require(FileHandle(forWritingAtPath: test.workspace.indexPath))
            try handle.truncate(atOffset: 20_000)
        } else {
            try forgetIndex()
            try test.put(content, at: ".baton/index.sqlite")
        }
        let again = try index()
        try again.refresh()
        #expect(try again.answers() == answers)
    }

    @Test func anIndexDamagedWhileItIsOpenIsMadeAnew() throws {
        let first = try index()
        try fill(first)
        let answers = try first.answers()
        try forgetIndex()
        try test.put(String(repeating: "garbage ", count: 4000), at: ".baton/index.sqlite")
        let open = try index()
        try open.refresh()
        #expect(try open.answers() == answers)
    }

    @Test func twoIndexesOfOneWorkspaceAgree() throws {
        let (ours, theirs) = (try index(), try index())
        try ours.add([jane])
        #expect(try theirs.lead(id: jane.id) == jane)
        try theirs.note(test.save(call(jane, at("12:30"), verdict: .noContact)))
        #expect(try ours.history(ofLead: jane.id).attempts == 1)
        #expect(try ours.queue(at: at("13:00"), serviceLevel: ServiceLevel(), limit: 9) == [])
    }

    @Test func anIndexThatCannotBeWrittenIsKeptInMemory() throws {
        try index().add([jane])
        try test.remove(".baton")
        symlink("/sys/kernel", "\(test.workspace.path)/.baton")
        let index = try index()
        try index.refresh()
        #expect(try index.lead(id: jane.id) == jane)
    }
}
