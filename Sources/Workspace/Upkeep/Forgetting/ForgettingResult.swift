package import Qualification

/// What forgetting a person came to; nothing in it says who that is.
package struct ForgettingResult: Hashable, Sendable {
    /// What the person's calls are kept under from now on.
    package var pseudonym: String
    /// Whether an earlier run, which did not come to its end, was gone on with.
    package var isResumed: Bool
    /// How many ids the book had the person under.
    package var leads = 0
    /// The calls whose records are the person's, in order.
    package var records: [String] = []
    /// The calls whose feedback is about the person, in order.
    package var feedback: [String] = []
    /// The person's calls that an account executive answered, in order.
    package var acceptances: [String] = []
    /// Lines of leads files that went.
    package var leadLines = 0
    /// Rows of rejected leads that went.
    package var rejectedRows = 0
    /// Leads, records and messages of other people from which a mention of this one went.
    package var mentions = 0
    /// Marketing's receivers that were sent something about the person, in order.
    package var told: [String] = []
    /// The note that remains; nil where there was nothing to forget.
    package var note: String?
    /// Files that could not be read, which may still hold something.
    package var unreadable: [RecordError] = []
    /// Records of other people that mention this one and were left as they are, because their call is open.
    package var inUse: [String] = []
    /// What the search in the end found.
    package var trace = TraceReport()

    init(pseudonym: String, isResumed: Bool) {
        self.pseudonym = pseudonym
        self.isResumed = isResumed
    }

    /// Whether the workspace had anything of the person.
    package var foundAnything: Bool {
        leads + records.count + feedback.count + acceptances.count + leadLines + rejectedRows + mentions > 0
    }

    /// Whether everything is erased, and every file was searched.
    package var isProven: Bool { trace.isProof && unreadable.isEmpty && inUse.isEmpty }

    /// Whether another run may get further: a file that holds something, or may, could not be read or is in use.
    ///
    /// Until then the plan stays, and with it what the person is recognised by.
    package var isToBeGoneOnWith: Bool {
        let left = Set(trace.found.map(\.path))
        return !inUse.isEmpty || unreadable.contains { $0.isOfFile || left.contains($0.path) }
            || trace.notSearched.contains { if case .file = $0.reason { true } else { false } }
    }
}

/// Why forgetting a person did not come to its end; another run goes on with it.
package enum ForgettingError: Error, Hashable, Sendable {
    /// A call with the person is open; nil where its file does not say whose. Nothing was changed.
    case callOpen(OpenCallInfo?)
    /// Feedback is being sent. Nothing was changed.
    case sending
    case file(FileError)
    /// Whoever watched the steps wanted no more of them.
    case stopped(after: Forgetting.Step)
}

/// A person whose forgetting was begun and not brought to its end.
package struct UnfinishedForgetting: Hashable, Sendable {
    package var path: String
    package var at: Instant
    package var by: String
    /// What to forget the person by; empty where the file cannot be read.
    package var ids: [String]
}
