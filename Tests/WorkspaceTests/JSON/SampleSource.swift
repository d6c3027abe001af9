/// Repeatable random samples (SplitMix64), so that a failing property can be run again.
struct SampleSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// A string of up to so many pieces, hostile ones among them.
    mutating func text(upTo pieces: Int = 8) -> String {
        (0..<below(pieces + 1)).map { _ in pick(SampleSource.pieces) }.joined()
    }

    private static let pieces = [
        "a", "Jane", " ", "é", "e\u{301}", "ß", "日本", "👩‍💻", "\"", "\\", "/", "\n", "\r", "\r\n", "\t", "\0",
        "\u{1B}[31m", "\u{7F}", "\u{9B}2J", "\u{202E}", "\u{2066}", "\u{200B}", "\u{2028}", "\u{FEFF}", "'",
        "=1+1",
        ",", ";", "+49 30", "12345678", "\u{FFFF}", "\u{10FFFF}", "\u{61C}",
    ]
}
