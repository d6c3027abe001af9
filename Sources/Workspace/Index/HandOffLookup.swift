import GRDB
package import Qualification

extension WorkspaceIndex {
    /// The SQLs that stand, oldest first, each with what the account executive said.
    ///
    /// One that a later verdict on the same lead superseded is none any more. People who were forgotten are left out,
    /// unless they are asked for.
    package func handOffs(
        settings: Settings, includingForgotten: Bool = false
    ) throws(IndexError) -> [(call: CallSummary, handOff: HandOff)] {
        let isForgotten = "calls.lead_id LIKE '\(Forgetting.pseudonymPrefix)%'"
        let forgotten = includingForgotten ? "" : "AND NOT \(isForgotten)"
        return try fetchHandOffs(
            "calls.verdict = 'sql' \(forgotten) AND \(WorkspaceIndex.standsSQL)", [], settings)
    }

    /// The hand-off of one call; nil where its verdict is no SQL.
    package func handOff(ofCall id: String, settings: Settings) throws(IndexError) -> HandOff? {
        try fetchHandOffs("calls.verdict = 'sql' AND calls.id = ?", [id], settings).first?.handOff
    }

    /// Whether no later verdict took the place of a call's.
    private static let standsSQL = """
        NOT EXISTS (
            SELECT 1 FROM calls AS later WHERE later.lead_id = calls.lead_id
            AND (later.started_at, later.id) > (calls.started_at, calls.id)
            AND later.verdict IN ('sql', 'disqualified', 'recycled', 'returned'))
        """

    private func fetchHandOffs(
        _ condition: String, _ arguments: StatementArguments, _ settings: Settings
    ) throws(IndexError) -> [(call: CallSummary, handOff: HandOff)] {
        let answers = HandOffRows.columns.split(separator: ", ").map { "acceptances.\($0)" }
        let calls = CallSummary.columns.map { "calls.\($0)" }
        let sql = """
            SELECT calls.id, \(calls.joined(separator: ", ")), \(answers.joined(separator: ", "))
            FROM calls LEFT JOIN acceptances ON acceptances.id = calls.id
            WHERE \(condition) ORDER BY calls.decided_at, calls.id
            """
        return try repairing { () throws(IndexError) in
            try database.access { db in
                try RowReader.all(db, sql: sql, arguments) { row in
                    let call = CallSummary(row)
                    let answer = HandOffRows.answer(row, at: Int32(CallSummary.columns.count) + 1)
                    return (
                        call,
                        HandOff(
                            call: call.id, leadID: call.leadID, rep: call.rep,
                            decidedAt: call.decidedAt ?? call.lastAt, answer: answer, settings: settings)
                    )
                }
            }
        }
    }
}
