/// The text of a file, checked byte by byte before a parser sees it.
///
/// Lines end where editors end them; the parser is kept from seeing any other line end.
struct SourceText {
    /// Larger files are refused unread: a checklist is a page or two.
    static let largestSize = 256 * 1024
    /// Lines and list items; every one of them costs the parser something, and keys that repeat a lot.
    static let mostItems = 10_000
    /// Brackets that may be open at once.
    ///
    /// The format needs eight; deeper nesting costs the parser time by the square.
    static let deepestBrackets = 24

    /// The text without a byte order mark.
    let scalars: [Unicode.Scalar]
    /// How many lines and list items there are, comments aside.
    let itemCount: Int
    private let lineStarts: [Int]

    init(_ bytes: [UInt8], findings: Findings) throws(ChecklistError) {
        let start = YAMLNode.Position(line: 1, column: 1)
        guard bytes.count <= SourceText.largestSize else {
            throw findings.failure(start, .tooLarge, "the file is larger than 256 KiB")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw findings.failure(SourceText.firstInvalid(in: bytes), .notText, "this is not UTF-8 text")
        }
        let all = Array(text.unicodeScalars)
        let scalars = all.first == "\u{FEFF}" ? Array(all.dropFirst()) : all
        var starts = [0]
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": break
            case "\n", "\r": starts.append(index + 1)
            default: break
            }
        }
        self.scalars = scalars
        lineStarts = starts
        let items = SourceText.items(in: scalars)
        itemCount = items.count
        findings.source = self

        if let index = scalars.firstIndex(where: { !SourceText.isAllowed($0) }) {
            let code = String(scalars[index].value, radix: 16, uppercase: true)
            throw findings.failure(position(of: index), .notText, "a character that is not text: U+\(code)")
        }
        if let index = items.firstTooMany {
            throw findings.failure(
                position(of: index), .tooMany,
                "more lines and list items than the \(SourceText.mostItems) that are read")
        }
        if let index = firstTooDeep {
            throw findings.failure(position(of: index), .tooDeep, "too many brackets inside each other")
        }
    }

    func position(of index: Int) -> YAMLNode.Position {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= index { low = middle } else { high = middle }
        }
        return YAMLNode.Position(line: low + 1, column: index - lineStarts[low] + 1)
    }

    /// The position itself, or the end of the text for one behind it: there the parser finds out what is missing.
    func inside(_ position: YAMLNode.Position) -> YAMLNode.Position {
        min(position, self.position(of: scalars.count))
    }

    /// Where a position is in the text; nil outside of it.
    func index(of position: YAMLNode.Position) -> Int? {
        guard lineStarts.indices.contains(position.line - 1), position.column >= 1 else { return nil }
        let index = lineStarts[position.line - 1] + position.column - 1
        return scalars.indices.contains(index) ? index : nil
    }

    /// The line that a position is in, or of a long one what stands around it; nil behind the end.
    func excerpt(at position: YAMLNode.Position) -> Diagnostic.Excerpt? {
        guard lineStarts.indices.contains(position.line - 1) else { return nil }
        let start = lineStarts[position.line - 1]
        let next = position.line < lineStarts.count ? lineStarts[position.line] : scalars.count
        var end = next
        while end > start, SourceText.isLineBreak(scalars[end - 1]) { end -= 1 }
        let around = start + position.column - 1
        let low = max(start, min(around, end) - SourceText.excerptReach)
        let high = min(end, around + SourceText.excerptReach)
        guard low <= high else { return nil }
        return Diagnostic.Excerpt(
            text: String(String.UnicodeScalarView(scalars[low..<high])), offset: low - start,
            isCut: high < end)
    }

    /// Scalars to either side that an excerpt holds: more than any screen shows of them.
    private static let excerptReach = 240

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r"
    }

    /// What ends a line for the parser and for no editor: pasted out of a document, it would move every line below.
    static let hiddenLineBreaks: Set<Unicode.Scalar> = ["\u{85}", "\u{2028}", "\u{2029}"]

    /// Characters that Unicode sets aside for a program's own use; no text holds them.
    static func nonCharacter(_ number: Int) -> Unicode.Scalar? {
        Unicode.Scalar(UInt32((number / 2 + 1) << 16 | 0xFFFE | number % 2))
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x85: true
        case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF, 0xFEFF: false
        default: scalar.value & 0xFFFE != 0xFFFE
        }
    }

    private static func items(in scalars: [Unicode.Scalar]) -> (count: Int, firstTooMany: Int?) {
        var (count, firstTooMany): (Int, Int?) = (0, nil)
        var (isLineBegun, isComment) = (false, false)
        for (index, scalar) in scalars.enumerated() {
            if isLineBreak(scalar) {
                (isLineBegun, isComment) = (false, false)
                continue
            }
            let begins = !isLineBegun && scalar != " "
            if begins { (isLineBegun, isComment) = (true, scalar == "#") }
            guard !isComment, begins || scalar == "," else { continue }
            count += 1
            if count > mostItems, firstTooMany == nil { firstTooMany = index }
        }
        return (count, firstTooMany)
    }

    private var firstTooDeep: Int? {
        var depth = 0
        var opens = true
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "[" where opens, "{" where opens:
                depth += 1
                if depth > SourceText.deepestBrackets { return index }
            case "]", "}":
                depth = max(0, depth - 1)
                opens = false
            case " ", "\t", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", ",", ":", "[", "{", "\"", "'", "-":
                opens = true
            default:
                opens = false
            }
        }
        return nil
    }

    private static func firstInvalid(in bytes: [UInt8]) -> YAMLNode.Position {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var (line, column) = (1, 1)
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return YAMLNode.Position(line: line, column: column)
    }
}
