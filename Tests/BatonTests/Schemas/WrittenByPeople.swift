import Qualification
import Testing
import Workspace

/// A file that people write, with one text put in another's place.
struct WrittenByPeople: Sendable {
    var schema: Schema
    var old: String
    var new: String

    var change: String { "\(old.debugDescription) -> \(new.debugDescription)" }

    var text: String { Self.base(schema).replacing(old, with: new) }

    static func base(_ schema: Schema) -> String {
        switch schema {
        case .reasons: ChecklistSamples.reasons
        case .settings: ChecklistSamples.settings
        default: ChecklistSamples.everyKind
        }
    }

    /// Reads the file as Baton does, and throws every mistake in it.
    static func read(_ text: String, as schema: Schema) throws {
        let bytes = Array(text.utf8)
        switch schema {
        case .reasons: _ = try ReasonListReader.read(bytes, path: "reasons.yaml")
        case .settings: _ = try SettingsReader.read(bytes, path: "baton.yaml")
        default:
            _ = try ChecklistReader.read(bytes, path: "every-kind.yaml", reasons: shippedReasons.get())
        }
    }

    private static let shippedReasons = Result { try ChecklistLibrary(folder: "/nonexistent").reasons() }

    /// What both Baton and the schema have to refuse.
    static let mistakes: [WrittenByPeople] =
        [
            ("version: 1.10\n", ""), ("currency: EUR", "currency: euro"), ("about:", "abuot:"),
            ("cards:\n", "cards: []\ncrads:\n"), ("{ lead: domain, among:", "{ lead: domian, among:"),
            ("{ lead: domain, among:", "{ among:"), ("below: 10 }", "below: ten }"),
            ("below: 10 }", "among: [ ten ] }"), ("lead: company, missing: yes", "lead: company, below: 3"),
            ("lead: company, missing: yes", "lead: company"),
            ("lead: company, missing: yes", "lead: company, missing: yes, matches: [ x ]"),
            ("lead: company, missing: yes", "lead: company, missing: perhaps"),
            ("among: [ rival.example, rival.test ]", "among: []"),
            ("any-of:\n        - {", "lead: name\n        any-of:\n        - {"),
            ("verdict: disqualified", "verdict: sql"), ("reason: no-need\n", "\n"),
            ("reason: not-a-prospect/competitor", "reason: Not a prospect"),
            ("id: fit\n", "id: Fit\n"), ("id: fit\n", "id: note\n"), ("id: site\n", "id: next\n"),
            ("name: Fit\n", ""), ("bar: \"2\"", "bar: 4"), ("required: 1", "required: 5"),
            ("bar: \"2\"", "bar: 0"), ("otherwise: no-fit", "otherwise: no fit"),
            ("counts: no", "counts: maybe"),
            ("1: Likely.", "4: Likely."), ("{lead.company|their company}", "{lead.comany}"),
            ("{lead.first-name}", "{lead.first-name"), ("{rep}", "{rep"), ("kind: number", "kind: numeric"),
            ("kind: choice", "kind: text"), ("kind: choice\n", "\n"), ("wanted: no", "wanted: never"),
            ("kind: yes-no", "kind: text"), ("optional: yes", "optional: sometimes"),
            ("when: { is: nowhere }", "when: { below: 3 }"),
            ("when: { is: nowhere }", "when: { answered: false }"),
            ("when: { is: nowhere }", "when: {}"),
            ("when: { is: nowhere }", "when: { is: nowhere, is-not: here }"),
            ("when: { at-least: 1000 }", "when: { after: 2032-01-01 }"),
            ("after: 2032-01-01", "after: 2032-1-1"),
            ("after: 2032-01-01", "is: soon"), ("when: { answered: yes }", "when: { is: somebody }"),
            ("after: 2032-01-01", "after: 2031-02-29"), ("key: team", "key: Team"), ("key: team, ", ""),
            ("grade: 1 }", "grade: 0 }"), ("stop: not-a-prospect/student", "stop: true"),
            ("against: no }", "against: 5 }"), ("red-flags: [ waiting", "red-flag: [ waiting"),
            ("red-flags: [ waiting for pricing, 2027 ]", "red-flags: pricing"),
            ("same-as: goal", "same-as: The goal"),
            ("{ question: timing.date, answered: true }", "{ answered: true }"),
            ("{ question: timing.date, answered: true }", "{ question: timing, answered: true }"),
            ("{ question: timing.date, answered: true }", "{ question: timing.date }"),
            ("{ question: timing.date, answered: true }", "{ any-of: [] }"),
            ("key: send-info", "key: Send it"), ("key: send-info\n    ", ""), ("say: No.", "then: fit.site"),
            ("name: No\n", "\n"),
            ("then: fit.site", "then: fit"),
            ("hear: [ send me some information, put it in an e-mail ]", "hear: x"),
            ("confirm: 3", "confirm: 0"), ("confirm: 3", "confirm: most"), ("confirm: 3", "of: 3"),
            ("  confirm: 3\n", "  confirm: 3\nmood: good\n"), ("ask: Where would it be used?\n", ""),
        ].map { WrittenByPeople(schema: .checklist, old: $0.0, new: $0.1) }
        + [
            ("code: timing", "code: Timing"), ("key: 6", "key: 12"),
            ("verdict: recycled\n", "verdict: sql\n"),
            ("verdict: recycled\n", "verdict: recycled\n    verdicts: [ recycled ]\n"),
            ("verdict: recycled\n", ""), ("must-give: date-or-trigger", "must-give: a-date"),
            ("must-give: date-or-trigger\n", ""),
            ("verdicts: [ recycled, disqualified ]", "verdicts: [ recycled, recycled ]"),
            ("what: nurture until then", "how: nurture until then"),
            ("marketing: { who: nurture, what: wait }", ""),
            ("marketing: { who: nurture, what: wait }", "marketing: { who: nurture }"),
            ("name: No need\n", ""),
            ("code: contract-end", "code: contract end"), ("name: Under contract, ", ""),
            ("code: no-show", "code: No show"), ("name: Did not come, ", ""),
            ("must-give: sentence", "must-give: date"), ("rep: call again", "reps: call again"),
        ].map { WrittenByPeople(schema: .reasons, old: $0.0, new: $0.1) }
        + [
            ("currency: EUR", "currency: Euro"), ("mql-threshold: none", "mql-threshold: 0"),
            ("mql-threshold: none", "mql-threshold: high"), ("attempts: 5", "attempts: 0"),
            ("gap-hours: 6", "gap-hours: 9000"), ("gap-hours: 6", "gap: 6"), ("rep: sam", "reps: sam"),
            ("name: marketing", "name: Marketing"), ("https://", "ftp://"), ("https://", "https://sam@"),
            ("[ email, numbers ]", "[ phones ]"), ("since: 2026-11-01", "since: yesterday"),
            ("secret-file: ~/marketing.secret\n", "secret: ~/marketing.secret\n"), ("hubspot:", "hubspt:"),
            ("recycled: NURTURE", "won: NURTURE"),
            ("speed-to-lead-minutes: 15", "speed-to-lead-minutes: soon"),
            ("acceptance-hours: 16", "acceptance-hours: 0"),
            ("time-zone: Europe/Berlin", "time-zone: ../etc"),
            ("mon-fri:", "mon-friday:"), ("sat:", "caturday:"), ("09:00-12:00", "9-12"),
            ("13:00-17:30", "13:00-25:00"), ("[ 10:00-13:00 ]", "[]"), ("sun: closed", "sun: shut"),
            ("2026-12-26 ]", "26.12.2026 ]"), ("business-hours:", "business hours:"),
        ].map { WrittenByPeople(schema: .settings, old: $0.0, new: $0.1) }

