/// What the rules make of a set of answers.
package struct Decision: Hashable, Sendable {
    package var verdict: Verdict
    /// The reason that gives the verdict; nil for SQL and incomplete.
    package var reason: ReasonReference?
    package var elements: [ElementState]
    package var proof: [Proof]
    /// What to ask next to get nearer to SQL; nil where no answer can.
    package var nextQuestion: QuestionKey?
}

extension Rulebook {
    /// Decides: the same checklist and answers always give the same, single verdict.
    ///
    /// In this order: a knock-out that fired, those on the lead first; enough elements confirmed and every
    /// required grade reached; SQL out of reach; else incomplete.
    package func decide(_ answers: Answers) -> Decision {
        let active = activeQuestions(answers)
        let states = elementStates(answers, active: active)
        let judged = zip(checklist.elements, states).map { JudgedElement(element: $0, state: $1) }

        if let lead, let stop = leadStop, let verdict = verdict(of: stop) {
            return Decision(
                verdict: verdict, reason: stop.reason, elements: states,
                proof: [Proof(rule: .stop, text: stop.proof(for: lead))], nextQuestion: nil)
        }
        if let (question, stop) = firedStop(answers, active: active), let verdict = verdict(of: stop) {
            return Decision(
                verdict: verdict, reason: stop.reason, elements: states,
                proof: [
                    Proof(
                        rule: .stop,
                        text:
                            "\(question) is a knock-out: “\(answers[question]?.text ?? "")” is \(stop.reason)"
                    )
                ],
                nextQuestion: nil)
        }
        let counting = judged.filter { $0.element.counts && $0.state.state != .inactive }
        let confirmed = counting.filter { $0.state.state == .confirmed }
        let required = judged.filter { $0.element.required > .none && $0.state.state != .inactive }
        let unmet = required.filter {
            $0.state.grade < $0.element.required || $0.state.state == .against
        }
        let tally = Proof(
            rule: .confirm,
            text: "\(confirmed.count) of \(counting.count) at their bar"
                + (confirmed.isEmpty ? "" : ": \(confirmed.map(\.element.id).joined(separator: ", "))"))

        if confirmed.count >= checklist.decision.confirm, unmet.isEmpty {
            let grades = required.map { "\($0.element.id) \($0.state.grade.rawValue)" }
            let proof =
                grades.isEmpty
                ? []
                : [Proof(rule: .required, text: "required grades reached: \(grades.joined(separator: ", "))")]
            return Decision(
                verdict: .salesQualified, reason: nil, elements: states, proof: [tally] + proof,
                nextQuestion: nil)
        }
        if let lost = lostElement(counting: counting, required: required),
            let reason = lost.element.otherwise, let verdict = verdict(of: reason)
        {
            let why = Proof(
                rule: .lost,
                text: "\(lost.element.id) is against at grade \(lost.state.grade.rawValue): \(reason)")
            return Decision(
                verdict: verdict, reason: reason, elements: states, proof: [why, tally], nextQuestion: nil)
        }
        return Decision(
            verdict: .incomplete, reason: nil, elements: states,
            proof: [tally, missing(counting: counting, unmet: unmet, confirmed: confirmed.count)],
            nextQuestion: nextQuestion(answers, active: active, unmet: unmet, counting: counting))
    }

    /// The verdict that a reason stands for; where it has two, the first named.
    package func verdict(of reference: ReasonReference) -> Verdict? {
        reasons.reason(reference.code)?.verdicts.first
    }

    /// The verdict that a knock-out gives; nil where its reason is none of the list.
    func verdict(of stop: Stop) -> Verdict? { stop.verdict ?? verdict(of: stop.reason) }

    /// The verdict that a knock-out on the lead gives; nil where its reason is none of the list.
    func verdict(of stop: LeadStop) -> Verdict? { stop.verdict ?? verdict(of: stop.reason) }

    /// The reason that an answer to this question knocks the lead out for; nil where it decides nothing.
    package func knockOut(by key: QuestionKey, _ answers: Answers) -> ReasonReference? {
        guard let (question, stop) = firedStop(answers, active: activeQuestions(answers)), question == key
        else { return nil }
        return stop.reason
    }

    /// The first knock-out in checklist order: an active question, grade 2 or more, and no denial.
    func firedStop(_ answers: Answers, active: Set<QuestionKey>) -> (QuestionKey, Stop)? {
        for question in checklist.questions where !question.stops.isEmpty {
            guard active.contains(question.key), let answer = answers[question.key],
                answer.grade >= .stated, !answer.isAgainst
            else { continue }
            if let stop = question.stops.first(where: {
                $0.when.holds(for: answer, currency: currency) && verdict(of: $0) != nil
            }) {
                return (question.key, stop)
            }
        }
        return nil
    }

    /// The lost element that names the reason once SQL is out of reach: a required one before all others.
    ///
    /// One without a reason of its own leaves that to the next; nil where none has any, or SQL can still be.
    private func lostElement(counting: [JudgedElement], required: [JudgedElement]) -> JudgedElement? {
        let lost = counting.filter(\.isLost)
        let lostRequired = required.filter(\.isLost)
        guard !lostRequired.isEmpty || counting.count - lost.count < checklist.decision.confirm else {
            return nil
        }
        return (lostRequired + lost).first { $0.element.otherwise.flatMap(verdict(of:)) != nil }
    }

    private func missing(counting: [JudgedElement], unmet: [JudgedElement], confirmed: Int) -> Proof {
        var parts: [String] = []
        for judged in unmet {
            let at = judged.state.state == .against ? "against" : "\(judged.state.grade.rawValue)"
            parts.append("\(judged.element.id) must reach \(judged.element.required.rawValue), is \(at)")
        }
        let more = checklist.decision.confirm - confirmed
        if more > 0 {
            let short = counting.filter { $0.state.state != .confirmed }.map {
                "\($0.element.id) (\($0.state.state.rawValue))"
            }
            parts.append("\(more) more of \(short.joined(separator: ", "))")
        }
        return Proof(rule: .missing, text: "missing: " + parts.joined(separator: "; "))
    }

    private func nextQuestion(
        _ answers: Answers, active: Set<QuestionKey>, unmet: [JudgedElement], counting: [JudgedElement]
    ) -> QuestionKey? {
        let short =
            unmet.map(\.element) + counting.filter { $0.state.state != .confirmed }.map(\.element)
        // Beside needed questions an optional one moves nothing.
        let questions = short.flatMap { element in
            let asked = element.questions.filter { active.contains($0.key) }
            let needed = asked.filter { !$0.isOptional }
            return needed.isEmpty ? asked : needed
        }
        let unanswered = questions.first { answers[$0.key] == nil }
        let weak = questions.first { question in
            answers[question.key].map { !$0.isAgainst && $0.grade < .stated } ?? false
        }
        return (unanswered ?? weak ?? questions.first)?.key
    }
}

struct JudgedElement {
    var element: Element
    var state: ElementState

    /// The buyer said no in so many words.
    var isLost: Bool { state.state == .against && state.grade >= .stated }
}

extension LeadStop {
    /// What is known of the lead that knocks it out, for example `domain rival.example is a knock-out: …`.
    package func proof(for lead: Lead) -> String {
        let known = when.facts.map { fact in
            let values = lead.values(of: fact)
            return values.isEmpty
                ? "no \(fact.rawValue)" : "\(fact.rawValue) “\(values.joined(separator: ", "))”"
        }
        return "\(known.joined(separator: ", ")) is a knock-out: \(reason)"
    }
}
