import Workspace

/// What forgetting a person came to; nothing in it names them.
enum ForgettingWording {
    static func lines(_ result: ForgettingResult) -> [ScreenLine] {
        guard result.foundAnything else { return unreadable(result, "not searched") }
        var lines: [ScreenLine] = [
            "Erased: \(ValueWording.count(result.leadLines, "lead line", "lead lines")), \(ValueWording.count(result.records.count, "record", "records")), \(ValueWording.count(result.feedback.count, "feedback message", "feedback messages")), \(ValueWording.count(result.acceptances.count, "acceptance", "acceptances")), \(ValueWording.count(result.rejectedRows, "rejected row", "rejected rows")), \(ValueWording.count(result.mentions, "mention", "mentions")) elsewhere."
        ]
        if !result.records.isEmpty { lines.append("  What reports need stays under \(result.pseudonym).") }
        if !result.told.isEmpty {
            lines.append(
                ScreenLine(
                    "  Marketing was sent messages about them: have them erased at \(result.told.joined(separator: ", ")) too.",
                    .weak))
        }
        lines += unreadable(result, "not erased")
        lines += result.inUse.map {
            ScreenLine("  left as it is, the call is open: \($0)", .bad)
        }
        lines += trace(result.trace)
        if result.isToBeGoneOnWith {
            lines.append("  Run the same command again when that is put right: it goes on where it stopped.")
        }
        return lines
    }

    private static func unreadable(_ result: ForgettingResult, _ what: String) -> [ScreenLine] {
        result.unreadable.map { ScreenLine("  \(what): \(ErrorWording.text($0))", .bad) }
    }

    private static func trace(_ trace: TraceReport) -> [ScreenLine] {
        var lines = trace.leftOut.map { left -> ScreenLine in
            let why = left.reason == .shared ? "others have it as well" : "too short to search for"
            return ScreenLine("  not searched for: \(left.count) \(left.kind.rawValue), \(why)", .quiet)
        }
        lines += trace.found.map { found in
            let kinds = found.kinds.map(\.rawValue).sorted().joined(separator: ", ")
            return ScreenLine("  still in \(found.path): \(kinds)", .bad)
        }
        lines += trace.notSearched.map { ScreenLine("  not searched: \($0.path)", .weak) }
        if trace.isProof {
            lines.append(
                "  Searched \(ValueWording.count(trace.files, "file", "files")) of the workspace: nothing is left."
            )
        }
        return lines
    }

    static func json(_ result: ForgettingResult) -> JSONValue {
        [
            "leads": JSONValue(result.leadLines), "records": JSONValue(result.records),
            "feedback": JSONValue(result.feedback), "acceptances": JSONValue(result.acceptances),
            "rejectedRows": JSONValue(result.rejectedRows),
            "mentions": JSONValue(result.mentions), "pseudonym": .string(result.pseudonym),
            "told": JSONValue(result.told), "searched": JSONValue(result.trace.files),
            "proven": .bool(result.isProven),
            "left": JSONValue(result.trace.found.map(\.path)),
            "notSearched": JSONValue(result.trace.notSearched.map(\.path)),
        ]
    }
}
