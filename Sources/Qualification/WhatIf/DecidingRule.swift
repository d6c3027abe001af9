/// The rule that gave a verdict, and what it looked at.
package enum DecidingRule: Hashable, Sendable {
    /// A knock-out on what is known of the lead.
    case leadStop([LeadFact], ReasonReference)
    /// A knock-out on an answer.
    case stop(QuestionKey, ReasonReference)
    /// Enough elements at their bar, and every required grade.
    case confirm
    /// SQL is out of reach, since the buyer is against this.
    case lost(String, ReasonReference)
    /// A required grade is not reached.
    case required(String)
    /// So many more elements have to reach their bar.
    case missing(Int)

    package var rule: Proof.Rule {
        switch self {
        case .leadStop, .stop: .stop
        case .confirm: .confirm
        case .lost: .lost
        case .required: .required
        case .missing: .missing
        }
    }

    package var element: String? {
        switch self {
        case .stop(let question, _): question.element
        case .lost(let element, _), .required(let element): element
        case .leadStop, .confirm, .missing: nil
        }
    }

    package var question: QuestionKey? {
        if case .stop(let question, _) = self { question } else { nil }
    }

    package var reason: ReasonReference? {
        switch self {
        case .leadStop(_, let reason), .stop(_, let reason), .lost(_, let reason): reason
        case .confirm, .required, .missing: nil
        }
    }
}

extension Rulebook {
    /// The rule that a decision on these answers rests on.
    package func decidingRule(of decision: Decision, on answers: Answers) -> DecidingRule {
        let judged = zip(checklist.elements, decision.elements).map { JudgedElement(element: $0, state: $1) }
        switch (decision.verdict, decision.reason) {
        case (.salesQualified, _):
            return .confirm
        case (_, let reason?) where decision.proof.first?.rule == .stop:
            if let stop = leadStop, verdict(of: stop) != nil { return .leadStop(stop.when.facts, reason) }
            let fired = firedStop(answers, active: activeQuestions(answers))
            return fired.map { .stop($0.0, reason) } ?? .confirm
        case (_, let reason?):
            let lost = judged.filter { $0.isLost && $0.element.otherwise == reason }
            let first = lost.first { $0.element.required > .none } ?? lost.first { $0.element.counts }
            return .lost(first?.element.id ?? "", reason)
        case (_, nil):
            let unmet = judged.first {
                $0.element.required > .none && $0.state.state != .inactive
                    && ($0.state.grade < $0.element.required || $0.state.state == .against)
            }
            if let unmet { return .required(unmet.element.id) }
            let confirmed = judged.count { $0.element.counts && $0.state.state == .confirmed }
            return .missing(max(0, checklist.decision.confirm - confirmed))
        }
    }
}
