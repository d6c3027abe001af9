import Qualification

/// Conditions, knock-outs and bars of a checklist in words.
struct ConditionWording {
    /// What a question is about, so that an amount reads as one; nil where it is not known.
    var question: (QuestionKey) -> Question?
    /// The currency of the checklist's own numbers; nil leaves amounts bare.
    var currency: String?

    init(_ checklist: Checklist) {
        question = { checklist.question($0) }
        currency = checklist.currency
    }

    /// `budget.amount is answered`.
    func text(_ condition: Condition) -> String {
        switch condition {
        case .test(let key, let test): "\(key) \(text(test, of: question(key)))"
        case .anyOf(let parts): joined(parts.map { part($0) }, "or")
        case .allOf(let parts): joined(parts.map { part($0) }, "and")
        }
    }

    private func part(_ condition: Condition) -> String {
        if case .test = condition { text(condition) } else { "(\(text(condition)))" }
    }

    /// `is below USD 3,000`.
    func text(_ test: ValueTest, of question: Question?) -> String {
        switch test {
        case .answered(true): "is answered"
        case .answered(false): "is not answered"
        case .isValue(let value): "is \(value)"
        case .isNot(let value): "is not \(value)"
        case .below(let limit): "is below \(number(limit, question))"
        case .atLeast(let limit): "is \(number(limit, question)) or more"
        case .before(let day): "is before \(day)"
        case .after(let day): "is after \(day)"
        }
    }

    private func number(_ value: Double, _ question: Question?) -> String {
        let number = ValueWording.number(value)
        guard question?.kind == .money, let currency else { return number }
        return "\(currency) \(number)"
    }

    /// `the domain is rival.example or rival.test`.
    func text(_ condition: LeadCondition) -> String {
        switch condition {
        case .test(let fact, let test): "\(name(fact)) \(text(test))"
        case .anyOf(let parts): joined(parts.map { part($0) }, "or")
        case .allOf(let parts): joined(parts.map { part($0) }, "and")
        }
    }

    private func part(_ condition: LeadCondition) -> String {
        if case .test = condition { text(condition) } else { "(\(text(condition)))" }
    }

    private func text(_ test: LeadTest) -> String {
        switch test {
        case .among(let texts): "is \(joined(texts, "or"))"
        case .notAmong(let texts): "is known and not \(joined(texts, "or"))"
        case .matches(let texts): "has the words \(joined(texts.map { "“\($0)”" }, "or"))"
        case .below(let limit): "is below \(ValueWording.number(limit))"
        case .atLeast(let limit): "is \(ValueWording.number(limit)) or more"
        case .missing(true): "is not known"
        case .missing(false): "is known"
        }
    }

    private func name(_ fact: LeadFact) -> String {
        switch fact {
        case .domain: "the domain"
        case .email: "the e-mail"
        case .name: "the name"
        case .company: "the company"
        case .title: "the title"
        case .channel: "the channel"
        case .campaign: "the campaign"
        case .country: "the country"
        case .industry: "the industry"
        case .employees: "the number of employees"
        case .score: "the score"
        }
    }

    // MARK: Knock-outs

    /// `is below USD 3,000: no-fit/size`.
    func text(_ stop: Stop, of question: Question?) -> String {
        "\(text(stop.when, of: question)): \(reason(stop.reason, stop.verdict))"
    }

    func text(_ stop: LeadStop) -> String { "\(text(stop.when)): \(reason(stop.reason, stop.verdict))" }

    private func reason(_ reason: ReasonReference, _ verdict: Verdict?) -> String {
        reason.description + (verdict.map { ", \(ValueWording.verdict($0))" } ?? "")
    }

    /// `a, b or c`.
    private func joined(_ parts: [String], _ word: String) -> String {
        guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
        return "\(parts.dropLast().joined(separator: ", ")) \(word) \(last)"
    }
}

extension DecisionRule {
    /// What a lead has to show for SQL, in one sentence.
    static func sentence(_ checklist: Checklist) -> String {
        let counting = checklist.elements.filter(\.counts)
        let confirm = checklist.decision.confirm
        let names = counting.map(\.name).joined(separator: ", ")
        let tally =
            confirm == counting.count
            ? "all \(confirm) at their bar (\(names))"
            : "\(confirm) of \(counting.count) at their bar (\(names))"
        let required = counting.filter { $0.required > .none }.map {
            "\($0.name) at grade \($0.required.rawValue)"
        }
        guard !required.isEmpty else { return "An SQL takes \(tally)." }
        return "An SQL takes \(tally), and in any case \(required.joined(separator: " and "))."
    }
}
