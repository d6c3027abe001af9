import Qualification
import Testing
import Workspace

@Suite(.timeLimit(.minutes(1))) struct HostileFileTests {
    private func first(_ text: String) -> String? { mistakes { try readChecklist(text) }.first }

    @Test(arguments: [
        ("checklist: &a BANT", "1:12: anchors (&)"), ("checklist: *a", "1:12: aliases (*)"),
        ("checklist: !!str BANT", "1:12: tags (!)"), ("checklist: !x { a: b }", "1:12: tags (!)"),
        ("checklist: ! BANT", "1:12: tags (!)"), ("!!map { a: b }", "1:1: tags (!)"),
        ("&x a: b", "1:1: anchors (&)"), ("!!str a: b", "1:1: tags (!)"),
        ("a: &x\n  b: c", "1:4: anchors (&)"), ("elements:\n  - &x\n    id: a", "2:5: anchors (&)"),
        ("*a : b", "1:1: aliases (*)"), ("{ \"a\":*b }", "1:7: aliases (*)"),
        ("<<: *a", "1:1: unknown key '<<'"),
        ("? a", "1:1: a key written with '?'"), ("[ a ]: b", "1:1: a key must be plain text"),
        ("a: 1\n---\nb: 2", "2:1: a second document"), ("ask: a: b", "1:7: not YAML: mapping values"),
        ("a: \"b\nc: d", "1:4: the quote that opens here is never closed"),
        ("a:\n\tb: c", "2:1: not YAML"), ("a: @b", "1:4: not YAML"),
        ("a: \"\\x07\"", "1:1: a checklist needs"),
        ("a: b\u{0}", "1:5: a character that is not text: U+0"),
        ("a: \u{1B}[2J", "1:4: a character that is not"),
        ("a\r\nb: \u{7}", "2:4: a character that is not text: U+7"), ("", "1:1: the file holds no checklist"),
        ("# only\n", "1:1: the file holds no checklist"), ("- a", "1:1: a checklist is written as"),
        ("~", "1:1: a checklist is written as"),
        ("a: \u{10FFFE}", "1:4: a character that is not text: U+10FFFE"),
    ])
    func isRefusedWithItsPlace(_ text: String, _ expected: String) {
        let found = mistakes { try readChecklist(text) }
        #expect(found.contains { $0.hasPrefix("c.yaml:\(expected)") }, "\(found)")
    }

    @Test func hintsAtQuotesForATextWithAColon() {
        #expect(first("ask: a: b")?.contains("a text with ': ' in it needs quotes") == true)
        #expect(first("a:\n\tb: c")?.contains("spaces, not with tabs") == true)
    }

    @Test func aControlCharacterByEscapeIsFound() {
        let text = checklistText(questions: #"- { id: a, ask: "A \e[2J" }"#)
        #expect(mistakes { try readChecklist(text) } == ["c.yaml:8:23: a control character in a text"])
    }

    /// Signs that mean something to YAML only at the beginning of a text are texts elsewhere.
    @Test(arguments: [
        "2 * 3 *b* & c ! d ? e", "'*a'", "\"&a !b ?\"", "?what", "what? ", "a#b", "[x] y",
    ])
    func signsInATextAreText(_ ask: String) throws {
        let text = checklistText(
            questions: "- id: a\n  ask: \(ask == "[x] y" ? "'[x] y'" : ask)\n  # * & ! ? [[[[")
        let wanted = ask.replacing("'", with: "").replacing("\"", with: "")
        #expect(try readChecklist(text).questions[0].ask == (wanted == "what? " ? "what?" : wanted))
    }

    @Test func aTextBlockKeepsItsSigns() throws {
        let text = checklistText(questions: "- id: a\n  ask: |\n    *a ? b\n    & c !d")
        #expect(try readChecklist(text).questions[0].ask == "*a ? b & c !d")
    }

    @Test func byteOrderMarkAndWindowsLineEndsAreRead() throws {
        let text = "\u{FEFF}" + checklistText().replacing("\n", with: "\r\n")
        #expect(try readChecklist(text).name == "Team")
        #expect(first("\u{FEFF}\r\nx: &a b")?.hasPrefix("c.yaml:2:1") == true)
    }

    @Test func everyRepeatedKeyIsFound() {
        let text =
            "checklist: a\nversion: 1\nversion: 2\n'checklist': b\nversion: 3\nelements: []\ndecision: { confirm: 1 }"
        #expect(
            mistakes { try readChecklist(text) } == [
                "c.yaml:3:1: the key 'version' stands here twice; first in line 2",
                "c.yaml:4:1: the key 'checklist' stands here twice; first in line 1",
                "c.yaml:5:1: the key 'version' stands here twice; first in line 2",
                "c.yaml:6:11: 'elements' is an empty list",
            ])
    }

    @Test func textThatIsNotUTF8IsRefused() {
        let bytes = Array("a: b\nc: ".utf8) + [0xFF, 0xFE]
        #expect(
            mistakes { try ChecklistReader.read(bytes, path: "c.yaml", reasons: fixtureReasons) }
                == ["c.yaml:2:4: this is not UTF-8 text"])
    }

    @Test func whatAFileSaysIsTamedBeforeItIsTold() {
        #expect(first(#"{ "x\e[2J": 1 }"#)?.contains("\u{1B}") == false)
        let long = checklistText(
            questions: "- { id: a, ask: A?, kind: \(String(repeating: "k", count: 9000)) }")
        #expect((first(long)?.count ?? .max) < 500)
    }

    @Test func aLargeFileIsRefusedUnparsed() {
        let text = checklistText() + "\n#" + String(repeating: "x", count: 256 * 1024)
        #expect(mistakes { try readChecklist(text) } == ["c.yaml:1:1: the file is larger than 256 KiB"])
    }

    @Test(arguments: [
        "[", "{", "- ", "? ", "{a: ", "[[a]: ", "a: [", "-\n ", "[\n", "{[", "? [", "!a ", "&a ", "'",
    ])
    func nestingEndsAtOnce(_ piece: String) {
        let text = String(repeating: piece, count: 250_000 / piece.utf8.count)
        #expect(first(text) != nil)
        let indented = (0..<600).map { String(repeating: " ", count: $0 % 600) + piece + "a:" }
            .joined(separator: "\n")
        #expect(first(indented) != nil)
    }

    @Test func aliasesThatWouldGrowToGigabytesCostNothing() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let parts = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(parts)]\n"
        }
        text += "{ [*a9, *a9]: b }: c"
        #expect(first(text) != nil)
    }

    /// Repeated keys made the parser begin again and again, for seconds.
    @Test(arguments: ["a: b\n", "a:\n", "a,", "- a\n", "k: { a: 1, a: 2 }\n"])
    func whatRepeatsIsRefusedAtOnce(_ piece: String) {
        let text = "x: [" + String(repeating: piece, count: 250_000 / piece.utf8.count)
        #expect(first(text)?.contains("more lines and list items than") == true)
        let short = String(repeating: piece, count: 4_000)
        #expect(first(short) != nil)
    }

    /// Whatever the bytes, reading ends in a checklist or in mistakes.
    @Test func damagedFilesNeverTrap() throws {
        var random = SplitMix(state: 2026)
        let files = try ["bant.yaml", BuiltInChecklists.reasonsFile].map {
            try #require(BuiltInChecklists.bytes(of: $0))
        }
        let signs = Array("&*!?:-[]{}'\"|>#,%@`\n\t \\~0\u{FEFF}".utf8) + [0, 0x80, 0xC3, 0xFF]
        for round in 0..<240 {
            var bytes = files[round % 2]
            switch round % 3 {
            case 0: bytes.removeLast(Int(random.next() % UInt64(bytes.count)))
            case 1:
                let start = Int(random.next() % UInt64(bytes.count - 800))
                bytes = Array(bytes[start..<start + Int(random.next() % 800)])
            default: break
            }
            for _ in 0..<(random.next() % 4) where !bytes.isEmpty {
                let place = Int(random.next() % UInt64(bytes.count))
                if random.next() % 2 == 0 {
                    bytes[place] = signs[Int(random.next() % UInt64(signs.count))]
                } else {
                    bytes[place] ^= UInt8(1 << (random.next() % 8))
                }
            }
            let linted = LintedFile(bytes, path: "c", reasons: fixtureReasons).diagnostics
            #expect(linted.allSatisfy { $0.line >= 1 && $0.column >= 1 && $0.path == "c" })
            for found in [
                mistakes { try ChecklistReader.read(bytes, path: "c", reasons: fixtureReasons) },
                mistakes { try ReasonListReader.read(bytes, path: "c") },
                mistakes { try SettingsReader.read(bytes, path: "c") },
            ] {
                #expect(found.allSatisfy { $0.hasPrefix("c:") })
            }
        }
    }
}

/// A small generator of repeatable random numbers.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
