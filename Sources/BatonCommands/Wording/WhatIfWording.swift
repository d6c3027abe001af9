import Qualification
import Workspace

/// What other rules would make of past calls, for a sales manager and as data.
struct WhatIfWording {
    /// A checklist that calls were made under, and how far answers to it reach.
    struct Source {
        var stamp: CallRecord.ChecklistStamp
        var calls: Int
        /// Whether its text is still there.
        var isKept: Bool
        var reach: Reach
    }

    var loaded: LoadedChecklist
    var since: LocalDay?
    var until: LocalDay?
    var outcome: WhatIfRun.Outcome
    /// How many kinds of moves are shown.
    var limit: Int
    var listsCalls: Bool
    var sources: [Source]

    private var report: WhatIfReport { outcome.report }
    private var checklist: Checklist { loaded.checklist }
    private var name: String { "\(checklist.name) \(checklist.version)" }

    /// Percentages say less than nothing of a handful.
    private static let fewestForPercent = 12

    // MARK: The screen

    var lines: [ScreenLine] {
        guard !report.isEmpty || !outcome.problems.isEmpty else { return ["No calls."] }
        return [headlines, table, moves, reach, leftOut].filter { !$0.isEmpty }
            .reduce(into: []) { lines, part in lines += lines.isEmpty ? part : [""] + part }
    }

    private var headlines: [ScreenLine] {
        guard report.decided > 0 else { return ["Under \(name) there is nothing to decide again."] }
        let all = calls(report.decided)
        var lines: [ScreenLine] = [
            report.moved == 0 && report.openCalls == 0
                ? "Under \(name, .strong), \(report.decided == 1 ? "the one call" : "all \(all)") would end as before."
                : "Under \(name, .strong), \(number(report.moved), .strong) of \(all) would end otherwise."
        ]
        if report.openCalls > 0 {
            let rest = report.decided - report.openCalls - report.moved
            lines.append(
                "Of \(number(report.openCalls)) it cannot be said: what it needs was never asked. \(number(rest)) \(rest == 1 ? "stays as it is" : "stay as they are")."
            )
        }
        return lines
    }

    private var table: [ScreenLine] {
        guard report.decided > 0 else { return [] }
        let verdicts = Verdict.allCases.filter { report.before[$0] != nil || report.after[$0] != nil }
        var rows = verdicts.map { verdict in
            (
                ValueWording.verdict(verdict), share(report.before[verdict] ?? 0),
                share(report.after[verdict] ?? 0)
            )
        }
        if report.openCalls > 0 { rows.append(("cannot be said", "", share(report.openCalls))) }
        let wide = max(rows.map { max($0.1.count, $0.2.count) }.max() ?? 0, 6)
        let heading = ScreenLine("  \(left("", 16))\(right("then", wide))    \(right("now", wide))", .quiet)
        return [heading]
            + rows.map { "  \(left($0.0, 16))\(right($0.1, wide))    \(right($0.2, wide))" }
    }

    /// A count, with the percentage beside it where there is enough to take one of.
    private func share(_ count: Int) -> String {
        guard report.decided >= WhatIfWording.fewestForPercent else { return number(count) }
        let percent = (Double(count) * 100 / Double(report.decided)).rounded()
        return "\(number(count)) \(right("\(Int(percent)) %", 5))"
    }

    private var moves: [ScreenLine] {
        guard report.moved > 0 else { return [] }
        if listsCalls { return [ScreenLine("Calls that would end otherwise", .strong)] + movedCalls }
        let sorted = sortedMoves
        let shown = sorted.prefix(limit)
        let wide = max(shown.map { number($0.group.count).count }.max() ?? 0, 4)
        let change = shown.map { arrow($0.move.from, $0.move.to).count }.max() ?? 0
        var lines: [ScreenLine] = [ScreenLine("What moves them", .strong)]
        for (move, group) in shown {
            lines.append(
                "  \(right(number(group.count), wide))  \(left(arrow(move.from, move.to), change))  \(text(move.rule))"
            )
            let more = group.count > group.latest.count ? ", …" : ""
            let ids = group.latest.prefix(2).joined(separator: ", ")
            lines.append(
                ScreenLine(
                    "\(left("", wide + 4))\(ids)\(group.latest.count > 2 || !more.isEmpty ? ", …" : "")",
                    .quiet))
        }
        let rest = sorted.dropFirst(limit).reduce(0) { $0 + $1.group.count }
        if rest > 0 {
            lines.append(
                ScreenLine(
                    "  \(right(number(rest), wide))  in \(sorted.count - shown.count) more ways; --limit \(sorted.count) shows them",
                    .quiet))
        }
        return lines
    }

