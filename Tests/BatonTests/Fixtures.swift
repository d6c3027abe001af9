import Conversation
import Foundation
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

    /// The rules of a shipped checklist, as the repository has it.
    static func rulebook(_ loaded: LoadedChecklist) throws -> Rulebook {
        Rulebook(checklist: loaded.checklist, reasons: try library.reasons(), currency: "USD")
    }

    static func checklist(_ name: String) throws -> LoadedChecklist { try library.checklist(named: name) }

    private static let library = ChecklistLibrary(
        folder: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../checklists").standardized.path())

    static func conversation(of file: SessionFile, history: LeadHistory) throws -> Conversation {
        let loaded = try checklist(file.checklist)
        return Conversation(
            record: CallRecord(
                id: CallRecord.id(startingAt: start, random: "7f3a9c2e"), rep: "sam", lead: file.lead,
                checklist: .init(
                    name: loaded.checklist.name, version: loaded.checklist.version, sha256: loaded.sha256),
                startedAt: start, utcOffset: offset),
            rulebook: try rulebook(loaded), settings: Settings(), history: history)
    }

    static func brief(of conversation: Conversation, history: LeadHistory, rep: String = "Sam")
        -> BriefWording
    {
        let record = conversation.record
        return BriefWording(
            lead: record.lead, history: history, rep: rep, now: record.startedAt, offset: record.utcOffset,
            settings: Settings(), lastCall: nil, isOptedOut: false,
            knockOut: conversation.rulebook.leadStop?.proof(for: record.lead))
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
