/// A value that might have been given as an answer instead.
struct OtherValue: Hashable, Sendable {
    var text: String
    var value: AnswerValue?
}

extension Rulebook {
    /// What else a question could be answered with: values of its kind that neither deny nor knock out.
    ///
    /// `tests` are those that conditions make of the question. There is at least one value for each way in
    /// which they can come out, amounts in the checklist's own currency, and larger ones first. A question
    /// whose every value says no, or knocks out, has none.
    func otherValues(for question: Question, tests: [ValueTest], besides answer: StandingAnswer?)
        -> [OtherValue]
    {
        let knockOuts = question.stops.filter { verdict(of: $0) != nil }.map(\.when)
        return values(of: question, tests: tests + knockOuts, besides: answer).filter { other in
            let given = StandingAnswer(
                question: question.key, text: other.text, value: other.value, grade: .stated)
            return !knockOuts.contains { $0.holds(for: given, currency: currency) }
        }
    }

    private func values(of question: Question, tests: [ValueTest], besides answer: StandingAnswer?)
        -> [OtherValue]
    {
        switch question.kind {
        case .yesNo:
            [OtherValue(text: question.wanted ? "yes" : "no", value: .yesNo(question.wanted))]
        case .choice:
            question.choices.filter { !$0.isAgainst }.map { OtherValue(text: $0.key, value: .choice($0.key)) }
        case .number:
            numbers(tests).map { OtherValue(text: written($0), value: .number($0)) }
        case .money:
            numbers(tests).map {
                OtherValue(
                    text: "\(currency) \(written($0))", value: .money(Money(amount: $0, currency: currency)))
            }
        case .date:
            days(tests).map {
                OtherValue(text: $0.description, value: .date(StatedDate(on: $0, precision: .day)))
            }
        case .text:
            texts(tests, besides: answer).map { OtherValue(text: $0, value: nil) }
        case .person:
            texts(tests, besides: answer).map {
                OtherValue(text: $0, value: .person(Person(name: $0, role: nil)))
            }
        case .people:
            texts(tests, besides: answer).map {
                OtherValue(text: $0, value: .people([Person(name: $0, role: nil)]))
            }
        }
    }

    /// A number on every limit and one below them all; 0 is none, and says no.
    private func numbers(_ tests: [ValueTest]) -> [Double] {
        let limits = tests.compactMap { test -> Double? in
            switch test {
            case .below(let limit), .atLeast(let limit): limit
            default: nil
            }
        }.filter { $0 > 0 && $0.isFinite }
        guard let least = limits.min() else { return [1000] }
        return Set(limits).sorted(by: >) + [least / 2]
    }

    private func written(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }

    private func days(_ tests: [ValueTest]) -> [LocalDay] {
        let limits = tests.compactMap { test -> LocalDay? in
            switch test {
            case .before(let day), .after(let day): day
            default: nil
            }
        }
        guard !limits.isEmpty else { return [LocalDay(daysSinceEpoch: 20_000)] }
        let around = limits.flatMap { day in
            [-1, 0, 1].map { LocalDay(daysSinceEpoch: day.daysSinceEpoch + $0) }
        }
        return Set(around).sorted(by: >)
    }

    /// Words that no test names, and those that one does.
    private func texts(_ tests: [ValueTest], besides answer: StandingAnswer?) -> [String] {
        let reader = AnswerReader(today: LocalDay(daysSinceEpoch: 0), currency: currency)
        var named: [String] = []
        for test in tests {
            switch test {
            case .isValue(let text), .isNot(let text):
                if !named.contains(text.lowercased()), !reader.saysNothing(text) {
                    named.append(text.lowercased())
                }
            default: break
            }
        }
        let taken = named + [answer?.text.lowercased() ?? ""]
        var other = "something else"
        while taken.contains(other) { other += " again" }
        return [other] + named.filter { $0 != answer?.text.lowercased() }
    }
}
