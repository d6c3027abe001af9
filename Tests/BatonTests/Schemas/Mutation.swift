import Testing
import Workspace

/// A document that is as it should be but for one thing.
struct Mutation: Sendable {
    var schema: Schema
    /// What was changed, for people.
    var change: String
    var text: String
    var format: SchemaDocument.Format

    var name: String { "\(schema.rawValue): \(change)" }

    /// An example of the schema, with one value put in another's place.
    private static func set(_ path: String, _ value: JSONValue, example: Int = 0) -> Draft {
        Draft(path: path, value: value, example: example)
    }

    /// An example of the schema, without one value.
    private static func remove(_ path: String, example: Int = 0) -> Draft {
        Draft(path: path, value: nil, example: example)
    }

    private struct Draft {
        var path: String
        var value: JSONValue?
        var example: Int

        func mutation(of schema: Schema, examples: JSONValue?) throws -> Mutation {
            let example = try #require(
                examples?[example], "\(schema.rawValue) has no example \(example)")
            let keys = path.split(separator: ".").map(String.init)[...]
            let changed = try #require(
                example.replacing(keys, by: value), "\(schema.rawValue) has no \(path) in its example")
            try #require(changed != example, "\(schema.rawValue): \(path) is that already")
            let new = value.map { String(decoding: $0.encoded(.compact, newline: false), as: UTF8.self) }
            return Mutation(
                schema: schema, change: path + (new.map { " = \($0)" } ?? " is missing"),
                text: String(decoding: changed.encoded(.compact), as: UTF8.self), format: .json)
        }
    }

    /// Documents that a schema has to refuse.
    static let all: Result<[Mutation], any Error> = Result {
        try drafts.flatMap { schema, drafts in
            let examples = try JSONValue.parse(schema.bytes, limit: .max)["examples"]
            return try drafts.map { try $0.mutation(of: schema, examples: examples) }
        }
    }

    private static var drafts: [(Schema, [Draft])] {
        [
            (.call, call + callOutcome), (.feedback, feedback), (.acceptance, acceptance),
            (.handOffList, handOffList), (.lead, lead), (.calls, calls), (.find, find),
            (.leads, leads),
            (.import, imports), (.doctor, doctor), (.forget, forget), (.schemas, schemas),
            (.report, report), (.reportList, reportList),
            (.checklistList, checklistList), (.checklistShow, checklistShow), (.checklistDiff, checklistDiff),
            (.checklistLint, checklistLint), (.checklistWhatIf, checklistWhatIf), (.outbox, outbox),
            (.webhook, webhook), (.feedbackList, feedbackList), (.feedbackExport, feedbackExport),
            (.feedbackSend, feedbackSend),
        ]
    }

    private static var call: [Draft] {
        [
            remove("draft"), remove("outcome"), set("mood", "good"), set("schema", "baton.call/2"),
            set("id", "20261121T140322Z-jane.ortiz"), set("id", "20261121T140322Z-Jane0123"),
            set("id", "20261121T140322Z-7f3a9c2"), set("rep", ""), set("rep", nil),
            set("startedAt", "2026-11-21T14:03:22.51Z"), set("startedAt", "2026-11-21T14:03:22Z"),
            set("startedAt", "2026-11-21T15:03:22.512+01:00"), set("startedAt", "2026-13-21T14:03:22.512Z"),
            set("connectedAt", "just now"), set("utcOffset", "Z"), set("utcOffset", "+1:00"),
            set("utcOffset", "+25:00"), set("continues", "jane@acme.example"), set("draft", "half a"),
            set("endedAt", nil), set("outcome", nil), set("checklist.sha256", "309BA9"),
            remove("checklist.version"), set("lead.score", "72"), set("lead.score", 72.5),
            set("lead.extra", nil), set("lead.extra.Country", 47), remove("lead.campaign"),
            set("lead.mood", nil), set("lead.id", "jane\n@acme.example"), set("lead.id", ""),
            set("entries.0.kind", "anser"), set("entries.0.grade", 4), set("entries.0.grade", "2"),
            set("entries.0.against", nil), remove("entries.0.value"), remove("entries.0.value.upTo"),
            set("entries.0.value.kind", "cash"), set("entries.0.value.currency", "dollars"),
            set("entries.0.value.amount", "40k"),
            set("entries.0.value", ["kind": "person", "name": nil, "role": nil]),
            set("entries.0.value", ["kind": "choice", "key": "Two words"]),
            set("entries.0.question", "budget"),
            set("entries.0.seq", 0), set("entries.0.from", "jane"), remove("entries.1.from"),
            set("entries.1.grade", 2), set("entries.2.question", "need.pain"), remove("entries.2.from"),
            remove("entries.2.text"), set("entries.3.from", nil), set("entries.3.of", "3"),
            set("entries.4.value.precision", "decade"), set("entries.4.value.on", "2027-02-30"),
            set("entries.4.value.on", nil), set("entries.4.at", "2026-11-21T14:07:44.0181Z"),
            set("entries.2", ["seq": 3, "at": "2026-11-21T14:05:02.000Z", "from": nil, "kind": "mark"]),
            set(
                "entries.2",
                [
                    "seq": 3, "at": "2026-11-21T14:05:02.000Z", "from": nil, "kind": "next", "text": "",
                    "what": "",
                ]),
        ]
    }

    private static var callOutcome: [Draft] {
        [
            set("outcome.verdict", "won"), set("outcome.verdict", "sql"),
            set("outcome.verdict", "incomplete"),
            set("outcome.verdict", "no-contact"), set("outcome.proposed", nil),

            set("outcome.reason", nil), set("outcome.reason.code", "Timing"),
            set("outcome.reason.sub", "contract end"),
            set("outcome.reason.revisitOn", "2027-3-31"), set("outcome.reason.revisitOn", "2027-02-30"),
            remove("outcome.reason.note"), set("outcome.reason.mood", nil),
            set(
                "outcome.attempt",
                ["disposition": "voicemail", "spokeTo": nil, "note": nil, "callBackAt": nil]),
            remove("outcome.attempt"), remove("outcome.override"), set("outcome.decidedAt", nil),
            set("outcome.supersedes", "an earlier one"), set("outcome.elements.0.state", "maybe"),
            set("outcome.elements.0.bar", 0), set("outcome.elements.0.id", "Budget"),
            set("outcome.proof.0.rule", "because"), set("outcome.flip.0.change", "grade:4"),
            set("outcome.flip.0.to", "lost"), set("outcome.nextStep.on", "Tuesday"),
            remove("outcome.nextStep.on"),
        ]
    }

    private static var feedback: [Draft] {
        [
            remove("supersedes"), set("mood", nil), set("schema", "baton.call/1"), set("type", "lead.sql"),
            set("verdict", "sql"), set("verdict", "incomplete"), set("reason", nil), set("reason.code", ""),
            set("id", "jane-ortiz"), set("at", "2026-11-21T14:09:05.2Z"), set("lead.name", "Jane Ortiz"),
            remove("lead.company"), set("source.attempts", 0), set("source.attempts", -1),
            set("source.firstTouchAt", nil),
            set("source.mqlAt", nil),
            set("source.firstTouchInTime", nil), remove("source.threshold"), set("buyerWords", "locked in"),
            set("elements.0.bar", 2), set("elements.0.state", "lost"), set("action.who", ""),
            set("action.on", "soon"),
        ]
    }

    private static var acceptance: [Draft] {
        [
            remove("earlier"), remove("dueAt"), remove("note"), set("mood", nil),
            set("schema", "baton.acceptance/2"), set("call", "jane-ortiz"), set("decision", "maybe"),
            set("decision", "accepted"), set("reason", nil), set("reason.code", "No show"),
            remove("reason.note"), set("note", "twice"), set("by", ""), set("at", "2026-11-24"),
            set("lead.name", "Jane Ortiz"), set("earlier.0.decision", "rejected"),
            set("earlier.0.reason", ["code": "no-show", "note": nil]), remove("earlier.0.by"),
        ]
    }

    private static var handOffList: [Draft] {
        [
            remove("0.nextStep"), set("0.state", "lost"), set("0.state", "accepted"),
            set("0.state", "waiting"), set("0.by", nil), set("0.reason", nil), set("0.late", "no"),
            set("0.call", "7f3a9c2e"), set("0.nextStep.on", "Tuesday"), remove("0.lead.name"),
            set("1.state", "rejected"), set("1.by", "dana"), set("1.dueAt", nil), set("1.late", true),
        ]
    }

    private static var lead: [Draft] {
        [
            remove("title"), set("mood", nil), set("id", nil), set("id", "a\u{7}b"), set("score", "72"),
            set("mqlAt", "2026-11-21"), set("mqlAt", "2026-11-21T11:00:00Z"), set("extra", []),
            set("extra.Country", nil), set("name", ["Jane"]),
        ]
    }

    private static var calls: [Draft] {
        [
            remove("0.missing"), set("0.mood", nil), set("0.verdict", "sql"), set("0.verdict", nil),
            set("0.verdict", "no-contact"), set("0.reason", nil), set("0.disposition", "voicemail"),
            set("0.overridden", nil), set("0.answers", -1), set("0.lead.phone", nil), set("0.id", "7f3a9c2e"),
            set("0.endedAt", nil), set("0.startedAt", "2026-11-21"),
        ]
    }

    private static var leads: [Draft] {
        [
            remove("0.lastCall"), set("0.extra", [:]), set("0.due", "soon"), set("0.dueAt", nil),
            set("0.waiting", "no"), set("0.attempts", -1), set("0.lastCall", "yesterday"),
            set("0.handedOverAt", nil), remove("0.handedBack"), set("1.handedBack.by", ""),
            remove("1.handedBack.reason"),
        ]
    }

    private static var imports: [Draft] {
        [
            remove("rejected"), set("rows", "120"), set("rows", -1), set("profile", "plain"),
            remove("extra", example: 1), set("profile", "Pipedrive", example: 1),
            set("delimiter", ", ", example: 1), set("encoding", "EBCDIC", example: 1),
            set("mapping.mood", ["Mood"], example: 1), set("mapping.email", [], example: 1),
            set("leads.0.score", "high", example: 1),
        ]
    }

    private static var doctor: [Draft] {
        [
            remove("0.advice"), set("0.kind", "odd"), set("0.path", ""), set("0.line", 1), set("0.text", nil),
        ]
    }

    private static var find: [Draft] {
        [
            remove("cutShort"), set("found", -1), set("found", "2"), set("lines.0.mood", nil),
            remove("lines.0.lead.email"), set("lines.0.call", "7f3a9c2e"), set("lines.0.kind", "answered"),
            set("lines.0.kind", "note"), set("lines.0.question", "budget"), set("lines.0.text", ""),
            set("lines.0.question", nil), set("lines.0.verdict", "won"),
            set("lines.0.startedAt", "2026-11-21"),
        ]
    }

    private static var forget: [Draft] {
        [
            remove("left"), remove("acceptances"), set("left", ["notes.txt"]), set("proven", nil),
            set("records", 1),
            set("feedback", ["jane@acme.example"]), set("searched", -1),
            set("pseudonym", ""), set("name", "Jane Ortiz"),
        ]
    }

    private static var report: [Draft] {
        [
            remove("definitions"), remove("sections.0.rows.0.words"), set("mood", nil),
            set("report", "Funnel"), set("since", "last month"), set("until", "2026-9-30"), set("answer", ""),
            set("warnings", nil), set("sections.0.id", "By channel"), set("sections.0.columns", []),
            set("sections.0.columns.0.kind", "percent"), set("sections.0.rows.0.total", nil),
            set("sections.0.rows.0.cells", [:]), set("sections.0.rows.0.cells.share.count", -1),
            set("sections.0.rows.0.cells.share.percent", nil),
            set("sections.0.rows.0.cells.share.percent", 101),
            set("sections.0.rows.0.cells.sql.percent", 33), set("sections.0.rows.0.cells.sql.high", 100.5),
            remove("sections.0.rows.0.cells.share.of"), set("sections.0.rows.0.cells.grades", [0, 2, 5]),
            set("sections.0.rows.0.cells.reason", true), set("sections.0.rows.0.words", "locked in"),
            remove("definitions.0.term"),
        ]
    }

    private static var reportList: [Draft] {
        [remove("0.answer"), set("0.report", "mood"), set("0.question", ""), set("0.since", nil)]
    }

    private static var schemas: [Draft] {
        [remove("0.about"), set("0.name", "Call Record"), set("0.schema", [:])]
    }

    private static var checklistLint: [Draft] {
        [
            remove("0.hint"), set("0.line", 0), set("0.column", nil), set("0.severity", "note"),
            set("0.code", "Unknown key"), set("0.message", ""), set("0.excerpt", ""),
        ]
    }

    private static var checklistWhatIf: [Draft] {
        [
            remove("calls"), set("moved", -1), set("since", "last month"), set("checklist.sha256", "309b"),
            remove("verdicts.0"), set("verdicts.0.verdict", "no-contact"), set("moves.0.calls", 0),
            set("moves.0.latest", ["jane@acme.example"]), set("moves.0.rule", "because"),
            set("decidedByRep.verdicts", ["won": 1]), set("unreadable", nil),
        ]
    }

    private static var outbox: [Draft] {
        [
            remove("next"), set("event", "sent"), set("event", "delivered"), set("message", nil),
            set("message", "jane@acme.example"), set("attempt", 0), set("status", "503"),
            set("problem", "it broke"), set("next", nil), set("address", "https://hooks.acme.example"),
            set("status", 503, example: 1), set("rests", nil), set("body", "ok"),
        ]
    }

    private static var webhook: [Draft] {
        [
            remove("data.lead.crmId"), set("type", "lead.accepted"), set("type", "lead.incomplete"),
            set("timestamp", 1_795_328_785), set("data.lead.hash", "jane@acme.example"),
            set("data.lead.title", nil), set("data.verdict", "no-contact"),
            set("data.buyerWords", "locked in"),
            set("data.elements.0.bar", 2), remove("data.reason.revisitOn"), set("data.notes", nil),
            set("data.decision", "silent", example: 1), remove("data.by", example: 1),
            set("type", "lead.sql", example: 1),
        ]
    }

    private static var feedbackList: [Draft] {
        [
            remove("0.deliveries"), set("0.message", "7f3a9c2e"), set("0.standing", "incomplete"),
            set("0.deliveries.0.state", "sent"), set("0.deliveries.0.attempts", 0), remove("0.lead.email"),
            set("0.type", "call.ended"),
        ]
    }

    private static var feedbackExport: [Draft] {
        [
            remove("note"), set("verdict", "incomplete"), set("answer", "maybe"), set("score", "82"),
            set("revisitOn", "soon"), set("buyerWords", "locked in"), set("mood", nil),
        ]
    }

    private static var feedbackSend: [Draft] {
        [
            remove("0.held"), set("0.held", "tired"),
            set("0.delivered.0", "20261121T140322Z-7f3a9c2e.accepted-by-silence.2"),
            set("0.failed.0.attempt", 0), set("0.delivered", 1),
            remove("0.headers.webhook-id", example: 1),
            set("0.headers.webhook-signature", "v2,abc", example: 1),
            set("0.headers.webhook-timestamp", "now", example: 1), set("0.body", nil, example: 1),
        ]
    }

    private static var checklistList: [Draft] {
        [
            remove("0.about"), set("0.mood", nil), set("0.version", nil), set("0.sha256", "309b"),
            set("0.mistakes", ["bant.yaml:1:1: no"]), set("0.builtIn", false), set("0.elements", -1),
        ]
    }

    private static var checklistShow: [Draft] {
        [
            remove("currency"), remove("stops.0.verdict"), set("stops.0.reason", nil),
            set("stops.0.when", [:]),
            set("stops.0.when.lead", "mood"), set("elements", []), set("elements.0.bar", 0),
            remove("elements.0.levels.1"),
            set("elements.0.questions.0.kind", "numeric"), set("elements.0.questions.0.when", "always"),
            set("elements.0.questions.0.stops.0.when.below", "3000"), set("cards.0.then", "budget"),
            set("sha256", nil),
        ]
    }

    private static var checklistDiff: [Draft] {
        [
            remove("0.path"), set("0.change", "renamed"), set("0.change", "added"), set("0.after", nil),
            set("1.before", "no-fit/size"), set("1.after.reason", nil), set("0.path", "Version 2"),
        ]
    }
}

extension Mutation: CustomTestStringConvertible {
    var testDescription: String { name }
}

extension JSONValue {
    /// The document with the value at a path replaced, or taken out; nil where there is no such place.
    fileprivate func replacing(_ path: ArraySlice<String>, by new: JSONValue?) -> JSONValue? {
        guard let key = path.first else { return new }
        let isLast = path.count == 1
        switch self {
        case .object(var members):
            if isLast, new == nil, members[key] == nil { return nil }
            if isLast {
                members[key] = new
            } else {
                guard let child = members[key]?.replacing(path.dropFirst(), by: new) else { return nil }
                members[key] = child
            }
            return .object(members)
        case .array(var elements):
            guard let index = Int(key), elements.indices.contains(index) else { return nil }
            if isLast, new == nil {
                elements.remove(at: index)
            } else {
                guard let child = elements[index].replacing(path.dropFirst(), by: new) else { return nil }
                elements[index] = child
            }
            return .array(elements)
        default: return nil
        }
    }
}
