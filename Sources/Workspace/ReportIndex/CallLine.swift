package import Qualification

/// One line of a call that can be looked for.
package struct CallLine: Hashable, Sendable {
    package enum Kind: Int, CaseIterable, Sendable {
        case answer = 0
        /// An answer that a later one has taken the place of.
        case earlierAnswer = 1
        case quote = 2
        case note = 3
        case nextStep = 4
        /// What was said along with the reason of the verdict.
        case reason = 5
        /// Why the rep decided otherwise than was proposed.
        case override = 6
        /// What was noted of a try that reached nobody.
        case attempt = 7

        package var name: String {
            switch self {
            case .answer: "answer"
            case .earlierAnswer: "earlier-answer"
            case .quote: "quote"
            case .note: "note"
            case .nextStep: "next-step"
            case .reason: "reason"
            case .override: "override"
            case .attempt: "attempt"
            }
        }
    }

    package var kind: Kind
    package var question: QuestionKey?
    package var text: String

    /// The lines of a call: what was said on it and not taken back, and what was written down at its end.
    ///
    /// Copies are lines of the call that they were taken from.
    static func lines(of record: CallRecord) -> [CallLine] {
        var lines: [CallLine] = []
        func add(_ kind: Kind, _ text: String?, _ question: QuestionKey? = nil) {
            guard let text, !text.isEmpty, text != Forgetting.erased else { return }
            lines.append(CallLine(kind: kind, question: question, text: text))
        }
        let standing = Standing.standingEntries(of: record.entries)
        var latest: [QuestionKey: Int] = [:]
        for entry in standing {
            if case .answer(let answer) = entry.kind { latest[answer.question] = entry.seq }
        }
        for entry in standing where entry.from == nil {
            switch entry.kind {
            case .answer(let answer):
                let stands = latest[answer.question] == entry.seq
                add(stands ? .answer : .earlierAnswer, answer.text, answer.question)
            case .quote(let question, let text): add(.quote, text, question)
            case .note(let text): add(.note, text)
            case .next(_, let text): add(.nextStep, text)
            case .dodged, .regrade, .mark, .undo: break
            }
        }
        add(.reason, record.outcome?.reason?.note)
        add(.override, record.outcome?.override)
        add(.attempt, record.outcome?.attempt?.note)
        return lines
    }
}
