/// Takes the answers that were given under one checklist to the questions of another.
///
/// An answer goes (1) to the question of the same full key and kind; (2) else to the first question with the same
/// `same-as`, of the same kind, person and people into each other, any kind into text; (3) else between elements that
/// share an id or `same-as`: to a question of the same id and kind, else to the next one of the same kind. A better
/// claim goes before a worse one, whichever answer has it; no answer is used twice, no question filled twice.
package struct AnswerCarrier: Sendable {
    /// The questions that an answer of the source can come to, when everything is answered there.
    package private(set) var reachable: Set<QuestionKey>
    private let source: [QuestionKey: Place]
    private let target: [Place]
    private let targetIndex: [QuestionKey: Int]
    /// Nothing has to be looked up: the questions are the same.
    private let isIdentity: Bool

    /// A question where it stands, with the names that its element goes by.
    private struct Place: Sendable {
        var question: Question
        var elementNames: Set<String>
        /// In checklist order.
        var order: Int

        func sharesElement(with other: Place) -> Bool {
            !elementNames.isDisjoint(with: other.elementNames)
        }
    }

    /// Without a source, whose text is lost, answers go by their keys alone.
    package init(from source: Checklist?, to target: Checklist) {
        let places = source.map(AnswerCarrier.places) ?? []
        self.source = Dictionary(places.map { ($0.question.key, $0) }) { first, _ in first }
        self.target = AnswerCarrier.places(target)
        targetIndex = Dictionary(self.target.map { ($0.question.key, $0.order) }) { first, _ in first }
        isIdentity = source == target
        reachable = Set(targetIndex.keys)
        guard source != nil else { return }
        let routes = routes(for: places.map { Claim(key: $0.question.key, place: $0, value: nil) })
        reachable = Set(routes.values)
    }

    private static func places(_ checklist: Checklist) -> [Place] {
        var places: [Place] = []
        for element in checklist.elements {
            let names = Set([element.id, element.sameAs].compactMap { $0 })
            for question in element.questions {
                places.append(Place(question: question, elementNames: names, order: places.count))
            }
        }
        return places
    }
}

/// What became of a set of answers under another checklist.
package struct CarriedAnswers: Hashable, Sendable {
    package var answers: [QuestionKey: StandingAnswer]
    /// The answered questions for whose answers there is no place, in the order of their checklist.
    package var leftOver: [QuestionKey]
}

/// How much of what a checklist needs to know is known.
package struct Reach: Hashable, Sendable {
    /// The needed questions of elements that decide, in checklist order.
    package var answered: [QuestionKey] = []
    package var unanswered: [QuestionKey] = []
    /// The elements that decide and have no answer at all, not even to an optional question.
    package var elementsNotReached: [String] = []

    /// Where `known` are the questions with an answer; conditions are not looked at.
    package init(of known: some Collection<QuestionKey>, in checklist: Checklist) {
        let known = Set(known)
        for element in checklist.elements where element.decides {
            for question in element.questions where !question.isOptional {
                if known.contains(question.key) {
                    answered.append(question.key)
                } else {
                    unanswered.append(question.key)
                }
            }
            if element.questions.allSatisfy({ !known.contains($0.key) }) {
                elementsNotReached.append(element.id)
            }
        }
    }
}

extension Element {
    /// Whether a verdict depends on it: it counts, or a grade is required of it.
    var decides: Bool { counts || required > .none }
}

extension AnswerCarrier {
    package func carry(_ answers: [QuestionKey: StandingAnswer]) -> CarriedAnswers {
        if isIdentity { return CarriedAnswers(answers: answers, leftOver: []) }
        let claims = answers.values
            .map { Claim(key: $0.question, place: source[$0.question], value: $0.value) }
            .sorted { ($0.order, "\($0.key)") < ($1.order, "\($1.key)") }
        let routes = routes(for: claims)
        var carried = CarriedAnswers(answers: [:], leftOver: [])
        for claim in claims {
            guard let key = routes[claim.key], let index = targetIndex[key],
                let answer = answers[claim.key]
            else {
                carried.leftOver.append(claim.key)
                continue
            }
            carried.answers[key] = answer.read(for: target[index].question, as: claim.place?.question)
        }
        return carried
    }

