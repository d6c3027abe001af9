/// How often each number of whole seconds came up: an exact median without keeping what it is the median of.
package struct SecondsHistogram: Hashable, Sendable {
    private var counts: [Int64: Int] = [:]
    package private(set) var total = 0

    package init() {}

    /// Fractions of a second are cut off.
    package mutating func add(milliseconds: Int64) {
        counts[milliseconds / 1000, default: 0] += 1
        total += 1
    }

    package mutating func add(_ other: SecondsHistogram) {
        counts.merge(other.counts, uniquingKeysWith: +)
        total += other.total
    }

    /// The middle one in order, or the mean of the two in the middle; nil where there is none.
    package var median: Double? {
        guard total > 0 else { return nil }
        return Double(value(at: (total - 1) / 2) + value(at: total / 2)) / 2
    }

    /// The first in order that at least nine in ten do not exceed; nil of fewer than percentages are taken of.
    package var ninetieth: Double? {
        total < Share.fewestForPercent ? nil : Double(value(at: (total * 9 + 9) / 10 - 1))
    }

    private func value(at position: Int) -> Int64 {
        var passed = 0
        for (seconds, count) in counts.sorted(by: { $0.key < $1.key }) {
            passed += count
            if position < passed { return seconds }
        }
        return 0
    }
}
