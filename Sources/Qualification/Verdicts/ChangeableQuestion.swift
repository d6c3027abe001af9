/// A question, and all that could become of the answer to it.
struct ChangeableQuestion {
    /// What an answer becomes, and the changes that this takes.
    struct Option {
        var changes: [Flip.Change]
        var cost: ChangeCost
        /// Nil keeps the value that stands.
        var value: OtherValue?
        /// `.none` where nothing stands, and nothing is given.
        var grade: EvidenceGrade
        var isAgainst: Bool
        /// The verdict of the knock-out that it fires.
        var stop: Verdict?
    }

    /// Values which the conditions that look at the question do not tell apart.
    struct Case {
        /// For each test that a condition makes, whether it is met.
        var outcomes: [Bool]
        /// Positions among the question's options.
        var options: [Int] = []
    }

    /// No more cases are told apart than this.
    static let caseLimit = 24

    let question: Question
    let condition: CompiledCondition?
    /// Whether the tests are met while the question is inactive, or not answered.
    let unanswered: [Bool]
    /// First the one that it is in now.
    private(set) var cases: [Case]
    private(set) var options: [Option] = []
    let firstValue: OtherValue?

    private let stands: StandingAnswer?
    private let position: Int

    /// `only` are the changes that have to be made, and no others; nil allows all.
    init(
        _ question: Question, position: Int, rules: Rulebook, stands: StandingAnswer?,
        condition: CompiledCondition?, tests: [ValueTest], prefersAgainst: Bool, only: Set<Flip.Change>?
    ) {
        self.question = question
        self.position = position
        self.condition = condition
        self.stands = stands
        func outcomes(_ answer: StandingAnswer?) -> [Bool] {
            tests.map { test in
                answer.map { test.holds(for: $0, currency: rules.currency) } ?? (test == .answered(false))
            }
        }
        unanswered = outcomes(nil)
        cases = [Case(outcomes: outcomes(stands))]
        // Made only to keep what stands, the other values need not be known.
        let values = only == [] ? [] : rules.otherValues(for: question, tests: tests, besides: stands)
        firstValue = values.first

        var made: [(value: OtherValue?, index: Int)] = [(nil, 0)]
        for value in values where cases.count < ChangeableQuestion.caseLimit {
            let given = outcomes(answer(Option(value: value, grade: .stated)))
            let known = cases.firstIndex { $0.outcomes == given }
            if known == nil { cases.append(Case(outcomes: given)) }
            let index = known ?? cases.count - 1
            // Of values that nothing tells apart one is enough.
            if !made.contains(where: { $0.value != nil && $0.index == index }) { made.append((value, index)) }
        }
        for (value, index) in made {
            for var option in variants(of: value, rules) {
                if let only, Set(option.changes) != only { continue }
                option.cost = cost(of: option, prefersAgainst: prefersAgainst)
                if !isCovered(option, in: cases[index]) {
                    cases[index].options.append(options.count)
                    options.append(option)
                }
            }
        }
    }

    /// Whether what stands knocks out.
    var isKnockOut: Bool {
        cases[0].options.contains { options[$0].changes.isEmpty && options[$0].stop != nil }
    }

    /// The answer that an option makes; nil where nothing stands, and nothing is given.
    func answer(_ option: Option) -> StandingAnswer? {
        guard stands != nil || option.value != nil else { return nil }
        var answer =
            stands ?? StandingAnswer(question: question.key, text: "", value: nil, grade: option.grade)
        if let value = option.value {
            (answer.text, answer.value, answer.quotes) = (value.text, value.value, [])
        }
        answer.grade = option.grade
        answer.isAgainst = option.isAgainst
        return answer
    }

    /// An answer after one change; `value` is what an answer given anew says.
    func answer(_ answer: StandingAnswer?, value: OtherValue?, _ change: Flip.Change) -> StandingAnswer {
        var answer =
            answer ?? StandingAnswer(question: question.key, text: "", value: nil, grade: .none)
        if let value { (answer.text, answer.value, answer.quotes) = (value.text, value.value, []) }
        switch change {
        case .grade(let grade): answer.grade = grade
        case .against: answer.isAgainst = true
        case .for, .answer: answer.isAgainst = false
        }
        return answer
    }

