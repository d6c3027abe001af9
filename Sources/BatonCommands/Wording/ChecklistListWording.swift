import LineEditor
import Qualification
import Workspace

/// The checklists as a table and as data.
struct ChecklistListWording {
    var listings: [ChecklistLibrary.Listing]
    /// The one that calls are made under.
    var standard: ChecklistText?

    func lines(width: Int) -> [ScreenLine] {
        var rows: [[ScreenLine]] = []
        var unreadable: [ScreenLine] = []
        for listing in listings {
            switch listing.result {
            case .success(let loaded): rows.append(cells(listing, loaded.checklist))
            case .failure(let error): unreadable.append(line(listing, error))
            }
        }
        return ChecklistListWording.table(rows, width: width) + unreadable
    }

    /// A table, or where there is no room for one a few lines each: a name cut short cannot be typed.
    private static func table(_ rows: [[ScreenLine]], width: Int) -> [ScreenLine] {
        var table = Table()
        for row in rows { table.add(row) }
        let lines = table.lines(width: .max)
        if lines.allSatisfy({ DisplayWidth.columns(of: $0.plain) <= width }) { return lines }
        return rows.flatMap { cells in
            [
                cells.prefix(3).filter { !$0.isEmpty }.joined(separator: "  "),
                "  " + cells.dropFirst(3).map(held).joined(separator: "  "),
            ]
        }
    }

    /// The same words, which stay on one line.
    private static func held(_ cell: ScreenLine) -> ScreenLine {
        var cell = cell
        for index in cell.spans.indices {
            cell.spans[index].text = cell.spans[index].text.replacing(" ", with: "\u{A0}")
        }
        return cell
    }

    private func cells(_ listing: ChecklistLibrary.Listing, _ checklist: Checklist) -> [ScreenLine] {
        [
            ScreenLine(listing.name, .strong), "\(checklist.version)",
            isStandard(listing) ? ScreenLine("default", .good) : "",
            "confirm \(checklist.decision.confirm) of \(checklist.elements.count(where: \.counts))",
            "\(ValueWording.count(checklist.elements.count, "element", "elements"))",
            "\(ValueWording.count(checklist.neededQuestions, "question", "questions"))",
            ScreenLine(place(listing), .quiet),
        ]
    }

    private func line(_ listing: ChecklistLibrary.Listing, _ error: ChecklistError) -> ScreenLine {
        let name = listing.path.map(ChecklistListWording.stem) ?? listing.name
        return ScreenLine(listing.name, .strong) + "  " + ScreenLine("does not read", .bad)
            + "  \(ChecklistListWording.first(error))  ·  baton checklist lint \(name)"
    }

    /// Where the file is, by its name; what the program brings along has none.
    private func place(_ listing: ChecklistLibrary.Listing) -> String {
        listing.path.map(ChecklistListWording.fileName) ?? "built in"
    }

    private func isStandard(_ listing: ChecklistLibrary.Listing) -> Bool {
        guard let standard, standard.path == listing.path else { return false }
        if standard.path != nil { return true }
        return (try? listing.result.get())?.bytes == standard.bytes
    }

    /// The first mistake, by line and column; its file stands beside it.
    private static func first(_ error: ChecklistError) -> String {
        guard let first = error.diagnostics.first else { return error.description }
        let more = error.diagnostics.count - 1
        return "\(fileName(first.path)):\(first.line):\(first.column): \(first.message)"
            + (more > 0 ? " (and \(more) more)" : "")
    }

    private static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func stem(_ path: String) -> String {
        let name = fileName(path)
        return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
    }

    var json: JSONValue { .array(listings.map(json)) }

    private func json(_ listing: ChecklistLibrary.Listing) -> JSONValue {
        let loaded = try? listing.result.get()
        let checklist = loaded?.checklist
        var mistakes: JSONValue = .array([])
        if case .failure(let error) = listing.result {
            let told = error.diagnostics.map(\.description)
            mistakes = JSONValue(told.isEmpty ? [error.description] : told)
        }
        return [
            "name": .string(listing.name), "version": JSONValue(checklist?.version),
            "about": JSONValue(checklist?.about), "elements": JSONValue(checklist?.elements.count),
            "counting": JSONValue(checklist?.elements.count(where: \.counts)),
            "confirm": JSONValue(checklist?.decision.confirm),
            "questions": JSONValue(checklist?.questions.count),
            "needed": JSONValue(checklist?.neededQuestions),
            "default": .bool(isStandard(listing)), "builtIn": .bool(listing.path == nil),
            "path": JSONValue(listing.path), "sha256": JSONValue(loaded?.sha256), "mistakes": mistakes,
        ]
    }
}

extension Checklist {
    /// How many questions the decision cannot do without.
    fileprivate var neededQuestions: Int {
        elements.filter(\.counts).flatMap(\.questions).count { !$0.isOptional }
    }
}
