import Testing
import Workspace

/// Every short text out of the signs of JSON, held against the grammar of RFC 8259 as it is written there.
@Suite struct JSONGrammarTests {
    /// All words of the alphabet up to a length.
    private static func words(_ alphabet: [String], upTo length: Int) -> [[String]] {
        var last: [[String]] = [[]]
        var all = last
        for _ in 0..<length {
            last = last.flatMap { word in alphabet.map { word + [$0] } }
            all += last
        }
        return all
    }

    /// Whether a text is read; where it is not, the error has a place inside of it.
    private static func isRead(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try JSONValue.parse(bytes, limit: .max)
            return true
        } catch {
            let lines = bytes.count { $0 == 0x0A } + 1
            #expect((1...lines).contains(error.line) && (0...bytes.count).contains(error.offset), "\(bytes)")
            #expect((1...bytes.count + 1).contains(error.column), "\(bytes)")
            return false
        }
    }

    private static func isRead(_ text: String) -> Bool { isRead(Array(text.utf8)) }

    @Test func numbersAreThoseOfTheGrammar() throws {
        let number = #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/#
        var wrong: [String] = []
        for word in Self.words(["-", "+", "0", "1", ".", "e", "E"], upTo: 5) {
            let text = word.joined()
            if Self.isRead(text) != (try number.wholeMatch(in: text) != nil) { wrong.append(text) }
        }
        #expect(wrong.isEmpty)
    }

    /// Brackets, commas, colons, a key and a number in every order.
    @Test func structuresAreThoseOfTheGrammar() {
        var wrong: [String] = []
        var read = 0
        for word in Self.words(["[", "]", "{", "}", ",", ":", "\"a\"", "1"], upTo: 5) {
            var recogniser = Recogniser(tokens: word)
            let isRead = Self.isRead(word.joined(separator: " \n"))
            if isRead { read += 1 }
            // Two numbers without a space are one.
            if isRead != recogniser.isDocument { wrong.append(word.joined(separator: " ")) }
        }
        #expect(wrong.isEmpty)
        #expect(read == 16)
    }

    @Test func escapesAreTheEightAndFourDigits() {
        for byte in UInt8.min ... .max {
            let short = Self.isRead(Array("\"\\".utf8) + [byte] + Array("\"".utf8))
            #expect(short == "\"\\/bfnrt".utf8.contains(byte), "\\\(byte)")
            for place in 0..<4 {
                var digits = Array("0041".utf8)
                digits[place] = byte
                let isDigit = "0123456789abcdefABCDEF".utf8.contains(byte)
                // A first D makes D041, which is a character; no other digit here makes half of one.
                #expect(Self.isRead(Array("\"\\u".utf8) + digits + Array("\"".utf8)) == isDigit, "\(digits)")
            }
        }
    }

    @Test func bytesInAStringAreThoseThatNeedNoEscape() {
        for byte in UInt8.min ... .max {
            let isPlain = (0x20..<0x80).contains(byte) && byte != 0x22 && byte != 0x5C
            #expect(Self.isRead([0x22, byte, 0x22]) == isPlain, "\(byte)")
            let isSpace = [0x20, 0x09, 0x0A, 0x0D].contains(byte)
            for text in [[byte, 0x31], [0x5B, byte, 0x5D], [0x5B, 0x31, byte, 0x5D]] as [[UInt8]] {
                let isDigit = (0x30...0x39).contains(byte)
                guard !isDigit, byte != 0x2D, byte != 0x5B, byte != 0x5D else { continue }
                #expect(Self.isRead(text) == isSpace, "\(text)")
            }
        }
    }

    /// Halves of surrogate pairs at the edges of their ranges, alone and in twos.
    @Test func halvesOfAPairStandTogether() {
        let (highs, lows) = (["d800", "DBFF"], ["dc00", "DFFF"])
        let whole = ["d7ff", "e000", "0000", "ffff"]
        for first in highs + lows + whole {
            #expect(Self.isRead("\"\\u\(first)\"") == whole.contains(first), "\(first)")
            for second in highs + lows + whole {
                let isPair = highs.contains(first) && lows.contains(second)
                let areWhole = whole.contains(first) && whole.contains(second)
                #expect(
                    Self.isRead("\"\\u\(first)\\u\(second)\"") == (isPair || areWhole), "\(first) \(second)")
            }
        }
    }

    /// RFC 8259 leaves it to the reader; here two answers to one question are one too many.
    @Test(arguments: ["a", "\\u0061", "A", "", "é", "e\u{301}"])
    func aKeyComesOnce(other: String) {
        let isSame = other == "a" || other == "\\u0061"
        for text in [
            "{\"a\":1,\"\(other)\":1}", "{\"b\":{\"a\":[],\"c\":0,\"\(other)\":{}}}",
            "[{\"\(other)\":1,\"a\":\"\"}]",
        ] {
            #expect(Self.isRead(text) == !isSame, "\(text)")
        }
    }

    @Test func aDocumentThatIsCutAnywhereIsNone() {
        let text = #"{"a": [1, -2.5e+3, "é\u00e9\ud83d\ude00😀", true, null], "b": {"c": false}}"#
        let bytes = Array(text.utf8)
        #expect(Self.isRead(bytes))
        for length in bytes.indices { #expect(!Self.isRead(Array(bytes[..<length])), "\(length) bytes") }
    }
}

/// Reads tokens by the grammar's own rules, and keeps nothing.
private struct Recogniser {
    let tokens: [String]
    private var at = 0

    init(tokens: [String]) {
        self.tokens = tokens
    }

    var isDocument: Bool {
        mutating get {
            at = 0
            return value() && at == tokens.count
        }
    }

    private mutating func take(_ token: String) -> Bool {
        guard at < tokens.count, tokens[at] == token else { return false }
        at += 1
        return true
    }

    private mutating func value() -> Bool {
        if take("1") || take("\"a\"") { return true }
        if take("[") { return take("]") || list("]") { $0.value() } }
        if take("{") { return take("}") || list("}") { $0.take("\"a\"") && $0.take(":") && $0.value() } }
        return false
    }

    private mutating func list(_ end: String, of part: (inout Recogniser) -> Bool) -> Bool {
        repeat {
            guard part(&self) else { return false }
        } while take(",")
        return take(end)
    }
}
