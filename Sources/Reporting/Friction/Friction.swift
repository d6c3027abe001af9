package import Qualification

/// Where a checklist hurts: which questions go unanswered, and which elements fail.
package struct Friction: ReportFold {
    package static let parts: CallParts = [.questions, .elements]

    package struct ChecklistKey: Hashable, Sendable {
        package var name: String
        package var version: String
    }

    package struct QuestionTally: Hashable, Sendable {
        package var asked = 0
        package var dodged = 0
        package var skipped = 0
        package var against = 0
        package var time = SecondsHistogram()
        /// Of those asked, by the grade that stood at the end.
        package var grades = [0, 0, 0, 0]

        /// Conversations that it belonged in.
        package var due: Int { asked + skipped }
        package var unanswered: Share { Share(dodged + skipped, of: due) }
    }

    package struct ElementTally: Hashable, Sendable {
        package var confirmed = 0
        package var weak = 0
        package var open = 0
        package var against = 0
        package var counts = true

        package var decided: Int { confirmed + weak + open + against }
        package var failed: Share { Share(decided - confirmed, of: decided) }
    }

    package struct Tally: Hashable, Sendable {
        package var conversations = 0
        package var questions: [QuestionKey: QuestionTally] = [:]
        package var elements: [String: ElementTally] = [:]
    }

    package private(set) var checklists: [ChecklistKey: Tally] = [:]
    let scope: ReportScope

    package init(_ scope: ReportScope) {
        self.scope = scope
    }

    package mutating func add(_ story: LeadStory) {
        for call in story.calls where call.isConversation && scope.includes(call) {
            let key = ChecklistKey(name: call.checklist, version: call.checklistVersion)
            checklists[key, default: Tally()].add(call)
        }
    }

    /// A question over all versions of a checklist.
    func sum(_ question: QuestionKey, _ checklist: String) -> QuestionTally {
        var sum = QuestionTally()
        for (key, tally) in checklists where key.name == checklist {
            guard let tally = tally.questions[question] else { continue }
            sum.asked += tally.asked
            sum.dodged += tally.dodged
            sum.skipped += tally.skipped
        }
        return sum
    }

    /// An element over all versions of a checklist.
    func sum(_ element: String, _ checklist: String) -> ElementTally {
        var sum = ElementTally()
        for (key, tally) in checklists where key.name == checklist {
            guard let tally = tally.elements[element] else { continue }
            sum.confirmed += tally.confirmed
            sum.weak += tally.weak
            sum.open += tally.open
            sum.against += tally.against
        }
        return sum
    }

    package var conversations: Int { checklists.values.reduce(0) { $0 + $1.conversations } }

    /// The checklists, the most used first.
    package var rows: [(key: ChecklistKey, tally: Tally)] {
        checklists.map { (key: $0.key, tally: $0.value) }.sorted {
            ($1.tally.conversations, $0.key.name, $0.key.version)
                < ($0.tally.conversations, $1.key.name, $1.key.version)
        }
    }
}

extension Friction.Tally {
    fileprivate mutating func add(_ call: CallFacts) {
        conversations += 1
        for question in call.questions {
            questions[question.key, default: Friction.QuestionTally()].add(question)
        }
        for element in call.elements where element.state != .inactive {
            elements[element.id, default: Friction.ElementTally()].add(element)
        }
    }

    /// The questions, those that go unanswered most first.
    package var worstQuestions: [(key: QuestionKey, tally: Friction.QuestionTally)] {
        questions.map { (key: $0.key, tally: $0.value) }.filter { $0.tally.due > 0 }
            .sorted { a, b in
                if a.tally.unanswered.fraction != b.tally.unanswered.fraction {
                    return a.tally.unanswered.fraction > b.tally.unanswered.fraction
                }
                return a.key.description < b.key.description
            }
    }

    /// The elements that count, those that fail most first; behind them those that do not count.
    package var worstElements: [(id: String, tally: Friction.ElementTally)] {
        elements.map { (id: $0.key, tally: $0.value) }
            .sorted { a, b in
                if a.tally.counts != b.tally.counts { return a.tally.counts }
                if a.tally.failed.fraction != b.tally.failed.fraction {
                    return a.tally.failed.fraction > b.tally.failed.fraction
                }
                return a.id < b.id
            }
    }
}

extension Friction.QuestionTally {
    fileprivate mutating func add(_ question: QuestionFacts) {
        if question.isSkipped { skipped += 1 }
        guard question.isAsked else { return }
        asked += 1
        if question.isDodged { dodged += 1 }
        // What stands may be known from the call before.
        if question.isAgainst, !question.isDodged { against += 1 }
        grades[question.isDodged ? 0 : question.grade.rawValue] += 1
        if let milliseconds = question.milliseconds { time.add(milliseconds: milliseconds) }
    }
}

extension Friction.ElementTally {
    fileprivate mutating func add(_ element: ElementFacts) {
        counts = element.counts
        switch element.state {
        case .confirmed: confirmed += 1
        case .weak: weak += 1
        case .open: open += 1
        case .against: against += 1
        case .inactive: break
        }
    }
}
