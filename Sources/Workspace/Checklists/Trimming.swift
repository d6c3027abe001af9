extension String {
    /// Without white space at either end.
    var trimmed: String {
        let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// On one line, with single spaces, as a prompt needs it however the file broke it.
    var onOneLine: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The candidate that a mistyped word most likely meant; nil where none is near, or there are too many.
    func nearest(in candidates: [String]) -> String? {
        let own = bare
        guard (1...40).contains(own.count), candidates.count <= 200 else { return nil }
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
