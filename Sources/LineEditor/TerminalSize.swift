import CTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The size of a terminal, in characters.
package struct TerminalSize: Equatable, Sendable {
    package var rows: Int
    package var columns: Int

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    /// The size of the terminal behind `descriptor`, else what LINES and COLUMNS say, else 24 by 80.
    package static func current(of descriptor: Int32 = STDOUT_FILENO) -> TerminalSize {
        var rows: Int32 = 0
        var columns: Int32 = 0
        if terminal_window_size(descriptor, &rows, &columns) != 0 {
            return TerminalSize(rows: rows > 0 ? Int(rows) : 24, columns: Int(columns))
        }
        return TerminalSize(rows: number(in: "LINES") ?? 24, columns: number(in: "COLUMNS") ?? 80)
    }

    private static func number(in variable: String) -> Int? {
        guard let text = TerminalCapabilities.variable(variable), let number = Int(text), number > 0 else {
            return nil
        }
        return number
    }
}
