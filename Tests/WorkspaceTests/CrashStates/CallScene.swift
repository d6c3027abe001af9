import CrashStates
import Foundation
import Glibc
import Qualification
import Workspace

/// A call that is held in a workspace as the call desk does it, and what has to be there after any cut.
final class CallScene {
    let temporary: TemporaryFolder
    let workspace: Workspace
    /// The record as each save has it; the last one has the verdict.
    let versions: [CallRecord]
    let feedback: Feedback
    let recording = FileRecording()
    /// How many failures of the disk the rep sits out.
    private let patience = 4

    /// Where the workspace is to be: the folders that lead to it have to be made as well.
    private static let place = "a/b/w"
    static let checklist = Array("checklist: BANT\n".utf8)
    /// As the store works it out.
    private static let sha256 = Result {
        try FileRecording().watch { try TestWorkspace().transcripts.keepChecklist(checklist) }
    }
    static let lead = Lead(id: "jane@acme.example", name: "Jane Ortiz")

    init(saves: Int) throws {
        temporary = try TemporaryFolder(inMemory: true)
        workspace = try Workspace(
            lookingAt: WorkspaceLocation(path: "\(temporary.path)/\(CallScene.place)", source: .personal))
        var record = call(CallScene.lead, at("14:03"))
        record.checklist.sha256 = try CallScene.sha256.get()
        var samples = RecordSamples(seed: 7)
        feedback = {
            var feedback = samples.feedback()
            feedback.id = record.id
            return feedback
        }()
        versions = (1...saves).map { seq in
            let text = "entry \(seq) " + String(repeating: "x", count: seq * 37)
            record.entries.append(Entry(seq: seq, at: at("14:05"), kind: .note(text: text)))
            if seq == saves { record.outcome = samples.outcome() }
            return record
        }
    }

    var model: DiskModel { DiskModel(root: temporary.path) }
    /// The promise that the call is over and done with.
    var done: Int { versions.count + 1 }

    /// Makes calls of these numbers fail, counted from now on; closing a file always works.
    func failing(at numbers: Range<Int>) {
        var count = 0
        recording.fault = { call in
            if case .close = call { return 0 }
            defer { count += 1 }
            return numbers.contains(count) ? EIO : 0
        }
    }

    private func openWorkspace() throws {
        _ = try Workspace(
            opening: WorkspaceLocation(path: workspace.path, source: .personal), checklists: [:])
    }

    /// Holds the call from where the files have it to its end; each promise has the number of its save.
    ///
    /// What fails is tried again, as a rep's next Enter does.
    func hold() throws {
        try openWorkspace()
        let transcripts = TranscriptStore(workspace)
        let begun = (try? transcripts.load(versions[0].id)).flatMap(versions.firstIndex)
        guard case .acquired(let open) = try OpenCalls(workspace).acquire(leadID: CallScene.lead.id) else {
            return
        }
        let info = OpenCallInfo(
            callID: versions[0].id, leadID: CallScene.lead.id, rep: "sam", pid: 1, startedAt: at("14:03"))
        try? open.note(info)
        let file = try transcripts.file(of: versions[0].id, isNew: begun == nil)
        var isPrepared = false
        for (index, version) in versions.enumerated() where index > begun ?? -1 {
            try trying {
                if !isPrepared {
                    try open.note(info)
                    try open.bringToDisk()
                    _ = try transcripts.keepChecklist(CallScene.checklist)
                    isPrepared = true
                }
                try file.save(version)
            }
            recording.promise(index + 1)
        }
        do {
            try finish()
            try open.release()
            recording.promise(done)
        } catch {
            open.leave()
            throw error
        }
    }

    private func trying(_ work: () throws -> Void) throws {
        for _ in 1..<patience {
            do { return try work() } catch {}
        }
        try work()
    }

    private func finish() throws {
        let transcripts = TranscriptStore(workspace)
        try transcripts.bringToDisk(versions[0].id)
        if try !transcripts.hasFeedback(feedback.id) { try transcripts.save(feedback) }
    }

