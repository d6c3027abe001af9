import Qualification
import Testing

/// What the analysis calls impossible is held against calls in which anything is answered.
@Suite struct ChecklistAnalysisTests {
    /// A checklist of three questions in two elements, of every kind that conditions compare.
    struct Case {
        var rules: Rulebook
        /// Every answer to each question that its tests could tell apart, at the grades that matter.
        var answers: [[StandingAnswer?]] = []

        init(using generator: inout SeededGenerator) {
            var known: [Question] = []
            for index in 0..<3 {
                let key = QuestionKey(element: index < 2 ? "e0" : "e1", question: "q\(index)")
                var question = Question(
                    key: key, ask: "",
                    kind: [.number, .choice, .yesNo].randomElement(using: &generator) ?? .text,
                    isOptional: Int.random(in: 0..<3, using: &generator) == 0,
                    wanted: Bool.random(using: &generator))
                if question.kind == .choice {
                    question.choices = ["a", "b", "c"].map { key in
                        Choice(
                            key: key, name: key, isAgainst: Int.random(in: 0..<4, using: &generator) == 0,
                            grade: Int.random(in: 0..<2, using: &generator) == 0 ? .vague : nil)
                    }
                }
                for _ in 0..<Int.random(in: 0...2, using: &generator) {
                    question.stops.append(
                        Stop(
                            when: Self.test(of: question, using: &generator),
                            reason: ReasonReference(code: "no-fit", sub: "size")))
                }
                if !known.isEmpty, Int.random(in: 0..<3, using: &generator) > 0 {
                    question.when = Self.condition(on: known, depth: 0, using: &generator)
                }
                known.append(question)
                answers.append([nil] + Self.answers(to: question))
            }
            func element(_ id: String) -> Element {
                Element(
                    id: id, name: id,
                    bar: EvidenceGrade(rawValue: .random(in: 1...2, using: &generator)) ?? .stated,
                    required: EvidenceGrade(rawValue: .random(in: 0...2, using: &generator)) ?? .none,
                    otherwise: ReasonReference(code: "no-need"),
                    questions: known.filter { $0.key.element == id })
            }
            let elements = [element("e0"), element("e1")]
            rules = Rulebook(
                checklist: Checklist(
                    name: "generated", version: "1", about: "", elements: elements,
                    decision: DecisionRule(confirm: .random(in: 1...2, using: &generator))),
                reasons: reasons, currency: "USD")
        }

        private static func test(of question: Question, using generator: inout SeededGenerator) -> ValueTest {
            switch question.kind {
            case .number:
                let limit: Double = Bool.random(using: &generator) ? 10 : 20
                return Bool.random(using: &generator) ? .below(limit) : .atLeast(limit)
            case .choice:
                let key = ["a", "b", "c"].randomElement(using: &generator) ?? "a"
                return Bool.random(using: &generator) ? .isValue(key) : .isNot(key)
            default: return .isValue(Bool.random(using: &generator) ? "yes" : "no")
            }
        }

        private static func condition(
            on questions: [Question], depth: Int, using generator: inout SeededGenerator
        ) -> Condition {
            guard depth == 2 || Int.random(in: 0..<2, using: &generator) == 0,
                let question = questions.randomElement(using: &generator)
            else {
                let parts = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                    condition(on: questions, depth: depth + 1, using: &generator)
                }
                return Bool.random(using: &generator) ? .anyOf(parts) : .allOf(parts)
            }
            let test =
                Int.random(in: 0..<4, using: &generator) == 0
                ? .answered(.random(using: &generator)) : test(of: question, using: &generator)
            return .test(question: question.key, test)
        }

