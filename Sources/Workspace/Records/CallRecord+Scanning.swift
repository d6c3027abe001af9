import Qualification

extension CallRecord {
    /// Which parts of a record somebody wants.
    package enum Parts: Sendable {
        case all
        /// Without the columns of the lead's import that have no field of their own.
        case withoutExtra
    }

    /// Reads a record that is as it should be; nil for any other, and for one with keys that are not known.
    static func scanned(_ bytes: [UInt8], _ parts: Parts) -> CallRecord? {
        guard bytes.count <= limit else { return nil }
        return JSONScanner.scan(bytes) { scanner throws(JSONScanner.Other) in try scanner.record(parts) }
    }
}

extension JSONScanner {
    fileprivate mutating func record(_ parts: CallRecord.Parts) throws(Other) -> CallRecord {
        var (schema, id, rep): (String?, String?, String?)
        var lead: Lead?
        var checklist: CallRecord.ChecklistStamp?
        var (startedAt, connectedAt, endedAt): (Instant?, Instant?, Instant?)
        var utcOffset: UTCOffset?
        var (continues, draft): (String?, String?)
        var entries: [Entry]?
        var outcome: Outcome?
        try members { scanner, key throws(Other) in
            switch key {
            case "checklist": checklist = try scanner.checklist()
            case "connectedAt": connectedAt = try scanner.optionalInstant()
            case "continues": continues = try scanner.optionalString()
            case "draft": draft = try scanner.optionalString()
            case "endedAt": endedAt = try scanner.optionalInstant()
            case "entries": entries = try scanner.elements { item throws(Other) in try item.entry() }
            case "id": id = try scanner.string()
            case "lead": lead = try scanner.lead(parts)
            case "outcome": outcome = try scanner.isNull() ? nil : try scanner.outcome()
            case "rep": rep = try scanner.string()
            case "schema": schema = try scanner.string()
            case "startedAt": startedAt = try scanner.instant()
            case "utcOffset": utcOffset = try scanner.parsed { UTCOffset($0) }
            default: throw Other()
            }
        }
        guard schema == CallRecord.schema, let id, CallID.isValid(id), let rep, let lead, let checklist,
            let startedAt, let utcOffset, let entries
        else { throw Other() }
        return CallRecord(
            id: id, rep: rep, lead: lead, checklist: checklist, startedAt: startedAt,
            connectedAt: connectedAt, endedAt: endedAt, utcOffset: utcOffset, continues: continues,
            draft: draft, entries: entries, outcome: outcome)
    }

    private mutating func checklist() throws(Other) -> CallRecord.ChecklistStamp {
        var (name, version, sha256): (String?, String?, String?)
        try members { scanner, key throws(Other) in
            switch key {
            case "name": name = try scanner.string()
            case "sha256": sha256 = try scanner.string()
            case "version": version = try scanner.string()
            default: throw Other()
            }
        }
        guard let name, let version, let sha256 else { throw Other() }
        return CallRecord.ChecklistStamp(name: name, version: version, sha256: sha256)
    }

    private mutating func lead(_ parts: CallRecord.Parts) throws(Other) -> Lead {
        var id: String?
        var lead = Lead(id: "")
        try members { scanner, key throws(Other) in
            switch key {
            case "campaign": lead.campaign = try scanner.optionalString()
            case "channel": lead.channel = try scanner.optionalString()
            case "company": lead.company = try scanner.optionalString()
            case "email": lead.email = try scanner.optionalString()
            case "extra": lead.extra = try scanner.extra(parts)
            case "id": id = try scanner.string()
            case "mqlAt": lead.mqlAt = try scanner.optionalInstant()
            case "name": lead.name = try scanner.optionalString()
            case "phone": lead.phone = try scanner.optionalString()
            case "score": lead.score = try scanner.isNull() ? nil : try scanner.integer()
            case "title": lead.title = try scanner.optionalString()
            default: throw Other()
            }
        }
        guard let id else { throw Other() }
        lead.id = id
        return lead
    }

    private mutating func extra(_ parts: CallRecord.Parts) throws(Other) -> [String: String] {
        if try isNull() { return [:] }
        if parts == .withoutExtra {
            var ahead = self
            if (try? ahead.skipStrings()) != nil {
                self = ahead
                return [:]
            }
        }
        return try strings()
    }

