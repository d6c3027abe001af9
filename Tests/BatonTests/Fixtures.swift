import Conversation
import Qualification
import Workspace

@testable import BatonCommands

/// The scene that sessions play in: one lead, one rep, one afternoon.
enum Fixtures {
    static let lead = Lead(
        id: "jane@acme.example", name: "Jane Ortiz", email: "jane@acme.example", phone: "+1 555 0100",
        company: "Acme Logistics", title: "VP Operations", channel: "LinkedIn",
        campaign: "Warehouse ROI guide",
        score: 72, mqlAt: Instant(rfc3339: "2026-11-21T11:00:00.000Z"))

    static let start = Instant(rfc3339: "2026-11-21T14:03:22.512Z") ?? Instant(milliseconds: 0)
    static let offset = UTCOffset(minutes: 60)

    static func rulebook() throws -> Rulebook {
        let library = ChecklistLibrary(folder: "/nonexistent")
        let reasons = try library.reasons()
        return Rulebook(
            checklist: try library.checklist(named: "BANT").checklist, reasons: reasons, currency: "USD")
    }

    static func conversation(history: LeadHistory = LeadHistory()) throws -> Conversation {
        let rulebook = try rulebook()
        return Conversation(
            record: CallRecord(
                id: CallRecord.id(startingAt: start, random: "7f3a9c2e"), rep: "sam", lead: lead,
                checklist: .init(name: "BANT", version: "1.0.0", sha256: ""), startedAt: start,
                utcOffset: offset),
            rulebook: rulebook, settings: Settings(), history: history)
    }

    static func brief(history: LeadHistory = LeadHistory()) -> BriefWording {
        BriefWording(
            lead: lead, history: history, rep: "Sam", now: start, offset: offset,
            serviceLevel: ServiceLevel(),
            lastCall: nil, isOptedOut: false)
    }
}

/// A clock that moves twenty seconds each time it is read.
final class SteppingClock {
    private var instant = Fixtures.start

    var clock: Clock {
        Clock {
            self.instant = self.instant.adding(milliseconds: 20_000)
            return Moment(instant: self.instant, offset: Fixtures.offset)
        }
    }
}
