/// The answers to one question, as many as its tests and its own rules tell apart.
struct AnswerCells {
    struct Sample {
        var answer: StandingAnswer
        /// An amount from one number to another, which no single number stands for.
        var isRange = false
    }

    /// Numbers or days that one question is compared with; beyond that it is not looked into.
    private static let mostLimits = 24

    let question: Question
    /// Whether every answer is like one of the samples; false where there would be too many.
    let isKnown: Bool
    /// The answer of each cell behind the first, which is that of no answer.
    let samples: [Sample]
    private let currency: String

    /// `tests` are all that any condition makes of its answers.
    init(_ question: Question, tests: [ValueTest], currency: String) {
        self.question = question
        self.currency = currency
        let tests = tests.filter { $0.fits(question) } + question.stops.map(\.when)
        var samples: [Sample] = []
        var known: Set<[Int]> = []
        let candidates = AnswerCells.candidates(question, tests: tests, currency: currency)
        for sample in candidates ?? [] {
            var signature = tests.map { $0.holds(for: sample.answer, currency: currency) ? 1 : 0 }
            signature.append(sample.answer.isAgainst ? 1 : 0)
            signature.append(AnswerCells.ownGrade(of: sample.answer, question).rawValue)
            if known.insert(signature).inserted { samples.append(sample) }
        }
        isKnown = candidates != nil && samples.count < CellSet.most
        self.samples = isKnown ? samples : [Sample(answer: AnswerCells.answer(question, "…", nil))]
    }

    var all: CellSet { CellSet(first: samples.count + 1) }
    var answered: CellSet { all.subtracting(.unknown) }

    func cells(where isMeant: (Sample) -> Bool) -> CellSet {
        guard isKnown else { return answered }
        return CellSet(samples.indices.filter { isMeant(samples[$0]) }.map { $0 + 1 })
    }

    /// The cells in which a test holds; nil where nothing can be said of it.
    func cells(meeting test: ValueTest) -> CellSet? {
        switch test {
        case .answered(true): return answered
        case .answered(false): return .unknown
        default:
            guard isKnown, test.fits(question) else { return nil }
            return cells { test.holds(for: $0.answer, currency: currency) }
        }
    }

    /// The answers that bring the question to a grade and knock nobody out.
    func good(for grade: EvidenceGrade) -> CellSet {
        cells { sample in
            !sample.answer.isAgainst && AnswerCells.ownGrade(of: sample.answer, question) >= grade
                && (grade < .stated || firstStop(on: sample) == nil)
        }
    }

    /// The knock-out that fires first on an answer, whatever its grade.
    func firstStop(on sample: Sample) -> Int? {
        sample.answer.isAgainst
            ? nil : question.stops.firstIndex { $0.when.holds(for: sample.answer, currency: currency) }
    }

    /// The most that an answer is evidence of; an option with a grade of its own is that and no more.
    private static func ownGrade(of answer: StandingAnswer, _ question: Question) -> EvidenceGrade {
        guard case .choice(let key) = answer.value else { return .verified }
        return question.choices.first { $0.key == key }?.grade ?? .verified
    }

    // MARK: Samples

    /// Answers of every sort that the tests could tell apart; nil where they would be too many.
    private static func candidates(
        _ question: Question, tests: [ValueTest], currency: String
    ) -> [Sample]? {
        switch question.kind {
        case .choice:
            return question.choices.map { Sample(answer: answer(question, $0.key, .choice($0.key))) }
        case .yesNo:
            return [true, false].map { Sample(answer: answer(question, $0 ? "yes" : "no", .yesNo($0))) }
        case .money, .number:
            let limits = Set(tests.compactMap(\.limit)).sorted()
            guard limits.count <= mostLimits else { return nil }
            return numbers(around: limits).map {
                let value: AnswerValue =
                    question.kind == .number
                    ? .number($0) : .money(Money(amount: $0, currency: currency))
                return Sample(answer: answer(question, "\($0)", value))
            } + (question.kind == .money ? ranges(question, around: limits, currency: currency) : [])
        case .date:
            let days = Set(tests.compactMap(\.day)).sorted()
            guard days.count <= mostLimits else { return nil }
            let near = days.flatMap { [$0.adding(days: -1), $0, $0.adding(days: 1)] }
            return (near.isEmpty ? [LocalDay(daysSinceEpoch: 20_000)] : near).map {
                Sample(answer: answer(question, "\($0)", .date(StatedDate(on: $0, precision: .day))))
            }
        case .text:
            let texts = Set(tests.compactMap { $0.text?.lowercased() }).sorted()
            guard texts.count < CellSet.most - 1 else { return nil }
            return (texts + ["\u{2026}"]).map { Sample(answer: answer(question, $0, nil)) }
        case .person, .people:
            return [Sample(answer: answer(question, "\u{2026}", nil))]
        }
    }

    private static func answer(_ question: Question, _ text: String, _ value: AnswerValue?) -> StandingAnswer
    {
        let reader = AnswerReader(today: LocalDay(daysSinceEpoch: 20_000), currency: "USD")
        return StandingAnswer(
            question: question.key, text: text, value: value, grade: .stated,
            isAgainst: reader.isAgainst(text, value: value, for: question))
    }

    /// Every limit, and a number to either side of it; none is below zero, for nobody answers so.
    static func numbers(around limits: [Double]) -> [Double] {
        let limits = limits.filter { $0 > 0 }
        var numbers: [Double] = [0]
        var last = 0.0
        for limit in limits {
            // Whole numbers where there are any between: nobody names half a dollar.
            let whole = last.rounded(.down) + 1
            if whole < limit { numbers.append(whole) } else if last > 0 { numbers.append((last + limit) / 2) }
            numbers.append(limit)
            last = limit
        }
        numbers.append(last.rounded(.down) + 1)
        return numbers
    }

    private static func ranges(
        _ question: Question, around limits: [Double], currency: String
    ) -> [Sample] {
        let ends = numbers(around: limits)
        return ends.indices.flatMap { low in
            ends.indices.filter { $0 > low }.map { high in
                let money = Money(amount: ends[low], upTo: ends[high], currency: currency)
                return Sample(answer: answer(question, "…", .money(money)), isRange: true)
            }
        }
    }
}

extension ValueTest {
    /// Whether it can be made of the answers to a question of this kind.
    func fits(_ question: Question) -> Bool {
        switch self {
        case .answered: true
        case .isValue(let text), .isNot(let text):
            switch question.kind {
            case .choice: question.choices.contains { $0.key == text }
            case .yesNo: ["yes", "no"].contains(text.lowercased())
            case .text: true
            default: false
            }
        case .below, .atLeast: question.kind == .money || question.kind == .number
        case .before, .after: question.kind == .date
        }
    }

    fileprivate var limit: Double? {
        switch self {
        case .below(let limit), .atLeast(let limit): limit
        default: nil
        }
    }

    fileprivate var day: LocalDay? {
        switch self {
        case .before(let day), .after(let day): day
        default: nil
        }
    }

    fileprivate var text: String? {
        switch self {
        case .isValue(let text), .isNot(let text): text
        default: nil
        }
    }
}
