/// An answer that has not been superseded or taken back, with the evidence that followed it.
package struct StandingAnswer: Hashable, Sendable {
    package var question: QuestionKey
    package var text: String
    package var value: AnswerValue?
    package var grade: EvidenceGrade
    package var isAgainst: Bool
    /// The buyer's own words, oldest first.
    package var quotes: [String]
    /// The entry that gave the answer.
    package var seq: Int
    package var at: Instant

    package init(
        question: QuestionKey, text: String, value: AnswerValue?, grade: EvidenceGrade,
        isAgainst: Bool = false, quotes: [String] = [], seq: Int = 0, at: Instant = Instant(milliseconds: 0)
    ) {
        self.question = question
        self.text = text
        self.value = value
        self.grade = grade
        self.isAgainst = isAgainst
        self.quotes = quotes
        self.seq = seq
        self.at = at
    }
}

/// The buyer's own words on a question.
package struct Quote: Hashable, Sendable {
    package var question: QuestionKey
    package var text: String
}

/// What stands after all entries of a call: a fold over them in order of `seq`, never of `at`.
package struct Standing: Hashable, Sendable {
    package private(set) var answers: [QuestionKey: StandingAnswer] = [:]
    /// Questions that were asked and dodged and have no answer.
    package private(set) var dodged: Set<QuestionKey> = []
    package private(set) var notes: [String] = []
    package private(set) var nextStep: NextStep?
    /// What was typed as the next step, where a time of day may stand.
    package private(set) var nextStepText: String?
    package private(set) var marks: [Mark] = []
    /// The buyer's own words, oldest first.
    package private(set) var quotes: [Quote] = []
    /// The question answered last, the one that a quote or `+` belongs to.
    package private(set) var lastAnswered: QuestionKey?
    /// The entry that an undo takes back: the latest that stands and is no undo itself.
    package private(set) var latest: Entry?

    package init(answers: [QuestionKey: StandingAnswer] = [:]) {
        self.answers = answers
    }

    package init(of entries: [Entry]) {
        for entry in Standing.standingEntries(of: entries) {
            add(entry)
        }
    }

    /// The entries that no undo has taken back, in order of `seq`, undo entries left out.
    package static func standingEntries(of entries: [Entry]) -> [Entry] {
        var undone: Set<Int> = []
        for entry in entries {
            if case .undo(let seq) = entry.kind, seq < entry.seq { undone.insert(seq) }
        }
        return entries.filter { entry in
            if case .undo = entry.kind { return false }
            return !undone.contains(entry.seq)
        }
        .sorted { $0.seq < $1.seq }
    }

    private mutating func add(_ entry: Entry) {
        latest = entry
        switch entry.kind {
        case .answer(let answer):
            answers[answer.question] = StandingAnswer(
                question: answer.question, text: answer.text, value: answer.value, grade: answer.grade,
                isAgainst: answer.isAgainst, seq: entry.seq, at: entry.at)
            dodged.remove(answer.question)
            lastAnswered = answer.question
        case .quote(let question, let text):
            var answer =
                answers[question]
                ?? StandingAnswer(
                    question: question, text: text, value: nil, grade: .stated, seq: entry.seq, at: entry.at)
            answer.grade = max(answer.grade, .stated)
            answer.quotes.append(text)
            quotes.append(Quote(question: question, text: text))
            // Evidence is no answer: what was answered last stays so, unless the quote itself is the answer.
            if answers[question] == nil { lastAnswered = question }
            answers[question] = answer
            dodged.remove(question)
        case .dodged(let question):
            if answers[question] == nil { dodged.insert(question) }
        case .regrade(let question, let grade, let isAgainst):
            answers[question]?.grade = grade
            answers[question]?.isAgainst = isAgainst
        case .note(let text):
            notes.append(text)
        case .next(let step, let text):
            nextStep = step
            nextStepText = text
        case .mark(let mark):
            marks.append(mark)
        case .undo:
            break
        }
    }
}
