import Qualification
import Testing

@Suite("What stands") struct StandingTests {
    /// A script of entries, numbered from 1.
    private func entries(_ kinds: [Entry.Kind], shuffledTimes: Bool = false) -> [Entry] {
        kinds.enumerated().map { index, kind in
            Entry(
                seq: index + 1,
                at: Instant(milliseconds: Int64(shuffledTimes ? (index * 7919) % 31 : index) * 1000),
                kind: kind)
        }
    }

    private func answer(
        _ name: String, _ text: String, _ grade: EvidenceGrade = .stated, against: Bool = false
    ) -> Entry.Kind {
        .answer(Answer(question: key(name), text: text, value: nil, grade: grade, isAgainst: against))
    }

    private func quote(_ name: String, _ text: String) -> Entry.Kind {
        .quote(question: key(name), text: text)
    }

    private func standing(_ kinds: Entry.Kind...) -> Standing { Standing(of: entries(kinds)) }

    @Test("An answer given again supersedes, and undo restores what it superseded")
    func supersede() {
        let twice = [answer("need.pain", "slow"), answer("need.pain", "very slow", .vague)]
        #expect(Standing(of: entries(twice)).answers[key("need.pain")]?.text == "very slow")
        let undone = Standing(of: entries(twice + [.undo(of: 2)]))
        #expect(undone.answers[key("need.pain")]?.text == "slow")
        #expect(undone.answers[key("need.pain")]?.grade == .stated)
    }

    @Test("Repeating undo walks back, entry by entry, to nothing")
    func walkingBack() {
        var all = entries([
            answer("need.pain", "slow", .vague), quote("need.pain", "we drown"), .note(text: "likes mail"),
            .regrade(question: key("need.pain"), grade: .verified, isAgainst: false),
        ])
        var undone: [Int] = []
        while let latest = Standing(of: all).latest {
            undone.append(latest.seq)
            all.append(Entry(seq: all.count + 1, at: Instant(milliseconds: 0), kind: .undo(of: latest.seq)))
        }
        #expect(undone == [4, 3, 2, 1])
        #expect(Standing(of: all) == Standing())
        #expect(all.count == 8, "nothing is erased")
    }

    @Test(
        "A quote lifts its answer to grade 2 and never lowers it",
        arguments: [(EvidenceGrade.vague, EvidenceGrade.stated), (.stated, .stated), (.verified, .verified)])
    func quoteLifts(from: EvidenceGrade, to: EvidenceGrade) {
        let stands = standing(
            answer("need.pain", "slow", from, against: true), quote("need.pain", "we drown"))
        #expect(stands.answers[key("need.pain")]?.grade == to)
        #expect(stands.answers[key("need.pain")]?.text == "slow")
        #expect(stands.answers[key("need.pain")]?.isAgainst == true)
        #expect(stands.answers[key("need.pain")]?.quotes == ["we drown"])
    }

    @Test("A quote without an answer is the answer, at grade 2")
    func quoteIsTheAnswer() {
        let stands = standing(quote("need.pain", "we drown"), quote("need.pain", "every week"))
        #expect(stands.answers[key("need.pain")]?.text == "we drown")
        #expect(stands.answers[key("need.pain")]?.grade == .stated)
        #expect(stands.answers[key("need.pain")]?.quotes == ["we drown", "every week"])
        #expect(stands.quotes.map(\.text) == ["we drown", "every week"])
    }

