import Foundation
import Qualification
import Testing
import Workspace

/// A workspace of its own for one test, and records to put in it.
struct TestWorkspace {
    let temporary: TemporaryFolder
    let workspace: Workspace
    let transcripts: TranscriptStore

    init() throws {
        temporary = try TemporaryFolder()
        workspace = try Workspace(
            opening: WorkspaceLocation(path: "\(temporary.path)/w", source: .personal), checklists: [:])
        transcripts = TranscriptStore(workspace)
    }

    /// The names in a folder of the workspace.
    func names(_ folder: String) -> [String] { temporary.names("w/\(folder)") }
    func put(_ text: String, at name: String) throws { try temporary.put(text, at: "w/\(name)") }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(workspace.path)/\(name)")
    }

    @discardableResult
    func save(_ record: CallRecord) throws -> CallRecord {
        let isNew = try FileStatus.of(try #require(transcripts.path(of: record.id))) == nil
        try transcripts.file(of: record.id, isNew: isNew).save(record)
        return record
    }
}

/// An instant of the tests' day, 21 November 2026.
func at(_ time: String, day: String = "2026-11-21") -> Instant {
    Instant(rfc3339: "\(day)T\(time):00.000Z") ?? Instant(milliseconds: 0)
}

/// A call with a lead, and what came of it.
func call(
    _ lead: Lead, _ started: Instant, random: String = "aaaaaaaa", verdict: Verdict? = nil,
    reason: GivenReason? = nil, attempt: Attempt? = nil, next: NextStep? = nil, rep: String = "sam",
    override: String? = nil, elements: [ElementState] = [], entries: [Entry] = []
) -> CallRecord {
    let ended = started.adding(milliseconds: 300_000)
    return CallRecord(
        id: CallRecord.id(startingAt: started, random: random), rep: rep, lead: lead,
        checklist: .init(name: "BANT", version: "1.0.0", sha256: "00"), startedAt: started,
        connectedAt: verdict == .noContact ? nil : started.adding(milliseconds: 10_000),
        endedAt: verdict == nil ? nil : ended, utcOffset: UTCOffset(minutes: 60), entries: entries,
        outcome: verdict.map {
            Outcome(
                verdict: $0, proposed: override == nil ? $0 : .incomplete, override: override, reason: reason,
                attempt: attempt, decidedAt: ended, decidedBy: rep, elements: elements, nextStep: next)
        })
}

@Suite struct TranscriptStoreTests {
    let test: TestWorkspace
    let record = call(Lead(id: "jane@acme.example"), at("14:03"))

    init() throws { test = try TestWorkspace() }

    private var store: TranscriptStore { test.transcripts }

    @Test func aRecordIsReadAsItWasSaved() throws {
        var record = record
        let file = try store.file(of: record.id, isNew: true)
        #expect(test.names("transcripts") == [], "nothing appears before the first entry")
        for seq in 1...3 {
            record.entries.append(Entry(seq: seq, at: at("14:05"), kind: .note(text: "\(seq)")))
            try file.save(record)
            #expect(try store.load(record.id) == record)
        }
        #expect(test.names("transcripts/2026-11") == ["\(record.id).json"])
        #expect(file.path == store.path(of: record.id))
    }

