#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What may be sent to a terminal.
package struct TerminalCapabilities: Equatable, Sendable {
    /// Whether escape sequences may move the cursor and erase.
    package var movesCursor: Bool
    /// Whether escape sequences may colour text.
    package var showsColour: Bool
    /// Whether the terminal marks a paste as one.
    package var marksPastes: Bool

    /// Judges by TERM and NO_COLOR, which stands for no escape sequences at all; where output is no terminal
    /// nothing is allowed either.
    package init(isTerminal: Bool, term: String?, noColor: String?) {
        let term = term ?? ""
        movesCursor =
            isTerminal && !["", "dumb", "emacs", "unknown"].contains(term) && (noColor ?? "").isEmpty
        showsColour = movesCursor
        marksPastes = movesCursor && !Self.isOldTerminal(term)
    }

    /// The capabilities of the terminal behind `descriptor`.
    package static func current(of descriptor: Int32 = STDOUT_FILENO) -> TerminalCapabilities {
        TerminalCapabilities(
            isTerminal: isTerminal(descriptor), term: variable("TERM"), noColor: variable("NO_COLOR"))
    }

    /// Consoles and hardware terminals, which never learned to mark a paste; every emulator in use has.
    private static func isOldTerminal(_ term: String) -> Bool {
        if let last = term.dropFirst(2).first, term.hasPrefix("vt"), last.isNumber { return true }
        return ["linux", "ansi", "cons25", "sun", "hurd", "mach", "wyse", "wy", "pcansi"].contains {
            term == $0 || term.hasPrefix($0 + "-") || ($0 == "wy" && term.hasPrefix($0))
        }
    }

    static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

/// Whether `descriptor` is a terminal.
package func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
}
