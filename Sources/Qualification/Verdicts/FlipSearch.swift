extension Rulebook {
    /// The smallest set of changes to the answers that gives another verdict.
    ///
    /// A way to SQL is looked for first, and only where there is none, or SQL is what stands, any other
    /// verdict. Smallest is fewest changes, then fewest grade steps, then first in the checklist. What can be
    /// changed, question by question:
    ///
    /// - `grade:N`, 1 to 3: what stands at another grade, value and direction kept. Where nothing stands, an
    ///   answer at that grade that neither denies nor knocks out.
    /// - `against`, `for`: what stands, or was just answered, turned round. What says no by its value, a plain
    ///   no or an option marked so, is never turned `for`.
    /// - `answer`: another value that neither denies nor knocks out, at the grade that stands.
    ///
    /// An answer given anew has some value of its question's kind; where conditions look at it, one with which
    /// the set gives its verdict, and `applying` says which. Empty where no set of such changes gives another
    /// verdict, and always where the lead itself is knocked out.
    ///
    /// The search is exact. Only on a checklist with dozens of conditions may it end at its bound
    /// (`FlipSearch.workLimit`): then what it names is true, but a smaller set, or a way to SQL, might exist.
    package func flip(_ answers: Answers) -> [Flip] {
        guard leadStop == nil else { return [] }
        let verdict = decide(answers).verdict
        if verdict != .salesQualified,
            let flips = way(to: FlipSearch(rules: self, answers: answers, target: .only(.salesQualified)))
        {
            return flips
        }
        return way(to: FlipSearch(rules: self, answers: answers, target: .anyBut(verdict))) ?? []
    }

    /// The answers after a set of changes, which is what makes a flip checkable.
    ///
    /// Answers that the set asks for anew get a value with which it gives the verdict it names.
    package func applying(_ flips: [Flip], to answers: Answers) -> Answers {
        guard let to = flips.first?.to else { return answers }
        var changes: [QuestionKey: Set<Flip.Change>] = [:]
        for flip in flips { changes[flip.question, default: []].insert(flip.change) }
        var search = FlipSearch(rules: self, answers: answers, target: .only(to), changes: changes)
        return search.find()?.answers ?? search.plain(flips)
    }

    private func way(to search: FlipSearch) -> [Flip]? {
        var search = search
        guard let found = search.find() else { return nil }
        let verdict = decide(found.answers).verdict
        // The rules have the last word: a way that they do not confirm is none.
        guard search.target.isMet(by: verdict) else { return nil }
        return found.changes.map { Flip(question: $0.question, change: $0.change, to: verdict) }
    }
}

/// Looks for the cheapest set of changes with which the rules give a wanted verdict.
///
/// Which questions are active depends only on the values that conditions look at. So all ways are gone
/// through in which those can come out, fewest changed first; for each the elements do not depend on each
/// other, and the cheapest set is put together element by element, keeping of all sets that leave the
/// verdict's tally the same only the cheapest.
struct FlipSearch {
    enum Target {
        case only(Verdict)
        case anyBut(Verdict)

        func isMet(by verdict: Verdict) -> Bool {
            switch self {
            case .only(let wanted): verdict == wanted
            case .anyBut(let present): verdict != present
            }
        }
    }

    typealias Answers = Rulebook.Answers

    /// How many combinations are looked at before the best set so far has to do: some ten milliseconds.
    ///
    /// The first way, in which no condition comes out otherwise than now, is always gone to its end.
    static let workLimit = 200_000

    let rules: Rulebook
    let answers: Answers
    let target: Target

    /// On the way to SQL only confirmed elements are counted: whatever stops or lacks is left aside.
    private let isForSQL: Bool
    private let questions: [ChangeableQuestion]
    /// Positions of the questions, each after those that its condition looks at.
    private let order: [Int]
    private let elements: [[Int]]
    /// Confirmed elements are counted no further than this.
    private let confirm: Int

    /// The case that each question is in, in its own count; nil where it is inactive.
    private var cases: [Int?]
    private var tables: [[[Int]: [Entry<Tally>]]]
    /// The changes behind each entry, as pairs of earlier ones.
    private var trail: [Step] = [.start]
    private var best: (cost: ChangeCost, step: Int)?
    private var work = 0
    private var isFirstWay = true
    /// The most changes that are looked at in this round.
    private var budget = Int.max
    private var isCutOff = false
    private var isLeafReached = false