    @Test func aNewRecordNeverReplacesAnother() throws {
        try test.save(record)
        var second = record
        second.rep = "eve"
        let error = #expect(throws: FileError.self) {
            try store.file(of: second.id, isNew: true).save(second)
        }
        #expect(error?.isTaken == true)
        #expect(try store.load(record.id).rep == "sam")
    }

    @Test func aRecordThatVanishedIsWrittenAgain() throws {
        let file = try store.file(of: record.id, isNew: true)
        try file.save(record)
        try test.remove("transcripts/2026-11/\(record.id).json")
        try file.save(record)
        #expect(try store.load(record.id) == record)
        try test.remove("transcripts/2026-11")
        try file.save(record)
        #expect(try store.load(record.id) == record)
    }

    @Test func aRecordGoesWhereItsPathIsAlsoWhenTheFolderWasMoved() throws {
        let file = try store.file(of: record.id, isNew: true)
        try file.save(record)
        let months = "\(test.workspace.transcriptsPath)/"
        try FileManager.default.moveItem(atPath: months + "2026-11", toPath: months + "away")
        try file.save(record)
        #expect(try store.load(record.id) == record)
    }

    @Test func aSaveThatFailsLeavesTheRecordAndTheNextOneSucceeds() throws {
        let file = try store.file(of: record.id, isNew: true)
        try file.save(record)
        try test.remove("transcripts/2026-11")
        try test.put("in the way", at: "transcripts/2026-11")
        #expect(throws: FileError.self) { try file.save(record) }
        try test.remove("transcripts/2026-11")
        try file.save(record)
        #expect(try store.load(record.id) == record)
    }

    @Test func aFileOfOneCallDoesNotTakeAnother() throws {
        let file = try store.file(of: record.id, isNew: true)
        let other = call(Lead(id: "x"), at("15:00"))
        #expect(throws: FileError.self) { try file.save(other) }
        #expect(throws: FileError.self) { try store.file(of: "../../../etc/passwd", isNew: true) }
    }

    @Test func whatIsNoRecordSaysWhy() throws {
        let id = "20261121T140322Z-7f3a9c2e"
        func problem() -> RecordError? { #expect(throws: RecordError.self) { try store.load(id) } }
        #expect(problem()?.isMissing == true)
        try test.put("{", at: "transcripts/2026-11/\(id).json")
        guard case .json = problem()?.problem else {
            Issue.record("no JSON")
            return
        }
        try test.put(
            String(decoding: record.encoded, as: UTF8.self), at: "transcripts/2026-11/\(id).json")
        #expect(problem()?.problem == .otherCall(found: record.id))
    }

    @Test func callsAreListedByMonth() throws {
        for (day, random) in [
            ("2026-11-30", "bbbbbbbb"), ("2026-11-30", "aaaaaaaa"), ("2026-12-01", "cccccccc"),
        ] {
            try test.save(call(Lead(id: "x"), at("23:59", day: day), random: random))
        }
        try test.put("notes", at: "transcripts/2026-11/README.md")
        try test.put("notes", at: "transcripts/README.md")
        #expect(try store.months() == ["2026-11", "2026-12"])
        #expect(
            try store.ids(in: "2026-11") == ["20261130T235900Z-aaaaaaaa", "20261130T235900Z-bbbbbbbb"])
        #expect(try store.ids(in: "2027-01") == [])
        #expect(try store.ids(in: "../..") == [])
    }

    @Test func aChecklistIsKeptOnceByItsHash() throws {
        let text = Array("checklist: BANT\n".utf8)
        let digest = try store.keepChecklist(text)
        #expect(digest == "fbda6dcbbc2cb0298d2a72bb517a54c040fd98e4c38d2127e8520399ce53daa9")
        #expect(try store.keepChecklist(text) == digest)
        #expect(test.names("checklists/used") == ["\(digest).yaml"])
        #expect(try store.keptChecklist(digest) == text)
        try test.put("tampered", at: "checklists/used/\(digest).yaml")
        try store.keepChecklist(text)
        #expect(try store.keptChecklist(digest) == text)
        #expect(throws: FileError.self) { try store.keptChecklist("../../x") }
    }

    @Test func feedbackIsKeptNextToTheRecords() throws {
        var samples = RecordSamples(seed: 1)
        let feedback = samples.feedback()
        #expect(try !store.hasFeedback(feedback.id))
        #expect(throws: RecordError.self) { try store.feedback(feedback.id) }
        try store.save(feedback)
        try store.save(feedback)
        #expect(try store.hasFeedback(feedback.id))
        #expect(try store.feedback(feedback.id) == feedback)
        #expect(try store.feedbackIDs(in: "2026-11") == [feedback.id])
    }

    @Test func erasingTakesRecordAndFeedback() throws {
        var samples = RecordSamples(seed: 1)
        let feedback = samples.feedback()
        var record = record
        record.id = feedback.id
        try test.save(record)
        try store.save(feedback)
        #expect(try store.erase(record.id))
        #expect(try !store.erase(record.id))
        #expect(try store.ids(in: "2026-11") == [] && !store.hasFeedback(record.id))
    }
}
