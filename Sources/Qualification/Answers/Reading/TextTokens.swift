/// A cursor over the words, numbers and signs of one typed line.
///
/// Readers try their patterns at each token; a token knows whether a space stands before it.
struct TextTokens {
    struct Token: Hashable {
        enum Kind: Hashable {
            /// Letters, with the apostrophes and hyphens inside a word.
            case word
            /// Digits only; separators are tokens of their own.
            case digits
            /// Anything else, one character.
            case sign
        }

        var kind: Kind
        var text: String
        var lower: String
        var isSpaced: Bool
        /// Where it stands in the line.
        var range: Range<String.Index>

        init(kind: Kind, text: String, isSpaced: Bool, range: Range<String.Index>) {
            (self.kind, self.text, self.isSpaced, self.range) = (kind, text, isSpaced, range)
            // Readers compare it a dozen times.
            lower = kind == .digits ? text : text.lowercased()
        }
    }

    let tokens: [Token]

    init(_ line: String) {
        var tokens: [Token] = []
        var current = ""
        var start = line.startIndex
        var kind = Token.Kind.sign
        var spaced = true
        var spacedBefore = true

        func flush(_ end: String.Index) {
            if !current.isEmpty {
                tokens.append(Token(kind: kind, text: current, isSpaced: spacedBefore, range: start..<end))
            }
            current = ""
        }
        func begin(_ newKind: Token.Kind, at index: String.Index) {
            flush(index)
            (kind, spacedBefore, start) = (newKind, spaced, index)
        }
        for index in line.indices {
            let character = line[index]
            if character.isWhitespace {
                flush(index)
                spaced = true
            } else if character.isASCII && character.isNumber {
                if kind != .digits || current.isEmpty { begin(.digits, at: index) }
                current.append(character)
                spaced = false
            } else if character.isLetter || (!current.isEmpty && kind == .word && "'’".contains(character)) {
                if kind != .word || current.isEmpty { begin(.word, at: index) }
                current.append(character)
                spaced = false
            } else {
                flush(index)
                let range = index..<line.index(after: index)
                tokens.append(Token(kind: .sign, text: String(character), isSpaced: spaced, range: range))
                spaced = false
            }
        }
        flush(line.endIndex)
        self.tokens = tokens
    }

    subscript(index: Int) -> Token? { tokens.indices.contains(index) ? tokens[index] : nil }

    var count: Int { tokens.count }

    /// Whether the token is a word or sign with this text, in any case.
    func `is`(_ index: Int, _ text: String) -> Bool {
        tokens.indices.contains(index) && tokens[index].lower == text
    }

    /// Whether the token is a word or sign with one of these texts, in any case.
    func `is`(_ index: Int, _ texts: String...) -> Bool {
        tokens.indices.contains(index) && texts.contains(tokens[index].lower)
    }

    /// Whether the token follows the one before it without a space.
    func isGlued(_ index: Int) -> Bool { self[index].map { !$0.isSpaced } ?? false }

    /// Whether the digits at an index are part of a name: the 2 of "B2B", the 27 of "FY27".
    func isInName(_ index: Int) -> Bool { isGlued(index) && self[index - 1]?.kind == .word }

    /// The digits at an index as a number, where there are at most this many.
    func number(_ index: Int, upTo digits: Int = 9) -> Int? {
        guard let token = self[index], token.kind == .digits, token.text.utf8.count <= digits else {
            return nil
        }
        return Int(token.text)
    }
}

/// Numbers that people write as words.
let numberWords: [String: Int] = [
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "couple": 2, "few": 3, "dozen": 12,
]
