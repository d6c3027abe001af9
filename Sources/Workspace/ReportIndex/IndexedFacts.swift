import GRDB
import Glibc
package import Qualification
package import Reporting

/// All that reports know, out of the indexes: lead by lead, and never held together.
package final class IndexedFacts: FactsSource {
    /// What became of the SQLs among a lead's calls, given what account executives said about them.
    package typealias HandOffs = (_ calls: [CallFacts], _ acceptances: [Acceptance]) -> [HandOffFacts]

    private let book: WorkspaceIndex
    private let reports: ReportIndex
    private let handOffs: HandOffs
    private let zone: Zone

    /// Both indexes have to be up to date; times that are written without a zone are in this one.
    package init(book: WorkspaceIndex, reports: ReportIndex, zone: Zone, handOffs: @escaping HandOffs) {
        self.zone = zone
        self.book = book
        self.reports = reports
        self.handOffs = handOffs
    }

    package func forEachLead(_ parts: CallParts, _ body: (LeadStory) throws -> Void) throws {
        try book.database.queue.writeWithoutTransaction { db in
            let leads = try LeadCursor(db, parts, zone)
            try reports.database.queue.writeWithoutTransaction { db in
                try forEachLead(leads, CallCursor(db, parts), AcceptanceCursor(db), body)
            }
        }
    }

    /// Goes through three lists that are in the order of leads' ids, byte by byte.
    private func forEachLead(
        _ leads: LeadCursor, _ calls: CallCursor, _ acceptances: AcceptanceCursor,
        _ body: (LeadStory) throws -> Void
    ) throws {
        while let id = least(leads.current?.id, calls.current?.leadID) {
            var lead: LeadFacts?
            if let current = leads.current, current.id == id {
                lead = current
                try leads.advance()
            }
            var story: [CallFacts] = []
            while let call = calls.current, call.leadID == id {
                story.append(call)
                try calls.advance()
            }
            var said: [Acceptance] = []
            while let acceptance = acceptances.current, !acceptance.leadID.isAfter(id) {
                // What is about no lead that is known is left out.
                if acceptance.leadID == id { said.append(acceptance) }
                try acceptances.advance()
            }
            guard let lead = lead ?? LeadFacts(ofCalls: story) else { continue }
            try body(LeadStory(lead: lead, calls: story, handOffs: handOffs(story, said)))
        }
    }

    private func least(_ a: String?, _ b: String?) -> String? {
        guard let a, let b else { return a ?? b }
        return a.isAfter(b) ? b : a
    }

    package func buyerWords(ofCall id: String) -> [String] {
        (try? TranscriptStore(reports.workspace).feedback(id))?.buyerWords ?? []
    }
}

extension String {
    /// Whether this text comes after another as SQLite orders them.
    fileprivate func isAfter(_ other: String) -> Bool {
        var (text, other) = (self, other)
        return text.withUTF8 { a in
            other.withUTF8 { b in
                guard let start = a.baseAddress, let otherStart = b.baseAddress else {
                    return a.count > b.count
                }
                let order = memcmp(start, otherStart, min(a.count, b.count))
                return order == 0 ? a.count > b.count : order > 0
            }
        }
    }
}

/// The leads of the book, in order of their ids.
private final class LeadCursor {
    private let rows: RowReader
    private let parts: CallParts
    private let zone: Zone
    private(set) var current: LeadFacts?

    init(_ db: Database, _ parts: CallParts, _ zone: Zone) throws {
        self.parts = parts
        self.zone = zone
        rows = try RowReader(db, sql: "SELECT \(IndexSchema.toldColumns) FROM leads ORDER BY id")
        try advance()
    }

    func advance() throws {
        guard try rows.next(), let id = rows.text(0) else {
            current = nil
            return
        }
        current = LeadFacts(
            id: id, channel: rows.text(1), campaign: rows.text(2), score: rows.number(3).map { Int($0) },
            mqlAt: rows.instant(4), handedOverAt: Instant(milliseconds: rows.number(5) ?? 0),
            actedAt: parts.contains(.acts) ? rows.text(7).flatMap { LeadAct.instant($0, in: zone) } : nil,
            isOptedOut: rows.number(6) ?? 0 != 0)
    }
}

/// The calls, in order of their leads' ids and then of their own.
private final class CallCursor {
    private let rows: RowReader
    private let parts: CallParts
    private let names: KnownNames
    private var checklists: [Int64: (name: String, version: String)] = [:]
    private(set) var current: CallFacts?

    init(_ db: Database, _ parts: CallParts) throws {
        self.parts = parts
        names = try KnownNames(db)
        for checklist in try KnownChecklist.all(db) {
            checklists[checklist.number] = (checklist.stamp.name, checklist.stamp.version)
        }
        rows = try RowReader(
            db, sql: "SELECT \(ReportSchema.toldColumns) FROM calls ORDER BY lead_id, id")
        try advance()
    }

    func advance() throws {
        guard try rows.next(), let id = rows.text(1) else {
            current = nil
            return
        }
        let checklist = rows.number(11).flatMap { checklists[$0] }
        current = CallFacts(
            id: id, leadID: lead, rep: name(2) ?? "", channel: name(3), campaign: name(4),
            score: rows.number(5).map { Int($0) }, mqlAt: rows.instant(6),
            startedAt: Instant(milliseconds: rows.number(7) ?? 0), connectedAt: rows.instant(8),
            endedAt: rows.instant(9), utcOffset: UTCOffset(minutes: Int(rows.number(10) ?? 0)),
            checklist: checklist?.name ?? "", checklistVersion: checklist?.version ?? "",
            verdict: rows.number(12).flatMap { names.verdicts[$0] },
            proposed: rows.number(13).flatMap { names.verdicts[$0] }, isOverridden: rows.number(14) == 1,
            reason: name(15).map { ReasonReference(code: $0, sub: name(16)) },
            disposition: rows.number(17).flatMap { names.dispositions[$0] },
            decidedAt: rows.instant(18), continues: rows.text(19), supersedes: rows.text(20),
            elements: parts.contains(.elements) ? PackedFacts.elements(rows.bytes(21), names.all) : [],
            questions: parts.contains(.questions)
                ? PackedFacts.questions(rows.bytes(22), names.questions) : [])
    }

    private func name(_ column: Int32) -> String? { rows.number(column).flatMap { names.all[$0] } }

    /// The id of the call's lead, which is often the one of the call before.
    private var lead: String {
        if let last = current?.leadID, rows.isText(0, last) { return last }
        return rows.text(0) ?? ""
    }
}

/// What the numbers in the rows of calls stand for.
private struct KnownNames {
    let all: [Int64: String]
    private(set) var questions: [Int64: QuestionKey] = [:]
    private(set) var verdicts: [Int64: Verdict] = [:]
    private(set) var dispositions: [Int64: Attempt.Disposition] = [:]

    init(_ db: Database) throws {
        all = try NameTable.all(db)
        for (number, name) in all {
            questions[number] = QuestionKey(name)
            verdicts[number] = Verdict(rawValue: name)
            dispositions[number] = Attempt.Disposition(rawValue: name)
        }
    }
}

/// What account executives said, in order of their leads' ids and then of the calls'.
private final class AcceptanceCursor {
    private let rows: RowReader
    private(set) var current: Acceptance?

    init(_ db: Database) throws {
        rows = try RowReader(db, sql: "SELECT document FROM acceptances ORDER BY lead_id, id")
        try advance()
    }

    func advance() throws {
        current = nil
        guard try rows.next() else { return }
        current = try Acceptance.decoded([UInt8](rows.bytes(0)), path: "")
    }
}
