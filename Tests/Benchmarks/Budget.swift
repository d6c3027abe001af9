/// A promise of the design, and what came of it.
struct Budget {
    var what: String
    var isKept: Bool
    /// The figures, with the budget among them.
    var figures: String

    /// `what` took `measured`, and may take `factor` times `baseline`.
    init(
        _ what: String, _ measured: Samples, atMost factor: Double, of baseline: Samples, called name: String
    ) {
        let ratio = measured.median / baseline.median
        self.what = what
        isKept = ratio <= factor
        figures =
            "\(ratio.rounded(2))x of \(name), budget \(factor.rounded(factor < 1 ? 1 : 0))x: \(measured) against \(baseline)"
    }

    /// `what` took `measured`, and may take `more` milliseconds more than `baseline`.
    init(
        _ what: String, _ measured: Samples, atMost more: Double, over baseline: Samples, called name: String
    ) {
        let difference = measured.median - baseline.median
        self.what = what
        isKept = difference <= more
        figures =
            "\(difference.rounded(1)) ms more than \(name), budget \(more.rounded(0)) ms more: \(measured) against \(baseline)"
    }

    /// `what` took `bytes` of memory, and may take `limit`.
    init(_ what: String, bytes: Int, atMost limit: Int) {
        self.what = what
        isKept = bytes <= limit
        figures =
            "\((Double(bytes) / 1e6).rounded(1)) MB, budget \((Double(limit) / 1e6).rounded(1)) MB"
    }

    var line: String { "\(isKept ? "kept  " : "BROKEN")  \(what)\n          \(figures)" }
}

/// How long something took, each time it was done, in milliseconds.
struct Samples: CustomStringConvertible {
    private var milliseconds: [Double] = []

    mutating func add(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        milliseconds.append(Double(seconds) * 1e3 + Double(attoseconds) / 1e15)
    }

    /// The middle one, or of an even number the mean of the middle two.
    var median: Double {
        let sorted = milliseconds.sorted()
        guard !sorted.isEmpty else { return .nan }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    var description: String {
        let (least, most) = (milliseconds.min() ?? .nan, milliseconds.max() ?? .nan)
        return "\(median.rounded(2)) ms (\(least.rounded(2))–\(most.rounded(2)), \(milliseconds.count) runs)"
    }
}

extension Double {
    /// The number with so many decimals, and fewer where it is large.
    func rounded(_ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<(abs(self) >= 1000 ? 0 : decimals) { scale *= 10 }
        let value = (self * scale).rounded() / scale
        return value == value.rounded() && decimals == 0 || scale == 1 ? "\(Int(value))" : "\(value)"
    }
}
