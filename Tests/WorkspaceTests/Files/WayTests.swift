import CrashStates
import Foundation
import Glibc
import Qualification
import Testing

@testable import Workspace

/// The way from a workspace to its folders.
@Suite struct WayTests {
    private let temporary: TemporaryFolder
    private let workspace: Workspace

    init() throws {
        temporary = try TemporaryFolder()
        for name in ["w", "w/checklists", "w/transcripts", "outside", "outside/2026-11"] {
            try #require(mkdir("\(temporary.path)/\(name)", 0o700) == 0)
        }
        workspace = try Workspace(
            lookingAt: WorkspaceLocation(path: "\(temporary.path)/w", source: .option))
    }

    private func problem(_ work: () throws(FileError) -> Void) -> FileError.Problem? {
        do {
            try work()
            return nil
        } catch {
            return error.problem
        }
    }

    @Test(arguments: [false, true]) func noLinkIsFollowed(making isMaking: Bool) throws {
        symlink("\(temporary.path)/outside", "\(workspace.path)/feedback")
        symlink("\(temporary.path)/outside/2026-11", "\(workspace.transcriptsPath)/2026-11")
        for path in [
            workspace.feedbackPath, "\(workspace.feedbackPath)/2026-11", "\(workspace.feedbackPath)/2026-12",
            "\(workspace.transcriptsPath)/2026-11",
        ] {
            let found = problem { () throws(FileError) in
                _ =
                    isMaking
                    ? try Folder(making: path, in: workspace) : try Folder(path, in: workspace)
            }
            #expect(found == .link, "\(path)")
        }
        #expect(temporary.names("outside") == ["2026-11"])
        #expect(temporary.names("outside/2026-11") == [])
    }

    @Test func aFolderThatBecameALinkIsNotInItsPlace() throws {
        let folder = try Folder(making: "\(workspace.transcriptsPath)/2026-11", in: workspace)
        #expect(try folder.isInPlace())
        try FileManager.default.moveItem(atPath: folder.path, toPath: "\(temporary.path)/moved")
        symlink("\(temporary.path)/moved", folder.path)
        #expect(problem { () throws(FileError) in _ = try folder.isInPlace() } == .link)
    }

    @Test(.enabled(if: geteuid() == 0, "only a superuser can give files away"))
    func nothingOfAnotherUserIsUsed() throws {
        let folder = try Folder(making: "\(workspace.transcriptsPath)/2026-11", in: workspace)
        try folder.create("a", with: [1])
        try #require(chown(folder.path(of: "a"), 4242, 4242) == 0)
        #expect(
            problem { () throws(FileError) in _ = try folder.read("a", limit: 9) } == .foreign(owner: 4242))
        for path in [workspace.transcriptsPath, workspace.path] {
            try #require(chown(path, 4242, 4242) == 0)
            #expect(
                problem { () throws(FileError) in _ = try Folder(folder.path, in: workspace) }
                    == .foreign(owner: 4242), "\(path)")
            try #require(chown(path, geteuid(), getegid()) == 0)
        }
        let calls = OpenCalls(workspace)
        if case .acquired(let call) = try calls.acquire(leadID: "jane") { call.leave() }
        let name = try #require(temporary.names("w/.baton/open").first)
        try #require(chown("\(workspace.openCallsPath)/\(name)", 4242, 4242) == 0)
        #expect(
            problem { () throws(FileError) in _ = try calls.acquire(leadID: "jane") }
                == .foreign(owner: 4242))
    }

    @Test(arguments: [false, true]) func aFileInTheWayIsNoFolder(making isMaking: Bool) throws {
        try temporary.put("x", at: "w/transcripts/2026-11")
        let found = problem { () throws(FileError) in
            let path = "\(workspace.transcriptsPath)/2026-11"
            _ = isMaking ? try Folder(making: path, in: workspace) : try Folder(path, in: workspace)
        }
        #expect(found == .notAFolder)
    }

    /// A tree is looked through without following a link, whenever it was planted.
    @Test(arguments: [false, true]) func aTreeEndsAtALink(planted isPlantedLate: Bool) throws {
        try temporary.put("precious", at: "outside/2026-11/file")
        let path = "\(workspace.path)/feedback"
        if isPlantedLate { try #require(mkdir(path, 0o700) == 0) }
        let plant = { symlink("\(temporary.path)/outside", path) }
        if !isPlantedLate { try #require(plant() == 0) }
        let recording = FileRecording()
        recording.fault = { call in
            if isPlantedLate, case .open(_, _, "feedback", _, _) = call {
                rmdir(path)
                _ = plant()
            }
            return 0
        }
        var (seen, failures): ([String], [String]) = ([], [])
        recording.watch {
            TreeWalk.walk(
                isPlantedLate ? workspace.path : path, followingLinks: false,
                failure: { failures.append($0.path) },
                each: { item in
                    seen.append(item.name)
                    return .enter
                })
        }
        #expect(seen == (isPlantedLate ? ["checklists", "feedback", "transcripts"] : []))
        #expect(failures == (isPlantedLate ? [path] : []))
        for call in recording.calls { #expect(call.isCautious, "\(call)") }
    }

    /// Once a mark was written through: what had the same inode elsewhere was cut to nothing.
    @Test func aMarkWithASecondNameIsNotWrittenTo() throws {
        let calls = OpenCalls(workspace)
        guard case .acquired(let first) = try calls.acquire(leadID: "jane") else { return }
        let name = try #require(temporary.names("w/.baton/open").first)
        try first.release()
        try temporary.put("precious", at: "outside/file")
        try #require(
            Glibc.link("\(temporary.path)/outside/file", "\(workspace.openCallsPath)/\(name)") == 0)
        guard case .acquired(let call) = try calls.acquire(leadID: "jane") else {
            Issue.record("not acquired")
            return
        }
        try call.note(
            OpenCallInfo(
                callID: "c", leadID: "jane", rep: "sam", pid: 1, startedAt: Instant(milliseconds: 0)))
        #expect(temporary.text("outside/file") == "precious")
        #expect(try calls.holder(ofLead: "jane")?.rep == "sam")
    }

    @Test("Bug: a file from after the year 2262 was the end of the program")
    func aFileFromTheFarFuture() throws {
        let folder = try Folder(making: "\(workspace.transcriptsPath)/2026-11", in: workspace)
        try folder.create("a", with: [])
        for seconds in [Int.min / 2, -5, 200_000_000_000] {
            let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
            _ = utimensat(AT_FDCWD, folder.path(of: "a"), times, 0)
            #expect(try folder.status(of: "a") != nil)
            try folder.removeLeftovers()
        }
    }
}
