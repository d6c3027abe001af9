import Qualification
import Workspace

/// The checklists as a table and as data.
struct ChecklistListWording {
    var listings: [ChecklistLibrary.Listing]
    /// The one that calls are made under.
    var standard: ChecklistText?

    func lines(width: Int) -> [ScreenLine] {
        var table = Table()
        var unreadable: [ScreenLine] = []
        for listing in listings {
            switch listing.result {
            case .success(let loaded): table.add(cells(listing, loaded.checklist))
            case .failure(let error): unreadable.append(line(listing, error))
            }
        }
        return table.lines(width: width) + unreadable
    }

    private func cells(_ listing: ChecklistLibrary.Listing, _ checklist: Checklist) -> [ScreenLine] {
        let needed = checklist.neededQuestions
        return [
            ScreenLine(listing.name, .strong), "\(checklist.version)",
            "\(checklist.decision.confirm) of \(checklist.elements.count(where: \.counts))",
            "\(ValueWording.count(checklist.elements.count, "element", "elements"))",
            "\(ValueWording.count(needed, "question", "questions")) needed",
            isStandard(listing) ? ScreenLine("default", .good) : "",
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