    @Test("Undoing a quote takes its lift away, and the answer that it was")
    func undoQuote() {
        #expect(
            standing(answer("need.pain", "slow", .vague), quote("need.pain", "we drown"), .undo(of: 2))
                .answers[key("need.pain")]?.grade == .vague)
        #expect(standing(quote("need.pain", "we drown"), .undo(of: 1)).answers.isEmpty)
    }

    @Test("Regrading changes grade and direction of what stands, and nothing where nothing stands")
    func regrade() {
        let regrade = Entry.Kind.regrade(question: key("need.pain"), grade: .verified, isAgainst: true)
        let stands = standing(answer("need.pain", "slow"), regrade).answers[key("need.pain")]
        #expect(stands?.grade == .verified && stands?.isAgainst == true && stands?.text == "slow")
        #expect(standing(regrade).answers.isEmpty)
        #expect(standing(regrade, answer("need.pain", "slow")).answers[key("need.pain")]?.grade == .stated)
    }

    @Test("A dodged question is remembered until it is answered")
    func dodged() {
        let dodge = Entry.Kind.dodged(question: key("need.pain"))
        #expect(standing(dodge).dodged == [key("need.pain")])
        #expect(standing(dodge, answer("need.pain", "slow")).dodged.isEmpty)
        #expect(standing(answer("need.pain", "slow"), dodge).dodged.isEmpty)
        #expect(standing(answer("need.pain", "slow"), dodge).answers[key("need.pain")]?.text == "slow")
        #expect(standing(dodge, answer("need.pain", "slow"), .undo(of: 2)).dodged == [key("need.pain")])
    }

    @Test("Notes, next steps and marks stand; of next steps the last")
    func others() {
        let stands = standing(
            .note(text: "a"), .next(NextStep(what: "mail", on: nil), text: "mail"), .note(text: "b"),
            .mark(Mark(kind: .referral, name: "Tom")),
            .next(NextStep(what: "demo", on: day("2026-11-26")), text: "demo Thu 10:00"))
        #expect(stands.notes == ["a", "b"])
        #expect(stands.nextStep == NextStep(what: "demo", on: day("2026-11-26")))
        #expect(stands.nextStepText == "demo Thu 10:00")
        #expect(stands.marks == [Mark(kind: .referral, name: "Tom")])
    }

    @Test("The order is that of seq, never of the clock, and never that of the file")
    func orderOfSeq() {
        let kinds = [
            answer("need.pain", "one"), answer("need.pain", "two"), quote("need.pain", "q"),
            answer("need.impact", "three"), .undo(of: 4),
        ]
        let stands = Standing(of: entries(kinds))
        let jumbled = Standing(of: entries(kinds, shuffledTimes: true).reversed())
        #expect(stands.answers.mapValues(\.text) == jumbled.answers.mapValues(\.text))
        #expect(stands.answers.mapValues(\.grade) == jumbled.answers.mapValues(\.grade))
        #expect(jumbled.lastAnswered == key("need.pain"))
    }

    @Test("An undo of an undo, or of an entry that does not exist, is ignored")
    func forgedUndo() {
        let pain = answer("need.pain", "slow")
        #expect(standing(pain, .undo(of: 1), .undo(of: 2)).answers.isEmpty)
        #expect(standing(pain, .undo(of: 99), .undo(of: 0), .undo(of: -1)).answers.count == 1)
        #expect(standing(pain, .undo(of: 2)).answers.count == 1, "an undo of itself")
    }

    @Test("Bug: an undo took back what was typed only afterwards")
    func undoOfTheFuture() {
        #expect(standing(.undo(of: 2), answer("need.pain", "slow")).answers.count == 1)
    }

    @Test("Undo is the inverse of an entry, for generated entries")
    func undoIsTheInverse() {
        var generator = SeededGenerator(seed: 3)
        let names = ["need.pain", "need.impact", "budget.amount"]
        for _ in 0..<1500 {
            var all: [Entry] = []
            for seq in 1...Int.random(in: 2...12, using: &generator) {
                let name = names.randomElement(using: &generator) ?? ""
                let grade = EvidenceGrade.allCases.randomElement(using: &generator) ?? .none
                let against = Bool.random(using: &generator)
                let kind: Entry.Kind =
                    switch Int.random(in: 0..<7, using: &generator) {
                    case 0, 1: answer(name, "text \(seq)", grade, against: against)
                    case 2: quote(name, "quote \(seq)")
                    case 3: .dodged(question: key(name))
                    case 4: .regrade(question: key(name), grade: grade, isAgainst: against)
                    case 5: .note(text: "note \(seq)")
                    default: Standing(of: all).latest.map { .undo(of: $0.seq) } ?? .note(text: "-")
                    }
                let before = Standing(of: all)
                let entry = Entry(seq: seq, at: Instant(milliseconds: Int64(seq)), kind: kind)
                if case .undo = kind {
                    all.append(entry)
                    continue
                }
                let undo = Entry(seq: seq + 1, at: entry.at, kind: .undo(of: seq))
                #expect(Standing(of: all + [entry, undo]) == before)
                #expect(Standing(of: all + [entry]).latest == entry)
                all.append(entry)
            }
        }
    }
}
