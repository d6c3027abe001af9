import LineEditor
import Qualification
import Workspace

/// Lines that were found, as text and as data.
enum FindWording {
    // MARK: Text

    static func lines(_ found: FoundLines, width: Int) -> [ScreenLine] {
        guard !found.lines.isEmpty else { return ["Nothing found."] }
        var lines: [ScreenLine] = []
        for line in found.lines {
            lines.append(headline(line, width: width))
            lines.append(said(line, width: width))
        }
        if let rest = rest(found) { lines.append(rest) }
        return lines
    }

    private static func headline(_ found: FoundLine, width: Int) -> ScreenLine {
        let day = found.utcOffset.day(of: found.startedAt)
        let verdict = found.verdict.map(ValueWording.verdict) ?? "open or paused"
        let tail: ScreenLine =
            "  \(verdict)  \(found.rep)  " + ScreenLine(String(found.call.suffix(8)), .quiet)
        let head: ScreenLine = "\(day)  "
        var who = found.leadDisplayName
        if found.leadName != nil, let company = found.leadCompany { who += ", \(company)" }
        let room = max(12, width - DisplayWidth.columns(of: head.plain + tail.plain))
        return head + ScreenLine(DisplayWidth.truncated(Sanitiser.visible(who), to: room), .strong) + tail
    }

    private static func said(_ found: FoundLine, width: Int) -> ScreenLine {
        let line = found.line
        var label = line.question?.description ?? name(line.kind)
        if line.question != nil, line.kind == .earlierAnswer || line.kind == .quote {
            label += " (\(name(line.kind)))"
        }
        let head: ScreenLine = "    " + ScreenLine(label, .quiet) + "  "
        let room = max(20, width - DisplayWidth.columns(of: head.plain))
        return head + Excerpt(line.text, marking: found.places).line(width: room)
    }

    private static func name(_ kind: CallLine.Kind) -> String {
        switch kind {
        case .answer: "answer"
        case .earlierAnswer: "answered before"
        case .quote: "quote"
        case .note: "note"
        case .nextStep: "next step"
        case .reason: "reason"
        case .override: "override"
        case .attempt: "attempt"
        }
    }

    private static func rest(_ found: FoundLines) -> ScreenLine? {
        if found.isCutShort {
            return ScreenLine(
                "\(found.lines.count) of more than \(found.count) lines: the best of the \(found.count) newest; more words, --since or --rep say which",
                .quiet)
        }
        guard found.count > found.lines.count else { return nil }
        return ScreenLine("\(found.lines.count) of \(found.count) lines; more with --limit", .quiet)
    }

    // MARK: Data

    static func json(_ found: FoundLines) -> JSONValue {
        [
            "found": JSONValue(found.count), "cutShort": .bool(found.isCutShort),
            "lines": .array(found.lines.map(json)),
        ]
    }

    private static func json(_ found: FoundLine) -> JSONValue {
        [
            "call": .string(found.call), "kind": .string(found.line.kind.name),
            "lead": [
                "id": .string(found.leadID), "name": JSONValue(found.leadName),
                "email": JSONValue(found.leadEmail), "company": JSONValue(found.leadCompany),
            ],
            "question": JSONValue(found.line.question?.description), "rep": .string(found.rep),
            "startedAt": .string(found.startedAt.rfc3339), "text": .string(found.line.text),
            "verdict": JSONValue(found.verdict?.rawValue),
        ]
    }

    // MARK: Mistakes

    static func failure(_ problem: SearchQuery.Problem, _ words: [String]) -> Failure {
        switch problem {
        case .noWords:
            Failure(
                .usage, "baton: there is no letter and no digit in “\(words.joined(separator: " "))”",
                "  baton find looks for words: baton find overtime")
        case .tooManyWords(let limit):
            Failure(.usage, "baton: these are more than the \(limit) words that can be looked for at once")
        }
    }
}
