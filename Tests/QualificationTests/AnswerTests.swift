import Qualification
import Testing

@Suite("What Baton makes of an answer") struct AnswerTests {
    private func read(_ text: String, _ question: Question) -> ReadAnswer {
        AnswerReader(today: saturday, currency: "USD").read(text, for: question)
    }

    private static let uses = question(
        "competition.current", .choice,
        choices: [
            Choice(key: "rival", name: "A rival product"), Choice(key: "in-house", name: "Built in house"),
            Choice(key: "inbound", name: "Inbound tool"), Choice(key: "north", name: "North"),
            Choice(key: "happy", name: "Happy as it is", isAgainst: true),
        ])

    @Test(
        "Proposed grades of plain text: 2 where the line holds a fact, else 1",
        arguments: [
            ("they lose two days a week", 2), ("it costs 40k a year", 2), ("the CFO complains", 2),
            ("since March", 2), ("a few orders get lost", 2), ("hundreds of orders", 2),
            ("they said “we are drowning”", 2), ("\"drowning\" she said", 2), ("17 plants", 2),
            ("painful", 1), ("we want to improve efficiency", 1), ("B2B", 1), ("one plant", 1),
            ("we sat down", 1),
            // Non-answers
            ("not sure", 1), ("we'll see in March", 1), ("I don’t know, 40 perhaps", 1), ("tbd", 1),
            ("n/a", 1),
            ("maybe 40", 1), ("it depends", 1), ("no idea", 1), ("TBD after 2 weeks", 1),
            // The question's red flags
            ("just exploring", 1), ("just exploring 3 options", 1), ("Just exploring!", 1),
        ])
    func textGrades(typed: String, grade: Int) {
        let answer = read(typed, question("need.pain", redFlags: ["just exploring"]))
        #expect(answer.grade.rawValue == grade)
        #expect(answer.value == nil && !answer.isKeptAsText && !answer.isAgainst)
    }

    @Test(
        "What does not read as its kind is kept as text, at grade 1",
        arguments: [
            (.money, "waiting for pricing 2 weeks"), (.date, "after the 3 audits"), (.number, "quite a lot"),
            (.person, "somebody"), (.people, "everyone"), (.yesNo, "the 4 plants do"), (.choice, "17 tools"),
            (.choice, "in"),
        ] as [(QuestionKind, String)])
    func notItsKind(kind: QuestionKind, typed: String) {
        let answer = read(typed, kind == .choice ? Self.uses : question("a.b", kind))
        #expect(answer.isKeptAsText)
        #expect(answer.value == nil && answer.grade == .vague && !answer.isAgainst)
    }

    @Test(
        "A bare denial is against, whatever was asked, and not “not understood”",
        arguments: [
            (.text, "no"), (.text, "None."), (.text, "nothing"), (.text, "NOBODY"), (.text, "never!"),
            (.date, "never"), (.date, "none"), (.person, "nobody"), (.people, "none"), (.number, "none"),
            (.yesNo, "no"), (.choice, "none"), (.money, "none"),
        ] as [(QuestionKind, String)])
    func denial(kind: QuestionKind, typed: String) {
        let answer = read(typed, kind == .choice ? Self.uses : question("a.b", kind))
        #expect(answer.isAgainst)
        #expect(!answer.isKeptAsText)
    }

    @Test(
        "A denial with more words is no bare one",
        arguments: ["no pain", "none of it works", "nothing hurts more", "they never ship"])
    func longerDenial(typed: String) {
        #expect(!read(typed, question("need.pain")).isAgainst)
    }

    @Test(
        "Numbers",
        arguments: [
            ("12", 12), ("12 people", 12), ("about 12", 12), ("twelve", 12), ("a dozen", 12), ("one", 1),
            ("1,200", 1200), ("1.5", 1.5), ("1.5k", 1500), ("20%", 20),
            ("we have 3 plants and 200 people", 3),
            ("none", 0), ("0", 0),
        ])
    func numbers(typed: String, number: Double) {
        #expect(read(typed, question("need.size", .number)).value == .number(number))
    }

