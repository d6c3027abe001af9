/// Why no line editor could be made.
package enum LineEditorError: Error, Equatable, CustomStringConvertible {
    /// Standard input or standard output is no terminal.
    case notATerminal
    /// Neither the user's locale nor `C.UTF-8` is there; libedit would drop every character beyond ASCII.
    case noUTF8Locale
    /// libedit, or the pipe that signals come through, could not be set up.
    case cannotOpen(errno: Int32)

    package var description: String {
        switch self {
        case .notATerminal: "standard input and output are not a terminal"
        case .noUTF8Locale: "no UTF-8 locale: neither the one in LC_ALL, LC_CTYPE or LANG, nor C.UTF-8"
        case .cannotOpen(let errno): "the terminal could not be opened for editing (errno \(errno))"
        }
    }
}
