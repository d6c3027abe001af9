import Qualification
import Testing

/// Tries a law on made-up situations, and shows of the first that breaks it the smallest that still does.
///
/// The law gives nil where it holds, and else what is wrong.
func check(
    seed: UInt64, cases: Int, _ shape: SituationShape = SituationShape(),
    sourceLocation: SourceLocation = #_sourceLocation, _ law: (Situation) -> String?
) {
    var generator = SituationGenerator(seed: seed, shape: shape)
    for number in 0..<cases {
        let situation = generator.next()
        guard let complaint = law(situation) else { continue }
        let (smallest, reason) = smallest(situation, complaint, breaking: law)
        Issue.record("case \(number): \(reason)\n\(smallest)", sourceLocation: sourceLocation)
        return
    }
}

/// Cuts a situation down as long as it breaks the law.
func smallest(_ situation: Situation, _ complaint: String, breaking law: (Situation) -> String?)
    -> (Situation, String)
{
    var (smallest, reason) = (situation, complaint)
    var tries = 3000
    var isSmaller = true
    while isSmaller, tries > 0 {
        isSmaller = false
        for cut in smallest.cuts {
            tries -= 1
            if let complaint = law(cut) {
                (smallest, reason, isSmaller) = (cut, complaint, true)
                break
            }
        }
    }
    return (smallest, reason)
}

extension Situation {
    /// The same situation with one thing less, the largest things first.
    var cuts: [Situation] {
        var cuts: [Situation] = []
        func cut(_ change: (inout Situation) -> Void) {
            var other = self
            change(&other)
            if other != self { cuts.append(other) }
        }
        for key in answers.keys.sorted(by: { $0.description < $1.description }) {
            cut { $0.answers[key] = nil }
        }
        for (index, element) in checklist.elements.enumerated() {
            cut { $0.rules.checklist.elements.remove(at: index) }
            for (number, question) in element.questions.enumerated() {
                cut { $0.rules.checklist.elements[index].questions.remove(at: number) }
                func cutQuestion(_ change: (inout Question) -> Void) {
                    cut { change(&$0.rules.checklist.elements[index].questions[number]) }
                }
                cutQuestion { $0.when = nil }
                for part in question.when?.parts ?? [] { cutQuestion { $0.when = part } }
                for stop in question.stops.indices { cutQuestion { $0.stops.remove(at: stop) } }
                for choice in question.choices.indices {
                    cutQuestion { $0.choices[choice].isAgainst = false }
                }
                cutQuestion { $0.isOptional = false }
                cutQuestion { $0.wanted = true }
            }
            cut { $0.rules.checklist.elements[index].required = .none }
            cut { $0.rules.checklist.elements[index].counts = true }
            cut { $0.rules.checklist.elements[index].bar = .stated }
            cut { $0.rules.checklist.elements[index].otherwise = nil }
        }
        cut { $0.rules.checklist.stops = [] }
        cut { $0.rules.lead = nil }
        if checklist.decision.confirm > 0 { cut { $0.rules.checklist.decision.confirm -= 1 } }
        for (key, answer) in answers.sorted(by: { $0.key.description < $1.key.description }) {
            cut { $0.answers[key]?.isAgainst = false }
            if answer.grade > .stated { cut { $0.answers[key]?.grade = .stated } }
        }
        return cuts
    }
}

extension Condition {
    fileprivate var parts: [Condition] {
        switch self {
        case .test: []
        case .anyOf(let parts), .allOf(let parts): parts
        }
    }
}

// MARK: Reading a situation

extension Situation: CustomStringConvertible {
    var description: String {
        var lines: [String] = []
        for stop in checklist.stops {
            lines.append("stop on the lead: \(stop.when) -> \(stop.reason) \(stop.verdict?.rawValue ?? "")")
        }
        if let email = rules.lead?.email { lines.append("lead \(email)") }
        lines.append("confirm \(checklist.decision.confirm)")
        for element in checklist.elements {
            lines.append(
                "\(element.id): bar \(element.bar.rawValue)"
                    + (element.required > .none ? ", required \(element.required.rawValue)" : "")
                    + (element.counts ? "" : ", does not count")
                    + (element.otherwise.map { ", otherwise \($0)" } ?? ""))
            for question in element.questions { lines.append("  " + line(question)) }
        }
        for (key, answer) in answers.sorted(by: { $0.key.description < $1.key.description })
        where checklist.question(key) == nil {
            lines.append("  \(key) (no such question) = \(shown(answer))")
        }
        return lines.joined(separator: "\n")
    }

    /// The answers that are not what they are in another situation.
    func difference(from other: Situation) -> String {
        questions.map(\.key).filter { answers[$0] != other.answers[$0] }.map { key in
            "\(key) = \(answers[key].map(shown) ?? "nothing")"
        }.joined(separator: ", ")
    }

    private func line(_ question: Question) -> String {
        var parts = ["\(question.key) \(question.kind.rawValue)"]
        if question.isOptional { parts.append("optional") }
        if !question.wanted, question.kind == .yesNo { parts.append("wants no") }
        if !question.choices.isEmpty {
            parts.append(
                question.choices.map { $0.key + ($0.isAgainst ? "(against)" : "") }.joined(separator: "|"))
        }
        if let when = question.when { parts.append("when \(when.shown)") }
        for stop in question.stops {
            parts.append("stop \(stop.when) -> \(stop.reason)\(stop.verdict.map { " \($0.rawValue)" } ?? "")")
        }
        return parts.joined(separator: ", ") + (answers[question.key].map { " = \(shown($0))" } ?? "")
    }

    private func shown(_ answer: StandingAnswer) -> String {
        "“\(answer.text)”\(answer.value == nil ? " (as text)" : "") grade \(answer.grade.rawValue)"
            + (answer.isAgainst ? " against" : "")
    }
}

extension Condition {
    fileprivate var shown: String {
        switch self {
        case .test(let question, let test): "\(question) \(test)"
        case .anyOf(let parts): "any of (\(parts.map(\.shown).joined(separator: "; ")))"
        case .allOf(let parts): "all of (\(parts.map(\.shown).joined(separator: "; ")))"
        }
    }
}
