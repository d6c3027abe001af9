import Qualification
import Testing

/// Where answers go when they are carried from one checklist to another.
@Suite struct AnswerCarrierTests {
    /// A question in a table: `need.pain text`, with `=name` for its same-as.
    private func asked(_ text: String, choices: [Choice] = [], wanted: Bool = true) -> Question {
        let words = text.split(separator: " ").map(String.init)
        var question = question(
            words[0], QuestionKind(rawValue: words.count > 1 ? words[1] : "text") ?? .text, choices: choices,
            wanted: wanted)
        question.sameAs = words.last { $0.hasPrefix("=") }.map { String($0.dropFirst()) }
        return question
    }

    private func element(_ id: String, _ sameAs: String? = nil, _ questions: String...) -> Element {
        Element(id: id, name: id, sameAs: sameAs, questions: questions.map { asked($0) })
    }

    private func checklist(_ elements: Element...) -> Checklist {
        Checklist(
            name: "any", version: "1", about: "", elements: elements, decision: DecisionRule(confirm: 1))
    }

    /// The places that answers to all questions named come to, as `need.pain>pain.words`.
    private func routes(
        _ answered: [String], from source: Checklist?, to target: Checklist,
        values: [String: AnswerValue] = [:]
    ) -> [String] {
        let given = Dictionary(
            uniqueKeysWithValues: answered.map {
                (key($0), StandingAnswer(question: key($0), text: $0, value: values[$0], grade: .stated))
            })
        let carried = AnswerCarrier(from: source, to: target).carry(given)
        #expect(carried.answers.allSatisfy { $0.key == $0.value.question })
        return carried.answers.map { "\($0.value.text)>\($0.key)" }.sorted()
            + carried.leftOver.map { "\($0)>" }
    }

