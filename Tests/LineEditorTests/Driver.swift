import Foundation
import TestSupport

/// The driver program, and how the tests start it.
enum Driver {
    static let path = BuiltProgram.path(of: "LineEditorDriver")

    /// An environment with nothing of the tester's own in it.
    static func environment(_ more: [String: String] = [:]) -> [String: String] {
        ["TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
            .merging(more) { $1 }
    }

    /// Starts the driver on a terminal and waits for its prompt.
    static func start(
        _ arguments: [String] = [], environment: [String: String] = [:], rows: Int = 24, columns: Int = 80
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            path, arguments, environment: Self.environment(environment), rows: rows, columns: columns)
        try terminal.waitForPrompt()
        return terminal
    }

    /// A path that is nobody else's.
    static func freshPath() -> String {
        NSTemporaryDirectory() + "line-editor-" + UUID().uuidString
    }

    static func text(at path: String) -> String? {
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try? String(contentsOfFile: path, encoding: .utf8)
    }
}

extension PseudoTerminal {
    /// Waits until the driver asks: its prompt is the last row, with nothing typed yet.
    ///
    /// Bytes sent between two prompts would be echoed twice.
    func waitForPrompt() throws {
        try wait(until: "the prompt") { terminal in
            terminal.screen.lastLine.hasPrefix(">") && !terminal.isSane
        }
    }

    /// Types a line and waits for what the driver made of it.
    func enter(_ text: String, showing answer: String) throws {
        send(text + "\r")
        try wait(for: answer)
        try waitForPrompt()
    }
}
