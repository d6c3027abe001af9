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
