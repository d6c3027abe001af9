package import Qualification

/// Why leads did not become SQLs: the latest verdict of each, by reason.
package struct Reasons: ReportFold {
    package static let parts: CallParts = []

    /// How many leads, and the newest calls among them.
    package struct Tally: Hashable, Sendable {
        /// So many messages are looked through for the buyer's words.
        package static let newest = 12

        package private(set) var count = 0
        /// The newest first.
        package private(set) var calls: [String] = []

        mutating func add(_ call: String) {
            count += 1
            if calls.count == Tally.newest, let last = calls.last, call < last { return }
            calls.insert(call, at: calls.firstIndex { $0 < call } ?? calls.count)
            if calls.count > Tally.newest { calls.removeLast() }
        }
    }

    package typealias Pareto = [String: Tally]

    /// Leads with a verdict in the period, SQLs among them.
    package private(set) var decided = 0
    package private(set) var turnedDown = 0
    package private(set) var all: Pareto = [:]
    /// By reason with sub-reason.
    package private(set) var subs: [ReasonReference: Int] = [:]
    package private(set) var channels: [GroupKey: Pareto] = [:]
    package private(set) var campaigns: [GroupKey: Pareto] = [:]
    let scope: ReportScope

    package init(_ scope: ReportScope) {
        self.scope = scope
    }

    /// What a verdict without a reason is counted under.
    static let unnamed = ReasonReference(code: "none")

    package mutating func add(_ story: LeadStory) {
        guard let call = scope.verdict(of: story), let verdict = call.verdict else { return }
        decided += 1
        guard verdict.takesReason else { return }
        turnedDown += 1
        let reason = call.reason ?? Reasons.unnamed
        all[reason.code, default: Tally()].add(call.id)
        if reason.sub != nil { subs[reason, default: 0] += 1 }
        channels[GroupKey(call.channel), default: [:]][reason.code, default: Tally()].add(call.id)
        campaigns[GroupKey(call.campaign), default: [:]][reason.code, default: Tally()].add(call.id)
    }

    /// The reasons of one group, the most frequent first, each with how many leads it and those before it took.
    package struct Step {
        package var code: String
        package var tally: Tally
        package var upToHere: Int
    }

    package static func steps(_ pareto: Pareto) -> [Step] {
        var sum = 0
        return pareto.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { code, tally in
            sum += tally.count
            return Step(code: code, tally: tally, upToHere: sum)
        }
    }

    /// The groups by how many leads were turned down.
    package static func rows(_ groups: [GroupKey: Pareto]) -> [NamedGroup<Pareto>] {
        ordered(groups, size: count) { _, _ in }
    }

    static func count(_ pareto: Pareto) -> Int { pareto.values.reduce(0) { $0 + $1.count } }
}
