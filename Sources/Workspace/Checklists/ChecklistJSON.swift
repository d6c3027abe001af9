package import Qualification

extension LoadedChecklist {
    /// The whole checklist as data, with the file that it was read from.
    package var json: JSONValue {
        guard case .object(var members) = checklist.json else { return .null }
        members["sha256"] = .string(sha256)
        members["path"] = JSONValue(path)
        return .object(members)
    }
}

extension Checklist {
    /// The checklist under the keys that its file has; every key is present, null where nothing is said.
    package var json: JSONValue {
        [
            "checklist": .string(name), "version": .string(version),
            "about": about.isEmpty ? .null : .string(about), "currency": JSONValue(currency),
            "stops": .array(stops.map(\.json)), "elements": .array(elements.map(\.json)),
            "cards": .array(cards.map(\.json)), "decision": ["confirm": JSONValue(decision.confirm)],
        ]
    }
}

extension Element {
    package var json: JSONValue {
        var levels: [String: JSONValue] = [:]
        for grade in EvidenceGrade.allCases where grade > .none {
            levels["\(grade.rawValue)"] = JSONValue(self.levels[grade])
        }
        return [
            "id": .string(id), "name": .string(name), "bar": JSONValue(bar.rawValue),
            "required": JSONValue(required.rawValue), "counts": .bool(counts),
            "otherwise": JSONValue(otherwise?.description), "same-as": JSONValue(sameAs),
            "levels": .object(levels), "questions": .array(questions.map(\.json)),
        ]
    }
}

extension Question {
    package var json: JSONValue {
        let (own, ofChoices) = dividedStops
        let choices = self.choices.map { choice in
            choice.json(stop: ofChoices.first { $0.when == .isValue(choice.key) }?.reason)
        }
        return [
            "id": .string(key.question), "same-as": JSONValue(sameAs), "ask": .string(ask),
            "kind": .string(kind.rawValue), "optional": .bool(isOptional), "when": when?.json ?? .null,
            "good": JSONValue(good), "follow-ups": JSONValue(followUps), "red-flags": JSONValue(redFlags),
            "listen-for": JSONValue(listenFor), "choices": .array(choices),
            "wanted": kind == .yesNo ? .bool(wanted) : .null, "stops": .array(own.map(\.json)),
        ]
    }

    /// Its own knock-outs, and those that options are by themselves: they come last, in the order of the options.
    private var dividedStops: (own: [Stop], ofChoices: [Stop]) {
        var keys = choices.map(\.key)[...]
        var start = stops.endIndex
        while start > stops.startIndex, case .isValue(let key) = stops[start - 1].when,
            stops[start - 1].verdict == nil, let index = keys.lastIndex(of: key)
        {
            keys = keys[..<index]
            start -= 1
        }
        return (Array(stops[..<start]), Array(stops[start...]))
    }
}

extension Choice {
    /// `stop` is the reason that picking it ends the matter with.
    package func json(stop: ReasonReference?) -> JSONValue {
        [
            "key": .string(key), "name": .string(name), "against": .bool(isAgainst),
            "grade": JSONValue(grade?.rawValue), "stop": JSONValue(stop?.description),
        ]
    }
}

extension Card {
    package var json: JSONValue {
        [
            "key": .string(key), "name": .string(name), "hear": JSONValue(hear), "say": .string(say),
            "then": JSONValue(then?.description),
        ]
    }
}

extension Stop {
    package var json: JSONValue {
        [
            "when": .object(when.json), "reason": .string(reason.description),
            "verdict": JSONValue(verdict?.rawValue),
        ]
    }
}

extension LeadStop {
    package var json: JSONValue {
        [
            "when": when.json, "reason": .string(reason.description), "verdict": JSONValue(verdict?.rawValue),
        ]
    }
}

extension Condition {
    /// A condition has only the keys that it is made of.
    package var json: JSONValue {
        switch self {
        case .test(let question, let test):
            .object(["question": .string(question.description)].merging(test.json) { $1 })
        case .anyOf(let parts): ["any-of": .array(parts.map(\.json))]
        case .allOf(let parts): ["all-of": .array(parts.map(\.json))]
        }
    }
}

extension ValueTest {
    var json: [String: JSONValue] {
        switch self {
        case .answered(let wanted): ["answered": .bool(wanted)]
        case .isValue(let text): ["is": .string(text)]
        case .isNot(let text): ["is-not": .string(text)]
        case .below(let limit): ["below": JSONValue(number: limit)]
        case .atLeast(let limit): ["at-least": JSONValue(number: limit)]
        case .before(let day): ["before": .string(day.description)]
        case .after(let day): ["after": .string(day.description)]
        }
    }
}

extension LeadCondition {
    package var json: JSONValue {
        switch self {
        case .test(let fact, let test):
            .object(["lead": .string(fact.rawValue)].merging(test.json) { $1 })
        case .anyOf(let parts): ["any-of": .array(parts.map(\.json))]
        case .allOf(let parts): ["all-of": .array(parts.map(\.json))]
        }
    }
}

extension LeadTest {
    var json: [String: JSONValue] {
        switch self {
        case .among(let texts): ["among": JSONValue(texts)]
        case .notAmong(let texts): ["not-among": JSONValue(texts)]
        case .matches(let texts): ["matches": JSONValue(texts)]
        case .below(let limit): ["below": JSONValue(number: limit)]
        case .atLeast(let limit): ["at-least": JSONValue(number: limit)]
        case .missing(let wanted): ["missing": .bool(wanted)]
        }
    }
}

extension JSONValue {
    /// The number as people write it, without a fraction where there is none.
    fileprivate init(number: Double) {
        self = Int64(exactly: number).map { .integer($0) } ?? .double(number)
    }
}

// MARK: - Differences

extension ChecklistChange {
    /// A change as data: where, what happened, and what stands there before and after.
    package var json: JSONValue {
        [
            "path": .string(path.joined(separator: ".")), "change": .string(kind.rawValue),
            "before": before?.json ?? .null, "after": after?.json ?? .null,
        ]
    }
}

extension ChecklistFact {
    package var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): JSONValue(number)
        case .flag(let flag): .bool(flag)
        case .texts(let texts): JSONValue(texts)
        case .condition(let condition): condition.json
        case .stop(let stop): stop.json
        case .leadStop(let stop): stop.json
        case .element(let element): element.json
        case .question(let question): question.json
        case .choice(let choice): choice.json(stop: nil)
        case .card(let card): card.json
        case .facts(let facts): .array(facts.map(\.json))
        }
    }
}
