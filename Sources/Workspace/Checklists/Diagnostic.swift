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
