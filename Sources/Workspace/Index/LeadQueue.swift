import GRDB
package import Qualification

/// A lead that is to be called, and why.
package struct QueuedLead: Hashable, Sendable {
    package enum Due: String, CaseIterable, Sendable {
        /// A call was promised for this time or day.
        case callBack = "call-back"
        /// An SQL that an account executive refused; the time is when they did, or when it was last called since.
        case handedBack = "handed-back"
        /// Nobody has called yet; the time is the end of the SLA's first-touch time.
        case firstTouch = "first-touch"
        /// Nobody was reached; the time is the end of the rest.
        case retry
        /// Spoken to, and not decided.
        case incomplete
        /// Recycled, and the day to come back has come.
        case recycled
    }

    package var lead: LeadSummary
    package var due: Due
    /// Since when, or from when on, the lead may be called; of `firstTouch`, until when it should be.
    package var dueAt: Instant
    /// The time has not come: the lead rests, or a later day was promised.
    package var isWaiting: Bool
    package var attempts: Int
    package var lastCall: String?
    /// What the account executive said who handed it back.
    package var rejection: Acceptance.Word?
}

/// How many leads there are of each sort.
package struct QueueCounts: Hashable, Sendable {
    package var callBacks = 0
    package var handedBack = 0
    package var firstTouches = 0
    /// Leads to try again or to go on with, and recycled ones whose day has come.
    package var others = 0
    /// Leads that are due and asked not to be called, of any sort.
    package var optedOut = 0
    /// Leads that rest, or that a later day was promised.
    package var waiting = 0

    package init() {}

    /// Leads that are due.
    package var due: Int { callBacks + handedBack + firstTouches + others + optedOut }
}

extension WorkspaceIndex {
    /// Whom to call, in the order to call them.
    ///
    /// First the promised calls whose time has come, the oldest promise first; then SQLs that an account executive
    /// handed back, while the buyer remembers; then the leads that nobody has called, by what is left of the SLA's time
    /// to first touch, and of those due at the same moment, such as all of a night, by score; then the others by score:
    /// those tried who have rested, those not decided, and recycled ones whose day has come. Leads with any other
    /// standing verdict are out. After all of these come leads that asked not to be called, in the same order, and with
    /// `includingWaiting` those whose time has not come, the next one first.
    package func queue(
        at now: Instant, serviceLevel: ServiceLevel, time: BusinessTime = BusinessTime(),
        includingWaiting: Bool = false, limit: Int, offset: Int = 0
    ) throws(IndexError) -> [QueuedLead] {
        try repairing { () throws(IndexError) in
            try database.access { db in
                let query = QueueQuery(db, now, serviceLevel, time)
                var rows: [QueuedLead] = []
                var skip = max(0, offset)
                for section in QueueQuery.Section.allCases where includingWaiting || section != .waiting {
                    guard rows.count < limit else { break }
                    let found = try query.rows(section, limit: limit - rows.count, offset: skip)
                    rows += found
                    skip = found.isEmpty && skip > 0 ? max(0, skip - (try query.count(section))) : 0
                }
                return rows
            }
        }
    }

    /// How long the queue is.
    package func queueCounts(
        at now: Instant, serviceLevel: ServiceLevel, time: BusinessTime = BusinessTime()
    ) throws(IndexError) -> QueueCounts {
        try repairing { () throws(IndexError) in
            try database.access { db in
                let query = QueueQuery(db, now, serviceLevel, time)
                var counts = QueueCounts()
                counts.callBacks = try query.count(.callBacks)
                counts.handedBack = try query.count(.handedBack)
                counts.firstTouches = try query.count(.firstTouches)
                counts.others = try query.count(.others)
                counts.optedOut = try query.count(.optedOut)
                counts.waiting = try query.count(.waiting)
                return counts
            }
        }
    }

    /// Where one lead stands in the queue; nil for one that is not in the book, or not to be called any more.
    package func queued(
        leadID: String, at now: Instant, serviceLevel: ServiceLevel, time: BusinessTime = BusinessTime()
    ) throws(IndexError) -> QueuedLead? {
        try repairing { () throws(IndexError) in
            try database.access { db in try QueueQuery(db, now, serviceLevel, time).row(leadID: leadID) }
        }
    }
}

