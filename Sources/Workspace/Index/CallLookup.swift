import GRDB
package import Qualification

/// Which calls are wanted; what is nil does not matter.
package struct CallFilter: Hashable, Sendable {
    package var rep: String?
    package var verdict: Verdict?
    /// Without a sub-reason, those with any are meant as well.
    package var reason: ReasonReference?
    /// The id of a lead, or a part of an id, name, e-mail or company.
    package var lead: String?
    package var since: Instant?
    package var before: Instant?
    package var isOverridden: Bool?
    /// The id of an element that was not confirmed.
    package var missingElement: String?
    /// Calls without an outcome, or only those with one.
    package var isUnfinished: Bool?

    package init(
        rep: String? = nil, verdict: Verdict? = nil, reason: ReasonReference? = nil, lead: String? = nil,
        since: Instant? = nil, before: Instant? = nil, isOverridden: Bool? = nil,
        missingElement: String? = nil,
        isUnfinished: Bool? = nil
    ) {
        self.rep = rep
        self.verdict = verdict
        self.reason = reason
        self.lead = lead
        self.since = since
        self.before = before
        self.isOverridden = isOverridden
        self.missingElement = missingElement
        self.isUnfinished = isUnfinished
    }

    fileprivate var condition: (sql: String, arguments: StatementArguments) {
        var parts: [String] = []
        var arguments: StatementArguments = []
        func add(_ part: String, _ values: StatementArguments = []) {
            parts.append(part)
            arguments += values
        }
        if let rep { add("rep COLLATE NOCASE IN (?, ?)", StatementArguments(SearchText.spellings(rep))) }
        if let verdict { add("verdict = ?", [verdict.rawValue]) }
        if let reason {
            add("reason = ?", [reason.code])
            if let sub = reason.sub { add("sub = ?", [sub]) }
        }
        if let lead {
            add("(lead_id = ? OR instr(search, ?) > 0)", [lead, SearchText.folded(lead)])
        }
        // Ids begin with the second in which the call started.
        if let since { add("id >= ? AND started_at >= ?", [since.compact, since.milliseconds]) }
        if let before { add("started_at < ?", [before.milliseconds]) }
        if let isOverridden { add("overridden = ?", [isOverridden]) }
        if let missingElement { add("instr(missing_elements, ?) > 0", ["\n\(missingElement)\n"]) }
        if let isUnfinished { add(isUnfinished ? "verdict IS NULL" : "verdict IS NOT NULL") }
        return (parts.isEmpty ? "" : "WHERE \(parts.joined(separator: " AND "))", arguments)
    }
}

extension WorkspaceIndex {
    /// The calls that pass a filter, newest first.
    package func calls(
        _ filter: CallFilter = CallFilter(), limit: Int, offset: Int = 0
    ) throws(IndexError) -> [CallSummary] {
        let (condition, arguments) = filter.condition
        return try fetch(
            "\(CallSummary.selectSQL) \(condition) ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?",
            arguments + [limit, max(0, offset)])
    }

    /// How many calls pass a filter.
    package func callCount(_ filter: CallFilter = CallFilter()) throws(IndexError) -> Int {
        let (condition, arguments) = filter.condition
        return try repairing { () throws(IndexError) in
            try database.access { db in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM calls \(condition)", arguments: arguments)
                    ?? 0
            }
        }
    }

    /// The names of all reps who have calls.
    package func reps() throws(IndexError) -> [String] { try names("rep") }

    /// The names of all checklists that calls were made under.
    package func checklists() throws(IndexError) -> [String] { try names("checklist") }

    private func names(_ column: String) throws(IndexError) -> [String] {
        try repairing { () throws(IndexError) in
            try database.access { db in
                try String.fetchAll(db, sql: "SELECT DISTINCT \(column) FROM calls ORDER BY 1")
            }
        }
    }

    /// The call with an id; nil where there is none.
    package func call(id: String) throws(IndexError) -> CallSummary? {
        try fetch("\(CallSummary.selectSQL) WHERE id = ?", [id]).first
    }

    /// The calls whose ids begin with some text, newest first, for what a person types of an id.
    package func calls(idPrefix: String, limit: Int = 50) throws(IndexError) -> [CallSummary] {
        try fetch(
            "\(CallSummary.selectSQL) WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id DESC LIMIT ?2",
            [idPrefix, limit])
    }

    /// All calls with a lead, whether it is in the book or not.
    package func history(ofLead leadID: String) throws(IndexError) -> LeadCalls {
        try repairing { () throws(IndexError) in
            try database.access { db in
                LeadCalls(
                    calls: try CallSummary.ofLead(leadID, db),
                    rejections: try HandOffRows.rejections(ofLead: leadID, db))
            }
        }
    }

    private func fetch(
        _ sql: String, _ arguments: StatementArguments
    ) throws(IndexError) -> [CallSummary] {
        try repairing { () throws(IndexError) in
            try database.access { db in
                try RowReader.all(db, sql: sql, arguments, CallSummary.init)
            }
        }
    }
}
