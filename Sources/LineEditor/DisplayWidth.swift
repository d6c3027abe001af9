import CTerminal

/// How wide text is on a terminal.
package enum DisplayWidth {
    /// wcwidth knows no character beyond ASCII until a UTF-8 locale is set.
    private static let isLocaleReady = terminal_use_utf8_locale() != 0

    /// The columns that `text` takes, colours (`ESC[…m`) not counted.
    package static func columns(of text: String) -> Int {
        guard text.unicodeScalars.contains("\u{1b}") else { return plainColumns(of: text) }
        return StyledText.pieces(of: text).reduce(0) { sum, piece in
            if case .text(let plain) = piece { sum + plainColumns(of: plain) } else { sum }
        }
    }

    /// `text` cut to at most `width` columns, with `…` where something is missing.
    ///
    /// Characters are kept whole. Plain text only.
    package static func truncated(_ text: String, to width: Int) -> String {
        guard width > 0 else { return "" }
        guard plainColumns(of: text) > width else { return text }
        var kept = ""
        var used = 0
        for character in text {
            let columns = plainColumns(of: String(character))
            if used + columns > width - 1 { break }
            kept.append(character)
            used += columns
        }
        return kept + "…"
    }

    /// `text` with spaces after it up to `width` columns; longer text stays as it is.
    package static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(width - columns(of: text), 0))
    }

    /// `text` cut or padded to exactly `width` columns.
    package static func fitted(_ text: String, to width: Int) -> String {
        padded(truncated(text, to: width), to: max(width, 0))
    }

    /// The columns of one character; a control character and a combining mark take none.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value >= 0x20 && scalar.value < 0x7f { return 1 }
        _ = isLocaleReady
        return max(Int(terminal_character_width(scalar.value)), 0)
    }

    private static func plainColumns(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }
}