        private static func answers(to question: Question) -> [StandingAnswer] {
            let values: [(AnswerValue, isAgainst: Bool, highest: EvidenceGrade)] =
                switch question.kind {
                case .number: [5.0, 15, 25].map { (.number($0), false, .stated) }
                case .choice:
                    question.choices.map { (.choice($0.key), $0.isAgainst, $0.grade ?? .stated) }
                default: [true, false].map { (.yesNo($0), $0 != question.wanted, .stated) }
                }
            return values.flatMap { value, isAgainst, highest in
                [EvidenceGrade.vague, .stated].filter { $0 <= highest }.map {
                    StandingAnswer(
                        question: question.key, text: "said", value: value, grade: $0, isAgainst: isAgainst)
                }
            }
        }
    }

    private func calls(_ made: Case) -> [Rulebook.Answers] {
        made.answers.reduce([[:]]) { calls, answers in
            calls.flatMap { call in
                answers.map { answer in
                    guard let answer else { return call }
                    return call.merging([answer.question: answer]) { $1 }
                }
            }
        }
    }

    @Test(arguments: 0..<60)
    func whatItCallsImpossibleNoCallComesTo(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let made = Case(using: &generator)
        let checklist = made.rules.checklist
        let analysis = ChecklistAnalysis(checklist, currency: "USD")
        var asked: Set<QuestionKey> = []
        var reached: Set<String> = []
        var fired: Set<[String]> = []
        var isQualified = false
        for answers in calls(made) {
            let active = made.rules.activeQuestions(answers)
            asked.formUnion(active)
            let decision = made.rules.decide(answers)
            isQualified = isQualified || decision.verdict == .salesQualified
            let stops = checklist.questions.flatMap { question -> [[String]] in
                guard active.contains(question.key), let answer = answers[question.key], !answer.isAgainst,
                    answer.grade >= .stated,
                    let stop = question.stops.firstIndex(where: {
                        $0.when.holds(for: answer, currency: "USD")
                    })
                else { return [] }
                return [["\(question.key)", "\(stop)"]]
            }
            fired.formUnion(stops)
            if stops.isEmpty {
                reached.formUnion(decision.elements.filter { $0.state == .confirmed }.map(\.id))
            }
        }
        for question in checklist.questions {
            #expect(analysis.isEverAsked(question.key) == asked.contains(question.key), "\(question.key)")
            #expect(analysis.canHold(question.when.map { [$0] } ?? []) == asked.contains(question.key))
            guard asked.contains(question.key) else { continue }
            for (index, fate) in analysis.fates(ofStopsOn: question.key).enumerated() {
                // An option of grade 1 knocks out once the rep marks it, which these calls never do.
                let isGraded = question.choices.contains { $0.grade != nil }
                let fires = fired.contains(["\(question.key)", "\(index)"])
                if fires { #expect(fate == .fires, "\(question.key) \(index)") }
                if fate == .fires, !isGraded { #expect(fires, "\(question.key) \(index)") }
            }
        }
        for element in checklist.elements {
            #expect(
                analysis.canReach(element.bar, element) == reached.contains(element.id), "\(element.id)")
        }
        #expect(analysis.canQualify == isQualified)
    }

    @Test func whatGoesRoundInACircleIsLeftAlone() {
        func question(_ name: String, after other: String?) -> Question {
            Question(
                key: QuestionKey(element: "e", question: name), ask: "",
                when: other.map { .test(question: QuestionKey(element: "e", question: $0), .answered(true)) })
        }
        let questions = [
            question("a", after: "b"), question("b", after: "a"), question("c", after: "b"),
            question("d", after: "d"),
        ]
        let checklist = Checklist(
            name: "", version: "", about: "",
            elements: [Element(id: "e", name: "", questions: questions)],
            decision: DecisionRule(confirm: 1))
        let analysis = ChecklistAnalysis(checklist, currency: "USD")
        for question in questions {
            #expect(analysis.isEverAsked(question.key))
            #expect(analysis.canHold(question.when.map { [$0] } ?? []))
        }
        #expect(analysis.canQualify)
    }

    @Test func ofWhatIsTooLargeItSaysNothing() {
        let key = { (index: Int) in QuestionKey(element: "e", question: "q\(index)") }
        let questions = (0..<500).map { index in
            Question(
                key: key(index), ask: "", kind: .number,
                when: .allOf([
                    .test(question: key(0), .below(10)), .test(question: key(0), .atLeast(20)),
                ]))
        }
        let checklist = Checklist(
            name: "", version: "", about: "",
            elements: [Element(id: "e", name: "", questions: questions)],
            decision: DecisionRule(confirm: 1))
        let analysis = ChecklistAnalysis(checklist, currency: "USD")
        #expect(analysis.isEverAsked(key(1)) && analysis.canQualify && analysis.hasGoodAnswer(key(1)))
        #expect(analysis.fates(ofStopsOn: key(1)) == [])
    }

    @Test func rangesAndCentsAreThoughtOf() {
        let key = QuestionKey(element: "e", question: "q")
        func fates(_ kind: QuestionKind, _ tests: ValueTest...) -> [ChecklistAnalysis.StopFate] {
            let stops = tests.map { Stop(when: $0, reason: ReasonReference(code: "no-fit")) }
            let checklist = Checklist(
                name: "", version: "", about: "",
                elements: [
                    Element(
                        id: "e", name: "", questions: [Question(key: key, ask: "", kind: kind, stops: stops)])
                ], decision: DecisionRule(confirm: 1))
            return ChecklistAnalysis(checklist, currency: "USD").fates(ofStopsOn: key)
        }
        // "5k to 20k" is neither below 10k nor at least 10k, but below 30k.
        #expect(fates(.money, .below(10), .atLeast(10), .below(30)) == [.fires, .fires, .fires])
        #expect(fates(.number, .below(10), .atLeast(10), .below(30)) == [.fires, .fires, .shadowed(by: 0)])
        #expect(fates(.money, .below(0), .below(1), .below(2)) == [.metByNothing, .metByDenialsOnly, .fires])
        #expect(fates(.number, .below(0), .below(1)) == [.metByNothing, .fires])
        #expect(fates(.number, .below(2.5), .below(2.5)) == [.fires, .shadowed(by: 0)])
        #expect(
            fates(.text, .isValue("Nobody"), .isValue("we do"), .isNot("x")) == [
                .metByDenialsOnly, .fires, .fires,
            ])
    }
}

