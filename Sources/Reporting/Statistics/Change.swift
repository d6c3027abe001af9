/// A share in one period beside the same share in the period before.
package struct Change: Hashable, Sendable {
    package enum Direction: String, CaseIterable, Sendable {
        case up, down
        /// Chance explains the difference.
        case none = "as before"
        case tooFew = "too few"
    }

    package let before: Share
    package let now: Share

    /// The quantile of the normal distribution that leaves half a percent on either side: since dozens of shares are
    /// compared, 95 % confidence would call chance a change time and again.
    package static let z = 2.5758293035489

    /// So many hits and so many misses, as expected on the smaller side, make the test a sound one.
    package static let fewestExpected = 5.0

    package init(before: Share, now: Share) {
        self.before = before
        self.now = now
    }

    /// By the two-proportion test with the pooled rate.
    package var direction: Direction {
        let smaller = min(before.of, now.of)
        guard smaller >= Share.fewestForPercent else { return .tooFew }
        let pooled = Double(before.count + now.count) / Double(before.of + now.of)
        guard pooled > 0, pooled < 1 else { return .none }
        guard Double(smaller) * min(pooled, 1 - pooled) >= Change.fewestExpected else { return .tooFew }
        let error = (pooled * (1 - pooled) * (1 / Double(before.of) + 1 / Double(now.of))).squareRoot()
        let difference = now.fraction - before.fraction
        guard difference.magnitude >= Change.z * error else { return .none }
        return difference > 0 ? .up : .down
    }

    /// The difference of the two percentages as they are shown; nil where one is not.
    package var points: Int? {
        guard let before = before.percent, let now = now.percent else { return nil }
        return now - before
    }
}
