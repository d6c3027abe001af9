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

    init(_ name: String?) { self = name.map { .name($0) } ?? .none }

    init(_ score: Int?) { self = score.map { .score($0) } ?? .none }
}

/// Ranges of scores, wide enough for a dozen of them at most.
package struct ScoreBands: Hashable, Sendable {
    /// 10, 20, 50, 100 and so on.
    package let width: Int

    package static let most = 12

    /// `highest` is the highest score that there is.
    package init(highest: Int) {
        var width = 10
        // 10, 20, 50, 100, …: by two, two and a half, two.
        while highest / width >= ScoreBands.most, width < 1_000_000_000 {
            width = String(width).hasPrefix("2") ? width / 2 * 5 : width * 2
        }
        self.width = width
    }

    /// The lowest score of the band; all below zero are one band.
    package func band(of score: Int) -> Int { score < 0 ? -1 : score / width * width }

    package func text(of band: Int) -> String {
        band < 0 ? "below 0" : "\(band)-\(band + width - 1)"
    }
}

/// A group with its place among the others, ready to be shown.
struct NamedGroup<Value> {
    /// Nil where it is not known, or there is none.
    var name: String?
    var value: Value
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
    let highest = groups.keys.compactMap { if case .score(let score) = $0 { score } else { nil } }.max()
    let bands = ScoreBands(highest: highest ?? 0)
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
