/// A test of one answer's value.
///
/// Amounts in different currencies are never compared: such a test is not met.
package enum ValueTest: Hashable, Sendable {
    case answered(Bool)
    case isValue(String)
    case isNot(String)
    /// The whole range is below this number.
    case below(Double)
    /// The whole range is at this number or above it.
    case atLeast(Double)
    case before(LocalDay)
    case after(LocalDay)
}

/// When a question is asked and counted.
package indirect enum Condition: Hashable, Sendable {
    case test(question: QuestionKey, ValueTest)
    case anyOf([Condition])
    case allOf([Condition])

    /// The questions whose answers it looks at.
    package var questions: Set<QuestionKey> {
        switch self {
        case .test(let question, _): [question]
        case .anyOf(let parts), .allOf(let parts): Set(parts.flatMap(\.questions))
        }
    }
}

extension ValueTest {
    /// Whether a standing answer meets the test; `currency` is the one that the checklist's numbers are in.
    package func holds(for answer: StandingAnswer, currency: String) -> Bool {
        switch self {
        case .answered(let wanted):
            return wanted
        case .isValue(let text):
            return answer.matches(text)
        case .isNot(let text):
            return !answer.matches(text)
        case .below(let limit):
            switch answer.value {
            case .money(let money): return money.currency == currency && (money.upTo ?? money.amount) < limit
            case .number(let number): return number < limit
            default: return false
            }
        case .atLeast(let limit):
            switch answer.value {
            case .money(let money): return money.currency == currency && money.amount >= limit
            case .number(let number): return number >= limit
            default: return false
            }
        case .before(let day):
            guard case .date(let date) = answer.value else { return false }
            return date.on < day
        case .after(let day):
            guard case .date(let date) = answer.value else { return false }
            return date.on > day
        }
    }
}

extension StandingAnswer {
    fileprivate func matches(_ text: String) -> Bool {
        switch value {
        case .choice(let key): key == text
        case .yesNo(let yes): (yes ? "yes" : "no") == text.lowercased()
        default: self.text.lowercased() == text.lowercased()
        }
    }
}
