import Qualification

/// A checklist, a lead and answers, made up by a seeded generator or cut down from such.
struct Situation: Hashable {
    var rules: Rulebook
    var answers: [QuestionKey: StandingAnswer]

    var checklist: Checklist { rules.checklist }
    var questions: [Question] { checklist.questions }

    func decide() -> Decision { rules.decide(answers) }

    func answering(_ key: QuestionKey, _ change: (inout StandingAnswer) -> Void) -> Situation {
        var other = self
        if var answer = answers[key] {
            change(&answer)
            other.answers[key] = answer
        }
        return other
    }
}

/// What kind of checklists and answers to make up.
struct SituationShape {
    var elements = 1...4
    var questions = 1...3
    /// One question in so many has a condition, a knock-out; 0 is none.
    var conditions = 3
    var stops = 5
    /// One checklist in so many knocks out the lead itself; 0 is none.
    var leadStops = 0
    /// One answer in so many is missing.
    var gaps = 3
    /// Also what no loader lets through: circles, tests of other kinds and of questions that are not there,
    /// reasons that are not in the list, elements without questions, answers of other kinds.
    var isOdd = false

    static let small = SituationShape(elements: 1...3, questions: 1...2)
}

/// Makes situations up: the same seed gives the same ones.
struct SituationGenerator {
    var random: SeededGenerator
    var shape: SituationShape

    init(seed: UInt64, shape: SituationShape) {
        random = SeededGenerator(seed: seed)
        self.shape = shape
    }

    mutating func next() -> Situation {
        var known: [Question] = []
        var elements: [Element] = []
        for index in 0..<Int.random(in: shape.elements, using: &random) {
            let count = shape.isOdd && chance(8) ? 0 : Int.random(in: shape.questions, using: &random)
            var questions: [Question] = []
            for number in 0..<count {
                let key = QuestionKey(element: "e\(index)", question: "q\(number)")
                let question = question(key, after: known)
                known.append(question)
                questions.append(question)
            }
            elements.append(element("e\(index)", questions))
        }
        if shape.isOdd, let first = elements.first?.questions.first, chance(3) {
            // A look ahead, and often a circle.
            elements[0].questions[0].when = condition(on: known.filter { chance(2) || $0.key != first.key })
        }
        var checklist = Checklist(
            name: "made up", version: "1", about: "", elements: elements,
            decision: DecisionRule(confirm: Int.random(in: confirmRange(elements), using: &random)))
        var lead: Lead?
        if chance(shape.leadStops) {
            lead = Lead(
                id: "jane@rival.example", email: chance(2) ? "jane@rival.example" : "jane@acme.example")
            checklist.stops = [
                LeadStop(
                    when: .test(.domain, .among(["rival.example"])), reason: reason(),
                    verdict: chance(4) ? .disqualified : nil)
            ]
        }
        var answers: [QuestionKey: StandingAnswer] = [:]
        for question in known where !chance(shape.gaps) { answers[question.key] = answer(to: question) }
        if shape.isOdd, chance(3) {
            let stray = QuestionKey(element: pick(["e0", "nowhere"], "e0"), question: "gone")
            answers[stray] = answer(to: Question(key: stray, ask: ""))
        }
        let rules = Rulebook(checklist: checklist, reasons: reasons, currency: "USD", lead: lead)
        return Situation(rules: rules, answers: answers)
    }

    /// An answer that a reader might have made of what was said, and now and then one that it never would.
    mutating func answer(to question: Question) -> StandingAnswer {
        var (text, value) = value(
            shape.isOdd && chance(4) ? pick(QuestionKind.allCases, .text) : question.kind)
        if chance(10) { (text, value) = ("hard to say", nil) }
        let denies = ReferenceReading.denies(value, question)
        return StandingAnswer(
            question: question.key, text: text, value: value,
            grade: chance(12) && shape.isOdd ? .none : grade(1...3),
            isAgainst: shape.isOdd ? chance(4) : denies || chance(6))
    }

    // MARK: Parts

    private mutating func element(_ id: String, _ questions: [Question]) -> Element {
        Element(
            id: id, name: id, bar: shape.isOdd && chance(8) ? .none : grade(1...3),
            required: chance(2) ? .none : grade(0...3), counts: !chance(6),
            otherwise: chance(5) ? nil : reason(), questions: questions)
    }

