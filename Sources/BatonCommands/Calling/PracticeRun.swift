import Conversation
import Qualification
import Workspace

/// A call with a lead that is made up, of which nothing is kept.
struct PracticeRun {
    let loaded: LoadedChecklist
    let reasons: ReasonList
    let settings: Settings
    let clock: Clock
    let rep: String

    private static let lead = Lead(
        id: "practice", name: "Practice", company: "Practice Ltd", title: "Head of Practice")

    func hold(on console: any Console) -> CallSession.Ending {
        let moment = clock.now()
        var checklist = loaded.checklist
        // They look at a lead, and this one is made up.
        checklist.stops = []
        let record = CallRecord(
            id: CallRecord.id(startingAt: moment.instant, random: "practice"), rep: rep,
            lead: PracticeRun.lead,
            checklist: .init(name: checklist.name, version: checklist.version, sha256: loaded.sha256),
            startedAt: moment.instant, utcOffset: moment.offset)
        let conversation = Conversation(
            record: record,
            rulebook: Rulebook(checklist: checklist, reasons: reasons, currency: settings.currency),
            settings: settings, history: LeadHistory())
        let brief = BriefWording(
            lead: record.lead, history: LeadHistory(), rep: rep, now: moment.instant, offset: moment.offset,
            settings: settings, lastCall: nil, isOptedOut: false)
        console.show(PracticeWording.beginning(loaded.checklist) + brief.lines)
        var session = CallSession(
            conversation: conversation, draft: nil, console: console, store: NoCallStore(), clock: clock,
            brief: brief)
        var ending = session.run()
        if ending == .ended { ending = session.ignoreRest() }
        console.show(PracticeWording.end)
        return ending
    }
}

/// Keeps nothing of a call.
final class NoCallStore: CallStore {
    func save(_ record: CallRecord) {}
    func isFull(_ record: CallRecord) -> Bool { false }
    func rescue(_ record: CallRecord) -> String? { nil }
}
