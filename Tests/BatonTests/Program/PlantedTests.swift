import Foundation
import Glibc
import Qualification
import TestSupport
import Testing

/// A workspace in which somebody has put something else in the place of a folder or file: nothing outside is read,
/// written, made or removed, and nobody waits.
@Suite struct PlantedTests {
    /// A workspace with a finished call and a paused one, to be copied.
    private func makeTemplate() throws -> Workplace {
        let workplace = try Workplace(
            leads: "Name,Email,Company\nJane Ortiz,jane@acme.example,Acme\nMei Chen,mei@river.example,River\n"
        )
        _ = try workplace.run(
            "call", Workplace.jane, input: ["", "we lose pallets !", "/end", "not-a-prospect"])
        _ = try workplace.run("call", "mei@river.example", input: ["", "we lose pallets !"])
        let (records, feedback) = (try workplace.records(), try workplace.feedback())
        try #require(records.count == 2 && feedback.count == 1)
        return workplace
    }

    /// A place that something is planted in; `month` and the like are found in the template.
    enum Place: String, CaseIterable {
        case transcripts, recordMonth, feedback, feedbackMonth, leads, checklists, used, state, open
        case settings, index, log, memory, journal, leadFile, finished, paused, message, mark, kept, checklist
        case reasons

        var isFolder: Bool {
            switch self {
            case .transcripts, .recordMonth, .feedback, .feedbackMonth, .leads, .checklists, .used, .state,
                .open:
                true
            default: false
            }
        }

        /// Whether Baton does its work all the same: what stands there is a cache, or another file takes its place.
        var isDoneWithout: Bool {
            [.index, .log, .memory, .journal, .finished, .message, .used, .kept].contains(self)
        }

        func path(in workplace: Workplace) throws -> String {
            let month = workplace.month.lastPathComponent
            let records = try workplace.records()
            func first(_ folder: String) throws -> String {
                let names = try FileManager.default.contentsOfDirectory(
                    atPath: workplace.url(of: folder).path)
                return "\(folder)/\(try #require(names.sorted().first))"
            }
            return switch self {
            case .transcripts, .feedback, .leads, .checklists: rawValue
            case .recordMonth: "transcripts/\(month)"
            case .feedbackMonth: "feedback/\(month)"
            case .used: "checklists/used"
            case .state: ".baton"
            case .open: ".baton/open"
            case .settings: "baton.yaml"
            case .index: ".baton/index.sqlite"
            case .log: ".baton/index.sqlite-wal"
            case .memory: ".baton/index.sqlite-shm"
            case .journal: ".baton/index.sqlite-journal"
            case .leadFile: try first("leads")
            case .finished:
                "transcripts/\(month)/\(try #require(records.first { $0.outcome != nil }).id).json"
            case .paused: "transcripts/\(month)/\(try #require(records.first { $0.outcome == nil }).id).json"
            case .message: try first("feedback/\(month)")
            case .mark: try first(".baton/open")
            case .kept: try first("checklists/used")
            case .checklist: "checklists/bant.yaml"
            case .reasons: "checklists/reasons.yaml"
            }
        }
    }

    enum Plant: CaseIterable {
        case link, dangling, loop, pipe, device, folder, secondName

        func isPossible(at place: Place) -> Bool {
            switch self {
            case .folder, .secondName: !place.isFolder
            case .device: geteuid() == 0 && [.paused, .mark, .settings, .state].contains(place)
            case .link, .dangling, .loop, .pipe: true
            }
        }

        /// Puts it at a path; what was there is outside, and a link leads to it.
        func put(at path: String, outside: String) throws {
            let target = "\(outside)/target"
            if rename(path, target) != 0 {
                try Data("rep: mallory\n".utf8).write(to: URL(fileURLWithPath: target))
            }
            let failure =
                switch self {
                case .link: symlink(target, path)
                case .dangling: symlink("\(outside)/nothing", path)
                case .loop: symlink(path, path)
                case .pipe: mkfifo(path, 0o600)
                // /dev/zero, which never ends.
                case .device: mknod(path, S_IFCHR | 0o600, 1 << 8 | 5)
                case .folder: mkdir(path, 0o700)
                case .secondName: Glibc.link(target, path)
                }
            try #require(failure == 0)
        }
    }

