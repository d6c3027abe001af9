import Foundation
import Glibc
import Qualification
import Reporting
import Testing
import Workspace

extension TestWorkspace {
    var library: ChecklistLibrary { ChecklistLibrary(folder: workspace.checklistsPath) }

    func reports(currency: String = "USD", together: Int = 16_384) throws -> ReportIndex {
        try ReportIndex(workspace, library: library, currency: currency, together: together)
    }

    /// What a search in an index that is up to date finds, each as `kind question: text`.
    func found(_ words: String..., filter: LineFilter = LineFilter(), limit: Int = 100) throws -> [String] {
        let reports = try reports()
        try reports.refresh()
        let query = try SearchQuery(words)
        return try reports.find(query, filter, limit: limit).lines.map { found in
            let question = found.line.question.map { " \($0)" } ?? ""
            return "\(found.line.kind.name)\(question): \(found.line.text)"
        }
    }

    /// Everything that reports are told, lead by lead.
    func stories(_ reports: ReportIndex, refreshing: Bool = true) throws -> [LeadStory] {
        let book = try WorkspaceIndex(workspace)
        if refreshing {
            try book.refresh()
            try reports.refresh()
        }
        var stories: [LeadStory] = []
        let facts = IndexedFacts(book: book, reports: reports, zone: .utc) { calls, acceptances in
            acceptances.map { said in
                HandOffFacts(
                    call: said.call, rep: said.rep, accountExecutive: said.word.by, at: said.word.at,
                    decision: said.isRejected ? .rejected : .accepted, reason: said.word.reason)
            }
        }
        try facts.forEachLead([.elements, .questions]) { stories.append($0) }
        return stories
    }

    /// Writes a record without bringing it to disk, which no test here is about.
    @discardableResult
    func place(_ record: CallRecord) throws -> CallRecord {
        let path = try #require(transcripts.path(of: record.id))
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        // Another inode, as a save has it.
        let draft = URL(fileURLWithPath: "\(workspace.path)/draft")
        try Data(record.encoded).write(to: draft)
        guard rename(draft.path, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        return record
    }

    /// Records of every sort, each under an id of its own.
    func saveSamples(_ count: Int, seed: UInt64 = 5) throws -> [CallRecord] {
        var samples = RecordSamples(seed: seed)
        let bant = try library.checklist(named: "BANT", reasons: nil)
        return try (0..<count).map { number in
            var record = samples.record()
            let start = at("09:00", day: number % 3 == 0 ? "2026-10-02" : "2026-11-21")
            record.id = CallRecord.id(
                startingAt: start.adding(milliseconds: Int64(number) * 1000),
                random: String(String(100_000_000 + number).suffix(8)))
            if number % 2 == 0 {
                let questions = bant.checklist.questions.map(\.key)
                record.checklist = .init(name: "BANT", version: "1.0.0", sha256: bant.sha256)
                record.entries.append(
                    Entry(
                        seq: record.entries.count + 1, at: record.startedAt,
                        kind: .quote(question: questions[number % questions.count], text: "so it is")))
            }
            try place(record)
            return try CallRecord.decoded(record.encoded, path: "")
        }
    }

    /// The facts of records as they are, without an index, by the ids of their calls.
    func facts(of records: [CallRecord], currency: String = "USD") -> [String: CallFacts] {
        let kept = KeptChecklists(workspace, library: library)
        let all = records.map { record in
            let rules = kept.checklist(record.checklist).map {
                Rulebook(checklist: $0, reasons: ReasonList(reasons: []), currency: currency)
            }
            return (record.id, CallFacts(record, rules: rules))
        }
        return Dictionary(uniqueKeysWithValues: all)
    }

    /// Spoils files in place, so that no folder shows it: whoever reads one of them finds out.
    func spoil(_ records: [CallRecord]) throws {
        for record in records {
            let path = try #require(transcripts.path(of: record.id))
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data("{".utf8))
            try handle.close()
        }
    }

    /// Waits until no stamp of now is given twice.
    func letStampsPass() { usleep(100_000) }
}

extension [LeadStory] {
    var calls: [String: CallFacts] {
        Dictionary(uniqueKeysWithValues: flatMap(\.calls).map { ($0.id, $0) })
    }
}
