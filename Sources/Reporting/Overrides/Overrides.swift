package import Qualification

/// Where reps decided otherwise than was proposed, and what became of it.
package struct Overrides: ReportFold {
    package static let parts: CallParts = []

    /// What was proposed, and what the rep decided.
    package struct Pair: Hashable, Sendable {
        package var proposed: Verdict
        package var decided: Verdict
    }

    /// What became of calls.
    package struct Fate: Hashable, Sendable {
        package var calls = 0
        /// Calls whose verdict stands until a later one.
        package var decisive = 0
        /// Of those, the ones where a later call on the lead came to another verdict.
        package var superseded = 0
        package var salesQualified = 0
        /// By the account executive in words.
        package var accepted = 0
        package var acceptedBySilence = 0
        package var rejected = 0

        mutating func add(_ other: Fate) {
            calls += other.calls
            decisive += other.decisive
            superseded += other.superseded
            salesQualified += other.salesQualified
            accepted += other.accepted
            acceptedBySilence += other.acceptedBySilence
            rejected += other.rejected
        }

        /// SQLs that were accepted or rejected.
        package var answered: Int { accepted + acceptedBySilence + rejected }
        package var rejections: Share { Share(rejected, of: answered) }
    }

    package struct Tally: Hashable, Sendable {
        package var overridden = Fate()
        package var asProposed = Fate()

        package var calls: Int { overridden.calls + asProposed.calls }
    }

    package private(set) var total = Tally()
    package private(set) var reps: [GroupKey: Tally] = [:]
    /// Overrides alone.
    package private(set) var pairs: [Pair: Fate] = [:]
    let scope: ReportScope

    package init(_ scope: ReportScope) {
        self.scope = scope
    }

    package mutating func add(_ story: LeadStory) {
        for (index, call) in story.calls.enumerated() {
            guard let verdict = call.verdict, let proposed = call.proposed, verdict != .noContact,
                proposed != .noContact, scope.includes(call)
            else { continue }
            let fate = fate(of: call, verdict, later: story.calls[(index + 1)...], story)
            if call.isOverridden {
                total.overridden.add(fate)
                reps[.name(call.rep), default: Tally()].overridden.add(fate)
                pairs[Pair(proposed: proposed, decided: verdict), default: Fate()].add(fate)
            } else {
                total.asProposed.add(fate)
                reps[.name(call.rep), default: Tally()].asProposed.add(fate)
            }
        }
    }

    private func fate(
        of call: CallFacts, _ verdict: Verdict, later: ArraySlice<CallFacts>, _ story: LeadStory
    ) -> Fate {
        var fate = Fate(calls: 1)
        if verdict.isDecisive {
            fate.decisive = 1
            if later.contains(where: { $0.isDecisive && $0.verdict != verdict }) { fate.superseded = 1 }
        }
        if verdict == .salesQualified {
            fate.salesQualified = 1
            switch story.handOff(ofCall: call.id)?.decision {
            case .accepted: fate.accepted = 1
            case .acceptedBySilence: fate.acceptedBySilence = 1
            case .rejected: fate.rejected = 1
            case .waiting, nil: break
            }
        }
        return fate
    }

    package var sortedPairs: [(pair: Pair, fate: Fate)] {
        pairs.map { (pair: $0.key, fate: $0.value) }.sorted {
            ($1.fate.calls, $0.pair.proposed.rawValue, $0.pair.decided.rawValue)
                < ($0.fate.calls, $1.pair.proposed.rawValue, $1.pair.decided.rawValue)
        }
    }

    package var sortedReps: [NamedGroup<Tally>] { ordered(reps, size: \.calls) { _, _ in } }
}
