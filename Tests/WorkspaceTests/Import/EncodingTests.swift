import Qualification
import Testing
import Workspace

@Suite struct EncodingTests {
    private static let text = "Name;E-Mail;Stadt\r\nJürgen Œ;j@x.example;„Köln“ 😀\r\n"

    private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            bigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
    }

    private func expectSame(_ bytes: [UInt8], _ encoding: TextEncoding) throws {
        let result = try Imported(bytes)
        #expect(result.plan.encoding == encoding)
        #expect(result.plan.damagedBytes == 0)
        #expect(result.plan.delimiter == ";")
        #expect(result.leads.map(\.name) == ["Jürgen Œ"])
        #expect(result.leads.first?.id == "j@x.example")
        #expect(result.leads.first?.extra == ["Stadt": "„Köln“ 😀"])
    }

    @Test func readsUTF8WithAndWithoutMark() throws {
        try expectSame(Array(EncodingTests.text.utf8), .utf8)
        try expectSame([0xEF, 0xBB, 0xBF] + Array(EncodingTests.text.utf8), .utf8)
    }

    /// The first chunk after a mark was once read twice over where a character lay across its end.
    @Test func readsLongFilesWhole() throws {
        let rows = (0..<6000).map { "Jürgen 日本 \($0),j\($0)@x.example\n" }.joined()
        for bytes in [
            [0xEF, 0xBB, 0xBF] + Array("Name,Email\n\(rows)".utf8),
            utf16("Name,Email\n\(rows)", bigEndian: false, mark: true),
        ] {
            let result = try Imported(bytes)
            #expect(result.counts.imported == 6000)
            #expect(result.leads.enumerated().allSatisfy { $1.name == "Jürgen 日本 \($0)" })
        }
    }

    @Test(arguments: [true, false], [true, false])
    func readsUTF16(bigEndian: Bool, mark: Bool) throws {
        try expectSame(
            utf16(EncodingTests.text, bigEndian: bigEndian, mark: mark),
            bigEndian ? .utf16BigEndian : .utf16LittleEndian)
    }

    @Test func readsWindows1252() throws {
        let bytes =
            Array("Name,Email,City\nJ".utf8) + [0xFC] + Array("rgen,j@x.example,".utf8) + [
                0x80, 0x93, 0x94, 0x81, 0xDF, 0x0A,
            ]
        let result = try Imported(bytes)
        #expect(result.plan.encoding == .windows1252)
        #expect(result.leads.first?.name == "Jürgen")
        #expect(result.leads.first?.extra["City"] == "€“”\u{81}ß")
    }

    @Test func decidesOverTheWholeFile() throws {
        let rows = (0..<12_000).map { "Jane \($0),j\($0)@x.example\n" }.joined()
        let bytes = Array("Name,Email\n\(rows)".utf8) + [0xC4] + Array("rger,last@x.example\n".utf8)
        let result = try Imported(bytes)
        #expect(result.plan.encoding == .windows1252)
        #expect(result.leads.last?.name == "Ärger")
        #expect(result.counts.imported == 12_001)
    }

    @Test func oneBrokenByteDoesNotGarbleAFileInUTF8() throws {
        let rows = (0..<20).map { "Jürgen \($0),j\($0)@x.example\n" }.joined()
        let result = try Imported(
            Array("Name,Email\n\(rows)".utf8) + [0x4A, 0xFC] + Array("rgen,last@x.example\n".utf8))
        #expect(result.plan.encoding == .utf8)
        #expect(result.plan.damagedBytes == 1)
        #expect(result.leads.first?.name == "Jürgen 0")
        #expect(result.leads.last?.name == "J\u{FFFD}rgen")
    }

    @Test func halvesOfPairsBecomeReplacementCharacters() throws {
        var bytes = utf16("Name,Email\nA?,j@x.example\n", bigEndian: false, mark: true)
        bytes[2 + 2 * 12] = 0x00
        bytes[3 + 2 * 12] = 0xD8
        bytes.append(0x41)
        #expect(try Imported(bytes).leads.first?.name == "A\u{FFFD}")
    }

    @Test(
        arguments: [
            ([0x50, 0x4B, 0x03, 0x04, 0x14], .zip), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], .oldOffice),
            ([0x1F, 0x8B, 0x08], .gzip), (Array("%PDF-1.7\n".utf8), .pdf),
            (Array("<html><body>".utf8), .html),
            ([0xEF, 0xBB, 0xBF] + Array("\r\n <!DOCTYPE html>".utf8), .html),
            (Array("  <TABLE border=1>".utf8), .html),
            (Array("<?xml version=\"1.0\"?>".utf8), .xml), (Array("{\"results\": []}".utf8), .json),
            (Array("[{\"a\": 1}]".utf8), .json),
            ([0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x00, 0x00, 0x00], .binary),
            (Array("Name,Email\na\0\0\0\0b".utf8), .binary),
        ] as [([UInt8], ForeignFormat)])
    func refusesWhatIsNoCSV(bytes: [UInt8], format: ForeignFormat) {
        #expect(importError(bytes) == .foreign(format))
    }

    @Test(arguments: [[], [0x0A, 0x0D, 0x20], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE]] as [[UInt8]])
    func refusesWhatIsEmpty(bytes: [UInt8]) {
        #expect(importError(bytes) == .empty)
    }

    @Test func refusesWhatIsNoFile() {
        #expect(throws: ImportError.notAFile(path: "/")) { try LeadImport(source: .file("/")).plan() }
        #expect(throws: ImportError.unreadable(path: "/no/such/file", errno: 2)) {
            try LeadImport(source: .file("/no/such/file")).plan()
        }
    }

    @Test(
        arguments: [
            ("Name,Email\nA,a@x", ","), ("Name;Email\nA, B;a@x", ";"), ("Name\tEmail\nA\ta@x", "\t"),
            ("Name|Email\nA|a@x", "|"),
            ("sep=;\nName;Email\nA;a@x", ";"), ("\"sep=\t\"\r\nName\tEmail\r\nA\ta@x", "\t"),
            ("SEP=^\r\nName^Email\nA^a@x", "^"),
            ("\"Name\";\"Email\";\"Notes, a, b\"\nA;a@x;1,2,3", ";"), ("Name;Email;\"x\n;\"\nA;a@x;", ";"),
            ("Email\na@x\n", ","),
            ("Email;Foo,Bar;Baz\na@x;1,5;2\n", ";"),
        ] as [(String, Character)])
    func findsTheDelimiter(text: String, delimiter: Character) throws {
        let result = try Imported(text)
        #expect(result.plan.delimiter == delimiter)
        #expect(result.leads.map(\.id) == ["a@x"])
    }

    @Test func countsTheLineThatNamesTheDelimiter() throws {
        #expect(try Imported("sep=;\nName;Email\nA;a@x").rows.map(\.line) == [3])
        let utf16 = utf16("sep=;\r\nName;Email\r\nJürgen;j@x", bigEndian: false, mark: true)
        #expect(try Imported(utf16).leads.map(\.name) == ["Jürgen"])
    }
}
