import Foundation
import Glibc
import Testing
import Workspace

@Suite struct WorkspaceLocationTests {
    let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    private func find(
        option: String? = nil, _ environment: [String: String] = [:], from folder: String = "/"
    ) throws -> WorkspaceLocation {
        try WorkspaceLocation.find(option: option, environment: environment, currentFolder: folder)
    }

    private func error(_ work: () throws -> Void) -> WorkspaceError? {
        do {
            try work()
            return nil
        } catch {
            return error as? WorkspaceError
        }
    }

    @Test func theOptionComesBeforeTheEnvironmentAndThatBeforeTheFolders() throws {
        try temporary.put("", at: "shop/checklists/a.yaml")
        try temporary.put("", at: "shop/transcripts/a")
        try temporary.put("", at: "shop/deep/down/file")
        let (shop, deep) = ("\(temporary.path)/shop", "\(temporary.path)/shop/deep/down")
        let environment = ["BATON_WORKSPACE": "/env", "XDG_DATA_HOME": "/data", "HOME": "/home/sam"]
        #expect(
            try find(option: "x", environment, from: deep)
                == WorkspaceLocation(path: "\(deep)/x", source: .option))
        #expect(try find(environment, from: deep) == WorkspaceLocation(path: "/env", source: .environment))
        #expect(
            try find(["HOME": "/h", "BATON_WORKSPACE": ""], from: deep)
                == WorkspaceLocation(path: shop, source: .ancestor))
        #expect(try find(from: shop) == WorkspaceLocation(path: shop, source: .ancestor))
    }

    @Test func elseItIsInTheDataFolder() throws {
        #expect(try find(["XDG_DATA_HOME": "/data", "HOME": "/h"]).path == "/data/baton")
        #expect(try find(["XDG_DATA_HOME": "relative", "HOME": "/h"]).path == "/h/.local/share/baton")
        #expect(try find(["HOME": "/h"]).source == .personal)
        #expect(error { _ = try find() } == .noHome)
    }

    @Test func thePersonalOneIsMadeOnFirstUse() throws {
        let location = WorkspaceLocation(path: "\(temporary.path)/a/baton", source: .personal)
        let workspace = try Workspace(opening: location, checklists: ["bant.yaml": "checklist: BANT\n"])
        #expect(temporary.names("a/baton") == ["checklists", "transcripts"])
        #expect(temporary.text("a/baton/checklists/bant.yaml") == "checklist: BANT\n")
        #expect(try FileStatus.of(workspace.checklistsPath)?.permissions == 0o700)
        try temporary.put("mine", at: "a/baton/checklists/bant.yaml")
        _ = try Workspace(opening: location, checklists: ["bant.yaml": "checklist: BANT\n"])
        #expect(temporary.text("a/baton/checklists/bant.yaml") == "mine")
    }

    @Test func oneCutShortInTheMakingIsMadeAnew() throws {
        try temporary.put("old text", at: "w/checklists/bant.yaml")
        let location = WorkspaceLocation(path: "\(temporary.path)/w", source: .personal)
        _ = try Workspace(opening: location, checklists: ["bant.yaml": "new", "reasons.yaml": "r"])
        #expect(temporary.names("w/checklists") == ["bant.yaml", "reasons.yaml"])
        #expect(temporary.text("w/checklists/bant.yaml") == "old text")
    }

    /// Once what a kill in the making left half written stayed among the checklists for good.
    @Test func whatWasHalfWrittenInTheMakingGoes() throws {
        try temporary.put("ha", at: "w/checklists/.baton-tmp-1-1")
        let longAgo = Date(timeIntervalSinceNow: -60)
        try FileManager.default.setAttributes(
            [.modificationDate: longAgo], ofItemAtPath: "\(temporary.path)/w/checklists/.baton-tmp-1-1")
        let location = WorkspaceLocation(path: "\(temporary.path)/w", source: .personal)
        _ = try Workspace(opening: location, checklists: ["bant.yaml": "half no more"])
        #expect(temporary.names("w/checklists") == ["bant.yaml"])
    }

    @Test func aNamedFolderThatDoesNotExistIsNotMade() throws {
        let path = "\(temporary.path)/mistyped"
        let location = WorkspaceLocation(path: path, source: .option)
        #expect(
            error { _ = try Workspace(opening: location, checklists: [:]) }
                == .missing(path: path, source: .option))
        #expect(temporary.names() == [])
    }

    @Test func aNamedFolderThatIsEmptyBecomesOne() throws {
        mkdir("\(temporary.path)/empty", 0o755)
        let location = WorkspaceLocation(path: "\(temporary.path)/empty", source: .environment)
        _ = try Workspace(opening: location, checklists: ["bant.yaml": "b"])
        #expect(temporary.names("empty") == ["checklists", "transcripts"])
        #expect(try FileStatus.of("\(temporary.path)/empty")?.permissions == 0o700, "its owner's alone")
    }

    @Test func aNamedFolderWithOtherThingsIsLeftAlone() throws {
        try temporary.put("x", at: "photos/cat.jpg")
        let path = "\(temporary.path)/photos"
        let location = WorkspaceLocation(path: path, source: .option)
        #expect(
            error { _ = try Workspace(opening: location, checklists: [:]) }
                == .notAWorkspace(path: path, source: .option))
        #expect(temporary.names("photos") == ["cat.jpg"])
        let file = WorkspaceLocation(path: "\(path)/cat.jpg", source: .option)
        #expect(
            error { _ = try Workspace(opening: file, checklists: [:]) }
                == .notAWorkspace(path: "\(path)/cat.jpg", source: .option))
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
    func somebodyElsesIsRefused() throws {
        try temporary.put("", at: "w/checklists/a")
        try temporary.put("", at: "w/transcripts/a")
        let path = "\(temporary.path)/w"
        chown(path, 4242, 4242)
        #expect(
            error {
                _ = try Workspace(opening: WorkspaceLocation(path: path, source: .ancestor), checklists: [:])
            }
                == .foreign(path: path, owner: 4242))
        #expect(
            error {
                _ = try Workspace(lookingAt: WorkspaceLocation(path: path, source: .ancestor))
            }
                == .foreign(path: path, owner: 4242))
    }

    /// Some files are read by their path, which must not have led anywhere else.
    @Test(arguments: ["checklists", "transcripts", "leads", ".baton"])
    func oneWithALinkForAFolderIsRefused(_ name: String) throws {
        for part in ["checklists", "transcripts"] { try temporary.put("", at: "w/\(part)/a") }
        let path = "\(temporary.path)/w"
        if temporary.names("w").contains(name) {
            try #require(rename("\(path)/\(name)", "\(temporary.path)/outside") == 0)
        } else {
            try #require(mkdir("\(temporary.path)/outside", 0o700) == 0)
        }
        try #require(symlink("\(temporary.path)/outside", "\(path)/\(name)") == 0)
        let refused = WorkspaceError.file(FileError(.open, "\(path)/\(name)", .link))
        let location = WorkspaceLocation(path: path, source: .option)
        #expect(error { _ = try Workspace(opening: location, checklists: [:]) } == refused)
        #expect(error { _ = try Workspace(lookingAt: location) } == refused)
    }
}
