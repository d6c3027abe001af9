/// A knock-out on what is known of a lead before anyone is called.
package struct LeadStop: Hashable, Sendable {
    package var when: LeadCondition
    package var reason: ReasonReference
    /// Which of the reason's verdicts it gives; nil is the first named.
    package var verdict: Verdict?

    package init(when: LeadCondition, reason: ReasonReference, verdict: Verdict? = nil) {
        self.when = when
        self.reason = reason
        self.verdict = verdict
    }
}

/// A test of one fact about a lead.
///
/// What is not known meets `missing(true)` and nothing else.
package enum LeadTest: Hashable, Sendable {
    /// One of these, whatever the case; a domain is also among those it is a subdomain of.
    case among([String])
    case notAmong([String])
    /// Holds one of these as whole words, whatever the case.
    case matches([String])
    /// The whole range is below this number.
    case below(Double)
    /// The whole range is at this number or above it.
    case atLeast(Double)
    case missing(Bool)
}

/// When a knock-out on a lead fires.
package indirect enum LeadCondition: Hashable, Sendable {
    case test(LeadFact, LeadTest)
    case anyOf([LeadCondition])
    case allOf([LeadCondition])

    package func holds(for lead: Lead) -> Bool {
        switch self {
        case .test(let fact, let test): test.holds(for: lead.values(of: fact), of: fact)
        case .anyOf(let parts): parts.contains { $0.holds(for: lead) }
        case .allOf(let parts): parts.allSatisfy { $0.holds(for: lead) }
        }
    }

    /// The facts that it looks at, in the order they are written.
    package var facts: [LeadFact] {
        switch self {
        case .test(let fact, _): [fact]
        case .anyOf(let parts), .allOf(let parts):
            parts.flatMap(\.facts).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
    }
}

extension LeadTest {
    func holds(for values: [String], of fact: LeadFact) -> Bool {
        if case .missing(let wanted) = self { return values.isEmpty == wanted }
        guard !values.isEmpty else { return false }
        switch self {
        case .among(let wanted): return LeadTest.isAny(of: values, among: wanted, fact)
        case .notAmong(let wanted): return !LeadTest.isAny(of: values, among: wanted, fact)
        case .matches(let phrases):
            return values.contains { value in
                let words = LeadTest.words(value)
                return phrases.contains { LeadTest.holds(words, LeadTest.words($0)) }
            }
        case .below(let limit):
            return values.contains { NumberRange($0).map { $0.upper < limit } ?? false }
        case .atLeast(let limit):
            return values.contains { NumberRange($0).map { $0.lower >= limit } ?? false }
        case .missing: return false
        }
    }

    private static func isAny(of values: [String], among wanted: [String], _ fact: LeadFact) -> Bool {
        values.contains { value in
            let value = value.lowercased()
            return wanted.contains { wanted in
                let wanted = wanted.lowercased()
                return value == wanted || fact == .domain && value.hasSuffix("." + wanted)
            }
        }
    }

    private static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }

    private static func holds(_ words: [Substring], _ phrase: [Substring]) -> Bool {
        guard !phrase.isEmpty, phrase.count <= words.count else { return false }
        return (0...words.count - phrase.count).contains {
            words[$0..<$0 + phrase.count].elementsEqual(phrase)
        }
    }
}

/// A number as CRMs write the size of a company: `120`, `1,000`, `51-200`, `10,000+`, `2k`.
struct NumberRange: Hashable {
    var lower: Double
    var upper: Double

    init?(_ text: String) {
        var numbers: [Double] = []
        var rest = text.lowercased()[...]
        while let start = rest.firstIndex(where: { ("0"..."9").contains($0) }) {
            rest = rest[start...]
            let written = rest.prefix { ("0"..."9").contains($0) || $0 == "," || $0 == "." || $0 == "'" }
            rest = rest.dropFirst(written.count)
            guard var number = NumberRange.number(written) else { return nil }
            // Between two numbers the sign is a dash.
            if numbers.isEmpty, text.first == "-" { number = -number }
            if rest.first == "k" { number *= 1000 }
            numbers.append(number)
        }
        guard let first = numbers.first, numbers.count <= 2 else { return nil }
        lower = first
        upper = numbers.count == 2 ? numbers[1] : text.contains("+") ? .infinity : first
        if upper < lower { return nil }
    }

    /// Groups of three digits behind a separator are thousands; anything else behind a dot is a fraction.
    private static func number(_ written: Substring) -> Double? {
        let parts = written.split(whereSeparator: { ",.'".contains($0) })
        guard let whole = parts.first else { return nil }
        if parts.dropFirst().allSatisfy({ $0.count == 3 }) { return Double(parts.joined()) }
        return parts.count == 2 ? Double("\(whole).\(parts[1])") : nil
    }
}