/// The queue in SQL, one statement for each of its sections.
private struct QueueQuery {
    enum Section: CaseIterable {
        case callBacks, handedBack, firstTouches, others, optedOut, waiting
    }

    private let db: Database
    private let level: ServiceLevel
    private let time: BusinessTime
    private let arguments: StatementArguments

    init(_ db: Database, _ now: Instant, _ level: ServiceLevel, _ time: BusinessTime) {
        self.db = db
        self.level = level
        self.time = time
        arguments = [
            "now": now.milliseconds, "gap": Int64(level.gapHours) * 3_600_000,
        ]
    }

    /// Until when a lead that was called is left alone; null is for ever.
    private static let dueAt = """
        CASE WHEN states.promised_at IS NOT NULL THEN states.promised_at
        WHEN states.stage = 3 THEN max(states.revisit_at, coalesce(states.rests_from + :gap, states.revisit_at))
        WHEN states.stage < 3 THEN coalesce(states.rests_from + :gap, states.last_at) END
        """

    /// The cross join says which table is to be gone through: the smaller one.
    private static let called = "FROM states CROSS JOIN leads ON leads.id = states.lead_id"
    private static let untouched = "FROM leads WHERE touched = 0"
    private static let anyLead = "FROM leads LEFT JOIN states ON states.lead_id = leads.id"
    private static let anyDueAt = "coalesce(\(dueAt), CASE WHEN touched = 0 THEN handed_over_at END)"
    /// A first touch is due at once; its time is when it is late.
    private static let isDue = "(touched = 0 OR \(dueAt) <= :now)"

    private func from(_ section: Section) -> (from: String, order: String) {
        switch section {
        case .callBacks:
            (
                "\(QueueQuery.called) WHERE promised_at <= :now AND stage < 4 AND opted_out = 0",
                "promised_at, leads.id"
            )
        case .handedBack:
            (
                """
                \(QueueQuery.called) WHERE promised_at IS NULL AND stage = 0 AND opted_out = 0
                    AND \(QueueQuery.dueAt) <= :now
                """, "due_at, leads.id"
            )
        case .firstTouches:
            ("\(QueueQuery.untouched) AND opted_out = 0", "handed_over_at, score DESC, id")
        case .others:
            (
                """
                \(QueueQuery.called) WHERE promised_at IS NULL AND stage BETWEEN 1 AND 3 AND opted_out = 0
                    AND \(QueueQuery.dueAt) <= :now
                """, "score DESC, handed_over_at, leads.id"
            )
        case .optedOut:
            (
                "\(QueueQuery.anyLead) WHERE opted_out <> 0 AND \(QueueQuery.isDue)",
                """
                CASE WHEN promised_at IS NOT NULL THEN 0 WHEN touched = 0 THEN 1 ELSE 2 END, promised_at,
                CASE WHEN touched = 0 THEN handed_over_at END, score DESC, handed_over_at, leads.id
                """
            )
        case .waiting:
            ("\(QueueQuery.called) WHERE stage < 4 AND \(QueueQuery.dueAt) > :now", "due_at, leads.id")
        }
    }

    private func columns(_ section: Section) -> String {
        switch section {
        case .firstTouches: "NULL, NULL, handed_over_at AS due_at, 0, NULL"
        case .optedOut: QueueQuery.stateColumns(QueueQuery.anyDueAt)
        default: QueueQuery.stateColumns(QueueQuery.dueAt)
        }
    }

    private static func stateColumns(_ dueAt: String) -> String {
        "stage, promised_at, \(dueAt) AS due_at, coalesce(attempts, 0), last_call"
    }

    func rows(_ section: Section, limit: Int, offset: Int) throws -> [QueuedLead] {
        if section == .firstTouches, time.hours != nil {
            return try firstTouches(limit: limit, offset: offset)
        }
        let (from, order) = from(section)
        let sql = """
            SELECT \(LeadSummary.columns), \(columns(section)) \(from) ORDER BY \(order)
            LIMIT \(limit) OFFSET \(offset)
            """
        return try fetch(sql).map { try row($0, isWaiting: section == .waiting) }
    }

