import CrashStates
import Foundation
import Qualification
import Testing
import Workspace

private let jane = Lead(id: "jane@acme.example", name: "Jane Ortiz", email: "jane@acme.example")

private func mode(_ fixture: UpkeepFixture, _ name: String, _ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(fixture.path)/\(name)")
}

/// The hash of the built-in checklist, under which records of a healthy workspace are made.
private func keep(_ fixture: UpkeepFixture) throws -> String {
    try fixture.store.keepChecklist(BuiltInChecklists.bytes(of: "bant.yaml") ?? [])
}

@Suite struct CheckupTests {
    @Test func aHealthyWorkspaceHasNoFindings() throws {
        let fixture = try UpkeepFixture()
        let record = try fixture.record(jane, sha256: try keep(fixture))
        try fixture.feedback(record)
        try fixture.leads("20261120T100000Z-aaaaaaaa", [jane])
        try fixture.write("leads/20261120T100000Z-aaaaaaaa.rejected.csv", "Name,reason\r\n")
        try fixture.write("transcripts/.gitkeep", "")
        try fixture.write(".baton/index.sqlite", "")
        try fixture.write("baton.yaml", "rep: sam\n")
        // Readable, but nobody's secret.
        try mode(fixture, "baton.yaml", 0o644)
        try mode(fixture, "checklists", 0o755)
        #expect(fixture.findings == [])
        #expect(
            Checkup(fixture.workspace, now: UpkeepFixture.now, utcOffset: UTCOffset(minutes: 0)).fix()
                == .init())
    }

    @Test func whatOthersMayReadOrWriteIsFoundAndMended() throws {
        let fixture = try UpkeepFixture()
        try fixture.leads("a", [jane])
        try fixture.leads("b", [jane])
        try fixture.write("checklists/used/x", "")
        try fixture.write("outside", "")
        try mode(fixture, "leads/a.jsonl", 0o640)
        try mode(fixture, "leads/b.jsonl", 0o602)
        try mode(fixture, "leads", 0o750)
        try mode(fixture, ".", 0o711)
        try mode(fixture, "outside", 0o666)
        try FileManager.default.createSymbolicLink(
            atPath: "\(fixture.path)/leads/c.jsonl", withDestinationPath: "\(fixture.path)/outside")
        let path = fixture.path
        #expect(
            fixture.findings == [
                .init(.openToOthers(.workspace, writing: false, count: 1), path),
                .init(.openToOthers(.folder, writing: false, count: 1), "\(path)/leads"),
                .init(.openToOthers(.file, writing: true, count: 2), "\(path)/leads/b.jsonl"),
                .init(.link(count: 1), "\(path)/leads/c.jsonl"),
                .init(.stray(count: 1), "\(path)/checklists/used/x"),
                .init(
                    .unreadable(FileError(.open, "\(path)/leads/c.jsonl", .system(ELOOP))),
                    "\(path)/leads/c.jsonl"),
            ])
        let repairs = Checkup(fixture.workspace, now: UpkeepFixture.now, utcOffset: UTCOffset(minutes: 0))
            .fix()
        #expect(repairs.permissions == 4 && repairs.failures == [])
        #expect(
            fixture.findings.map(\.path) == [
                "\(path)/leads/c.jsonl", "\(path)/checklists/used/x", "\(path)/leads/c.jsonl",
            ])
        for (name, mode) in [(".", 0o700), ("leads", 0o700), ("leads/a.jsonl", 0o600), ("outside", 0o666)] {
            let status = try #require(try FileStatus.of("\(path)/\(name)"))
            #expect(Int(status.permissions) == mode, "\(name)")
        }
    }

    /// Whatever was planted between looking at a file and opening it.
    @Test func lookingAndMendingFollowsNoLinkAndWaitsForNobody() throws {
        let fixture = try UpkeepFixture()
        let record = try fixture.record(jane, sha256: try keep(fixture))
        try fixture.feedback(record)
        try fixture.leads("20261120T100000Z-aaaaaaaa", [jane])
        try fixture.write("leads/.baton-tmp-1-1", "{")
        try mode(fixture, "leads", 0o755)
        try mode(fixture, "leads/20261120T100000Z-aaaaaaaa.jsonl", 0o644)
        let recording = FileRecording()
        recording.watch {
            #expect(fixture.findings.count == 3)
            let repairs = Checkup(fixture.workspace, now: UpkeepFixture.now, utcOffset: UTCOffset(minutes: 0))
                .fix()
            #expect(repairs.permissions == 2 && repairs.leftovers == 1 && repairs.failures == [])
        }
        #expect(recording.calls.count > 20)
        for call in recording.calls { #expect(call.isCautious, "\(call)") }
    }

    @Test(.enabled(if: geteuid() == 0)) func filesOfAnotherOwnerAreFound() throws {
        let fixture = try UpkeepFixture()
        try fixture.leads("a", [jane])
        try #require(chown("\(fixture.path)/leads/a.jsonl", 12345, 12345) == 0)
        #expect(
            fixture.findings == [.init(.foreign(owner: 12345, count: 1), "\(fixture.path)/leads/a.jsonl")])
    }

    @Test func strayNamesAreFound() throws {
        let fixture = try UpkeepFixture()
        for name in [
            "transcripts/notes.txt", "transcripts/2026-11/copy of a call.json", "feedback/2026-1x/a.json",
            "leads/list.csv", "leads/.hidden", ".baton/other", ".baton/open/abc", "checklists/bant.yml",
        ] {
            try fixture.write(name, "")
        }
        let strays = fixture.findings.filter { if case .stray = $0.kind { true } else { false } }
        #expect(
            strays.map(\.path)
                == [
                    ".baton/other", ".baton/open/abc", "checklists/bant.yml", "feedback/2026-1x",
                    "feedback/2026-1x/a.json",
                    "leads/.hidden", "transcripts/notes.txt", "transcripts/2026-11/copy of a call.json",
                ].map { "\(fixture.path)/\($0)" })
        #expect(strays.contains(.init(.stray(count: 2), "\(fixture.path)/leads/.hidden")))
    }

    @Test func leftoversAreFoundAndRemoved() throws {
        let fixture = try UpkeepFixture()
        try fixture.write("leads/.baton-tmp-1-1", "")
        let living = try FileDraft(in: Folder("\(fixture.path)/leads"))
        #expect(fixture.findings == [.init(.leftover(count: 1), "\(fixture.path)/leads/.baton-tmp-1-1")])
        let repairs = Checkup(fixture.workspace, now: UpkeepFixture.now, utcOffset: UTCOffset(minutes: 0))
            .fix()
        #expect(repairs.leftovers == 1 && fixture.findings == [])
        try living.commit(as: "20260101T100000Z-aaaaaaaa.jsonl", replacing: false)
    }

    @Test func brokenRecordsFeedbackAndLeadsAreFound() throws {
        let fixture = try UpkeepFixture()
        let id = fixture.nextID()
        try fixture.write(fixture.transcript(id), "{\n  broken")
        try fixture.write(fixture.message(id), #"{"schema": "baton.feedback/9"}"#)
        try fixture.write(
            "leads/a.jsonl",
            String(decoding: jane.jsonLine, as: UTF8.self)
                + "{\"id\": 1}\n\n{\"id\":\"x\" oops}\n{\"id\":\"\"}\n")
        let kinds = fixture.findings.map(\.kind)
        try #require(kinds.count == 5)
        #expect(
            kinds[0]
                == .brokenLead(
                    .shape(JSONShapeError(path: "id", expected: "string", found: .integer)), line: 2,
                    column: nil))
        guard case .brokenLead(.json(let error), line: 4, column: 11) = kinds[1] else {
            Issue.record("\(kinds[1])")
            return
        }
        #expect(error.line == 4)
        #expect(kinds[2] == .brokenLead(.noID, line: 5, column: nil))
        guard case .brokenRecord(let record) = kinds[3], case .json(let mistake) = record.problem else {
            Issue.record("\(kinds[3])")
            return
        }
        #expect(mistake.line == 2 && mistake.column == 3)
        guard case .brokenFeedback(let feedback) = kinds[4], case .schema = feedback.problem else {
            Issue.record("\(kinds[4])")
            return
        }
    }

    @Test func misplacedFilesAreFound() throws {
        let fixture = try UpkeepFixture()
        let record = try fixture.record(jane, verdict: .incomplete, sha256: try keep(fixture))
        let other = fixture.nextID(month: "202612")
        let wrongName = "transcripts/2026-11/\(fixture.nextID()).json"
        let wrongMonth = "feedback/2026-11/\(other).json"
        try FileManager.default.moveItem(
            atPath: "\(fixture.path)/\(fixture.transcript(record.id))", toPath: "\(fixture.path)/\(wrongName)"
        )
        var named = record
        named.id = other
        try fixture.feedback(named)
        try fixture.write("feedback/2026-11/.keep", "")
        try FileManager.default.moveItem(
            atPath: "\(fixture.path)/\(fixture.message(other))", toPath: "\(fixture.path)/\(wrongMonth)")
        let misplaced = fixture.findings.filter { if case .misplaced = $0.kind { true } else { false } }
        #expect(
            misplaced == [
                .init(
                    .misplaced(belongsAt: "\(fixture.path)/\(fixture.transcript(record.id))"),
                    "\(fixture.path)/\(wrongName)"),
                .init(
                    .misplaced(belongsAt: "\(fixture.path)/\(fixture.message(other))"),
                    "\(fixture.path)/\(wrongMonth)"),
            ])
    }

    @Test func mistakesInChecklistsReasonsAndSettingsAreFound() throws {
        let fixture = try UpkeepFixture()
        try fixture.write("checklists/meddic.yaml", "checklist: MEDDIC\nbarr: 1\n")
        try fixture.write("checklists/reasons.yaml", "reason: []\n")
        try fixture.write("baton.yaml", "sla: 3\n")
        let paths = fixture.findings.compactMap { finding -> String? in
            guard case .mistakes(let error) = finding.kind, !error.diagnostics.isEmpty else { return nil }
            return finding.path
        }
        #expect(
            paths
                == ["checklists/reasons.yaml", "checklists/meddic.yaml", "baton.yaml"].map {
                    "\(fixture.path)/\($0)"
                })
        try fixture.write("baton.yaml", "checklist: NOSUCH\n")
        #expect(
            fixture.findings.contains { finding in
                if case .mistakes(.noSuchChecklist("NOSUCH", _)) = finding.kind { true } else { false }
            })
    }

    @Test func keptChecklistsAreCompared() throws {
        let fixture = try UpkeepFixture()
        let hash = try keep(fixture)
        let lost = String(repeating: "a", count: 64)
        try fixture.record(jane, verdict: .incomplete, sha256: hash)
        let first = try fixture.record(jane, verdict: .incomplete, sha256: lost)
        try fixture.record(jane, verdict: .incomplete, sha256: lost)
        let changed = "checklists/used/\(String(repeating: "b", count: 64)).yaml"
        try fixture.write(changed, "checklist: X\n")
        #expect(
            fixture.findings == [
                .init(.checklistChanged, "\(fixture.path)/\(changed)"),
                .init(
                    .checklistMissing(sha256: lost, records: 2),
                    "\(fixture.path)/\(fixture.transcript(first.id))"),
            ])
        // The text of a checklist that is built in, or in the library, need not be kept.
        try FileManager.default.removeItem(atPath: "\(fixture.path)/checklists/used")
        #expect(fixture.findings.map(\.kind) == [.checklistMissing(sha256: lost, records: 2)])
    }

    @Test func openCallsAndWhatTheyLeftAreFound() throws {
        let fixture = try UpkeepFixture()
        let hash = try keep(fixture)
        let paused = try fixture.record(Lead(id: "a@x.example"), verdict: nil, sha256: hash)
        let earlier = try fixture.record(Lead(id: "b@x.example"), verdict: nil, sha256: hash)
        let crashed = try fixture.record(Lead(id: "c@x.example"), verdict: .recycled, sha256: hash)
        let orphan = try fixture.record(Lead(id: "d@x.example"), verdict: nil, sha256: hash)
        let held = try fixture.record(Lead(id: "e@x.example"), verdict: nil, sha256: hash)
        try fixture.record(Lead(id: "forgotten-12345678"), verdict: nil, sha256: hash)
        let calls = OpenCalls(fixture.workspace)
        var infos: [OpenCallInfo] = []
        for (index, record) in [paused, earlier, crashed, held].enumerated() {
            guard case .acquired(let call) = try calls.acquire(leadID: record.lead.id) else { continue }
            let info = OpenCallInfo(
                callID: record.id, leadID: record.lead.id, rep: "sam", pid: 1,
                startedAt: UpkeepFixture.now.adding(hours: index))
            try call.note(info)
            infos.append(info)
            if record.id == held.id { try check(call) } else { call.leave() }
        }

        func check(_ call: OpenCall) throws {
            let today = fixture.findings.map(\.kind)
            #expect(
                today == [
                    .openCall(infos[0], .pausedToday), .openCall(infos[1], .pausedToday),
                    .openCall(infos[2], .crashedWithVerdict), .unfinished(call: orphan.id),
                    .feedbackMissing(calls: [crashed.id]),
                ])
            let tomorrow = Checkup(
                fixture.workspace, now: UpkeepFixture.now.adding(hours: 24), utcOffset: UTCOffset(minutes: 60)
            ).run()
            #expect(tomorrow.first?.kind == .openCall(infos[0], .leftFromEarlierDay))
            try FileManager.default.removeItem(atPath: "\(fixture.path)/\(fixture.transcript(paused.id))")
            #expect(fixture.findings.first?.kind == .openCall(infos[0], .withoutRecord))
            call.leave()
        }
    }

    @Test func feedbackAndRecordsAreComparedBothWays() throws {
        let fixture = try UpkeepFixture()
        let hash = try keep(fixture)
        var owing: [String] = []
        for verdict in Verdict.allCases {
            let record = try fixture.record(jane, verdict: verdict, sha256: hash)
            if verdict.isDecisive { owing.append(record.id) }
        }
        let told = try fixture.record(jane, verdict: .returned, sha256: hash)
        try fixture.feedback(told)
        var gone = told
        gone.id = fixture.nextID()
        try fixture.feedback(gone)
        owing.sort()
        #expect(
            fixture.findings == [
                .init(.feedbackMissing(calls: owing), "\(fixture.path)/\(fixture.transcript(owing[0]))"),
                .init(.feedbackWithoutRecord(call: gone.id), "\(fixture.path)/\(fixture.message(gone.id))"),
            ])
    }
}

extension UpkeepFixture {
    var findings: [CheckupFinding] {
        Checkup(workspace, now: UpkeepFixture.now, utcOffset: UTCOffset(minutes: 60)).run()
    }
}
