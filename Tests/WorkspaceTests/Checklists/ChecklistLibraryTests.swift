import Foundation
import Qualification
import Testing
import Workspace

@Suite final class ChecklistLibraryTests {
    private let folder: URL
    private var library: ChecklistLibrary { ChecklistLibrary(folder: folder.path + "/") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "baton-library-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    private func named(_ name: String) -> String {
        checklistText().replacing("checklist: Team", with: "checklist: \(name)")
    }

    /// The names of the built-in checklists and of others, as they are listed.
    private func listed(with names: [String]) throws -> [String] {
        let builtIn = try ChecklistLibrary(folder: "/nonexistent").all().map(\.name)
        return (builtIn + names).sorted { $0.lowercased() < $1.lowercased() }
    }

    @Test(arguments: ["BANT", "bant", " Bant "])
    func theBuiltInStandsInWhateverTheCase(_ name: String) throws {
        let loaded = try library.checklist(named: name)
        #expect(loaded.path == nil && loaded.checklist.name == "BANT")
        #expect(loaded.bytes == BuiltInChecklists.bytes(of: "bant.yaml"))
    }

    @Test func aFileGoesBeforeTheBuiltIn() throws {
        try write(named("Ours"), to: "bant.yaml")
        let loaded = try library.checklist(named: "BANT")
        #expect(loaded.checklist.name == "Ours" && loaded.path == folder.path + "/bant.yaml")
        #expect(try library.checklist(named: "ours") == loaded)
        #expect(try library.all().filter { $0.path != nil }.map(\.name) == ["Ours"])
        #expect(try !library.all().map(\.name).contains("BANT"))
    }

    @Test func aChecklistIsFoundByItsNameInTheFile() throws {
        try write(named("House Rules"), to: "x1.yaml")
        #expect(try library.checklist(named: "house rules").path == folder.path + "/x1.yaml")
        #expect(try library.checklist(named: "X1").checklist.name == "House Rules")
    }

    @Test func theHashIsThatOfTheBytes() throws {
        let bytes = Array(checklistText().utf8)
        let loaded = try LoadedChecklist(bytes: bytes, path: nil, reasons: fixtureReasons)
        #expect(loaded.sha256 == "641ff83fadc02b3d25262042f413c0b0efe56e19325546e8714a8ccf37af2822")
    }

