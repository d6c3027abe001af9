package import Qualification

/// When a message that did not arrive goes out again, and when that ends.
package enum RetrySchedule {
    /// Seconds from one attempt to the next; after the last of them it stays at that.
    static let pauses: [Int64] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    /// A message is given up after as many attempts, unless less than `shortestSeconds` went by since the first:
    /// a receiver that asks to be tried again soon does not use them up.
    package static let attempts = 10
    package static let shortestSeconds: Int64 = 72 * 3600
    /// The longest pause that a receiver may ask for.
    package static let longestAskedSeconds: Int64 = 24 * 3600
    /// No pause is longer, the quarter that chance adds included.
    static let longestSeconds: Int64 = 30 * 3600

    /// The moment of the next attempt; nil where the message is given up.
    ///
    /// `attempt` is the number of the one that failed at `now`, `first` the moment of the first. A pause is made
    /// longer by up to a quarter, so that what failed together does not come back together; `chance` says by how
    /// much of that, and is at least 0 and less than 1. What a receiver asks for counts where it is yet to come: at
    /// once is no pause, and one that always says so would keep all that stands behind it waiting.
    package static func next(
        after attempt: Int, first: Instant, now: Instant, asked: Instant?, chance: Double
    ) -> Instant? {
        let spent = now.milliseconds - first.milliseconds
        if attempt >= attempts, spent >= shortestSeconds * 1000 { return nil }
        if let asked, asked > now {
            return min(asked, now.adding(milliseconds: longestAskedSeconds * 1000))
        }
        let pause = pauses[min(max(attempt, 1), pauses.count) - 1] * 1000
        return now.adding(milliseconds: pause + Int64(Double(pause) / 4 * chance))
    }
    /// Whether something waits for a moment still.
    ///
    /// A moment that lies further ahead than any pause reaches comes from a clock that was set back since.
    package static func isPause(until moment: Instant, at now: Instant) -> Bool {
        moment > now && moment.milliseconds - now.milliseconds <= longestSeconds * 1000
    }
}
