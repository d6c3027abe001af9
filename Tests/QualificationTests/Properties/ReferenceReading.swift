import Qualification

/// A second reading of the rules of verdicts, as plainly as they can be written, against which the first
/// is held.
///
/// It shares no code with the first: neither the tests of values, nor the states, nor the order of rules.
struct ReferenceReading {
    var rules: Rulebook
    var answers: [QuestionKey: StandingAnswer]
    /// The questions that are asked, in checklist order.
    private var active: [Question] = []

    init(_ situation: Situation) {
        rules = situation.rules
        answers = situation.answers
        active = rules.checklist.questions.filter { isActive($0) }
    }

    var activeKeys: Set<QuestionKey> { Set(active.map(\.key)) }

    // MARK: Which questions are asked

    private func isActive(_ question: Question) -> Bool {
        guard let when = question.when else { return true }
        return !neverSettles(question, behind: []) && isMet(when)
    }

    private func neverSettles(_ question: Question, behind: [QuestionKey]) -> Bool {
        if behind.contains(question.key) { return true }
        guard let when = question.when else { return false }
        return rules.checklist.questions.contains {
            when.questions.contains($0.key) && neverSettles($0, behind: behind + [question.key])
        }
    }

    private func isMet(_ condition: Condition) -> Bool {
        switch condition {
        case .anyOf(let parts): return parts.contains { isMet($0) }
        case .allOf(let parts): return !parts.contains { !isMet($0) }
        case .test(let key, let test):
            guard let question = rules.checklist.questions.first(where: { $0.key == key }) else {
                return false
            }
            if isActive(question), let answer = answers[key] { return isMet(test, by: answer) }
            return test == .answered(false)
        }
    }

    func isMet(_ test: ValueTest, by answer: StandingAnswer) -> Bool {
        var least: Double?
        var most: Double?
        if case .number(let number) = answer.value { (least, most) = (number, number) }
        if case .money(let money) = answer.value, money.currency == rules.currency {
            (least, most) = (money.amount, money.upTo ?? money.amount)
        }
        var day: LocalDay?
        if case .date(let date) = answer.value { day = date.on }
        var said = answer.text.lowercased()
        if case .yesNo(let yes) = answer.value { said = yes ? "yes" : "no" }
        switch test {
        case .answered(let isAnswered): return isAnswered
        case .below(let limit): return most.map { $0 < limit } ?? false
        case .atLeast(let limit): return least.map { $0 >= limit } ?? false
        case .before(let limit): return day.map { $0 < limit } ?? false
        case .after(let limit): return day.map { $0 > limit } ?? false
        case .isValue(let text), .isNot(let text):
            var isSame = said == text.lowercased()
            if case .choice(let key) = answer.value { isSame = key == text }
            if case .isNot = test { return !isSame }
            return isSame
        }
    }

    // MARK: Where elements stand

    func state(of element: Element) -> ElementState {
        let asked = element.questions.filter { question in active.contains { $0.key == question.key } }
        let needed = asked.filter { !$0.isOptional }
        let noes = needed.compactMap { answers[$0.key] }.filter { $0.isAgainst }
        var grade = 0
        if !noes.isEmpty {
            grade = noes.map(\.grade.rawValue).max() ?? 0
        } else if !needed.isEmpty {
            grade = needed.map { answers[$0.key]?.grade.rawValue ?? 0 }.min() ?? 0
        } else {
            for question in asked {
                if let answer = answers[question.key], !answer.isAgainst {
                    grade = max(grade, answer.grade.rawValue)
                }
            }
        }
        var state = ElementState.State.weak
        if !asked.contains(where: { answers[$0.key] != nil }) { state = .open }
        if grade >= element.bar.rawValue { state = .confirmed }
        if !noes.isEmpty { state = .against }
        if asked.isEmpty { state = .inactive }
        return ElementState(
            id: element.id, grade: EvidenceGrade(rawValue: grade) ?? .none, bar: element.bar, state: state)
    }

    // MARK: The verdict

    func verdict() -> (Verdict, ReasonReference?) {
        let checklist = rules.checklist
        // (1) Knock-outs: of the lead, then in checklist order.
        for stop in checklist.stops {
            if let lead = rules.lead, stop.when.holds(for: lead),
                let verdict = named(stop.verdict, stop.reason)
            {
                return (verdict, stop.reason)
            }
        }
        for question in active {
            guard let answer = answers[question.key], answer.grade.rawValue >= 2, !answer.isAgainst else {
                continue
            }
            for stop in question.stops where isMet(stop.when, by: answer) {
                if let verdict = named(stop.verdict, stop.reason) { return (verdict, stop.reason) }
            }
        }
        // (2) Enough at their bar, and every required grade, where the element is not inactive.
        let all = checklist.elements.map { ($0, state(of: $0)) }.filter { $0.1.state != .inactive }
        let counting = all.filter { $0.0.counts }
        let required = all.filter { $0.0.required.rawValue > 0 }
        let isEnough = counting.filter { $0.1.state == .confirmed }.count >= checklist.decision.confirm
        if isEnough, required.allSatisfy({ $0.1.state != .against && $0.1.grade >= $0.0.required }) {
            return (.salesQualified, nil)
        }
        // (3) Out of reach.
        func isLost(_ pair: (Element, ElementState)) -> Bool {
            pair.1.state == .against && pair.1.grade.rawValue >= 2
        }
        let lostRequired = required.filter(isLost)
        let lost = counting.filter(isLost)
        if !lostRequired.isEmpty || counting.count - lost.count < checklist.decision.confirm {
            for (element, _) in lostRequired + lost {
                if let reason = element.otherwise, let verdict = named(nil, reason) {
                    return (verdict, reason)
                }
            }
        }
        // (4)
        return (.incomplete, nil)
    }

    private func named(_ verdict: Verdict?, _ reason: ReasonReference) -> Verdict? {
        verdict ?? rules.reasons.reasons.first { $0.code == reason.code }?.verdicts.first
    }

    // MARK: Values

    /// Whether a value says no by itself.
    static func denies(_ value: AnswerValue?, _ question: Question) -> Bool {
        switch value {
        case .money(let money): money.amount == 0 && money.upTo == nil
        case .yesNo(let yes): yes ? !question.wanted : question.wanted
        case .choice(let key): question.choices.contains { $0.key == key && $0.isAgainst }
        default: false
        }
    }
}
