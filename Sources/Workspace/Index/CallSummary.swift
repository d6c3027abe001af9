package import Qualification

/// What the index knows of a call.
package struct CallSummary: Hashable, Sendable {
    package var id: String
    package var leadID: String
    package var leadName: String?
    package var leadEmail: String?
    package var leadCompany: String?
    package var rep: String
    package var startedAt: Instant
    package var connectedAt: Instant?
    package var endedAt: Instant?
    package var utcOffset: UTCOffset
    /// Nil for a call that is open, paused or cut short.
    package var verdict: Verdict?
    package var proposed: Verdict?
    package var isOverridden: Bool
    package var decidedAt: Instant?
    package var reason: ReasonReference?
    package var revisitOn: LocalDay?
    package var disposition: Attempt.Disposition?
    package var callBackAt: Instant?
    /// The outcome's; of a call without one what stands in the entries.
    package var nextStep: NextStep?
    /// The ids of elements about which nothing was answered.
    package var openElements: [String]
    /// The ids of elements that were not confirmed: open, below their bar, or against.
    package var missingElements: [String]
    package var checklist: String
    package var continues: String?
    package var standingAnswers: Int

    package init(_ record: CallRecord) {
        let outcome = record.outcome
        let standing = record.standing
        id = record.id
        leadID = record.lead.id
        leadName = record.lead.name
        leadEmail = record.lead.email
        leadCompany = record.lead.company
        rep = record.rep
        startedAt = record.startedAt
        connectedAt = record.connectedAt
        endedAt = record.endedAt
        utcOffset = record.utcOffset
        verdict = outcome?.verdict
        proposed = outcome?.proposed
        isOverridden = outcome?.override != nil
        decidedAt = outcome?.decidedAt
        reason = outcome?.reason.map { ReasonReference(code: $0.code, sub: $0.sub) }
        revisitOn = outcome?.reason?.revisitOn
        disposition = outcome?.attempt?.disposition
        callBackAt = outcome?.attempt?.callBackAt
        nextStep = outcome == nil ? standing.nextStep : outcome?.nextStep
        openElements = outcome?.elements.filter { $0.state == .open }.map(\.id) ?? []
        missingElements =
            outcome?.elements.filter { [.open, .weak, .against].contains($0.state) }.map(\.id) ?? []
        checklist = record.checklist.name
        continues = record.continues
        standingAnswers = standing.answers.count
    }

    /// When the call was over, as far as is known.
    package var lastAt: Instant { endedAt ?? decidedAt ?? startedAt }

    /// Whether the lead was dialled.
    package var isAttempt: Bool {
        Attempt.isMade(connectedAt: connectedAt, verdict: verdict, reason: reason?.code)
    }

    /// What the lead is called on screen.
    package var leadDisplayName: String { leadName ?? leadCompany ?? leadEmail ?? leadID }
}

/// All calls with one lead, oldest first.
package struct LeadCalls: Hashable, Sendable {
    package var calls: [CallSummary]
    /// What account executives said who handed the lead back, by the calls that had made it an SQL.
    package var rejections: [String: Acceptance.Word]

    package init(calls: [CallSummary], rejections: [String: Acceptance.Word] = [:]) {
        self.calls = calls
        self.rejections = rejections
    }

    /// How often the lead was dialled, whether somebody was reached or not.
    package var attempts: Int { calls.count { $0.isAttempt } }

    package var firstTouchAt: Instant? { calls.first(where: \.isAttempt)?.startedAt }

    /// The verdict that stands.
    package var decisive: CallSummary? { calls.last { $0.verdict?.isDecisive == true } }

    /// The latest call without an outcome: open, paused, or cut short.
    package var unfinished: CallSummary? { calls.last { $0.verdict == nil } }

    /// Why the lead was handed back, where the verdict that stands is an SQL that an account executive refused.
    package var rejection: Acceptance.Word? {
        decisive.flatMap { $0.verdict == .salesQualified ? rejections[$0.id] : nil }
    }

    /// The call that a new one goes on from: the latest incomplete one, unless a verdict came after it, and after an
    /// SQL that was refused that one, so that nothing is asked twice.
    package var continuable: CallSummary? {
        guard let last = calls.last(where: { $0.verdict?.isDecisive == true || $0.verdict == .incomplete })
        else { return nil }
        let isRefused = last.verdict == .salesQualified && rejections[last.id] != nil
        return last.verdict == .incomplete || isRefused ? last : nil
    }
}
