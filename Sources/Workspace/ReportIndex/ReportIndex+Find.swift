import GRDB
package import Qualification

/// Which lines are wanted; what is nil does not matter.
package struct LineFilter: Hashable, Sendable {
    package var rep: String?
    package var verdict: Verdict?
    /// The id of a lead, or a part of an id, name, e-mail or company.
    package var lead: String?
    package var since: Instant?
    package var before: Instant?

    package init(
        rep: String? = nil, verdict: Verdict? = nil, lead: String? = nil, since: Instant? = nil,
        before: Instant? = nil
    ) {
        self.rep = rep
        self.verdict = verdict
        self.lead = lead
        self.since = since
        self.before = before
    }

    fileprivate var condition: (sql: String, arguments: StatementArguments) {
        var (sql, arguments): (String, StatementArguments) = ("", [])
        func add(_ part: String, _ values: StatementArguments) {
            sql += " AND \(part)"
            arguments += values
        }
        let numbers = "(SELECT number FROM names WHERE name"
        if let rep {
            add(
                "calls.rep IN \(numbers) COLLATE NOCASE IN (?, ?))",
                StatementArguments(SearchText.spellings(rep)))
        }
        if let verdict { add("calls.verdict IN \(numbers) = ?)", [verdict.rawValue]) }
        if let lead {
            add("(calls.lead_id = ? OR instr(calls.lead_search, ?) > 0)", [lead, SearchText.folded(lead)])
        }
        if let since { add("calls.started_at >= ?", [since.milliseconds]) }
        if let before { add("calls.started_at < ?", [before.milliseconds]) }
        return (sql, arguments)
    }
}

/// A line in which all that was looked for stands.
package struct FoundLine: Hashable, Sendable {
    package var line: CallLine
    package var call: String
    package var startedAt: Instant
    package var utcOffset: UTCOffset
    package var rep: String
    package var verdict: Verdict?
    package var leadID: String
    package var leadName: String?
    package var leadEmail: String?
    package var leadCompany: String?
    /// Where in the text the words stand, in UTF-8, in order.
    package var places: [Range<Int>]

    /// What the lead is called on screen.
    package var leadDisplayName: String { leadName ?? leadCompany ?? leadEmail ?? leadID }
}

/// What a search came to.
package struct FoundLines: Hashable, Sendable {
    /// The best first.
    package var lines: [FoundLine]
    /// How many lines were compared with each other.
    package var count: Int
    /// Whether older lines that fit were left out of the comparison.
    package var isCutShort: Bool
}

extension ReportIndex {
    /// So many of the newest lines that fit are compared with each other: who looks for a word that stands everywhere
    /// does not wait for all of them.
    package static let mostCompared = 2_000

    /// Finds lines, the best first (BM25: the rarer the words in all lines, and the shorter the line, the better), and of
    /// equals the newest.
    ///
    /// What is found still stands there: where the file of a call was edited in place, its folder is read again first.
    package func find(
        _ query: SearchQuery, _ filter: LineFilter = LineFilter(), limit: Int
    ) throws(IndexError) -> FoundLines {
        let found = try search(query, filter, limit: limit)
        let suspects = try folders(ofChanged: Set(found.lines.map(\.call)))
        guard !suspects.isEmpty else { return found }
        _ = try refresh(FolderLooks(suspecting: suspects), Watcher())
        return try search(query, filter, limit: limit)
    }

    /// The folders of those calls whose files are not as they were when they were read.
    private func folders(ofChanged calls: Set<String>) throws(IndexError) -> Set<String> {
        try database.access { db in
            var folders: Set<String> = []
            for call in calls {
                guard let month = CallID.month(of: call) else { continue }
                let row = try RowReader(
                    db, sql: "SELECT bytes, modified FROM calls WHERE id = ?", [call], isCached: true)
                let path = "\(workspace.transcriptsPath)/\(month)/\(call).json"
                let status = try? FileStatus.of(path, followingLinks: false)
                guard try row.next(), status?.bytes == row.number(0), status?.changed == row.number(1) else {
                    folders.insert("\(ReportRefresh.transcripts)/\(month)")
                    continue
                }
            }
            return folders
        }
    }

    private func search(
        _ query: SearchQuery, _ filter: LineFilter, limit: Int
    ) throws(IndexError) -> FoundLines {
        let (condition, more) = filter.condition
        let join = condition.isEmpty ? "" : "CROSS JOIN calls ON calls.number = found.rowid >> \(lineBits)"
        return try repairing { () throws(IndexError) in
            try database.access { db in
                let hits = try RowReader(
                    db,
                    sql: """
                        SELECT found.rowid, bm25(found) FROM found \(join) WHERE found MATCH ?\(condition)
                        ORDER BY found.rowid DESC LIMIT \(ReportIndex.mostCompared + 1)
                        """, [query.match] + more)
                var scores: [(number: Int64, score: Double)] = []
                while try hits.next() {
                    scores.append((hits.number(0) ?? 0, hits.double(1)))
                }
                let isCutShort = scores.count > ReportIndex.mostCompared
                if isCutShort { scores.removeLast() }
                let best = scores.sorted { ($0.score, $1.number) < ($1.score, $0.number) }.prefix(limit)
                return FoundLines(
                    lines: try best.compactMap { try line($0.number, query, db) }, count: scores.count,
                    isCutShort: isCutShort)
            }
        }
    }

    private var lineBits: Int64 { ReportSchema.lineBits }

    private func line(_ number: Int64, _ query: SearchQuery, _ db: Database) throws -> FoundLine? {
        let row = try RowReader(
            db,
            sql: """
                SELECT lines.kind, names.name, lines.text, calls.id, calls.started_at, calls.utc_offset,
                    reps.name, verdicts.name, calls.lead_id, calls.lead_name, calls.lead_email,
                    calls.lead_company
                FROM lines JOIN calls ON calls.number = lines.number >> \(lineBits)
                LEFT JOIN names ON names.number = lines.question
                LEFT JOIN names AS reps ON reps.number = calls.rep
                LEFT JOIN names AS verdicts ON verdicts.number = calls.verdict
                WHERE lines.number = ?
                """, [number])
        guard try row.next(), let text = row.text(2), let call = row.text(3), let rep = row.text(6),
            let lead = row.text(8)
        else { return nil }
        let line = CallLine(
            kind: CallLine.Kind(rawValue: Int(row.number(0) ?? 0)) ?? .note,
            question: row.text(1).flatMap { QuestionKey($0) }, text: text)
        return FoundLine(
            line: line, call: call, startedAt: Instant(milliseconds: row.number(4) ?? 0),
            utcOffset: UTCOffset(minutes: Int(row.number(5) ?? 0)), rep: rep,
            verdict: row.text(7).flatMap { Verdict(rawValue: $0) }, leadID: lead, leadName: row.text(9),
            leadEmail: row.text(10), leadCompany: row.text(11), places: query.places(in: text))
    }
}
