import GRDB
import Qualification

extension CallSummary {
    /// The columns that a summary is made of, in the order of their places.
    static let columns = [
        "lead_id", "lead_name", "lead_email", "lead_company", "search", "rep", "started_at", "connected_at",
        "ended_at", "utc_offset", "verdict", "proposed", "overridden", "decided_at", "reason", "sub",
        "revisit_on", "disposition", "call_back_at", "next_what", "next_on", "open_elements",
        "missing_elements", "checklist", "continues", "standing_answers",
    ]

    static let insertSQL: String = {
        let all = ["id", "bytes", "modified", "inode"] + columns
        let places = Array(repeating: "?", count: all.count).joined(separator: ",")
        return "INSERT INTO calls(\(all.joined(separator: ","))) VALUES(\(places))"
    }()

    static let selectSQL = "SELECT id, \(columns.joined(separator: ", ")) FROM calls"

    /// Gives the columns their places in a statement that has `count` before them.
    func set(_ row: RowWriter, after count: Int32) {
        let texts = [leadID, leadName, leadEmail, leadCompany]
        row.set(count + 1, leadID)
        row.set(count + 2, leadName)
        row.set(count + 3, leadEmail)
        row.set(count + 4, leadCompany)
        row.set(count + 5) { SearchText.append(lines: texts, to: &$0) }
        row.set(count + 6, rep)
        row.set(count + 7, startedAt.milliseconds)
        row.set(count + 8, connectedAt?.milliseconds)
        row.set(count + 9, endedAt?.milliseconds)
        row.set(count + 10, Int64(utcOffset.minutes))
        row.set(count + 11, verdict?.rawValue)
        row.set(count + 12, proposed?.rawValue)
        row.set(count + 13, isOverridden ? 1 : 0)
        row.set(count + 14, decidedAt?.milliseconds)
        row.set(count + 15, reason?.code)
        row.set(count + 16, reason?.sub)
        row.set(count + 17, revisitOn.map { Int64($0.daysSinceEpoch) })
        row.set(count + 18, disposition?.rawValue)
        row.set(count + 19, callBackAt?.milliseconds)
        row.set(count + 20, nextStep?.what)
        row.set(count + 21, nextStep?.on.map { Int64($0.daysSinceEpoch) })
        row.set(count + 22, CallSummary.list(openElements))
        row.set(count + 23, CallSummary.list(missingElements))
        row.set(count + 24, checklist)
        row.set(count + 25, continues)
        row.set(count + 26, Int64(standingAnswers))
    }

    /// Reads a row that begins with the id and the columns in their order.
    init(_ row: RowReader) {
        func day(_ column: Int32) -> LocalDay? {
            row.number(column).map { LocalDay(daysSinceEpoch: Int($0)) }
        }
        id = row.text(0) ?? ""
        leadID = row.text(1) ?? ""
        leadName = row.text(2)
        leadEmail = row.text(3)
        leadCompany = row.text(4)
        rep = row.text(6) ?? ""
        startedAt = row.instant(7) ?? Instant(milliseconds: 0)
        connectedAt = row.instant(8)
        endedAt = row.instant(9)
        utcOffset = UTCOffset(minutes: Int(row.number(10) ?? 0))
        verdict = row.text(11).flatMap { Verdict(rawValue: $0) }
        proposed = row.text(12).flatMap { Verdict(rawValue: $0) }
        isOverridden = row.number(13) == 1
        decidedAt = row.instant(14)
        reason = row.text(15).map { ReasonReference(code: $0, sub: row.text(16)) }
        revisitOn = day(17)
        disposition = row.text(18).flatMap { Attempt.Disposition(rawValue: $0) }
        callBackAt = row.instant(19)
        nextStep = row.text(20).map { NextStep(what: $0, on: day(21)) }
        openElements = CallSummary.elements(row.text(22) ?? "")
        missingElements = CallSummary.elements(row.text(23) ?? "")
        checklist = row.text(24) ?? ""
        continues = row.text(25)
        standingAnswers = Int(row.number(26) ?? 0)
    }

    /// The calls with a lead, oldest first.
    static func ofLead(_ leadID: String, _ db: Database) throws -> [CallSummary] {
        try RowReader.all(
            db, sql: "\(selectSQL) WHERE lead_id = ? ORDER BY started_at, id", [leadID], CallSummary.init)
    }

    /// Ids with a line feed before and after each, so that one is found without finding parts of others.
    private static func list(_ ids: [String]) -> String {
        ids.isEmpty ? "" : "\n\(ids.joined(separator: "\n"))\n"
    }

    private static func elements(_ list: String) -> [String] {
        list.isEmpty ? [] : list.split(separator: "\n").map(String.init)
    }
}