    private mutating func entry() throws(Other) -> Entry {
        var draft = EntryDraft()
        try members { scanner, key throws(Other) in
            switch key {
            case "against": draft.isAgainst = try scanner.bool()
            case "at": draft.at = try scanner.instant()
            case "contact": draft.contact = try scanner.optionalString()
            case "from": draft.from = try scanner.optionalString()
            case "grade": draft.grade = try scanner.grade()
            case "kind": draft.kind = try scanner.string()
            case "mark": draft.mark = try scanner.string()
            case "name": draft.name = try scanner.string()
            case "of": draft.of = try scanner.integer()
            case "on": draft.on = try scanner.optionalDay()
            case "question": draft.question = try scanner.question()
            case "seq": draft.seq = try scanner.integer()
            case "text": draft.text = try scanner.string()
            case "value": draft.value = try scanner.isNull() ? nil : try scanner.value()
            case "what": draft.what = try scanner.string()
            default: throw Other()
            }
        }
        guard let entry = draft.entry else { throw Other() }
        return entry
    }

    private mutating func value() throws(Other) -> AnswerValue {
        var (kind, currency, choice): (String?, String?, String?)
        var (amount, upTo, number): (Double?, Double?, Double?)
        var on: LocalDay?
        var precision: StatedDate.Precision?
        var yes: Bool?
        var person = Person(name: nil, role: nil)
        var people: [Person]?
        try members { scanner, key throws(Other) in
            switch key {
            case "amount": amount = try scanner.double()
            case "currency": currency = try scanner.string()
            case "key": choice = try scanner.string()
            case "kind": kind = try scanner.string()
            case "name": person.name = try scanner.optionalString()
            case "number": number = try scanner.double()
            case "on": on = try scanner.day()
            case "people": people = try scanner.elements { item throws(Other) in try item.person() }
            case "precision": precision = try scanner.word()
            case "role": person.role = try scanner.optionalString()
            case "upTo": upTo = try scanner.isNull() ? nil : try scanner.double()
            case "yes": yes = try scanner.bool()
            default: throw Other()
            }
        }
        let value: AnswerValue? =
            switch kind {
            case "money":
                if let amount, let currency {
                    .money(Money(amount: amount, upTo: upTo, currency: currency))
                } else {
                    nil
                }
            case "date":
                if let on, let precision { .date(StatedDate(on: on, precision: precision)) } else { nil }
            case "number": number.map { .number($0) }
            case "yes-no": yes.map { .yesNo($0) }
            case "choice": choice.map { .choice($0) }
            case "person": .person(person)
            case "people": people.map { .people($0) }
            default: nil
            }
        guard let value else { throw Other() }
        return value
    }

    private mutating func person() throws(Other) -> Person {
        var person = Person(name: nil, role: nil)
        try members { scanner, key throws(Other) in
            switch key {
            case "name": person.name = try scanner.optionalString()
            case "role": person.role = try scanner.optionalString()
            default: throw Other()
            }
        }
        return person
    }
}

/// What the keys of an entry say, whatever its kind.
private struct EntryDraft {
    var seq: Int?
    var at: Instant?
    var kind: String?
    var from: String?
    var question: QuestionKey?
    var text: String?
    var value: AnswerValue?
    var grade: EvidenceGrade?
    var isAgainst: Bool?
    var what: String?
    var on: LocalDay?
    var mark: String?
    var name: String?
    var contact: String?
    var of: Int?

    /// Nil where something is missing.
    var entry: Entry? {
        guard let seq, (1...1_000_000_000).contains(seq), let at, let kind = entryKind else { return nil }
        return Entry(seq: seq, at: at, kind: kind, from: from)
    }

    private var entryKind: Entry.Kind? {
        switch kind {
        case "answer":
            guard let question, let text, let grade, let isAgainst else { return nil }
            return .answer(
                Answer(question: question, text: text, value: value, grade: grade, isAgainst: isAgainst))
        case "quote":
            guard let question, let text else { return nil }
            return .quote(question: question, text: text)
        case "dodged": return question.map { .dodged(question: $0) }
        case "grade":
            guard let question, let grade, let isAgainst else { return nil }
            return .regrade(question: question, grade: grade, isAgainst: isAgainst)
        case "note": return text.map { .note(text: $0) }
        case "next":
            guard let what, let text else { return nil }
            return .next(NextStep(what: what, on: on), text: text)
        case "mark":
            guard let mark = mark.flatMap({ Mark.Kind(rawValue: $0) }), let name else { return nil }
            return .mark(Mark(kind: mark, name: name, contact: contact))
        case "undo": return of.map { .undo(of: $0) }
        default: return nil
        }
    }
}
