import Conversation
import Qualification

/// The quiet lines about what was typed, together so that they can be read as copy.
enum NoticeWording {
    static func line(_ notice: Notice) -> ScreenLine {
        "  " + text(notice).styled(style(notice))
    }

    private static func style(_ notice: Notice) -> ScreenLine.Style {
        switch notice {
        case .contradicts, .pickedUpThough, .tooFewAttempts: .weak
        default: .quiet
        }
    }

    private static func text(_ notice: Notice) -> ScreenLine {
        switch notice {
        case .unknownCommand(let text, let nearest):
            "not recorded: no command \(text)\(nearest.map { "; did you mean /\($0.rawValue)?" } ?? "")"
        case .nameNeeded(let command): "who? /\(command.rawValue) NAME"
        case .noSuchCard(let key): "no card “\(key)”; there are:"
        case .noCards: "this checklist has no cards"
        case .nothingToUndo: "nothing to take back"
        case .nothingToGoBackTo: "no question to go back to"
        case .nothingStands(let key): "not recorded: nothing stands for \(key) to grade"
        case .marksAlone: "not recorded: a mark goes behind an answer, or behind its key, as in budget: !"
        case .nothingNoted: "nothing to note"
        case .nextStepNeeded: "what, and when? next: WHAT on DATE"
        case .loneCommand(let command, let word):
            "is “\(word)” the answer? The command is /\(command.rawValue)"
        case .wordDropped(let word): "not recorded: \(word)"
        case .notAVerdict(let text):
            "not understood: \(text). Enter, sql, incomplete, a reason by key or code, or back"
        case .reasonNeeded(let verdict, let reasons):
            "\(ValueWording.verdict(verdict)) with which reason: \(reasons.map { "\($0.key)\u{A0}\($0.code)" }.joined(separator: "  "))"
        case .colonMissing(let key, let rest):
            "meant for \(key)? /u takes it back, then \(key): \(rest)"
        case .tooFewAttempts(let made, let needed):
            "not accepted: unreachable takes \(needed) attempts, this is number \(made)"
        case .contradicts(let reason, let element, let answer):
            "note: \(reason.code), yet \(element) is confirmed\(answer.map { ": \(ValueWording.glimpse(of: $0))" } ?? "")"
        case .pickedUpThough(let reason): "note: \(reason.code), yet they picked up on this call"
        case .required: "needed before the verdict stands; back returns to it"
        case .notADate(let text): "no date in “\(text)”; for example 2027-01-15, end of Q1, in 3 months"
        case .notOneOf(let text, let options):
            "\(text.isEmpty ? "needed" : "“\(text)” is not one"): \(options.joined(separator: ", "))"
        case .backToQuestions: "back to the questions"
        case .askedFirst(let disposition, let answers):
            "\(ValueWording.count(answers, "answer stands", "answers stand")); end as \(disposition.rawValue)?"
        case .attemptDropped: "the call goes on"
        case .afterTheVerdict(let line): "ignored after the verdict: \(line)"
        }
    }
}

/// The whole language on one screen.
enum CommandHelpWording {
    static let lines: [ScreenLine] = [
        "  text             answers the question on the prompt",
        "  Enter            leaves it open for now; it comes back",
        "  budget: 40k      answers another question;  budget:  goes there",
        "  … ?  … !  … !!   your guess, the buyer said so, verified",
        "  … x              the buyer says no",
        "  budget: !        grades anew what stands",
        "  \"…\"              the buyer's own words",
        "  + more           goes on with the last answer",
        "  - text           a note;  - alone: asked, no answer",
        "  next: demo Thu   the next step",
        "  ?                what a good answer is, what to ask on",
        "  a leading space  an answer, whatever follows",
        "  /status /verdict /brief /undo /back   or /s /v /b /u",
        "  /card KEY        what to say to an objection;  /c alone lists them",
        "  /gatekeeper NAME   /refer NAME CONTACT",
        "  /end the verdict   /pause   /noanswer   /voicemail   /wrongnumber   /dnc",
    ]
}