    /// What the next start of the program does first.
    func completeUnfinished() throws {
        let transcripts = TranscriptStore(workspace)
        let calls = OpenCalls(workspace)
        for left in try calls.unfinished() {
            guard let record = try? transcripts.load(left.callID), record.outcome != nil,
                case .acquired(let open) = try calls.acquire(leadID: left.leadID)
            else { continue }
            try finish()
            try open.release()
            recording.promise(done)
        }
    }

    /// Waits until no lock of the process that died is left.
    ///
    /// A program that another test starts at that moment shares the open file until it is under way, and with it
    /// the lock; after a real death nobody does.
    func outliveLocks() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: workspace.openCallsPath)) ?? []
        for name in names {
            let file = open("\(workspace.openCallsPath)/\(name)", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { continue }
            for _ in 0..<1000 where flock(file, LOCK_EX | LOCK_NB) != 0 { usleep(1000) }
            close(file)
        }
    }

    // MARK: - After the cut

    /// What a state lacks of what was promised; nil where all is well.
    func lack(in state: CrashState) throws -> String? {
        let place = try TemporaryFolder(inMemory: true)
        try state.disk.materialise(at: place.path)
        let found = try Workspace(
            lookingAt: WorkspaceLocation(path: "\(place.path)/\(CallScene.place)", source: .personal))
        let transcripts = TranscriptStore(found)
        let id = versions[0].id
        var index = -1
        do {
            guard let known = versions.firstIndex(of: try transcripts.load(id)) else {
                return "a record that nobody saved"
            }
            index = known
        } catch {
            guard error.isMissing else { return "a record that is not whole: \(error)" }
        }
        let saved = min(state.promised, versions.count)
        if index + 1 < saved { return "save \(saved) was acknowledged, and save \(index + 1) is there" }
        if index >= 0 {
            let kept = try? transcripts.keptChecklist(versions[0].checklist.sha256)
            if kept != CallScene.checklist { return "a record without the text it was made under" }
        }
        let told: Feedback?
        do {
            told = try transcripts.feedback(id)
        } catch {
            guard error.isMissing else { return "feedback that is not whole: \(error)" }
            told = nil
        }
        if let told {
            if told != feedback { return "feedback that nobody saved" }
            if index + 1 < versions.count { return "feedback about a verdict that is lost" }
        } else if state.promised == done {
            return "a finished call without its feedback"
        } else if state.promised == versions.count {
            let left = try OpenCalls(found).unfinished().map(\.callID)
            if left != [id] { return "a verdict whose feedback nobody will complete" }
        }
        for name in ["transcripts/2026-11", "feedback/2026-11", "checklists/used"]
        where place.names("\(CallScene.place)/\(name)").contains(where: { $0.hasPrefix(".baton-tmp-") }) {
            try Folder("\(found.path)/\(name)").removeLeftovers()
            if place.names("\(CallScene.place)/\(name)").contains(where: { $0.hasPrefix(".baton-tmp-") }) {
                return "a leftover that is not cleared away"
            }
        }
        return nil
    }
}

/// The states that cuts may leave, each looked at once, whichever way it came about.
struct CrashStateReview {
    private(set) var states: Set<CrashState> = []
    /// What is lacking, and in how many states of those that were looked at before it was enough.
    private(set) var lacks: [String: Int] = [:]
    private var isEnough: Bool { lacks.values.reduce(0, +) >= 10 }

    /// Looks at every state that a cut may leave of what a scene recorded.
    mutating func add(_ scene: CallScene, limit: Int, after: String = "") throws {
        if isEnough { return }
        for state in DiskModel.crashStates(of: scene.recording.calls, on: scene.model, limit: limit)
        where !isEnough && states.insert(state).inserted {
            if let lack = try scene.lack(in: state) { lacks[lack + after, default: 0] += 1 }
        }
    }
}
