/// One line for the screen, in which everything interpolated has passed the sanitiser.
///
/// Only the literal parts are trusted, so a prospect's name cannot reach a terminal in any other way:
/// `"Call \(lead.name, .strong) now"`.
struct ScreenLine: ExpressibleByStringInterpolation, Hashable {
    enum Style: Hashable {
        case plain, strong, quiet, good, weak, bad

        /// The parameters of the escape sequence that turns it on.
        fileprivate var code: String? {
            switch self {
            case .plain: nil
            case .strong: "1"
            case .quiet: "2"
            case .good: "32"
            case .weak: "33"
            case .bad: "31"
            }
        }
    }

    struct Span: Hashable {
        var text: String
        var style: Style
    }

    var spans: [Span]

    init(stringLiteral value: String) {
        spans = value.isEmpty ? [] : [Span(text: value, style: .plain)]
    }

    init(stringInterpolation: StringInterpolation) {
        spans = stringInterpolation.spans
    }

    /// Text from outside, in one style.
    init(_ text: String, _ style: Style = .plain) {
        spans = [Span(text: Sanitiser.visible(text), style: style)]
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var spans: [Span] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { spans.append(Span(text: literal, style: .plain)) }
        }

        mutating func appendInterpolation(_ text: some StringProtocol, _ style: Style = .plain) {
            spans.append(Span(text: Sanitiser.visible(String(text)), style: style))
        }

        mutating func appendInterpolation(_ value: some CustomStringConvertible, _ style: Style = .plain) {
            spans.append(Span(text: Sanitiser.visible(value.description), style: style))
        }

        mutating func appendInterpolation(_ line: ScreenLine) {
            spans += line.spans
        }
    }

    static func + (a: ScreenLine, b: ScreenLine) -> ScreenLine {
        var line = a
        line.spans += b.spans
        return line
    }

    var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }

    /// The text without styles.
    var plain: String { ScreenLine.loosened(spans.map(\.text).joined()) }

    /// Words that belong together are held by no-break spaces until a line is broken.
    private static func loosened(_ text: String) -> String {
        guard text.contains("\u{A0}") else { return text }
        return String(text.map { $0 == "\u{A0}" ? " " : $0 })
    }

    /// The whole line in one style, where it has none of its own.
    func styled(_ style: Style) -> ScreenLine {
        var line = self
        for index in line.spans.indices where line.spans[index].style == .plain {
            line.spans[index].style = style
        }
        return line
    }

    func rendered(escapes: Bool) -> String {
        guard escapes else { return plain }
        return spans.map { span in
            let text = ScreenLine.loosened(span.text)
            return span.style.code.map { "\u{1B}[\($0)m\(text)\u{1B}[0m" } ?? text
        }
        .joined()
    }
}

extension Sequence where Element == ScreenLine {
    func joined(separator: ScreenLine) -> ScreenLine {
        var result: ScreenLine = ""
        var isFirst = true
        for line in self {
            if !isFirst { result.spans += separator.spans }
            result.spans += line.spans
            isFirst = false
        }
        return result
    }
}
