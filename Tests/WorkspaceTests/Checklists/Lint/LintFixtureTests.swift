import Foundation
import Qualification
import Testing
import Workspace

/// One file a mistake: its first lines say what is to be found in it, and nothing else may be.
@Suite struct LintFixtureTests {
    struct Fixture: CustomTestStringConvertible, Sendable {
        var name: String
        var text: String

        var testDescription: String { name }

        /// The lines behind `# expect`, for example `12:9 error never-holds: …`.
        var expected: [String] {
            lines.prefix { $0.hasPrefix("# ") }.filter { $0.hasPrefix("# expect ") }
                .map { String($0.dropFirst("# expect ".count)) }
                .filter { $0 != "nothing" }
        }

        private var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// The file, grown to the size that it asks for with `# fill up to N bytes`.
        var bytes: [UInt8] {
            var bytes = Array(text.utf8)
            guard let fill = text.firstMatch(of: #/(?m)^# fill up to (\d+) bytes$/#), let size = Int(fill.1)
            else { return bytes }
            while bytes.count < size { bytes += Array("a: b\n".utf8) }
            return bytes
        }

        var diagnostics: [Diagnostic] {
            LintedFile(
                bytes, path: name.hasSuffix(".baton.yaml") ? "baton.yaml" : name, reasons: Self.reasons,
                checklists: ["BANT", "MEDDIC"]
            ).diagnostics
        }

        static let reasons = ChecklistLibrary(folder: "/nonexistent").reasonsOrBuiltIn
    }

    static let fixtures: [Fixture] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
            let data = (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
            return Fixture(name: name, text: String(decoding: data, as: UTF8.self))
        }
    }()

    @Test(arguments: fixtures)
    func findsWhatTheFileSaysAndNothingElse(_ fixture: Fixture) {
        let found = fixture.diagnostics.map { diagnostic in
            "\(diagnostic.line):\(diagnostic.column) \(diagnostic.severity.rawValue) \(diagnostic.code.rawValue): "
                + diagnostic.message + (diagnostic.hint.map { "; \($0)" } ?? "")
        }
        #expect(found == fixture.expected)
        #expect(fixture.text.contains("# expect "))
    }

    @Test func everyCodeHasAFixture() {
        let shown = Set(Self.fixtures.flatMap(\.diagnostics).map(\.code))
        #expect(DiagnosticCode.allCases.filter { !shown.contains($0) } == [])
    }

    /// What a call is refused for is told by lint as well, in the same words and places.
    @Test(arguments: fixtures)
    func callsAreRefusedForNoMoreThanLintTells(_ fixture: Fixture) {
        guard !fixture.name.hasSuffix(".baton.yaml"), fixture.name != "reasons.yaml",
            !fixture.name.hasSuffix("-reasons.yaml"), fixture.name != "nothing-there.yaml"
        else { return }
        let refusals = mistakes {
            try ChecklistReader.read(fixture.bytes, path: fixture.name, reasons: Fixture.reasons)
        }
        let told = Set(fixture.diagnostics.filter { $0.severity == .error }.map(\.description))
        #expect(refusals.allSatisfy(told.contains), "\(refusals)")
    }

    /// Rules that mean nothing stop no call: a checklist that opened yesterday opens today.
    @Test(arguments: [
        "never-below-and-at-least", "cannot-confirm-never-asked", "no-good-answer-number", "bar-too-high",
        "cannot-decide-too-few", "stop-never-fires", "stop-on-against-option", "stops-every-lead",
        "undefined-level", "reason-needs-attempts", "compound-question", "repeated-item",
    ])
    func callsAreMadeUnderRulesThatMeanNothing(_ name: String) throws {
        let fixture = try #require(Self.fixtures.first { $0.name == "\(name).yaml" })
        #expect(!fixture.diagnostics.isEmpty)
        #expect(throws: Never.self) {
            try ChecklistReader.read(fixture.bytes, path: name, reasons: Fixture.reasons)
        }
    }

    @Test(arguments: BuiltInChecklists.fileNames)
    func whatIsShippedHasNothingToMend(_ name: String) throws {
        let bytes = try #require(BuiltInChecklists.bytes(of: name))
        let linted = LintedFile(bytes, path: name, reasons: Fixture.reasons)
        #expect(linted.diagnostics.map(\.description) == [])
    }

    @Test func ofVeryManyTheErrorsAreTold() {
        let odd = (0..<150).map { "- { id: q\($0), ask: What is number \($0) }" }
        let text = checklistText(
            questions: (odd + ["- { id: last, ask: What?, kind: txt }"]).joined(separator: "\n"))
        let found = LintedFile(Array(text.utf8), path: "c", reasons: fixtureReasons).diagnostics
        #expect(found.count == LintedFile.mostDiagnostics)
        #expect(found.filter { $0.severity == .error }.map(\.code) == [.unknownWord])
        #expect(found.map(\.line) == found.map(\.line).sorted())
    }

    @Test func anExcerptIsTheLineWithoutItsEnd() throws {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["checklist: Team", "versoin: 1", ""].joined(separator: end)
            let found = LintedFile(Array(text.utf8), path: "c", reasons: ReasonList(reasons: []))
            let unknown = try #require(found.diagnostics.first { $0.code == .unknownKey })
            #expect(unknown.excerpt == .init(text: "versoin: 1"))
        }
    }

    @Test func ofALongLineTheExcerptIsAPart() throws {
        let words = String(repeating: "word ", count: 400)
        let text = "{ checklist: \"\(words)\", zebra: 1, about: \"\(words)\" }"
        let found = LintedFile(Array(text.utf8), path: "c", reasons: ReasonList(reasons: []))
        let excerpt = try #require(found.diagnostics.first { $0.code == .unknownKey }?.excerpt)
        #expect(excerpt.text.count == 480 && excerpt.isCut)
        #expect(excerpt.text.dropFirst(240).hasPrefix("zebra: 1"))
    }

    @Test func aFileIsHeldAgainstTheReasonsBesideIt() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "baton-lint-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "team.yaml").path
        let text = checklistText(
            element: "otherwise: too-late", questions: "- { id: pain, ask: What hurts?, good: A fact. }")
        try Data(text.utf8).write(to: URL(filePath: path))
        func codes() -> [DiagnosticCode]? {
            LintedFile(atPath: path, workspace: nil)?.diagnostics.map(\.code)
        }
        #expect(codes() == [.unknownReason])
        let reasons = """
            reasons:
              - code: too-late
                key: 1
                name: Too late
                verdict: recycled
                marketing: { who: nurture, what: wait }
            """
        try Data(reasons.utf8).write(to: folder.appending(path: "reasons.yaml"))
        #expect(codes() == [])
        #expect(LintedFile(atPath: folder.appending(path: "none.yaml").path, workspace: nil) == nil)
    }
}
