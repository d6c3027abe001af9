import LineEditor
import Qualification
import Workspace

/// Shows mistakes in files as a compiler does: the place, the line, and a caret under the column.
struct DiagnosticWording {
    /// The columns there are.
    var width = 80

    /// The lines of one diagnostic.
    func block(_ diagnostic: Diagnostic) -> [ScreenLine] {
        let severity = ScreenLine(
            "\(diagnostic.severity.rawValue):", diagnostic.severity == .error ? .bad : .weak)
        var lines: [ScreenLine] = [
            "\(diagnostic.path):\(diagnostic.line):\(diagnostic.column): \(severity) \(diagnostic.message) "
                + ScreenLine("[\(diagnostic.code.rawValue)]", .quiet)
        ]
        lines += excerpt(diagnostic)
        if let hint = diagnostic.hint { lines.append("  hint: \(hint)") }
        return lines
    }

    /// What was looked at and what was found in it, in one line.
    func summary(_ files: [LintedFile]) -> ScreenLine {
        let diagnostics = files.flatMap(\.diagnostics)
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        let looked = ValueWording.count(files.count, "file", "files")
        let found = [
            errors > 0 ? ValueWording.count(errors, "error", "errors") : nil,
            warnings > 0 ? ValueWording.count(warnings, "warning", "warnings") : nil,
        ]
        .compactMap(\.self)
        if found.isEmpty { return "\(looked): nothing to mend." }
        let isCut = files.contains { $0.diagnostics.count == LintedFile.mostDiagnostics }
        let more = isCut ? " There may be more: \(LintedFile.mostDiagnostics) are told of a file." : ""
        return "\(looked): \(found.joined(separator: " and ")).\(more)"
    }

    /// A diagnostic as data.
    static func json(_ diagnostic: Diagnostic) -> JSONValue {
        [
            "path": .string(diagnostic.path), "line": .integer(Int64(diagnostic.line)),
            "column": .integer(Int64(diagnostic.column)), "severity": .string(diagnostic.severity.rawValue),
            "code": .string(diagnostic.code.rawValue), "message": .string(diagnostic.message),
            "hint": diagnostic.hint.map { .string($0) } ?? .null,
        ]
    }

    // MARK: The line and the caret

    private static let indentation = "    "

    /// The line and under it the caret; of a long line the part around the caret.
    private func excerpt(_ diagnostic: Diagnostic) -> [ScreenLine] {
        guard let excerpt = diagnostic.excerpt else { return [] }
        let cells = excerpt.text.unicodeScalars.map { Cell($0) }
        let caret = max(0, diagnostic.column - 1 - excerpt.offset)
        let room = max(20, min(width, 80) - DiagnosticWording.indentation.count)
        let window = window(of: cells, around: min(caret, cells.count), room: room)
        let isCutBefore = window.lowerBound > 0 || excerpt.offset > 0
        let isCutBehind = window.upperBound < cells.count || excerpt.isCut
        let text = cells[window].map(\.text).joined()
        let before = cells[window.lowerBound..<min(caret, window.upperBound)].reduce(0) { $0 + $1.columns }
        let spaces = String(
            repeating: " ", count: before + (isCutBefore ? 1 : 0) + max(0, caret - cells.count))
        let indentation = DiagnosticWording.indentation
        return [
            "\(indentation)\(isCutBefore ? "…" : "")\(text)\(isCutBehind ? "…" : "")",
            "\(indentation)\(spaces)" + ScreenLine("^", .strong),
        ]
    }

    /// The cells to show: the whole line where there is room, else two thirds of it before the caret.
    private func window(of cells: [Cell], around caret: Int, room: Int) -> Range<Int> {
        if cells.reduce(0, { $0 + $1.columns }) <= room { return cells.startIndex..<cells.endIndex }
        // One column at either end is for the sign that something is missing.
        let room = room - 2
        var (low, high) = (caret, caret)
        var used = 0
        while low > 0, used + cells[low - 1].columns <= room * 2 / 3 {
            low -= 1
            used += cells[low].columns
        }
        while high < cells.count, used + cells[high].columns <= room {
            used += cells[high].columns
            high += 1
        }
        while low > 0, used + cells[low - 1].columns <= room {
            low -= 1
            used += cells[low].columns
        }
        return low..<high
    }

    /// A character of the line as it is shown, with the columns that it takes.
    private struct Cell {
        var text: String
        var columns: Int

        init(_ scalar: Unicode.Scalar) {
            text = Sanitiser.visible(String(scalar))
            columns = DisplayWidth.columns(of: text)
        }
    }
}