    @Test("Bug: folders of the workspace that were links were followed", arguments: Plant.allCases)
    func nothingOutsideIsTouched(_ plant: Plant) throws {
        let template = try makeTemplate()
        for place in Place.allCases where plant.isPossible(at: place) {
            let workplace = try Workplace(copying: template)
            let outside = workplace.folder.appending(path: "outside").path
            try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
            let path = try place.path(in: workplace)
            try plant.put(at: workplace.url(of: path).path, outside: outside)
            let before = try Tree(outside)
            let call = try workplace.run(
                "call", "mei@river.example", input: ["90k a year !", "/end", "not-a-prospect"])
            #expect(try Tree(outside) == before, "\(place), \(plant)")
            if plant != .secondName, !place.isDoneWithout {
                #expect(
                    [.exit(65), .exit(66), .exit(74), .exit(78)].contains(call.ending), "\(place), \(plant)")
                #expect(call.errors.contains(path), "\(place), \(plant): \(call.errors)")
            } else {
                #expect(call.ending == .exit(0), "\(place), \(plant): \(call.errors)")
            }
            if plant == .link {
                for command in [["doctor", "--fix"], ["forget", Workplace.jane]] {
                    let program = try PipedProgram.run(
                        Workplace.program, command, environment: workplace.environment())
                    #expect(try Tree(outside) == before, "\(place), \(plant), \(command)")
                    if case .signal = program.ending { Issue.record("\(place), \(plant), \(command)") }
                }
            }
        }
    }

    @Test func aLinkIsNamedWithWhatToDo() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let shared = workplace.folder.appending(path: "shared")
        try FileManager.default.moveItem(at: workplace.url(of: "checklists"), to: shared)
        try FileManager.default.createSymbolicLink(
            at: workplace.url(of: "checklists"), withDestinationURL: shared)
        for command in [["leads"], ["doctor"], ["checklist", "list"], ["call", Workplace.jane]] {
            let program = try PipedProgram.run(
                Workplace.program, command, environment: workplace.environment())
            #expect(program.ending == .exit(78), "\(command)")
            #expect(
                program.errors.contains("/checklists: it is a symbolic link, and Baton follows none inside"))
            #expect(program.errors.contains("Put the folder itself in its place, or remove the link."))
        }
    }

    /// The way to the workspace is the rep's own affair.
    @Test func aWorkspaceMayBeNamedThroughALink() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let link = workplace.folder.appending(path: "link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: workplace.workspace)
        let call = try workplace.run(
            "call", Workplace.jane, input: ["", "we lose pallets !"],
            environment: ["BATON_WORKSPACE": link.path])
        #expect(call.ending == .exit(0))
        #expect(try workplace.record().entries.count == 1)
    }

    /// A link that comes while the call is on is not followed either.
    @Test func aLinkPlantedUnderARunningCall() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        let outside = workplace.folder.appending(path: "outside")
        try FileManager.default.moveItem(at: workplace.url(of: "transcripts"), to: outside)
        try FileManager.default.createSymbolicLink(
            at: workplace.url(of: "transcripts"), withDestinationURL: outside)
        let before = try Tree(outside.path)
        try terminal.enter("90k a year !")
        #expect(terminal.screen.text.contains("NOT SAVED"))
        #expect(try Tree(outside.path) == before)
        try FileManager.default.removeItem(at: workplace.url(of: "transcripts"))
        try FileManager.default.moveItem(at: outside, to: workplace.url(of: "transcripts"))
        try terminal.enter()
        #expect(try workplace.answers().count == 2)
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
    }
}

/// What is below a folder: kinds, permissions, contents, and when contents were changed.
private struct Tree: Equatable {
    private struct Item: Equatable {
        var mode: mode_t
        var modified: Int
        var content: Data?
    }
    private var items: [String: Item] = [:]

    init(_ path: String) throws {
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            var status = stat()
            try #require(lstat("\(path)/\(name)", &status) == 0)
            let isFile = status.st_mode & S_IFMT == S_IFREG
            items[name] = Item(
                mode: status.st_mode, modified: isFile ? status.st_mtim.tv_nsec : 0,
                content: isFile ? FileManager.default.contents(atPath: "\(path)/\(name)") : nil)
        }
    }
}
