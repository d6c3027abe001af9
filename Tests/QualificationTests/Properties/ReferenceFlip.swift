import Qualification

/// Everything that could become of the answers, tried one after the other: what a flip is held against.
struct ReferenceFlip {
    /// What an answer can become, and what that takes.
    struct Way {
        var answer: StandingAnswer
        var changes: Int
        var steps: Int
    }

    var situation: Situation
    private var ways: [[Way]] = []

    init(_ situation: Situation) {
        self.situation = situation
        ways = situation.questions.map(allWays)
    }

    /// A set of changes that gives a wanted verdict: one of fewer changes than the limit, or as many and of
    /// fewer grade steps.
    func cheaper(than limit: (changes: Int, steps: Int), _ isWanted: (Verdict) -> Bool) -> Situation? {
        var trial = situation
        func visit(_ index: Int, _ changes: Int, _ steps: Int) -> Situation? {
            guard index < ways.count else {
                guard changes > 0, (changes, steps) < limit else { return nil }
                return isWanted(ReferenceReading(trial).verdict().0) ? trial : nil
            }
            if let found = visit(index + 1, changes, steps) { return found }
            let key = situation.questions[index].key
            defer { trial.answers[key] = situation.answers[key] }
            for way in ways[index] where (changes + way.changes, steps + way.steps) < limit {
                trial.answers[key] = way.answer
                if let found = visit(index + 1, changes + way.changes, steps + way.steps) { return found }
            }
            return nil
        }
        return visit(0, 0, 0)
    }

    private func allWays(_ question: Question) -> [Way] {
        let stands = situation.answers[question.key]
        var ways: [Way] = []
        if let stands {
            for grade in grades(besides: stands.grade) {
                for isAgainst in [stands.isAgainst, !stands.isAgainst] {
                    if !isAgainst, stands.isAgainst, ReferenceReading.denies(stands.value, question) {
                        continue
                    }
                    var answer = stands
                    (answer.grade, answer.isAgainst) = (grade, isAgainst)
                    let changes =
                        (grade == stands.grade ? 0 : 1) + (isAgainst == stands.isAgainst ? 0 : 1)
                    if changes > 0 {
                        ways.append(Way(answer: answer, changes: changes, steps: steps(grade, stands)))
                    }
                }
            }
        }
        for (text, value) in otherValues(question) {
            for grade in stands.map({ grades(besides: $0.grade) }) ?? [.vague, .stated, .verified] {
                for isAgainst in [false, true] {
                    let answer = StandingAnswer(
                        question: question.key, text: text, value: value, grade: grade, isAgainst: isAgainst)
                    let changes = (stands != nil && grade == stands?.grade ? 0 : 1) + (isAgainst ? 1 : 0)
                    ways.append(
                        Way(
                            answer: answer, changes: changes + (stands == nil ? 0 : 1),
                            steps: steps(grade, stands)))
                }
            }
        }
        return ways
    }

    private func grades(besides grade: EvidenceGrade) -> [EvidenceGrade] {
        [grade] + [.vague, .stated, .verified].filter { $0 != grade }
    }

    private func steps(_ grade: EvidenceGrade, _ stands: StandingAnswer?) -> Int {
        abs(grade.rawValue - (stands?.grade.rawValue ?? 0))
    }

    /// One for each way in which the tests anywhere in the checklist can come out.
    private func otherValues(_ question: Question) -> [(String, AnswerValue?)] {
        let reading = ReferenceReading(situation)
        let tests = situation.questions.compactMap(\.when).flatMap { $0.tests(of: question.key) }
        var seen: Set<[Bool]> = []
        return everyValue(question).filter { text, value in
            let answer = StandingAnswer(question: question.key, text: text, value: value, grade: .stated)
            guard !ReferenceReading.denies(value, question), !["nothing", "none"].contains(text),
                !question.stops.contains(where: { reading.isMet($0.when, by: answer) })
            else { return false }
            return seen.insert(tests.map { reading.isMet($0, by: answer) }).inserted
        }
    }

    private func everyValue(_ question: Question) -> [(String, AnswerValue?)] {
        let stands = situation.answers[question.key]
        let numbers: [Double] = [5, 25, 49, 50, 51, 75, 99, 100, 101, 1000]
        let words = ["rival", "nothing", "something else", "slow", "a thing nobody else said", "again"]
        var all: [(String, AnswerValue?)]
        switch question.kind {
        case .number: all = numbers.map { ("\($0)", .number($0)) }
        case .money: all = numbers.map { ("\($0)", .money(Money(amount: $0, currency: "USD"))) }
        case .date:
            all = [1, 99, 100, 101, 150, 199, 200, 201, 300].map {
                let day = LocalDay(daysSinceEpoch: 20_000 + $0)
                return ("\(day)", .date(StatedDate(on: day, precision: .day)))
            }
        case .yesNo: all = [("yes", .yesNo(true)), ("no", .yesNo(false))]
        case .choice: all = question.choices.map { ($0.key, .choice($0.key)) }
        case .text: all = words.map { ($0, nil) }
        case .person: all = words.map { ($0, .person(Person(name: $0, role: nil))) }
        case .people: all = words.map { ($0, .people([Person(name: $0, role: nil)])) }
        }
        return all.filter { text, value in
            stands.map { value == nil ? $0.text.lowercased() != text : $0.value != value } ?? true
        }
    }
}

extension Condition {
    fileprivate func tests(of key: QuestionKey) -> [ValueTest] {
        switch self {
        case .test(let question, let test): question == key ? [test] : []
        case .anyOf(let parts), .allOf(let parts): parts.flatMap { $0.tests(of: key) }
        }
    }
}
