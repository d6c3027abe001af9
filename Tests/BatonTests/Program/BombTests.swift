import Foundation
import TestSupport
import Testing

/// Files that are made to eat memory or time: the program ends at once, says what is wrong and where, and goes on.
///
/// The program runs with little address space, and is killed when it does not come to its end.
@Suite struct BombTests {
    /// A file, and what the program makes of it.
    struct Bomb: CustomTestStringConvertible, Sendable {
        var name: String
        var status: Int32
        /// What stands in one of its outputs.
        var says: String
        var bytes: @Sendable () -> [UInt8]

        var testDescription: String { name }

        init(_ name: String, _ status: Int32, _ says: String, _ bytes: @escaping @Sendable () -> [UInt8]) {
            (self.name, self.status, self.says, self.bytes) = (name, status, says, bytes)
        }

        init(_ name: String, _ status: Int32, _ says: String, text: @escaping @Sendable () -> String) {
            self.init(name, status, says) { Array(text().utf8) }
        }
    }

    /// Room for the program and its files, and for nothing that grows with what they say.
    private static let kilobytes = 1_200_000
    private static let seconds = 60

    private func run(_ place: Workplace, _ arguments: [String], input: [UInt8] = []) throws -> PipedProgram {
        try PipedProgram.run(
            "/bin/sh",
            [
                "-c", "ulimit -v \(Self.kilobytes); exec timeout -s KILL \(Self.seconds) \"$0\" \"$@\"",
                Workplace.program,
            ] + arguments, input: input, environment: place.environment(), directory: place.folder.path)
    }

    /// Whether it ended as it should, and said so in words that fit a screen.
    private func expect(_ program: PipedProgram, _ status: Int32, _ says: String, _ name: String) {
        let said = program.output + program.errors
        #expect(program.ending == .exit(status), "\(name): \(said.prefix(600))")
        #expect(said.contains(says), "\(name): \(said.prefix(600))")
        #expect(program.isHarmless, "\(name)")
        #expect(said.utf8.count < 128_000, "\(name): it says \(said.utf8.count) bytes")
    }

    private static func times(_ count: Int, _ text: String) -> String {
        String(repeating: text, count: count)
    }

    // MARK: JSON

    /// Names of records, and what is in them.
    static let records: [Bomb] = [
        Bomb("arrays in arrays", 65, "nested deeper than 64 levels") { times(100_000, "[") },
        Bomb("arrays in arrays, shut", 65, "nested deeper") { times(100_000, "[") + times(100_000, "]") },
        Bomb("objects in objects", 65, "nested deeper") { times(100_000, "{\"a\":") },
        Bomb("a huge exponent", 65, "is too large") { record("\"seq\": 1e999999") },
        Bomb("a number of a million digits", 65, "is too large") {
            record("\"seq\": " + times(1_000_000, "9"))
        },
        Bomb("the largest number of an entry", 65, "number of an entry") {
            record("\"seq\": 9223372036854775807")
        },
        Bomb("a key twice", 65, "comes twice") { record("\"seq\": 1, \"seq\": 2") },
        Bomb("a key twice, spelt in two ways", 65, "comes twice") {
            record("\"\u{e9}\": 1, \"e\u{301}\": 2")
        },
        Bomb("half of a surrogate pair", 65, "half of a character") { record("\"seq\": \"\\ud800\"") },
        Bomb("a year of four digits that is one of five in UTC", 65, "expected date and time") {
            record("\"seq\": 1", at: "9999-12-31T23:59:59.000-23:59")
        },
        Bomb("NULs", 65, "unexpected") { times(10_000, "\0") },
        Bomb("no UTF-8", 65, "not UTF-8") { Array("{\"schema\": \"".utf8) + [0xFF, 0xFE, 0x22] },
        Bomb("UTF-16", 65, "not UTF-8") { [0xFF, 0xFE] + Array("{\0}\0".utf8) },
        Bomb("a byte order mark", 65, "byte order mark") { Array("\u{feff}{}".utf8) },
        Bomb("more than 8 MiB", 65, "more than the 8388608 that are read") {
            Array(repeating: UInt8(ascii: " "), count: 8 << 20 | 1)
        },
        Bomb("a string of 8 MiB", 65, "expected") { "{\"schema\": \"" + times((8 << 20) - 20, "a") + "\"}" },
        Bomb("nothing", 65, "ends in the middle") { "" },
        Bomb("another schema", 65, "is not known here") { "{\"schema\": \"baton.call/999\"}" },
    ]

    private static func record(_ members: String, at: String = "2026-11-21T14:03:22.512Z") -> String {
        """
        {"schema": "baton.call/1", "id": "20261121T140322Z-7f3a9c2e", "rep": "sam", "lead": {"id": "j"}, "checklist":
        {"name": "BANT", "version": "1.0.0", "sha256": "0"}, "startedAt": "2026-11-21T14:03:22.512Z", "utcOffset":
        "+01:00", "entries": [{\(members), "at": "\(at)", "kind": "note", "text": "a"}]}
        """
    }

