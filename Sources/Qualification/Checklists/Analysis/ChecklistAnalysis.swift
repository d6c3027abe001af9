/// What can come of a checklist whatever anybody answers: which conditions can hold, what can be confirmed.
///
/// Whatever it calls impossible is so; of what is too large to look through it says that it can be.
package struct ChecklistAnalysis {
    /// More questions than anyone asks; a checklist beyond that is not looked into.
    private static let mostQuestions = 400

    private let checklist: Checklist
    private let cells: [AnswerCells]
    private let index: [QuestionKey: Int]
    /// Whose conditions go round in a circle, or hang on one: nothing is said of them.
    private let entangled: Set<QuestionKey>
    private var solver: Solver

    /// `currency` is that of the checklist's numbers where it names none.
    package init(_ checklist: Checklist, currency: String) {
        let questions =
            checklist.questions.count <= ChecklistAnalysis.mostQuestions ? checklist.questions : []
        let currency = checklist.currency ?? currency
        self.checklist = checklist
        var tests: [QuestionKey: [ValueTest]] = [:]
        for question in questions { question.when?.collect(&tests) }
        cells = questions.map { AnswerCells($0, tests: tests[$0.key] ?? [], currency: currency) }
        index = Dictionary(questions.enumerated().map { ($1.key, $0) }) { first, _ in first }
        entangled = ChecklistAnalysis.entangled(questions)
        solver = Solver(
            cells: cells.map(\.all), consequences: Array(repeating: .always, count: questions.count))
        solver.consequences = cells.map { active($0.question) }
    }

    // MARK: Conditions

    /// Whether all of these can hold at once.
    package func canHold(_ conditions: [Condition]) -> Bool {
        solver.canMeet(conditions.map { constraint($0, holds: true) })
    }

    /// Whether some answers make it a question that is asked.
    package func isEverAsked(_ key: QuestionKey) -> Bool {
        guard let index = index[key] else { return true }
        return solver.canMeet([active(cells[index].question)])
    }

    /// Whether one answer to the question, were it asked, can meet all of these.
    package func leavesAnAnswer(to key: QuestionKey, meeting tests: [ValueTest]) -> Bool {
        guard let index = index[key] else { return true }
        return !tests.reduce(cells[index].all) { left, test in
            cells[index].cells(meeting: test).map(left.intersection) ?? left
        }
        .isEmpty
    }

    private func constraint(_ condition: Condition, holds: Bool) -> Constraint {
        switch condition {
        case .test(let key, let test):
            guard let index = index[key], let wanted = cells[index].cells(meeting: test) else {
                return .always
            }
            return .within(variable: index, holds ? wanted : cells[index].all.subtracting(wanted))
        case .anyOf(let parts), .allOf(let parts):
            let parts = parts.map { constraint($0, holds: holds) }
            if case .anyOf = condition { return holds ? .anyOf(parts) : .allOf(parts) }
            return holds ? .allOf(parts) : .anyOf(parts)
        }
    }

    private func active(_ question: Question) -> Constraint {
        guard let when = question.when, !entangled.contains(question.key) else { return .always }
        return constraint(when, holds: true)
    }

    private func inactive(_ question: Question) -> Constraint {
        guard let when = question.when else { return .never }
        return entangled.contains(question.key) ? .always : constraint(when, holds: false)
    }

    private static func entangled(_ questions: [Question]) -> Set<QuestionKey> {
        var open = Dictionary(questions.map { ($0.key, $0.when?.questions ?? []) }) { first, _ in first }
        var users: [QuestionKey: [QuestionKey]] = [:]
        for (key, used) in open { for other in used { users[other, default: []].append(key) } }
        for (key, used) in open { open[key] = used.filter { open[$0] != nil } }
        var free = open.filter(\.value.isEmpty).map(\.key)
        while let key = free.popLast() {
            open[key] = nil
            for user in users[key] ?? [] where open[user]?.remove(key) != nil && open[user]?.isEmpty == true {
                free.append(user)
            }
        }
        return Set(open.keys)
    }

    // MARK: Elements

    /// Whether an element can come to a grade without a denial and without a knock-out on its way.
    package func canReach(_ grade: EvidenceGrade, _ element: Element) -> Bool {
        solver.canMeet([reach(grade, element)])
    }

    /// Whether an answer to the question is neither a denial nor a knock-out.
    package func hasGoodAnswer(_ key: QuestionKey) -> Bool {
        guard let cells = index[key].map({ cells[$0] }), cells.isKnown else { return true }
        return cells.samples.contains {
            !$0.isRange && !$0.answer.isAgainst && cells.firstStop(on: $0) == nil
        }
    }

    /// The most that an answer to the question is evidence of by itself: of a choice whose every option is graded, the best.
    package func highestGrade(of key: QuestionKey) -> EvidenceGrade {
        guard let question = checklist.question(key), question.kind == .choice else { return .verified }
        let open = question.choices.filter { !$0.isAgainst }
        return open.map { $0.grade ?? .verified }.max() ?? .verified
    }

    private func reach(_ grade: EvidenceGrade, _ element: Element) -> Constraint {
        let known = element.questions.filter { index[$0.key] != nil }
        guard known.count == element.questions.count else { return .always }
        let needed = known.filter { !$0.isOptional }
        let allGood = needed.map { Constraint.anyOf([good(grade, $0), inactive($0)]) }
        // Where nothing needed is asked, the best of the others counts.
        let some = needed.map(active) + known.filter(\.isOptional).map { good(grade, $0) }
        return .allOf(allGood + [.anyOf(some)])
    }

    private func good(_ grade: EvidenceGrade, _ question: Question) -> Constraint {
        guard let index = index[question.key] else { return .always }
        let good = cells[index].good(for: grade)
        return good.isEmpty ? .never : .within(variable: index, good)
    }

    // MARK: The decision

    /// Whether as many of the counting elements as the decision asks for can be confirmed in one call.
    package var canConfirmEnough: Bool { solver.canMeet([enough]) }

    /// Whether a required element can reach its grade, or is not asked about.
    package func canSatisfy(_ element: Element) -> Bool { solver.canMeet([satisfied(element)]) }

    /// Whether some call ends in SQL.
    package var canQualify: Bool {
        solver.canMeet([enough] + checklist.elements.filter { $0.required > .none }.map(satisfied))
    }

    private var enough: Constraint {
        .atLeast(
            checklist.decision.confirm,
            checklist.elements.filter(\.counts).map { reach($0.bar, $0) })
    }

    private func satisfied(_ element: Element) -> Constraint {
        .anyOf([reach(element.required, element), .allOf(element.questions.map(inactive))])
    }

    // MARK: Knock-outs

    /// What becomes of a knock-out.
    package enum StopFate: Hashable, Sendable {
        case fires
        /// No answer meets it.
        case metByNothing
        /// What would meet it counts as a no, and a no is no knock-out.
        case metByDenialsOnly
        /// Others before it take all that would meet it.
        case shadowed(by: Int)
    }

    /// What becomes of each knock-out of a question, in their order.
    package func fates(ofStopsOn key: QuestionKey) -> [StopFate] {
        guard let cells = index[key].map({ cells[$0] }) else { return [] }
        let stops = cells.question.stops
        guard cells.isKnown else { return stops.map { _ in .fires } }
        return stops.indices.map { stop in
            guard let met = cells.cells(meeting: stops[stop].when) else { return .fires }
            let meeting = cells.samples.indices.filter {
                !met.intersection(CellSet([$0 + 1])).isEmpty
            }
            .map { cells.samples[$0] }
            if meeting.isEmpty { return .metByNothing }
            let first = meeting.compactMap(cells.firstStop)
            guard let other = first.first else { return .metByDenialsOnly }
            return first.contains(stop) ? .fires : .shadowed(by: other)
        }
    }
}

extension Condition {
    fileprivate func collect(_ tests: inout [QuestionKey: [ValueTest]]) {
        switch self {
        case .test(let key, let test): tests[key, default: []].append(test)
        case .anyOf(let parts), .allOf(let parts): for part in parts { part.collect(&tests) }
        }
    }
}
