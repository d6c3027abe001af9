import Glibc
import Qualification
import Workspace

/// Presses Enter on calls, and writes the same bytes barely, in turns.
struct EntryBenchmark {
    private let tools: Tools
    private let scratch: Scratch
    private let history: CallHistory
    private let calls = 5
    private let lines = 30

    init(tools: Tools, scratch: Scratch, history: CallHistory) {
        self.tools = tools
        self.scratch = scratch
        self.history = history
    }

    func run() throws -> [Budget] {
        var (enter, bare) = (Samples(), Samples())
        var peak = 0
        for number in 0..<calls {
            // One is found by a part of its company's name, for which all leads are looked through.
            let lead = number == 0 ? InventedLead.onlyCompany : history.untouchedLead(1000 + number).id
            peak = max(peak, try hold(lead, &enter, &bare))
        }
        return [
            Budget(
                "Enter to the next prompt, the entry durable", enter, atMost: 2, of: bare,
                called: "a bare write, fsync, rename and fsync of the folder"),
            Budget("memory in a call", bytes: peak, atMost: 60_000_000),
        ]
    }

    /// Holds a call, and gives its peak of memory.
    private func hold(_ lead: String, _ enter: inout Samples, _ bare: inout Samples) throws -> Int {
        let transcripts = TranscriptFolder(path: "\(history.workspace)/transcripts")
        let before = try transcripts.records()
        let program = try TimedProgram(
            tools.baton, ["call", lead, "--workspace", history.workspace], in: scratch)
        try program.wait(for: "dialling> ")
        program.send("\r")
        try program.waitForPrompt()
        var record: String?
        for index in 0..<lines {
            let line = EntryBenchmark.line(index)
            program.send(line)
            // Typed long before Enter: what counts is what Enter sets off.
            try program.waitForSilence()
            let started = ContinuousClock.now
            program.send("\r")
            try program.waitForPrompt()
            let time = ContinuousClock.now - started

            guard let path = try record ?? transcripts.records().subtracting(before).first,
                let bytes = try? transcripts.read(path),
                try CallRecord.decoded(bytes, path: path).entries.count == index + 1
            else { throw Problem("entry \(index + 1) of the call with \(lead) is on no disk") }
            record = path
            // From rest, as Enter was: processor and disk are slower after a pause.
            try program.waitForSilence()
            let bareTime = try transcripts.saveBarely(bytes, beside: path)
            if index == 0 { continue }
            enter.add(time)
            bare.add(bareTime)
        }
        return try program.hangUp().peak
    }

    private static func line(_ index: Int) -> String {
        switch index % 5 {
        case 0: "budget: \(20 + index)k, approved for FY27"
        case 1: "\"we set aside \(index) thousand\""
        case 2: "authority: Dana Li, the CFO, signs with \(index) others"
        case 3: "timing: 2027-03-\(10 + index % 20)"
        default: "- prefers mail on Tuesdays, at \(10 + index % 8):30"
        }
    }
}

extension TimedProgram {
    /// Waits for the prompt of the next line; a clock that ticks on the present one draws that once more.
    fileprivate func waitForPrompt() throws {
        try wait(for: "\u{1B}[?2004h")
        try wait(for: "> ")
    }
}

/// The folders of records, as one who writes there without Baton.
struct TranscriptFolder {
    var path: String

    /// The paths of the records of the latest two months: a call may begin in one and be looked for in the next.
    func records() throws -> Set<String> {
        var paths: Set<String> = []
        for month in try TranscriptFolder.names(in: path).sorted().suffix(2) {
            paths.formUnion(
                try TranscriptFolder.names(in: "\(path)/\(month)").map { "\(path)/\(month)/\($0)" })
        }
        return paths
    }

    func read(_ record: String) throws -> [UInt8] {
        try Folder(TranscriptFolder.parent(of: record)).read(
            String(record.dropFirst(TranscriptFolder.parent(of: record).count + 1)), limit: CallRecord.limit)
    }

    private static func names(in path: String) throws -> [String] {
        try Folder(path).entries().map(\.name).filter { !$0.hasPrefix(".") }
    }

    private static func parent(of record: String) -> String {
        String(record[..<(record.lastIndex(of: "/") ?? record.endIndex)])
    }

    /// The least that a durable save takes, in the folder of the record.
    func saveBarely(_ bytes: [UInt8], beside record: String) throws -> Duration {
        let parent = TranscriptFolder.parent(of: record)
        let (draft, final) = ("\(parent)/.bare-draft", "\(parent)/.bare")
        let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer {
            unlink(final)
            close(folder)
        }
        let started = ContinuousClock.now
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        let isWritten = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        let isClosed = close(file) == 0
        guard isWritten, isClosed, rename(draft, final) == 0, fsync(folder) == 0 else {
            throw Problem("cannot write in \(parent)")
        }
        return ContinuousClock.now - started
    }
}