    /// What neither Baton nor the schema may refuse.
    static let allowed: [WrittenByPeople] =
        [
            ("optional: yes", "optional: TRUE"), ("counts: no", "counts: \"false\""),
            ("bar: \"2\"", "bar: 3"), ("confirm: 3", "confirm: \"1\""),
            ("ask: Where would it be used?", "ask: 42"),
            ("about: >\n  Nobody would ask this;\n  it has everything that a checklist can have.\n", ""),
            ("{lead.company|their company}", "{lead.channel|}"),
            ("below: 3000", "below: \"3000\""), ("required: 1", "required: 0"),
            ("kind: person", "kind: people"),
        ].map { WrittenByPeople(schema: .checklist, old: $0.0, new: $0.1) }
        + [("key: 6", "key: 0"), ("marketing: { who: campaigns }", "ask: Since when?")].map {
            WrittenByPeople(schema: .reasons, old: $0.0, new: $0.1)
        }
        + [
            ("mql-threshold: none", "mql-threshold: 60"), (ChecklistSamples.settings, "# nothing\n"),
            ("attempts: 5", "attempts: \"5\""), ("sat: [ 10:00-13:00 ]", "Sat: 9:00 - 13:00"),
            ("13:00-17:30", "13:00-24:00"), ("time-zone: Europe/Berlin\n", ""),
        ].map { WrittenByPeople(schema: .settings, old: $0.0, new: $0.1) }
}

extension WrittenByPeople: CustomTestStringConvertible {
    var testDescription: String { "\(schema.rawValue): \(change)" }
}
