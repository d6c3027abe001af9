import LineEditor

/// Makes text from outside harmless on a terminal: the one place where that is done.
///
/// Control characters, bidirectional controls and characters of no width become visible text; everything
/// else stays as it is. What is written to files keeps the original.
enum Sanitiser {
    static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHostile) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHostile(scalar) {
                result += picture(of: scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isHostile(_ scalar: Unicode.Scalar) -> Bool { HostileCharacter(scalar) != nil }

    private static func picture(of scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: return " "
        case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? "?"
        case 0x7F: return "\u{2421}"
        default: return "<U+\(String(scalar.value, radix: 16, uppercase: true))>"
        }
    }
}
