/// Why the index could not do what was asked of it; files are not affected.
package struct IndexError: Error, Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        /// Another process is writing to the index, for longer than was waited.
        case busy
        /// SQLite's extended result code, and its message.
        case database(code: Int32, message: String)
        case file(FileError)
    }

    package var path: String
    package var problem: Problem

    package init(path: String, problem: Problem) {
        self.path = path
        self.problem = problem
    }
}

/// A file, or a line of one, that is not in the index because it cannot be read.
package struct IndexProblem: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case file(FileError)
        case record(RecordError)
        case json(JSONError)
        case shape(JSONShapeError)
        /// The line has more bytes than a lead may have.
        case tooLong(limit: Int)
        /// A lead without an id.
        case noID
        /// A record in the folder of another month, or under a name that is no id of a call.
        case misplaced
    }

    package var path: String
    /// Of a file of leads, counted from one.
    package var line: Int?
    package var reason: Reason

    package init(path: String, line: Int? = nil, reason: Reason) {
        self.path = path
        self.line = line
        self.reason = reason
    }
}

/// What a refresh found changed.
package struct RefreshReport: Hashable, Sendable {
    package var leadFilesRead = 0
    package var callsRead = 0
    package var callsRemoved = 0
    package var acceptancesRead = 0
    /// Unreadable files and lines that were come across; of one file of leads the first hundred lines.
    package var problems: [IndexProblem] = []

    package init() {}

    package var foundChanges: Bool { leadFilesRead + callsRead + callsRemoved + acceptancesRead > 0 }
}
