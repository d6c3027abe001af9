import GRDB
package import Qualification

extension WorkspaceIndex {
    /// The lead with an id, as its file has it, whatever the import could not place included; nil where there is none.
    ///
    /// Where the file is no longer as the index has it, all files are looked at once more.
    package func lead(id: String) throws(IndexError) -> Lead? {
        if let lead = try read(id) { return lead }
        guard try summary(id: id) != nil else { return nil }
        try refresh(thorough: true)
        return try read(id)
    }

    private func read(_ id: String) throws(IndexError) -> Lead? {
        let place = try repairing { () throws(IndexError) in
            try database.access { db in
                try Row.fetchOne(
                    db.cachedStatement(
                        sql: """
                            SELECT files.name, leads.offset, leads.length
                            FROM leads JOIN files ON files.id = leads.file WHERE leads.id = ?
                            """), arguments: [id])
            }
        }
        guard let place, let folder = try? Folder(workspace.leadsPath, in: workspace),
            let bytes = try? folder.read(place[0], offset: place[1], count: place[2]),
            let lead = try? bytes.withUnsafeBytes({ try Lead(jsonLine: $0) }), lead.id == id
        else { return nil }
        return lead
    }

    /// What the index knows of the lead with an id; nil where there is none.
    package func summary(id: String) throws(IndexError) -> LeadSummary? {
        try leads("WHERE id = ?", [id], limit: 1).first
    }

    /// Finds leads by what a rep types: an id, an e-mail, the last four or more digits of a phone number, or a part of
    /// a name or company.
    ///
    /// The first of these that fits anything decides; leads that fit come in order of their names, not more than
    /// `limit`.
    package func leads(matching text: String, limit: Int = 50) throws(IndexError) -> [LeadSummary] {
        let text = text.trimmed.asID
        guard !text.isEmpty else { return [] }
        for id in [text, text.lowercased()] {
            if let lead = try summary(id: id) { return [lead] }
        }
        let order = "ORDER BY search, id"
        if text.contains("@") {
            let found = try leads("WHERE lower(email) = lower(?) \(order)", [text], limit: limit)
            if !found.isEmpty { return found }
        }
        if let digits = PhoneKey.reversed(text), digits.utf8.count >= 4, text.isPhoneNumber {
            let range = "WHERE phone_reversed >= ? AND phone_reversed < ? \(order)"
            let found = try leads(range, [digits, "\(digits):"], limit: limit)
            if !found.isEmpty { return found }
        }
        return try leads("WHERE instr(search, ?) > 0 \(order)", [SearchText.folded(text)], limit: limit)
    }

    /// The call on which somebody asked not to be called again under this id, e-mail or phone number; nil where nobody
    /// did.
    package func optOut(
        leadID: String?, email: String?, phone: String?
    ) throws(IndexError) -> String? {
        try repairing { () throws(IndexError) in
            try database.access { db in
                try String.fetchOne(
                    db,
                    sql: """
                        SELECT min(call_id) FROM opt_outs
                        WHERE (kind = 0 AND value = ?) OR (kind = 1 AND value = lower(?))
                            OR (kind = 2 AND value = ?)
                        """,
                    arguments: [leadID, email, PhoneKey.optOut(phone)])
            }
        }
    }

    /// How many leads the book has.
    package func leadCount() throws(IndexError) -> Int {
        try repairing { () throws(IndexError) in
            try database.access { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM leads") ?? 0 }
        }
    }

    private func leads(
        _ condition: String, _ arguments: StatementArguments, limit: Int
    ) throws(IndexError) -> [LeadSummary] {
        try repairing { () throws(IndexError) in
            try database.access { db in
                let statement = try db.cachedStatement(
                    sql: "SELECT \(LeadSummary.columns) FROM leads \(condition) LIMIT ?")
                return try Row.fetchAll(statement, arguments: arguments + [limit]).map(LeadSummary.init)
            }
        }
    }
}

extension String {
    /// Whether there is nothing in it but digits and what stands between them.
    fileprivate var isPhoneNumber: Bool {
        utf8.allSatisfy { (0x30...0x39).contains($0) || " +()-./".utf8.contains($0) }
    }
}
