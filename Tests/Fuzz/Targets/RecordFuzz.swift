import Conversation
import Qualification
import Workspace

@testable import BatonCommands

/// A record from somewhere: it is refused with words, or it is kept as it is, shown, and gone on with.
enum RecordFuzz {
    static func take(_ bytes: [UInt8]) throws {
        let record: CallRecord
        do {
            record = try CallRecord.decoded(bytes, path: "call.json")
        } catch {
            return try check(error)
        }
        try Scene.checkSaved(record)
        for checklist in [nil, Scene.checklists[0].checklist] { try Scene.checkShown(record, checklist) }
        try Scene.checkFeedback(record, Scene.checklists[0].checklist)
        try goOn(record)
    }

    static func takeFeedback(_ bytes: [UInt8]) throws {
        do {
            let feedback = try Feedback.decoded(bytes, path: "f.json")
            let written = feedback.encoded
            try ShownBytes.check(json: written)
            let again = try Feedback.decoded(written, path: "f.json")
            try promise(
                again == feedback && again.encoded == written, "it reads back otherwise: \(feedback) \(again)"
            )
        } catch let error as RecordError {
            try check(error)
        }
    }

    private static func check(_ error: RecordError) throws {
        try ShownBytes.check(["\(ErrorWording.text(error))"])
    }

    /// The lines of somebody who resumes the call.
    private static func goOn(_ record: CallRecord) throws {
        var resumed = Scene.conversation(record, Scene.checklists[0].checklist)
        let moment = Moment(instant: Scene.start, offset: Scene.offset)
        for line in [
            "40k", "+ or so", "- note", "next: demo on Friday", "/undo", "/status", "/verdict", "/end", "",
        ] {
            guard !resumed.isOver else { break }
            try Scene.check(resumed.receive(line, at: moment), of: resumed)
        }
        try Scene.checkSaved(resumed.record)
        var later = record
        later.entries = Conversation.copies(of: record)
        try Scene.checkSaved(later)
    }
}
