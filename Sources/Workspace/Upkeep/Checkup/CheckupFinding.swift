/// Something about a workspace that somebody should know, or mend.
package struct CheckupFinding: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Others may read or write; the path is one of `count`.
        case openToOthers(Place, writing: Bool, count: Int)
        /// Files or folders of another user; the path is one of `count`.
        case foreign(owner: UInt32, count: Int)
        /// Symbolic links, which nothing here follows; the path is one of `count`.
        case link(count: Int)
        /// Names that nothing here reads; the path is one of `count` in its folder.
        case stray(count: Int)
        /// What processes left that died while they wrote; the path is one of `count` in its folder.
        case leftover(count: Int)
        case unreadable(FileError)
        case brokenRecord(RecordError)
        case brokenFeedback(RecordError)
        /// A line that is no lead; the column is known where it is no JSON.
        case brokenLead(LeadMistake, line: Int, column: Int?)
        /// A record or a message under another name, or in another month, than its id asks for.
        case misplaced(belongsAt: String)
        /// What is wrong with a checklist, the reasons or the settings.
        case mistakes(ChecklistError)
        /// A checklist that can be called under, with rules in it that never come true.
        case meaninglessRules(count: Int)
        /// The text that records were made under is nowhere; the path is one of these records.
        case checklistMissing(sha256: String, records: Int)
        /// A kept text is no longer the one that its name says.
        case checklistChanged
        /// What is left of a call that nobody has open.
        case openCall(OpenCallInfo, OpenCallState)
        /// A record without outcome that no open call goes on with.
        case unfinished(call: String)
        /// Calls with a verdict that marketing was not told of, in order; the path is the first one's record.
        case feedbackMissing(calls: [String])
        /// A message about a call that has no record.
        case feedbackWithoutRecord(call: String)
        case brokenAcceptance(RecordError)
        /// What an account executive said about a call that has no record, or whose verdict is no SQL.
        case acceptanceOfNothing(call: String)
        /// A person whose forgetting was begun and not brought to its end.
        case unfinishedForgetting
        /// The secrets of one of marketing's receivers cannot be had.
        case secret(webhook: String, SecretFileError)
        /// A receiver said that it is gone for good.
        case receiverDisabled(webhook: String)
        /// Messages that a receiver should have got a day ago; some of them were given up.
        case undelivered(webhook: String, count: Int, givenUp: Int)
    }

    package enum Place: String, CaseIterable, Hashable, Sendable {
        case workspace, folder, file
    }

    package enum LeadMistake: Hashable, Sendable {
        case json(JSONError)
        case shape(JSONShapeError)
        case noID
        case tooLong(limit: Int)
        /// As many mistakes as are told of one file; there may be more.
        case more
    }

    package enum OpenCallState: Hashable, Sendable {
        /// Nothing was entered, and there is no record.
        case withoutRecord
        case pausedToday
        case leftFromEarlierDay
        /// The verdict is there, and the process ended before all was done that follows from it.
        case crashedWithVerdict
        /// The record cannot be read.
        case unreadable
    }

    package var kind: Kind
    package var path: String

    package init(_ kind: Kind, _ path: String) {
        self.kind = kind
        self.path = path
    }
}

/// What was repaired in a workspace, and what could not be.
package struct CheckupRepairs: Hashable, Sendable {
    /// Files and folders that others have no access to any more.
    package var permissions = 0
    /// Leftover temporary files that are gone.
    package var leftovers = 0
    package var failures: [FileError] = []

    package init() {}
}
