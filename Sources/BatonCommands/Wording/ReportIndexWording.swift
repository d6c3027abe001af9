/// What is said while somebody waits for what reports and searches are made of.
enum ReportIndexWording {
    /// After so many more calls there is another line.
    static let step = 100_000

    static func hasRead(_ calls: Int, isFirst: Bool) -> ScreenLine {
        isFirst ? "Reading the calls that are new to reports and searches …" : "  \(calls) calls read"
    }

    static let waits: ScreenLine = "Another baton is reading the calls; waiting for it …"

    static func notKept(_ path: String) -> ScreenLine {
        "baton: \(path) cannot be written to, so that all calls are read anew each time"
    }
}
