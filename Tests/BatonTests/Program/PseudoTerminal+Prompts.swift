import Foundation
import TestSupport

/// Typing at Baton's prompts: never before one shows, since what is sent between two of them is echoed twice.
extension PseudoTerminal {
    /// What Baton writes when a prompt is about to show.
    private static let promptMark = "\u{1b}[?2004h"

    /// How many prompts have been shown.
    var promptCount: Int { rawOutput.components(separatedBy: PseudoTerminal.promptMark).count - 1 }

    /// The prompt on the screen with what stands on its line; a clock at the right edge is left out.
    var promptLine: String {
        screen.lastLine.replacing(#/ +\d+:\d\d$/#, with: "")
    }

    /// Waits until a prompt shows that was not there when `count` were.
    func waitForPrompt(after count: Int) throws {
        try wait(until: "prompt number \(count + 1)") { terminal in
            let parts = terminal.rawOutput.components(separatedBy: PseudoTerminal.promptMark)
            return parts.count > count + 1 && parts[parts.count - 1].contains("> ") && !terminal.isSane
        }
    }

    /// Types a line on an emptied prompt, and waits for the next prompt.
    func enter(_ line: String = "") throws {
        let count = promptCount
        send(.controlU)
        send(line + "\r")
        try waitForPrompt(after: count)
    }

    /// Goes on with what stands on the prompt, and waits for the next one.
    func press(_ key: Key) throws {
        let count = promptCount
        send(key)
        try waitForPrompt(after: count)
    }

    /// Types the line after which the program ends.
    func enterLast(_ line: String = "") throws -> Ending {
        send(.controlU)
        send(line + "\r")
        return try waitForEnd()
    }

    /// Types without Enter, and waits until it stands on the prompt.
    func type(_ text: String) throws {
        send(text)
        try wait(until: "“\(text)” on the prompt") { $0.promptLine.hasSuffix("> \(text)") }
    }
}
