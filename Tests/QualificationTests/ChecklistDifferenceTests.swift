import Testing

@testable import Qualification

/// What differs between two checklists: by meaning, both ways, and one change for one edit.
@Suite struct ChecklistDifferenceTests {
    @Test func nothingDiffersFromItself() {
        #expect(ChecklistDifference(from: .rich, to: .rich).isEmpty)
        #expect(ChecklistDifference(from: .bare, to: .bare).isEmpty)
    }

    /// One edit of a checklist, and the one change that it is.
    struct Edit: CustomStringConvertible, Sendable {
        var path: String
        var kind: ChecklistChange.Kind
        var edit: @Sendable (inout Checklist) -> Void

        init(
            _ path: String, _ kind: ChecklistChange.Kind,
            _ edit: @escaping @Sendable (inout Checklist) -> Void
        ) {
            (self.path, self.kind, self.edit) = (path, kind, edit)
        }

        var description: String { "\(kind.rawValue) \(path)" }
    }

    private static let pain = "elements.need.questions.pain"
    private static let amount = "elements.budget.questions.amount"

    static let edits: [Edit] = [
        Edit("checklist", .changed) { $0.name = "Other" },
        Edit("version", .changed) { $0.version = "1.0.1" },
        Edit("about", .removed) { $0.about = "" },
        Edit("currency", .changed) { $0.currency = "CHF" },
        Edit("currency", .removed) { $0.currency = nil },
        Edit("stops", .changed) { $0.stops[0].when = .test(.domain, .among(["rival.example"])) },
        Edit("stops", .changed) { $0.stops[1].verdict = .disqualified },
        Edit("stops", .removed) { $0.stops.removeFirst() },
        Edit("stops", .added) { $0.stops.append($0.stops[0].reworded) },
        Edit("stops", .moved) { $0.stops.swapAt(0, 1) },
        Edit("elements", .moved) { $0.elements.swapAt(0, 1) },
        Edit("elements.budget", .removed) { $0.elements.remove(at: 1) },
        Edit("elements.champion", .added) {
            $0.elements.insert(Element(id: "champion", name: "Champion", questions: []), at: 0)
        },
        Edit("elements.need.name", .changed) { $0.elements[0].name = "Pain" },
        Edit("elements.need.bar", .changed) { $0.elements[0].bar = .verified },
        Edit("elements.need.required", .changed) { $0.elements[0].required = .none },
        Edit("elements.budget.counts", .changed) { $0.elements[1].counts = false },
        Edit("elements.need.otherwise", .changed) { $0.elements[0].otherwise = .init(code: "other") },
        Edit("elements.budget.otherwise", .added) { $0.elements[1].otherwise = .init(code: "other") },
        Edit("elements.need.same-as", .removed) { $0.elements[0].sameAs = nil },
        Edit("elements.need.levels.1", .changed) { $0.elements[0].levels[.vague] = "Nothing much." },
        Edit("elements.need.levels.3", .added) { $0.elements[0].levels[.verified] = "A report." },
        Edit("elements.need.questions", .moved) { $0.elements[0].questions.swapAt(0, 1) },
        Edit("elements.need.questions.impact", .removed) { $0.elements[0].questions.removeLast() },
        Edit("elements.need.questions.since", .added) {
            let key = QuestionKey(element: "need", question: "since")
            $0.elements[0].questions.insert(Question(key: key, ask: "Since when?"), at: 1)
        },
        Edit(pain + ".ask", .changed) { $0.elements[0].questions[0].ask = "What hurts?" },
        Edit(pain + ".kind", .changed) { $0.elements[0].questions[0].kind = .text },
        Edit(pain + ".same-as", .added) { $0.elements[0].questions[0].sameAs = "pain" },
        Edit(pain + ".optional", .changed) { $0.elements[0].questions[0].isOptional = true },
        Edit(pain + ".good", .changed) { $0.elements[0].questions[0].good = "A loss." },
        Edit(pain + ".follow-ups", .changed) { $0.elements[0].questions[0].followUps[1] = "Who else?" },
        Edit(pain + ".follow-ups", .removed) { $0.elements[0].questions[0].followUps.removeFirst() },
        Edit(pain + ".follow-ups", .added) { $0.elements[0].questions[0].followUps.insert("How?", at: 1) },
        Edit(pain + ".follow-ups", .moved) { $0.elements[0].questions[0].followUps.swapAt(0, 2) },
        Edit(pain + ".red-flags", .added) { $0.elements[0].questions[0].redFlags.append("maybe") },
        Edit(pain + ".listen-for", .removed) { $0.elements[0].questions[0].listenFor = [] },
        Edit(pain + ".choices.growth.name", .changed) {
            $0.elements[0].questions[0].choices[0].name = "Size"
        },
        Edit(pain + ".choices.growth.against", .changed) {
            $0.elements[0].questions[0].choices[0].isAgainst = true
        },
        Edit(pain + ".choices.growth.grade", .added) {
            $0.elements[0].questions[0].choices[0].grade = .vague
        },
        Edit(pain + ".choices.thesis", .removed) { $0.elements[0].questions[0].choices.removeLast() },
        Edit(pain + ".choices", .moved) { $0.elements[0].questions[0].choices.swapAt(0, 1) },
        Edit(pain + ".wanted", .changed) { $0.elements[0].questions[0].wanted = false },
        Edit(amount + ".stops", .changed) { $0.elements[1].questions[0].stops[0].when = .below(5000) },
        Edit(amount + ".stops", .changed) {
            $0.elements[1].questions[0].stops[0].reason = .init(code: "no-budget")
        },
        Edit(amount + ".stops", .removed) { $0.elements[1].questions[0].stops = [] },
        Edit(amount + ".when", .removed) { $0.elements[1].questions[0].when = nil },
        Edit(amount + ".when", .changed) {
            let need = QuestionKey(element: "need", question: "pain")
            $0.elements[1].questions[0].when = .test(question: need, .answered(false))
        },
        Edit("cards", .moved) { $0.cards.swapAt(0, 1) },
        Edit("cards.price", .removed) { $0.cards.removeLast() },
        Edit("cards.send.say", .changed) { $0.cards[0].say = "No." },
        Edit("cards.send.name", .changed) { $0.cards[0].name = "Send it" },
        Edit("cards.send.hear", .changed) { $0.cards[0].hear[0] = "just send it" },
        Edit("cards.send.then", .removed) { $0.cards[0].then = nil },
        Edit("decision.confirm", .changed) { $0.decision.confirm = 1 },
    ]

