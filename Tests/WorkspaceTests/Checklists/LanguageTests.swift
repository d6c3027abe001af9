import Qualification
import Testing
import Workspace

/// Lead stops, cards, levels, merge fields, and options with a grade or a stop of their own.
@Suite struct LanguageTests {
    @Test func readsTheWholeLanguage() throws {
        let checklist = try readChecklist(
            """
            checklist: Team
            version: 1.0.0
            stops:
              - when: { lead: domain, among: [ rival.example ] }
                reason: no-fit/size
                verdict: disqualified
              - when:
                  any-of:
                    - { lead: employees, below: 10 }
                    - all-of: [ { lead: title, matches: [ student ] }, { lead: company, missing: true } ]
                reason: no-need
            elements:
              - id: need
                name: Need
                levels: { 1: A hunch., 2: "In {lead.company}'s words.", 3: In writing. }
                questions:
                  - id: pain
                    same-as: trigger
                    ask: "What made {lead.company|your team} look, {lead.first-name}?"
                    kind: choice
                    choices:
                      - { key: growth, name: Growth, grade: 3 }
                      - { key: thesis, name: A thesis, stop: no-fit }
                    stops: [ { when: { answered: true }, reason: no-need } ]
            cards:
              - { key: send-info, name: Send it, hear: [ send it ], say: "To {lead.company}?", then: need.pain }
            decision: { confirm: 1 }
            """)
        #expect(
            checklist.stops == [
                LeadStop(
                    when: .test(.domain, .among(["rival.example"])),
                    reason: ReasonReference(code: "no-fit", sub: "size"), verdict: .disqualified),
                LeadStop(
                    when: .anyOf([
                        .test(.employees, .below(10)),
                        .allOf([.test(.title, .matches(["student"])), .test(.company, .missing(true))]),
                    ]), reason: ReasonReference(code: "no-need")),
            ])
        let element = try #require(checklist.elements.first)
        #expect(element.levels.keys.sorted() == [.vague, .stated, .verified])
        let question = try #require(element.questions.first)
        #expect(question.sameAs == "trigger" && question.choices.map(\.grade) == [.verified, nil])
        #expect(question.stops.map(\.when) == [.isValue("thesis"), .answered(true)])
        let card = Card(
            key: "send-info", name: "Send it", hear: ["send it"], say: "To {lead.company}?",
            then: question.key)
        #expect(checklist.cards == [card])
    }

    @Test(arguments: [
        (
            "- { when: { lead: domian, among: [ a ] }, reason: no-need }",
            "4:21: 'domian' is no fact about a lead"
        ),
        ("- { when: { lead: title, below: 3 }, reason: no-need }", "4:28: 'below' compares numbers"),
        ("- { when: { lead: score, matches: [ a ] }, reason: no-need }", "4:28: 'matches' compares words"),
        ("- { when: { lead: score }, reason: no-need }", "4:13: a condition needs a test"),
        (
            "- { when: { lead: score, below: 3, at-least: 9 }, reason: no-need }",
            "4:13: a condition has one test"
        ),
        ("- { when: { below: 3 }, reason: no-need }", "4:13: a condition on the lead needs 'lead'"),
        ("- { when: { lead: score, below: 3 } }", "4:5: a stop needs 'reason'"),
        (
            "- { when: { lead: score, below: 3 }, reason: no-need, verdict: disqualified }",
            "4:66: the reason 'no-need' makes it recycled, never disqualified"
        ),
        (
            "- { when: { lead: company, missing: perhaps }, reason: no-need }",
            "4:39: 'missing' must be true or false"
        ),
    ])
    func tellsMistakesInLeadStops(_ stop: String, _ expected: String) {
        let text = checklistText().replacing("version: 1.0.0", with: "version: 1.0.0\nstops:\n  \(stop)")
        #expect(mistakes { try readChecklist(text) }.contains { $0.hasPrefix("c.yaml:\(expected)") })
    }

    @Test(arguments: [
        (
            "- { id: a, ask: \"Is it {lead.compny}?\" }",
            "8:30: there is no merge field '{lead.compny}'; did you mean '{lead.company}'?"
        ),
        (
            "- { id: a, ask: \"Is it {lead.company?\" }",
            "8:30: the brace '{' of a merge field is never closed"
        ),
        (
            "- { id: a, ask: A?, kind: choice, choices: [ { key: b, name: B, stop: no-feet } ] }",
            "8:77: there is no reason 'no-feet'; did you mean 'no-fit'?"
        ),
        (
            "- { id: a, ask: A?, kind: choice, choices: [ { key: b, name: B, grade: 4 } ] }",
            "8:78: 'grade' must be an evidence grade from 1 to 3"
        ),
    ])
    func tellsMistakesInQuestions(_ question: String, _ expected: String) {
        #expect(mistakes { try readChecklist(checklistText(questions: question)) } == ["c.yaml:\(expected)"])
    }

    @Test(arguments: [
        (
            "- { key: a, name: A, say: Yes., then: need.gain }",
            "4:35: there is no question 'need.gain'; did you mean 'need.pain'?"
        ),
        ("- { key: a, name: A }", "4:5: a card needs 'say'"),
        (
            "- { key: a, name: A, say: Yes. }\n  - { key: a, name: B, say: No. }",
            "5:7: the card key 'a' is taken; first in line 4"
        ),
    ])
    func tellsMistakesInCards(_ card: String, _ expected: String) {
        let text = checklistText().replacing("version: 1.0.0", with: "version: 1.0.0\ncards:\n  \(card)")
        #expect(mistakes { try readChecklist(text) } == ["c.yaml:\(expected)"])
    }

    @Test func tellsAnUnknownLevel() {
        #expect(
            mistakes { try readChecklist(checklistText(element: "levels: { 4: Sure. }")) }
                == ["c.yaml:6:15: unknown key '4' in the levels"])
    }
}
