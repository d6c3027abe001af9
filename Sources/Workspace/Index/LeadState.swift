package import Qualification

/// What the calls with a lead amount to for the question of when to call next.
package struct LeadState: Hashable, Sendable {
    package enum Stage: Int, Sendable {
        /// An SQL that an account executive refused: the rep has to go on with it.
        case handedBack = 0
        /// Called, and nobody reached yet.
        case tried = 1
        /// Spoken to, and not decided.
        case incomplete = 2
        /// Back with marketing, until a day or for good.
        case recycled = 3
        /// Sold on, or turned down: no calls any more.
        case closed = 4
    }

    package var stage: Stage
    /// When somebody was promised another call: the instant, or the beginning of the day.
    package var promisedAt: Instant?
    /// When a recycled lead comes back; nil is never.
    package var revisitAt: Instant?
    /// The end of the latest call from which the lead rests.
    package var restsFrom: Instant?
    package var lastAt: Instant
    package var attempts: Int
    package var lastCall: String

    /// A fold over the calls, oldest first; nil without any, and while all that there is was left before anybody
    /// dialled: then the lead still waits for its first touch.
    ///
    /// The latest decisive verdict stands. After a recycled one the lead is in play again as soon as a later
    /// conversation is left incomplete. A promise holds until a call after its time, or a verdict, and each new one
    /// takes the place of the old. Only a lead that was not reached rests; a conversation to go on with can go on at
    /// once.
    package init?(calls: [CallSummary], rejections: [String: Acceptance.Word] = [:]) {
        guard let last = calls.last else { return nil }
        stage = .tried
        lastAt = last.lastAt
        attempts = calls.count { $0.isAttempt }
        lastCall = last.id
        for call in calls {
            add(call, rejection: rejections[call.id])
        }
        restsFrom = last.verdict == .noContact ? last.lastAt : nil
        let isUndecided = stage == .tried || stage == .incomplete
        if attempts == 0, isUndecided, promisedAt == nil { return nil }
    }

    private mutating func add(_ call: CallSummary, rejection: Acceptance.Word?) {
        switch call.verdict {
        case .salesQualified where rejection != nil:
            stage = .handedBack
            promisedAt = nil
            // Since then it is the rep's again; a call that came after it says so itself.
            if let at = rejection?.at, lastCall == call.id { lastAt = max(lastAt, at) }
        case .salesQualified, .disqualified, .returned:
            stage = .closed
            promisedAt = nil
        case .recycled:
            stage = .recycled
            promisedAt = nil
            revisitAt = (call.revisitOn ?? call.nextStep?.on).map { call.utcOffset.instant(on: $0) }
        case .incomplete, .noContact, nil:
            if let promise = call.promise {
                promisedAt = promise
            } else if let promisedAt, promisedAt <= call.startedAt {
                self.promisedAt = nil
            }
            if call.verdict != .noContact, stage != .closed, stage != .handedBack { stage = .incomplete }
        }
    }
}

extension CallSummary {
    /// When the next call was promised for.
    fileprivate var promise: Instant? {
        callBackAt ?? nextStep?.on.map { utcOffset.instant(on: $0) }
    }
}
