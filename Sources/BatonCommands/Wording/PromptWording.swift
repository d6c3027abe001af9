import Conversation
import Qualification

/// The prompt and the one question above it.
struct PromptWording {
    /// Columns of the terminal.
    var width: Int

    /// Narrower than this, elements are one character each.
    private static let narrow = 64

    /// Every element with its state and grade, then what is being asked for; it ends with `> `.
    func prompt(for conversation: Conversation, isSaved: Bool) -> ScreenLine {
        let warning: ScreenLine = isSaved ? "" : ScreenLine("NOT SAVED", .bad) + " "
        switch conversation.stage {
        case .dialling: return warning + "dialling> "
        case .asking(let key):
            return warning + glance(conversation) + " \(key?.description ?? "note", .strong)> "
        case .confirmingWord: return warning + "your answer? yes or no> "
        case .confirmingAttempt: return warning + "end the call? yes or no> "
        case .closing(let closing): return warning + "\(label(closing))> "
        case .ended, .paused: return "> "
        }
    }

    /// What the prompt asks, on the line above it; nil where the prompt says it all.
    func question(for conversation: Conversation) -> ScreenLine? {
        switch conversation.stage {
        case .asking: return conversation.question.map { ScreenLine($0.ask, .strong) + options($0) }
        case .closing(let closing):
            switch closing.pending {
            case .verdict: return nil
            case .whichVerdict(let verdicts):
                let choice = verdicts.map { ValueWording.verdict($0) }.joined(separator: " or ")
                return ScreenLine("Which is it: \(choice)?", .strong)
            case .subReason(let subs):
                return ScreenLine("Which: \(subs.map(\.code).joined(separator: ", "))?", .strong)
            case .fact(_, let ask), .detail(let ask): return ScreenLine(ask, .strong)
            case .override:
                let proposed = ValueWording.verdict(closing.proposal.verdict)
                return ScreenLine("Baton proposed \(proposed). Why otherwise, in one sentence?", .strong)
            case .nextStep:
                return ScreenLine("Next step?", .strong)
                    + ScreenLine("  WHAT on DATE, or Enter for none", .quiet)
            }
        case .dialling:
            return ScreenLine(
                "Enter when they pick up; if not, /noanswer, /voicemail or /wrongnumber.", .quiet)
        case .confirmingWord, .confirmingAttempt, .ended, .paused: return nil
        }
    }

    /// What there is to choose from: nobody knows the keys by heart.
    private func options(_ question: Question) -> ScreenLine {
        question.choices.isEmpty
            ? "" : ScreenLine("  \(question.choices.map(\.key).joined(separator: ", "))", .quiet)
    }

    private func label(_ closing: Closing) -> String {
        switch closing.pending {
        case .verdict, .whichVerdict: "verdict"
        case .subReason, .fact, .detail: closing.given?.code ?? "reason"
        case .override: "override"
        case .nextStep: "next step"
        }
    }

    /// `N2✓ B1 A· T2✗ C·`, or `✓1·✗·` on a narrow terminal.
    func glance(_ conversation: Conversation) -> ScreenLine {
        let elements = zip(conversation.rulebook.checklist.elements, conversation.elementStates)
        let isNarrow = width < PromptWording.narrow
        return elements.map { element, state in
            let initial = isNarrow ? "" : element.name.prefix(1).uppercased()
            return ScreenLine(initial + mark(state, isNarrow: isNarrow), style(state.state))
        }
        .joined(separator: isNarrow ? "" : " ")
    }

    private func mark(_ state: ElementState, isNarrow: Bool) -> String {
        let grade = isNarrow ? "" : "\(state.grade.rawValue)"
        return switch state.state {
        case .inactive: "-"
        case .open: "·"
        case .weak: isNarrow ? "\(state.grade.rawValue)" : grade + "~"
        case .confirmed: grade + "✓"
        case .against: grade + "✗"
        }
    }

    private func style(_ state: ElementState.State) -> ScreenLine.Style {
        switch state {
        case .inactive, .open: .quiet
        case .weak: .weak
        case .confirmed: .good
        case .against: .bad
        }
    }
}
