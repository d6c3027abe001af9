import Qualification

extension Conversation {
    /// Adds an entry with the next number.
    mutating func add(_ kind: Entry.Kind, at moment: Moment) -> [Effect] {
        let seq = (record.entries.map(\.seq).max() ?? 0) + 1
        record.entries.append(Entry(seq: seq, at: moment.instant, kind: kind))
        return []
    }

    /// The first answer means that they picked up, as Enter does.
    private mutating func pickUp(at moment: Moment) {
        guard stage == .dialling else { return }
        record.connectedAt = moment.instant
        stage = .asking(nextOpenQuestion())
    }

    mutating func answer(
        _ question: Question, _ text: String, _ marks: TypedLine.Marks, at moment: Moment
    ) -> [Effect] {
        pickUp(at: moment)
        let read = reader(at: moment).read(text, for: question)
        let isAgainst = read.isAgainst || marks.isAgainst
        var grade = marks.grade ?? read.grade
        // A denial needs no amount or name to be understood; anything else that was not, is vague.
        let isNotRead = read.isKeptAsText && !marks.isAgainst
        if isNotRead { grade = min(grade, .vague) }
        return record(
            Answer(question: question.key, text: text, value: read.value, grade: grade, isAgainst: isAgainst),
            notReadAs: isNotRead ? question.kind : nil, at: moment)
    }

    private mutating func record(
        _ answer: Answer, notReadAs kind: QuestionKind? = nil, at moment: Moment
    ) -> [Effect] {
        let was = standing.answers[answer.question]
        _ = add(.answer(answer), at: moment)
        return receipt(.answer, on: answer.question, was: was, notReadAs: kind) + [.save]
            + moveOn(after: answer.question)
    }

    private func receipt(
        _ kind: Receipt.Kind, on key: QuestionKey, was: StandingAnswer?, notReadAs: QuestionKind? = nil
    ) -> [Effect] {
        standing.answers[key].map {
            [.receipt(Receipt(kind: kind, stands: $0, was: was, notReadAs: notReadAs))]
        } ?? []
    }

    mutating func quote(
        _ text: String, _ marks: TypedLine.Marks, on key: QuestionKey, at moment: Moment
    ) -> [Effect] {
        pickUp(at: moment)
        let was = standing.answers[key]
        _ = add(.quote(question: key, text: text), at: moment)
        if !marks.isEmpty, let stands = standing.answers[key] {
            _ = add(
                .regrade(
                    question: key, grade: marks.grade ?? stands.grade,
                    isAgainst: marks.isAgainst || stands.isAgainst), at: moment)
        }
        return receipt(.quote(text), on: key, was: was) + [.save] + (was == nil ? moveOn(after: key) : [])
    }

    /// Adds to what was said: value and grade stand unless the longer text says more.
    mutating func goOn(
        _ text: String, _ marks: TypedLine.Marks, with key: QuestionKey?, at moment: Moment
    ) -> [Effect] {
        guard let key = key ?? question?.key, let question = rulebook.checklist.question(key) else {
            return note(text, at: moment)
        }
        guard !text.isEmpty else { return [.notice(.nothingNoted)] }
        guard let was = standing.answers[key] else { return answer(question, text, marks, at: moment) }
        pickUp(at: moment)
        let whole = "\(was.text) \(text)"
        let read = reader(at: moment).read(whole, for: question)
        let value = was.value ?? read.value
        let isAgainst = was.isAgainst || marks.isAgainst
        var grade = marks.grade ?? max(was.grade, was.value == nil ? read.grade : was.grade)
        let isNotRead = value == nil && question.kind != .text && !isAgainst
        if isNotRead { grade = min(grade, max(was.grade, .vague)) }
        return record(
            Answer(question: key, text: whole, value: value, grade: grade, isAgainst: isAgainst),
            notReadAs: isNotRead ? question.kind : nil, at: moment)
    }

    mutating func regrade(_ was: StandingAnswer, _ marks: TypedLine.Marks, at moment: Moment) -> [Effect] {
        pickUp(at: moment)
        _ = add(
            .regrade(
                question: was.question, grade: marks.grade ?? was.grade,
                isAgainst: marks.isAgainst || was.isAgainst), at: moment)
        return receipt(.regrade, on: was.question, was: was) + [.save]
    }

    mutating func dodge(_ key: QuestionKey?, at moment: Moment) -> [Effect] {
        guard let key else { return [.notice(.nothingNoted)] }
        pickUp(at: moment)
        _ = add(.dodged(question: key), at: moment)
        passes[key, default: 0] += 1
        return [.dodged(key), .save] + moveOn(after: key)
    }

    mutating func note(_ text: String, at moment: Moment) -> [Effect] {
        guard !text.isEmpty else { return [.notice(.nothingNoted)] }
        _ = add(.note(text: text), at: moment)
        return [.noted(text), .save]
    }

    mutating func next(_ text: String, at moment: Moment) -> [Effect] {
        guard !text.isEmpty else { return [.notice(.nextStepNeeded)] }
        let step = nextStep(text, at: moment)
        _ = add(.next(step, text: text), at: moment)
        return [.nextStep(step), .save]
    }

    func nextStep(_ text: String, at moment: Moment) -> NextStep {
        guard let split = DateReader(today: moment.day).split(text) else {
            return NextStep(what: text, on: nil)
        }
        return NextStep(what: split.text.nonEmpty ?? text, on: split.date.on)
    }

    mutating func undo(at moment: Moment) -> [Effect] {
        guard let entry = standing.latest else { return [.notice(.nothingToUndo)] }
        _ = add(.undo(of: entry.seq), at: moment)
        var effects: [Effect] = []
        var stands: StandingAnswer?
        if let key = entry.kind.question {
            stands = standing.answers[key]
            if stands == nil, case .asking = stage { stage = .asking(key) }
        }
        effects += [.undone(entry, stands: stands), .save]
        return effects
    }

    func reader(at moment: Moment) -> AnswerReader {
        AnswerReader(today: moment.day, currency: rulebook.currency)
    }
}
