import Foundation
import Qualification
import Testing
import Workspace

@Suite struct ShippedFilesTests {
    private let library = ChecklistLibrary(folder: "/nonexistent")

    @Test func bantAsksTenQuestions() throws {
        let bant = try library.checklist(named: "BANT").checklist
        #expect(bant.name == "BANT")
        #expect(bant.version == "1.1.0")
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
        #expect(bant.questions.allSatisfy { $0.when == nil && $0.stops.isEmpty })
    }

    @Test func theChecklistInTheREADMEIsOneWithoutFault() throws {
        let readme = String(decoding: try ShippedFilesTests.bytes("README.md"), as: UTF8.self)
        let block = try #require(
            readme.components(separatedBy: "```yaml\n").dropFirst().first { $0.hasPrefix("checklist:") })
        let text = try #require(block.components(separatedBy: "```").first)
        let linted = LintedFile(Array(text.utf8), path: "README.md", reasons: try library.reasons())
        #expect(linted.diagnostics.isEmpty)
    }

    /// Names of all the checklists that the program carries.
    private static let names = BuiltInChecklists.fileNames.filter { $0 != BuiltInChecklists.reasonsFile }
        .map { String($0.dropLast(".yaml".count)) }

    @Test(arguments: BuiltInChecklists.fileNames)
    func whatTheProgramCarriesIsTheFileOfTheRepository(file: String) throws {
        #expect(try ShippedFilesTests.bytes("checklists/\(file)") == BuiltInChecklists.bytes(of: file))
    }

    @Test(arguments: names)
    func everyQuestionHelpsTheRep(name: String) throws {
        for question in try library.checklist(named: name).checklist.questions {
            #expect(question.ask.hasSuffix("?") && question.ask.count <= 80, "\(question.key)")
            #expect(question.ask.filter { $0 == "?" }.count == 1, "\(question.key)")
            #expect(question.good != nil, "\(question.key)")
            #expect((2...3).contains(question.followUps.count), "\(question.key)")
            #expect(!question.redFlags.isEmpty && !question.listenFor.isEmpty, "\(question.key)")
        }
    }

    @Test("a red flag is nothing that the help itself calls good", arguments: names)
    func redFlags(name: String) throws {
        for question in try library.checklist(named: name).checklist.questions {
            let good = ([question.good ?? ""] + question.listenFor).map { " \($0.lowercased()) " }
            for flag in question.redFlags {
                #expect(!good.contains { $0.contains(" \(flag.lowercased()) ") }, "\(question.key): \(flag)")
            }
        }
    }

    @Test(arguments: names)
    func everyElementSaysWhatItsGradesLookLikeAndWhatANoMeans(name: String) throws {
        for element in try library.checklist(named: name).checklist.elements {
            #expect(element.questions.count { !$0.isOptional } <= 2, "\(element.id)")
            #expect(Set(element.levels.keys) == [.vague, .stated, .verified], "\(element.id)")
            #expect(element.otherwise != nil || !element.counts, "\(element.id)")
            #expect(element.sameAs != nil, "\(element.id)")
        }
    }

    @Test("a card is short, and goes on with a question", arguments: names)
    func cards(name: String) throws {
        let cards = try library.checklist(named: name).checklist.cards
        #expect((3...6).contains(cards.count))
        for card in cards {
            #expect(card.then != nil && !card.hear.isEmpty, "\(card.key)")
            #expect(card.say.count <= 140 && card.say.count { $0 == "?" } <= 1, "\(card.key)")
        }
    }

    @Test(
        "a sample record is decided as it was, under the text it was made under",
        arguments: ["20261116T100322Z-7f3a9c2e", "20261117T152005Z-k2m4p8zt", "20261118T093147Z-c5x1r7ha"])
    func sampleRecords(id: String) throws {
        let path = "transcripts/2026-11/\(id).json"
        let record = try CallRecord.decoded(ShippedFilesTests.bytes(path), path: path)
        let kept = "checklists/used/\(record.checklist.sha256).yaml"
        let loaded = try LoadedChecklist(
            bytes: ShippedFilesTests.bytes(kept), path: kept, reasons: library.reasons())
        #expect(loaded.sha256 == record.checklist.sha256)
        #expect(loaded.checklist.version == record.checklist.version)
        let rules = Rulebook(
            checklist: loaded.checklist, reasons: try library.reasons(), currency: "USD", lead: record.lead)
        #expect(rules.decide(record.standing.answers).verdict == record.outcome?.proposed)
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "../../../\(path)")
        return [UInt8](try Data(contentsOf: url.standardized))
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
