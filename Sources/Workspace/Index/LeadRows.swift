import GRDB
import Qualification

/// Puts leads into the index; of the same lead in several files the one in the file with the greatest name counts.
struct LeadRows {
    private let insert: RowWriter
    private let backdate: Statement
    private let db: Database
    private let file: Int64
    private let importedAt: Int64
    private let optOuts: OptOuts

    /// Prepares for the leads of one file, whose row exists.
    init(_ db: Database, file: Int64, importedAt: Instant) throws {
        self.db = db
        self.file = file
        self.importedAt = importedAt.milliseconds
        optOuts = try OptOuts(db)
        insert = try RowWriter(db, sql: LeadRows.insertSQL)
        backdate = try db.cachedStatement(sql: LeadRows.backdateSQL)
    }

    /// In the order of their places in the statement; `touched` is worked out by it.
    private static let columns = [
        "id", "file", "offset", "length", "score", "mql_at", "first_imported_at", "handed_over_at",
        "opted_out",
        "touched", "search", "phone_reversed", "name", "email", "phone", "company", "title", "channel",
        "campaign", "acted",
    ]

    /// A lead that was imported before is handed over since then, unless its latest line says when.
    private static let insertSQL: String = {
        let places = columns.enumerated().map { index, column in
            column == "touched" ? "EXISTS (SELECT 1 FROM states WHERE lead_id = ?1)" : "?\(index + 1)"
        }
        let kept: Set = ["id", "touched", "first_imported_at", "handed_over_at"]
        let updates = columns.filter { !kept.contains($0) }.map { "\($0) = excluded.\($0)" }
        let first = "min(first_imported_at, excluded.first_imported_at)"
        return """
            INSERT INTO leads(\(columns.joined(separator: ","))) VALUES(\(places.joined(separator: ",")))
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
        let optedOut = (lead.asksNotToBeCalled ? 1 : 0) | (optOuts.hold(for: lead) ? 2 : 0)
        insert.set(1, lead.id)
        insert.set(2, file)
        insert.set(3, offset)
        insert.set(4, Int64(length))
        insert.set(5, lead.score.map(Int64.init))
        insert.set(6, lead.mqlAt?.milliseconds)
        insert.set(7, importedAt)
        insert.set(8, lead.mqlAt?.milliseconds ?? importedAt)
        insert.set(9, Int64(optedOut))
        insert.set(11) { SearchText.append(lead.name, lead.company, to: &$0) }
        if let phone = lead.phone, PhoneKey.hasDigits(phone) {
            insert.set(12) { PhoneKey.append(reversed: phone, to: &$0) }
        }
        insert.set(13, lead.name)
        insert.set(14, lead.email)
        insert.set(15, lead.phone)
        insert.set(16, lead.company)
        insert.set(17, lead.title)
        insert.set(18, lead.channel)
        insert.set(19, lead.campaign)
        insert.set(20, lead.acted)
        // A lead of a later file stands already; then only the day it was first known may be an earlier one.
        if try insert.write() == 0 { try backdate.execute(arguments: [importedAt, lead.id]) }
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

/// All opt-outs of calls, at hand for a mass of leads.
private struct OptOuts {
    private var values: [Int: Set<String>] = [:]

    init(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT kind, value FROM opt_outs") {
            values[row[0], default: []].insert(row[1])
        }
    }

    func hold(for lead: ImportedLead) -> Bool {
        if values.isEmpty { return false }
        return holds(.lead, lead.id) || holds(.email, lead.email.map(SearchText.lowered))
            || holds(.phone, PhoneKey.optOut(lead.phone))
    }

    private func holds(_ kind: OptOutKind, _ value: String?) -> Bool {
        guard let value else { return false }
        return values[kind.rawValue]?.contains(value) == true
    }
}

extension ImportedLead {
    init(_ lead: Lead, line: Int) {
        self.init(
            line: line, id: lead.id, name: lead.name, email: lead.email, phone: lead.phone,
            company: lead.company, title: lead.title, channel: lead.channel, campaign: lead.campaign,
            score: lead.score, mqlAt: lead.mqlAt, asksNotToBeCalled: lead.asksNotToBeCalled,
            acted: LeadAct(lead)?.text)
    }
}
