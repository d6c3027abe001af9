import GRDB
import Qualification

/// Puts leads into the index; of the same lead in several files the one in the file with the greatest name counts.
struct LeadRows {
    private let insert: Statement
    private let backdate: Statement
    private let db: Database
    private let file: Int64
    private let importedAt: Int64

    /// Prepares for the leads of one file, whose row exists.
    init(_ db: Database, file: Int64, importedAt: Instant) throws {
        self.db = db
        self.file = file
        self.importedAt = importedAt.milliseconds
        insert = try db.cachedStatement(sql: LeadRows.insertSQL)
        backdate = try db.cachedStatement(sql: LeadRows.backdateSQL)
    }

    private static let columns = [
        "id", "file", "offset", "length", "score", "mql_at", "first_imported_at", "handed_over_at",
        "opted_out",
        "touched", "search", "phone_reversed", "name", "email", "phone", "company", "title", "channel",
        "campaign",
    ]

    /// A lead that was imported before is handed over since then, unless its latest line says when.
    private static let insertSQL: String = {
        let places = columns.map { $0 == "touched" ? "0" : "?" }.joined(separator: ",")
        let kept: Set = ["id", "touched", "first_imported_at", "handed_over_at"]
        let updates = columns.filter { !kept.contains($0) }.map { "\($0) = excluded.\($0)" }
        let first = "min(first_imported_at, excluded.first_imported_at)"
        return """
            INSERT INTO leads(\(columns.joined(separator: ","))) VALUES(\(places))
            ON CONFLICT(id) DO UPDATE SET \(updates.joined(separator: ",")), first_imported_at = \(first),
            handed_over_at = coalesce(excluded.mql_at, \(first))
            WHERE (SELECT name FROM files WHERE files.id = excluded.file)
                > coalesce((SELECT name FROM files WHERE files.id = leads.file), '')
            """
    }()

    private static let backdateSQL = """
        UPDATE leads SET first_imported_at = min(first_imported_at, ?1),
            handed_over_at = coalesce(mql_at, min(first_imported_at, ?1))
        WHERE id = ?2 AND first_imported_at > ?1
        """

    func add(_ lead: ImportedLead, offset: Int64, length: Int) throws {
        let search = SearchText.folded(lead.name ?? "") + "\n" + SearchText.folded(lead.company ?? "")
        insert.setUncheckedArguments([
            lead.id, file, offset, length, lead.score, lead.mqlAt?.milliseconds, importedAt,
            lead.mqlAt?.milliseconds ?? importedAt, lead.asksNotToBeCalled ? 1 : 0, search,
            PhoneKey.reversed(lead.phone), lead.name, lead.email, lead.phone, lead.company, lead.title,
            lead.channel, lead.campaign,
        ])
        try insert.execute()
        // A lead of a later file stands already; then only the day it was first known may be an earlier one.
        if db.changesCount == 0 { try backdate.execute(arguments: [importedAt, lead.id]) }
    }

    /// Brings the leads in line with the calls and opt-outs, after leads were added.
    static func settle(_ db: Database) throws {
        try db.execute(
            sql: "UPDATE leads SET touched = 1 WHERE touched = 0 AND id IN (SELECT lead_id FROM states)")
        try settleOptOuts(db)
    }

    /// Marks the leads that somebody asked not to be called about on a call; one that the hand-off says so of stays
    /// marked whatever the calls say.
    static func settleOptOuts(_ db: Database) throws {
        let asked = """
            (id IN (SELECT value FROM opt_outs WHERE kind = \(OptOutKind.lead.rawValue))
            OR lower(email) IN (SELECT value FROM opt_outs WHERE kind = \(OptOutKind.email.rawValue))
            OR \(PhoneKey.optOutSQL("phone_reversed"))
                IN (SELECT value FROM opt_outs WHERE kind = \(OptOutKind.phone.rawValue)))
            """
        if try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM opt_outs)") == true {
            try db.execute(
                sql: "UPDATE leads SET opted_out = opted_out | 2 WHERE opted_out & 2 = 0 AND \(asked)")
        }
        try db.execute(
            sql: """
                UPDATE leads SET opted_out = opted_out & 1
                WHERE opted_out <> 0 AND opted_out & 2 AND coalesce(NOT \(asked), TRUE)
                """)
    }
}

/// What an opt-out holds for.
enum OptOutKind: Int {
    case lead = 0
    case email = 1
    case phone = 2
}

extension ImportedLead {
    init(_ lead: Lead, line: Int) {
        self.init(
            line: line, id: lead.id, name: lead.name, email: lead.email, phone: lead.phone,
            company: lead.company, title: lead.title, channel: lead.channel, campaign: lead.campaign,
            score: lead.score, mqlAt: lead.mqlAt, asksNotToBeCalled: lead.asksNotToBeCalled)
    }
}
