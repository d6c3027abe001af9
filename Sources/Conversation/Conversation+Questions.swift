package import Qualification

extension Conversation {
    /// Questions that are asked under what was answered so far and have no answer, in checklist order.
    package var openQuestions: [QuestionKey] {
        let answers = standing.answers
        let active = rulebook.activeQuestions(answers)
        return rulebook.checklist.questions.map(\.key).filter { active.contains($0) && answers[$0] == nil }
    }

    /// What is asked next: what was passed over comes back after the others.
    func nextOpenQuestion() -> QuestionKey? {
        let open = openQuestions
        let least = open.map { passes[$0] ?? 0 }.min()
        return open.first { passes[$0] ?? 0 == least }
    }

    mutating func leaveOpen(at moment: Moment) -> [Effect] {
        if stage == .dialling {
            record.connectedAt = moment.instant
            stage = .asking(nextOpenQuestion())
            return [.pickedUp] + (hasOwnEntries ? [.save] : [])
        }
        guard case .asking(let key?) = stage else { return [.notice(.nothingNoted)] }
        let isAnswered = standing.answers[key] != nil
        if !isAnswered { passes[key, default: 0] += 1 }
        trail.append(key)
        stage = .asking(nextOpenQuestion())
        return [isAnswered ? .wentTo(key) : .leftOpen(key)]
    }

    /// The prompt stays where it is unless its own question was answered or is asked no longer.
    mutating func moveOn(after key: QuestionKey) -> [Effect] {
        guard case .asking(let current) = stage else { return [] }
        if let current, current != key, openQuestions.contains(current) || standing.answers[current] != nil {
            return []
        }
        if let current { trail.append(current) }
        stage = .asking(nextOpenQuestion())
        return []
    }

    mutating func go(to key: QuestionKey, at moment: Moment) -> [Effect] {
        let picksUp = stage == .dialling
        if picksUp { record.connectedAt = moment.instant }
        if case .asking(let current?) = stage { trail.append(current) }
        stage = .asking(key)
        return [.wentTo(key)] + (picksUp && hasOwnEntries ? [.save] : [])
    }

    mutating func back() -> [Effect] {
        guard case .asking = stage, let key = trail.popLast() else { return [.notice(.nothingToGoBackTo)] }
        stage = .asking(key)
        return [.wentTo(key)]
    }

    /// The question that an `element:` or `element.question:` without a value means.
    func openQuestion(of target: TypedLine.KeyTarget) -> QuestionKey {
        switch target {
        case .question(let question):
            return question.key
        case .element(let element):
            let keys = element.questions.map(\.key)
            return openQuestions.first { keys.contains($0) } ?? lastAnswered(among: keys) ?? keys[0]
        }
    }

    /// An element's first open question whose kind fits, else an answered one whose kind does, else its first
    /// open one, else the one last answered.
    ///
    /// Text fits every line, so it is tried after the kinds that a line has to read as. An amount or a date
    /// typed again corrects the one that stands, although only another question is open; a second person does
    /// not, since several have a say.
    /// A denial and "don't know" have no value to go by: they answer what is open first.
    func openQuestion(
        of target: TypedLine.KeyTarget, fitting text: String, _ marks: TypedLine.Marks, at moment: Moment
    ) -> QuestionKey {
        guard case .element(let element) = target, !marks.isAgainst, !reader(at: moment).saysNothing(text)
        else { return openQuestion(of: target) }
        let open = Set(openQuestions)
        let questions = element.questions.filter { open.contains($0.key) }
        let answers = standing.answers
        let reader = reader(at: moment)
        let fitting =
            questions.first { reader.fits(text, $0) }
            ?? element.questions.first {
                $0.kind.isCorrected && answers[$0.key] != nil && reader.fits(text, $0)
            }
            ?? questions.first { $0.kind == .text }
        return fitting?.key ?? openQuestion(of: target)
    }

    /// What stands for a key: of an element, the answer given last.
    func standingAnswer(of target: TypedLine.KeyTarget) -> StandingAnswer? {
        let answers = standing.answers
        switch target {
        case .question(let question):
            return answers[question.key]
        case .element(let element):
            return lastAnswered(among: element.questions.map(\.key)).flatMap { answers[$0] }
        }
    }

    private func lastAnswered(among keys: [QuestionKey]) -> QuestionKey? {
        let answers = standing.answers
        return keys.compactMap { answers[$0] }.max { $0.seq < $1.seq }?.question
    }

    // MARK: Near misses

    func nearestKeys(_ word: String) -> [String] {
        let checklist = rulebook.checklist
        if let question = checklist.questions.first(where: { $0.key.question == word }) {
            return [question.key.description]
        }
        let keys = checklist.elements.map(\.id) + checklist.questions.map(\.key.description)
        return nearest(to: word, among: keys)
    }

    func nearestCommand(_ text: String) -> Command? {
        let word = text.dropFirst().prefix { !$0.isWhitespace }.lowercased()
        return nearest(to: word, among: Command.allCases.map(\.rawValue)).first.flatMap {
            Command(rawValue: $0)
        }
    }

    private func nearest(to word: String, among names: [String]) -> [String] {
        let distances = names.map { (name: $0, distance: editDistance(word, $0)) }
        let best = distances.map(\.distance).min() ?? 0
        return distances.filter { $0.distance == best }.prefix(2).map(\.name)
    }
}

/// How many letters have to be inserted, dropped or changed to make one word of another.
package func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.lowercased()), Array(b.lowercased()))
    var row = Array(0...b.count)
    for i in a.indices {
        var diagonal = row[0]
        row[0] = i + 1
        for j in b.indices {
            let cost = min(diagonal + (a[i] == b[j] ? 0 : 1), row[j] + 1, row[j + 1] + 1)
            diagonal = row[j + 1]
            row[j + 1] = cost
        }
    }
    return row[b.count]
}

extension QuestionKind {
    /// Whether a value typed again is a correction rather than one more.
    fileprivate var isCorrected: Bool {
        switch self {
        case .money, .date, .number, .choice, .yesNo: true
        case .text, .person, .people: false
        }
    }
}
