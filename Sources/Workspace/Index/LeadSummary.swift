import GRDB
package import Qualification

/// What the index knows of a lead.
package struct LeadSummary: Hashable, Sendable {
    package var id: String
    package var name: String?
    package var email: String?
    package var phone: String?
    package var company: String?
    package var title: String?
    package var channel: String?
    package var campaign: String?
    package var score: Int?
    package var mqlAt: Instant?
    /// The MQL date, or where the hand-off has none, the first import.
    package var handedOverAt: Instant
    /// The hand-off says so, or somebody did on a call.
    package var isOptedOut: Bool

    /// The first of name, company, e-mail and id that is known: what the lead is called on screen.
    package var displayName: String { name ?? company ?? email ?? id }

    /// The columns of table `leads` that a summary is made of.
    static let columns = [
        "id", "name", "email", "phone", "company", "title", "channel", "campaign", "score", "mql_at",
        "handed_over_at", "opted_out",
    ].map { "leads.\($0)" }.joined(separator: ", ")

    /// Reads a row that begins with `columns`.
    init(row: Row) {
        id = row[0]
        name = row[1]
        email = row[2]
        phone = row[3]
        company = row[4]
        title = row[5]
        channel = row[6]
        campaign = row[7]
        score = row[8]
        mqlAt = (row[9] as Int64?).map { Instant(milliseconds: $0) }
        handedOverAt = Instant(milliseconds: row[10])
        isOptedOut = row[11] as Int != 0
    }
}