    /// The days and the nights of business time in turn.
    ///
    /// The order of the hand-offs is that in which they are due, but for those made while nobody works: they are due
    /// together.
    private func firstTouches(limit: Int, offset: Int) throws -> [QueuedLead] {
        let from = from(.firstTouches).from
        func number(_ sql: String, _ more: StatementArguments = [:]) throws -> Int64? {
            try fetch(sql, more: more).first?[0]
        }
        var next = try number(
            "SELECT handed_over_at \(from) ORDER BY handed_over_at LIMIT 1 OFFSET \(offset)")
        var skipped: Int64?
        var rows: [QueuedLead] = []
        while rows.count < limit, let start = next.map(Instant.init(milliseconds:)) {
            let standstill = time.standstill(around: start)
            // The moments at which the clock stops and goes on are the standstill's.
            let first = standstill?.lowerBound ?? start
            let last = standstill?.upperBound ?? time.stop(after: start).adding(milliseconds: -1)
            let span: StatementArguments = [
                "first": first.milliseconds, "last": max(start, last).milliseconds,
            ]
            let before =
                try skipped ?? number(
                    "SELECT count(*) \(from) AND handed_over_at < :first", ["first": first.milliseconds]) ?? 0
            let order =
                standstill == nil ? "handed_over_at, score DESC, id" : "score DESC, handed_over_at, id"
            let sql = """
                SELECT \(LeadSummary.columns), \(columns(.firstTouches)) \(from)
                AND handed_over_at BETWEEN :first AND :last ORDER BY \(order)
                LIMIT \(limit - rows.count) OFFSET \(max(0, Int64(offset) - before))
                """
            rows += try fetch(sql, more: span).map { try row($0, isWaiting: false) }
            // Only the first stretch has rows that were on an earlier page.
            skipped = Int64(offset)
            next = try number(
                "SELECT handed_over_at \(from) AND handed_over_at > :last ORDER BY handed_over_at LIMIT 1",
                ["last": max(start, last).milliseconds])
        }
        return rows
    }

    func count(_ section: Section) throws -> Int {
        try fetch("SELECT count(*) \(from(section).from)").first?[0] ?? 0
    }

    func row(leadID: String) throws -> QueuedLead? {
        let sql = """
            SELECT \(LeadSummary.columns), \(QueueQuery.stateColumns(QueueQuery.anyDueAt)), \(QueueQuery.isDue)
            \(QueueQuery.anyLead) WHERE leads.id = :lead
            """
        guard let found = try fetch(sql, more: ["lead": leadID]).first, !found.hasNull(atIndex: 14) else {
            return nil
        }
        return try row(found, isWaiting: found[17] as Int == 0)
    }

    /// Only what the statement names may be passed to it.
    private func fetch(_ sql: String, more: StatementArguments = [:]) throws -> [Row] {
        let statement = try db.makeStatement(sql: sql)
        statement.setUncheckedArguments(arguments + more)
        return try Row.fetchAll(statement)
    }

    private func row(_ row: Row, isWaiting: Bool) throws -> QueuedLead {
        let lead = LeadSummary(row: row)
        let due: QueuedLead.Due =
            switch (row[12] as Int?).map(LeadState.Stage.init(rawValue:)) {
            case nil: .firstTouch
            case _ where row.hasNull(atIndex: 13) == false: .callBack
            case .handedBack: .handedBack
            case .incomplete: .incomplete
            case .recycled: .recycled
            default: .retry
            }
        // Business hours are none of SQL's business: what it orders by is when they began to count.
        let dueAt =
            due == .firstTouch
            ? time.adding(hours: level.firstTouchHours, to: lead.handedOverAt)
            : Instant(milliseconds: row[14])
        return QueuedLead(
            lead: lead, due: due, dueAt: dueAt, isWaiting: isWaiting, attempts: row[15], lastCall: row[16],
            rejection: try rejection(row))
    }

    private func rejection(_ row: Row) throws -> Acceptance.Word? {
        guard row[12] as Int? == LeadState.Stage.handedBack.rawValue else { return nil }
        let calls = LeadCalls(
            calls: try CallSummary.ofLead(row[0], db),
            rejections: try HandOffRows.rejections(ofLead: row[0], db))
        return calls.rejection
    }
}
