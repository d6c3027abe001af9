import Foundation
import Qualification
import Testing

@testable import Workspace

/// A checklist begun as a copy, and a checklist as data.
@Suite struct ChecklistCopyTests {
    /// A checklist that uses every key there is.
    static let rich = """
        # A team's own.
        checklist: Team
        version: 2.0.0
        about: What we ask.
        currency: EUR
        stops:
          - when: { lead: domain, among: [ rival.example, rival.test ] }
            reason: no-fit/region
          - when: { any-of: [ { lead: employees, below: 10 }, { lead: country, not-among: [ Germany, DE ] } ] }
            reason: no-fit/size
            verdict: disqualified
          - when: { all-of: [ { lead: title, matches: [ student ] }, { lead: score, at-least: 2.5 } ] }
            reason: no-fit
          - when: { lead: company, missing: true }
            reason: no-fit
        elements:
          - id: need
            name: Need
            bar: 3
            required: 2
            otherwise: no-need
            same-as: need
            levels: { 1: A complaint., 2: "What it costs {lead.company|your company}." }
            questions:
              - id: pain
                same-as: pain
                ask: "What made {lead.company|your company} look into this?"
                kind: choice
                good: Something.
                follow-ups: [ Since when?, Who else? ]
                red-flags: [ just looking ]
                listen-for: [ too slow ]
                choices:
                  - { key: growth, name: Growing out of it }
                  - { key: thesis, name: For a thesis, stop: no-fit }
                  - { key: nothing, name: No problem, against: true, grade: 1 }
                stops:
                  - when: { is-not: growth }
                    reason: no-need
              - { id: open, ask: Is it open?, kind: yes-no, wanted: false, optional: true }
          - id: budget
            name: Budget
            counts: false
            questions:
              - id: amount
                ask: What range?
                kind: money
                stops:
                  - when: { below: 3000 }
                    reason: no-fit/size
              - id: day
                ask: By when?
                kind: date
                optional: true
                when: { any-of: [ { question: budget.amount, at-least: 5000 }, { all-of: [ { question: need.pain, is: growth }, { question: budget.amount, answered: false } ] } ] }
                stops:
                  - when: { after: 2030-01-01 }
                    reason: no-fit
                  - when: { before: 2020-01-01 }
                    reason: no-fit
        cards:
          - key: send-info
            name: Just send me the information
            hear: [ send me some information ]
            say: "Gladly, {lead.first-name}."
            then: need.pain
        decision:
          confirm: 1
        """

    private func load(_ text: String) throws -> LoadedChecklist {
        try LoadedChecklist(bytes: Array(text.utf8), path: "team.yaml", reasons: nil)
    }

    // MARK: Copies

    @Test func aCopyMeansTheSameUnderItsOwnName() throws {
        let library = ChecklistLibrary(folder: "/nonexistent")
        for source in [try load(ChecklistCopyTests.rich), try library.checklist(named: "bant")] {
            let copy = try ChecklistCopy(name: "Inside Sales")
            #expect(copy.fileName == "inside-sales.yaml")
            let bytes = try #require(copy.text(from: source))
            let made = try LoadedChecklist(bytes: bytes, path: nil, reasons: nil).checklist
            let changes = ChecklistDifference(from: source.checklist, to: made).changes
            #expect(changes.map(\.path) == [["checklist"], ["version"]])
            #expect(changes.map(\.after) == [.text("Inside Sales"), .text("0.1.0")])
        }
    }

