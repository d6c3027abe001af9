/// Makes text of all that a terminal may obey or be fooled by, the same for the same seed.
struct HostileText {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// Bytes that are mostly not UTF-8 as it should be, out of one to twelve pieces.
    mutating func next() -> [UInt8] {
        (0...below(12)).flatMap { _ in piece() }
    }

    // MARK: Pieces

    private mutating func piece() -> [UInt8] {
        switch below(20) {
        case 0: (0..<below(24)).map { _ in UInt8(below(256)) }
        case 1: [UInt8(below(32))]
        case 2: [0x7F]
        case 3: scalar(0x80 + below(32))
        case 4: [UInt8(0x80 + below(32))]
        case 5: sequence(["\u{1b}[", "\u{9b}"], ends: "@ABCDHJKfghlmnrsu~")
        case 6:
            sequence(
                ["\u{1b}]", "\u{9d}", "\u{1b}P", "\u{90}", "\u{1b}_", "\u{1b}^", "\u{1b}X"],
                ends: "\u{7}\u{9c}")
        case 7: Array("\u{1b}".utf8) + [UInt8(0x20 + below(96))]
        case 8:
            scalar(
                pick([
                    0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068,
                    0x2069,
                ]))
        case 9:
            scalar(
                pick([
                    0x200B, 0x200C, 0x200D, 0x2060, 0x2064, 0x206A, 0xFEFF, 0xAD, 0x34F, 0x180E, 0x3164,
                    0xFFA0,
                ]))
        case 10: scalar(pick([0xFE00, 0xFE0E, 0xFE0F, 0xE0100, 0xE01EF]))
        case 11: scalar(0xE0000 + below(128))
        case 12: scalar(pick([0x2028, 0x2029, 0x85, 0xFFF9, 0xFFFA, 0xFFFB, 0x1D173, 0x1BCA0, 0x13430]))
        case 13: surrogate()
        case 14: overlong()
        case 15: Array("e".utf8) + (0..<below(40)).flatMap { _ in scalar(0x300 + below(0x70)) }
        case 16: scalar(pick([0xE000, 0xF8FF, 0xF0000, 0x10FFFD, 0xFFFE, 0xFFFF, 0x10FFFF]))
        case 17: Array(pick(["Büro €5k", "日本語", "👩‍💻", "مرحبا", "\r\n", "\t", "[2J", "[0m", "]0;title"]).utf8)
        case 18: Array(pick(HostileText.cut).utf8)
        default: (0...below(12)).map { _ in UInt8(0x20 + below(95)) }
        }
    }

    /// Beginnings and ends of sequences, which two pieces might make whole.
    private static let cut = [
        "\u{1b}", "\u{1b}[", "\u{1b}[3", "1m", "\u{1b}]0;", "\u{1b}]8;;http://a.example", "\u{1b}\\", "\u{7}",
        "\u{9b}", "31m",
    ]

    private mutating func sequence(_ begins: [String], ends: String) -> [UInt8] {
        let inside = (0..<below(8)).map { _ in UInt8(0x20 + below(0x20)) }
        return Array(pick(begins).utf8) + inside + Array(String(pick(Array(ends))).utf8)
    }

    /// Half of a surrogate pair, spelt as if it were a character.
    private mutating func surrogate() -> [UInt8] {
        let value = 0xD800 + below(0x800)
        return [0xED, UInt8(0x80 | value >> 6 & 0x3F), UInt8(0x80 | value & 0x3F)]
    }

    /// A control in more bytes than it takes.
    private mutating func overlong() -> [UInt8] {
        let value = UInt8(below(0x40))
        return pick([[0xC0, 0x80 | value], [0xE0, 0x80, 0x80 | value], [0xF0, 0x80, 0x80, 0x80 | value]])
    }

    private func scalar(_ value: Int) -> [UInt8] {
        Unicode.Scalar(UInt32(value)).map { Array(String($0).utf8) } ?? []
    }

    // MARK: Chance

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }
}
