/// A checklist together with the reasons it refers to: all that a verdict depends on beside the answers.
package struct Rulebook: Hashable, Sendable {
    package var checklist: Checklist { didSet { order = Rulebook.settlingOrder(checklist.questions) } }
    package var reasons: ReasonList
    /// The currency that the checklist's numbers are in, and that amounts typed without one get.
    package var currency: String
    /// Who is called; nil where only answers decide.
    package var lead: Lead?
    /// The questions, each after those that its condition looks at; those that go round in a circle, or wait for such,
    /// are left out.
    private(set) var order: [Question]

    package init(checklist: Checklist, reasons: ReasonList, currency: String, lead: Lead? = nil) {
        self.checklist = checklist
        self.reasons = reasons
        self.currency = checklist.currency ?? currency
        self.lead = lead
        order = Rulebook.settlingOrder(checklist.questions)
    }

    /// The same rules for a call with one lead, in the words for that lead.
    package func applied(to lead: Lead, rep: String) -> Rulebook {
        var rules = self
        rules.lead = lead
        rules.checklist = checklist.worded(for: lead, rep: rep)
        return rules
    }

    /// The first knock-out on what is known of the lead, which no answer takes back.
    package var leadStop: LeadStop? {
        guard let lead else { return nil }
        return checklist.stops.first { $0.when.holds(for: lead) && verdict(of: $0) != nil }
    }

    package typealias Answers = [QuestionKey: StandingAnswer]

    /// The questions whose conditions hold, which see standing answers of active questions only.
    ///
    /// Questions whose conditions depend on each other in a circle are inactive, and so is what depends on
    /// them.
    package func activeQuestions(_ answers: Answers) -> Set<QuestionKey> {
        let keys = Set(checklist.questions.map(\.key))
        var active: Set<QuestionKey> = []
        for question in order {
            if question.when.map({ isMet($0, answers, keys, active) }) ?? true { active.insert(question.key) }
        }
        return active
    }

    private static func settlingOrder(_ questions: [Question]) -> [Question] {
        var waiting = questions
        guard waiting.contains(where: { $0.when != nil }) else { return waiting }
        var unsettled = Set(waiting.map(\.key))
        var order: [Question] = []
        while true {
            let before = order.count
            waiting.removeAll { question in
                if let when = question.when, !when.questions.isDisjoint(with: unsettled) { return false }
                order.append(question)
                unsettled.remove(question.key)
                return true
            }
            if order.count == before || waiting.isEmpty { return order }
        }
    }

    private func isMet(
        _ condition: Condition, _ answers: Answers, _ keys: Set<QuestionKey>, _ active: Set<QuestionKey>
    ) -> Bool {
        switch condition {
        case .test(let key, let test):
            guard keys.contains(key) else { return false }
            guard active.contains(key), let answer = answers[key] else { return test == .answered(false) }
            return test.holds(for: answer, currency: currency)
        case .anyOf(let parts):
            return parts.contains { isMet($0, answers, keys, active) }
        case .allOf(let parts):
            return parts.allSatisfy { isMet($0, answers, keys, active) }
        }
    }

    /// Where each element stands.
    package func elementStates(_ answers: Answers) -> [ElementState] {
        elementStates(answers, active: activeQuestions(answers))
    }

    func elementStates(_ answers: Answers, active: Set<QuestionKey>) -> [ElementState] {
        checklist.elements.map { element in
            let questions = element.questions.filter { active.contains($0.key) }
            let needed = questions.filter { !$0.isOptional }
            let denials = needed.compactMap { answers[$0.key] }.filter(\.isAgainst)
            // A denial of an optional question confirms nothing, so it lifts nothing either.
            let grade =
                denials.map(\.grade).max()
                ?? (needed.isEmpty
                    ? questions.compactMap { answers[$0.key] }.filter { !$0.isAgainst }.map(\.grade).max()
                    : needed.map { answers[$0.key]?.grade ?? .none }.min())
                ?? .none
            let state: ElementState.State =
                if questions.isEmpty {
                    .inactive
                } else if !denials.isEmpty {
                    .against
                } else if grade >= element.bar {
                    .confirmed
                } else if questions.allSatisfy({ answers[$0.key] == nil }) {
                    .open
                } else {
                    .weak
                }
            return ElementState(id: element.id, grade: grade, bar: element.bar, state: state)
        }
    }
}
