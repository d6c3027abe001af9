package import Qualification

/// What the terminal, the disk and the person are told after a line; wording is made elsewhere.
package enum Effect: Hashable, Sendable {
    case receipt(Receipt)
    case noted(String)
    /// A `word:` that is no key was kept as a note; the keys are those it comes nearest to.
    case notedStray(String, word: String, nearest: [String])
    case dodged(QuestionKey)
    case nextStep(NextStep, was: NextStep?)
    case marked(Mark)
    case undone(Entry, stands: StandingAnswer?)
    case pickedUp
    case leftOpen(QuestionKey)
    case wentTo(QuestionKey)
    case help(QuestionKey)
    case commandHelp
    /// The cards there are.
    case cards([Card])
    case card(Card)
    case status
    case brief
    /// How the call would end now.
    case outlook(Proposal)
    /// How Baton proposes to end the call.
    case proposal(Proposal)
    case notice(Notice)
    /// A line that was neither recorded nor dropped goes back on the prompt.
    case comeBack(String)
    /// Whatever was typed ahead is not meant for the prompt that comes now.
    case discardTypeAhead
    /// The record has to be on disk before the next prompt shows.
    case save
    case ended(Outcome)
    case paused
}

/// How an entry was understood.
package struct Receipt: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case answer
        case quote(String)
        case regrade

        package var isQuote: Bool { if case .quote = self { true } else { false } }
    }

    package var kind: Kind
    package var stands: StandingAnswer
    /// What stood before.
    package var was: StandingAnswer?
    /// The kind that the text did not read as.
    package var notReadAs: QuestionKind?
}

/// A quiet line about something that was typed.
package enum Notice: Hashable, Sendable {
    case unknownCommand(String, nearest: Command?)
    case nameNeeded(Command)
    case noSuchCard(String)
    case noCards
    case nothingToUndo
    case nothingToGoBackTo
    case nothingStands(String)
    case marksAlone
    case nothingNoted
    case nextStepNeeded
    /// A command's word without its slash: is it an answer?
    case loneCommand(Command, word: String)
    case wordDropped(String)
    case notAVerdict(String)
    /// A verdict was typed that stands only with one of these reasons.
    case reasonNeeded(Verdict, [Reason])
    /// The line begins with the key of another element, without its colon.
    case colonMissing(key: String, rest: String)
    case tooFewAttempts(made: Int, needed: Int)
    case contradicts(Reason, element: String, answer: StandingAnswer?)
    case pickedUpThough(Reason)
    case required
    case notADate(String)
    case notOneOf(String, [String])
    case backToQuestions
    case askedFirst(Attempt.Disposition, answers: Int)
    case attemptDropped
    case afterTheVerdict(String)
}

/// How a call ends if the rep presses Enter.
package struct Proposal: Hashable, Sendable {
    package var decision: Decision
    package var verdict: Verdict
    package var reason: GivenReason?
    package var attempt: Attempt?
    package var flip: [Flip]
}
