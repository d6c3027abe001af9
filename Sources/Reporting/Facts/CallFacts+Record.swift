package import Qualification

extension CallFacts {
    /// The facts of a call as its record tells them.
    ///
    /// `rules` are those of the checklist that the call was made under; where its text is lost, nobody can say which
    /// questions were skipped.
    package init(_ record: CallRecord, rules: Rulebook?) {
        let outcome = record.outcome
        self.init(
            id: record.id, leadID: record.lead.id, rep: record.rep, channel: record.lead.channel,
            campaign: record.lead.campaign, score: record.lead.score, mqlAt: record.lead.mqlAt,
            startedAt: record.startedAt, connectedAt: record.connectedAt, endedAt: record.endedAt,
            utcOffset: record.utcOffset, checklist: record.checklist.name,
            checklistVersion: record.checklist.version, verdict: outcome?.verdict,
            proposed: outcome?.proposed, isOverridden: outcome?.override != nil,
            reason: outcome?.reason.map { ReasonReference(code: $0.code, sub: $0.sub) },
            disposition: outcome?.attempt?.disposition, decidedAt: outcome?.decidedAt,
            continues: record.continues, supersedes: outcome?.supersedes,
            elements: (outcome?.elements ?? []).map { state in
                ElementFacts(
                    id: state.id, grade: state.grade, bar: state.bar, state: state.state,
                    counts: rules?.checklist.element(state.id)?.counts ?? true)
            })
        questions = CallFacts.questions(of: record, isConversation: isConversation, rules: rules)
    }

    private static func questions(
        of record: CallRecord, isConversation: Bool, rules: Rulebook?
    ) -> [QuestionFacts] {
        guard isConversation || !record.entries.isEmpty else { return [] }
        let standing = Standing.standingEntries(of: record.entries)
        let answers = Standing(of: record.entries).answers
        let active = isConversation ? rules?.activeQuestions(answers) ?? [] : []
        var times: [QuestionKey: Int64] = [:]
        var answered: Set<QuestionKey> = []
        var dodged: Set<QuestionKey> = []
        let kept = Set(standing.map(\.seq))
        var before = record.connectedAt ?? record.startedAt
        for entry in record.entries.sorted(by: { $0.seq < $1.seq }) where entry.from == nil {
            if let key = entry.kind.question, kept.contains(entry.seq) {
                // A clock that was put back takes no time away.
                times[key, default: 0] += max(0, entry.at.milliseconds - before.milliseconds)
                switch entry.kind {
                case .answer, .quote: answered.insert(key)
                case .dodged: dodged.insert(key)
                default: break
                }
            }
            before = max(before, entry.at)
        }
        let known = rules?.checklist.questions.map(\.key) ?? []
        let asked = answered.union(dodged)
        let strangers = asked.subtracting(known).sorted { "\($0)" < "\($1)" }
        return (known + strangers).compactMap { key in
            let isAsked = asked.contains(key)
            let isSkipped = !isAsked && active.contains(key) && answers[key] == nil
            guard isAsked || isSkipped else { return nil }
            return QuestionFacts(
                key: key, isAsked: isAsked, isDodged: isAsked && !answered.contains(key),
                isSkipped: isSkipped, milliseconds: isAsked ? times[key] : nil,
                grade: answers[key]?.grade ?? .none, isAgainst: answers[key]?.isAgainst ?? false)
        }
    }
}