    private var movedCalls: [ScreenLine] {
        let change = outcome.moved.map { arrow($0.before, $0.after).count }.max() ?? 0
        return outcome.moved.map { call in
            "  \(call.id)  \(left(arrow(call.before, call.after), change))  \(text(call.rule))"
        }
    }

    private var reach: [ScreenLine] {
        var lines: [ScreenLine] = []
        for source in sources {
            let needed = source.reach.answered.count + source.reach.unanswered.count
            let from = "\(source.stamp.name) \(source.stamp.version), \(calls(source.calls))"
            guard source.isKept else {
                lines.append("  \(from): its text is lost; answers go by their keys alone")
                continue
            }
            if source.reach.unanswered.isEmpty { continue }
            lines.append(
                "  \(from): it asks for \(source.reach.answered.count) of the \(needed) answers needed")
            lines.append(
                ScreenLine("    never asked: \(list(source.reach.unanswered.map(\.description)))", .quiet))
            if !source.reach.elementsNotReached.isEmpty {
                lines.append(
                    ScreenLine("    nothing on: \(list(source.reach.elementsNotReached))", .quiet))
            }
        }
        if !report.leftOver.isEmpty {
            let questions = counted(report.leftOver).map { "\($0.question) (\(number($0.calls)))" }
            let more = questions.count > 3 ? " and \(questions.count - 3) more" : ""
            lines.append(
                ScreenLine(
                    "    answers without a place there: \(list(Array(questions.prefix(3))))\(more)", .quiet))
        }
        return lines.isEmpty ? [] : [ScreenLine("How far the answers reach", .strong)] + lines
    }

    private var leftOut: [ScreenLine] {
        var lines: [ScreenLine] = []
        let byRep = report.callsDecidedByRep
        if byRep > 0 {
            lines.append(
                "  \(calls(byRep)) that the rep decided; the rules would now say the same of \(number(report.agreeingWithRep))"
            )
        }
        if report.noContact > 0 { lines.append("  \(calls(report.noContact)) in which nobody was reached") }
        if report.unfinished > 0 { lines.append("  \(calls(report.unfinished)) without a verdict yet") }
        let unreadable = outcome.problems.count
        if unreadable > 0 {
            lines.append(
                "  \(ValueWording.count(unreadable, "file", "files")) that cannot be read, named above")
        }
        if report.erasedLeads > 0, !checklist.stops.isEmpty {
            lines.append(
                "  knock-outs on the lead, for \(calls(report.erasedLeads)) with people who were forgotten")
        }
        return lines.isEmpty ? [] : [ScreenLine("Left out", .strong)] + lines
    }

    // MARK: Words

    private func text(_ rule: DecidingRule) -> String {
        switch rule {
        case .leadStop(let facts, let reason):
            "knock-out on \(facts.map(\.rawValue).joined(separator: ", ")): \(reason)"
        case .stop(let question, let reason): "knock-out on \(question): \(reason)"
        case .confirm: "\(checklist.decision.confirm) at their bar, required grades reached"
        case .lost(let element, let reason): "\(element) is against: \(reason)"
        case .required(let element): "\(element) must reach \(required(element))"
        case .missing(let more): "\(more) more must reach \(more == 1 ? "its" : "their") bar"
        }
    }

    private func required(_ element: String) -> String {
        checklist.element(element).map { "\($0.required.rawValue)" } ?? "its grade"
    }

    private func arrow(_ from: Verdict, _ to: Verdict) -> String {
        "\(ValueWording.verdict(from)) → \(ValueWording.verdict(to))"
    }

    private func calls(_ count: Int) -> String { count == 1 ? "1 call" : "\(number(count)) calls" }

    private func number(_ count: Int) -> String { ValueWording.number(Double(count)) }

    private func list(_ items: [String]) -> String { items.joined(separator: ", ") }

