import Qualification
import Testing
import Workspace

@Suite struct ShippedFilesTests {
    private let library = ChecklistLibrary(folder: "/nonexistent")

    @Test func bantAsksTenQuestions() throws {
        let bant = try library.checklist(named: "BANT").checklist
        #expect(bant.name == "BANT")
        #expect(bant.version == "1.0.0")
        #expect(bant.decision.confirm == 3)
        #expect(
            bant.questions.map { "\($0.key) \($0.kind.rawValue)\($0.isOptional ? " optional" : "")" } == [
                "need.pain text", "need.impact text", "budget.amount money", "budget.owner person optional",
                "authority.signer person", "authority.process text optional", "timing.date date",
                "timing.driver text optional", "competition.current text",
                "competition.contract-end date",
            ])
        #expect(bant.elements.map(\.id) == ["need", "budget", "authority", "timing", "competition"])
        #expect(bant.elements.map(\.required) == [.stated, .none, .vague, .none, .none])
        #expect(bant.elements.map(\.counts) == [true, true, true, true, false])
        #expect(bant.elements.allSatisfy { $0.bar == .stated })
        #expect(bant.elements.map(\.sameAs) == ["need", "money", "authority", "timing", "competition"])
        #expect(
            bant.elements.map { $0.otherwise?.description } == [
                "no-need", "no-budget", "wrong-contact", "timing", nil,
            ])
        #expect(bant.questions.allSatisfy { $0.when == nil })
    }

    @Test func everyQuestionHelpsTheRep() throws {
        for question in try library.checklist(named: "bant").checklist.questions {
            #expect(question.ask.hasSuffix("?") && question.ask.count <= 80, "\(question.key)")
            #expect(question.ask.filter { $0 == "?" }.count == 1, "\(question.key)")
            #expect(question.good != nil, "\(question.key)")
            #expect(!question.followUps.isEmpty && !question.redFlags.isEmpty, "\(question.key)")
            #expect(!question.listenFor.isEmpty && question.stops.isEmpty, "\(question.key)")
        }
    }

    @Test func neededQuestionsPerElementAreAtMostTwo() throws {
        for element in try library.checklist(named: "bant").checklist.elements {
            #expect(element.questions.count { !$0.isOptional } <= 2)
        }
    }

    @Test func reasonsAreTheClosedListOfTen() throws {
        let reasons = try library.reasons().reasons
        #expect(
            reasons.map { reason in
                let verdicts = reason.verdicts.map(\.rawValue).joined(separator: "|")
                return "\(reason.key) \(reason.code) \(verdicts) \(reason.element ?? "-")"
                    + " \(reason.requirement?.rawValue ?? "-")"
            } == [
                "1 unreachable recycled - attempts", "2 bad-data returned - sub-reason",
                "3 no-need recycled|disqualified need buyer-words", "4 no-budget recycled money date",
                "5 wrong-contact recycled authority person", "6 timing recycled timing date-or-trigger",
                "7 no-fit disqualified - sub-reason", "8 not-a-prospect disqualified - -",
                "9 hand-off-error returned - record", "0 other recycled|disqualified - sentence",
            ])
        #expect(
            reasons.map { $0.subReasons.map(\.code).joined(separator: " ") } == [
                "no-answer no-show gone-silent", "phone email left-company fake",
                "research-only solved-otherwise status-quo by-mistake", "none frozen below-minimum",
                "no-route junior agency", "contract-end project-order reorganisation",
                "size industry region missing-capability legal",
                "competitor partner student job-seeker do-not-contact",
                "duplicate existing-customer open-opportunity wrong-territory test", "",
            ])
        #expect(reasons.allSatisfy { !$0.who.isEmpty && !$0.action.isEmpty })
        #expect(reasons.allSatisfy { ($0.requirement == nil) == ($0.ask == nil) })
        #expect(reasons[2].subReasons[1].ask == "Which vendor?")
        #expect(reasons[6].subReasons[3].who == "product marketing")
        #expect(reasons[6].subReasons[3].action == "record the missing capability, and who asked for it")
        #expect(reasons[6].subReasons[0].who == nil)
    }
}
