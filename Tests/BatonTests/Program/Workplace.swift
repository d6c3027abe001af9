import Foundation
import Qualification
import TestSupport
import Testing
import Workspace

/// What a rep has in front of them: the built program, a workspace of their own, and a folder for temporary files.
///
/// It is noon there, whatever the time is, so that no test runs into the next day. Everything goes when it does.
final class Workplace: Sendable {
    static let program = BuiltProgram.path(of: "baton")

    let folder: URL
    let workspace: URL
    /// Where the program is told to put temporary files.
    let scratch: URL

    /// A workplace with an empty folder that is to become the workspace, and the leads of a CSV text in it.
    init(leads csv: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "baton-test-\(UUID().uuidString)")
        workspace = folder.appending(path: "workspace")
        scratch = folder.appending(path: "scratch")
        for url in [workspace, scratch, folder.appending(path: "home")] {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        if let csv { try importLeads(csv) }
    }

    /// A workplace of its own that begins as `other` is now, which takes less than bringing its leads in again.
    init(copying other: Workplace) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "baton-test-\(UUID().uuidString)")
        workspace = folder.appending(path: "workspace")
        scratch = folder.appending(path: "scratch")
        try FileManager.default.copyItem(at: other.folder, to: folder)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    // MARK: Running

    /// Nothing of the tester's own, with `more` on top; an empty value takes a variable out.
    func environment(_ more: [String: String] = [:]) -> [String: String] {
        let hour = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: Date()).hour ?? 0
        return [
            "PATH": "/usr/bin:/bin", "HOME": folder.appending(path: "home").path, "TMPDIR": scratch.path,
            "TERM": "xterm-256color", "BATON_WORKSPACE": workspace.path, "TZ": "NOON\(hour - 12)",
        ]
        .merging(more) { $1 }.filter { !$0.value.isEmpty }
    }

    /// Runs the program in pipes, with `input` as everything that is typed.
    func run(
        _ arguments: String..., input: [String] = [], environment more: [String: String] = [:],
        directory: URL? = nil, whenOutput: ((_ process: Int32, _ output: String) -> Void)? = nil
    ) throws -> PipedProgram {
        try PipedProgram.run(
            Workplace.program, arguments, input: Array(input.map { $0 + "\n" }.joined().utf8),
            environment: environment(more), directory: (directory ?? folder).path, whenOutput: whenOutput)
    }

    /// Starts the program on a terminal.
    func open(
        _ arguments: String..., environment more: [String: String] = [:], rows: Int = 24, columns: Int = 100,
        inShell: Bool = false
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            Workplace.program, arguments, environment: environment(more), directory: folder.path, rows: rows,
            columns: columns, inShell: inShell)
    }

    /// Starts a call on a terminal and waits for its first prompt.
    func call(
        _ lead: String = Workplace.jane, environment more: [String: String] = [:], rows: Int = 24,
        columns: Int = 100, inShell: Bool = false, awaiting prompt: String = "dialling>"
    ) throws -> PseudoTerminal {
        let terminal = try open(
            "call", lead, "--rep", "sam", environment: more, rows: rows, columns: columns, inShell: inShell)
        try terminal.wait(for: prompt)
        return terminal
    }

    // MARK: Leads

    static let jane = "jane@acme.example"

    /// The lead that the golden sessions are about, handed over a good three hours ago.
    static var janeCSV: String { csv(of: Fixtures.lead) }

    /// A lead as a list would name it, handed over a good three hours ago.
    static func csv(of lead: Lead) -> String {
        let handedOver = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
            .adding(milliseconds: -(183 * 60 + 30) * 1000)
        let extra = lead.extra.sorted { $0.key < $1.key }
        let header =
            ["Name", "Email", "Phone", "Company", "Title", "Channel", "Campaign", "Score", "MQL Date"]
            + extra.map(\.key)
        let row =
            [
                lead.name, lead.email, lead.phone, lead.company, lead.title, lead.channel, lead.campaign,
                lead.score.map(String.init), handedOver.rfc3339,
            ] + extra.map(\.value)
        return [header, row.map { $0 ?? "" }].map { $0.joined(separator: ",") + "\n" }.joined()
    }

    /// Two leads; Jane was handed over first.
    static var twoLeadsCSV: String {
        janeCSV + """
            Mei Chen,mei@blueriver.example,+65 555 0123,Blue River Parts,Finance Manager,Website,Pricing page,68,\
            \(Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).rfc3339)

            """
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let url = folder.appending(path: name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// Brings leads in the way a rep does, and checks that all of them came.
    func importLeads(_ csv: String) throws {
        let path = try write(csv, to: "leads-\(UUID().uuidString).csv")
        let program = try run("import", path)
        try #require(program.ending == .exit(0), "\(program.errors)")
    }

    // MARK: What is on disk

    /// The paths of the files below a folder of the workspace, relative to it and in order.
    ///
    /// Hidden ones are left out: a killed process leaves its unfinished drafts.
    func files(in name: String) -> [String] {
        let below = FileManager.default.enumerator(atPath: workspace.appending(path: name).path)
        let all = (below?.allObjects as? [String] ?? []).filter { !$0.contains("/.") && !$0.hasPrefix(".") }
        return all.map { "\(name)/\($0)" }.filter { !isFolder($0) }.sorted()
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let full = workspace.appending(path: path).path
        return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) && isFolder.boolValue
    }

    func url(of path: String) -> URL { workspace.appending(path: path) }

    /// All records, the oldest first; one that is not whole fails the test.
    func records() throws -> [CallRecord] {
        try files(in: "transcripts").map { path in
            try CallRecord.decoded([UInt8](Data(contentsOf: url(of: path))), path: path)
        }
        .sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }

    /// The one record there is.
    func record() throws -> CallRecord {
        let records = try records()
        try #require(records.count == 1)
        return records[0]
    }

    /// The answers that stand in the one record, by question.
    func answers() throws -> [String: String] {
        let answers = try record().standing.answers
        return Dictionary(uniqueKeysWithValues: answers.map { ($0.key.description, $0.value.text) })
    }

    func feedback() throws -> [Feedback] {
        try files(in: "feedback").map { path in
            try Feedback.decoded([UInt8](Data(contentsOf: url(of: path))), path: path)
        }
    }

    /// The files that mark calls as open or paused.
    var openCalls: [String] { files(in: ".baton/open") }

    /// The folder that calls of this month go into.
    var month: URL {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).rfc3339
        return url(of: "transcripts/\(now.prefix(7))")
    }
}

extension PipedProgram {
    /// What it wrote to standard output, line by line.
    var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    /// Whether any byte of either output could do more to a terminal than show a character.
    var isHarmless: Bool { output.isHarmless && errors.isHarmless }
}

extension String {
    /// Whether it holds no control but the line feed, no bidirectional control, and nothing that was not UTF-8.
    var isHarmless: Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0A: true
            case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF,
                0xFFFD:
                false
            default: true
            }
        }
    }
}