    /// Shown it is refused; lists name it and pass over it; a call is held beside all of them.
    @Test func recordsAreRefusedAndInNobodysWay() throws {
        let place = try Workplace(leads: Workplace.janeCSV)
        let folder = place.workspace.appending(path: "transcripts/2026-11")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let ids = Self.records.indices.map { "20261121T140322Z-\(10_000_000 + $0)" }
        for (bomb, id) in zip(Self.records, ids) {
            try Data(bomb.bytes()).write(to: folder.appending(path: "\(id).json"))
        }
        // Each start meets all of them; one of each way to be refused will do.
        for (bomb, id) in zip(Self.records, ids).filter({
            ["a key twice", "more than 8 MiB"].contains($0.0.name)
        }) {
            expect(try run(place, ["show", id]), bomb.status, bomb.says, bomb.name)
        }
        let calls = try run(place, ["calls"])
        let doctor = try run(place, ["doctor"])
        for (bomb, id) in zip(Self.records, ids) {
            expect(calls, 0, id, bomb.name)
            #expect(calls.errors.contains(bomb.says), "\(bomb.name): \(calls.errors.prefix(4000))")
            expect(doctor, 1, id, bomb.name)
        }
        let call = try run(place, ["call", Workplace.jane], input: Array("\n40k\n".utf8))
        #expect(call.ending == .exit(0) && call.output.contains("Paused"), "\(call.errors.prefix(600))")
    }

    @Test func linesOfLeadsArePassedOver() throws {
        let place = try Workplace(leads: Workplace.janeCSV)
        let lines = Self.records.flatMap { bomb in
            bomb.bytes().map { $0 == 0x0A ? UInt8(ascii: " ") : $0 } + [0x0A]
        }
        try Data(lines).write(to: place.workspace.appending(path: "leads/20991121T140322Z-7f3a9c2e.jsonl"))
        expect(try run(place, ["leads"]), 0, "Jane", "leads")
    }

    // MARK: YAML

    static let checklists: [Bomb] = [
        Bomb("aliases of aliases", 78, "anchors (&)") {
            (1...9).reduce("a0: &a0 [x, x, x, x, x, x, x, x, x]\n") { text, level in
                text + "a\(level): &a\(level) [" + times(8, "*a\(level - 1), ") + "*a\(level - 1)]\n"
            }
        },
        Bomb("an alias as a key", 78, "anchors (&)") { "a: &a [x, x]\n{ [*a, *a]: b }: c\n" },
        Bomb("brackets in brackets", 78, "too many") { times(100_000, "[") },
        Bomb("braces in braces", 78, "too many") { times(60_000, "{a: ") },
        Bomb("lists in lists", 78, ".yaml:") { times(60_000, "- ") },
        Bomb("one indented deeper than the other", 78, ".yaml:") {
            (0..<700).map { times($0, " ") + "a:\n" }.joined()
        },
        Bomb("256 KiB and a byte", 78, "larger than 256 KiB") { times(256 << 10 | 1, "#") },
        Bomb("20 MB", 78, "larger than 256 KiB") { times(20_000_000, "#") },
        Bomb("one line of 250 KB", 78, ".yaml:") { "checklist: " + times(250_000, "x") },
        Bomb("a key that is said 60,000 times", 78, "more lines and list items") { times(60_000, "a:\n") },
        Bomb("tabs", 78, "spaces, not with tabs") { "checklist:\n\tname: x\n" },
        Bomb("tags", 78, "tags (!)") { "checklist: !!python/object/apply:os.system [ id ]\n" },
        Bomb("merge keys", 78, ".yaml:2:") { "a: 1\n<<: *a\n" },
        Bomb("keys that are mappings", 78, ".yaml:2:1") { "? { a: b }\n: c\n" },
        Bomb("2,000 documents", 78, "a second document") { times(2000, "--- a\n") },
        Bomb("a NUL", 78, "not text: U+0") { "checklist: a\0b\n" },
        Bomb("an escape sequence", 78, "not text: U+1B") { "checklist: \u{1b}]0;title\u{7}\n" },
        Bomb("UTF-16", 78, "not UTF-8") { [0xFF, 0xFE] + Array("a\0:\0".utf8) },
        Bomb("surrogates in UTF-8", 78, "not UTF-8") { Array("a: ".utf8) + [0xED, 0xA0, 0x80] },
        Bomb("a quote that never closes", 78, "never closed") { "a: \"" + times(200_000, "b") },
        Bomb("nothing", 78, "nothing") { "" },
        Bomb("a byte order mark alone", 78, "nothing") { "\u{feff}" },
    ]

