package import Qualification

/// One thing that happened in the outbox of a receiver.
package struct OutboxEntry: Hashable, Sendable {
    package enum Event: String, CaseIterable, Hashable, Sendable {
        case delivered
        case failed
        case givenUp = "given-up"
        /// The receiver said that it is gone for good; nothing is sent there any more.
        case disabled
        case enabled
    }

    package var at: Instant
    package var event: Event
    /// The id of the message; nil where it is about the receiver.
    package var message: String?
    /// The number of the attempt, from 1; 0 where there was none.
    package var attempt: Int
    /// What was answered; nil where nothing was.
    package var status: Int?
    package var problem: DeliveryProblem?
    /// When the next attempt is due.
    package var next: Instant?
    /// Whether the receiver asked that nothing be sent until then.
    package var rests: Bool
    /// The SHA-256 of the address: it may hold a token, and says only whether it is still the same one.
    package var address: String

    package init(
        at: Instant, event: Event, message: String?, attempt: Int = 0, status: Int? = nil,
        problem: DeliveryProblem? = nil, next: Instant? = nil, rests: Bool = false, address: String
    ) {
        self.at = at
        self.event = event
        self.message = message
        self.attempt = attempt
        self.status = status
        self.problem = problem
        self.next = next
        self.rests = rests
        self.address = address
    }

    /// Whether the receiver may have read the message, whatever it answered.
    package var mayHaveBeenRead: Bool {
        guard message != nil else { return false }
        return switch problem {
        case nil: event == .delivered || status != nil
        case .timedOut, .broken: true
        case .notResolved, .notConnected, .notSecure, .noLibrary: false
        }
    }
}