    @Test(arguments: edits) func oneEditIsOneChange(edit: Edit) throws {
        var edited = Checklist.rich
        edit.edit(&edited)
        let changes = ChecklistDifference(from: .rich, to: edited).changes
        #expect(changes.map { "\($0.kind.rawValue) \($0.path.joined(separator: "."))" } == [edit.description])
        let change = try #require(changes.first)
        #expect((change.before == nil) == (change.kind == .added))
        #expect((change.after == nil) == (change.kind == .removed))
        #expect(change.before != change.after)
    }

    @Test(arguments: edits.indices) func theWayBackIsTheMirror(index: Int) {
        // Several edits at once, so that lists differ in more than one place.
        for width in 1...6 {
            var (one, other) = (Checklist.rich, Checklist.rich)
            for step in 0..<width {
                let edits = ChecklistDifferenceTests.edits
                // Only edits that hold whatever the others did: those of values, not of positions.
                let own = edits[(index + step * 7) % edits.count]
                let others = edits[(index * 3 + step * 11) % edits.count]
                if own.kind == .changed { own.edit(&one) }
                if others.kind == .changed { others.edit(&other) }
            }
            if index < ChecklistDifferenceTests.edits.count {
                ChecklistDifferenceTests.edits[index].edit(&one)
            }
            let there = ChecklistDifference(from: one, to: other).changes
            let back = ChecklistDifference(from: other, to: one).changes
            #expect(Set(there) == Set(back.map(\.mirrored)))
            #expect(there.count == back.count)
        }
    }

    @Test func betweenStrangersTheWayBackIsTheMirrorToo() {
        let there = ChecklistDifference(from: .rich, to: .bare).changes
        let back = ChecklistDifference(from: .bare, to: .rich).changes
        #expect(!there.isEmpty)
        #expect(Set(there) == Set(back.map(\.mirrored)))
    }

    @Test func anItemThatMovedAwayIsNotTakenForAnother() {
        var edited = Checklist.rich
        edited.elements[0].questions[0].followUps = ["Who?", "Where?", "Why not?"]
        let changes = ChecklistDifference(from: .rich, to: edited).changes
        #expect(
            changes.map {
                "\($0.kind.rawValue) \($0.before.map { "\($0)" } ?? "") \($0.after.map { "\($0)" } ?? "")"
            }
                == ["removed text(\"When?\") ", "added  text(\"Why not?\")"])
    }
}

extension LeadStop {
    fileprivate var reworded: LeadStop { LeadStop(when: .test(.company, .missing(true)), reason: reason) }
}

extension Checklist {
    fileprivate static let bare = Checklist(
        name: "Bare", version: "0.1.0", about: "",
        elements: [Element(id: "need", name: "Need", questions: [])], decision: DecisionRule(confirm: 1))

    /// One of everything, and two of what has an order.
    fileprivate static let rich = Checklist(
        name: "Rich", version: "1.0.0", about: "All there is.", currency: "EUR",
        stops: [
            LeadStop(
                when: .test(.domain, .among(["rival.test"])),
                reason: .init(code: "not-a-prospect", sub: "competitor")),
            LeadStop(when: .test(.employees, .below(10)), reason: .init(code: "no-fit", sub: "size")),
        ],
        elements: [
            Element(
                id: "need", name: "Need", required: .stated, otherwise: .init(code: "no-need"),
                sameAs: "need",
                levels: [.vague: "A complaint.", .stated: "A problem."],
                questions: [
                    Question(
                        key: .init(element: "need", question: "pain"), ask: "Why?", kind: .choice,
                        good: "A reason.", followUps: ["When?", "Who?", "Where?"], redFlags: ["just looking"],
                        listenFor: ["too slow"],
                        choices: [
                            Choice(key: "growth", name: "Growth"),
                            Choice(key: "curious", name: "Curious", grade: .vague),
                            Choice(key: "thesis", name: "Thesis", isAgainst: true),
                        ]),
                    Question(key: .init(element: "need", question: "impact"), ask: "What does it cost?"),
                ]),
            Element(
                id: "budget", name: "Budget",
                questions: [
                    Question(
                        key: .init(element: "budget", question: "amount"), ask: "How much?", kind: .money,
                        when: .test(question: .init(element: "need", question: "pain"), .answered(true)),
                        stops: [Stop(when: .below(3000), reason: .init(code: "no-fit", sub: "size"))])
                ]),
        ],
        cards: [
            Card(
                key: "send", name: "Send me something", hear: ["send it", "put it in a mail"], say: "Gladly.",
                then: .init(element: "need", question: "pain")),
            Card(key: "price", name: "What is the price?", say: "It depends."),
        ],
        decision: DecisionRule(confirm: 2))
}