    /// Every grade and direction that a value can have, nil being the one that stands.
    private func variants(of value: OtherValue?, _ rules: Rulebook) -> [Option] {
        guard stands != nil || value != nil else { return [Option(value: nil, grade: .none)] }
        let grade = stands?.grade ?? .none
        let isAgainst = value == nil && stands?.isAgainst == true
        var directions = [isAgainst]
        if !isAgainst || question.isDenied(by: stands?.value) != true { directions.append(!isAgainst) }
        let grades = [grade] + EvidenceGrade.allCases.filter { $0 != grade && $0 > .none }
        let given = value == nil || stands == nil ? [] : [Flip.Change.answer]
        var variants: [Option] = []
        for direction in directions {
            let turned: [Flip.Change] = direction == isAgainst ? [] : [direction ? .against : .for]
            for other in grades where stands != nil || other > .none {
                let raised: [Flip.Change] = other == grade ? [] : [.grade(other)]
                var option = Option(value: value, grade: other, isAgainst: direction)
                option.changes = stands == nil ? raised + turned : given + turned + raised
                option.stop = stop(of: option, rules)
                variants.append(option)
            }
        }
        return variants
    }

    private func stop(of option: Option, _ rules: Rulebook) -> Verdict? {
        // Another value is never one that knocks out.
        guard option.value == nil, option.grade >= .stated, !option.isAgainst, let stands else { return nil }
        return question.stops.first {
            $0.when.holds(for: stands, currency: rules.currency) && rules.verdict(of: $0) != nil
        }.flatMap(rules.verdict(of:))
    }

    private func cost(of option: Option, prefersAgainst: Bool) -> ChangeCost {
        guard !option.changes.isEmpty else { return ChangeCost() }
        let rank =
            option.changes.contains(.against)
            ? (prefersAgainst ? 1 : 2) : option.changes.contains(.answer) ? (prefersAgainst ? 2 : 1) : 0
        let steps = abs(option.grade.rawValue - (stands?.grade ?? .none).rawValue)
        // Of equal sets the one that changes more at the head of the checklist, and less at its end.
        return ChangeCost(
            changes: option.changes.count, steps: steps, order: 1 + min(position, 4095) * (4 + steps) + rank)
    }

    private func isCovered(_ option: Option, in known: Case) -> Bool {
        known.options.contains { index in
            let other = options[index]
            return other.grade == option.grade && other.isAgainst == option.isAgainst
                && other.stop == option.stop && !(option.cost < other.cost)
        }
    }
}

extension ChangeableQuestion.Option {
    init(value: OtherValue?, grade: EvidenceGrade, isAgainst: Bool = false) {
        self.init(
            changes: [], cost: ChangeCost(), value: value, grade: grade, isAgainst: isAgainst, stop: nil)
    }
}

/// What a set of changes takes: fewest changes, then fewest grade steps, then first in the checklist.
struct ChangeCost: Comparable {
    private var packed: Int

    init() {
        packed = 0
    }

    init(changes: Int, steps: Int, order: Int) {
        packed = changes << 48 | steps << 32 | order
    }

    var changes: Int { packed >> 48 }
    var isFree: Bool { packed == 0 }

    static func < (a: ChangeCost, b: ChangeCost) -> Bool { a.packed < b.packed }

    static func + (a: ChangeCost, b: ChangeCost) -> ChangeCost {
        var sum = a
        sum.packed &+= b.packed
        return sum
    }
}

/// A condition with the questions it looks at, and the tests it makes of them, as positions.
indirect enum CompiledCondition {
    /// On a question that the checklist does not have; never met.
    case unknown
    case test(question: Int, test: Int)
    case anyOf([CompiledCondition])
    case allOf([CompiledCondition])

    /// Adds the tests it makes to those of the questions they are made of.
    init(_ condition: Condition, positions: [QuestionKey: Int], tests: inout [[ValueTest]]) {
        switch condition {
        case .test(let key, let test):
            guard let position = positions[key] else {
                self = .unknown
                return
            }
            if let known = tests[position].firstIndex(of: test) {
                self = .test(question: position, test: known)
            } else {
                tests[position].append(test)
                self = .test(question: position, test: tests[position].count - 1)
            }
        case .anyOf(let parts):
            self = .anyOf(CompiledCondition.parts(parts, positions, &tests))
        case .allOf(let parts):
            self = .allOf(CompiledCondition.parts(parts, positions, &tests))
        }
    }

    private static func parts(
        _ parts: [Condition], _ positions: [QuestionKey: Int], _ tests: inout [[ValueTest]]
    ) -> [CompiledCondition] {
        var made: [CompiledCondition] = []
        for part in parts { made.append(CompiledCondition(part, positions: positions, tests: &tests)) }
        return made
    }
}
