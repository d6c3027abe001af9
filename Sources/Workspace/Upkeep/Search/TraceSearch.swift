import Glibc

/// Searches every file of a workspace, byte by byte, for what a person could be recognised by.
struct TraceSearch {
    let workspace: Workspace
    let matcher: TermMatcher
    /// Files and folders that are left out without a word.
    var excluded: Set<String> = []
    var chunk = 1 << 20

    func run() -> TraceReport {
        var report = TraceReport()
        var problems: [TraceReport.NotSearched] = []
        TreeWalk.walk(workspace.path) { error in
            problems.append(.init(path: error.path, reason: .file(error)))
        } each: { item in
            if excluded.contains(item.path) { return .skip }
            visit(item, &report)
            return report.notSearched.last?.path == item.path ? .skip : .enter
        }
        report.notSearched += problems
        return report
    }

    private func visit(_ item: TreeWalk.Item, _ report: inout TraceReport) {
        func leaveOut(_ reason: TraceReport.NotSearched.Reason) {
            report.notSearched.append(.init(path: item.path, reason: reason))
        }
        var kinds =
            item.name.utf8.withContiguousStorageIfAvailable { matcher.kinds(in: UnsafeRawBufferPointer($0)) }
            ?? []
        defer {
            if !kinds.isEmpty { report.found.append(.init(path: item.path, kinds: kinds)) }
        }
        guard let status = item.status else { return leaveOut(.unreadableName) }
        switch status.kind {
        case .folder:
            if item.folder.path == workspace.path, item.name.hasPrefix("."), item.name != ".baton" {
                leaveOut(.otherPrograms)
            }
        case .link: leaveOut(.link)
        case .other: leaveOut(.notAFile)
        case .file:
            do throws(FileError) {
                let file = try Descriptor(
                    opening: item.name, in: item.folder.number, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK,
                    path: item.path)
                kinds.formUnion(try search(file))
                report.files += 1
            } catch {
                if !error.isMissing { leaveOut(.file(error)) }
            }
        }
    }

    /// Reads the file in pieces that overlap by more than a term can take, escapes included.
    private func search(_ file: Descriptor) throws(FileError) -> Set<TermKind> {
        let overlap = max(1 << 13, matcher.longest * 12 + 256)
        let size = max(chunk, overlap * 2)
        var found: Set<TermKind> = []
        var offset: Int64 = 0
        while true {
            let bytes = try file.read(count: size, at: offset)
            let isLast = bytes.count < size
            found.formUnion(
                bytes.withUnsafeBytes { buffer in
                    let text = TraceSearch.wholeCharacters(buffer, cutAtStart: offset > 0, cutAtEnd: !isLast)
                    return matcher.kinds(in: text, cutAtStart: offset > 0, cutAtEnd: !isLast)
                })
            if isLast { return found }
            offset += Int64(size - overlap)
        }
    }

    /// Leaves out what a cut has left of characters at both ends.
    private static func wholeCharacters(
        _ bytes: UnsafeRawBufferPointer, cutAtStart: Bool, cutAtEnd: Bool
    ) -> UnsafeRawBufferPointer {
        var (start, end) = (0, bytes.count)
        if cutAtStart {
            while start < min(4, end), bytes[start] & 0xC0 == 0x80 { start += 1 }
        }
        if cutAtEnd {
            var lead = end - 1
            while lead > start, lead > end - 4, bytes[lead] & 0xC0 == 0x80 { lead -= 1 }
            if lead >= start, bytes[lead] >= 0xC0 { end = lead }
        }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<max(start, end)])
    }
}

/// What a search for a person's traces came to; nothing in it says who that is.
package struct TraceReport: Hashable, Sendable {
    /// A file that still holds something.
    package struct Found: Hashable, Sendable {
        package var path: String
        package var kinds: Set<TermKind>

        package init(path: String, kinds: Set<TermKind>) {
            self.path = path
            self.kinds = kinds
        }
    }

    /// A file or folder that nobody looked into.
    package struct NotSearched: Hashable, Sendable {
        package enum Reason: Hashable, Sendable {
            case file(FileError)
            /// A link, whatever it leads to.
            case link
            /// A pipe, a device, a socket.
            case notAFile
            /// A name that is not UTF-8.
            case unreadableName
            /// A hidden folder of another program, such as `.git`.
            case otherPrograms
        }

        package var path: String
        package var reason: Reason

        package init(path: String, reason: Reason) {
            self.path = path
            self.reason = reason
        }
    }

    /// Terms that could not be searched for.
    package struct LeftOut: Hashable, Sendable {
        package enum Reason: Hashable, Sendable {
            case tooShort
            /// Another lead has it as well, or the rep.
            case shared
        }

        package var kind: TermKind
        package var reason: Reason
        /// How many terms these are.
        package var count: Int

        package init(kind: TermKind, reason: Reason, count: Int) {
            self.kind = kind
            self.reason = reason
            self.count = count
        }
    }

    /// How many files were searched to their end.
    package var files = 0
    package var found: [Found] = []
    package var notSearched: [NotSearched] = []
    package var leftOut: [LeftOut] = []

    package init() {}

    /// Whether every file was searched, and none holds anything.
    package var isProof: Bool { found.isEmpty && notSearched.isEmpty }
}
