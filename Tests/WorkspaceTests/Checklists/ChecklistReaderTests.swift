import Qualification
import Testing
import Workspace

@Suite struct ChecklistReaderTests {
    @Test func readsEveryPartOfTheFormat() throws {
        let checklist = try readChecklist(
            """
            checklist: Team
            version: 2.1
            about: >
              Two
              lines.
            currency: EUR
            elements:
              - id: need
                name: Need
                bar: 3
                required: 1
                otherwise: no-fit/size
                same-as: money
                questions:
                  - id: pain
                    ask: "What hurts: really?"
                  - id: size
                    ask: How many people?
                    kind: number
                    optional: yes
                    when:
                      any-of:
                        - { question: need.pain, answered: true }
                        - all-of:
                            - { question: need.seat, is: cloud }
                            - { question: need.live, after: 2027-01-31 }
                    good: A number.
                    follow-ups: [ Is it more? Really?, And * 2 & 3! ]
                    red-flags: [ a lot ]
                    listen-for: [ people ]
                    stops: [ { when: { below: 2.5 }, reason: no-fit/size } ]
                  - { id: seat, ask: Where?, kind: choice, choices: [ { key: cloud, name: Cloud }, { key: 1-box, name: A box, against: true } ] }
                  - { id: live, ask: When?, kind: date }
                  - { id: partner, ask: Are you a partner?, kind: yes-no, wanted: no }
            decision: { confirm: 1 }
            """)
        #expect(checklist.currency == "EUR" && checklist.about == "Two lines." && checklist.version == "2.1")
        let element = try #require(checklist.element("need"))
        #expect(element.bar == .verified && element.required == .vague && element.counts)
        #expect(element.otherwise == ReasonReference(code: "no-fit", sub: "size"))
        let size = try #require(checklist.question(QuestionKey(element: "need", question: "size")))
        let key = { QuestionKey(element: "need", question: $0) }
        #expect(
            size.when
                == .anyOf([
                    .test(question: key("pain"), .answered(true)),
                    .allOf([
                        .test(question: key("seat"), .isValue("cloud")),
                        .test(
                            question: key("live"),
                            .after(try #require(LocalDay(year: 2027, month: 1, day: 31)))),
                    ]),
                ]))
        #expect(size.isOptional && size.followUps == ["Is it more? Really?", "And * 2 & 3!"])
        #expect(
            size.stops == [Stop(when: .below(2.5), reason: ReasonReference(code: "no-fit", sub: "size"))])
        #expect(element.questions[0].ask == "What hurts: really?" && element.questions[0].kind == .text)
        #expect(element.questions[2].choices.map(\.isAgainst) == [false, true])
        #expect(!element.questions[4].wanted && element.questions[0].wanted)
    }

    @Test func tellsEveryMistakeAtOnceInTheOrderOfTheLines() {
        let text = """
            checklist: Team
            versoin: 1.0.0
            elements:
              - id: Need
                name: Need
                bar: 0
                questions:
                  - ask: ""
                    kind: txt
                  - id: pain
                    id: pain
                    ask: Really?
            decision: { confirm: 9 }
            """
        #expect(
            mistakes { try readChecklist(text) } == [
                "c.yaml:2:1: unknown key 'versoin' in a checklist; did you mean 'version'?",
                "c.yaml:4:9: 'id' must be small letters, digits and hyphens, a letter first; did you mean 'need'?",
                "c.yaml:6:10: 'bar' must be an evidence grade from 1 to 3",
                "c.yaml:8:9: a question needs 'id'",
                "c.yaml:8:14: 'ask' is empty",
                "c.yaml:9:15: 'txt' is no kind; there are: text, choice, number, money, date, person, people, yes-no; "
                    + "did you mean 'text'?",
                "c.yaml:11:9: the key 'id' stands here twice; first in line 10",
                "c.yaml:13:13: 'confirm' is 9, but only 1 of the elements count",
            ])
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
        var text: String
        var expected: String

        init(_ text: String, _ expected: String) {
            self.text = text
            self.expected = expected
        }

