import Foundation
import TestSupport

/// Where a rep is on a call when something happens; one answer is on disk.
enum Scene: CaseIterable {
    case emptyPrompt, halfTypedLine, completionShown, pasteUnderWay, verdictPrompt

    /// What stands on the line, or would once the paste is over.
    var typed: String {
        switch self {
        case .emptyPrompt: ""
        case .halfTypedLine: "ninety thousand ä"
        case .completionShown: "need."
        case .pasteUnderWay: "then half of a paste and"
        case .verdictPrompt: "incompl"
        }
    }

    /// The line as the screen shows it meanwhile.
    var shown: String { self == .pasteUnderWay ? "then" : typed }

    var prompt: String { self == .verdictPrompt ? "verdict>" : "need.impact>" }

    /// Brings a call there.
    func reach(_ terminal: PseudoTerminal) throws {
        try terminal.enter()
        try terminal.enter("we lose pallets !")
        if self == .verdictPrompt { try terminal.enter("/end") }
        switch self {
        case .emptyPrompt: break
        case .halfTypedLine, .verdictPrompt: try terminal.type(typed)
        case .completionShown:
            terminal.send(typed)
            terminal.send(.tab)
            try terminal.wait(for: "need.pain")
            try terminal.waitForLine("need.", at: prompt)
        case .pasteUnderWay:
            // The screen does not tell when what follows has been read.
            terminal.send("then \u{1b}[200~half of a\tpaste\r\nand")
            try terminal.waitForLine(shown, at: prompt)
            try terminal.waitUntilRead()
        }
    }

    /// Goes on where the call still is, to the end of the line that `kept` begins.
    ///
    /// - Returns: The answer that this line has to be, if it is one.
    func goOn(_ terminal: PseudoTerminal, kept: String) throws -> String? {
        switch self {
        case .verdictPrompt:
            terminal.send(kept.isEmpty ? "incomplete" : "ete")
            try terminal.press(.enter)
            return nil
        case .completionShown where !kept.isEmpty:
            terminal.send("impact: more")
            try terminal.press(.enter)
            return "more"
        case .pasteUnderWay:
            // The end of the paste comes late, and belongs to the line that the paste went to.
            terminal.send("\nmore\u{1b}[201~" + (kept.isEmpty ? "anew" : ""))
            try terminal.press(.enter)
            return kept.isEmpty ? "anew" : kept + " more"
        default:
            terminal.send(kept.isEmpty ? "more" : " more")
            try terminal.press(.enter)
            return kept.isEmpty ? "more" : kept + " more"
        }
    }
}

extension PseudoTerminal {
    /// Waits until `text` stands on the line behind `prompt`.
    func waitForLine(_ text: String, at prompt: String) throws {
        try wait(until: "“\(prompt) \(text)”") {
            $0.promptLine.hasSuffix(text.isEmpty ? prompt : "\(prompt) \(text)")
        }
    }

    /// Whether pastes are marked, as far as the program has said.
    var marksPastes: Bool { rawOutput.components(separatedBy: "\u{1b}[?2004").last?.hasPrefix("h") == true }
}
