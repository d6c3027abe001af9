import CTerminal

/// What becomes of a crash.
package enum CrashGuard {
    /// From here on a crash leaves the terminal as it was, says `message` in one line, and dies by its signal.
    ///
    /// Nothing waits for an answer, no memory is printed, and no core file is left: there is customers' data in it.
    package static func install(message: String) {
        terminal_guard_crashes(message)
    }
}
