package import Qualification

/// Where each message to one receiver stands: a fold over what happened, in order.
package struct OutboxState: Hashable, Sendable {
    /// What became of a message that did not arrive yet.
    package struct Attempts: Hashable, Sendable {
        package var count: Int
        package var first: Instant
        package var last: OutboxEntry
    }

    /// When each message arrived.
    package private(set) var delivered: [String: Instant] = [:]
    /// Tried, and to be tried again.
    package private(set) var waiting: [String: Attempts] = [:]
    package private(set) var givenUp: [String: Attempts] = [:]
    /// The entry that disabled the receiver, as long as nothing enabled it.
    package private(set) var disabled: OutboxEntry?
    /// Until when the receiver wants nothing at all.
    package private(set) var restsUntil: Instant?

    package init(_ entries: some Sequence<OutboxEntry> = []) {
        for entry in entries { apply(entry) }
    }

    package mutating func apply(_ entry: OutboxEntry) {
        switch entry.event {
        case .enabled:
            disabled = nil
            restsUntil = nil
        case .disabled: disabled = entry
        case .delivered: restsUntil = nil
        case .failed, .givenUp: restsUntil = entry.rests ? entry.next : restsUntil
        }
        guard let message = entry.message else { return }
        let known = waiting.removeValue(forKey: message) ?? givenUp.removeValue(forKey: message)
        let attempts = Attempts(count: entry.attempt, first: known?.first ?? entry.at, last: entry)
        switch entry.event {
        case .delivered: delivered[message] = entry.at
        case .givenUp: givenUp[message] = attempts
        case .failed, .disabled: waiting[message] = attempts
        case .enabled: break
        }
    }

    /// Whether a receiver at an address said that it is gone; another address starts anew.
    package func isDisabled(at address: String) -> Bool { disabled?.address == address }

    /// Whether nothing more is to be done about a message.
    package func isSettled(_ message: String) -> Bool {
        delivered[message] != nil || givenUp[message] != nil
    }
}
