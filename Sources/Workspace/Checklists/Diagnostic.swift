/// A mistake in a file that people write, at the place where they have to mend it.
package struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named to the reader.
    package var path: String
    /// Counted from 1.
    package var line: Int
    /// Counted from 1, in Unicode scalars.
    package var column: Int
    package var message: String
    /// What would mend it, where that is known.
    package var hint: String?

    package init(path: String, line: Int, column: Int, message: String, hint: String? = nil) {
        self.path = path
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }

    /// For example `checklists/bant.yaml:4:5: unknown key 'barr'; did you mean 'bar'?`.
    package var description: String {
        "\(path):\(line):\(column): \(message)" + (hint.map { "; \($0)" } ?? "")
    }
}

/// Why a checklist, the reasons or the settings could not be had.
package enum ChecklistError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong in a file, in the order of the lines; never empty.
    case mistakes([Diagnostic])
    /// No checklist has this name; `available` are those that there are.
    case noSuchChecklist(name: String, available: [String])
    /// Several files answer to this name.
    case ambiguousName(name: String, paths: [String])
    /// A folder, a device or a symbolic link stands where a file should.
    case notAFile(path: String)
    /// The system refused; `code` is its errno.
    case unreadable(path: String, code: Int32)

    /// The mistakes in a file; empty for the other cases.
    package var diagnostics: [Diagnostic] {
        if case .mistakes(let diagnostics) = self { diagnostics } else { [] }
    }

    /// One line, or one a mistake.
    package var description: String {
        switch self {
        case .mistakes(let diagnostics):
            diagnostics.map(\.description).joined(separator: "\n")
        case .noSuchChecklist(let name, let available):
            "no checklist is called '\(name)'; there are: \(available.joined(separator: ", "))"
        case .ambiguousName(let name, let paths):
            "more than one checklist is called '\(name)': \(paths.joined(separator: ", "))"
        case .notAFile(let path):
            "\(path): not a plain file; links are not followed"
        case .unreadable(let path, let code):
            "\(path): cannot be read: \(TextFile.explanation(of: code))"
        }
    }
}

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
        let diagnostic = Diagnostic(
            path: path, line: position.line, column: position.column, message: message, hint: hint)
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
        .mistakes([
            Diagnostic(
                path: path, line: position.line, column: position.column, message: message, hint: hint)
        ])
    }
}