@Suite struct LeadStopAnalysisTests {
    private func stop(_ condition: LeadCondition) -> LeadStop {
        LeadStop(when: condition, reason: ReasonReference(code: "no-fit"))
    }

    @Test(arguments: [
        (LeadCondition.test(.employees, .below(0)), false),
        (.test(.employees, .below(1)), true),
        (.allOf([.test(.employees, .below(10)), .test(.employees, .atLeast(10))]), false),
        (.allOf([.test(.employees, .below(50)), .test(.employees, .atLeast(10))]), true),
        (.allOf([.test(.title, .missing(true)), .test(.title, .matches(["student"]))]), false),
        (.allOf([.test(.title, .matches(["student"])), .test(.title, .matches(["intern"]))]), true),
        (.allOf([.test(.company, .among(["Acme"])), .test(.company, .notAmong(["acme"]))]), false),
        // An address and a website may name two domains.
        (.allOf([.test(.domain, .among(["a.example"])), .test(.domain, .among(["b.example"]))]), true),
        (.anyOf([.test(.name, .missing(true)), .test(.employees, .below(0))]), true),
    ])
    func tellsWhatNoLeadMeets(_ condition: LeadCondition, _ canHold: Bool) {
        #expect(LeadStopAnalysis([stop(condition)]).canHold(condition) == canHold)
    }

    @Test(arguments: [
        ([LeadCondition.anyOf([.test(.name, .missing(true)), .test(.name, .missing(false))])], false),
        ([.test(.name, .missing(true)), .test(.name, .missing(false))], false),
        ([.test(.country, .among(["Germany"])), .test(.country, .notAmong(["germany"]))], true),
        (
            [
                .test(.country, .among(["Germany"])), .test(.country, .notAmong(["germany"])),
                .test(.country, .missing(true)),
            ], false
        ),
        // "5-20" is neither.
        (
            [
                .test(.employees, .below(10)), .test(.employees, .atLeast(10)),
                .test(.employees, .missing(true)),
            ], true
        ),
        ([.test(.title, .matches(["student"])), .test(.title, .missing(true))], true),
    ])
    func tellsWhenNobodyIsSpared(_ conditions: [LeadCondition], _ spares: Bool) {
        #expect(LeadStopAnalysis(conditions.map(stop)).spares(someoneFrom: conditions) == spares)
    }
}
