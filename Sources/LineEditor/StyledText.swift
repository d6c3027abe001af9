/// Text with colours, taken apart for libedit.
enum StyledText {
    enum Piece: Equatable {
        case text(String)
        /// `ESC[…m`, or several in a row.
        case style(String)
    }

    /// The mark around a stretch that moves no column.
    static let mark: Unicode.Scalar = "\u{1}"

    /// `text` as alternating stretches of text and colours.
    ///
    /// Neighbouring colours come as one piece. Control characters that begin no colour are dropped.
    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            if let end = styleEnd(in: scalars, from: index) {
                append(.style(string(scalars[index..<end])), to: &pieces)
                index = end
                continue
            }
            if scalars[index].properties.generalCategory != .control {
                append(.text(String(Character(scalars[index]))), to: &pieces)
            }
            index += 1
        }
        return pieces
    }

    /// `text` without its colours.
    static func plain(_ text: String) -> String {
        pieces(of: text).map { if case .text(let plain) = $0 { plain } else { "" } }.joined()
    }

    /// `text` as EL_PROMPT_ESC wants it.
    ///
    /// libedit hangs each marked stretch on the character that follows, so one at the very end would be
    /// lost: it moves before the last space, or a space is added.
    static func markedPrompt(_ text: String, inColour: Bool) -> String {
        guard inColour else { return plain(text) }
        var pieces = pieces(of: text)
        if case .style(let last)? = pieces.last {
            pieces.removeLast()
            if case .text(let before)? = pieces.last, before.hasSuffix(" ") {
                pieces.removeLast()
                let shortened = String(before.dropLast())
                if !shortened.isEmpty { pieces.append(.text(shortened)) }
            }
            append(.style(last), to: &pieces)
            pieces.append(.text(" "))
        }
        return pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .style(let style): "\(mark)\(style)\(mark)"
            }
        }.joined()
    }

    private static func append(_ piece: Piece, to pieces: inout [Piece]) {
        switch (pieces.last, piece) {
        case (.text(let before)?, .text(let after)): pieces[pieces.count - 1] = .text(before + after)
        // Two marked stretches in a row: libedit would lose the first.
        case (.style(let before)?, .style(let after)): pieces[pieces.count - 1] = .style(before + after)
        default: pieces.append(piece)
        }
    }

    private static func styleEnd(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
        guard scalars[start] == "\u{1b}", start + 1 < scalars.count, scalars[start + 1] == "[" else {
            return nil
        }
        var index = start + 2
        while index < scalars.count,
            ("0"..."9").contains(scalars[index]) || ";:".unicodeScalars.contains(scalars[index])
        {
            index += 1
        }
        return index < scalars.count && scalars[index] == "m" ? index + 1 : nil
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var string = String.UnicodeScalarView()
        string.append(contentsOf: scalars)
        return String(string)
    }
}
