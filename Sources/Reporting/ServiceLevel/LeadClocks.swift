import Qualification

/// The clocks that run for one lead: from what it did, and from the hand-off.
struct LeadClocks {
    let lead: LeadFacts
    /// Those since the hand-off.
    let calls: [CallFacts]
    /// There were attempts before it was handed over, and none since: somebody else's clock.
    let wasWorkedBefore: Bool
    private let scope: ReportScope

    init(_ story: LeadStory, _ scope: ReportScope) {
        lead = story.lead
        self.scope = scope
        calls = lead.mqlAt.map { since in story.calls.filter { $0.startedAt >= since } } ?? story.calls
        wasWorkedBefore =
            !calls.contains(where: \.isAttempt) && story.calls.contains(where: \.isAttempt)
    }

    private var level: ServiceLevel { scope.serviceLevel }
    private var time: BusinessTime { scope.time }

    var firstAttempt: CallFacts? { calls.first(where: \.isAttempt) }
    var firstStatus: CallFacts? { calls.first { $0.verdict != nil } }
    var firstVerdict: CallFacts? { calls.first(where: \.isDecisive) }

    /// Nobody dialled, and nobody has to: it was decided at the desk, or they asked not to be called.
    private var needsNoCall: Bool {
        firstAttempt == nil && (lead.isOptedOut || firstVerdict != nil || wasWorkedBefore)
    }

    var speedToLead: PromiseOutcome {
        if needsNoCall { return .noMatter }
        guard let actedAt = lead.actedAt else { return .unknown }
        // Who acted again after the call cannot have been waited for.
        if let first = firstAttempt, first.startedAt < actedAt { return .unknown }
        return PromiseOutcome(doneAt: firstAttempt?.startedAt, now: scope.now) {
            time.isWithin($0, milliseconds: Int64(level.speedToLeadMinutes) * 60_000, of: actedAt)
        }
    }

    var firstTouch: PromiseOutcome {
        if needsNoCall { return .noMatter }
        return PromiseOutcome(doneAt: firstAttempt?.startedAt, now: scope.now) {
            time.isWithin($0, hours: level.firstTouchHours, of: lead.handedOverAt)
        }
    }

    var status: PromiseOutcome {
        if firstStatus == nil, needsNoCall { return .noMatter }
        return PromiseOutcome(doneAt: firstStatus?.decidedAt, now: scope.now) {
            time.isWithin($0, hours: level.statusHours, of: lead.handedOverAt)
        }
    }

    /// Of leads that nobody was reached at: enough attempts in the days promised, and no giving up before.
    var attempts: PromiseOutcome {
        if needsNoCall { return .noMatter }
        let due = lead.handedOverAt.adding(hours: 24 * level.attemptsDays)
        let attempts = calls.filter(\.isAttempt)
        let enough = attempts.count >= level.attempts ? attempts[level.attempts - 1] : nil
        let reached = attempts.first(where: \.isReached)
        if let reached, reached.startedAt <= (enough?.startedAt ?? due) { return .noMatter }
        if let verdict = firstVerdict, verdict.startedAt < (enough?.startedAt ?? due) {
            return verdict.reason?.code == "unreachable" ? .missed : .noMatter
        }
        if lead.isOptedOut, enough == nil { return .noMatter }
        return PromiseOutcome(doneAt: enough?.startedAt, dueAt: due, now: scope.now)
    }

    /// Business time from one instant to another; nil unless both are known, in this order.
    func stretch(_ start: Instant?, _ end: Instant?) -> Int64? {
        guard let start, let end, end >= start else { return nil }
        return time.between(start, end)
    }
}
