/// What is wrong in a file that people write, at the place where they have to mend it.
package struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    package enum Severity: String, Sendable {
        /// The file cannot be used, or a rule in it means nothing.
        case error
        /// It may be meant.
        case warning
    }

    /// The line that a diagnostic is about, or of a long one the part around it.
    package struct Excerpt: Hashable, Sendable {
        package var text: String
        /// How many Unicode scalars of the line stand before it.
        package var offset: Int
        /// Whether the line goes on behind it.
        package var isCut: Bool

        package init(text: String, offset: Int = 0, isCut: Bool = false) {
            self.text = text
            self.offset = offset
            self.isCut = isCut
        }
    }

    /// The file as it was named to the reader.
    package var path: String
    /// Counted from 1.
    package var line: Int
    /// Counted from 1, in Unicode scalars.
    package var column: Int
    package var code: DiagnosticCode
    package var message: String
    /// What would mend it, where that is known.
    package var hint: String?
    /// Nil where the file is no text.
    package var excerpt: Excerpt?

    package init(
        path: String, line: Int, column: Int, code: DiagnosticCode, message: String, hint: String? = nil,
        excerpt: Excerpt? = nil
    ) {
        self.path = path
        self.line = line
        self.column = column
        self.code = code
        self.message = message
        self.hint = hint
        self.excerpt = excerpt
    }

    package var severity: Severity { code.severity }

    /// For example `checklists/bant.yaml:4:5: unknown key 'barr'; did you mean 'bar'?`.
    package var description: String {
        "\(path):\(line):\(column): \(message)" + (hint.map { "; \($0)" } ?? "")
    }
}
