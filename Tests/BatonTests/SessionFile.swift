import Conversation
import Foundation
import Qualification
import Testing

@testable import BatonCommands

/// A golden session: the screen of one call, typed lines included, as a sales manager could read it.
///
/// Lines that begin with `#` are remarks. A line at the left margin that holds `> ` is a prompt with what was
/// typed behind it; every other line is what Baton showed. `^C` and `^D` stand for the keys. Lines that begin
/// with `%` set the scene:
///
///     % attempts 3                      how often the lead was tried before
///     % checklist meddic                one of the shipped checklists; BANT where none is named
///     % lead title Working student      what is known of the lead; `-` for nothing
struct SessionFile {
    var url: URL
    var head: [String]
    var screen: [String]

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
        path: "Sessions")

    static var all: [SessionFile] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".session") }.sorted().compactMap { try? SessionFile($0) }
    }

    init(_ name: String) throws {
        url = SessionFile.folder.appending(path: name)
        var lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
        if lines.last == "" { lines.removeLast() }
        let start = lines.firstIndex { !$0.hasPrefix("#") && !$0.hasPrefix("%") } ?? lines.endIndex
        head = Array(lines[..<start])
        screen = Array(lines[start...])
    }

    var name: String { url.deletingPathExtension().lastPathComponent }

    /// The value of a `% key value` line.
    func setting(_ key: String) -> String? {
        head.first { $0.hasPrefix("% \(key) ") }.map { String($0.dropFirst(key.count + 3)) }
    }

    /// How often the lead was tried before.
    var attempts: Int { setting("attempts").flatMap { Int($0) } ?? 0 }

    /// The checklist that the call is held under.
    var checklist: String { setting("checklist") ?? "BANT" }

    /// What is known of the lead in this session: the scene's own, with the changes of `% lead` lines.
    var lead: Lead {
        head.filter { $0.hasPrefix("% lead ") }.reduce(into: Fixtures.lead) { lead, line in
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            guard words.count == 4 else { return }
            let value = words[3] == "-" ? nil : words[3]
            switch words[2] {
            case "company": lead.company = value
            case "title": lead.title = value
            case "channel": lead.channel = value
            case "campaign": lead.campaign = value
            default: lead.extra[words[2]] = value
            }
        }
    }

    /// What was typed, line by line.
    var typed: [String] {
        screen.compactMap { line in
            guard let first = line.first, !first.isWhitespace else { return nil }
            if let mark = line.range(of: "> ") { return String(line[mark.upperBound...]) }
            return line.hasSuffix(">") ? "" : nil
        }
    }

    /// Replaces the screen by what was really shown, for a look at the difference.
    func record(_ actual: [String]) throws {
        try ((head + actual).joined(separator: "\n") + "\n").write(to: url, atomically: true, encoding: .utf8)
    }
}

extension SessionFile: CustomTestStringConvertible {
    var testDescription: String { name }
}

/// A console that types a script and keeps the screen; running out of script is the end of input.
final class ScriptConsole: Console {
    private var script: ArraySlice<String>
    private(set) var screen: [String] = []
    var leftOver: Int { script.count }
    let width = 80
    let isInteractive = true

    init(typing script: [String]) {
        self.script = script[...]
    }

    func show(_ lines: [ScreenLine]) { screen += lines.map(\.plain) }
    func warn(_ lines: [ScreenLine]) { show(lines) }
    func discardTypeAhead() {}

    func hear(_ ask: Ask) -> Heard {
        if let question = ask.question { show([question]) }
        guard let line = script.popFirst() else { return .endOfInput(draft: "") }
        // What came back on the prompt was cleared before the next line was typed.
        screen.append(ask.prompt.plain + line)
        switch line {
        case "^C": return .interrupted
        case "^D": return .endOfInput(draft: "")
        default: return .line(line)
        }
    }
}

/// A store in memory.
final class MemoryStore: CallStore {
    private(set) var saved: [CallRecord] = []
    func save(_ record: CallRecord) throws { saved.append(record) }
    func isFull(_ record: CallRecord) -> Bool { false }
    func rescue(_ record: CallRecord) -> String? { nil }
}
