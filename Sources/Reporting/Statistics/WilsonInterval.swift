/// Where the true rate behind a share lies, with 95 % confidence, after Wilson (1927).
package struct WilsonInterval: Hashable, Sendable {
    /// From 0 to 1.
    package var low: Double
    package var high: Double

    /// The quantile of the normal distribution that leaves 2.5 % on either side.
    package static let z = 1.959963984540054

    /// Nil where there is nothing to take a rate of.
    package init?(_ share: Share) {
        guard share.of > 0 else { return nil }
        let n = Double(share.of)
        let p = Double(share.count) / n
        let z2 = WilsonInterval.z * WilsonInterval.z
        let middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        let half = WilsonInterval.z * (p * (1 - p) / n + z2 / (4 * n * n)).squareRoot() / (1 + z2 / n)
        low = share.count == 0 ? 0 : middle - half
        high = share.count == share.of ? 1 : middle + half
    }

    /// In percent with one decimal.
    package var lowPercent: Double { (low * 1000).rounded() / 10 }
    package var highPercent: Double { (high * 1000).rounded() / 10 }

    package func overlaps(_ other: WilsonInterval) -> Bool { low <= other.high && other.low <= high }
}
