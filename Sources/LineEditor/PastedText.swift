/// Turns what was pasted into one line.
enum PastedText {
    /// `text` with each run of line ends and each tab as a space, and without control characters.
    ///
    /// Line ends at the start and at the end go: a space in front could mean something to the reader.
    static func singleLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        var lineEndIsDue = false
        for scalar in text.unicodeScalars {
            if isLineEnd(scalar) {
                lineEndIsDue = !line.isEmpty
                continue
            }
            guard let shown = typed(scalar) else { continue }
            if lineEndIsDue {
                line.append(" ")
                lineEndIsDue = false
            }
            line.append(shown)
        }
        return String(line)
    }

    /// The character as it may stand on a line; `nil` for one that the terminal would obey, or nobody would see.
    ///
    /// libedit sends to the screen what is on the line. The two joiners are part of how some languages are spelt.
    static func typed(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if scalar == "\t" { return " " }
        if scalar == "\u{200c}" || scalar == "\u{200d}" { return scalar }
        return HostileCharacter(scalar) == nil ? scalar : nil
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }
}