    private mutating func question(_ key: QuestionKey, after known: [Question]) -> Question {
        let kind = pick(QuestionKind.allCases, .text)
        var question = Question(
            key: key, ask: "\(key)?", kind: kind, isOptional: chance(4), wanted: !chance(3))
        if kind == .choice {
            question.choices = ["a", "b", "c"].map { Choice(key: $0, name: $0, isAgainst: chance(4)) }
        }
        if chance(shape.conditions) { question.when = condition(on: known) }
        if chance(shape.stops) {
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let when = test(of: question)
                // Lint would let nobody be knocked out by an answer as such.
                if case .answered = when, !shape.isOdd { continue }
                question.stops.append(
                    Stop(when: when, reason: reason(), verdict: chance(6) ? .recycled : nil))
            }
        }
        return question
    }

    private mutating func condition(on known: [Question], depth: Int = 0) -> Condition? {
        guard var question = known.randomElement(using: &random) else { return nil }
        if depth < 2, chance(5) {
            let parts = (0..<2).compactMap { _ in condition(on: known, depth: depth + 1) }
            return chance(2) ? .anyOf(parts) : .allOf(parts)
        }
        if shape.isOdd, chance(12) { question.key = QuestionKey(element: "e0", question: "nowhere") }
        return .test(question: question.key, test(of: question))
    }

    private mutating func test(of question: Question) -> ValueTest {
        if chance(3) { return .answered(!chance(3)) }
        let limit = pick([50.0, 100], 50)
        let day = day(pick([100, 200], 100))
        let word = pick(["rival", "nothing", "Something else"], "rival")
        switch shape.isOdd && chance(4) ? pick(QuestionKind.allCases, .text) : question.kind {
        case .number, .money: return chance(2) ? .below(limit) : .atLeast(limit)
        case .date: return chance(2) ? .before(day) : .after(day)
        case .yesNo: return chance(2) ? .isValue(pick(["yes", "no"], "yes")) : .isNot("yes")
        case .choice: return chance(2) ? .isValue(pick(["a", "b"], "a")) : .isNot(pick(["a", "b"], "a"))
        case .text: return chance(2) ? .isValue(word) : .isNot(word)
        case .person, .people: return .answered(!chance(3))
        }
    }

    private mutating func value(_ kind: QuestionKind) -> (String, AnswerValue?) {
        switch kind {
        case .number:
            let number = pick([10.0, 50, 70, 100, 300], 10)
            return ("\(number)", .number(number))
        case .money:
            let amount = pick([0.0, 10, 50, 70, 100, 300], 10)
            let upTo = chance(5) ? amount + 60 : nil
            let currency = chance(6) ? "EUR" : "USD"
            return ("\(amount)", .money(Money(amount: amount, upTo: upTo, currency: currency)))
        case .date:
            let day = day(pick([50, 100, 150, 200, 250], 50))
            return ("\(day)", .date(StatedDate(on: day, precision: .day)))
        case .yesNo:
            let yes = chance(2)
            return (yes ? "yes" : "no", .yesNo(yes))
        case .choice:
            let key = pick(["a", "b", "c"], "a")
            return (key, .choice(key))
        case .text: return (pick(["Rival", "nothing", "slow"], "slow"), nil)
        case .person: return ("Dana", .person(Person(name: "Dana", role: nil)))
        case .people: return ("Dana and Tom", .people([Person(name: "Dana", role: nil)]))
        }
    }

    private mutating func confirmRange(_ elements: [Element]) -> ClosedRange<Int> {
        if shape.isOdd { return -1...elements.count + 2 }
        return 1...max(elements.count(where: \.counts), 1)
    }

    private mutating func reason() -> ReasonReference {
        let codes = ["no-need", "no-budget", "timing", "no-fit", "hand-off-error"]
        return ReasonReference(code: shape.isOdd && chance(8) ? "no-such-reason" : pick(codes, "timing"))
    }

    private func day(_ offset: Int) -> LocalDay { LocalDay(daysSinceEpoch: 20_000 + offset) }

    mutating func grade(_ range: ClosedRange<Int>) -> EvidenceGrade {
        EvidenceGrade(rawValue: Int.random(in: range, using: &random)) ?? .none
    }

    mutating func pick<Value>(_ values: [Value], _ fallback: Value) -> Value {
        values.randomElement(using: &random) ?? fallback
    }

    /// True once in so many times; never for 0.
    mutating func chance(_ count: Int) -> Bool {
        count > 0 && Int.random(in: 0..<count, using: &random) == 0
    }
}
