import CrashStates
import Foundation
import Glibc
import Testing
import Workspace

@Suite struct FolderTests {
    let temporary: TemporaryFolder
    let folder: Folder

    init() throws {
        temporary = try TemporaryFolder()
        folder = try Folder(temporary.path)
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private func error(_ work: () throws -> Void) -> FileError? {
        do {
            try work()
            return nil
        } catch {
            return error as? FileError
        }
    }

    @Test func replacingLeavesTheNewFileAndNothingElse() throws {
        try folder.replace("a.json", with: bytes("old and longer"))
        try folder.replace("a.json", with: bytes("new"))
        #expect(temporary.names() == ["a.json"])
        #expect(temporary.text("a.json") == "new")
        #expect(try folder.status(of: "a.json")?.permissions == 0o600)
    }

    @Test func anEmptyFileIsAFile() throws {
        try folder.replace("empty", with: [])
        #expect(try folder.read("empty", limit: 10) == [])
    }

    @Test func creatingNeverReplaces() throws {
        try folder.create("a.json", with: bytes("first"))
        let refused = error { try folder.create("a.json", with: bytes("second")) }
        #expect(refused?.isTaken == true)
        #expect(temporary.names() == ["a.json"])
        #expect(temporary.text("a.json") == "first")
    }

    @Test func aLinkPlantedInThePlaceIsNotFollowed() throws {
        try temporary.put("precious", at: "elsewhere/target")
        for name in ["a", "b"] { symlink("elsewhere/target", folder.path(of: name)) }
        symlink("elsewhere/nowhere", folder.path(of: "c"))
        #expect(error { try folder.create("a", with: bytes("x")) }?.isTaken == true)
        #expect(error { try folder.create("c", with: bytes("x")) }?.isTaken == true)
        try folder.replace("b", with: bytes("mine"))
        #expect(temporary.text("elsewhere/target") == "precious")
        #expect(temporary.names("elsewhere") == ["target"])
        #expect(temporary.text("b") == "mine")
        #expect(error { _ = try folder.read("a", limit: 100) }?.code == ELOOP)
    }

    @Test func anAttemptThatFailsLeavesNothing() throws {
        try temporary.put("inside", at: "taken/inside")
        #expect(error { try folder.replace("taken", with: bytes("x")) }?.operation == .rename)
        #expect(temporary.names() == ["taken"])
        #expect(temporary.names("taken") == ["inside"])
    }

    /// Where the file system knows no second names, the place is reserved by an empty file first.
    @Test func aPlaceThatWasReservedInVainIsGivenUp() throws {
        let recording = FileRecording()
        recording.fault = { call in
            switch call {
            case .link: EPERM
            case .rename: EIO
            default: 0
            }
        }
        let failure = error { try recording.watch { try folder.create("a.json", with: bytes("x")) } }
        #expect(failure?.operation == .rename && failure?.code == EIO)
        #expect(temporary.names() == [])
    }

    @Test func aFileIsNoFolder() throws {
        try temporary.put("x", at: "file")
        #expect(error { _ = try Folder(folder.path(of: "file")) }?.code == ENOTDIR)
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func aFolderThatCannotBeWrittenToIsSaidSo() throws {
        chmod(temporary.path, 0o500)
        defer { chmod(temporary.path, 0o700) }
        #expect(error { try folder.replace("a", with: bytes("x")) }?.isForbidden == true)
        #expect(temporary.names() == [])
    }

    @Test func aFolderThatIsGoneIsSaidSo() throws {
        rmdir(temporary.path)
        #expect(error { try folder.replace("a", with: bytes("x")) }?.isMissing == true)
        #expect(try !folder.isInPlace())
        mkdir(temporary.path, 0o700)
        #expect(try !folder.isInPlace())
    }

    @Test func foldersAreMadeWithTheirParentsForTheirOwnerOnly() throws {
        let made = try Folder(making: "\(temporary.path)/a/b/c")
        try made.create("file", with: bytes("x"))
        #expect(temporary.text("a/b/c/file") == "x")
        for path in ["a", "a/b", "a/b/c"] {
            #expect(try FileStatus.of("\(temporary.path)/\(path)")?.permissions == 0o700)
        }
        #expect(error { _ = try Folder(making: "\(temporary.path)/a/b/c/file/d") }?.code == ENOTDIR)
    }

    @Test func readingIsCappedAndRefusesWhatIsNoFile() throws {
        try folder.replace("ten", with: bytes("0123456789"))
        #expect(try folder.read("ten", limit: 10) == bytes("0123456789"))
        #expect(
            error { _ = try folder.read("ten", limit: 9) }?.problem == .tooLarge(bytes: 10, limit: 9))
        #expect(try folder.read("ten", offset: 3, count: 4) == bytes("3456"))
        #expect(error { _ = try folder.read("ten", offset: 8, count: 4) }?.problem == .cutShort)
        mkfifo(folder.path(of: "pipe"), 0o600)
        #expect(error { _ = try folder.read("pipe", limit: 9) }?.problem == .notAFile)
        mkdir(folder.path(of: "sub"), 0o700)
        #expect(error { _ = try folder.read("sub", limit: 9) }?.problem == .notAFile)
        #expect(error { _ = try folder.read("nothing", limit: 9) }?.isMissing == true)
    }

    @Test func removingSaysWhetherThereWasAFile() throws {
        try folder.replace("a", with: bytes("x"))
        #expect(try folder.remove("a"))
        #expect(try !folder.remove("a"))
    }

    // MARK: - Drafts

    @Test func aDraftShowsUnderItsNameOnlyWhole() throws {
        let draft = try FileDraft(in: folder)
        let piece = [UInt8](repeating: 0x61, count: 100_000)
        for _ in 0..<10 { try draft.append(piece) }
        #expect(temporary.names().count == 1 && temporary.names()[0].hasPrefix(".baton-tmp-"))
        try draft.commit(as: "whole", replacing: false)
        #expect(temporary.names() == ["whole"])
        #expect(try folder.status(of: "whole")?.bytes == 1_000_000)
        #expect(draft.bytes == 1_000_000)
    }

    @Test func aDraftGivenUpLeavesNothing() throws {
        let first = try FileDraft(in: folder)
        try first.append(bytes("x"))
        first.abort()
        var second: FileDraft? = try FileDraft(in: folder)
        try second?.append(bytes("x"))
        second = nil
        #expect(temporary.names() == [])
    }

    @Test func aDraftDoesNotReplaceWhatCameFirst() throws {
        let draft = try FileDraft(in: folder)
        try draft.append(bytes("late"))
        try folder.create("name", with: bytes("early"))
        #expect(error { try draft.commit(as: "name", replacing: false) }?.isTaken == true)
        #expect(temporary.names() == ["name"])
        #expect(temporary.text("name") == "early")
    }

    @Test func twoFoldersWriteDraftsSideBySide() throws {
        let other = try Folder(temporary.path)
        let drafts = [try FileDraft(in: folder), try FileDraft(in: other)]
        for (index, draft) in drafts.enumerated() {
            try draft.append(bytes("\(index)"))
            try draft.commit(as: "\(index)", replacing: false)
        }
        #expect(temporary.text("0") == "0" && temporary.text("1") == "1")
    }

    @Test func leftoversOfTheDeadAreClearedAndTheLivingAreNot() throws {
        try temporary.put("half a rec", at: ".baton-tmp-4242-1")
        try temporary.put("mine", at: "record.json")
        let living = try FileDraft(in: folder)
        try living.append(bytes("x"))
        #expect(try folder.removeLeftovers() == 1)
        #expect(temporary.names().count == 2 && !temporary.names().contains(".baton-tmp-4242-1"))
        try living.commit(as: "done", replacing: false)
        #expect(temporary.names() == ["done", "record.json"])
    }

    /// A file that is written was once told from a leftover by its age, and what a kill left stayed for two seconds.
    @Test func clearingNeverTakesWhatIsBeingWritten() throws {
        let path = temporary.path
        let clearing = Thread {
            guard let folder = try? Folder(path) else { return }
            while !Thread.current.isCancelled { _ = try? folder.removeLeftovers() }
        }
        clearing.start()
        defer { clearing.cancel() }
        for round in 0..<300 {
            // Each with numbers that begin anew, as another process has them.
            try Folder(path).replace("record.json", with: bytes("\(round)"))
            #expect(temporary.text("record.json") == "\(round)")
        }
    }
}