    @Test func checklistsAreRefusedAndInNobodysWay() throws {
        let place = try Workplace(leads: Workplace.janeCSV)
        for (index, bomb) in Self.checklists.enumerated() {
            let path = "workspace/checklists/c\(index).yaml"
            try Data(bomb.bytes()).write(to: place.folder.appending(path: path))
            expect(try run(place, ["checklist", "lint", path]), bomb.status, bomb.says, bomb.name)
        }
        let named = try run(place, ["call", Workplace.jane, "--checklist", "c0"])
        expect(named, 78, "c0.yaml:1:", "a call under one of them")
        let call = try run(place, ["call", Workplace.jane], input: Array("\n40k\n".utf8))
        #expect(call.ending == .exit(0) && call.output.contains("Paused"), "\(call.errors.prefix(600))")
    }

    // MARK: CSV

    static let exports: [Bomb] = [
        Bomb("one line of 3 MB", 65, "a cell is longer than 1048576 bytes") { times(3_000_000, "x") },
        Bomb("a cell of 3 MB", 0, "1 imported, 0 duplicates, 1 rejected") {
            "Email,Note\na@x.example,b\nb@x.example," + times(3_000_000, "x") + "\n"
        },
        Bomb("a quote open over 3 MB", 0, "1 imported, 0 duplicates, 1 rejected") {
            "Email,Note\na@x.example,b\nb@x.example,\"" + times(3_000_000, "x") + "\n"
        },
        Bomb("513 columns", 65, "more than 512 columns") { "Email" + times(512, ",x") + "\na@x.example\n" },
        Bomb("a million cells in a row", 0, "1 imported, 0 duplicates, 1 rejected") {
            "Email,Note\na@x.example,b\nb@x.example" + times(1_000_000, ",") + "\n"
        },
        Bomb("quotes all the way", 65, "baton: ") { times(2_000_000, "\"") },
        Bomb("quotes in quotes", 0, "1 imported") {
            "Email,Note\na@x.example,\"" + times(400_000, "\"\"") + "\"\n"
        },
        Bomb("lone carriage returns", 0, "2 imported") { "Email,Name\ra@x.example,A\rb@x.example,B\r" },
        Bomb("delimiters mixed", 0, "2 imported") { "Email,Name;Phone\na@x.example,A;1\nb@x.example,B;2\n" },
        Bomb("NULs in a cell", 0, "1 imported") {
            "Email,Name,Note\na@x.example,A,b" + "\0" + times(300, "b") + "\n"
        },
        Bomb("NULs all the way", 65, "no text file") { times(100_000, "\0\0\0") },
        Bomb("40,000 rows of nothing", 0, "1 imported") {
            "Email,Name\na@x.example,A\n" + times(40_000, ",\n") + "\n"
        },
        Bomb("rows of nothing, no two alike", 0, "1 imported") {
            "Email,Name\n" + times(20_000, ",\n ,\n") + "a@x.example,A\n"
        },
        Bomb("a header of 500 long names", 65, "baton: ") {
            (0..<500).map { times(60_000, "\($0)") }.joined(separator: ",") + "\n"
        },
        Bomb("one name 512 times", 0, "1 imported") {
            "Email" + times(511, ",Email") + "\na@x.example\n"
        },
        Bomb("a byte order mark alone", 65, "empty") { "\u{feff}" },
        Bomb("an id of a million characters", 65, "nothing was imported") {
            "Email\n" + times(1_000_000, "a") + "@x.example\n"
        },
    ]

    @Test(arguments: exports)
    func anExportEndsWithItsCount(bomb: Bomb) throws {
        let place = try Workplace()
        try Data(bomb.bytes()).write(to: place.folder.appending(path: "leads.csv"))
        expect(try run(place, ["import", "leads.csv"]), bomb.status, bomb.says, bomb.name)
    }

    // MARK: Lines

    /// A line of 256 KiB, and shorter ones of what is looked at from many places, are answers like any other.
    @Test func longLinesAreAnswers() throws {
        let place = try Workplace(leads: Workplace.janeCSV)
        let lines = [
            ("need.pain", 256, "$4 in no time, "), ("budget.amount", 16, "$"),
            ("timing.date", 16, "end of the "),
            ("authority.signer", 16, "D. "), ("competition.current", 16, "e\u{301}\u{302}"),
        ].map { key, kilobytes, text in "\(key): \(Self.times((kilobytes << 10) / text.utf8.count, text))." }
        let call = try run(
            place, ["call", Workplace.jane], input: Array(("\n" + lines.joined(separator: "\n") + "\n").utf8))
        #expect(call.ending == .exit(0), "\(call.errors.prefix(600))")
        #expect(call.output.utf8.count < 20_000, "what was typed is shown whole")
        let texts = try place.answers().values.map(\.utf8.count)
        #expect(texts.count == 5 && texts.allSatisfy { $0 > 16_000 }, "\(texts)")
        #expect(texts.contains { $0 > 262_000 }, "\(texts)")
    }
}