    @Test(
        "Yes and no, by the first word",
        arguments: [
            ("yes", true), ("Y", true), ("Yes, since May", true), ("sure", true), ("ja", true), ("no", false),
            ("nope", false), ("No, never", false), ("not really", false), ("maybe", nil), ("not sure", nil),
            ("not yet", nil), ("the board does", nil),
        ] as [(String, Bool?)])
    func yesNo(typed: String, yes: Bool?) {
        let answer = read(typed, question("a.b", .yesNo))
        #expect(answer.value == yes.map { .yesNo($0) })
        #expect(answer.isAgainst == (yes == false))
        #expect(read(typed, question("a.b", .yesNo, wanted: false)).isAgainst == (yes == true))
    }

    @Test(
        "A choice by key, name or a prefix that only one has",
        arguments: [
            ("rival", "rival"), ("RIVAL", "rival"), ("riv", "rival"), ("A rival product", "rival"),
            ("rival, until March", "rival"), ("in-house", "in-house"), ("built", "in-house"),
            ("inb", "inbound"), ("in", nil), ("ri", nil), ("other", nil), ("maybe rival", nil),
        ] as [(String, String?)])
    func choices(typed: String, picks: String?) {
        #expect(read(typed, Self.uses).value == picks.map { .choice($0) })
        #expect(read("happy", Self.uses).isAgainst)
        #expect(!read("rival", Self.uses).isAgainst)
    }

    @Test("Bug: “I run the warehouse” was taken for an option that ends the call, by its first letter")
    func whatEndsACallTakesItsWholeKey() {
        var asked = Self.uses
        asked.stops = [Stop(when: .isValue("rival"), reason: ReasonReference(code: "no-fit"))]
        #expect(read("riv", asked).value == nil)
        #expect(read("rival, until March", asked).value == .choice("rival"))
        #expect(read("inb", asked).value == .choice("inbound"))
    }

    @Test("Facts of every kind are proposed at grade 2")
    func factsAreStated() {
        let facts: [(QuestionKind, String)] = [
            (.money, "40k"), (.money, "none"), (.date, "March"), (.number, "12"), (.person, "Dana"),
            (.people, "Dana and Tom"), (.choice, "rival"),
        ]
        for (kind, typed) in facts {
            #expect(
                read(typed, kind == .choice ? Self.uses : question("a.b", kind)).grade == .stated, "\(typed)")
        }
        // A yes holds no fact of its own.
        #expect(read("yes", question("a.b", .yesNo)).grade == .vague)
        #expect(read("yes, since May", question("a.b", .yesNo)).grade == .stated)
        #expect(read("maybe 40k", question("a.b", .money)).grade == .vague)
        #expect(
            read("40k, waiting for pricing", question("a.b", .money, redFlags: ["waiting for pricing"])).grade
                == .vague)
    }

    // MARK: Bugs that were

    @Test("Bug: the wanted “no” to a yes-no question was against")
    func wantedNo() {
        let question = question("timing.locked-in", .yesNo, wanted: false)
        #expect(!read("no", question).isAgainst)
        #expect(!read("none", question).isAgainst)
        #expect(read("yes", question).isAgainst)
    }

    @Test(
        "Bug: numbers inside names, and the first digits only, were counted",
        arguments: [
            ("B2B", nil), ("FY27", nil), ("1,200 people", 1200), ("1.5 days", 1.5), ("two hundred", 200),
            ("no one", nil), ("zero", 0),
        ] as [(String, Double?)])
    func numbersInNames(typed: String, number: Double?) {
        #expect(read(typed, question("a.b", .number)).value == number.map { .number($0) })
    }

    @Test("Bug: “no” picked the choice “north”")
    func noIsNoPrefix() {
        let answer = read("no", Self.uses)
        #expect(answer.value == nil)
        #expect(answer.isAgainst)
    }
}
