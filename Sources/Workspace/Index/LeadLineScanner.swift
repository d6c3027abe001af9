import Qualification

/// Reads what the index wants of a lead's line, as Baton writes it, without making values of all that is in `extra`.
///
/// It knows one form only: keys in ascending order, strings without escapes in the fields. Anything else, a mistake
/// included, is nil, and a matter for the JSON parser.
struct LeadLineScanner {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    private init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    static func lead(_ line: UnsafeRawBufferPointer, number: Int) -> ImportedLead? {
        guard UTF8Check.validPrefix(of: line) == line.count else { return nil }
        var scanner = LeadLineScanner(line)
        return scanner.lead(number: number)
    }

    private mutating func lead(number: Int) -> ImportedLead? {
        var lead = ImportedLead(line: number, id: "")
        var keys = KeyOrder()
        guard take("{") else { return nil }
        repeat {
            guard let key = plainString(), keys.isNext(key), take(":") else { return nil }
            let isRead =
                switch String(decoding: key, as: UTF8.self) {
                case "campaign": text(into: &lead.campaign)
                case "channel": text(into: &lead.channel)
                case "company": text(into: &lead.company)
                case "email": text(into: &lead.email)
                case "extra": extra(into: &lead)
                case "id": identifier(into: &lead.id)
                case "mqlAt": instant(into: &lead.mqlAt)
                case "name": text(into: &lead.name)
                case "phone": text(into: &lead.phone)
                case "score": score(into: &lead.score)
                case "title": text(into: &lead.title)
                default: false
                }
            guard isRead else { return nil }
        } while take(",")
        guard take("}"), at == bytes.count, !lead.id.isEmpty else { return nil }
        return lead
    }

    private mutating func extra(into lead: inout ImportedLead) -> Bool {
        guard take("{") else { return false }
        if take("}") { return true }
        var keys = KeyOrder()
        var act: LeadAct?
        repeat {
            guard let key = plainString(), keys.isNext(key), take(":") else { return false }
            if LeadLineScanner.mayAskNotToBeCalled(key) {
                guard let value = plainString() else { return false }
                let pair = [String(decoding: key, as: UTF8.self): String(decoding: value, as: UTF8.self)]
                if Lead(id: "", extra: pair).asksNotToBeCalled { lead.asksNotToBeCalled = true }
            } else if let rank = LeadAct.rank(ofHeader: key) {
                guard let value = plainString() else { return false }
                act = LeadAct.better(act, LeadAct(rank: rank, text: String(decoding: value, as: UTF8.self)))
            } else if !skipString() {
                return false
            }
        } while take(",")
        lead.acted = act?.text
        return take("}")
    }

    /// A look at the first letter spares the closer one for most headers.
    private static func mayAskNotToBeCalled(_ key: UnsafeRawBufferPointer) -> Bool {
        guard let first = key.first(where: { (0x61...0x7A).contains($0 | 0x20) }) else { return false }
        return "docphn".utf8.contains(first | 0x20)
            && Lead.isDoNotCallHeader(String(decoding: key, as: UTF8.self))
    }

    private mutating func text(into value: inout String?) -> Bool {
        if takeNull() { return true }
        guard let text = plainString() else { return false }
        value = String(decoding: text, as: UTF8.self)
        return true
    }

    private mutating func identifier(into value: inout String) -> Bool {
        guard let text = plainString() else { return false }
        value = String(decoding: text, as: UTF8.self)
        return true
    }

    private mutating func instant(into value: inout Instant?) -> Bool {
        if takeNull() { return true }
        guard let text = plainString() else { return false }
        value = Instant(rfc3339: String(decoding: text, as: UTF8.self))
        return value != nil
    }

    private mutating func score(into value: inout Int?) -> Bool {
        if takeNull() { return true }
        let isNegative = take("-")
        let start = at
        var number = 0
        while at < bytes.count, (0x30...0x39).contains(bytes[at]), at - start < 15 {
            number = number * 10 + Int(bytes[at] - 0x30)
            at += 1
        }
        // A leading zero, a fraction or an exponent is for the parser.
        guard at > start, bytes[start] != 0x30 || at == start + 1 else { return false }
        value = isNegative ? -number : number
        return at < bytes.count && (bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: "}"))
    }

    // MARK: - Pieces

    @inline(__always)
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at < bytes.count, UInt32(bytes[at]) == character.value else { return false }
        at += 1
        return true
    }

    private mutating func takeNull() -> Bool {
        guard at + 4 <= bytes.count, bytes[at] == UInt8(ascii: "n"),
            bytes[at..<at + 4].elementsEqual("null".utf8)
        else { return false }
        at += 4
        return true
    }

    /// A string without escapes, without its quotes.
    private mutating func plainString() -> UnsafeRawBufferPointer? {
        guard take("\"") else { return nil }
        let start = at
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                at += 1
                return UnsafeRawBufferPointer(rebasing: bytes[start..<at - 1])
            }
            if byte < 0x20 || byte == UInt8(ascii: "\\") { return nil }
            at += 1
        }
        return nil
    }

    /// Passes over a string, with the short escapes in it; others are for the parser.
    private mutating func skipString() -> Bool {
        guard take("\"") else { return false }
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") { return true }
            if byte < 0x20 { return false }
            if byte == UInt8(ascii: "\\") {
                guard at < bytes.count, "\"\\/bfnrt".utf8.contains(bytes[at]) else { return false }
                at += 1
            }
        }
        return false
    }
}

/// Sees to it that no key comes twice, which is certain where each is greater than the one before.
private struct KeyOrder {
    private var last: UnsafeRawBufferPointer?

    mutating func isNext(_ key: UnsafeRawBufferPointer) -> Bool {
        defer { last = key }
        guard let last else { return true }
        return last.lexicographicallyPrecedes(key)
    }
}