    /// `changes` are those that have to be made, and no others; nil leaves the choice to the search.
    init(
        rules: Rulebook, answers: Answers, target: Target, changes: [QuestionKey: Set<Flip.Change>]? = nil
    ) {
        self.rules = rules
        self.answers = answers
        self.target = target
        let checklist = rules.checklist
        var positions: [QuestionKey: Int] = [:]
        var listed: [Question] = []
        for question in checklist.questions where positions[question.key] == nil {
            positions[question.key] = listed.count
            listed.append(question)
        }
        var tests = [[ValueTest]](repeating: [], count: listed.count)
        var conditions: [CompiledCondition?] = []
        for question in listed {
            let condition = question.when.map {
                CompiledCondition($0, positions: positions, tests: &tests)
            }
            conditions.append(condition)
        }
        let isForSQL = if case .only(.salesQualified) = target { true } else { false }
        questions = listed.enumerated().map { position, question in
            ChangeableQuestion(
                question, position: position, rules: rules, stands: answers[question.key],
                condition: conditions[position], tests: tests[position], prefersAgainst: !isForSQL,
                only: changes.map { $0[question.key] ?? [] })
        }
        self.isForSQL = isForSQL
        order = rules.order.compactMap { positions[$0.key] }
        elements = checklist.elements.map { $0.questions.compactMap { positions[$0.key] } }
        confirm = min(max(checklist.decision.confirm, 0), checklist.elements.count + 1)
        cases = Array(repeating: nil, count: listed.count)
        tables = Array(repeating: [:], count: checklist.elements.count)
    }

    /// The cheapest set of changes and the answers after it; nil where there is none within the bound.
    mutating func find() -> (changes: [(question: QuestionKey, change: Flip.Change)], answers: Answers)? {
        if case .only = target {
            search()
        } else {
            // Few changes are nearly always enough for less than SQL, and the tallies of few are few.
            budget = 0
            repeat {
                budget += 1
                isCutOff = false
                tables = Array(repeating: [:], count: elements.count)
                search()
            } while best == nil && isCutOff && !isSpent
        }
        return best.map { result(at: $0.step) }
    }

    /// The changes made one by one, with the first value that does for what is answered anew.
    func plain(_ flips: [Flip]) -> Answers {
        flips.reduce(into: answers) { answers, flip in
            guard let question = questions.first(where: { $0.question.key == flip.question }) else { return }
            let isNew = flip.change == .answer || answers[flip.question] == nil
            answers[flip.question] = question.answer(
                answers[flip.question], value: isNew ? question.firstValue : nil, flip.change)
        }
    }

    private var isSpent: Bool { work >= FlipSearch.workLimit }

    // MARK: Ways that conditions can come out

    private mutating func search() {
        var deviations = 0
        isLeafReached = true
        while isLeafReached, deviations == 0 || !isSpent {
            if let best, best.cost.changes < deviations { return }
            if deviations > budget {
                isCutOff = true
                return
            }
            isLeafReached = false
            visit(from: 0, deviations: deviations)
            deviations += 1
        }
    }

    /// Goes through the questions from one on, so many of them in another case than they are in now.
    private mutating func visit(from start: Int, deviations: Int) {
        var next = start
        while next < order.count {
            let position = order[next]
            next += 1
            work += 1
            if let condition = questions[position].condition, !isMet(condition) {
                cases[position] = nil
                continue
            }
            cases[position] = 0
            guard deviations > 0, !isSpent else { continue }
            for index in 1..<max(questions[position].cases.count, 1) {
                cases[position] = index
                visit(from: next, deviations: deviations - 1)
            }
            cases[position] = 0
        }
        guard deviations == 0 else { return }
        isLeafReached = true
        combine()
        isFirstWay = false
    }

    private func isMet(_ condition: CompiledCondition) -> Bool {
        switch condition {
        case .unknown: return false
        case .test(let position, let test):
            let question = questions[position]
            guard let index = cases[position] else { return question.unanswered[test] }
            return question.cases[index].outcomes[test]
        case .anyOf(let parts): return parts.contains { isMet($0) }
        case .allOf(let parts): return parts.allSatisfy { isMet($0) }
        }
    }

    // MARK: Putting elements together

