/// A key that terminals send as an escape sequence, as the one character that libedit gets for it.
///
/// libedit would put the rest of a sequence that it does not know on the line as text, and a vi user's
/// lone ESC would wait for what follows it. So sequences are read before libedit sees them, and the keys
/// among them become C1 control characters, which nobody can type.
enum KeyCode: UInt32, CaseIterable {
    case paste = 0x81
    /// No key: text of ours waits to be put on the line.
    case held
    case up, down, left, right
    case home, end, delete
    case wordLeft, wordRight

    var scalar: Unicode.Scalar {
        Unicode.Scalar(rawValue) ?? "\u{fffd}"
    }

    /// The key as libedit's `bind` reads it.
    var bindName: String {
        "\\" + String(rawValue, radix: 8)
    }

    /// The key of a whole escape sequence (`ESC [ … final` or `ESC O final`), if it is one of these.
    init?(sequence: some Collection<UInt8>) {
        let text = String(decoding: sequence, as: UTF8.self).dropFirst(2)
        guard let final = text.last else { return nil }
        let numbers = text.dropLast().split(separator: ";").map { Int($0) ?? 0 }
        // The second number of an arrow tells what was held with it: 3 is Alt, 5 is Control.
        let isWordwise = numbers.count > 1 && [3, 5, 7].contains(numbers[1])
        switch (final, numbers.first) {
        case ("A", _): self = .up
        case ("B", _): self = .down
        case ("C", _): self = isWordwise ? .wordRight : .right
        case ("D", _): self = isWordwise ? .wordLeft : .left
        case ("H", _), ("~", 1), ("~", 7): self = .home
        case ("F", _), ("~", 4), ("~", 8): self = .end
        case ("~", 3): self = .delete
        case ("~", 200): self = .paste
        default: return nil
        }
    }
}