    @Test func anUnknownNameNamesThoseThatExist() throws {
        try write(named("Alpha"), to: "a.yaml")
        try write("nonsense", to: "broken.yaml")
        try write(named("Hidden"), to: ".hidden.yaml")
        try write(named("Other"), to: "notes.txt")
        #expect(
            throws: ChecklistError.noSuchChecklist(
                name: "Kickoff", available: try listed(with: ["Alpha", "broken"]))
        ) {
            try library.checklist(named: "Kickoff")
        }
    }

    @Test func twoFilesOfOneNameAreAmbiguous() throws {
        try write(named("Twin"), to: "a.yaml")
        try write(named("twin"), to: "b.yaml")
        #expect(
            throws: ChecklistError.ambiguousName(
                name: "Twin", paths: [folder.path + "/a.yaml", folder.path + "/b.yaml"])
        ) { try library.checklist(named: "Twin") }
    }

    @Test func theListTellsWhatIsWrongWithEach() throws {
        try write("checklist: Broken\n", to: "b.yaml")
        let listings = try library.all()
        #expect(try listings.map(\.name) == listed(with: ["Broken"]))
        for listing in listings where listing.name != "Broken" {
            #expect(throws: Never.self) { try listing.result.get() }
        }
        let broken = try #require(listings.first { $0.name == "Broken" })
        #expect(
            mistakes { try broken.result.get() }.first
                == "\(folder.path)/b.yaml:1:1: a checklist needs 'version'")
    }

    @Test func ownReasonsReplaceTheBuiltInOnes() throws {
        try write(
            "reasons: [ { code: gone, key: 1, name: Gone, verdict: recycled, marketing: { who: a, what: b } } ]",
            to: "reasons.yaml")
        #expect(try library.reasons().reasons.map(\.code) == ["gone"])
        #expect(
            mistakes { try library.checklist(named: "BANT") }.contains { $0.contains("no reason 'no-need'") })
    }

    @Test func linksAndFoldersAreNoFiles() throws {
        try write(named("Real"), to: "real.txt")
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "link.yaml"), withDestinationURL: folder.appending(path: "real.txt"))
        #expect(throws: ChecklistError.notAFile(path: folder.path + "/link.yaml")) {
            try library.checklist(named: "link")
        }
        try FileManager.default.createDirectory(
            at: folder.appending(path: "sub.yaml"), withIntermediateDirectories: false)
        #expect(throws: ChecklistError.notAFile(path: folder.path + "/sub.yaml")) {
            try library.checklist(named: "sub")
        }
        #expect(try library.checklist(named: "BANT").path == nil)
    }

    @Test func aHugeFileIsRefusedUnread() throws {
        try write(String(repeating: "#", count: 300_000), to: "huge.yaml")
        #expect(
            mistakes { try library.checklist(named: "huge") }
                == ["\(folder.path)/huge.yaml:1:1: the file is larger than 256 KiB"])
    }

    // MARK: Names and paths

    @Test func anArgumentIsANameFirstAndAPathAfterThat() throws {
        let elsewhere = folder.appending(path: "elsewhere")
        try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: false)
        try write(named("Mine"), to: "mine.yaml")
        for name in ["draft.yaml", "draft.yml", "draft"] {
            try write(named("Draft"), to: "elsewhere/\(name)")
        }
        func name(_ argument: String) throws -> String {
            try library.checklist(namedOrAt: argument, reasons: nil).checklist.name
        }
        #expect(try name("MINE") == "Mine" && name("bant") == "BANT")
        // A file of the library by its own name, wherever somebody stands.
        #expect(try name("mine.yaml") == "Mine")
        for file in ["draft.yaml", "draft.yml", "draft"] {
            let path = elsewhere.appending(path: file).path
            let loaded = try library.checklist(namedOrAt: path, reasons: fixtureReasons)
            #expect(loaded.checklist.name == "Draft" && loaded.path == path)
        }
        for nothing in ["draft", "elsewhere/nothing.yaml", "nothing.yaml", ""] {
            let available = try library.all(reasons: nil).map(\.name)
            #expect(throws: ChecklistError.noSuchChecklist(name: nothing, available: available)) {
                try library.checklist(namedOrAt: nothing, reasons: fixtureReasons)
            }
        }
        #expect(throws: ChecklistError.notAFile(path: elsewhere.path)) {
            try library.checklist(namedOrAt: elsewhere.path, reasons: fixtureReasons)
        }
    }

    @Test func whatDoesNotReadIsStillFoundAsText() throws {
        try write("checklist: Broken\n", to: "broken.yaml")
        let text = try library.text(namedOrAt: "broken")
        #expect(text.bytes == Array("checklist: Broken\n".utf8) && text.path == folder.path + "/broken.yaml")
        #expect(try library.text(namedOrAt: "BANT").label == "bant.yaml (built in)")
    }

    /// A kept text names reasons that were on the list when it was kept.
    @Test func withoutAListAnyReasonWillDo() throws {
        let text = """
            checklist: Old
            version: 1.0.0
            stops:
              - when: { lead: company, missing: true }
                reason: gone/for-good
                verdict: returned
            elements:
              - id: need
                name: Need
                otherwise: gone
                questions:
                  - { id: pain, ask: Why?, kind: choice, choices: [ { key: a, name: A, stop: gone } ] }
            decision: { confirm: 1 }
            """
        let bytes = Array(text.utf8)
        let read = try LoadedChecklist(bytes: bytes, path: nil, reasons: nil).checklist
        #expect(read.stops.first?.reason.description == "gone/for-good")
        #expect(read.stops.first?.verdict == .returned)
        #expect(read.elements[0].otherwise?.description == "gone")
        #expect(read.questions[0].stops.first?.reason.description == "gone")
        #expect(mistakes { try LoadedChecklist(bytes: bytes, path: "o", reasons: fixtureReasons) }.count == 3)
        // What is no reason at all is a mistake with or without a list.
        let wrong = Array(text.replacing("gone/for-good", with: "gone/for/good").utf8)
        #expect(mistakes { try LoadedChecklist(bytes: wrong, path: "o", reasons: nil) }.count == 1)
    }
}
