package import Qualification

/// Reads a checklist file.
package enum ChecklistReader {
    /// Returns the checklist, or throws every mistake in it at once (a syntax error alone).
    ///
    /// `path` is how diagnostics name the file; `reasons` are those that the checklist may refer to, nil is
    /// any at all.
    package static func read(
        _ bytes: [UInt8], path: String, reasons: ReasonList?
    ) throws(ChecklistError) -> Checklist {
        let findings = Findings(path: path)
        let root = try YAMLParser.parse(bytes, findings: findings)
        guard let root else {
            throw findings.failure(.init(line: 1, column: 1), .nothingThere, "the file holds no checklist")
        }
        let draft = ChecklistDraft(root, reasons: reasons, findings: findings)
        draft?.check()
        try findings.throwIfAny()
        guard let checklist = draft?.checklist else {
            throw findings.failure(root.position, .nothingThere, "the file holds no checklist")
        }
        return checklist
    }

    /// The name that a file gives its checklist, mistakes elsewhere in it notwithstanding.
    static func name(in bytes: [UInt8]) -> String? {
        guard let root = try? YAMLParser.parse(bytes, findings: Findings(path: "")),
            case .mapping(let pairs) = root.content,
            case .text(let name)? = pairs.first(where: { $0.key == "checklist" })?.value.content
        else { return nil }
        return name.onOneLine
    }
}

/// A checklist as far as it could be read, with the places that checks across it report at.
struct ChecklistDraft {
    struct ElementDraft {
        var element: Element
        var fields: Fields
        var questions: [QuestionDraft]
    }

    private(set) var checklist: Checklist
    private(set) var elements: [ElementDraft] = []
    private(set) var leadStops: [LeadStopDraft] = []
    private(set) var cards: [CardDraft] = []
    let fields: Fields
    let decision: Fields?
    let findings: Findings

    /// Reads what can be read; nil where the file is no mapping.
    init?(_ root: YAMLNode, reasons: ReasonList?, findings: Findings) {
        let keys = [
            "checklist", "version", "about", "currency", "stops", "elements", "cards", "decision",
        ]
        guard let fields = Fields(root, "a checklist", keys: keys, findings: findings) else { return nil }
        self.fields = fields
        self.findings = findings
        let name = fields.neededText("checklist") ?? ""
        let version = fields.neededText("version") ?? ""
        let about = fields.text("about") ?? ""
        let currency = fields.currency("currency")
        leadStops = fields.items("stops").compactMap {
            LeadStopDraft($0, reasons: reasons, findings: findings)
        }
        for node in fields.neededItems("elements") {
            if let element = ChecklistDraft.element(node, reasons: reasons, findings: findings) {
                elements.append(element)
            }
        }
        decision = fields.needed("decision").flatMap {
            Fields($0, "the decision", keys: ["confirm"], findings: findings)
        }
        var confirm = 1
        if let decision {
            _ = decision.needed("confirm")
            confirm = decision.integer("confirm", 1...Int.max, "a number of elements, at least 1") ?? 1
        }
        cards = fields.items("cards").compactMap { CardDraft($0, findings: findings) }
        checklist = Checklist(
            name: name, version: version, about: about, currency: currency, stops: leadStops.map(\.stop),
            elements: elements.map(\.element), cards: cards.map(\.card),
            decision: DecisionRule(confirm: confirm))
    }

    private static func element(
        _ node: YAMLNode, reasons: ReasonList?, findings: Findings
    ) -> ElementDraft? {
        let keys = [
            "id", "name", "bar", "required", "counts", "otherwise", "same-as", "levels", "questions",
        ]
        guard let fields = Fields(node, "an element", keys: keys, findings: findings) else { return nil }
        let id = fields.neededID("id") ?? ""
        let questions = fields.neededItems("questions").compactMap {
            QuestionDraft($0, element: id, reasons: reasons, findings: findings)
        }
        let element = Element(
            id: id, name: fields.neededText("name") ?? id, bar: fields.grade("bar", 1...3) ?? .stated,
            required: fields.grade("required", 0...3) ?? .none, counts: fields.flag("counts") ?? true,
            otherwise: fields.reason("otherwise", in: reasons), sameAs: fields.id("same-as"),
            levels: ChecklistDraft.levels(fields), questions: questions.map(\.question))
        return ElementDraft(element: element, fields: fields, questions: questions)
    }
}

