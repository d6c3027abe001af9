internal import Qualification

/// A condition as far as it could be read, with the places of its tests.
struct ConditionDraft {
    /// One comparison, and where it stands.
    struct Test {
        var value: ValueTest
        var position: YAMLNode.Position
    }

    /// The keys of the comparisons.
    static let tests = ["answered", "is", "is-not", "below", "at-least", "before", "after"]
    /// Conditions inside each other.
    private static let deepest = 8

    /// A condition with the places of its parts.
    indirect enum Part {
        case test(question: QuestionKey, position: YAMLNode.Position, Test)
        case group(isAny: Bool, position: YAMLNode.Position, [Part])

        var condition: Condition {
            switch self {
            case .test(let question, _, let test): .test(question: question, test.value)
            case .group(true, _, let parts): .anyOf(parts.map(\.condition))
            case .group(false, _, let parts): .allOf(parts.map(\.condition))
            }
        }

        /// The comparison, or the key of the group.
        var position: YAMLNode.Position {
            switch self {
            case .test(_, _, let test): test.position
            case .group(_, let position, _): position
            }
        }

        fileprivate var tested: [(question: QuestionKey, position: YAMLNode.Position, test: Test)] {
            switch self {
            case .test(let question, let position, let test): [(question, position, test)]
            case .group(_, _, let parts): parts.flatMap(\.tested)
            }
        }
    }

    let root: Part
    var condition: Condition { root.condition }

    /// Reports what is no condition, and then is nil.
    init?(_ node: YAMLNode, findings: Findings) {
        guard let root = ConditionDraft.part(node, depth: 0, findings: findings) else { return nil }
        self.root = root
    }

    private static func part(_ node: YAMLNode, depth: Int, findings: Findings) -> Part? {
        let keys = ["question"] + tests + ["any-of", "all-of"]
        guard let fields = Fields(node, "a condition", keys: keys, findings: findings) else { return nil }
        guard depth < deepest else {
            findings.report(node.position, .tooDeep, "too many conditions inside each other")
            return nil
        }
        let groups = ["any-of", "all-of"].filter(fields.has)
        guard let group = groups.first else {
            guard let text = fields.neededText("question"), let test = test(fields) else { return nil }
            let position = fields.position(of: "question")
            guard let key = QuestionKey(text) else {
                findings.report(
                    position, .malformedReference, "'\(text)' is no question",
                    hint: "write element.question, for example budget.amount")
                return nil
            }
            return .test(question: key, position: position, test)
        }
        if groups.count > 1 || (["question"] + tests).contains(where: fields.has) {
            findings.report(
                fields.position(of: group), .mixedCondition, "'\(group)' stands alone in its condition")
        }
        let items = fields.items(group)
        let parts = items.compactMap { part($0, depth: depth + 1, findings: findings) }
        guard !items.isEmpty, parts.count == items.count else { return nil }
        return .group(isAny: group == "any-of", position: fields.position(of: group), parts)
    }

    /// Reports questions that do not exist, or that cannot be tested so.
    func check(against questions: [QuestionKey: Question], names: [String], findings: Findings) {
        for (key, position, test) in root.tested {
            if let question = questions[key] {
                test.check(fits: question, findings: findings)
            } else {
                findings.report(
                    position, .unknownQuestion, "there is no question '\(key)'",
                    hint: key.description.nearest(in: names).map { "did you mean '\($0)'?" })
            }
        }
    }

    /// The one comparison in a mapping.
    static func test(_ fields: Fields) -> Test? {
        guard let key = fields.onlyTest(among: tests) else { return nil }
        return value(key, fields).map { Test(value: $0, position: fields.position(of: key)) }
    }

    private static func value(_ key: String, _ fields: Fields) -> ValueTest? {
        switch key {
        case "answered": return fields.flag(key).map(ValueTest.answered)
        case "is": return fields.text(key).map(ValueTest.isValue)
        case "is-not": return fields.text(key).map(ValueTest.isNot)
        case "below": return fields.number(key).map(ValueTest.below)
        case "at-least": return fields.number(key).map(ValueTest.atLeast)
        case "before": return day(key, fields).map(ValueTest.before)
        default: return day(key, fields).map(ValueTest.after)
        }
    }

    private static func day(_ key: String, _ fields: Fields) -> LocalDay? {
        guard let node = fields.node(key) else { return nil }
        if case .text(let text) = node.content, let day = LocalDay(text) { return day }
        fields.findings.report(
            node.position, .wrongValue, "'\(key)' must be a day that exists", hint: "for example 2027-03-31")
        return nil
    }
}

extension ConditionDraft.Test {
    /// Reports a comparison that no answer of the question's kind could meet.
    func check(fits question: Question, findings: Findings) {
        let kinds: [QuestionKind]
        switch value {
        case .answered: return
        case .isValue(let wanted), .isNot(let wanted):
            checkValue(wanted, of: question, findings: findings)
            kinds = [.choice, .yesNo, .text]
        case .below, .atLeast: kinds = [.money, .number]
        case .before, .after: kinds = [.date]
        }
        if !kinds.contains(question.kind) {
            let names = kinds.map(\.rawValue).joined(separator: ", ")
            findings.report(
                position, .otherKind,
                "this test is for the kinds \(names); '\(question.key)' is '\(question.kind.rawValue)'")
        }
    }

    private func checkValue(_ wanted: String, of question: Question, findings: Findings) {
        switch question.kind {
        case .choice where !question.choices.contains { $0.key == wanted }:
            let keys = question.choices.map(\.key)
            findings.report(
                position, .unknownOption, "'\(question.key)' has no option '\(wanted)'",
                hint: keys.isEmpty ? nil : "it has: \(keys.joined(separator: ", "))")
        case .yesNo where !["yes", "no"].contains(wanted.lowercased()):
            findings.report(position, .unknownOption, "'\(question.key)' is answered yes or no")
        default: break
        }
    }
}
