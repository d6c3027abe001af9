import CrashStates
import Foundation
import Glibc
import Qualification
import Testing
import Workspace

/// What a loss of power may leave, at every moment of a call, keeps every promise that was made by then.
///
/// The calls to the system are taken down as the product makes them; every state that they allow on disk is put into a
/// folder of its own and read as the next start reads it.
@Suite struct PowerCutTests {
    @Test("Bug: a loss of power took the mark of a call, and its verdict stayed without feedback")
    func anEmptyWorkspaceAndItsFirstCall() throws {
        let scene = try CallScene(saves: 2)
        try scene.recording.watch { try scene.hold() }
        var review = CrashStateReview()
        try review.add(scene, limit: 400)
        #expect(review.lacks == [:])
        #expect(review.states.count > 150)
    }

    @Test func twelveReplacementsAndTheVerdict() throws {
        let scene = try CallScene(saves: 13)
        try scene.recording.watch { try scene.hold() }
        var review = CrashStateReview()
        try review.add(scene, limit: 100)
        #expect(review.lacks == [:])
        #expect(review.states.count > 250)
    }

    /// A promise holds although the disk refused a call before, whichever: what is tried again is made safe anew.
    @Test("Bug: a folder whose parent could not be brought to disk passed for safe at the next try")
    func aCallThatFailsOnce() throws {
        let first = try CallScene(saves: 2)
        try first.recording.watch { try first.hold() }
        var review = CrashStateReview()
        for failing in 0..<first.recording.calls.count + 10 {
            let scene = try CallScene(saves: 2)
            scene.failing(at: failing..<failing + 1)
            scene.recording.watch {
                // Where the end of the call failed, the next start sees to it.
                do { try scene.hold() } catch { try? scene.completeUnfinished() }
            }
            try review.add(scene, limit: 12, after: ", after failure \(failing)")
        }
        #expect(review.lacks == [:])
        #expect(review.states.count > 400)
    }

    /// A process dies, another goes on with what it sees, and then the power fails: not all that is seen is safe.
    @Test("Bug: what a process did not live to bring to disk passed for safe with the next one")
    func aDeathBeforeTheCut() throws {
        let first = try CallScene(saves: 2)
        try first.recording.watch { try first.hold() }
        var review = CrashStateReview()
        for death in 0..<first.recording.calls.count {
            let scene = try CallScene(saves: 2)
            scene.failing(at: death..<Int.max)
            scene.recording.watch { try? scene.hold() }
            scene.failing(at: 0..<0)
            scene.outliveLocks()
            try scene.recording.watch {
                try scene.completeUnfinished()
                try scene.hold()
            }
            try review.add(scene, limit: 12, after: ", after death \(death)")
        }
        #expect(review.lacks == [:])
        #expect(review.states.count > 400)
    }

    /// A file is made under a name that nobody has, for its owner alone, and no link leads it elsewhere; also where the
    /// file system knows no second names.
    @Test(arguments: [false, true])
    func whatIsMadeIsNewAndItsOwnersAlone(withoutLinks: Bool) throws {
        let scene = try CallScene(saves: 2)
        scene.recording.fault = { call in
            if case .link = call { withoutLinks ? EPERM : 0 } else { 0 }
        }
        try scene.recording.watch { try scene.hold() }
        var (files, folders) = (0, 0)
        for call in scene.recording.calls {
            #expect(call.isCautious, "\(call)")
            switch call {
            case .open(_, _, let name, let flags, let mode) where flags & O_CREAT != 0:
                files += 1
                #expect(mode == 0o600, "\(name)")
                // The file of an open call, named after a hash, is shared and locked.
                if name.count != 64 { #expect(flags & O_EXCL != 0, "\(name)") }
            case .makeFolder(_, let name, let mode):
                folders += 1
                #expect(mode == 0o700, "\(name)")
            default: break
            }
        }
        #expect(files > 4 && folders > 5)
    }

    /// What was erased does not come back.
    @Test func anErasure() throws {
        let scene = try CallScene(saves: 1)
        let erased = 10
        try scene.recording.watch {
            try scene.hold()
            #expect(try TranscriptStore(scene.workspace).erase(scene.versions[0].id))
            scene.recording.promise(erased)
        }
        let states = DiskModel.crashStates(of: scene.recording.calls, on: scene.model, limit: 100)
            .filter { $0.promised == erased }
        for state in states {
            #expect(state.disk.items.keys.allSatisfy { !$0.hasSuffix("/\(scene.versions[0].id).json") })
        }
        #expect(!states.isEmpty)
    }
}
