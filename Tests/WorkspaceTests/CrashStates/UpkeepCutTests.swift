import CrashStates
import Foundation
import Glibc
import Qualification
import Testing
import Workspace

/// What a loss of power may leave of forgetting somebody.
@Suite struct UpkeepCutTests {
    private static let jane = Lead(
        id: "jane@acme.example", name: "Jane Ortiz", email: "jane@acme.example", phone: "+1 212 555 0100",
        company: "Acme Logistics")
    private static let bob = Lead(
        id: "bob@river.example", name: "Bob Stone", email: "bob@river.example", company: "River Parts")

    /// What a person could be recognised by.
    private static let traces = [
        "Ortiz", "jane@acme", "5550100", "555 0100", "Acme Logistics", "calls from the car",
    ]

    private static func makeScene() throws -> (fixture: UpkeepFixture, bobs: CallRecord) {
        let fixture = try UpkeepFixture(inMemory: true)
        try fixture.leads("20261120T100000Z-aaaaaaaa", [jane, bob])
        try fixture.write(
            "leads/20261120T100000Z-aaaaaaaa.rejected.csv",
            "Name,Phone,reason\r\nJane Ortiz,,too many cells\r\nKim Bo,'+49 30 1234567,too many cells\r\n")
        let first = try fixture.record(jane, entries: [.note(text: "calls from the car")])
        try fixture.feedback(first, words: ["Jane Ortiz said so"])
        let bobs = try fixture.record(
            bob, entries: [.note(text: "knows Jane Ortiz"), .note(text: "likes tea")])
        return (fixture, bobs)
    }

    /// After any cut a second run finds the way to the end, and what a run says is erased does not come back.
    @Test func forgettingSomebody() throws {
        let (fixture, bobs) = try UpkeepCutTests.makeScene()
        let before = try DiskState(reading: fixture.path)
        let recording = FileRecording()
        try recording.watch {
            let random = CountedRandom()
            let result = try Forgetting(
                fixture.workspace, secondPlace: fixture.secondPlace, random: random.next
            )
            .forget([UpkeepCutTests.jane.id], at: UpkeepFixture.now, by: "sam")
            #expect(result.foundAnything && result.isProven)
            recording.promise(1)
        }
        let model = DiskModel(root: fixture.path, before)
        let states = DiskModel.crashStates(of: recording.calls, on: model, limit: 24)
        var lacks: [String: Int] = [:]
        for state in states {
            if let lack = try UpkeepCutTests.lack(in: state, bobs) { lacks[lack, default: 0] += 1 }
        }
        #expect(lacks == [:])
        #expect(states.count > 150, "\(states.count)")
    }

    private static func lack(in state: CrashState, _ bobs: CallRecord) throws -> String? {
        if state.promised == 1, let trace = state.disk.trace(of: traces) { return "\(trace) came back" }
        let place = try TemporaryFolder(inMemory: true)
        try state.disk.materialise(at: place.path)
        let workspace = try Workspace(lookingAt: WorkspaceLocation(path: place.path, source: .option))
        let random = CountedRandom()
        let result = try Forgetting(
            workspace, secondPlace: SecondPlace("\(place.path)/nowhere"), random: random.next
        )
        .forget([jane.id], at: UpkeepFixture.now, by: "sam")
        if !result.isProven { return "a second run does not bring it to its end" }
        let after = try DiskState(reading: place.path)
        if let trace = after.trace(of: traces) { return "\(trace) is left after a second run" }
        guard let kept = try? TranscriptStore(workspace).load(bobs.id) else {
            return "another record is lost"
        }
        if kept.lead != bobs.lead || kept.entries.count != bobs.entries.count
            || !String(decoding: kept.encoded, as: UTF8.self).contains("likes tea")
        {
            return "another record is changed"
        }
        for (path, content) in after.items {
            guard case .file(let data) = content else { continue }
            if path.hasSuffix(".jsonl"), !String(decoding: data, as: UTF8.self).contains("bob@river.example")
            {
                return "another lead is lost"
            }
            if path.hasSuffix(".csv"), !String(decoding: data, as: UTF8.self).contains("Kim Bo") {
                return "another row is lost"
            }
        }
        let leads = after.items.keys.filter { $0.hasPrefix("leads/") && !$0.contains("/.") }
        return leads.count == 2 ? nil : "a file of leads is lost"
    }
}

extension DiskState {
    /// The tree below a folder; the index, which is a cache, is left out.
    init(reading root: String) throws {
        self.init()
        for path in try FileManager.default.subpathsOfDirectory(atPath: root)
        where !path.contains("index.sqlite") {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder)
            items[path] =
                isFolder.boolValue
                ? .folder : .file(FileManager.default.contents(atPath: "\(root)/\(path)") ?? Data())
        }
    }

    /// The first of some words that is found anywhere, with where.
    fileprivate func trace(of words: [String]) -> String? {
        for (path, content) in items.sorted(by: { $0.key < $1.key }) {
            guard case .file(let data) = content else { continue }
            let text = String(decoding: data, as: UTF8.self)
            if let word = words.first(where: { text.contains($0) || path.contains($0) }) {
                return "\(word) in \(path.split(separator: "/").first ?? "")"
            }
        }
        return nil
    }
}
