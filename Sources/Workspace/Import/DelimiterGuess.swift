/// What stands between the cells of a file.
struct DelimiterGuess: Hashable, Sendable {
    var delimiter: UInt8
    /// The length in bytes of Excel's `sep=;` line, 0 where there is none.
    var preamble = 0

    static let candidates = Array(",;\t|".utf8)

    /// Decides over the beginning of a file, in UTF-8.
    ///
    /// A `sep=` line decides. Else the delimiter wins under which the most headers are known; of equals the one under
    /// which the most records have as many cells as the header, then the one with more columns.
    init(head: [UInt8], isWhole: Bool) {
        if let (delimiter, length) = DelimiterGuess.declared(in: head) {
            self.delimiter = delimiter
            preamble = length
            return
        }
        var best = (delimiter: UInt8(ascii: ","), score: [-1])
        for candidate in DelimiterGuess.candidates {
            let score = DelimiterGuess.score(candidate, head: head, isWhole: isWhole)
            if best.score.lexicographicallyPrecedes(score) { best = (candidate, score) }
        }
        delimiter = best.delimiter
    }

    private static func declared(in head: [UInt8]) -> (UInt8, Int)? {
        let line = head.prefix(16).prefix { $0 != 0x0A && $0 != 0x0D }
        let rest = head.dropFirst(line.count)
        let bare = line.filter { $0 != UInt8(ascii: "\"") }
        guard !rest.isEmpty, bare.count == 5, let delimiter = bare.last,
            String(decoding: bare.prefix(4), as: UTF8.self).lowercased() == "sep="
        else { return nil }
        return (delimiter, line.count + (rest.starts(with: [0x0D, 0x0A]) ? 2 : 1))
    }

    private static func score(_ delimiter: UInt8, head: [UInt8], isWhole: Bool) -> [Int] {
        var records: [[String]] = []
        if let source = try? ImportSource.bytes(head).open() {
            let reader = CSVReader(delimiter: delimiter, source: source)
            while records.count < 50, let event = try? reader.next() {
                if event == .row { records.append(reader.strings) }
            }
        }
        if !isWhole, records.count > 1, records.count < 50 { records.removeLast() }
        guard let header = records.first, header.count > 1 else { return [0, 0, 0] }
        let known = header.count { HeaderNames.isKnown($0) }
        let alike = records.count { $0.count == header.count }
        return [known, alike * 1000 / records.count, header.count]
    }
}
