import Qualification

/// The grades that reps give, against what account executives accept: who marks too high.
package struct Grading: ReportFold {
    package static let parts: CallParts = .elements

    /// The reasons of account executives that say that a grade was too high; the others (nobody came, it was theirs
    /// already) say nothing about grades.
    package static let gradeReasons: Set<String> = [
        "pain-not-confirmed", "fact-contradicted", "brief-incomplete",
    ]

    package struct Tally: Hashable, Sendable {
        package var salesQualified = 0
        /// By the account executive, in words or by silence.
        package var accepted = 0
        package var acceptedBySilence = 0
        package var rejected = 0
        /// Of the rejected, those for a reason that a grade was too high.
        package var tooHigh = 0
        /// The sum of the grades of confirmed elements, and how many there are.
        package var grades = 0
        package var confirmed = 0

        /// SQLs that were accepted or rejected.
        package var answered: Int { accepted + rejected }
        package var acceptances: Share { Share(accepted, of: answered) }
        package var markedTooHigh: Share { Share(tooHigh, of: answered) }

        /// With two decimals; nil without a confirmed element.
        package var averageGrade: Double? {
            confirmed == 0 ? nil : (Double(grades * 100) / Double(confirmed)).rounded() / 100
        }

        mutating func add(_ other: Tally) {
            salesQualified += other.salesQualified
            accepted += other.accepted
            acceptedBySilence += other.acceptedBySilence
            rejected += other.rejected
            tooHigh += other.tooHigh
            grades += other.grades
            confirmed += other.confirmed
        }
    }

    /// How a rep's SQLs held up beside the team's.
    package enum Judgement: String, CaseIterable, Sendable {
        case tooHigh = "too-high"
        case asTheTeam = "as-the-team"
        case better
        case tooFew = "too-few"
    }

    package private(set) var team = Tally()
    package private(set) var reps: [GroupKey: Tally] = [:]
    /// Rejections by the account executive's reason.
    package private(set) var reasons: [String: Int] = [:]
    let scope: ReportScope

    package init(_ scope: ReportScope) {
        self.scope = scope
    }

    package mutating func add(_ story: LeadStory) {
        for call in story.calls where call.verdict == .salesQualified && scope.includes(call) {
            var tally = Tally(salesQualified: 1)
            for element in call.elements where element.state == .confirmed {
                tally.grades += element.grade.rawValue
                tally.confirmed += 1
            }
            let handOff = story.handOff(ofCall: call.id)
            switch handOff?.decision {
            case .accepted: tally.accepted = 1
            case .acceptedBySilence: (tally.accepted, tally.acceptedBySilence) = (1, 1)
            case .rejected:
                let reason = handOff?.reason ?? Reasons.unnamed.code
                tally.rejected = 1
                tally.tooHigh = Grading.gradeReasons.contains(reason) ? 1 : 0
                reasons[reason, default: 0] += 1
            case .waiting, nil: break
            }
            team.add(tally)
            reps[.name(call.rep), default: Tally()].add(tally)
        }
    }

    /// A rep stands out where the whole interval of what was marked too high lies on one side of the team's share.
    package func judgement(of rep: Tally) -> Judgement {
        guard rep.answered >= Share.fewestForPercent, let interval = WilsonInterval(rep.markedTooHigh) else {
            return .tooFew
        }
        let usual = team.markedTooHigh.fraction
        if interval.low > usual { return .tooHigh }
        return interval.high < usual ? .better : .asTheTeam
    }

    package var sortedReps: [NamedGroup<Tally>] { ordered(reps, size: \.salesQualified) { _, _ in } }

    package var sortedReasons: [(code: String, count: Int)] {
        reasons.map { (code: $0.key, count: $0.value) }.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    }
}
