import Qualification

/// By what leads are broken down.
package enum Dimension: String, CaseIterable, Sendable {
    case channel, campaign, score, rep, checklist, week
}

/// What leads of one group have in common.
package enum GroupKey: Hashable, Sendable {
    case name(String)
    case score(Int)
    case week(Week)
    /// Not known, or there is none.
    case none

    package init(_ name: String?) { self = name.map { .name($0) } ?? .none }

    package init(_ score: Int?) { self = score.map { .score($0) } ?? .none }
}

/// Ranges of scores, wide enough for a dozen of them to hold nineteen in twenty leads.
///
/// A few scores that are far above the others do not widen them: these have a band together, without an end.
package struct ScoreBands: Hashable, Sendable {
    /// 10, 20, 50, 100 and so on.
    package let width: Int
    /// Where the band without an end begins; nil where the others hold all scores.
    package let open: Int?

    package static let most = 12

    /// `leads` are how many have each score.
    package init(_ leads: [Int: Int]) {
        let scores = leads.sorted { $0.key < $1.key }
        let highest = scores.last?.key ?? 0
        let usual = ScoreBands.usual(scores)
        var width = 10
        // 10, 20, 50, 100, …: by two, two and a half, two.
        while usual / width >= ScoreBands.most, width <= Int.max / 10 {
            width = String(width).hasPrefix("2") ? width / 2 * 5 : width * 2
        }
        self.width = width
        open = highest / width < ScoreBands.most ? nil : (usual / width + 1) * width
    }

    /// The highest score but for those of one lead in twenty, and of one at the least.
    private static func usual(_ scores: [(key: Int, value: Int)]) -> Int {
        let all = scores.reduce(0) { $0 + $1.value }
        var left = max(1, all / 20)
        for (score, leads) in scores.reversed() {
            if left < leads { return max(0, score) }
            left -= leads
        }
        return max(0, scores.first?.key ?? 0)
    }

    /// The lowest score of the band; all below zero are one band.
    package func band(of score: Int) -> Int {
        if score < 0 { return -1 }
        if let open, score >= open { return open }
        return score / width * width
    }

    /// From which score to which a band goes.
    package func ends(of band: Int) -> ClosedRange<Int> {
        if band < 0 { return Int.min...(-1) }
        return band == open || band > Int.max - width ? band...Int.max : band...(band + width - 1)
    }

    package func text(of band: Int) -> String { ScoreBands.text(ends(of: band)) }

    package static func text(_ scores: ClosedRange<Int>) -> String {
        if scores.upperBound == Int.max { return "\(scores.lowerBound) and more" }
        if scores.lowerBound == Int.min { return "below \(scores.upperBound + 1)" }
        return scores.lowerBound == scores.upperBound
            ? "\(scores.lowerBound)" : "\(scores.lowerBound)-\(scores.upperBound)"
    }
}

/// A group with its place among the others, ready to be shown.
package struct NamedGroup<Value> {
    /// Nil where it is not known, or there is none.
    package var name: String?
    package var value: Value
}

/// Groups in the order in which they are shown: names by size, scores and weeks in their own order, what is not known
/// last.
func ordered<Value>(
    _ groups: [GroupKey: Value], size: (Value) -> Int, merge: (inout Value, Value) -> Void
) -> [NamedGroup<Value>] {
    var names: [NamedGroup<Value>] = []
    var weeks: [(Week, Value)] = []
    var scores: [Int: Value] = [:]
    var unknown: [NamedGroup<Value>] = []
    let sizes = groups.compactMap { key, value in
        if case .score(let score) = key { (score, size(value)) } else { nil }
    }
    let bands = ScoreBands(Dictionary(sizes) { first, _ in first })
    for (key, value) in groups {
        switch key {
        case .name(let name): names.append(NamedGroup(name: name, value: value))
        case .week(let week): weeks.append((week, value))
        case .none: unknown.append(NamedGroup(name: nil, value: value))
        case .score(let score):
            let band = bands.band(of: score)
            if scores[band] == nil {
                scores[band] = value
            } else {
                merge(&scores[band, default: value], value)
            }
        }
    }
    names.sort {
        (size($1.value), $0.name ?? "") < (size($0.value), $1.name ?? "")
    }
    return names + weeks.sorted { $0.0 < $1.0 }.map { NamedGroup(name: $0.0.description, value: $0.1) }
        + scores.sorted { $0.key < $1.key }.map { NamedGroup(name: bands.text(of: $0.key), value: $0.value) }
        + unknown
}
