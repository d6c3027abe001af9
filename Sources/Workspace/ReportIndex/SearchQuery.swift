/// What somebody looks for: words, phrases and beginnings of words, all of which have to stand in one line.
package struct SearchQuery: Hashable, Sendable {
    package enum Problem: Error, Hashable, Sendable {
        /// There is no letter and no digit in it.
        case noWords
        case tooManyWords(limit: Int)
    }

    package static let mostWords = 64

    /// Words that stand one after the other.
    struct Term: Hashable, Sendable {
        var words: [String]
        /// Whether the last word may go on.
        var isPrefix: Bool
    }

    let terms: [Term]

    /// Reads what was typed: text in quotes is a phrase, a star at the end of a word stands for what it goes on with.
    ///
    /// Each argument is read by itself; one with spaces and without quotes was in the quotes of a shell, and is a
    /// phrase as well. Whatever else is in it, only letters and digits are looked for.
    package init(_ arguments: [String]) throws(Problem) {
        var terms: [Term] = []
        for argument in arguments {
            for piece in SearchQuery.pieces(argument) {
                let words = SearchWords.places(in: piece.text).map(\.word)
                guard !words.isEmpty else { continue }
                terms.append(Term(words: words, isPrefix: piece.isPrefix))
            }
        }
        guard !terms.isEmpty else { throw .noWords }
        guard terms.reduce(0, { $0 + $1.words.count }) <= SearchQuery.mostWords else {
            throw .tooManyWords(limit: SearchQuery.mostWords)
        }
        self.terms = terms
    }

    private struct Piece {
        var text: String
        var isPrefix: Bool
    }

    private static func pieces(_ argument: String) -> [Piece] {
        let quotes: Set<Character> = ["\"", "“", "”", "„", "«", "»"]
        guard argument.contains(where: quotes.contains) else { return [piece(argument)] }
        var pieces: [Piece] = []
        for (index, part) in argument.split(omittingEmptySubsequences: false, whereSeparator: quotes.contains)
            .enumerated()
        {
            let isQuoted = index % 2 == 1
            if isQuoted {
                pieces.append(piece(String(part)))
                continue
            }
            var rest = part
            if index > 0, rest.first == "*" {
                // The star of the phrase before it.
                if !pieces.isEmpty { pieces[pieces.count - 1].isPrefix = true }
                rest = rest.dropFirst()
            }
            pieces += rest.split(whereSeparator: \.isWhitespace).map { piece(String($0)) }
        }
        return pieces
    }

    private static func piece(_ text: String) -> Piece {
        Piece(text: text, isPrefix: text.trimmed.hasSuffix("*"))
    }

    /// The query in FTS5's language, in which nothing of what was typed is anything but a string.
    var match: String {
        terms.map { "\"\($0.words.joined(separator: " "))\"\($0.isPrefix ? " *" : "")" }
            .joined(separator: " AND ")
    }

    /// Where in a text the words stand that were looked for, in UTF-8, in order.
    func places(in text: String) -> [Range<Int>] {
        let places = SearchWords.places(in: text)
        var found: Set<Int> = []
        for term in terms {
            for start in places.indices where start + term.words.count <= places.count {
                let fits = term.words.enumerated().allSatisfy { offset, word in
                    let there = places[start + offset].word
                    let isLast = offset == term.words.count - 1
                    return there == word || (isLast && term.isPrefix && there.hasPrefix(word))
                }
                if fits { found.formUnion(start..<start + term.words.count) }
            }
        }
        return found.sorted().map { places[$0].range }
    }
}
