internal import Qualification

/// A question as far as it could be read, with the places that checks across the checklist report at.
struct QuestionDraft {
    /// An option, with the knock-out that it may be by itself.
    struct OptionDraft {
        let choice: Choice
        let stop: Stop?
        let fields: Fields
    }

    /// A knock-out, and where its test or the option that it is stands.
    struct StopDraft {
        let stop: Stop
        let position: YAMLNode.Position
        /// The reason that it gives.
        let reasonPosition: YAMLNode.Position
    }

    private(set) var question: Question
    let fields: Fields
    let when: ConditionDraft?
    let options: [OptionDraft]
    /// In the order of the question's own.
    private(set) var stops: [StopDraft] = []

    /// Reads what can be read; nil where the node is no mapping.
    init?(_ node: YAMLNode, element: String, reasons: ReasonList?, findings: Findings) {
        let keys = [
            "id", "ask", "kind", "same-as", "optional", "when", "good", "follow-ups", "red-flags",
            "listen-for", "choices", "wanted", "stops",
        ]
        guard let fields = Fields(node, "a question", keys: keys, findings: findings) else { return nil }
        self.fields = fields
        let id = fields.neededID("id") ?? ""
        let ask = fields.neededWording("ask") ?? ""
        let kind = fields.word("kind", of: QuestionKind.self, "kind")
        let kindIsKnown = kind != nil || !fields.has("kind")
        when = fields.node("when").flatMap { ConditionDraft($0, findings: findings) }
        question = Question(
            key: QuestionKey(element: element, question: id), ask: ask, kind: kind ?? .text,
            sameAs: fields.id("same-as"),
            isOptional: fields.flag("optional") ?? false, when: when?.condition, good: fields.wording("good"),
            followUps: fields.wordings("follow-ups"), redFlags: fields.texts("red-flags"),
            listenFor: fields.texts("listen-for"), wanted: fields.flag("wanted") ?? true)
        options = QuestionDraft.choices(fields, kind: kindIsKnown ? question.kind : nil, reasons: reasons)
        question.choices = options.map(\.choice)
        if kindIsKnown, fields.has("wanted"), question.kind != .yesNo {
            findings.report(fields.position(of: "wanted"), .misplacedKey, "'wanted' is for yes-no questions")
        }
        let asked = kindIsKnown ? question : nil
        // An option's own stop stands where the option does: the first one in the file is the one that fires.
        stops =
            (fields.items("stops").compactMap {
                QuestionDraft.stop($0, on: asked, reasons: reasons, findings: findings)
            }
            + options.compactMap { option in
                option.stop.map {
                    StopDraft(
                        stop: $0, position: option.fields.position(of: "stop"),
                        reasonPosition: option.fields.valuePosition(of: "stop"))
                }
            })
            .sorted { $0.position < $1.position }
        question.stops = stops.map(\.stop)
    }

    /// Reports conditions on questions that do not exist, or that cannot be tested so.
    func check(against questions: [QuestionKey: Question], names: [String], findings: Findings) {
        when?.check(against: questions, names: names, findings: findings)
    }

    private static func choices(
        _ fields: Fields, kind: QuestionKind?, reasons: ReasonList?
    ) -> [OptionDraft] {
        if kind == .choice, !fields.has("choices") {
            fields.findings.report(fields.position(of: "kind"), .missingKey, "a choice needs 'choices'")
        }
        if let kind, kind != .choice, fields.has("choices") {
            fields.findings.report(
                fields.position(of: "choices"), .misplacedKey,
                "'choices' are for questions of the kind 'choice'",
                hint: "this one is '\(kind.rawValue)'")
        }
        var choices: [OptionDraft] = []
        var keys: [(id: String, position: YAMLNode.Position)] = []
        for node in fields.items("choices") {
            guard
                let item = Fields(
                    node, "an option", keys: ["key", "name", "against", "grade", "stop"],
                    findings: fields.findings)
            else { continue }
            let key = item.neededID("key", digitFirst: true) ?? ""
            if !key.isEmpty { keys.append((key, item.position(of: "key"))) }
            let choice = Choice(
                key: key, name: item.neededText("name") ?? key, isAgainst: item.flag("against") ?? false,
                grade: item.grade("grade", 1...3))
            let stop = item.reason("stop", in: reasons).map { Stop(when: .isValue(key), reason: $0) }
            choices.append(OptionDraft(choice: choice, stop: stop, fields: item))
        }
        fields.reportRepeats(keys, "option key")
        return choices
    }

    private static func stop(
        _ node: YAMLNode, on question: Question?, reasons: ReasonList?, findings: Findings
    ) -> StopDraft? {
        guard let fields = Fields(node, "a stop", keys: ["when", "reason", "verdict"], findings: findings)
        else {
            return nil
        }
        _ = fields.needed("reason")
        let reason = fields.reason("reason", in: reasons)
        let verdict = fields.verdict(of: reason, in: reasons)
        guard let node = fields.needed("when"),
            let when = Fields(node, "the 'when' of a stop", keys: ConditionDraft.tests, findings: findings),
            let test = ConditionDraft.test(when)
        else { return nil }
        if test.value == .answered(false) {
            findings.report(test.position, .stopWithoutAnswer, "a stop needs an answer to stop on")
        } else if let question {
            test.check(fits: question, findings: findings)
        }
        return reason.map {
            StopDraft(
                stop: Stop(when: test.value, reason: $0, verdict: verdict), position: test.position,
                reasonPosition: fields.valuePosition(of: "reason"))
        }
    }
}
