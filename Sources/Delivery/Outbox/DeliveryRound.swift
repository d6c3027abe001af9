package import Qualification

/// One round through what a receiver is owed: says of each message in turn whether to send it now, and what an answer
/// comes to.
///
/// Messages are asked about in the order in which they happened. A message of a lead waits for the earlier ones of
/// that lead, whatever keeps them.
package struct DeliveryRound: Sendable {
    package enum Decision: Hashable, Sendable {
        /// It arrived, or was given up.
        case settled
        case send(attempt: Int)
        /// It was tried, and its time has not come.
        case waits(until: Instant)
        /// An earlier message about the same lead has to arrive first.
        case behind
        /// Nothing goes to the receiver now.
        case held(Hold)
    }

    /// Why nothing goes to a receiver.
    package enum Hold: Hashable, Sendable {
        /// It said that it is gone for good.
        case disabled
        /// It asked to be left alone until then.
        case rests(until: Instant)
        /// It was tried in this round, and does not work.
        case fails
    }

    package private(set) var state: OutboxState
    private let address: String
    private let isAnew: Bool
    private var heldLeads: Set<String> = []
    private var failuresInARow = 0
    private var isUnreachable = false

    /// As many failures in a row end the round: each might take as long as the deadline allows.
    static let mostFailures = 3

    /// `anew` takes no account of pauses, and takes up again what was given up.
    package init(_ state: OutboxState, address: String, anew isAnew: Bool = false) {
        self.state = state
        self.address = address
        self.isAnew = isAnew
    }

    package mutating func decide(_ message: String, lead: String, at now: Instant) -> Decision {
        if state.delivered[message] != nil { return .settled }
        let earlier = state.waiting[message] ?? state.givenUp[message]
        if state.givenUp[message] != nil, !isAnew { return .settled }
        if heldLeads.contains(lead) { return .behind }
        if let hold = hold(at: now) {
            heldLeads.insert(lead)
            return .held(hold)
        }
        if !isAnew, let next = earlier?.last.next, RetrySchedule.isPause(until: next, at: now) {
            heldLeads.insert(lead)
            return .waits(until: next)
        }
        return .send(attempt: (earlier?.count ?? 0) + 1)
    }

    /// Why nothing goes to the receiver at this moment; nil where something may.
    package func hold(at now: Instant) -> Hold? {
        if state.isDisabled(at: address) { return .disabled }
        if isUnreachable || failuresInARow >= DeliveryRound.mostFailures { return .fails }
        if !isAnew, let until = state.restsUntil, RetrySchedule.isPause(until: until, at: now) {
            return .rests(until: until)
        }
        return nil
    }

    /// What a reply to an attempt comes to; to be kept before the next message is asked about.
    package mutating func note(
        _ reply: Reply, to message: String, lead: String, attempt: Int, at now: Instant, chance: Double
    ) -> OutboxEntry {
        let entry = entry(for: reply, to: message, attempt: attempt, at: now, chance: chance)
        state.apply(entry)
        if entry.event == .delivered {
            failuresInARow = 0
        } else {
            failuresInARow += 1
            if entry.event != .givenUp { heldLeads.insert(lead) }
            if case .none = reply { isUnreachable = true }
            // Otherwise the pause that was asked for holds the rest.
            if entry.rests, isAnew { isUnreachable = true }
        }
        return entry
    }

    private func entry(
        for reply: Reply, to message: String, attempt: Int, at now: Instant, chance: Double
    ) -> OutboxEntry {
        var entry = OutboxEntry(
            at: now, event: .failed, message: message, attempt: attempt, address: address)
        var asked: Instant?
        switch reply {
        case .status(let status, let retryAfter):
            entry.status = status
            if (200..<300).contains(status) {
                entry.event = .delivered
                return entry
            }
            if status == 410 {
                entry.event = .disabled
                return entry
            }
            asked = retryAfter.flatMap { RetryAfter.moment($0, now: now) }
            entry.rests = asked.map { $0 > now } ?? false && (status == 429 || status == 503)
        case .none(let problem):
            entry.problem = problem
        }
        let earlier = state.waiting[message] ?? state.givenUp[message]
        entry.next = RetrySchedule.next(
            after: attempt, first: earlier?.first ?? now, now: now, asked: asked, chance: chance)
        if entry.next == nil {
            entry.event = .givenUp
            entry.rests = false
        }
        return entry
    }
}
