import Conversation
import Qualification
import Workspace

@testable import BatonCommands

/// A file that people write: every mistake has a place in it, and what reads can be shown and called under.
enum ChecklistFuzz {
    static func take(_ bytes: [UInt8]) throws {
        try lint(bytes, path: "team.yaml")
        do {
            let loaded = try LoadedChecklist(bytes: bytes, path: "team.yaml", reasons: Scene.reasons)
            try show(loaded)
            try call(loaded)
            try copy(loaded)
        } catch let error as ChecklistError {
            try check(error, bytes)
        }
    }

    static func takeReasons(_ bytes: [UInt8]) throws {
        try lint(bytes, path: "reasons.yaml")
        do {
            let reasons = try ReasonListReader.read(bytes, path: "reasons.yaml")
            for reason in reasons.reasons { try ShownBytes.check(["\(reason.name) \(reason.code)"]) }
        } catch let error as ChecklistError {
            try check(error, bytes)
        }
    }

    static func takeSettings(_ bytes: [UInt8]) throws {
        try lint(bytes, path: "baton.yaml")
        do {
            let settings = try SettingsReader.read(bytes, path: "baton.yaml")
            _ = settings.firstTouchDue(handedOverAt: Scene.start)
        } catch {
            try check(error, bytes)
        }
    }

    // MARK: Mistakes

    private static func lint(_ bytes: [UInt8], path: String) throws {
        let linted = LintedFile(bytes, path: path, reasons: Scene.reasons, checklists: ["BANT"])
        try check(linted.diagnostics, bytes)
    }

    private static func check(_ error: ChecklistError, _ bytes: [UInt8]) throws {
        try promise(!error.diagnostics.isEmpty, "no mistake is named: \(error)")
        try check(error.diagnostics, bytes)
    }

    private static func check(_ diagnostics: [Diagnostic], _ bytes: [UInt8]) throws {
        let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
        for diagnostic in diagnostics {
            try promise(
                (1...lines).contains(diagnostic.line) && diagnostic.column >= 1
                    && diagnostic.column <= bytes.count + 1, "a place outside of the file: \(diagnostic)")
            try promise(
                diagnostic.message.count < 2000, "a message of \(diagnostic.message.count) characters")
        }
        // Hundreds of mistakes are worded like the first.
        let first = diagnostics.prefix(12)
        try ShownBytes.check(first.flatMap(DiagnosticWording(width: 60).block))
        try ShownBytes.check(json: JSONValue.array(first.map(DiagnosticWording.json)).encoded(.pretty))
    }

    // MARK: Use

    private static func show(_ loaded: LoadedChecklist) throws {
        try ShownBytes.check(ChecklistWording(loaded.checklist).lines)
        let json = loaded.json.encoded(.pretty)
        try ShownBytes.check(json: json)
        _ = try JSONValue.parse(json, limit: .max)
    }

    private static func call(_ loaded: LoadedChecklist) throws {
        var conversation = Scene.conversation(Scene.record(loaded), loaded.checklist)
        let moment = Moment(instant: Scene.start, offset: Scene.offset)
        for line in [
            "", "40k", "no", "?", "Dana, the CFO", "in 3 months !", "/status", "/c", "/verdict", "/end",
            "sql", "so it is", "",
        ] {
            guard !conversation.isOver else { break }
            try Scene.check(conversation.receive(line, at: moment), of: conversation)
        }
        for typed in ["", "/", "/c ", "a"] {
            for candidate in conversation.completions(of: typed) { try ShownBytes.check(candidate.text) }
        }
        try Scene.checkSaved(conversation.record)
        try Scene.checkShown(conversation.record, loaded.checklist)
        try Scene.checkFeedback(conversation.record, loaded.checklist)
    }

    /// A copy under another name reads, and means the same.
    private static func copy(_ loaded: LoadedChecklist) throws {
        guard let copy = try? ChecklistCopy(name: "Copy"), let text = copy.text(from: loaded) else { return }
        do {
            let read = try LoadedChecklist(bytes: text, path: "copy.yaml", reasons: Scene.reasons)
            try promise(read.checklist.elements == loaded.checklist.elements, "the copy is another checklist")
        } catch let error as ChecklistError {
            throw Broken("the copy does not read: \(error)")
        }
    }
}
