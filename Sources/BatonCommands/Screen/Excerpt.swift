import LineEditor

/// A line of text in which some places are marked, or the part of it that shows the first of them.
struct Excerpt {
    private let text: String
    private let places: [Range<Int>]

    /// `places` are in UTF-8, in order.
    init(_ text: String, marking places: [Range<Int>]) {
        self.text = text
        self.places = places
    }

    func line(width: Int) -> ScreenLine {
        var line: ScreenLine = ""
        var room = width
        var at = start(width)
        if at > 0 {
            line = "…"
            room -= 1
        }
        func add(_ end: Int, _ style: ScreenLine.Style) {
            guard room > 0, end > at else { return }
            let piece = Sanitiser.visible(String(decoding: Array(text.utf8)[at..<end], as: UTF8.self))
            let isLast = end == text.utf8.count
            let columns = DisplayWidth.columns(of: piece)
            // Where more comes, a column is left for the sign that says so.
            let shown = DisplayWidth.truncated(piece, to: columns < room || isLast ? room : room - 1)
            line.spans.append(.init(text: shown, style: style))
            room -= DisplayWidth.columns(of: shown)
            if shown != piece { room = 0 }
            at = end
        }
        for place in places where place.lowerBound >= at {
            add(place.lowerBound, .plain)
            add(place.upperBound, .strong)
        }
        add(text.utf8.count, .plain)
        return line
    }

    /// Where to begin so that the first place is seen: at the beginning, or at a word a third of the width before it.
    private func start(_ width: Int) -> Int {
        guard let first = places.first, DisplayWidth.columns(of: Sanitiser.visible(text)) > width else {
            return 0
        }
        let bytes = Array(text.utf8)
        let before = String(decoding: bytes[..<first.lowerBound], as: UTF8.self)
        guard DisplayWidth.columns(of: before) > width * 2 / 3 else { return 0 }
        var start = first.lowerBound
        var columns = 0
        for character in before.reversed() {
            columns += DisplayWidth.columns(of: String(character))
            if columns > width / 3 { break }
            start -= String(character).utf8.count
        }
        // From the next word on, if one begins before the place.
        if let space = bytes[start..<first.lowerBound].firstIndex(of: UInt8(ascii: " ")) { return space + 1 }
        return start
    }
}