        var testDescription: String { expected }
    }

    private static func element(_ line: String, _ expected: String) -> Mistake {
        Mistake(checklistText(element: line), expected)
    }

    private static func question(_ lines: String, _ expected: String) -> Mistake {
        Mistake(checklistText(questions: lines), expected)
    }

    private static let elements: [Mistake] = [
        element("required: 4", "6:15: 'required' must be an evidence grade from 0 to 3"),
        element("bar: high", "6:10: 'bar' must be an evidence grade from 1 to 3"),
        element("bar: [2]", "6:10: 'bar' must be an evidence grade from 1 to 3"),
        element("counts: maybe", "6:13: 'counts' must be true or false"),
        element("bar:", "6:5: 'bar' is empty; give it a value or take the line out"),
        element("barr: 2", "6:5: unknown key 'barr' in an element; did you mean 'bar'?"),
        element("zebra: 2", "6:5: unknown key 'zebra' in an element"),
        element("sameAs: need", "6:5: unknown key 'sameAs' in an element; did you mean 'same-as'?"),
        element("otherwise: no-feet", "6:16: there is no reason 'no-feet'; did you mean 'no-fit'?"),
        element(
            "otherwise: no-fit/sise",
            "6:16: the reason 'no-fit' has no sub-reason 'sise'; it has: size, region"),
        element(
            "otherwise: a/b/c", "6:16: 'otherwise' must name a reason; for example no-fit, or no-fit/size"),
        Mistake(
            checklistText(confirm: "0"), "10:12: 'confirm' must be a number of elements, at least 1"),
        Mistake(checklistText(confirm: "2"), "10:3: 'confirm' is 2, but only 1 of the elements count"),
        Mistake(
            checklistText(element: "counts: false"), "10:3: no element counts, so nothing could be confirmed"),
        Mistake(
            checklistText(questions: "[]"), "8:7: 'questions' is an empty list"),
        Mistake("checklist: [a]", "1:12: 'checklist' must be text; a text that begins with '[' needs quotes"),
        Mistake(
            checklistText().replacing("id: need", with: "id: note"),
            "4:9: 'note' means something else in the conversation; call it differently"),
        Mistake(
            checklistText().replacing("version: 1.0.0", with: "version: 1.0.0\ncurrency: usd"),
            "3:11: 'currency' must be a currency code of three capital letters; did you mean 'USD'?"),
    ]

    private static let questions: [Mistake] = [
        question(
            "- { id: next, ask: A? }",
            "8:15: 'next' means something else in the conversation; call it differently"),
        question("- { id: a }", "8:9: a question needs 'ask'"),
        question(
            "- ask: { b: c }\n  id: a", "8:14: 'ask' must be text; a text with ': ' in it needs quotes"),
        question("- { id: a, ask: A?, wanted: no }", "8:27: 'wanted' is for yes-no questions"),
        question("- { id: a, ask: A?, kind: choice }", "8:27: a choice needs 'choices'"),
        question(
            "- { id: a, ask: A?, choices: [ { key: b, name: B } ] }",
            "8:27: 'choices' are for questions of the kind 'choice'; this one is 'text'"),
        question(
            "- { id: a, ask: A?, kind: choice, choices: [ { key: b, name: B }, { key: b, name: C } ] }",
            "8:75: the option key 'b' is taken; first in line 8"),
        question(
            "- { id: a, ask: A? }\n- { id: a, ask: B? }",
            "9:11: the question id 'a' is taken; first in line 8"),
        question(
            "- { id: a, ask: A?, red-flags: none }",
            "8:38: 'red-flags' must be a list; begin each item with '- ' on a line of its own"),
        question(
            "- id: a\n  ask: A?\n  follow-ups:\n    - Really: why?",
            "11:13: an item of 'follow-ups' must be text; a text with ': ' in it needs quotes"),
        question("- just words", "8:9: a question is written as 'key: value' lines; it has"),
        question(
            "- { id: a, ask: A? }\n- { id: b, ask: B?, when: { question: need.c, answered: true } }",
            "9:35: there is no question 'need.c'; did you mean 'need.a'?"),
        question(
            "- { id: b, ask: B?, when: { question: budget, answered: true } }",
            "8:35: 'budget' is no question; write element.question, for example budget.amount"),
        question(
            "- { id: b, ask: B?, when: { question: need.b } }", "8:33: a condition needs a test; one of"),
        question(
            "- { id: b, ask: B?, when: { question: need.b, is: x, is-not: y } }",
            "8:33: a condition has one test, and this has several"),
        question(
            "- { id: b, ask: B?, when: { any-of: [], is: x } }",
            "8:35: 'any-of' stands alone in its condition"),
        question(
            "- { id: a, ask: A? }\n- { id: b, ask: B?, when: { question: need.a, below: 3 } }",
            "9:53: this test is for the kinds money, number; 'need.a' is 'text'"),
        question(
            "- { id: a, ask: A?, kind: date }\n- { id: b, ask: B?, when: { question: need.a, before: 2027-02-30 } }",
            "9:61: 'before' must be a day that exists; for example 2027-03-31"),
        question(
            "- { id: a, ask: A?, kind: money, stops: [ { when: { below: 3k }, reason: no-fit } ] }",
            "8:66: 'below' must be a number; digits alone, for example 3000 or 2.5"),
        question(
            "- { id: a, ask: A?, stops: [ { when: { below: 3 }, reason: no-fit } ] }",
            "8:46: this test is for the kinds money, number; 'need.a' is 'text'"),
        question(
            "- { id: a, ask: A?, stops: [ { when: { answered: no }, reason: no-fit } ] }",
            "8:46: a stop needs an answer to stop on"),
        question(
            "- { id: a, ask: A?, stops: [ { when: { is: no }, reason: gone } ] }",
            "8:64: there is no reason 'gone'"),
        question(
            "- { id: a, ask: A?, kind: choice, choices: [ { key: b, name: B } ], stops: [ { when: { is: c }, reason: no-fit } ] }",
            "8:94: 'need.a' has no option 'c'; it has: b"),
        question(
            "- { id: a, ask: A?, kind: yes-no, stops: [ { when: { is: perhaps }, reason: no-fit } ] }",
            "8:60: 'need.a' is answered yes or no"),
        question(
            "- { id: b, ask: B?, when: { question: need.b, answered: true } }",
            "8:27: 'when' goes round in a circle: need.b needs need.b"),
        question(
            """
            - { id: a, ask: A?, when: { question: need.b, answered: true } }
            - { id: b, ask: B?, when: { any-of: [ { question: need.a, is: x } ] } }
            - { id: c, ask: C?, when: { question: need.a, answered: true } }
            """,
            "8:27: 'when' goes round in a circle: need.a needs need.b needs need.a"),
    ]

    @Test(arguments: elements + questions)
    func namesThePlaceOfAMistake(_ mistake: Mistake) {
        let found = mistakes { try readChecklist(mistake.text) }
        #expect(found.contains { $0.hasPrefix("c.yaml:\(mistake.expected)") }, "\(found)")
    }

    @Test func aRequiredElementIsNeverInactive() {
        let text = """
            checklist: Team
            version: 1.0.0
            elements:
              - { id: a, name: A, questions: [ { id: b, ask: B? } ] }
              - id: need
                name: Need
                required: 1
                questions: [ { id: c, ask: C?, when: { question: a.b, answered: true } } ]
              - { id: a, name: A again, required: 1, counts: false, questions: [ { id: b, ask: B? } ] }
            decision: { confirm: 1 }
            """
        #expect(
            mistakes { try readChecklist(text) } == [
                "c.yaml:7:5: a required element needs a question that is always asked; "
                    + "every question of 'need' has a 'when'",
                "c.yaml:9:7: the element id 'a' is taken; first in line 4",
                "c.yaml:9:29: an element that does not count cannot be required",
            ])
    }

    @Test func aCircleIsToldOnce() {
        let text = checklistText(
            questions: """
                - { id: a, ask: A?, when: { question: need.b, answered: true } }
                - { id: b, ask: B?, when: { question: need.a, answered: true } }
                - { id: c, ask: C? }
                """)
        #expect(mistakes { try readChecklist(text) }.count == 1)
    }
}