    @Test func everyLineOfTheSourceStaysAndEachLessonIsGivenOnce() throws {
        let source = try load(ChecklistCopyTests.rich)
        let bytes = try #require(try ChecklistCopy(name: "Mine").text(from: source))
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        let comments = lines.filter { $0.trimmed.hasPrefix("#") }.map(\.trimmed)
        #expect(comments.count > 25)
        #expect(Set(comments).count == comments.count)
        let own = lines.filter { !$0.trimmed.hasPrefix("#") }
        var expected = ChecklistCopyTests.rich.split(separator: "\n").map(String.init)
        expected.removeFirst()
        expected[0] = "checklist: Mine"
        expected[1] = "version: 0.1.0"
        #expect(own == expected)
        #expect(lines[0] == "# A team's own.")
        // A copy of the copy is not taught again.
        let again = try #require(
            try ChecklistCopy(name: "Mine").text(from: LoadedChecklist(bytes: bytes, path: nil, reasons: nil))
        )
        #expect(again == bytes)
    }

    @Test(arguments: [
        ("yes", "checklist: \"yes\""), ("Yes & No", "checklist: Yes & No"),
        ("3 questions", "checklist: \"3 questions\""),
        ("Überblick", "checklist: Überblick"),
    ])
    func aNameIsWrittenSoThatItReadsAsText(name: String, line: String) throws {
        let bytes = try #require(try ChecklistCopy(name: name).text(from: load(ChecklistCopyTests.rich)))
        #expect(String(decoding: bytes, as: UTF8.self).contains("\n\(line)\n"))
    }

    @Test func aFileThatIsNoListOfLinesIsNotCopied() throws {
        let text = """
            { checklist: Team, version: 1.0.0, decision: { confirm: 1 },
              elements: [ { id: need, name: Need, questions: [ { id: pain, ask: Why?, kind: text } ] } ] }
            """
        #expect(try ChecklistCopy(name: "Mine").text(from: load(text)) == nil)
    }

    @Test(arguments: [
        ("a/b", ChecklistCopy.NameProblem.characters(suggestion: "a-b")),
        ("-x", .characters(suggestion: "x")), (".x", .characters(suggestion: "x")),
        ("..", .noLetters), ("", .noLetters), ("2027", .noLetters), (" ", .noLetters),
        ("team.yaml", .characters(suggestion: "team")), ("tea\u{1B}m", .characters(suggestion: "tea-m")),
        ("what?", .characters(suggestion: "what")), ("reasons", .reserved(suggestion: "reasons-checklist")),
        ("Reasons", .reserved(suggestion: "reasons-checklist")),
        ("used", .reserved(suggestion: "used-checklist")),
        (String(repeating: "a", count: 61), .tooLong(limit: 60)),
    ])
    func aNameThatDoesNotDo(name: String, problem: ChecklistCopy.NameProblem) {
        #expect(throws: problem) { try ChecklistCopy(name: name) }
    }

    // MARK: Data

    @Test func theDataReadsBackAsTheSameChecklist() throws {
        let loaded = try load(ChecklistCopyTests.rich)
        var json = loaded.json
        #expect(json["sha256"] == .string(loaded.sha256) && json["path"] == .string("team.yaml"))
        if case .object(var members) = json {
            members["sha256"] = nil
            members["path"] = nil
            json = .object(members)
        }
        // What is null or empty is left out of a file; JSON is YAML otherwise.
        let bytes = json.filled.encoded(.pretty)
        let read = try LoadedChecklist(bytes: Array(bytes), path: nil, reasons: nil).checklist
        #expect(ChecklistDifference(from: loaded.checklist, to: read).changes == [])
        #expect(read == loaded.checklist)
    }

    @Test func everyKeyIsThereWhateverIsSaid() throws {
        let full = try load(ChecklistCopyTests.rich).json
        let bare = try load(checklistText()).json
        func keys(_ value: JSONValue?) -> Set<String> { Set(value?.objectValue.map { Array($0.keys) } ?? []) }
        let (one, other) = (full["elements"]?[0], bare["elements"]?[0])
        #expect(keys(full) == keys(bare))
        #expect(
            keys(full) == [
                "checklist", "version", "about", "currency", "stops", "elements", "cards", "decision",
                "sha256",
                "path",
            ])
        #expect(keys(one) == keys(other) && keys(one?["levels"]) == ["1", "2", "3"])
        #expect(
            keys(one?["questions"]?[0]) == keys(other?["questions"]?[0]))
        #expect(keys(one?["questions"]?[0]).count == 13)
    }
}

extension JSONValue {
    /// Without what is null or empty.
    fileprivate var filled: JSONValue {
        switch self {
        case .array(let items): .array(items.map(\.filled))
        case .object(let members):
            .object(
                members.mapValues(\.filled).filter { _, value in
                    value != .null && value != .array([]) && value != .object([:])
                })
        default: self
        }
    }
}
