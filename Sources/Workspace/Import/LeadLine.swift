import Qualification

/// The JSON line of one lead, written straight from the cells of its row.
///
/// Keys are sorted and always there, null where nothing is known; cells that are empty, or that a field took, are not
/// in `extra`.
struct LeadLine: ~Copyable {
    /// The columns in the order of their keys, and where in `keys` each key stands, with a comma before and a colon
    /// and a quote behind it.
    private let order: [(column: Int, start: Int, count: Int)]
    private let keys: [UInt8]
    private let doNotCall: [Bool]
    private let reading: Cell.Reading

    private var start: UnsafeMutablePointer<UInt8>
    private var end: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 14

    init(headers: [String], doNotCall: [Bool], reading: Cell.Reading) {
        var keys: [UInt8] = []
        order = headers.enumerated()
            .sorted { $0.element.utf8.lexicographicallyPrecedes($1.element.utf8) }
            .map { index, header in
                let start = keys.count
                keys.append(UInt8(ascii: ","))
                JSONWriter.append(quoted: header, to: &keys)
                keys.append(contentsOf: ":\"".utf8)
                return (index, start, keys.count - start)
            }
        self.keys = keys
        self.doNotCall = doNotCall
        self.reading = reading
        start = .allocate(capacity: capacity)
        end = start
    }

    deinit { start.deallocate() }

    /// The line that was written last, with its line feed; gone with the next one.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: end - start) }

    mutating func write(_ lead: ImportedLead, of row: CSVRow, taken: UnsafePointer<Bool>) {
        end = start
        append("{\"campaign\":", lead.campaign)
        append(",\"channel\":", lead.channel)
        append(",\"company\":", lead.company)
        append(",\"email\":", lead.email)
        append(",\"extra\":{")
        appendExtra(row, taken)
        append("},\"id\":", lead.id)
        append(",\"mqlAt\":")
        if let mqlAt = lead.mqlAt { append(mqlAt) } else { append("null") }
        append(",\"name\":", lead.name)
        append(",\"phone\":", lead.phone)
        append(",\"score\":")
        if let score = lead.score { append(escaping: String(score)) } else { append("null") }
        append(",\"title\":", lead.title)
        append("}\n")
    }

    private mutating func appendExtra(_ row: CSVRow, _ taken: UnsafePointer<Bool>) {
        let first = end
        keys.withUnsafeBytes { keys in
            for (column, start, count) in order where column < row.count && !taken[column] {
                let raw = row.bytes(at: column)
                if raw.isEmpty { continue }
                let trimmed = reading.text(of: raw)
                if trimmed.isEmpty { continue }
                let key = UnsafeRawBufferPointer(rebasing: keys[start..<start + count])
                append(end == first ? UnsafeRawBufferPointer(rebasing: key[1...]) : key)
                append(escaping: doNotCall[column] ? trimmed : CSVFormula.withoutApostrophe(raw))
                append("\"")
            }
        }
    }

    private mutating func append(_ key: StaticString, _ value: String?) {
        append(key)
        guard var value else { return append("null") }
        append("\"")
        value.withUTF8 { append(escaping: UnsafeRawBufferPointer($0)) }
        append("\"")
    }

    private mutating func append(_ instant: Instant) {
        let (days, rest) = instant.milliseconds.floorDivided(by: 86_400_000)
        let day = LocalDay(daysSinceEpoch: Int(days))
        let ofDay = Int(rest)
        append("\"")
        append(day.year, digits: 4)
        append("-")
        append(day.month, digits: 2)
        append("-")
        append(day.day, digits: 2)
        append("T")
        append(ofDay / 3_600_000, digits: 2)
        append(":")
        append(ofDay / 60_000 % 60, digits: 2)
        append(":")
        append(ofDay / 1000 % 60, digits: 2)
        append(".")
        append(ofDay % 1000, digits: 3)
        append("Z\"")
    }

    private mutating func append(_ number: Int, digits: Int) {
        reserve(digits)
        var rest = number
        for index in (0..<digits).reversed() {
            end[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        end += digits
    }

    @inline(__always)
    private mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        UnsafeMutableRawBufferPointer(start: end, count: bytes.count).copyMemory(from: bytes)
        end += bytes.count
    }

    private mutating func append(escaping text: String) {
        var text = text
        text.withUTF8 { append(escaping: UnsafeRawBufferPointer($0)) }
    }

    private mutating func append(escaping bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count * JSONWriter.longestEscape + 8)
        end = JSONWriter.write(escaping: bytes, to: end)
    }

    @inline(__always)
    private mutating func reserve(_ count: Int) {
        if start + capacity - end < count { grow(count) }
    }

    private mutating func grow(_ count: Int) {
        let used = end - start
        capacity = max(capacity * 2, used + count)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: used)
        start.deallocate()
        start = larger
        end = larger + used
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
