import Glibc

/// Goes over a document once and takes out of it what somebody knows to be there, without making values of the rest.
///
/// It is for documents as they should be. Whatever is otherwise, a mistake included, is `Other`, and a matter for the
/// JSON parser, which can say what it is.
struct JSONScanner {
    /// There is something else than was looked for.
    struct Other: Error {}

    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    /// The key of a member, as it is written.
    struct Key {
        fileprivate var text: UnsafeRawBufferPointer

        @inline(__always)
        fileprivate func isSame(as other: Key) -> Bool {
            guard text.count == other.text.count, let a = text.baseAddress, let b = other.text.baseAddress
            else {
                return text.isEmpty && other.text.isEmpty
            }
            return memcmp(a, b, text.count) == 0
        }

        @inline(__always)
        static func ~= (name: StaticString, key: Key) -> Bool {
            guard key.text.count == name.utf8CodeUnitCount, let start = key.text.baseAddress else {
                return false
            }
            return memcmp(start, name.utf8Start, name.utf8CodeUnitCount) == 0
        }
    }

    /// Lends a scanner of a whole document to a closure; nil where it finds something else.
    static func scan<Value>(
        _ bytes: [UInt8], _ body: (inout JSONScanner) throws(Other) -> Value
    ) -> Value? {
        bytes.withUnsafeBytes { buffer in
            var scanner = JSONScanner(bytes: buffer)
            scanner.skipSpace()
            guard let value = try? body(&scanner) else { return nil }
            scanner.skipSpace()
            return scanner.at == buffer.count ? value : nil
        }
    }

    private init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    // MARK: - Objects and arrays

    /// Goes through the members of an object, in any order; the closure reads the value of each key that it knows.
    mutating func members(_ read: (inout JSONScanner, Key) throws(Other) -> Void) throws(Other) {
        try expect("{")
        skipSpace()
        if take("}") { return }
        var keys: [Key] = []
        repeat {
            skipSpace()
            let key = Key(text: try plain())
            guard !keys.contains(where: { $0.isSame(as: key) }) else { throw Other() }
            keys.append(key)
            skipSpace()
            try expect(":")
            skipSpace()
            try read(&self, key)
            skipSpace()
        } while take(",")
        try expect("}")
    }

    /// Goes through the members of an object whatever their keys are; the closure sees to it that none comes twice.
    mutating func eachMember(_ read: (inout JSONScanner, String) throws(Other) -> Void) throws(Other) {
        try expect("{")
        skipSpace()
        if take("}") { return }
        repeat {
            skipSpace()
            let key = try string()
            skipSpace()
            try expect(":")
            skipSpace()
            try read(&self, key)
            skipSpace()
        } while take(",")
        try expect("}")
    }

    mutating func elements<Value>(
        _ read: (inout JSONScanner) throws(Other) -> Value
    ) throws(Other) -> [Value] {
        try expect("[")
        skipSpace()
        var elements: [Value] = []
        if take("]") { return elements }
        repeat {
            skipSpace()
            elements.append(try read(&self))
            skipSpace()
        } while take(",")
        try expect("]")
        return elements
    }

    /// Passes over an object that has nothing but strings, under keys that are ASCII and in ascending order: no two
    /// of them can be the same.
    mutating func skipStrings() throws(Other) {
        try expect("{")
        skipSpace()
        if take("}") { return }
        var last: UnsafeRawBufferPointer?
        repeat {
            skipSpace()
            let key = try plain()
            guard key.allSatisfy({ $0 < 0x80 }), last?.lexicographicallyPrecedes(key) != false else {
                throw Other()
            }
            last = key
            skipSpace()
            try expect(":")
            skipSpace()
            try skipString()
            skipSpace()
        } while take(",")
        try expect("}")
    }

    // MARK: - Values

