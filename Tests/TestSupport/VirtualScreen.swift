/// The rows that a terminal would show, worked out from what a program wrote.
///
/// It knows what line editing needs: CR, LF, BS, BEL, wrapping, erasing (`ESC[K`, `ESC[J`) and moving the
/// cursor. Colours are ignored. A resized screen wraps its rows anew, as emulators do.
package struct VirtualScreen {
    private var rows: [[Character]] = [[]]
    /// Rows that go on in the next one.
    private var isWrapped: [Bool] = [false]
    private var row = 0
    private var column = 0
    private var columns: Int
    private var height: Int
    private var wrapIsDue = false
    private var pending: [UInt8] = []

    /// A terminal that says it has no size is one of 24 by 80.
    package init(rows: Int, columns: Int) {
        height = rows > 0 ? rows : 24
        self.columns = columns > 0 ? columns : 80
    }

    /// All rows, also those that scrolled off, without the spaces at their ends.
    package var lines: [String] {
        var lines = rows.map { row in
            // A wide character is followed by a filler.
            var text = String(row.filter { $0 != "\0" })
            while text.last == " " { text.removeLast() }
            return text
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    /// All rows, one below the other.
    package var text: String { lines.joined(separator: "\n") }

    /// The last row with something on it.
    package var lastLine: String { lines.last ?? "" }

    /// Where the cursor stands, the row counted from the first one ever.
    package var cursor: (row: Int, column: Int) { (row, column) }

    /// Takes what the program wrote, also in the middle of a character.
    package mutating func feed(_ bytes: [UInt8]) {
        pending += bytes
        var index = 0
        while index < pending.count {
            guard let used = take(from: index) else { break }
            index += used
        }
        pending.removeFirst(index)
    }

    /// Gives the screen another size and wraps its rows anew.
    package mutating func resize(rows newHeight: Int, columns newColumns: Int) {
        let newHeight = newHeight > 0 ? newHeight : 24
        let newColumns = newColumns > 0 ? newColumns : 80
        var joined: [[Character]] = [[]]
        var place = (line: 0, offset: 0)
        for index in rows.indices {
            if index == row { place = (joined.count - 1, joined[joined.count - 1].count + column) }
            joined[joined.count - 1] += rows[index]
            if !isWrapped[index], index + 1 < rows.count { joined.append([]) }
        }
        rows = []
        isWrapped = []
        for (index, line) in joined.enumerated() {
            if index == place.line {
                row = rows.count + place.offset / newColumns
                column = place.offset % newColumns
            }
            var rest = line[...]
            while rest.count > newColumns {
                rows.append(Array(rest.prefix(newColumns)))
                isWrapped.append(true)
                rest = rest.dropFirst(newColumns)
            }
            rows.append(Array(rest))
            isWrapped.append(false)
        }
        while rows.count <= row { appendRow() }
        height = newHeight
        columns = newColumns
        wrapIsDue = false
    }

    private mutating func take(from index: Int) -> Int? {
        let byte = pending[index]
        switch byte {
        case 0x0d:
            column = 0
            wrapIsDue = false
        case 0x0a: lineFeed(wrapping: false)
        case 0x08:
            column = max(column - 1, 0)
            wrapIsDue = false
        case 0x1b: return escape(from: index)
        case 0..<0x20, 0x7f: break
        default: return character(from: index)
        }
        return 1
    }

    private mutating func character(from index: Int) -> Int? {
        let first = pending[index]
        let length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
        guard index + length <= pending.count else { return nil }
        let text = String(decoding: pending[index..<index + length], as: UTF8.self)
        for scalar in text.unicodeScalars { put(scalar) }
        return length
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let category = scalar.properties.generalCategory
        if category == .nonspacingMark || category == .enclosingMark || category == .format {
            guard column > 0, column <= rows[row].count else { return }
            let base = String(rows[row][column - 1]) + String(Character(scalar))
            if let joined = base.first, base.count == 1 { rows[row][column - 1] = joined }
            return
        }
        let width = Self.isWide(scalar) ? 2 : 1
        if wrapIsDue || column + width > columns { lineFeed(wrapping: true) }
        while rows[row].count < column + width { rows[row].append(" ") }
        rows[row][column] = Character(scalar)
        if width == 2 { rows[row][column + 1] = "\0" }
        column += width
        if column >= columns {
            // The cursor stays on the last column until the next character comes.
            column = columns - 1
            wrapIsDue = true
        }
    }

    private mutating func lineFeed(wrapping: Bool) {
        if wrapping {
            isWrapped[row] = true
            column = 0
        }
        wrapIsDue = false
        row += 1
        if row == rows.count { appendRow() }
    }

    private mutating func appendRow() {
        rows.append([])
        isWrapped.append(false)
    }

    private mutating func escape(from index: Int) -> Int? {
        guard index + 1 < pending.count else { return nil }
        guard pending[index + 1] == UInt8(ascii: "[") else {
            // A charset (ESC ( B) has one byte more.
            return pending[index + 1] == UInt8(ascii: "(") ? 3 : 2
        }
        guard let end = pending[(index + 2)...].firstIndex(where: { (0x40...0x7e).contains($0) }) else {
            return nil
        }
        let numbers = String(decoding: pending[index + 2..<end], as: UTF8.self)
            .split(separator: ";").map { Int($0) ?? 0 }
        control(pending[end], numbers)
        return end - index + 1
    }

    private mutating func control(_ final: UInt8, _ numbers: [Int]) {
        let count = max(numbers.first ?? 1, 1)
        let top = max(rows.count - height, 0)
        switch final {
        case UInt8(ascii: "A"): row = max(row - count, top)
        case UInt8(ascii: "B"): row = min(row + count, rows.count - 1)
        case UInt8(ascii: "C"): column = min(column + count, columns - 1)
        case UInt8(ascii: "D"): column = max(column - count, 0)
        case UInt8(ascii: "G"): column = min(count - 1, columns - 1)
        case UInt8(ascii: "H"):
            row = top + min(count, height) - 1
            while rows.count <= row { appendRow() }
            column = numbers.count > 1 ? max(numbers[1], 1) - 1 : 0
        case UInt8(ascii: "K"): eraseToEndOfRow()
        case UInt8(ascii: "J"):
            if numbers.first == 2 {
                for index in top..<rows.count { rows[index] = [] }
            } else {
                eraseToEndOfRow()
                rows.removeSubrange((row + 1)...)
                isWrapped.removeSubrange((row + 1)...)
            }
        case UInt8(ascii: "P"):
            let end = min(column + count, rows[row].count)
            if column < end { rows[row].removeSubrange(column..<end) }
        case UInt8(ascii: "@"):
            if column <= rows[row].count {
                rows[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
                rows[row] = Array(rows[row].prefix(columns))
            }
        default: return
        }
        wrapIsDue = false
    }

    private mutating func eraseToEndOfRow() {
        rows[row] = Array(rows[row].prefix(column))
        isWrapped[row] = false
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff,
            0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
            true
        default: false
        }
    }
}
