import CTerminal

/// The end of the process by a signal.
package enum ProcessDeath {
    /// Dies by the default action of `signal`, so that whoever started the program sees that death.
    ///
    /// Close the line editor first.
    package static func bySignal(_ signal: Int32) -> Never {
        terminal_die(signal)
    }
}
