import Conversation

/// Where a call is held: a terminal, a pipe, or a test.
protocol Console: AnyObject {
    /// Columns to lay text out for.
    var width: Int { get }
    /// Whether somebody sits in front of it who sees prompts and can be asked.
    var isInteractive: Bool { get }

    /// Shows lines that belong to the conversation.
    func show(_ lines: [ScreenLine])
    /// Shows lines that are about the program: warnings and errors.
    func warn(_ lines: [ScreenLine])
    /// Waits for one line.
    func hear(_ ask: Ask) -> Heard
    /// Drops what was typed before anybody could see the next prompt.
    func discardTypeAhead()
}

/// What a console asks for.
struct Ask {
    var prompt: ScreenLine
    /// The question above the prompt, for whoever sees prompts.
    var question: ScreenLine?
    /// Text that stands on the prompt from the start.
    var draft = ""
    /// The time on the line, once there is one.
    var clock: (() -> String)?
    var completions: ((String) -> [CompletionCandidate])?
}

/// What came back.
enum Heard: Equatable {
    case line(String)
    /// Control-C: the line was dropped.
    case interrupted
    case endOfInput(draft: String)
    /// The terminal is gone or the process is told to end; nothing more can be asked.
    case gone(signal: Int32, draft: String)
}
