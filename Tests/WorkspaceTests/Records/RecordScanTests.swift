import Qualification
import Testing

@testable import Workspace

/// Records are read in one go over their bytes where they are as they should be; the long way knows all others, and the
/// two must never say different things.
@Suite struct RecordScanTests {
    private func outcome(_ read: () throws(RecordError) -> CallRecord) -> Result<CallRecord, RecordError> {
        Result { () throws(RecordError) in try read() }
    }

    private func agree(_ bytes: [UInt8]) -> Bool {
        let long = outcome { () throws(RecordError) in try CallRecord.parsed(bytes, path: "f") }
        let all = outcome { () throws(RecordError) in try CallRecord.decoded(bytes, path: "f") }
        let some = outcome { () throws(RecordError) in
            try CallRecord.decoded(bytes, path: "f", .withoutExtra)
        }
        return all == long && some.map(\.withoutExtra) == long.map(\.withoutExtra)
    }

    @Test(arguments: 0..<60)
    func whatBatonWritesIsReadInOneGo(seed: Int) throws {
        var samples = RecordSamples(seed: UInt64(seed))
        let record = samples.record()
        let bytes = record.encoded
        #expect(CallRecord.scanned(bytes, .all) == record)
        #expect(try CallRecord.parsed(bytes, path: "") == record)
        // Whoever else writes records need not keep the order of keys, or the layout.
        let other = Array(try JSONValue.parse(bytes, limit: .max).unordered.utf8)
        #expect(try CallRecord.decoded(other, path: "") == record)
        #expect(agree(other))
    }

    /// Nothing that is wrong with a record goes unseen because it is read fast.
    @Test(arguments: 0..<40)
    func aRecordWithAMistakeIsReadTheSameEitherWay(seed: Int) throws {
        var samples = RecordSamples(seed: UInt64(seed))
        var source = SampleSource(seed: UInt64(seed))
        var record = samples.record()
        record.entries = Array(record.entries.prefix(4))
        record.lead.extra = record.lead.extra.filter { $0.value.count < 50 }
        let bytes = record.encoded
        for _ in 0..<25 {
            var broken = bytes
            let at = source.below(broken.count)
            switch source.below(5) {
            case 0: broken[at] = UInt8(source.below(256))
            case 1: broken.remove(at: at)
            case 2: broken.insert(source.pick(Array("\"\\{}[],:0-. \u{1}e".utf8)), at: at)
            case 3: broken.removeSubrange(at..<min(at + 20, broken.count))
            default: broken.insert(contentsOf: broken[at..<min(at + source.below(60), broken.count)], at: at)
            }
            #expect(agree(broken), "\(String(decoding: broken, as: UTF8.self))")
        }
    }

    @Test(arguments: [
        // Keys that come twice, are missing, or are strange.
        ("\"rep\": \"sam\"", "\"rep\": \"sam\", \"rep\": \"sam\""), ("\"rep\": \"sam\",", ""),
        ("\"rep\"", "\"r\\u0065p\""), ("\"draft\": null", "\"more\": 1"), ("\"draft\": null,", ""),
        ("\"extra\": {}", "\"extra\": {\"a\": \"1\", \"a\": \"2\"}"),
        ("\"extra\": {}", "\"extra\": {\"K\": \"1\", \"\u{212A}\": \"2\"}"),
        ("\"extra\": {}", "\"extra\": {\"b\": \"1\", \"a\": \"2\"}"),
        ("\"extra\": {}", "\"extra\": {\"a\": 1}"),
        ("\"extra\": {}", "\"extra\": null"), ("\"extra\": {}", "\"extra\": []"),
        // Numbers.
        ("\"score\": 72", "\"score\": 072"), ("\"score\": 72", "\"score\": 72.0"),
        ("\"score\": 72", "\"score\": -0"), ("\"score\": 72", "\"score\": 7e1"),
        ("\"score\": 72", "\"score\": 99999999999999999999"), ("\"seq\": 1", "\"seq\": 0"),
        ("\"grade\": 2", "\"grade\": 4"), ("\"amount\": 40000", "\"amount\": 0x10"),
        ("\"amount\": 40000", "\"amount\": 4.5e3"), ("\"amount\": 40000", "\"amount\": 1e999"),
        // Days and times that do not exist, and forms that Baton does not write itself.
        ("2026-11-21T14:03:22.512Z", "2026-02-30T14:03:22.512Z"),
        ("2026-11-21T14:03:22.512Z", "2026-11-21T24:00:00.000Z"),
        ("2026-11-21T14:03:22.512Z", "2026-11-21T14:03:60.000Z"),
        ("2026-11-21T14:03:22.512Z", "0000-11-21T14:03:22.512Z"),
        ("2026-11-21T14:03:22.512Z", "2026-11-21T15:03:22.512+01:00"),
        ("2026-11-21T14:03:22.512Z", "2026-11-21 14:03:22.51299Z"),
        ("2026-11-26", "2026-11-31"), ("+01:00", "+25:00"),
        // Words and keys of questions.
        ("budget.amount", "budget"), ("budget.amount", "budget..amount"), ("budget.amount", ".amount"),
        ("budget.amount", "b\u{FC}dget.amount"), ("budget.amount", "budget.\u{301}amount"),
        ("\"verdict\": \"sql\"", "\"verdict\": \"won\""), ("baton.call/1", "baton.call/2"),
        ("\"kind\": \"note\"", "\"kind\": \"shout\""),
        ("\"kind\": \"undo\", \"of\": 3", "\"kind\": \"undo\""),
        ("20261121T140322Z-7f3a9c2e", "20261121T140322Z-7f3a9c2"), ("\"sam\"", "\"s\\ud800m\""),
        ("\"sam\"", "\"s\\u0061m\\n\""), ("\"sam\"", "\"s\tm\""), ("\"sam\"", "7"), ("\"sam\"", "null"),
        ("{\n", "\u{FEFF}{\n"), ("{\n", "[{\n"),
    ])
    func theTwoWaysAgree(_ old: String, _ new: String) {
        let text = RecordJSONTests.contract
        #expect(text.contains(old))
        #expect(agree(Array(text.replacing(old, with: new, maxReplacements: 1).utf8)))
    }

    @Test func theContractsRecordIsReadInOneGo() {
        #expect(CallRecord.scanned(Array(RecordJSONTests.contract.utf8), .all) != nil)
    }
}

extension CallRecord {
    fileprivate var withoutExtra: CallRecord {
        var bare = self
        bare.lead.extra = [:]
        return bare
    }
}

extension JSONValue {
    /// The document with the last keys first, in ASCII, with spaces where there need be none.
    fileprivate var unordered: String {
        switch self {
        case .object(let members):
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.reversed()
            return "{ "
                + sorted.map { "\(JSONValue.string($0.key).plain) :\t\($0.value.unordered)" }
                .joined(separator: " ,\r\n") + " }"
        case .array(let elements): return "[ \(elements.map(\.unordered).joined(separator: " , ")) ]"
        case .string(let text):
            let escaped = text.utf16.map { unit -> String in
                let digits = String(unit, radix: 16)
                return unit > 0x7E || unit < 0x20 || unit == 0x22 || unit == 0x5C
                    ? "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
                    : String(UnicodeScalar(UInt8(unit)))
            }
            return "\"\(escaped.joined())\""
        default: return plain
        }
    }

    private var plain: String { String(decoding: encoded(.compact, newline: false), as: UTF8.self) }
}
