import ArgumentParser

/// An error as a person and a script see it: what was wrong and what to do next, and an exit code.
struct Failure: Error {
    /// The exit codes of the command line, after sysexits.
    enum Code: Int32 {
        case failure = 1
        case usage = 64
        case badData = 65
        case noInput = 66
        case cannotWrite = 74
        case busy = 75
        case badConfiguration = 78
    }

    var code: Code
    /// The first line says what was wrong, the others what to do.
    var lines: [ScreenLine]

    init(_ code: Code, _ lines: ScreenLine...) {
        self.init(code, lines)
    }

    init(_ code: Code, _ lines: [ScreenLine]) {
        self.code = code
        self.lines = lines
    }
}
