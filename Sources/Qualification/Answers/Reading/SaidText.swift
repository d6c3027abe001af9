/// A typed line with all that readers look at, each made once: whoever pastes a page waits for the prompt.
final class SaidText {
    let text: String
    private(set) lazy var tokens = TextTokens(text)
    /// The words in lower case, one space between two, with plain apostrophes and without any other sign.
    private(set) lazy var bare = SaidText.bare(text)
    private lazy var bytes = Array(" \(bare) ".utf8)

    init(_ text: String) {
        self.text = text
    }

    static func bare(_ text: String) -> String {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
        let bare = words.joined(separator: " ")
        return bare.utf8.contains(0xE2) ? bare.replacing("’", with: "'") : bare
    }

    /// Whether these words are part of it; with a space at each end they are whole words.
    ///
    /// Byte by byte: to compare characters takes so long that Enter would feel it.
    func holds(_ phrase: String) -> Bool {
        let wanted = Array(phrase.utf8)
        guard let first = wanted.first, bytes.count >= wanted.count else { return wanted.isEmpty }
        return bytes.withUnsafeBufferPointer { bytes in
            (0...bytes.count - wanted.count).contains { start in
                bytes[start] == first && bytes[start..<start + wanted.count].elementsEqual(wanted)
            }
        }
    }

    /// Whether it begins with a word.
    func begins(with word: String) -> Bool { bytes.starts(with: " \(word) ".utf8) }

    var isBareDenial: Bool { ["no", "none", "nothing", "nobody", "never"].contains(bare) }
}
