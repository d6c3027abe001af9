#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Text that C may look at between two calls.
final class HeldText {
    private(set) var pointer: UnsafeMutablePointer<CChar>?

    /// The text; a new one invalidates the pointer.
    var text = "" {
        didSet {
            guard text != oldValue || pointer == nil else { return }
            free(pointer)
            pointer = strdup(text)
        }
    }

    init() {
        pointer = strdup("")
    }

    deinit {
        free(pointer)
    }
}
