package import Qualification

/// Something that a share is taken of, in any period: what findings and comparisons are about.
package enum Subject: Hashable, Sendable {
    /// Of the leads handed over, those that nobody called, or decided without, and that may be called.
    case neverCalled
    /// Of the leads called, those reached.
    case reached
    /// Of the leads reached, those that became SQL.
    case salesQualified
    /// Of the SQLs answered, those accepted.
    case accepted
    /// Of the leads of a channel that were worked, those that became SQL.
    case channel(String?)
    case campaign(String?)
    /// Of the leads with a verdict, those turned down for a reason.
    case reason(String)
    /// Of the leads with a verdict and a score from one to another, those that became SQL.
    case scores(from: Int, to: Int)
    /// Of the conversations in which an element was active, those that left it short of its bar.
    case element(String, checklist: String)
    /// Of the conversations in which a question was due, those that left it unanswered.
    case question(QuestionKey, checklist: String)
    /// Of the calls with a proposal, those overridden.
    case overridden
    /// Of the SQLs that a rep made against the proposal, and that were answered, those refused.
    case overridesRefused
    /// Of a rep's answered SQLs, those that came back for what was graded too high.
    case markedTooHigh(rep: String)
    /// Of what a promise of the SLA applies to and is over, what it was kept for.
    case promise(Promise)

    /// The report whose figures it is among.
    package var report: ReportKind {
        switch self {
        case .neverCalled, .reached, .salesQualified, .accepted, .channel, .campaign: .funnel
        case .reason: .reasons
        case .scores: .calibration
        case .element, .question: .friction
        case .overridden, .overridesRefused: .overrides
        case .markedTooHigh: .grading
        case .promise: .sla
        }
    }
}

extension Digest {
    package func share(of subject: Subject) -> Share {
        let total = funnel.total
        switch subject {
        case .neverCalled: return Share(total.leftAlone, of: total.leads)
        case .reached: return Share(total.reached, of: total.attempted)
        case .salesQualified: return Share(total.salesQualified, of: total.reached)
        case .accepted: return Share(total.accepted, of: total.accepted + total.rejected)
        case .channel(let name): return salesQualified(.channel, GroupKey(name))
        case .campaign(let name): return salesQualified(.campaign, GroupKey(name))
        case .reason(let code): return Share(reasons.all[code]?.count ?? 0, of: reasons.decided)
        case .scores(let from, let to): return salesQualified(from, to)
        case .element(let id, let checklist):
            return friction.sum(id, checklist).failed
        case .question(let key, let checklist):
            return friction.sum(key, checklist).unanswered
        case .overridden: return Share(overrides.total.overridden.calls, of: overrides.total.calls)
        case .overridesRefused: return overrides.total.overridden.rejections
        case .markedTooHigh(let rep): return (grading.reps[.name(rep)] ?? Grading.Tally()).markedTooHigh
        case .promise(let promise): return promises.total[promise].share
        }
    }

    private func salesQualified(_ dimension: Dimension, _ key: GroupKey) -> Share {
        let counts = funnel.groups[dimension]?[key] ?? Funnel.Counts()
        return Share(counts.salesQualified, of: counts.worked)
    }

    private func salesQualified(_ from: Int, _ to: Int) -> Share {
        var counts = Calibration.Counts()
        for (key, more) in calibration.scores {
            if case .score(let score) = key, from...max(from, to) ~= score { counts.add(more) }
        }
        return counts.share
    }

    /// The names of one dimension, those with the most leads first.
    func names(_ dimension: Dimension) -> [String?] { funnel.rows(by: dimension).map(\.name) }

    /// Elements that count and questions, of all checklists.
    var frictions: [Subject] {
        var subjects: Set<Subject> = []
        for (key, tally) in friction.checklists {
            for (id, tally) in tally.elements where tally.counts {
                subjects.insert(.element(id, checklist: key.name))
            }
            for question in tally.questions.keys {
                subjects.insert(.question(question, checklist: key.name))
            }
        }
        return subjects.map { ($0, share(of: $0)) }.sorted {
            ($1.1.fraction, "\($0.0)") < ($0.1.fraction, "\($1.0)")
        }
        .map(\.0)
    }

    /// False for a question whose element is no part of the decision.
    func isPartOfDecision(_ subject: Subject) -> Bool {
        guard case .question(let key, let checklist) = subject else { return true }
        let tallies = friction.checklists.filter { $0.key.name == checklist }
        return tallies.values.contains { $0.elements[key.element]?.counts ?? true }
    }
}
