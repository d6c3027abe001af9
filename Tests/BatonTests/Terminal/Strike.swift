import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Something that happens to a call from outside, or by one of the keys that stop programs.
enum Strike: Hashable, CustomStringConvertible {
    case signal(Int32)
    case key(PseudoTerminal.Key)
    case resize
    case closedTerminal

    /// What has to come of it.
    enum Consequence {
        /// Death by that signal; the line that was half typed is kept.
        case pauses(Int32)
        /// Death by that signal and one line on the screen. What memory holds is not trusted any more: the draft is
        /// gone, and all that was acknowledged is on disk already.
        case crashes(Int32)
        /// Nobody is asked, and nobody can put the terminal back.
        case dies
        case dropsTheLine
        case stops
        case goesOn
    }

    static let all: [Strike] =
        ending.map(Strike.signal) + [
            .signal(SIGSEGV), .signal(SIGABRT), .signal(SIGINT), .signal(SIGTSTP), .signal(SIGKILL),
            .key(.controlC), .key(.controlBackslash),
            .key(.controlZ), .resize, .closedTerminal,
        ]

    static let ending = [SIGHUP, SIGTERM, SIGQUIT]
    static let crashing = [SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP]

    var description: String {
        switch self {
        case .signal(let number): "signal \(number)"
        case .key(let key): "\(key)"
        case .resize: "resize"
        case .closedTerminal: "closed terminal"
        }
    }

    /// Within a paste the keys are bytes of it.
    func consequence(in scene: Scene) -> Consequence {
        switch self {
        case .signal(SIGINT): .dropsTheLine
        case .signal(SIGTSTP): .stops
        case .signal(SIGKILL): .dies
        case .signal(let number): Strike.crashing.contains(number) ? .crashes(number) : .pauses(number)
        case .key(.controlC): scene == .pasteUnderWay ? .goesOn : .dropsTheLine
        case .key(.controlZ): scene == .pasteUnderWay ? .goesOn : .stops
        case .key, .resize: .goesOn
        case .closedTerminal: .pauses(SIGHUP)
        }
    }

    func fall(on terminal: PseudoTerminal) {
        switch self {
        case .signal(let number): terminal.signal(number)
        case .key(let key): terminal.send(key)
        case .resize: terminal.resize(rows: 20, columns: 70)
        case .closedTerminal: terminal.hangUp()
        }
    }
}