extension ChecklistDraft {
    private static func levels(_ element: Fields) -> [EvidenceGrade: String] {
        guard let node = element.node("levels"),
            let fields = Fields(node, "the levels", keys: ["1", "2", "3"], findings: element.findings)
        else { return [:] }
        var levels: [EvidenceGrade: String] = [:]
        for grade in EvidenceGrade.allCases {
            if let text = fields.wording("\(grade.rawValue)") { levels[grade] = text }
        }
        return levels
    }

    /// Reports what only shows when the whole checklist is known.
    func check() {
        fields.reportRepeats(
            elements.map { ($0.element.id, $0.fields.position(of: "id")) }.filter { !$0.0.isEmpty },
            "element id")
        for element in elements { check(element) }
        let questions = Dictionary(checklist.questions.map { ($0.key, $0) }) { first, _ in first }
        let names = checklist.questions.map(\.key.description)
        for draft in elements.flatMap(\.questions) {
            draft.check(against: questions, names: names, findings: findings)
        }
        fields.reportRepeats(
            cards.map { ($0.card.key, $0.fields.position(of: "key")) }.filter { !$0.0.isEmpty }, "card key")
        for card in cards { card.check(against: questions, names: names, findings: findings) }
        checkCycles()
        let counting = elements.count { $0.element.counts }
        if let decision, checklist.decision.confirm > max(counting, 1) {
            findings.report(
                decision.position(of: "confirm"), .confirmTooHigh,
                "'confirm' is \(checklist.decision.confirm), but only \(counting) of the elements count")
        }
        if let decision, counting == 0, !elements.isEmpty {
            findings.report(
                decision.position, .nothingCounts, "no element counts, so nothing could be confirmed")
        }
    }

    private func check(_ draft: ElementDraft) {
        draft.fields.reportRepeats(
            draft.questions.map { ($0.question.key.question, $0.fields.position(of: "id")) }
                .filter { !$0.0.isEmpty }, "question id")
        guard draft.element.required > .none else { return }
        let position = draft.fields.position(of: "required")
        if !draft.element.counts {
            findings.report(
                position, .requiredNotCounting, "an element that does not count cannot be required")
        }
        if !draft.questions.isEmpty, draft.questions.allSatisfy({ $0.fields.has("when") }) {
            findings.report(
                position, .requiredConditional, "a required element needs a question that is always asked",
                hint: "every question of '\(draft.element.id)' has a 'when'")
        }
    }

    /// Reports each circle of conditions once, at the first of its questions.
    private func checkCycles() {
        let drafts = elements.flatMap(\.questions)
        var order: [QuestionKey: Int] = [:]
        for (index, draft) in drafts.enumerated() { order[draft.question.key] = index }
        var uses: [QuestionKey: [QuestionKey]] = [:]
        for draft in drafts {
            let used = draft.question.when?.questions.filter { order[$0] != nil } ?? []
            uses[draft.question.key] = used.sorted { (order[$0] ?? 0) < (order[$1] ?? 0) }
        }
        var settled: Set<QuestionKey> = []
        for draft in drafts {
            guard let circle = circle(from: draft.question.key, uses: uses, settled: &settled) else {
                continue
            }
            findings.report(
                draft.fields.position(of: "when"), .circle,
                "'when' goes round in a circle: \(circle.map(\.description).joined(separator: " needs "))")
        }
    }

    /// Walks depth first without recursion, so that a chain may be as long as a file allows.
    private func circle(
        from start: QuestionKey, uses: [QuestionKey: [QuestionKey]], settled: inout Set<QuestionKey>
    ) -> [QuestionKey]? {
        guard !settled.contains(start) else { return nil }
        var path: [(key: QuestionKey, next: Int)] = [(start, 0)]
        var onPath: Set<QuestionKey> = [start]
        var found: [QuestionKey]?
        while let (key, next) = path.last {
            let followers = uses[key] ?? []
            guard next < followers.count else {
                settled.insert(key)
                onPath.remove(key)
                path.removeLast()
                continue
            }
            path[path.count - 1].next += 1
            let follower = followers[next]
            if onPath.contains(follower) {
                if found == nil, let first = path.firstIndex(where: { $0.key == follower }) {
                    found = path[first...].map(\.key) + [follower]
                }
            } else if !settled.contains(follower) {
                path.append((follower, 0))
                onPath.insert(follower)
            }
        }
        return found
    }
}
