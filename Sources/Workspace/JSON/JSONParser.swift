extension JSONValue {
    /// How deep arrays and objects may be nested.
    package static let depthLimit = 64

    /// Reads one JSON document, by RFC 8259 to the letter.
    ///
    /// Refused are, beside what the grammar refuses: a byte order mark, a key that comes twice, nesting beyond
    /// `depthLimit`, half of a surrogate pair, and a number that no double can hold. No input traps.
    ///
    /// The bytes are UTF-8; `limit` is the number of bytes above which they are refused unread, and `firstLine` the
    /// number of the line on which they begin, for errors.
    package static func parse(
        _ bytes: UnsafeRawBufferPointer, limit: Int, firstLine: Int = 1
    ) throws(JSONError) -> JSONValue {
        guard bytes.count <= limit else {
            throw JSONError(
                reason: .tooLarge(bytes: bytes.count, limit: limit), line: firstLine, column: 1, offset: 0)
        }
        var parser = JSONParser(bytes: bytes)
        do {
            return try parser.document()
        } catch {
            throw parser.located(error, firstLine: firstLine)
        }
    }

    /// Reads one JSON document, by RFC 8259 to the letter.
    package static func parse(_ bytes: [UInt8], limit: Int, firstLine: Int = 1) throws(JSONError) -> JSONValue
    {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(JSONError) in try parse(buffer, limit: limit, firstLine: firstLine) }
        }
        return try result.get()
    }

    /// Reads one JSON document, by RFC 8259 to the letter.
    package static func parse(_ text: String, limit: Int = .max) throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8), limit: limit)
    }
}

/// Where and why the parser stopped; line and column are worked out only when somebody sees them.
private struct Fault: Error {
    var reason: JSONError.Reason
    var offset: Int
}

private struct JSONParser {
    let bytes: UnsafeRawBufferPointer
    var at = 0
    var scratch: [UInt8] = []

    init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    func located(_ fault: Fault, firstLine: Int) -> JSONError {
        var line = firstLine
        var column = 1
        for byte in bytes[..<min(fault.offset, bytes.count)] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return JSONError(reason: fault.reason, line: line, column: column, offset: fault.offset)
    }

