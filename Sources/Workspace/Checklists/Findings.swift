/// Collects the mistakes of one file while it is read, so that all of them are told at once.
final class Findings {
    /// More than anyone mends in one sitting; a file of garbage need not fill the screen.
    static let limit = 100

    let path: String
    private var diagnostics: [Diagnostic] = []
    private var known: Set<Diagnostic> = []

    init(path: String) {
        self.path = path
    }

    /// Notes a mistake; the same one in the same place is told once.
    func report(_ position: YAMLNode.Position, _ message: String, hint: String? = nil) {
        let diagnostic = diagnostic(position, message, hint)
        if known.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
    }

    /// Throws what was found, if anything was.
    func throwIfAny() throws(ChecklistError) {
        guard !diagnostics.isEmpty else { return }
        let sorted = diagnostics.enumerated().sorted { a, b in
            (a.element.line, a.element.column, a.offset) < (b.element.line, b.element.column, b.offset)
        }
        throw .mistakes(sorted.prefix(Findings.limit).map(\.element))
    }

    /// The error for a mistake that ends the reading.
    func failure(
        _ position: YAMLNode.Position, _ message: String, hint: String? = nil
    ) -> ChecklistError {
        .mistakes([diagnostic(position, message, hint)])
    }

    private func diagnostic(_ position: YAMLNode.Position, _ message: String, _ hint: String?) -> Diagnostic {
        Diagnostic(
            path: path, line: position.line, column: position.column, message: Findings.printable(message),
            hint: hint.map(Findings.printable))
    }

    /// What a file says may be long, and may hold what moves a cursor.
    private static func printable(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(400).map { scalar -> Unicode.Scalar in
            scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
