import Testing

@testable import BatonCommands

@Suite struct SanitiserTests {
    /// Some of what `.ci/fuzz` tries a million of.
    @Test func noSequenceFromOutsideReachesTheScreen() {
        var made = HostileText(seed: 2026)
        for _ in 0..<3000 {
            let bytes = made.next()
            #expect(throws: Never.self) { try FuzzTarget.screen.take(bytes) }
        }
    }

    /// Every character of the planes that have any of these, held against what the Unicode tables say of it.
    @Test func whatUnicodeCallsAControlIsShownAsText() {
        var wrong: [String] = []
        for value in Array(UInt32(0)..<0x20000) + (0xE0000..<0xE1100) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let shown = Sanitiser.visible(String(scalar))
            if Self.isUnseen(scalar) == (shown == String(scalar)) { wrong.append(String(value, radix: 16)) }
        }
        #expect(wrong.isEmpty)
    }

    /// Controls, format characters and what is meant to be ignored; but not the number signs of Arabic and Kaithi,
    /// which show, nor the variation selectors that say how the character before them looks.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD, 0xFE00...0xFE0F:
            return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    @Test func theLookoutSeesWhatItIsFor() {
        for text in [
            "\u{1b}[2J", "\u{7}", "\u{7f}", "\u{9b}31m", "\u{202e}", "\u{2028}", "\u{feff}", "\u{e0041}",
            "a\u{1b}[1",
            "\r", "\t", "\0",
        ] {
            #expect(ShownBytes.firstHostile(in: text, colours: true) != nil, "\(text.debugDescription)")
        }
        #expect(ShownBytes.firstHostile(in: "\u{1b}[31mred\u{1b}[0m", colours: false) != nil)
        #expect(ShownBytes.firstHostile(in: "\u{1b}[31mrot €😀\u{fe0f}\u{1b}[0m\n", colours: true) == nil)
    }
}
