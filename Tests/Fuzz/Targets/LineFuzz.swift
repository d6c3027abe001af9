import Conversation
import Qualification
import Workspace

/// A call, line by line: nothing typed is lost, the record of each moment reads back, and what the screen says is
/// harmless.
enum LineFuzz {
    /// The first byte says under which checklist, the second how often the lead was tried and how the call ends.
    static func take(_ bytes: [UInt8]) throws {
        guard bytes.count >= 2 else { return }
        let loaded = Scene.checklists[Int(bytes[0]) % Scene.checklists.count]
        var conversation = Scene.conversation(
            Scene.record(loaded), loaded.checklist, attempts: Int(bytes[1] & 7))
        var moment = Moment(instant: Scene.start, offset: Scene.offset)
        let lines = bytes.dropFirst(2).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for line in lines.prefix(12) where !conversation.isOver {
            // No reader of lines lets a NUL through.
            let text = String(decoding: line.filter { $0 != 0 }, as: UTF8.self)
            _ = conversation.completions(of: text)
            let before = conversation
            moment.instant = moment.instant.adding(milliseconds: 7001)
            let effects = conversation.receive(text, at: moment)
            try check(effects, from: before, to: conversation)
        }
        // Inputs grow line by line, so that the end of one is in the middle of others.
        try Scene.checkSaved(conversation.record)
        if bytes[1] & 8 != 0 {
            _ = conversation.endOfInput(draft: String(decoding: bytes.suffix(9), as: UTF8.self), at: moment)
            try Scene.checkSaved(conversation.record)
        }
        try Scene.checkShown(conversation.record, loaded.checklist)
        try Scene.checkFeedback(conversation.record, loaded.checklist)
        try resume(conversation.record, loaded.checklist, at: moment)
    }

    private static func check(_ effects: [Effect], from before: Conversation, to after: Conversation) throws {
        let (old, new) = (before.record.entries, after.record.entries)
        try promise(new.starts(with: old), "an entry was changed")
        try promise(
            after.record == before.record || effects.contains(.save)
                || after.record.connectedAt != before.record.connectedAt,
            "what changed is not saved: \(effects)")
        try Scene.check(effects, of: after)
    }

    /// A call that was left goes on where it stood, today or in a later call.
    private static func resume(_ record: CallRecord, _ checklist: Checklist, at moment: Moment) throws {
        guard record.outcome == nil else { return }
        let resumed = Scene.conversation(record, checklist)
        try promise(resumed.record.standing == record.standing, "resumed, other answers stand")
        var closed = resumed
        closed.closeAsIncomplete(at: moment)
        try Scene.checkSaved(closed.record)
        var later = record
        later.continues = record.id
        later.entries = Conversation.copies(of: record)
        try Scene.checkSaved(later)
        let (now, then) = (later.standing.answers, record.standing.answers)
        try promise(
            now.mapValues(\.text) == then.mapValues(\.text)
                && now.mapValues(\.grade) == then.mapValues(\.grade),
            "goes on from other answers: \(now) \(then)")
    }
}
