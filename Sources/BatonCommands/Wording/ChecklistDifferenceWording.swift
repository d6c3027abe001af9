import Qualification
import Workspace

/// What differs between two checklists, element by element.
struct ChecklistDifferenceWording {
    private let old: Checklist
    private let new: Checklist
    private let changes: [ChecklistChange]

    init(_ difference: ChecklistDifference, from old: Checklist, to new: Checklist) {
        self.old = old
        self.new = new
        changes = difference.changes
    }

    var json: JSONValue { .array(changes.map(\.json)) }

    var lines: [ScreenLine] {
        guard !changes.isEmpty else {
            return ["No difference: \(old.name) \(old.version) asks and decides the same."]
        }
        var lines: [ScreenLine] = []
        var group: String?
        for change in gathered {
            let own = self.group(of: change)
            if own != group {
                if group != nil { lines.append("") }
                lines.append(ScreenLine(own, .strong))
                group = own
            }
            lines += self.lines(for: change)
        }
        return lines
    }

    /// What went out of a list, or came into it, in one line.
    private var gathered: [ChecklistChange] {
        var gathered: [ChecklistChange] = []
        for change in changes {
            guard let last = gathered.last, last.path == change.path, last.kind == change.kind,
                change.kind == .added || change.kind == .removed
            else {
                gathered.append(change)
                continue
            }
            gathered[gathered.count - 1].before = ChecklistDifferenceWording.both(last.before, change.before)
            gathered[gathered.count - 1].after = ChecklistDifferenceWording.both(last.after, change.after)
        }
        return gathered
    }

    private static func both(_ first: ChecklistFact?, _ second: ChecklistFact?) -> ChecklistFact? {
        guard let first, let second else { return nil }
        guard case .facts(let facts) = first else { return .facts([first, second]) }
        return .facts(facts + [second])
    }

    private func group(of change: ChecklistChange) -> String {
        switch change.path.first {
        case "elements" where change.path.count > 1:
            let element = new.element(change.path[1]) ?? old.element(change.path[1])
            return element?.name ?? change.path[1]
        case "elements": return "Elements"
        case "cards": return "Cards"
        case "decision": return "Decision"
        case "stops": return "Before anyone is called"
        default: return "\(old.name) \(old.version) → \(new.name) \(new.version)"
        }
    }

    private func lines(for change: ChecklistChange) -> [ScreenLine] {
        let name = name(change)
        switch change.kind {
        case .added:
            return ["  " + sign("+", .good) + "\(name)" + said(change.after, change)]
        case .removed:
            return ["  " + sign("−", .bad) + "\(name)" + said(change.before, change)]
        case .moved:
            return [
                "  " + sign("↕", .weak) + "order of \(name)", "      was  " + text(change.before, change),
                "      now  " + text(change.after, change),
            ]
        case .changed:
            let (before, after) = (text(change.before, change), text(change.after, change))
            guard before.plain.count + after.plain.count + name.count < 60 else {
                return [
                    "  " + sign("~", .weak) + "\(name)", "      was  " + before, "      now  " + after,
                ]
            }
            return ["  " + sign("~", .weak) + "\(name)  " + before + " → " + after]
        }
    }

    private func sign(_ sign: String, _ style: ScreenLine.Style) -> ScreenLine {
        ScreenLine(sign, style) + " "
    }

    /// The place inside the group: `pain, how it is asked`.
    private func name(_ change: ChecklistChange) -> String {
        var path = change.path[...]
        var parts: [String] = []
        if path.first == "elements", path.count > 1 { path = path.dropFirst(2) }
        if path.isEmpty { return "the whole element" }
        if path.first == "questions", let id = path.dropFirst().first {
            path = path.dropFirst(2)
            parts.append(id)
            if path.isEmpty { return "\(id), the question" }
        }
        if path.first == "choices" || path.first == "cards", let key = path.dropFirst().first {
            let what = path.first == "cards" ? "card" : "choice"
            path = path.dropFirst(2)
            parts.append("\(what) \(key)")
        }
        if !path.isEmpty { parts.append(ChecklistDifferenceWording.words(Array(path))) }
        return parts.joined(separator: ", ")
    }

    private static func words(_ path: [String]) -> String {
        switch path {
        case ["checklist"]: "name"
        case ["elements"]: "elements"
        case ["decision", "confirm"]: "elements to confirm"
        case ["ask"]: "how it is asked"
        case ["good"]: "a good answer"
        case ["kind"]: "kind of answer"
        case ["when"]: "asked only when"
        case ["otherwise"]: "reason if the buyer says no"
        case ["same-as"]: "shared with other frameworks as"
        case ["counts"]: "counts for the decision"
        case ["required"]: "required grade"
        case ["follow-ups"]: "follow-ups"
        case ["red-flags"]: "red flags"
        case ["listen-for"]: "listen for"
        case ["hear"]: "how a buyer says it"
        case ["say"]: "what to say"
        case ["then"]: "question to go on with"
        case ["wanted"]: "the answer that speaks for the lead"
        case ["stops"]: "knock-outs"
        default: path.first == "levels" ? "grade \(path.last ?? "")" : path.joined(separator: " ")
        }
    }

    /// What was added or removed, behind a colon.
    private func said(_ fact: ChecklistFact?, _ change: ChecklistChange) -> ScreenLine {
        let text = text(fact, change)
        return text.isEmpty ? "" : ": " + text
    }

    private func text(_ fact: ChecklistFact?, _ change: ChecklistChange) -> ScreenLine {
        switch fact {
        case nil: "nothing"
        case .text(let text): "\(text)"
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "yes" : "no"
        case .texts(let texts): "\(texts.joined(separator: ", "))"
        case .condition(let condition): "\(conditions.text(condition))"
        case .stop(let stop): "if it \(conditions.text(stop, of: question(of: change)))"
        case .leadStop(let stop): "if \(conditions.text(stop))"
        case .element(let element):
            "\(ValueWording.count(element.questions.count, "question", "questions")): \(element.questions.map(\.key.question).joined(separator: ", "))"
        case .question(let question): "\(question.ask)"
        case .choice(let choice): "\(choice.name)"
        case .card(let card): "\(card.name)"
        case .facts(let facts): facts.map { text($0, change) }.joined(separator: "; ")
        }
    }

    private var conditions: ConditionWording { ConditionWording(new) }

    private func question(of change: ChecklistChange) -> Question? {
        guard change.path.count > 3, change.path[2] == "questions" else { return nil }
        return new.question(QuestionKey(element: change.path[1], question: change.path[3]))
    }
}
