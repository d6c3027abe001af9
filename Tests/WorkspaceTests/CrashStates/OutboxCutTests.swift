import CrashStates
import Delivery
import Foundation
import Glibc
import Qualification
import Testing
import Workspace

/// What a loss of power may leave of what became of the messages to a receiver.
@Suite struct OutboxCutTests {
    private static func entry(_ number: Int) -> OutboxEntry {
        OutboxEntry(
            at: UpkeepFixture.now.adding(milliseconds: Int64(number) * 1000), event: .delivered,
            message: "20261121T140321Z-0000000\(number)", attempt: 1, status: 200, next: nil, rests: false,
            address: String(repeating: "a", count: 64))
    }

    /// Once an entry was added, its message is not sent again, whatever happens; and nobody else reads or diverts it.
    @Test func whatWasAddedStaysAdded() throws {
        let fixture = try UpkeepFixture(inMemory: true)
        let before = try DiskState(reading: fixture.path)
        let recording = FileRecording()
        try recording.watch {
            let outbox = Outbox(fixture.workspace)
            let lock = try #require(try outbox.lock())
            // The first two by one round, the third by the next.
            var file = try outbox.file(of: "marketing")
            for number in 1...3 {
                if number == 3 { file = try outbox.file(of: "marketing") }
                try file.add(OutboxCutTests.entry(number))
                recording.promise(number)
            }
            withExtendedLifetime(lock) {}
        }
        var files = 0
        for call in recording.calls {
            #expect(call.isCautious, "\(call)")
            if case .open(_, _, let name, let flags, let mode) = call, flags & O_CREAT != 0 {
                files += 1
                #expect(mode == 0o600, "\(name)")
            }
        }
        #expect(files >= 2)
        let model = DiskModel(root: fixture.path, before)
        let states = DiskModel.crashStates(of: recording.calls, on: model, limit: 100)
        for state in states {
            let place = try TemporaryFolder(inMemory: true)
            try state.disk.materialise(at: place.path)
            let workspace = try Workspace(lookingAt: WorkspaceLocation(path: place.path, source: .option))
            let delivered = try Outbox(workspace).state(of: "marketing").delivered.count
            #expect(delivered >= state.promised, "\(delivered) of \(state.promised)")
        }
        #expect(states.count > 20, "\(states.count)")
        #expect(states.contains { $0.promised == 3 })
    }

    @Test func oneRoundAtATime() throws {
        let fixture = try UpkeepFixture(inMemory: true)
        let lock = try #require(try Outbox(fixture.workspace).lock())
        try #expect(Outbox(fixture.workspace).lock() == nil)
        withExtendedLifetime(lock) {}
    }
}
