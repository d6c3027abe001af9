internal import Qualification

/// A checklist of one's own, begun as a copy of another one.
package struct ChecklistCopy: Sendable {
    /// The name that the new one gives itself.
    package let name: String
    /// The name of its file, without the ending.
    package let stem: String

    /// Why a name does not do.
    package enum NameProblem: Error, Hashable, Sendable {
        case noLetters
        case tooLong(limit: Int)
        /// It cannot be a file name, or cannot be typed.
        case characters(suggestion: String?)
        /// It means another file.
        case reserved(suggestion: String)
    }

    /// Longer ones are not typed, and break the lines of a listing.
    private static let longestName = 60

    package init(name: String) throws(NameProblem) {
        let name = name.onOneLine
        guard name.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else { throw .noLetters }
        guard name.count <= ChecklistCopy.longestName else {
            throw .tooLong(limit: ChecklistCopy.longestName)
        }
        let stem = ChecklistCopy.stem(name)
        let isTypable = name.unicodeScalars.allSatisfy { scalar in
            ChecklistCopy.isLetterOrDigit(scalar) || " -_.+&".unicodeScalars.contains(scalar)
        }
        let bare = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
        guard isTypable, !bare, let first = name.unicodeScalars.first, ChecklistCopy.isLetterOrDigit(first)
        else {
            throw .characters(suggestion: stem.isEmpty ? nil : stem)
        }
        guard "\(stem).yaml" != BuiltInChecklists.reasonsFile, stem != "used" else {
            throw .reserved(suggestion: "\(stem)-checklist")
        }
        self.name = name
        self.stem = stem
    }

    package var fileName: String { "\(stem).yaml" }

    /// Small letters, digits and hyphens, as files in the folder are called.
    private static func stem(_ name: String) -> String {
        var name = name.lowercased()
        for ending in [".yaml", ".yml"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
        let letters = name.unicodeScalars.map { isLetterOrDigit($0) ? Character($0) : "-" }
        return String(letters).split(separator: "-").joined(separator: "-")
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
    }

    // MARK: The text

    /// The version that a checklist begins with.
    package static let version = "0.1.0"

    /// The source's text under the new name, with comments that teach the format where a key first appears.
    ///
    /// Nil where the text is written so that it cannot be copied line by line. What comes back means the same as
    /// the source, name and version aside.
    package func text(from source: LoadedChecklist) -> [UInt8]? {
        guard let root = try? YAMLParser.parse(source.bytes, findings: Findings(path: "")),
            case .mapping(let pairs) = root.content,
            var lines = ChecklistCopy.lines(source.bytes),
            let name = pairs.firstIndex(where: { $0.key == "checklist" }),
            let version = pairs.firstIndex(where: { $0.key == "version" })
        else { return nil }
        var lessons = ChecklistLessons()
        lessons.look(at: root, as: .checklist)
        let known = Set(lines.map(\.trimmed))
        // From the bottom up, so that the line numbers above stay true.
        let comments = lessons.found.sorted { $0.position > $1.position }
        let replaced = [
            (pairs[name].position.line, "checklist: \(ChecklistCopy.scalar(self.name))"),
            (pairs[version].position.line, "version: \(ChecklistCopy.version)"),
        ]
        for (line, text) in replaced where lines.indices.contains(line - 1) { lines[line - 1] = text }
        for comment in comments {
            let index = comment.position.line - 1
            guard lines.indices.contains(index) else { continue }
            let before = lines[index].unicodeScalars.prefix(comment.position.column - 1)
            // Inside braces there is no room for a lesson.
            guard before.allSatisfy({ $0 == " " || $0 == "-" }), !known.contains("# \(comment.text[0])")
            else { continue }
            let indentation = String(repeating: " ", count: before.prefix { $0 == " " }.count)
            lines.insert(contentsOf: comment.text.map { "\(indentation)# \($0)" }, at: index)
        }
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        return means(bytes, source) ? bytes : nil
    }

    /// Whether a text is the source under the new name and version.
    private func means(_ bytes: [UInt8], _ source: LoadedChecklist) -> Bool {
        guard var copy = try? ChecklistReader.read(bytes, path: fileName, reasons: nil),
            copy.name == name, copy.version == ChecklistCopy.version
        else { return false }
        copy.name = source.checklist.name
        copy.version = source.checklist.version
        return copy == source.checklist
    }

    private static func lines(_ bytes: [UInt8]) -> [String]? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(
            String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// A name as YAML takes it for a text.
    private static func scalar(_ name: String) -> String {
        let isPlain =
            name.first?.isLetter == true && !name.contains(": ") && !name.contains(" #")
            && !["true", "false", "yes", "no", "null", "on", "off"].contains(name.lowercased())
        return isPlain ? name : "\"\(name)\""
    }
}