    mutating func isNull() throws(Other) -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "n") else { return false }
        try expect("null")
        return true
    }

    mutating func string() throws(Other) -> String {
        let start = at
        let (text, isPlain) = try stringBody()
        if isPlain { return String(decoding: text, as: UTF8.self) }
        // With escapes it takes longer.
        let quoted = UnsafeRawBufferPointer(rebasing: bytes[start..<at])
        guard case .string(let string)? = try? JSONValue.parse(quoted, limit: quoted.count) else {
            throw Other()
        }
        return string
    }

    mutating func optionalString() throws(Other) -> String? {
        if try isNull() { return nil }
        return try string()
    }

    mutating func bool() throws(Other) -> Bool {
        guard at < bytes.count else { throw Other() }
        if bytes[at] == UInt8(ascii: "t") {
            try expect("true")
            return true
        }
        try expect("false")
        return false
    }

    /// A whole number written as one, with few enough digits that none is too large.
    mutating func integer() throws(Other) -> Int {
        let isNegative = take("-")
        let start = at
        var number = 0
        while at < bytes.count, case let digit = bytes[at] &- 0x30, digit < 10, at - start < 16 {
            number = number * 10 + Int(digit)
            at += 1
        }
        guard at > start, bytes[start] != 0x30 || at == start + 1, !continuesNumber else { throw Other() }
        return isNegative ? -number : number
    }

    mutating func double() throws(Other) -> Double {
        let start = at
        while continuesNumber { at += 1 }
        let text = UnsafeRawBufferPointer(rebasing: bytes[start..<at])
        guard let number = (try? JSONValue.parse(text, limit: text.count))?.doubleValue else { throw Other() }
        return number
    }

    /// The text of a string without escapes, as its bytes.
    mutating func plain() throws(Other) -> UnsafeRawBufferPointer {
        let (text, isPlain) = try stringBody()
        guard isPlain else { throw Other() }
        return text
    }

    /// A value that is made of a string.
    mutating func parsed<Value>(_ make: (String) -> Value?) throws(Other) -> Value {
        guard let value = make(try string()) else { throw Other() }
        return value
    }

    // MARK: - Pieces

    private var continuesNumber: Bool {
        guard at < bytes.count else { return false }
        switch bytes[at] {
        case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
            UInt8(ascii: "E"):
            return true
        default: return false
        }
    }

    private mutating func skipString() throws(Other) {
        guard try stringBody().isPlain else { throw Other() }
    }

    /// What stands between two quotes, and whether it has no escapes.
    private mutating func stringBody() throws(Other) -> (text: UnsafeRawBufferPointer, isPlain: Bool) {
        try expect("\"")
        guard let base = bytes.baseAddress else { throw Other() }
        let start = at
        var (isPlain, isASCII) = (true, true)
        while at < bytes.count {
            if at + 8 <= bytes.count {
                let word = base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                if JSONWriter.isPlain(word) {
                    at += 8
                    continue
                }
            }
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                let text = UnsafeRawBufferPointer(rebasing: bytes[start..<at])
                at += 1
                guard isASCII || UTF8Check.validPrefix(of: text) == text.count else { throw Other() }
                return (text, isPlain)
            }
            if byte < 0x20 { throw Other() }
            if byte == UInt8(ascii: "\\") {
                isPlain = false
                at += 1
            }
            if byte >= 0x80 { isASCII = false }
            at += 1
        }
        throw Other()
    }

    @inline(__always)
    private mutating func skipSpace() {
        while at < bytes.count, case let byte = bytes[at],
            byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
        {
            at += 1
        }
    }

    @inline(__always)
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at < bytes.count, UInt32(bytes[at]) == character.value else { return false }
        at += 1
        return true
    }

    @inline(__always)
    private mutating func expect(_ text: StaticString) throws(Other) {
        let count = text.utf8CodeUnitCount
        guard let base = bytes.baseAddress, at + count <= bytes.count,
            memcmp(base + at, text.utf8Start, count) == 0
        else { throw Other() }
        at += count
    }
}
