package import Qualification

/// Feedback as rows of a spreadsheet, with a header.
package struct FeedbackTable: Hashable, Sendable {
    package var header: [String]
    package var rows: [[String]]
    /// Rows that had nothing the system could know the lead by, and are left out.
    package var unknowable = 0

    /// Plain columns; those of which nothing was asked for are left out.
    package init(_ rows: [FeedbackRow], including details: Set<Webhook.Detail>) {
        let columns = FeedbackColumn.allCases.filter { column in
            column.detail.map(details.contains) ?? true
        }
        header = columns.map(\.header)
        self.rows = rows.map { row in columns.map { $0.cell(of: row, including: details) } }
    }

    /// The columns and words that a CRM imports: a row for each lead, with what was decided last.
    package init(_ rows: [FeedbackRow], for profile: CRMProfile, names: CRMNames) {
        header = profile.header(reasonColumn: names.reasonColumn ?? CRMProfile.reasonColumn)
        self.rows = []
        for row in rows {
            let id = row.lead.flatMap { CRMKey.id(of: $0, in: profile) }
            let email = row.message.email
            guard profile.canKnow(id: id, email: email), !row.message.isForgotten else {
                unknowable += 1
                continue
            }
            let standing = row.standing
            let status =
                names.status[standing] ?? profile.status(of: standing, isUnreached: row.isUnreached)
            let stage = names.stage[standing] ?? profile.stage(of: standing)
            let why = [
                row.standing.isNo ? row.reason ?? "" : "", row.standing.isNo ? row.subReason ?? "" : "",
                row.revisitOn?.description ?? "",
            ]
            switch profile {
            case .hubSpot: self.rows.append([id ?? "", email ?? "", stage ?? "", status] + why)
            case .salesforce: self.rows.append([id ?? "", email ?? "", status] + why)
            case .marketo: self.rows.append([email ?? "", status, stage ?? ""] + why)
            }
        }
    }

    /// The table as CSV, in UTF-8 without a byte order mark, which some importers take for a part of the first header.
    package var csv: [UInt8] {
        var out: [UInt8] = []
        let writer = CSVWriter()
        writer.append(header, to: &out)
        for row in rows { writer.append(row, to: &out) }
        return out
    }
}

extension LeadStanding {
    /// Whether somebody said no, and a reason is owed.
    fileprivate var isNo: Bool {
        switch self {
        case .salesQualified, .accepted: false
        case .rejected, .disqualified, .recycled, .returned: true
        }
    }
}

extension FeedbackRow {
    fileprivate var isUnreached: Bool { word == nil && verdict?.reason?.code == "unreachable" }
}

extension CRMProfile {
    /// What the column with the reason is called where the team has no name of its own for it.
    static let reasonColumn = "Disqualification Reason"

    fileprivate func header(reasonColumn: String) -> [String] {
        let why = [reasonColumn, "Disqualification Detail", "Revisit Date"]
        return switch self {
        case .hubSpot: ["Record ID", "Email", "Lifecycle Stage", "Lead Status"] + why
        case .salesforce: ["Lead ID", "Email", "Lead Status"] + why
        case .marketo: ["Email Address", "Lead Status", "Revenue Stage"] + why
        }
    }

    /// Whether the system finds the lead again: its list import in Marketo goes by the e-mail address alone.
    fileprivate func canKnow(id: String?, email: String?) -> Bool {
        self == .marketo ? email != nil : id != nil || email != nil
    }

    /// The status, in the words that the system comes with.
    ///
    /// HubSpot's are the internal names of its default options, Salesforce's the values of its default list.
    func status(of standing: LeadStanding, isUnreached: Bool) -> String {
        switch (self, standing) {
        case (.hubSpot, .salesQualified): "IN_PROGRESS"
        case (.hubSpot, .accepted): "OPEN_DEAL"
        case (.hubSpot, .rejected): "OPEN"
        case (.hubSpot, .recycled): isUnreached ? "ATTEMPTED_TO_CONTACT" : "BAD_TIMING"
        case (.hubSpot, .disqualified), (.hubSpot, .returned): "UNQUALIFIED"
        case (.salesforce, .salesQualified), (.salesforce, .accepted), (.marketo, .salesQualified),
            (.marketo, .accepted):
            "Qualified"
        case (.salesforce, .rejected), (.marketo, .rejected): "Working"
        case (.salesforce, .recycled), (.marketo, .recycled): "Nurturing"
        case (.salesforce, .disqualified), (.salesforce, .returned), (.marketo, .disqualified),
            (.marketo, .returned):
            "Unqualified"
        }
    }

    /// The lifecycle stage; nil leaves it as it is, as a lead handed over by mistake should be left.
    func stage(of standing: LeadStanding) -> String? {
        switch (self, standing) {
        case (.hubSpot, .salesQualified), (.hubSpot, .accepted): "salesqualifiedlead"
        case (.hubSpot, .rejected): "marketingqualifiedlead"
        case (.hubSpot, .recycled): "lead"
        case (.hubSpot, .disqualified): "other"
        case (.marketo, .salesQualified): "SQL"
        case (.marketo, .accepted): "SAL"
        case (.marketo, .rejected): "MQL"
        case (.marketo, .recycled): "Recycled"
        case (.marketo, .disqualified): "Disqualified"
        case (_, .returned), (.salesforce, _): nil
        }
    }
}
