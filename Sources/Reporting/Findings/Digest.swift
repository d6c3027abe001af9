/// Every report in the making, in one go through the leads, and what they say together.
package struct Digest: Sendable {
    package static let parts: CallParts = [.elements, .questions, .acts]

    package let scope: ReportScope
    package private(set) var funnel: Funnel
    package private(set) var reasons: Reasons
    package private(set) var calibration: Calibration
    package private(set) var friction: Friction
    package private(set) var overrides: Overrides
    package private(set) var grading: Grading
    package private(set) var promises: KeptPromises

    package init(_ scope: ReportScope) {
        self.scope = scope
        funnel = Funnel(scope)
        reasons = Reasons(scope)
        calibration = Calibration(scope)
        friction = Friction(scope)
        overrides = Overrides(scope)
        grading = Grading(scope)
        promises = KeptPromises(scope)
    }

    package mutating func add(_ story: LeadStory) {
        funnel.add(story)
        reasons.add(story)
        calibration.add(story)
        friction.add(story)
        overrides.add(story)
        grading.add(story)
        promises.add(story)
    }

    /// In the order in which they are listed.
    package func reports(words: (_ call: String) -> [String]) -> [Report] {
        ReportKind.allCases.map { kind in
            let fold: any ReportFold =
                switch kind {
                case .funnel: funnel
                case .reasons: reasons
                case .calibration: calibration
                case .friction: friction
                case .overrides: overrides
                case .grading: grading
                case .sla: promises
                }
            return fold.report(words: words)
        }
    }
}

extension FactsSource {
    /// All reports in one go through the facts.
    package func digest(_ scope: ReportScope) throws -> Digest {
        var digest = Digest(scope)
        try forEachLead(Digest.parts) { digest.add($0) }
        return digest
    }
}
