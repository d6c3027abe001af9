extension String {
    /// Without white space at either end.
    var trimmed: String {
        let isSpace = { (scalar: Unicode.Scalar) in
            scalar.isASCII ? scalar == " " || (9...13).contains(scalar.value) : scalar.properties.isWhitespace
        }
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        if first == scalars.startIndex, scalars.index(after: last) == scalars.endIndex { return self }
        return String(scalars[first...last])
    }

    /// On one line, with single spaces, as a prompt needs it however the file broke it.
    var onOneLine: String {
        isPlainLine ? self : split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Whether it is ASCII on one line with single spaces already, as nearly every text of a checklist is.
    private var isPlainLine: Bool {
        var isAfterSpace = true
        for byte in utf8 {
            let isSpace = byte == UInt8(ascii: " ")
            guard byte > 0x1F, byte < 0x80, !(isSpace && isAfterSpace) else { return false }
            isAfterSpace = isSpace
        }
        return !isAfterSpace || isEmpty
    }

    /// The candidate that a mistyped word most likely meant; nil where none is near, or there are too many.
    func nearest(in candidates: [String]) -> String? {
        let own = bare
        guard (2...40).contains(own.count), candidates.count <= 200 else { return nil }
        let best = candidates.map { ($0, own.distance(to: $0.bare)) }.min { $0.1 < $1.1 }
        guard let best, best.1 <= max(1, own.count / 3) else { return nil }
        return best.0
    }

    /// Lower case without separators, so that `followUps` and `follow_ups` both come near `follow-ups`.
    private var bare: [Character] { lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }.map { $0 } }
}

extension [Character] {
    /// How many letters must be put in, taken out or changed to get from one word to the other.
    fileprivate func distance(to other: [Character]) -> Int {
        var row = Array<Int>(0...other.count)
        for (i, letter) in enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, otherLetter) in other.enumerated() {
                let changed = diagonal + (letter == otherLetter ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = Swift.min(changed, row[j] + 1, diagonal + 1)
            }
        }
        return row[other.count]
    }
}
