import Qualification

/// What the two sides and the account executives promise one another.
package enum Promise: String, CaseIterable, Sendable {
    /// Marketing says when it handed a lead over, and hands over such as can be worked.
    case dated
    case workable
    /// Sales: the two clocks, never mixed, and what follows.
    case speedToLead = "speed-to-lead"
    case firstTouch = "first-touch"
    case status
    case attempts
    case reason
    /// The account executive answers an SQL.
    case answer

    package enum Side: String, Sendable {
        case marketing, sales
        case accountExecutive = "AE"
    }

    package var side: Side {
        switch self {
        case .dated, .workable: .marketing
        case .speedToLead, .firstTouch, .status, .attempts, .reason: .sales
        case .answer: .accountExecutive
        }
    }
}

/// How one promise was kept.
package struct PromiseCount: Hashable, Sendable {
    package var kept = 0
    package var missed = 0
    /// Neither kept nor late yet, and no part of any share.
    package var running = 0
    /// Not to be told from what is on record, and no part of any share either.
    package var unknown = 0

    package var share: Share { Share(kept, of: kept + missed) }

    mutating func add(_ outcome: PromiseOutcome) {
        switch outcome {
        case .kept: kept += 1
        case .missed: missed += 1
        case .running: running += 1
        case .unknown: unknown += 1
        case .noMatter: break
        }
    }
}

package enum PromiseOutcome: Hashable, Sendable {
    case kept, missed, running, unknown
    /// The promise does not apply.
    case noMatter

    /// What was to be done by an instant, and was done at another or not at all.
    init(doneAt: Instant?, dueAt: Instant, now: Instant) {
        self.init(doneAt: doneAt, now: now) { $0 <= dueAt }
    }

    /// `isInTime` says whether an instant is no later than the one by which it was to be done.
    init(doneAt: Instant?, now: Instant, _ isInTime: (Instant) -> Bool) {
        if let doneAt {
            self = isInTime(doneAt) ? .kept : .missed
        } else {
            // At the instant itself there is no time left.
            self = now < .latest && isInTime(now.adding(milliseconds: 1)) ? .running : .missed
        }
    }
}

/// From what to what time is measured, in business time.
package enum Stretch: String, CaseIterable, Sendable {
    case actToAttempt = "act-to-attempt"
    case handOffToAttempt = "hand-off-to-attempt"
    case handOffToStatus = "hand-off-to-status"
    case handOffToVerdict = "hand-off-to-verdict"
    case salesQualifiedToAnswer = "sql-to-answer"
}
