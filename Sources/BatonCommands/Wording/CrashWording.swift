/// The one line that the screen shows when the program dies of a fault of its own.
///
/// It is set before anything goes wrong, so it can hold nothing of what went on.
enum CrashWording {
    static let anywhere = "baton stopped on a fault of its own; what was saved before is whole."
    static let inCall =
        "baton stopped on a fault of its own; every entry up to the last prompt is saved. "
        + "`baton call` with the same lead goes on."
    static let inPractice = "baton stopped on a fault of its own; nothing was recorded."
}
