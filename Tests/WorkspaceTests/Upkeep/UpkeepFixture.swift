import Foundation
import Glibc
import Qualification
import Testing
import Workspace

/// A workspace in a temporary folder, removed with the last reference to it.
final class UpkeepFixture {
    let workspace: Workspace
    let store: TranscriptStore
    var path: String { workspace.path }
    /// A folder that is not there: nothing was kept in it.
    var secondPlace: SecondPlace { SecondPlace("\(path)/nowhere") }
    private var count = 0

    static let now = Instant(milliseconds: 1_795_276_800_000)  // 2026-11-21T16:00:00Z

    init(inMemory isInMemory: Bool = false) throws {
        let memory = isInMemory && access("/dev/shm", W_OK) == 0
        let parent = memory ? "/dev/shm" : FileManager.default.temporaryDirectory.path
        let path = parent + "/baton-upkeep-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for name in ["checklists", "transcripts"] { _ = try Folder(making: "\(path)/\(name)") }
        workspace = try Workspace(
            opening: WorkspaceLocation(path: path, source: .option), checklists: [:])
        store = TranscriptStore(workspace)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    // MARK: - Writing

    func write(_ name: String, _ text: String) throws {
        let full = "\(path)/\(name)"
        let slash = try #require(full.lastIndex(of: "/"))
        try Folder(making: String(full[..<slash])).replace(
            String(full[full.index(after: slash)...]), with: Array(text.utf8))
    }

    func leads(_ name: String, _ leads: [Lead]) throws {
        try write("leads/\(name).jsonl", leads.map { String(decoding: $0.jsonLine, as: UTF8.self) }.joined())
    }

    /// A call id on the day of the fixture, each another.
    func nextID(month: String = "202611") -> String {
        count += 1
        return "\(month)21T14032\(count % 10)Z-\(String(repeating: "0", count: 8 - "\(count)".count))\(count)"
    }

    @discardableResult
    func record(
        _ lead: Lead, id: String? = nil, verdict: Verdict? = .recycled, continues: String? = nil,
        draft: String? = nil,
        entries: [Entry.Kind] = [], proof: [Proof] = [], sha256: String? = nil
    ) throws -> CallRecord {
        let id = id ?? nextID()
        let at = UpkeepFixture.now.adding(hours: -1)
        var record = CallRecord(
            id: id, rep: "sam", lead: lead,
            checklist: .init(
                name: "BANT", version: "1.0.0", sha256: sha256 ?? String(repeating: "0", count: 64)),
            startedAt: at, utcOffset: UTCOffset(minutes: 60), continues: continues, draft: draft,
            entries: entries.enumerated().map { Entry(seq: $0 + 1, at: at, kind: $1) })
        if let verdict {
            record.outcome = Outcome(
                verdict: verdict, proposed: verdict, override: "I know \(lead.name ?? "nobody")",
                reason: GivenReason(code: "timing", note: "as \(lead.name ?? "nobody") said"),
                attempt: Attempt(disposition: .gatekeeper, spokeTo: "Rita", note: "ask again"), decidedAt: at,
                decidedBy: "sam", proof: proof,
                nextStep: NextStep(what: "demo with \(lead.name ?? "nobody")", on: nil))
        }
        try store.file(of: id, isNew: true).save(record)
        return record
    }

    @discardableResult
    func feedback(_ record: CallRecord, words: [String] = ["we are locked in"]) throws -> Feedback {
        let feedback = Feedback(
            id: record.id, at: UpkeepFixture.now, rep: "sam", leadID: record.lead.id,
            email: record.lead.email,
            company: record.lead.company,
            source: .init(
                channel: "LinkedIn", campaign: nil, score: 72, threshold: 60, mqlAt: nil,
                firstTouchAt: record.startedAt,
                firstTouchInTime: nil, attempts: 1),
            verdict: .recycled, reason: record.outcome?.reason, buyerWords: words, elements: [],
            action: .init(who: "nurture", what: "write to \(record.lead.name ?? "nobody")", on: nil),
            supersedes: nil)
        try store.save(feedback)
        return feedback
    }

    // MARK: - Reading

    func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: "\(path)/\(name)") }

    /// Every file with its content, links and folders left out.
    var contents: [String: Data] {
        var all: [String: Data] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: path) ?? .init() {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder),
                !isFolder.boolValue
            {
                all[name] = FileManager.default.contents(atPath: "\(path)/\(name)")
            }
        }
        return all
    }

    func transcript(_ id: String) -> String { "transcripts/\(CallID.month(of: id) ?? "")/\(id).json" }
    func message(_ id: String) -> String { "feedback/\(CallID.month(of: id) ?? "")/\(id).json" }
}

/// Eight characters, each time others.
final class CountedRandom {
    private var count = 0
    func next() -> String {
        count += 1
        return "rnd\(10000 + count)"
    }
}
