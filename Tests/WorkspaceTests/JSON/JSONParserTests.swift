import Testing
import Workspace

@Suite struct JSONParserTests {
    @Test(
        arguments: [
            ("null", .null), (" \t\r\n true ", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
            ("-0", .integer(0)), ("-1", .integer(-1)), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)),
            ("-9223372036854775809", .double(-9_223_372_036_854_775_808)), ("1.5", .double(1.5)),
            ("1e3", .double(1000)), ("1E+3", .double(1000)), ("25e-1", .double(2.5)), ("1e-400", .double(0)),
            ("100000000000000000000000", .double(1e23)), ("\"\"", ""), ("\"héllo 日本 👩‍💻\"", "héllo 日本 👩‍💻"),
            (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")), (#""A\u00e9\u0000""#, "Aé\0"),
            (#""a\ud83d\uDE00b""#, "a😀b"), ("[]", []), ("[ 1 , [ ] , {} ]", [1, [], [:]]), ("{}", [:]),
            (#"{"a": {"b": [null]}, "c": "d"}"#, ["a": ["b": [nil]], "c": "d"]),
        ] as [(String, JSONValue)])
    func reads(text: String, value: JSONValue) throws {
        #expect(try JSONValue.parse(text) == value)
    }

    @Test(
        arguments: [
            ("", .unexpectedEnd, 1, 1), ("  ", .unexpectedEnd, 1, 3), ("tru", .unexpectedEnd, 1, 4),
            ("trUe", .unexpected("U"), 1, 3), ("nul]", .unexpected("]"), 1, 4),
            ("1 2", .trailingContent, 1, 3),
            ("[1,]", .unexpected("]"), 1, 4), ("[1 2]", .unexpected("2"), 1, 4),
            ("[,1]", .unexpected(","), 1, 2),
            ("[1", .unexpectedEnd, 1, 3), ("[", .unexpectedEnd, 1, 2), ("]", .unexpected("]"), 1, 1),
            ("{\"a\":1,}", .unexpected("}"), 1, 8), ("{a:1}", .unexpected("a"), 1, 2),
            ("{\"a\" 1}", .unexpected("1"), 1, 6),
            ("{\"a\":1\n,\"b\":2,\n  \"a\":3}", .duplicateKey("a"), 3, 3), ("{\"a\"", .unexpectedEnd, 1, 5),
            ("{1:2}", .unexpected("1"), 1, 2), ("'a'", .unexpected("'"), 1, 1),
            ("// x", .unexpected("/"), 1, 1),
            ("01", .malformedNumber, 1, 1), ("-", .malformedNumber, 1, 1), ("1.", .malformedNumber, 1, 1),
            ("[1.e3]", .malformedNumber, 1, 2), ("1e", .malformedNumber, 1, 1),
            ("1e+", .malformedNumber, 1, 1),
            (".5", .unexpected("."), 1, 1), ("+1", .unexpected("+"), 1, 1), ("NaN", .unexpected("N"), 1, 1),
            ("1e400", .numberOutOfRange("1e400"), 1, 1), ("-1e400", .numberOutOfRange("-1e400"), 1, 1),
            ("\"a", .unexpectedEnd, 1, 3), ("\"a\nb\"", .bareControlCharacter(10), 1, 3),
            ("\"\\", .unexpectedEnd, 1, 3),
            ("\"\\x\"", .invalidEscape, 1, 2), ("\"\\u12\"", .invalidEscape, 1, 2),
            ("\"\\u12", .unexpectedEnd, 1, 6),
            ("\"\\uFF１0\"", .invalidEscape, 1, 2), ("\"\\ud800\"", .loneSurrogate, 1, 2),
            ("\"\\ud800\\u0041\"", .loneSurrogate, 1, 2), ("\"é\\udc00\"", .loneSurrogate, 1, 3),
            ("\u{FEFF}1", .byteOrderMark, 1, 1), ("[\n\n 日]", .unexpected("日"), 3, 2),
            ("\u{A0}1", .unexpected("\u{A0}"), 1, 1),
        ] as [(String, JSONError.Reason, Int, Int)])
    func refuses(text: String, reason: JSONError.Reason, line: Int, column: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(text) }
        #expect(error?.reason == reason)
        #expect(error?.line == line)
        #expect(error?.column == column)
    }

    @Test(
        arguments: [
            ([0x22, 0xFF, 0x22], 1), ([0x22, 0xC3, 0x22], 1), ([0x22, 0xC0, 0x80, 0x22], 1),
            ([0x22, 0x61, 0xED, 0xA0, 0x80, 0x22], 2), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
            ([0x22, 0x5C, 0x6E, 0x80, 0x22], 3), ([0xFF], 0), ([0x5B, 0xE2, 0x82], 1),
        ] as [([UInt8], Int)])
    func refusesInvalidUTF8(bytes: [UInt8], offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(bytes, limit: 100) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.offset == offset)
    }

    @Test func nestsAsDeepAsAllowed() throws {
        let limit = JSONValue.depthLimit
        let nested = { (depth: Int) in
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try JSONValue.parse(nested(limit)) }
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(nested(limit + 1)) }
        #expect(error?.reason == .tooDeep(limit: limit))
        #expect(throws: JSONError.self) {
            try JSONValue.parse(String(repeating: "{\"a\":", count: 1_000_000))
        }
    }

    @Test func refusesWhatIsLongerThanTheLimit() {
        #expect(throws: Never.self) { try JSONValue.parse(Array("[1]".utf8), limit: 3) }
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(Array("[12]".utf8), limit: 3) }
        #expect(error?.reason == .tooLarge(bytes: 4, limit: 3))
    }

    @Test func countsLinesFromTheOneGiven() {
        let error = #expect(throws: JSONError.self) {
            try JSONValue.parse(Array("\nx".utf8), limit: 9, firstLine: 41)
        }
        #expect(error?.line == 42)
    }

    @Test func readsBackWhatWasWritten() throws {
        var samples = SampleSource(seed: 1)
        for _ in 0..<2000 {
            let value = samples.json(depth: 4)
            for style in [JSONStyle.pretty, .compact] {
                #expect(try JSONValue.parse(value.encoded(style), limit: .max) == value)
            }
        }
    }

    @Test func survivesWhateverIsCutOffOrGarbled() {
        var samples = SampleSource(seed: 2)
        for _ in 0..<3000 {
            var bytes = samples.json(depth: 4).encoded(.compact)
            if Bool.random(using: &samples) {
                bytes.removeLast(samples.below(bytes.count))
            }
            for _ in 0..<samples.below(4) where !bytes.isEmpty {
                bytes[samples.below(bytes.count)] = UInt8.random(in: 0...255, using: &samples)
            }
            if let value = try? JSONValue.parse(bytes, limit: .max) {
                #expect((try? JSONValue.parse(value.encoded(.pretty), limit: .max)) != nil)
            }
        }
    }
}

extension SampleSource {
    /// A value that JSON can say and that reads back the same: no double is a whole number.
    mutating func json(depth: Int) -> JSONValue {
        switch below(depth > 0 ? 8 : 5) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return .integer(Int64.random(in: .min ... .max, using: &self) >> Int64(below(63)))
        case 3: return .double(Double.random(in: -1...1, using: &self) + 0.000_1)
        case 4: return .string(text())
        case 5, 6: return .array((0..<below(5)).map { _ in json(depth: depth - 1) })
        default:
            var members: [String: JSONValue] = [:]
            for _ in 0..<below(5) { members[text(upTo: 3)] = json(depth: depth - 1) }
            return .object(members)
        }
    }
}
