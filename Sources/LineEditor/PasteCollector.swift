/// Gathers the bytes of a paste up to the mark that ends it.
struct PasteCollector {
    private static let endMark = Array("\u{1b}[201~".utf8)

    private let limit: Int
    private var bytes: [UInt8] = []
    /// How much of the end mark the last bytes are.
    private var matched = 0
    /// Whether something was dropped because the paste was too long.
    private(set) var isCut = false

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes one byte; `true` when the paste is over.
    mutating func take(_ byte: UInt8) -> Bool {
        if byte == Self.endMark[matched] {
            matched += 1
            return matched == Self.endMark.count
        }
        // ESC stands in the mark only once, so a new one can begin nowhere but here.
        keep(Self.endMark[..<matched])
        matched = byte == Self.endMark[0] ? 1 : 0
        if matched == 0 { keep([byte]) }
        return false
    }

    /// What was pasted, with invalid UTF-8 repaired.
    var text: String {
        var text = String(decoding: bytes, as: UTF8.self)
        if isCut, text.hasSuffix("\u{fffd}") { text.removeLast() }
        return text
    }

    private mutating func keep(_ more: some Collection<UInt8>) {
        let room = limit - bytes.count
        if more.count > room { isCut = true }
        bytes.append(contentsOf: more.prefix(room))
    }
}
