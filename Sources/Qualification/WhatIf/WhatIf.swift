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
        var call = RedecidedCall(
            id: record.id, checklist: record.checklist, before: outcome.proposed, ended: outcome.verdict,
            after: decision.verdict, rule: rules.decidingRule(of: decision, on: carried.answers),
            leftOver: carried.leftOver)
        if decision.verdict == .incomplete {
            let filled = rules.filling(carried.answers, except: carrier.reachable)
            if !filled.questions.isEmpty {
                let otherwise = rules.decide(filled.answers)
                if otherwise.verdict == .incomplete {
                    // Nobody is to blame for what could not be asked: what is named is what else is missing.
                    call.rule = rules.decidingRule(of: otherwise, on: filled.answers)
                } else {
                    call.neverAsked = filled.questions
                }
            }
        }
        return .decided(call)
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
    /// The questions that were needed, never asked, and that alone stand between the answers and a verdict; where there
    /// are any, nobody can say how the call would have ended.
    package var neverAsked: [QuestionKey] = []
    /// The answered questions that have no counterpart.
    package var leftOver: [QuestionKey]

    /// The rep did not take the proposal: no rule moves that.
    package var isDecidedByRep: Bool { ended != before }
    package var isOpen: Bool { !neverAsked.isEmpty }
    package var isMoved: Bool { !isOpen && after != before }
}

extension Rulebook {
    /// The answers, with those questions answered at their bar that were needed and that nobody could have asked.
    ///
    /// `asked` are those that could be. An answer given here neither denies nor knocks out.
    fileprivate func filling(
        _ answers: Answers, except asked: Set<QuestionKey>
    ) -> (answers: Answers, questions: [QuestionKey]) {
        var answers = answers
        var filled: [QuestionKey] = []
        // An answer may bring up further questions, and each round answers at least one.
        while true {
            let active = activeQuestions(answers)
            let count = filled.count
            for element in checklist.elements where element.decides {
                let missing = lacking(element, answers, active: active).filter { !asked.contains($0.key) }
                // Of optional questions the highest answer counts, so that one of them is enough.
                for question in missing.allSatisfy(\.isOptional) ? missing.prefix(1) : missing[...] {
                    let value = otherValues(for: question, tests: [], besides: nil).first
                    answers[question.key] = StandingAnswer(
                        question: question.key, text: value?.text ?? "", value: value?.value,
                        grade: max(element.bar, element.required))
                    filled.append(question.key)
                }
            }
            if filled.count == count { return (answers, filled) }
        }
    }

    /// The unanswered questions that an element's grade rests on: the needed ones, and where none of them is active
    /// the optional ones, as long as what is answered there does not do.
    private func lacking(_ element: Element, _ answers: Answers, active: Set<QuestionKey>) -> [Question] {
        let questions = element.questions.filter { active.contains($0.key) }
        let needed = questions.filter { !$0.isOptional }
        guard needed.isEmpty else { return needed.filter { answers[$0.key] == nil } }
        let isReached = questions.contains { question in
            answers[question.key].map { !$0.isAgainst && $0.grade >= max(element.bar, element.required) }
                ?? false
        }
        return isReached ? [] : questions.filter { answers[$0.key] == nil }
    }
}
