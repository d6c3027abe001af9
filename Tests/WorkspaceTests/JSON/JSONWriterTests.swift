import Testing
import Workspace

@Suite struct JSONWriterTests {
    private let record: JSONValue = [
        "b": [1, 2.5, "x"], "a": ["z": nil, "é": true, "Z": false], "c": [], "d": [:], "\u{10000}": 1,
        "\u{FFFD}": 2,
    ]

    @Test func laysOutForPeople() {
        let text = String(decoding: record.encoded(.pretty), as: UTF8.self)
        #expect(
            text == """
                {
                  "a": {
                    "Z": false,
                    "z": null,
                    "é": true
                  },
                  "b": [
                    1,
                    2.5,
                    "x"
                  ],
                  "c": [],
                  "d": {},
                  "\u{FFFD}": 2,
                  "\u{10000}": 1
                }

                """)
    }

    @Test func laysOutOnOneLine() {
        let text = String(decoding: record.encoded(.compact, newline: false), as: UTF8.self)
        #expect(
            text
                == #"{"a":{"Z":false,"z":null,"é":true},"b":[1,2.5,"x"],"c":[],"d":{},"#
                + "\"\u{FFFD}\":2,\"\u{10000}\":1}")
    }

    @Test(
        arguments: [
            (.double(3), "3"), (.double(-2), "-2"), (.double(0.1), "0.1"),
            (.double(1e15), "1000000000000000"),
            (.double(1e300), "1e+300"), (.double(.nan), "null"), (.double(.infinity), "null"),
            (.integer(.min), "-9223372036854775808"),
        ] as [(JSONValue, String)])
    func writesNumbers(value: JSONValue, text: String) {
        #expect(String(decoding: value.encoded(.compact, newline: false), as: UTF8.self) == text)
    }

    @Test(arguments: [
        ("\"\\/", #"\"\\/"#), ("\u{8}\u{C}\n\r\t", #"\b\f\n\r\t"#),
        ("\0\u{1B}[2J\u{1F}", #"\u0000\u001b[2J\u001f"#),
        ("a\u{7F}\u{80}\u{9B}\u{9F}\u{A0}b", "a\\u007f\\u0080\\u009b\\u009f\u{A0}b"),
        ("\u{202E}x\u{2066}\u{2069}\u{200E}\u{61C}", #"\u202ex\u2066\u2069\u200e\u061c"#),
        ("\u{2028}\u{2029}", #"\u2028\u2029"#),
        ("“quoted” – €5 👩‍💻 日本語", "“quoted” – €5 👩\\u200d💻 日本語"),
        ("plain ASCII of some length ~ {}", "plain ASCII of some length ~ {}"),
        ("1234567\"", "1234567\\\""), ("12345678\n", "12345678\\n"), ("1234567\u{7F}", "1234567\\u007f"),
    ])
    func escapesWhatAScreenMightObey(text: String, escaped: String) {
        #expect(
            String(decoding: JSONValue.string(text).encoded(.compact, newline: false), as: UTF8.self)
                == "\"\(escaped)\"")
    }

    @Test func escapesEveryByteAtEveryPlaceOfAWord() throws {
        for byte in UInt8(0)..<0x80 {
            for place in 0..<17 {
                var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 17)
                bytes[place] = byte
                let text = String(decoding: bytes, as: UTF8.self)
                let written = JSONValue.string(text).encoded(.compact, newline: false)
                #expect(try JSONValue.parse(written, limit: 100).stringValue == text)
                #expect(written.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            }
        }
    }
}

@Suite struct JSONCursorTests {
    private let root = JSONCursor([
        "lead": ["name": "Jane", "score": 72, "mqlAt": nil], "entries": [["seq": 1], ["seq": "2"]],
    ])

    @Test func readsWhatIsThere() throws {
        #expect(try root["lead"]["name"].string() == "Jane")
        #expect(try root["lead"]["score"].integer() == 72)
        #expect(try root["lead"]["score"].double() == 72)
        #expect(root["lead"]["mqlAt"].present == nil)
        #expect(root["lead"]["phone"].present == nil)
        #expect(try root["entries"].elements().count == 2)
        #expect(try root["lead"].members().keys.sorted() == ["mqlAt", "name", "score"])
    }

    @Test func namesThePlaceOfWhatIsWrong() throws {
        let entries = try root["entries"].elements()
        #expect(throws: JSONShapeError(path: "entries[1].seq", expected: "integer", found: .string)) {
            try entries[1]["seq"].integer()
        }
        #expect(throws: JSONShapeError(path: "lead.email", expected: "string", found: nil)) {
            try root["lead"]["email"].string()
        }
        #expect(throws: JSONShapeError(path: "lead", expected: "array", found: .object)) {
            try root["lead"].elements()
        }
    }
}
