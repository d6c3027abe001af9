import Qualification

/// Something that the figures say has to change.
package struct Finding: Hashable, Sendable {
    package var subject: Subject
    /// How many leads, SQLs or conversations it concerns.
    package var concern: Int
    /// What was found, as a sentence.
    package var headline: String
    /// What could be changed, without a full stop, so that it can be put as a question.
    package var change: String

    /// Who has to change it.
    package var owner: Owner { subject.owner }

    package enum Owner: CaseIterable, Sendable {
        case marketing, sales, accountExecutives
        /// Both sides: it is their definition of an SQL.
        case checklist
    }

    /// Leads before SQLs before conversations, and of each the most first.
    static func isBefore(_ a: Finding, _ b: Finding) -> Bool {
        (a.subject.unit.rawValue, b.concern, a.headline) < (b.subject.unit.rawValue, a.concern, b.headline)
    }
}

extension Subject {
    /// What there are so many of.
    fileprivate enum Unit: Int {
        case leads, salesQualified, conversations
    }

    fileprivate var unit: Unit {
        switch self {
        case .neverCalled, .reached, .salesQualified, .channel, .campaign, .reason, .scores: .leads
        case .promise(.answer): .salesQualified
        case .promise: .leads
        case .accepted, .overridesRefused, .markedTooHigh: .salesQualified
        case .element, .question, .overridden: .conversations
        }
    }
}

extension Subject {
    fileprivate var owner: Finding.Owner {
        switch self {
        case .channel, .campaign, .reason, .scores: .marketing
        case .neverCalled, .reached, .salesQualified, .accepted, .overridesRefused, .overridden,
            .markedTooHigh:
            .sales
        case .element, .question: .checklist
        case .promise(let promise):
            switch promise.side {
            case .marketing: .marketing
            case .sales: .sales
            case .accountExecutive: .accountExecutives
            }
        }
    }
}

extension Digest {
    /// What the figures say has to change: what concerns most leads first, then SQLs, then conversations.
    ///
    /// Only what the counts support: a dozen at the least, and where one is set against others, intervals that do not
    /// overlap.
    package var findings: [Finding] {
        let all =
            [
                neverCalled, weakest(.channel), weakest(.campaign), threshold, topReason,
                worst(isElement: true), worst(isElement: false), overridesRefused, markedTooHigh,
            ] + [.marketing, .sales, .accountExecutive].map(leastKept)
        return all.compactMap(\.self).sorted(by: Finding.isBefore)
    }

    private var neverCalled: Finding? {
        let share = share(of: .neverCalled)
        // One in twenty.
        guard share.percent != nil, share.count * 20 >= share.of else { return nil }
        return .neverCalled(share)
    }

    private func weakest(_ dimension: Dimension) -> Finding? {
        weak(dimension).first { weak in
            dimension != .campaign
                || !self.weak(.channel).contains { funnel.isMostly(weak.name, of: $0.name) }
        }
        .map { .weak(dimension, $0.name, $0.own, $0.others) }
    }

    /// Those whose leads become SQL more seldom than the others', the ones with the most leads first.
    ///
    /// Leads that nobody called say nothing about where they came from.
    private func weak(_ dimension: Dimension) -> [(name: String, own: Share, others: Share)] {
        let total = funnel.total
        return funnel.rows(by: dimension).compactMap { row in
            guard let name = row.name else { return nil }
            let own = Share(row.value.salesQualified, of: row.value.worked)
            let others = Share(total.salesQualified - own.count, of: total.worked - own.of)
            guard Share.tell(own, others), own.fraction < others.fraction else { return nil }
            return (name, own, others)
        }
    }

    /// The scores between the threshold that is set and the one that separates best.
    private var threshold: Finding? {
        guard let set = scope.threshold, let best = calibration.best, best.isTelling, best.threshold != set
        else { return nil }
        let (low, high) = (min(set, best.threshold), max(set, best.threshold))
        let subject = Subject.scores(from: low, to: high - 1)
        let between = share(of: subject)
        guard between.percent != nil else { return nil }
        return .threshold(set: set, best: best, between: between, subject)
    }

    private var topReason: Finding? {
        guard reasons.turnedDown >= Share.fewestForPercent, let top = Reasons.steps(reasons.all).first else {
            return nil
        }
        return .reason(
            top.code, share(of: .reason(top.code)), scope.reasons.reason(top.code))
    }

    private func worst(isElement: Bool) -> Finding? {
        for subject in frictions where isPartOfDecision(subject) {
            let share = share(of: subject)
            guard share.percent != nil, share.count > 0 else { continue }
            switch subject {
            case .element(let id, let checklist) where isElement:
                return .element(id, checklist, friction.sum(id, checklist), subject)
            case .question(let key, let checklist) where !isElement:
                return .question(
                    key, scope.asks[checklist]?[key], checklist, friction.sum(key, checklist), subject)
            default: continue
            }
        }
        return nil
    }

    /// The promise that one side kept least, where it missed more than one in ten.
    private func leastKept(_ side: Promise.Side) -> Finding? {
        let worst = promises.worst { $0.side == side && promises.total[$0].share.percent != nil }
        guard let worst, promises.total[worst].missed * 10 > promises.total[worst].share.of else {
            return nil
        }
        return .promise(worst, promises)
    }

    private var overridesRefused: Finding? {
        let own = overrides.total.overridden.rejections
        let others = overrides.total.asProposed.rejections
        guard Share.tell(own, others), own.fraction > others.fraction else { return nil }
        return .overridesRefused(own, others)
    }

    private var markedTooHigh: Finding? {
        let high = grading.sortedReps.filter { grading.judgement(of: $0.value) == .tooHigh }
        let worst = high.max { $0.value.tooHigh < $1.value.tooHigh }
        guard let worst, let name = worst.name else { return nil }
        return .markedTooHigh(name, worst.value.markedTooHigh, team: grading.team.markedTooHigh)
    }
}

extension Share {
    /// Whether two rates differ by more than chance explains: a dozen cases in each, and intervals that do not overlap.
    static func tell(_ a: Share, _ b: Share) -> Bool {
        guard min(a.of, b.of) >= Share.fewestForPercent, let first = WilsonInterval(a),
            let second = WilsonInterval(b)
        else { return false }
        return !first.overlaps(second)
    }
}
