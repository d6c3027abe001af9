import CrashStates
import Foundation
import Glibc
import Qualification
import Testing
import Workspace

/// What a loss of power may leave of an import.
@Suite struct ImportCutTests {
    /// The leads of an import are all there from the moment that it says so, and before that none or all.
    @Test func anImport() throws {
        let temporary = try TemporaryFolder(inMemory: true)
        let path = "\(temporary.path)/w"
        for name in ["", "/checklists", "/transcripts"] { mkdir(path + name, 0o700) }
        let workspace = try Workspace(
            opening: WorkspaceLocation(path: path, source: .option), checklists: [:])
        let index = try WorkspaceIndex(workspace)
        let before = try DiskState(reading: temporary.path)
        let leads = (1...4000).map { Lead(id: "lead-\($0)@acme.example", name: "Lead \($0)") }
        let recording = FileRecording()
        try recording.watch {
            _ = try index.addLeads(at: UpkeepFixture.now, random: "aaaaaaaa") { writer in
                for lead in leads { try writer.add(lead) }
            }
            recording.promise(1)
        }
        let states = DiskModel.crashStates(
            of: recording.calls, on: DiskModel(root: temporary.path, before), limit: 200)
        let whole = Data(leads.flatMap(\.jsonLine))
        for state in states {
            let file = state.disk.items["w/leads/\(UpkeepFixture.now.compact)-aaaaaaaa.jsonl"]
            #expect(file == .file(whole) || (file == nil && state.promised == 0))
        }
        #expect(states.count > 100)
    }
}
