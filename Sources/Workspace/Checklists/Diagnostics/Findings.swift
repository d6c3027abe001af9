/// Collects what is wrong in one file while it is read, so that all of it is told at once.
final class Findings {
    /// More than anyone mends in one sitting; a file of garbage need not fill the screen.
    static let limit = 100

    let path: String
    /// The text that positions are in, once it is known to be one.
    var source: SourceText?
    private var diagnostics: [Diagnostic] = []
    private var known: Set<Diagnostic> = []
    private var count: [Diagnostic.Severity: Int] = [:]
    /// Lines that hold what must not come onto a screen or into a log.
    private var secretLines: Set<Int> = []

    init(path: String) {
        self.path = path
    }

    /// Notes a diagnostic; the same one in the same place is told once.
    func report(
        _ position: YAMLNode.Position, _ code: DiagnosticCode, _ message: String, hint: String? = nil
    ) {
        let diagnostic = diagnostic(position, code, message, hint)
        guard count[code.severity, default: 0] < Findings.limit * 10, known.insert(diagnostic).inserted else {
            return
        }
        count[code.severity, default: 0] += 1
        diagnostics.append(diagnostic)
    }

    /// Keeps what stands in a line to itself, whatever is wrong there.
    func conceal(_ position: YAMLNode.Position) { secretLines.insert(position.line) }

    /// Whether there is more wrong than is ever told.
    var isFull: Bool { count[.error, default: 0] >= Findings.limit * 10 }

    /// Where a piece of a text stands that begins at a position; the beginning where it is written differently.
    func position(of piece: String, from start: YAMLNode.Position) -> YAMLNode.Position {
        guard let source, let from = source.index(of: start), !piece.isEmpty else { return start }
        let (scalars, wanted) = (source.scalars, Array(piece.unicodeScalars))
        // Further than anyone reads aloud.
        let last = min(from + 2000, scalars.count - wanted.count)
        guard from <= last,
            let found = (from...last).first(where: { scalars[$0..<$0 + wanted.count].elementsEqual(wanted) })
        else { return start }
        return source.position(of: found)
    }

    /// What was found, in the order of the lines and no more than anyone reads: errors before warnings.
    var sorted: [Diagnostic] {
        let sorted = diagnostics.enumerated().sorted { a, b in
            (a.element.line, a.element.column, a.offset) < (b.element.line, b.element.column, b.offset)
        }
        var room = [Diagnostic.Severity.error: Findings.limit]
        room[.warning] = max(0, Findings.limit - count[.error, default: 0])
        return sorted.compactMap { _, diagnostic in
            guard let left = room[diagnostic.severity], left > 0 else { return nil }
            room[diagnostic.severity] = left - 1
            return withExcerpt(diagnostic)
        }
    }

    /// Throws the errors that were found, if any were.
    func throwIfAny() throws(ChecklistError) {
        let errors = sorted.filter { $0.severity == .error }
        if !errors.isEmpty { throw .mistakes(errors) }
    }

    /// The error for a mistake that ends the reading.
    func failure(
        _ position: YAMLNode.Position, _ code: DiagnosticCode, _ message: String, hint: String? = nil
    ) -> ChecklistError {
        .mistakes([withExcerpt(diagnostic(position, code, message, hint))])
    }

    private func diagnostic(
        _ position: YAMLNode.Position, _ code: DiagnosticCode, _ message: String, _ hint: String?
    ) -> Diagnostic {
        Diagnostic(
            path: path, line: position.line, column: position.column, code: code,
            message: Findings.printable(message), hint: hint.map(Findings.printable))
    }

    private func withExcerpt(_ diagnostic: Diagnostic) -> Diagnostic {
        guard !secretLines.contains(diagnostic.line) else { return diagnostic }
        var diagnostic = diagnostic
        diagnostic.excerpt = source?.excerpt(
            at: YAMLNode.Position(line: diagnostic.line, column: diagnostic.column))
        return diagnostic
    }

    /// What a file says may be long, and may hold what moves a cursor.
    private static func printable(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(400).map { scalar -> Unicode.Scalar in
            scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
