import GRDB
import Qualification

extension CallSummary {
    /// The columns that a summary is made of, in the order of `arguments`.
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

    var arguments: StatementArguments {
        let search = SearchText.folded(lines: [leadID, leadName, leadEmail, leadCompany])
        return [
            leadID, leadName, leadEmail, leadCompany, search, rep,
            startedAt.milliseconds, connectedAt?.milliseconds, endedAt?.milliseconds, utcOffset.minutes,
            verdict?.rawValue, proposed?.rawValue, isOverridden, decidedAt?.milliseconds, reason?.code,
            reason?.sub, revisitOn?.daysSinceEpoch, disposition?.rawValue, callBackAt?.milliseconds,
            nextStep?.what, nextStep?.on?.daysSinceEpoch, CallSummary.list(openElements),
            CallSummary.list(missingElements), checklist, continues, standingAnswers,
        ]
    }

    init(row: Row) {
        func instant(_ column: String) -> Instant? {
            (row[column] as Int64?).map { Instant(milliseconds: $0) }
        }
        func day(_ column: String) -> LocalDay? {
            (row[column] as Int?).map { LocalDay(daysSinceEpoch: $0) }
        }
        id = row["id"]
        leadID = row["lead_id"]
        leadName = row["lead_name"]
        leadEmail = row["lead_email"]
        leadCompany = row["lead_company"]
        rep = row["rep"]
        startedAt = Instant(milliseconds: row["started_at"])
        connectedAt = instant("connected_at")
        endedAt = instant("ended_at")
        utcOffset = UTCOffset(minutes: row["utc_offset"])
        verdict = (row["verdict"] as String?).flatMap(Verdict.init)
        proposed = (row["proposed"] as String?).flatMap(Verdict.init)
        isOverridden = row["overridden"]
        decidedAt = instant("decided_at")
        reason = (row["reason"] as String?).map { ReasonReference(code: $0, sub: row["sub"]) }
        revisitOn = day("revisit_on")
        disposition = (row["disposition"] as String?).flatMap(Attempt.Disposition.init)
        callBackAt = instant("call_back_at")
        nextStep = (row["next_what"] as String?).map { NextStep(what: $0, on: day("next_on")) }
        openElements = CallSummary.elements(row["open_elements"])
        missingElements = CallSummary.elements(row["missing_elements"])
        checklist = row["checklist"]
        continues = row["continues"]
        standingAnswers = row["standing_answers"]
    }

    /// The calls with a lead, oldest first.
    static func ofLead(_ leadID: String, _ db: Database) throws -> [CallSummary] {
        let statement = try db.cachedStatement(
            sql: "\(selectSQL) WHERE lead_id = ? ORDER BY started_at, id")
        return try Row.fetchAll(statement, arguments: [leadID]).map(CallSummary.init)
    }

    /// Ids with a line feed before and after each, so that one is found without finding parts of others.
    private static func list(_ ids: [String]) -> String {
        ids.isEmpty ? "" : "\n\(ids.joined(separator: "\n"))\n"
    }

    private static func elements(_ list: String) -> [String] {
        list.split(separator: "\n").map(String.init)
    }
}