    @Test func theSameKeyAndKindComesFirst() {
        let source = checklist(element("need", nil, "need.pain text", "need.cost money =amount"))
        let target = checklist(
            element("other", nil, "other.first money =amount"),
            element("need", nil, "need.cost money", "need.pain text"))
        #expect(
            routes(["need.pain", "need.cost"], from: source, to: target)
                == ["need.cost>need.cost", "need.pain>need.pain"])
    }

    @Test func aQuestionOfTheSameNameFollowsWhereverItStands() {
        let source = checklist(
            element("budget", nil, "budget.owner person =money-owner", "budget.amount money =amount"))
        let target = checklist(
            element("buyer", nil, "buyer.who people =money-owner"),
            element("metrics", nil, "metrics.gain text =amount", "metrics.worth money =amount"))
        #expect(
            routes(["budget.owner", "budget.amount"], from: source, to: target)
                == ["budget.amount>metrics.gain", "budget.owner>buyer.who"])
    }

    @Test func theElementsNameIsTheLastResort() {
        let source = checklist(
            element("need", "need", "need.pain text", "need.cost money", "need.since date", "need.who person")
        )
        let target = checklist(
            element("need-less", nil, "need-less.words text"),
            element(
                "pain", "need", "pain.first text", "pain.price money", "pain.since text", "pain.since2 date"))
        #expect(
            routes(["need.pain", "need.cost", "need.since", "need.who"], from: source, to: target) == [
                "need.cost>pain.price", "need.pain>pain.first", "need.since>pain.since2", "need.who>",
            ])
        // An id stands for a same-as that nobody wrote.
        let byID = checklist(element("need", nil, "need.words text"))
        #expect(routes(["pain.first"], from: target, to: byID) == ["pain.first>need.words"])
    }

    @Test func aBetterClaimGoesBeforeAnEarlierAnswer() {
        let source = checklist(element("a", "x", "a.one text", "a.two text"))
        let target = checklist(element("b", "x", "b.two text"))
        #expect(routes(["a.one", "a.two"], from: source, to: target) == ["a.two>b.two", "a.one>"])
        #expect(routes(["a.one"], from: source, to: target) == ["a.one>b.two"])
    }

    @Test func noQuestionIsFilledTwice() {
        let source = checklist(
            element("a", nil, "a.one text =pain", "a.two text =pain"), element("b", nil, "b.one text =pain"))
        let target = checklist(element("c", nil, "c.one text =pain", "c.two text =pain"))
        #expect(
            routes(["a.one", "a.two", "b.one"], from: source, to: target)
                == ["a.one>c.one", "a.two>c.two", "b.one>"])
    }

    @Test func aKeyOfAnotherKindIsAnotherQuestion() {
        let source = checklist(element("need", nil, "need.cost text"))
        let target = checklist(element("need", nil, "need.cost money"))
        #expect(routes(["need.cost"], from: source, to: target) == ["need.cost>"])
    }

    @Test func withoutASourceAnswersGoByTheirKeys() {
        let target = checklist(element("need", nil, "need.cost money", "need.pain text", "need.date date"))
        #expect(
            routes(
                ["need.cost", "need.pain", "need.date", "budget.cost"], from: nil, to: target,
                values: ["need.cost": .money(Money(amount: 1, currency: "USD")), "need.date": .number(2)])
                == ["need.cost>need.cost", "need.pain>need.pain", "budget.cost>", "need.date>"])
    }

    @Test func anAnswerToAQuestionThatTheChecklistNeverHadGoesByItsKey() {
        let source = checklist(element("need", nil, "need.pain text"))
        let target = checklist(element("need", nil, "need.pain text", "need.gone text"))
        #expect(routes(["need.gone"], from: source, to: target) == ["need.gone>need.gone"])
    }

    // MARK: Values

    private func carried(
        _ value: AnswerValue?, _ source: Question, _ target: Question, grade: EvidenceGrade = .stated,
        against: Bool = false, quotes: [String] = []
    ) throws -> StandingAnswer {
        func only(_ question: Question) -> Checklist {
            checklist(Element(id: question.key.element, name: "", sameAs: "x", questions: [question]))
        }
        let answer = StandingAnswer(
            question: source.key, text: "as typed", value: value, grade: grade, isAgainst: against,
            quotes: quotes, seq: 7)
        let result = AnswerCarrier(from: only(source), to: only(target)).carry([source.key: answer])
        let moved = try #require(result.answers[target.key])
        #expect(moved.text == "as typed" && moved.quotes == quotes && moved.seq == 7)
        return moved
    }

    @Test func valuesAreReadAsTheKindThatIsAsked() throws {
        let (dana, li) = (Person(name: "Dana", role: "CFO"), Person(name: "Li", role: nil))
        let person = asked("a.q person =s")
        let people = asked("b.q people =s")
        #expect(try carried(.person(dana), person, people).value == .people([dana]))
        #expect(try carried(.people([li, dana]), people, person).value == .person(li))
        #expect(try carried(.people([]), people, person).value == nil)
        let money = Money(amount: 40_000, upTo: 50_000, currency: "EUR")
        #expect(try carried(.money(money), asked("a.q money =s"), asked("b.q money")).value == .money(money))
        let text = try carried(.money(money), asked("a.q money =s"), asked("b.q text =s"), against: true)
        #expect(text.value == nil && text.grade == .stated && text.isAgainst)
        #expect(try carried(nil, asked("a.q money =s"), asked("b.q money =s"), grade: .vague).grade == .vague)
    }

    @Test func aYesIsWantedOrNotAsTheQuestionHasIt() throws {
        let wanted = asked("a.q yes-no")
        let unwanted = asked("b.q yes-no", wanted: false)
        #expect(try carried(.yesNo(true), wanted, unwanted).isAgainst)
        #expect(try !carried(.yesNo(false), wanted, unwanted, against: true).isAgainst)
        // The rep marked a yes as a no: that stays.
        #expect(try carried(.yesNo(true), wanted, unwanted, against: true).isAgainst)
    }

    @Test func anOptionCountsAsTheNewChecklistHasIt() throws {
        let source = asked(
            "a.q choice",
            choices: [
                Choice(key: "growth", name: ""), Choice(key: "none", name: "", isAgainst: true),
                Choice(key: "curious", name: "", grade: .vague), Choice(key: "gone", name: ""),
            ])
        let target = asked(
            "b.q choice",
            choices: [
                Choice(key: "growth", name: "", isAgainst: true, grade: .verified),
                Choice(key: "none", name: ""), Choice(key: "curious", name: ""),
            ])
        let growth = try carried(.choice("growth"), source, target)
        #expect(growth.isAgainst && growth.grade == .verified && growth.value == .choice("growth"))
        #expect(try !carried(.choice("none"), source, target, against: true).isAgainst)
        #expect(try carried(.choice("curious"), source, target, grade: .vague).grade == .stated)
        // What the rep marked, or a quote lifted, stays.
        #expect(try carried(.choice("growth"), source, target, grade: .vague).grade == .vague)
        #expect(try carried(.choice("growth"), source, target, quotes: ["we grow"]).grade == .stated)
        let gone = try carried(.choice("gone"), source, target)
        #expect(gone.value == nil && gone.grade == .vague)
    }

    // MARK: Reach

    @Test func reachNamesWhatIsNeededAndNotAsked() {
        var optional = asked("need.more text")
        optional.isOptional = true
        let target = Checklist(
            name: "any", version: "1", about: "",
            elements: [
                Element(id: "need", name: "", questions: [asked("need.pain"), optional]),
                Element(id: "champion", name: "", questions: [asked("champion.name person")]),
                Element(id: "side", name: "", counts: false, questions: [asked("side.note")]),
            ], decision: DecisionRule(confirm: 1))
        let source = checklist(element("need", nil, "need.pain", "need.more"))
        let reach = Reach(of: AnswerCarrier(from: source, to: target).reachable, in: target)
        #expect(reach.answered == [key("need.pain")])
        #expect(reach.unanswered == [key("champion.name")])
        #expect(reach.elementsNotReached == ["champion"])
    }
}
