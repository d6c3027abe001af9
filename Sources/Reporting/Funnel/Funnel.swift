import Qualification

/// What became of the leads that were handed over in a period: called, reached, SQL, accepted.
package struct Funnel: ReportFold {
    package static let parts: CallParts = []

    package struct Counts: Hashable, Sendable {
        package var leads = 0
        package var attempted = 0
        /// Nobody dialled, nobody decided without that, and they did not ask not to be called.
        package var leftAlone = 0
        package var reached = 0
        package var salesQualified = 0
        /// By the account executive, in words or by silence.
        package var accepted = 0
        package var acceptedBySilence = 0
        package var rejected = 0
        /// SQLs that the account executive has yet to answer.
        package var waiting = 0

        /// Called, or decided without a call: what a channel brought can only be told of these.
        var worked: Int { leads - leftAlone }

        mutating func add(_ other: Counts) {
            leads += other.leads
            attempted += other.attempted
            leftAlone += other.leftAlone
            reached += other.reached
            salesQualified += other.salesQualified
            accepted += other.accepted
            acceptedBySilence += other.acceptedBySilence
            rejected += other.rejected
            waiting += other.waiting
        }
    }

    package private(set) var total = Counts()
    package private(set) var groups: [Dimension: [GroupKey: Counts]] = [:]
    /// How many leads of a campaign came over each channel.
    private var channels: [GroupKey: [GroupKey: Int]] = [:]
    let scope: ReportScope
    /// By what it is broken down.
    let dimensions: [Dimension]

    package init(_ scope: ReportScope, by dimensions: [Dimension] = Dimension.allCases) {
        self.scope = scope
        self.dimensions = dimensions
    }

    package mutating func add(_ story: LeadStory) {
        guard scope.period.contains(story.lead.handedOverAt) else { return }
        let since = story.lead.mqlAt
        let calls = since.map { since in story.calls.filter { $0.startedAt >= since } } ?? story.calls
        let verdict = calls.last(where: \.isDecisive)
        let told = verdict ?? calls.last
        if let told, !scope.names(told) { return }
        if told == nil, !scope.isAboutAll { return }

        var counts = Counts(leads: 1)
        if calls.contains(where: \.isAttempt) {
            counts.attempted = 1
        } else if verdict == nil, !story.lead.isOptedOut {
            counts.leftAlone = 1
        }
        if calls.contains(where: \.isReached) { counts.reached = 1 }
        if let verdict, verdict.verdict == .salesQualified {
            counts.salesQualified = 1
            switch story.handOff(ofCall: verdict.id)?.decision {
            case .accepted: counts.accepted = 1
            case .acceptedBySilence: (counts.accepted, counts.acceptedBySilence) = (1, 1)
            case .rejected: counts.rejected = 1
            case .waiting, nil: counts.waiting = 1
            }
        }
        total.add(counts)
        channels[GroupKey(story.lead.campaign), default: [:]][GroupKey(story.lead.channel), default: 0] += 1
        for dimension in dimensions {
            let key: GroupKey =
                switch dimension {
                case .channel: GroupKey(story.lead.channel)
                case .campaign: GroupKey(story.lead.campaign)
                case .score: GroupKey(story.lead.score)
                case .rep: GroupKey(told?.rep)
                case .checklist: GroupKey(told?.checklist)
                case .week: .week(scope.calendar.week(of: story.lead.handedOverAt))
                }
            groups[dimension, default: [:]][key, default: Counts()].add(counts)
        }
    }

    /// Whether nine in ten leads of a campaign came over a channel, so that what is said of one is said of the other.
    func isMostly(_ campaign: String, of channel: String) -> Bool {
        let counts = channels[.name(campaign)] ?? [:]
        return (counts[.name(channel)] ?? 0) * 10 >= counts.values.reduce(0, +) * 9
    }

    /// The groups of one breakdown, in the order in which they are shown.
    package func rows(by dimension: Dimension) -> [NamedGroup<Counts>] {
        ordered(groups[dimension] ?? [:], size: \.leads) { $0.add($1) }
    }
}
