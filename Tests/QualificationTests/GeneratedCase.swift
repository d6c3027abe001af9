import Qualification

/// A checklist and answers made up by a seeded generator: every shape the rules allow, few questions.
struct GeneratedCase {
    var rules: Rulebook
    var answers: [QuestionKey: StandingAnswer]

    init(
        using generator: inout SeededGenerator, elements: ClosedRange<Int> = 1...4,
        questions: ClosedRange<Int> = 1...3,
        conditions: Bool = true, stops: Bool = true
    ) {
        var known: [QuestionKey] = []
        let count = Int.random(in: elements, using: &generator)
        let made = (0..<count).map { index in
            let keys = (0..<Int.random(in: questions, using: &generator)).map {
                QuestionKey(element: "e\(index)", question: "q\($0)")
            }
            let questions = keys.map { key in
                let when =
                    conditions && Int.random(in: 0..<4, using: &generator) == 0
                    ? known.randomElement(using: &generator).map {
                        Condition.test(question: $0, Self.test(using: &generator))
                    } : nil
                let knocksOut = stops && Int.random(in: 0..<5, using: &generator) == 0
                known.append(key)
                return Question(
                    key: key, ask: "", kind: .number,
                    isOptional: Int.random(in: 0..<4, using: &generator) == 0,
                    when: when,
                    stops: knocksOut
                        ? [Stop(when: .below(50), reason: ReasonReference(code: "no-fit", sub: "size"))] : [])
            }
            let codes = ["no-need", "no-budget", "timing", "hand-off-error", nil]
            return Element(
                id: "e\(index)", name: "", bar: Self.grade(1...3, using: &generator),
                required: Bool.random(using: &generator) ? .none : Self.grade(0...3, using: &generator),
                counts: Int.random(in: 0..<6, using: &generator) > 0,
                otherwise: codes.randomElement(using: &generator).flatMap { $0 }.map {
                    ReasonReference(code: $0)
                },
                questions: questions)
        }
        rules = Rulebook(
            checklist: Checklist(
                name: "generated", version: "1", about: "", elements: made,
                decision: DecisionRule(confirm: Int.random(in: 0...count, using: &generator))),
            reasons: reasons, currency: "USD")
        answers = [:]
        for key in known where Int.random(in: 0..<3, using: &generator) > 0 {
            answers[key] = Self.answer(to: key, using: &generator)
        }
    }

    static func answer(to key: QuestionKey, using generator: inout SeededGenerator) -> StandingAnswer {
        let values: [AnswerValue?] = [
            .number(20), .number(80), nil, .yesNo(false), .money(Money(amount: 0, currency: "USD")),
        ]
        return StandingAnswer(
            question: key, text: "said", value: values.randomElement(using: &generator).flatMap { $0 },
            grade: grade(1...3, using: &generator), isAgainst: Int.random(in: 0..<4, using: &generator) == 0)
    }

    private static func grade(_ range: ClosedRange<Int>, using generator: inout SeededGenerator)
        -> EvidenceGrade
    {
        EvidenceGrade(rawValue: Int.random(in: range, using: &generator)) ?? .none
    }

    private static func test(using generator: inout SeededGenerator) -> ValueTest {
        let tests: [ValueTest] = [
            .answered(true), .answered(false), .below(50), .atLeast(50), .isNot("said"),
        ]
        return tests.randomElement(using: &generator) ?? .answered(true)
    }
}
