import Foundation
import Glibc
import Qualification
import Reporting
import Testing
import Workspace

/// Files that somebody edits by hand, so that no folder shows it.
@Suite struct EditedInPlaceTests {
    let test: TestWorkspace

    init() throws { test = try TestWorkspace() }

    private enum Trace: CaseIterable {
        case ofLength, ofTime, none
    }

    /// Replaces text in a file without making a new one; leaves what trace is wanted.
    private func edit(_ name: String, _ old: String, _ new: String, leaving trace: Trace = .none) throws {
        let path = "\(test.workspace.path)/\(name)"
        var before = stat()
        try #require(stat(path, &before) == 0)
        let text = String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
        try #require(text.contains(old) && (trace == .ofLength || old.utf8.count == new.utf8.count))
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(text.replacing(old, with: new).utf8))
        try handle.close()
        guard trace == .none else { return }
        // As `touch -r` does it.
        let times = [before.st_atim, before.st_mtim]
        try #require(utimensat(AT_FDCWD, path, times, 0) == 0)
    }

    private func path(of record: CallRecord) -> String {
        "transcripts/\(record.startedAt.month)/\(record.id).json"
    }

    /// What reports are told after a look at every file, and what was read for it.
    private func told() throws -> (stories: [LeadStory], report: (book: RefreshReport, calls: RefreshReport))
    {
        let book = try WorkspaceIndex(test.workspace)
        let reports = try test.reports()
        let report = try reports.refresh(with: book)
        return (try test.stories(reports, refreshing: false), report)
    }

    /// Everything twice: the first look finds files that are too new to be trusted.
    private func settle() throws {
        test.letStampsPass()
        for _ in 0..<2 { _ = try told() }
        let report = try told().report
        #expect(!report.book.foundChanges && !report.calls.foundChanges)
    }

    @Test(arguments: [0, 1, 2])
    func reportsTellWhatTheRecordSays(_ number: Int) throws {
        let trace = Trace.allCases[number]
        for hour in 10..<16 { try test.place(call(lead("a"), at("\(hour):00"), verdict: .incomplete)) }
        let record = try test.place(call(lead("b"), at("09:00"), random: "bbbbbbbb", verdict: .incomplete))
        try settle()
        try edit(
            path(of: record), "\"sam\"", trace == .ofLength ? "\"eve and more\"" : "\"eve\"", leaving: trace)
        // A look at the folders alone does not show it.
        #expect(try test.reports().refresh().callsRead == 0)
        let (stories, report) = try told()
        #expect(stories.calls[record.id]?.rep == (trace == .ofLength ? "eve and more" : "eve"))
        #expect(report.calls.callsRead == 1 && report.book.callsRead == 1)
        test.letStampsPass()
        _ = try told()
        #expect(try !told().report.calls.foundChanges)
    }

    @Test func theBookIsToldAsWellAndByWhoeverFindsIt() throws {
        let known = lead("a@acme.example")
        try WorkspaceIndex(test.workspace).add([known])
        let record = try test.place(
            call(
                known, at("10:00"), verdict: .disqualified,
                reason: GivenReason(code: "not-a-prospect", sub: "do-not-kontact"),
                entries: [note(1, "asked for the basement")]))
        try settle()
        #expect(try told().stories.map(\.lead.isOptedOut) == [false])
        try edit(path(of: record), "do-not-kontact", "do-not-contact")
        // A search comes across it first, and has nothing to do with the book.
        #expect(try test.found("basement") == ["note: asked for the basement"])
        #expect(try told().stories.map(\.lead.isOptedOut) == [true])
    }

    @Test func leadsAreReadAgain() throws {
        var known = lead("a@acme.example")
        known.channel = "Webinar"
        let summary = try #require(try WorkspaceIndex(test.workspace).add([known]))
        try settle()
        try edit("leads/\(summary.path.split(separator: "/").last ?? "")", "Webinar", "Seminar")
        #expect(try told().stories.map(\.lead.channel) == ["Seminar"])
        #expect(try told().report.book.leadFilesRead == 0)
    }

    @Test func aMindChangedByHandCounts() throws {
        let sold = try test.place(call(lead("a"), at("10:00"), verdict: .salesQualified))
        let word = Acceptance.Word(.accepted, at: at("12:00"), by: "dana")
        try AcceptanceStore(test.workspace).save(about: sold.id) { _ in
            Acceptance(
                call: sold.id, leadID: "a", email: nil, company: nil, rep: "sam", dueAt: at("15:00"),
                word: word)
        }
        try settle()
        #expect(try told().stories.flatMap(\.handOffs).map(\.accountExecutive) == ["dana"])
        try edit("acceptances/2026-11/\(sold.id).json", "dana", "lena")
        #expect(try told().stories.flatMap(\.handOffs).map(\.accountExecutive) == ["lena"])
    }

    @Test func aSearchShowsWhatStandsThere() throws {
        let record = try test.place(
            call(lead("a"), at("10:00"), verdict: .incomplete, entries: [note(1, "overtime is 90k")]))
        try settle()
        try edit(path(of: record), "overtime is 90k", "overtime is 40k")
        #expect(try test.found("overtime") == ["note: overtime is 40k"])
        try edit(path(of: record), "overtime is 40k", "weekends as 40k")
        #expect(try test.found("overtime") == [])
        #expect(try test.found("weekends") == ["note: weekends as 40k"])
        #expect(unlink("\(test.workspace.path)/\(path(of: record))") == 0)
        #expect(try test.found("weekends") == [])
    }
}
