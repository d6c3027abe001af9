/// Decides past calls again under other rules.
///
/// What is compared is what the rules proposed then with what they propose now. What a rep decided otherwise, and a
/// call in which nobody was reached, no rule moves. Grades are those that were given on the call.
package struct WhatIf: Sendable {
    package let rules: Rulebook

    package init(under rules: Rulebook) {
        self.rules = rules
    }

    /// What becomes of one call.
    package enum Result: Hashable, Sendable {
        /// It has no verdict yet.
        case unfinished
        /// Nobody was reached, so that no answers decided.
        case noContact
        case decided(RedecidedCall)
    }

    /// Decides a call again; `carrier` takes answers from the checklist that it was made under.
    ///
    /// `lead` is what knock-outs on leads look at; nil where that is not known any more.
    package func result(of record: CallRecord, lead: Lead?, carrier: AnswerCarrier) -> Result {
        guard let outcome = record.outcome else { return .unfinished }
        guard outcome.verdict != .noContact, outcome.proposed != .noContact else { return .noContact }
        let carried = carrier.carry(record.standing.answers)
        var rules = rules
        rules.lead = lead
        let decision = rules.decide(carried.answers)
        let neverAsked =
            decision.verdict == .incomplete
            ? rules.questionsInTheWay(of: carried.answers, asked: carrier.reachable) : []
        return .decided(
            RedecidedCall(
                id: record.id, checklist: record.checklist, before: outcome.proposed, ended: outcome.verdict,
                after: decision.verdict, rule: rules.decidingRule(of: decision, on: carried.answers),
                neverAsked: neverAsked, leftOver: carried.leftOver))
    }
}

/// A past call, and what other rules say to its answers.
package struct RedecidedCall: Hashable, Sendable {
    package var id: String
    /// What it was made under.
    package var checklist: CallRecord.ChecklistStamp
    /// What the rules proposed then.
    package var before: Verdict
    /// What the call ended with.
    package var ended: Verdict
    /// What the rules propose now.
    package var after: Verdict
    package var rule: DecidingRule
    /// The needed questions that were never asked and that alone stand between the answers and a verdict; where there
    /// are any, nobody can say how the call would have ended.
    package var neverAsked: [QuestionKey]
    /// The answered questions that have no counterpart.
    package var leftOver: [QuestionKey]

    /// The rep did not take the proposal: no rule moves that.
    package var isDecidedByRep: Bool { ended != before }
    package var isOpen: Bool { !neverAsked.isEmpty }
    package var isMoved: Bool { !isOpen && after != before }
}

extension Rulebook {
    /// The needed questions nobody could have asked, if answers to all of them would settle an incomplete call; none
    /// where it would be incomplete even so.
    fileprivate func questionsInTheWay(
        of answers: Answers, asked: Set<QuestionKey>
    ) -> [QuestionKey] {
        var filled = answers
        var inTheWay: [QuestionKey] = []
        // An answer may bring up further questions, and each round answers at least one.
        while true {
            let active = activeQuestions(filled)
            var isDone = true
            for element in checklist.elements where element.decides {
                for question in element.questions
                where !question.isOptional && active.contains(question.key) && !asked.contains(question.key)
                    && filled[question.key] == nil
                {
                    filled[question.key] = StandingAnswer(
                        question: question.key, text: "", value: nil,
                        grade: max(element.bar, element.required))
                    inTheWay.append(question.key)
                    isDone = false
                }
            }
            if isDone { break }
        }
        return inTheWay.isEmpty || decide(filled).verdict == .incomplete ? [] : inTheWay
    }
}
