import Qualification

/// Whether the score tells who becomes an SQL, and from which score on.
package struct Calibration: ReportFold {
    package static let parts: CallParts = []

    /// Leads with a verdict, by their score as it was known on the call with the verdict.
    package private(set) var scores: [GroupKey: Counts] = [:]
    let scope: ReportScope

    package struct Counts: Hashable, Sendable {
        package var salesQualified = 0
        package var decided = 0

        mutating func add(_ other: Counts) {
            salesQualified += other.salesQualified
            decided += other.decided
        }

        package var share: Share { Share(salesQualified, of: decided) }
    }

    package init(_ scope: ReportScope) {
        self.scope = scope
    }

    package mutating func add(_ story: LeadStory) {
        guard let call = scope.verdict(of: story) else { return }
        let counts = Counts(salesQualified: call.verdict == .salesQualified ? 1 : 0, decided: 1)
        scores[GroupKey(call.score), default: Counts()].add(counts)
    }

    /// A threshold, and what lies on either side of it.
    package struct Split: Hashable, Sendable {
        package var threshold: Int
        /// The leads with this score or a higher one.
        package var above: Counts
        package var below: Counts

        /// SQLs above, of all SQLs.
        package var kept: Share {
            Share(above.salesQualified, of: above.salesQualified + below.salesQualified)
        }
        /// Other leads below, of all other leads.
        package var leftOut: Share {
            let under = below.decided - below.salesQualified
            return Share(under, of: under + above.decided - above.salesQualified)
        }

        /// Youden's J times both denominators, so that splits of the same leads compare as integers.
        fileprivate var weight: Int {
            kept.count * leftOut.of + leftOut.count * kept.of - kept.of * leftOut.of
        }

        /// Youden's J, with three decimals; nil where there are no SQLs, or nothing else.
        package var youden: Double? {
            guard kept.of > 0, leftOut.of > 0 else { return nil }
            return (Double(weight) * 1000 / Double(kept.of * leftOut.of)).rounded() / 1000
        }

        /// Whether the rate from the threshold on is higher by more than chance explains: a dozen leads on either side,
        /// and intervals that do not overlap.
        package var isTelling: Bool {
            Share.tell(above.share, below.share) && above.share.fraction > below.share.fraction
        }

        /// The same the other way round: who scores higher becomes SQL more seldom.
        package var isUpsideDown: Bool {
            Share.tell(above.share, below.share) && above.share.fraction < below.share.fraction
        }
    }

    private var scored: [(score: Int, counts: Counts)] {
        scores.compactMap { key, counts in
            if case .score(let score) = key { (score: score, counts: counts) } else { nil }
        }
        .sorted { $0.score < $1.score }
    }

    /// What a threshold separates.
    package func split(at threshold: Int) -> Split {
        var split = Split(threshold: threshold, above: Counts(), below: Counts())
        for (score, counts) in scored {
            if score >= threshold { split.above.add(counts) } else { split.below.add(counts) }
        }
        return split
    }

    /// The threshold with the greatest J; of equal ones the lowest, and of those between two scores the higher score.
    ///
    /// Nil without both SQLs and other leads that have a score, or where no threshold is better than none.
    package var best: Split? {
        let scored = scored
        var split = Split(threshold: 0, above: Counts(), below: Counts())
        for (_, counts) in scored { split.above.add(counts) }
        guard split.kept.of > 0, split.leftOut.of > 0 else { return nil }
        var best: Split?
        var weight = 0
        for (index, (score, _)) in scored.enumerated() where index > 0 {
            let passed = scored[index - 1].counts
            split.threshold = score
            split.below.add(passed)
            split.above.decided -= passed.decided
            split.above.salesQualified -= passed.salesQualified
            if split.weight > weight { (best, weight) = (split, split.weight) }
        }
        return best
    }

    /// Leads with a verdict and a score.
    var withScore: Counts { scored.reduce(into: Counts()) { $0.add($1.counts) } }

    package func rows() -> [NamedGroup<Counts>] { ordered(scores, size: \.decided) { $0.add($1) } }
}