    private func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    // MARK: Order

    /// The most frequent first.
    private var sortedMoves: [(move: WhatIfReport.Move, group: WhatIfReport.Group)] {
        report.moves.map { (move: $0.key, group: $0.value) }.sorted { a, b in
            if a.group.count != b.group.count { return a.group.count > b.group.count }
            return sortKey(a.move).lexicographicallyPrecedes(sortKey(b.move))
        }
    }

    private func sortKey(_ move: WhatIfReport.Move) -> [String] {
        [move.from.rawValue, move.to.rawValue, text(move.rule)]
    }

    private func counted(_ counts: [QuestionKey: Int]) -> [(question: String, calls: Int)] {
        counts.map { (question: $0.key.description, calls: $0.value) }
            .sorted { ($1.calls, $0.question) < ($0.calls, $1.question) }
    }

    // MARK: Data

    var json: JSONValue {
        [
            "checklist": [
                "name": .string(checklist.name), "version": .string(checklist.version),
                "sha256": .string(loaded.sha256),
            ],
            "since": JSONValue(since?.description), "until": JSONValue(until?.description),
            "decided": JSONValue(report.decided), "moved": JSONValue(report.moved),
            "cannotBeSaid": JSONValue(report.openCalls),
            "verdicts": .array(
                Verdict.allCases.filter { $0 != .noContact }.map { verdict in
                    [
                        "verdict": .string(verdict.rawValue), "then": JSONValue(report.before[verdict] ?? 0),
                        "now": JSONValue(report.after[verdict] ?? 0),
                        "cannotBeSaid": JSONValue(report.open[verdict] ?? 0),
                    ]
                }),
            "moves": .array(sortedMoves.map { json($0.move, $0.group) }),
            "calls": listsCalls ? .array(outcome.moved.map(json)) : .null,
            "checklists": .array(sources.map(json)), "neverAsked": json(report.neverAsked),
            "withoutPlace": json(report.leftOver),
            "decidedByRep": [
                "calls": JSONValue(report.callsDecidedByRep), "moved": JSONValue(report.movedProposals),
                "agreeing": JSONValue(report.agreeingWithRep),
                "verdicts": .object(
                    Dictionary(
                        uniqueKeysWithValues: report.decidedByRep.map {
                            ($0.key.rawValue, JSONValue($0.value))
                        })),
            ],
            "noContact": JSONValue(report.noContact), "unfinished": JSONValue(report.unfinished),
            "erasedLeads": JSONValue(report.erasedLeads),
            "unreadable": JSONValue(outcome.problems.map(\.path)),
        ]
    }

    private func json(_ move: WhatIfReport.Move, _ group: WhatIfReport.Group) -> JSONValue {
        var members = rule(move.rule)
        members["from"] = .string(move.from.rawValue)
        members["to"] = .string(move.to.rawValue)
        members["calls"] = JSONValue(group.count)
        members["latest"] = JSONValue(group.latest)
        return .object(members)
    }

    private func json(_ call: RedecidedCall) -> JSONValue {
        var members = rule(call.rule)
        members["id"] = .string(call.id)
        members["from"] = .string(call.before.rawValue)
        members["to"] = .string(call.after.rawValue)
        return .object(members)
    }

    private func rule(_ rule: DecidingRule) -> [String: JSONValue] {
        [
            "rule": .string(rule.rule.rawValue), "element": JSONValue(rule.element),
            "question": JSONValue(rule.question?.description), "reason": JSONValue(rule.reason?.description),
            "text": .string(text(rule)),
        ]
    }

    private func json(_ source: Source) -> JSONValue {
        [
            "name": .string(source.stamp.name), "version": .string(source.stamp.version),
            "sha256": .string(source.stamp.sha256), "calls": JSONValue(source.calls),
            "kept": .bool(source.isKept), "asked": JSONValue(source.reach.answered.map(\.description)),
            "neverAsked": JSONValue(source.reach.unanswered.map(\.description)),
            "elementsNotReached": JSONValue(source.reach.elementsNotReached),
        ]
    }

    private func json(_ counts: [QuestionKey: Int]) -> JSONValue {
        .array(counted(counts).map { ["question": .string($0.question), "calls": JSONValue($0.calls)] })
    }
}
