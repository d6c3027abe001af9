/// Turns any error into words; the one place where that is done.
enum ErrorWording {
    static func text(_ error: any Error) -> String { "\(error)" }
}