    mutating func document() throws(Fault) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw Fault(reason: .byteOrderMark, offset: 0) }
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        if at < bytes.count { throw Fault(reason: .trailingContent, offset: at) }
        return value
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        guard at < bytes.count else { throw Fault(reason: .unexpectedEnd, offset: at) }
        switch bytes[at] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw unexpected()
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> JSONValue {
        try enter(depth)
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            let start = at
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw unexpected() }
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw unexpected() }
            skipSpace()
            let value = try value(depth: depth)
            if members.updateValue(value, forKey: key) != nil {
                throw Fault(reason: .duplicateKey(key), offset: start)
            }
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw unexpected() }
        }
    }

    private mutating func array(depth: Int) throws(Fault) -> JSONValue {
        try enter(depth)
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            skipSpace()
            elements.append(try value(depth: depth))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw unexpected() }
        }
    }

    private mutating func enter(_ depth: Int) throws(Fault) {
        guard depth <= JSONValue.depthLimit else {
            throw Fault(reason: .tooDeep(limit: JSONValue.depthLimit), offset: at)
        }
        at += 1
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard at < bytes.count, bytes[at] == word.utf8Start[index] else { throw unexpected() }
            at += 1
        }
        return value
    }

    private mutating func number() throws(Fault) -> JSONValue {
        let start = at
        let negative = take(UInt8(ascii: "-"))
        let firstDigit = at
        var magnitude: UInt64 = 0
        var fits = true
        while let digit = digit() {
            let (product, carry) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = product.addingReportingOverflow(UInt64(digit))
            if carry || overflow { fits = false }
            magnitude = sum
        }
        guard at > firstDigit, at == firstDigit + 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
            throw Fault(reason: .malformedNumber, offset: start)
        }
        var whole = true
        if take(UInt8(ascii: ".")) {
            whole = false
            try someDigits(of: start)
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            whole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try someDigits(of: start)
        }
        if whole, fits {
            if negative, magnitude <= UInt64(Int64.max) + 1 {
                return .integer(magnitude == 0 ? 0 : -Int64(magnitude - 1) - 1)
            }
            if !negative, let integer = Int64(exactly: magnitude) { return .integer(integer) }
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard let double = Double(text), double.isFinite else {
            throw Fault(reason: .numberOutOfRange(text), offset: start)
        }
        return .double(double)
    }

    private mutating func someDigits(of start: Int) throws(Fault) {
        let first = at
        while digit() != nil {}
        guard at > first else { throw Fault(reason: .malformedNumber, offset: start) }
    }

    private mutating func digit() -> UInt8? {
        guard at < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[at] else { return nil }
        at += 1
        return bytes[at - 1] - UInt8(ascii: "0")
    }

    /// A string, from its opening quote on; one without escapes is taken over in one piece.
    private mutating func string() throws(Fault) -> String {
        at += 1
        var start = at
        scratch.removeAll(keepingCapacity: true)
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<at])
                at += 1
                guard !scratch.isEmpty else { return try text(piece, from: start) }
                try append(piece, from: start)
                return String(decoding: scratch, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") {
                try append(UnsafeRawBufferPointer(rebasing: bytes[start..<at]), from: start)
                try escape()
                start = at
            } else if byte < 0x20 {
                throw Fault(reason: .bareControlCharacter(byte), offset: at)
            } else {
                at += 1
            }
        }
        throw Fault(reason: .unexpectedEnd, offset: at)
    }

    private func text(_ piece: UnsafeRawBufferPointer, from start: Int) throws(Fault) -> String {
        // Checked here and then decoded takes half the time of `String(validating:as:)`.
        let valid = UTF8Check.validPrefix(of: piece)
        guard valid == piece.count else { throw Fault(reason: .invalidUTF8, offset: start + valid) }
        return String(decoding: piece, as: UTF8.self)
    }

    private mutating func append(_ piece: UnsafeRawBufferPointer, from start: Int) throws(Fault) {
        let valid = UTF8Check.validPrefix(of: piece)
        guard valid == piece.count else { throw Fault(reason: .invalidUTF8, offset: start + valid) }
        scratch.append(contentsOf: piece)
    }

    private mutating func escape() throws(Fault) {
        let start = at
        at += 1
        guard at < bytes.count else { throw Fault(reason: .unexpectedEnd, offset: at) }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"): try unicodeEscape(from: start)
        default: throw Fault(reason: .invalidEscape, offset: start)
        }
    }

    private mutating func unicodeEscape(from start: Int) throws(Fault) {
        var value = try fourHexDigits(from: start)
        if value & 0xFC00 == 0xD800 {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
                throw Fault(reason: .loneSurrogate, offset: start)
            }
            let low = try fourHexDigits(from: start)
            guard low & 0xFC00 == 0xDC00 else { throw Fault(reason: .loneSurrogate, offset: start) }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw Fault(reason: .loneSurrogate, offset: start) }
        scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private mutating func fourHexDigits(from start: Int) throws(Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard at < bytes.count else { throw Fault(reason: .unexpectedEnd, offset: at) }
            guard let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue, bytes[at] < 0x80 else {
                throw Fault(reason: .invalidEscape, offset: start)
            }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }

    private mutating func skipSpace() {
        while at < bytes.count, case let byte = bytes[at],
            byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
        {
            at += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private func unexpected() -> Fault {
        guard at < bytes.count else { return Fault(reason: .unexpectedEnd, offset: at) }
        let piece = bytes[at..<min(at + 4, bytes.count)]
        var decoder = UTF8()
        var iterator = piece.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
            return Fault(reason: .invalidUTF8, offset: at)
        }
        return Fault(reason: .unexpected(scalar), offset: at)
    }
}
