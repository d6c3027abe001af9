/// A report in the making: a fold over leads that keeps counts, and never what it counted.
package protocol ReportFold: Sendable {
    /// What it looks at beside the calls themselves.
    static var parts: CallParts { get }

    mutating func add(_ story: LeadStory)

    /// What came of it; `words` gives the buyer's words in the message about a call.
    func report(words: (_ call: String) -> [String]) -> Report
}

/// The reports that there are, in the order in which they are listed.
package enum ReportKind: String, CaseIterable, Sendable {
    case funnel, reasons, calibration, friction, overrides, grading, sla

    package func fold(_ scope: ReportScope) -> any ReportFold {
        switch self {
        case .funnel: Funnel(scope)
        case .reasons: Reasons(scope)
        case .calibration: Calibration(scope)
        case .friction: Friction(scope)
        case .overrides: Overrides(scope)
        case .grading: Grading(scope)
        case .sla: KeptPromises(scope)
        }
    }

    /// The ids of the sections that break it down.
    package var breakdowns: [String] {
        switch self {
        case .funnel: Dimension.allCases.map { "by-\($0.rawValue)" }
        case .reasons: ["by-channel", "by-campaign", "by-sub-reason"]
        case .overrides: ["by-rep", "by-pair"]
        case .grading: ["by-rep", "by-reason"]
        case .sla: ["by-promise", "by-week", "by-rep", "by-ae", "by-attempt"]
        case .calibration, .friction: []
        }
    }

    fileprivate var parts: CallParts {
        switch self {
        case .funnel: Funnel.parts
        case .reasons: Reasons.parts
        case .calibration: Calibration.parts
        case .friction: Friction.parts
        case .overrides: Overrides.parts
        case .grading: Grading.parts
        case .sla: KeptPromises.parts
        }
    }
}

extension FactsSource {
    /// Makes reports in one go through the facts.
    package func reports(_ kinds: [ReportKind], _ scope: ReportScope) throws -> [Report] {
        var folds = kinds.map { $0.fold(scope) }
        let parts = kinds.reduce(into: CallParts()) { $0.formUnion($1.parts) }
        try forEachLead(parts) { story in
            for index in folds.indices { folds[index].add(story) }
        }
        return folds.map { $0.report(words: buyerWords) }
    }
}
