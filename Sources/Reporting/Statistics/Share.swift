/// How many of how many; of a handful no percentage is taken.
package struct Share: Hashable, Sendable {
    /// Percentages of fewer say less than nothing.
    package static let fewestForPercent = 12

    package var count: Int
    package var of: Int

    package init(_ count: Int, of: Int) {
        self.count = count
        self.of = of
    }

    /// In whole percent, half of one rounded up; nil under twelve.
    package var percent: Int? {
        of < Share.fewestForPercent ? nil : (count * 200 + of) / (of * 2)
    }

    /// From 0 to 1, for drawing and comparing.
    package var fraction: Double { of == 0 ? 0 : Double(count) / Double(of) }
}
