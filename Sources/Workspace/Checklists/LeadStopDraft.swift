internal import Qualification

/// A knock-out on what is known of a lead, as far as it could be read.
struct LeadStopDraft {
    /// A text that a fact about the lead is compared with as a whole.
    struct Listed {
        let fact: LeadFact
        let text: String
        let position: YAMLNode.Position
    }

    let stop: LeadStop
    let fields: Fields
    /// What stands under 'among' and 'not-among'.
    let listed: [Listed]

    /// The keys of the comparisons.
    private static let tests = ["among", "not-among", "matches", "below", "at-least", "missing"]
    /// Conditions inside each other.
    private static let deepest = 8

    /// Reports what does not fit, and then is nil.
    init?(_ node: YAMLNode, reasons: ReasonList?, findings: Findings) {
        guard let fields = Fields(node, "a stop", keys: ["when", "reason", "verdict"], findings: findings)
        else {
            return nil
        }
        self.fields = fields
        _ = fields.needed("reason")
        let reason = fields.reason("reason", in: reasons)
        let verdict = fields.verdict(of: reason, in: reasons)
        guard let when = fields.needed("when"),
            let condition = LeadStopDraft.condition(when, depth: 0, findings: findings), let reason
        else { return nil }
        stop = LeadStop(when: condition, reason: reason, verdict: verdict)
        listed = LeadStopDraft.listed(in: when)
    }

    private static func listed(in node: YAMLNode) -> [Listed] {
        guard case .mapping(let pairs) = node.content else { return [] }
        var fact: LeadFact?
        for pair in pairs where pair.key == "lead" {
            if case .text(let name) = pair.value.content { fact = LeadFact(rawValue: name) }
        }
        return pairs.flatMap { pair -> [Listed] in
            guard case .list(let items) = pair.value.content else { return [] }
            if ["any-of", "all-of"].contains(pair.key) { return items.flatMap(listed) }
            guard let fact, ["among", "not-among"].contains(pair.key) else { return [] }
            return items.compactMap { item in
                guard case .text(let text) = item.content else { return nil }
                return Listed(fact: fact, text: text.onOneLine, position: item.position)
            }
        }
    }

    private static func condition(_ node: YAMLNode, depth: Int, findings: Findings) -> LeadCondition? {
        let keys = ["lead"] + tests + ["any-of", "all-of"]
        guard
            let fields = Fields(node, "a condition on the lead", keys: keys, findings: findings)
        else { return nil }
        guard depth < deepest else {
            findings.report(node.position, .tooDeep, "too many conditions inside each other")
            return nil
        }
        let groups = ["any-of", "all-of"].filter(fields.has)
        guard let group = groups.first else { return test(fields) }
        if groups.count > 1 || (["lead"] + tests).contains(where: fields.has) {
            findings.report(
                fields.position(of: group), .mixedCondition, "'\(group)' stands alone in its condition")
        }
        let items = fields.items(group)
        let parts = items.compactMap { condition($0, depth: depth + 1, findings: findings) }
        guard !items.isEmpty, parts.count == items.count else { return nil }
        return group == "any-of" ? .anyOf(parts) : .allOf(parts)
    }

    private static func test(_ fields: Fields) -> LeadCondition? {
        _ = fields.needed("lead")
        let fact = fields.word("lead", of: LeadFact.self, "fact about a lead")
        guard let key = fields.onlyTest(among: tests) else { return nil }
        guard let test = value(key, fields), let fact else { return nil }
        if !fits(key, fact) {
            let numeric = LeadFact.allCases.filter(\.isNumeric).map(\.rawValue).joined(separator: " and ")
            fields.findings.report(
                fields.position(of: key), .otherKind,
                fact.isNumeric
                    ? "'\(key)' compares words; '\(fact.rawValue)' is a number"
                    : "'\(key)' compares numbers, and is for \(numeric)")
        }
        return .test(fact, test)
    }

    private static func fits(_ key: String, _ fact: LeadFact) -> Bool {
        switch key {
        case "missing": true
        case "below", "at-least": fact.isNumeric
        default: !fact.isNumeric
        }
    }

    private static func value(_ key: String, _ fields: Fields) -> LeadTest? {
        switch key {
        case "among": return texts(key, fields).map(LeadTest.among)
        case "not-among": return texts(key, fields).map(LeadTest.notAmong)
        case "matches": return texts(key, fields).map(LeadTest.matches)
        case "below": return fields.number(key).map(LeadTest.below)
        case "at-least": return fields.number(key).map(LeadTest.atLeast)
        default: return fields.flag(key).map(LeadTest.missing)
        }
    }

    private static func texts(_ key: String, _ fields: Fields) -> [String]? {
        let texts = fields.texts(key)
        return texts.isEmpty ? nil : texts
    }
}
