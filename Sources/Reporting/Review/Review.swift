package import Qualification

/// One period beside the one before: what changed, and what has to be decided.
package struct Review: Sendable {
    package private(set) var before: Digest
    package private(set) var now: Digest
    /// Until which day the period was asked for, where that is still to come.
    package var asked: LocalDay?

    package init(_ scope: ReportScope, before period: Period) {
        var earlier = scope
        earlier.period = period
        earlier.now = min(scope.now, period.before ?? scope.now)
        var later = scope
        later.now = min(scope.now, scope.period.before ?? scope.now)
        before = Digest(earlier)
        now = Digest(later)
    }

    package mutating func add(_ story: LeadStory) {
        before.add(story.known(before: before.scope.period.before))
        now.add(story.known(before: now.scope.period.before))
    }

    package func change(of subject: Subject) -> Change {
        Change(before: before.share(of: subject), now: now.share(of: subject))
    }

    // MARK: What is compared

    /// The steps from hand-off to acceptance.
    package static let steps: [Subject] = [.neverCalled, .reached, .salesQualified, .accepted]

    /// So many names of a breakdown are compared, those with the most leads in the later period.
    static let mostNames = 30

    var channels: [Subject] { names(.channel).map { .channel($0) } }
    var campaigns: [Subject] { names(.campaign).map { .campaign($0) } }

    /// Those of the later period first.
    private func names(_ dimension: Dimension) -> [String?] {
        let names = now.names(dimension)
        let gone = before.names(dimension).filter { !names.contains($0) }
        return Array((names + gone).prefix(Review.mostNames))
    }

    var reasons: [Subject] {
        let codes = Reasons.steps(now.reasons.all).map(\.code)
        let gone = Reasons.steps(before.reasons.all).map(\.code).filter { !codes.contains($0) }
        return (codes + gone).map { .reason($0) }
    }

    /// The same bands for both periods.
    var scores: [Subject] {
        var leads: [Int: Int] = [:]
        for (key, counts) in Array(before.calibration.scores) + Array(now.calibration.scores) {
            if case .score(let score) = key { leads[score, default: 0] += counts.decided }
        }
        let bands = ScoreBands(leads)
        return Set(leads.keys.map(bands.band)).sorted().map { band in
            let ends = bands.ends(of: band)
            return .scores(from: ends.lowerBound, to: ends.upperBound)
        }
    }

    var elements: [Subject] {
        frictions { if case .element = $0 { true } else { false } }
    }

    var questions: [Subject] {
        frictions { if case .question = $0 { true } else { false } }
    }

    private func frictions(_ isWanted: (Subject) -> Bool) -> [Subject] {
        let subjects = now.frictions
        return (subjects + before.frictions.filter { !subjects.contains($0) }).filter(isWanted)
    }

    var verdicts: [Subject] {
        let reps = now.grading.sortedReps.compactMap(\.name)
        return [.overridden, .overridesRefused] + reps.map { .markedTooHigh(rep: $0) }
    }

    var promises: [Subject] { Promise.allCases.map { .promise($0) } }

    var all: [Subject] {
        Review.steps + channels + campaigns + reasons + scores + elements + questions + verdicts + promises
    }

    // MARK: What has to be decided

    /// So many points are as many as a meeting works through.
    static let mostPoints = 10

    /// What has to be decided, what concerns most first: what the figures of the later period say, what got worse, and
    /// scores that marketing hands over and that do not convert.
    package var points: [Finding] {
        var points = now.findings
        for subject in all where !points.contains(where: { $0.subject == subject }) {
            let change = change(of: subject)
            guard change.direction == subject.worse, now.isPartOfDecision(subject) else { continue }
            points.append(.worse(subject, change))
        }
        points += bandsThatDoNotConvert(unlike: points)
        return Array(points.sorted(by: Finding.isBefore).prefix(Review.mostPoints))
    }

    private func bandsThatDoNotConvert(unlike points: [Finding]) -> [Finding] {
        // Where another threshold is proposed, that is the point to decide.
        let isProposed = points.contains { if case .scores = $0.subject { true } else { false } }
        guard !isProposed, let threshold = now.scope.threshold else { return [] }
        let usual = now.calibration.withScore.share
        return scores.compactMap { subject in
            guard case .scores(let from, _) = subject, from >= threshold else { return nil }
            let share = now.share(of: subject)
            guard share.percent != nil, let interval = WilsonInterval(share), interval.high < usual.fraction
            else { return nil }
            return .coldBand(subject, share, usual)
        }
    }
}

extension Subject {
    /// The direction in which it gets worse; nil where neither is.
    var worse: Change.Direction? {
        switch self {
        case .reached, .salesQualified, .accepted, .channel, .campaign, .scores, .promise: .down
        case .neverCalled, .reason, .element, .question, .overridesRefused, .markedTooHigh: .up
        case .overridden: nil
        }
    }
}

extension LeadStory {
    /// What was known of it when a period was over, so that both periods are judged by what came of their leads until
    /// then, and not the earlier one by what came of them since.
    func known(before end: Instant?) -> LeadStory {
        guard let end else { return self }
        var story = self
        if let last = calls.last, last.startedAt >= end { story.calls.removeAll { $0.startedAt >= end } }
        for index in story.handOffs.indices {
            guard let at = handOffs[index].at, at >= end else { continue }
            let answeredAt = handOffs[index].answeredAt.flatMap { $0 < end ? $0 : nil }
            // Silence had accepted what the account executive spoke of only later.
            let silence = answeredAt == nil ? handOffs[index].dueAt.flatMap { $0 < end ? $0 : nil } : nil
            story.handOffs[index] = HandOffFacts(
                call: handOffs[index].call, rep: handOffs[index].rep, at: silence,
                decision: silence == nil ? .waiting : .acceptedBySilence, dueAt: handOffs[index].dueAt,
                answeredAt: answeredAt)
        }
        return story
    }
}

extension FactsSource {
    /// Both periods in one go through the facts.
    package func review(_ scope: ReportScope, before period: Period) throws -> Review {
        var review = Review(scope, before: period)
        try forEachLead(Digest.parts) { review.add($0) }
        return review
    }
}