    /// An answer that looks for a place.
    private struct Claim {
        var key: QuestionKey
        /// Nil where the source does not have the question: then it goes by its key alone.
        var place: Place?
        var value: AnswerValue?

        var order: Int { place?.order ?? .max }
    }

    private func routes(for claims: [Claim]) -> [QuestionKey: QuestionKey] {
        var routes: [QuestionKey: QuestionKey] = [:]
        var taken = [Bool](repeating: false, count: target.count)
        func settle(_ mayTake: (Claim, Place) -> Bool) {
            for claim in claims where routes[claim.key] == nil {
                guard let place = target.first(where: { !taken[$0.order] && mayTake(claim, $0) }) else {
                    continue
                }
                taken[place.order] = true
                routes[claim.key] = place.question.key
            }
        }
        settle { claim, place in
            guard claim.key == place.question.key else { return false }
            return claim.place.map { $0.question.kind == place.question.kind }
                ?? place.question.kind.holds(claim.value)
        }
        settle { claim, place in
            guard let source = claim.place?.question, let name = source.sameAs,
                name == place.question.sameAs
            else { return false }
            return source.kind.goes(into: place.question.kind)
        }
        settle { claim, place in
            guard let source = claim.place, source.sharesElement(with: place) else { return false }
            return source.question.key.question == place.question.key.question
                && source.question.kind == place.question.kind
        }
        settle { claim, place in
            guard let source = claim.place, source.sharesElement(with: place) else { return false }
            return source.question.kind == place.question.kind
        }
        return routes
    }
}

extension QuestionKind {
    /// Whether an answer of this kind can be read as one of another.
    fileprivate func goes(into other: QuestionKind) -> Bool {
        switch (self, other) {
        case (.person, .people), (.people, .person), (_, .text): true
        default: self == other
        }
    }

    /// Whether a value may stand for a question of this kind; text that is only text may stand for any.
    fileprivate func holds(_ value: AnswerValue?) -> Bool {
        switch value {
        case nil: true
        case .money: self == .money
        case .date: self == .date
        case .number: self == .number
        case .yesNo: self == .yesNo
        case .choice: self == .choice
        case .person: self == .person
        case .people: self == .people
        }
    }
}

extension StandingAnswer {
    /// The answer as one to another question; `source` is the question that it was given to.
    ///
    /// Grade and direction stay as they were given. Where they were only those of an option or of a yes or no, they
    /// are the ones that the new question has for it.
    fileprivate func read(for target: Question, as source: Question?) -> StandingAnswer {
        var answer = self
        answer.question = target.key
        switch (value, target.kind) {
        case (.person(let person), .people): answer.value = .people([person])
        case (.people(let people), .person): answer.value = people.first.map { .person($0) }
        case (.choice(let key), .choice): answer.readChoice(key, for: target, as: source)
        case (.yesNo(let yes), .yesNo):
            if let source, isAgainst == (yes != source.wanted) { answer.isAgainst = yes != target.wanted }
        case (_, .text): answer.value = nil
        default: break
        }
        return answer
    }

    /// An option that is not offered any more is kept as text at grade 1, as on a call.
    private mutating func readChoice(_ key: String, for target: Question, as source: Question?) {
        guard let option = target.choices.first(where: { $0.key == key }) else {
            value = nil
            grade = min(grade, .vague)
            return
        }
        guard let before = source?.choices.first(where: { $0.key == key }) else { return }
        if isAgainst == before.isAgainst { isAgainst = option.isAgainst }
        if quotes.isEmpty, grade == before.grade ?? .stated { grade = option.grade ?? .stated }
    }
}