    /// Keeps the cheapest set of changes in which the questions are in the cases they are in.
    private mutating func combine() {
        var table = [Entry(state: Tally(), cost: ChangeCost(), step: 0)]
        for index in elements.indices {
            let outcomes = outcomes(of: index)
            var next: [Entry<Tally>] = []
            for entry in table {
                for outcome in outcomes {
                    let cost = entry.cost + outcome.cost
                    guard isWorthIt(cost) else { continue }
                    let tally = entry.state.adding(outcome.state, confirm: confirm)
                    improve(&next, tally, cost, .both(entry.step, outcome.step))
                }
            }
            table = next
        }
        for entry in table where target.isMet(by: entry.state.verdict(confirm: confirm)) {
            if isWorthIt(entry.cost) { best = (entry.cost, entry.step) }
        }
    }

    /// What can become of an element with its questions in the cases they are in, each at its cheapest.
    private mutating func outcomes(of index: Int) -> [Entry<Tally>] {
        let key = elements[index].map { cases[$0] ?? -1 }
        if let known = tables[index][key] { return known }
        let element = rules.checklist.elements[index]
        let active = elements[index].filter { cases[$0] != nil }
        let hasNeeded = active.contains { !questions[$0].question.isOptional }
        var table = [Entry(state: Evidence(), cost: ChangeCost(), step: 0)]
        for position in active {
            let question = questions[position]
            let options = cases[position].map { question.cases[$0].options } ?? []
            let isNeeded = !question.question.isOptional
            var next: [Entry<Evidence>] = []
            for entry in table {
                for number in options {
                    let option = question.options[number]
                    let cost = entry.cost + option.cost
                    guard isWithinBudget(cost), !(isForSQL && option.stop != nil) else { continue }
                    let evidence = entry.state.adding(option, isNeeded: isNeeded, hasNeeded: hasNeeded)
                    improve(
                        &next, evidence, cost,
                        option.cost.isFree
                            ? .same(entry.step) : .change(entry.step, position: position, option: number))
                }
            }
            table = next
        }
        var outcomes: [Entry<Tally>] = []
        for entry in table {
            var tally = active.isEmpty ? Tally() : Tally(of: element, entry.state, rules: rules)
            if isForSQL {
                guard !tally.isUnmet else { continue }
                tally = Tally(confirmed: tally.confirmed)
            }
            improve(&outcomes, tally, entry.cost, .same(entry.step))
        }
        tables[index][key] = outcomes
        return outcomes
    }

    private mutating func isWorthIt(_ cost: ChangeCost) -> Bool {
        if let best, !(cost < best.cost) { return false }
        return isWithinBudget(cost)
    }

    private mutating func isWithinBudget(_ cost: ChangeCost) -> Bool {
        guard cost.changes > budget else { return true }
        isCutOff = true
        return false
    }

    private mutating func improve<State: Equatable>(
        _ table: inout [Entry<State>], _ state: State, _ cost: ChangeCost, _ step: Step
    ) {
        work += 1 + table.count / 8
        guard let index = table.firstIndex(where: { $0.state == state }) else {
            // Past the bound nothing is begun any more; what is kept stays true.
            guard isFirstWay || !isSpent else { return }
            table.append(Entry(state: state, cost: cost, step: remember(step)))
            return
        }
        guard cost < table[index].cost else { return }
        table[index].cost = cost
        table[index].step = remember(step)
    }

    // MARK: The way back

    private enum Step {
        case start
        case same(Int)
        case both(Int, Int)
        case change(Int, position: Int, option: Int)
    }

    private struct Entry<State> {
        var state: State
        var cost: ChangeCost
        var step: Int
    }

    private mutating func remember(_ step: Step) -> Int {
        switch step {
        case .start: return 0
        case .same(let index), .both(let index, 0), .both(0, let index): return index
        case .both, .change:
            trail.append(step)
            return trail.count - 1
        }
    }

    private func result(at step: Int) -> (changes: [(question: QuestionKey, change: Flip.Change)], Answers) {
        var chosen: [Int: Int] = [:]
        var open = [step]
        while let index = open.popLast() {
            switch trail[index] {
            case .start: break
            case .same(let before): open.append(before)
            case .both(let one, let other): open += [one, other]
            case .change(let before, let position, let option):
                chosen[position] = option
                open.append(before)
            }
        }
        var changed = answers
        var changes: [(question: QuestionKey, change: Flip.Change)] = []
        // What knocks out has to go before anything else can help.
        let positions = chosen.keys.sorted()
        for position in positions.filter({ questions[$0].isKnockOut })
            + positions.filter({ !questions[$0].isKnockOut })
        {
            guard let number = chosen[position] else { continue }
            let question = questions[position]
            let option = question.options[number]
            changes += option.changes.map { (question.question.key, $0) }
            changed[question.question.key] = question.answer(option)
        }
        return (changes, changed)
    }
}
