import Testing

@testable import Workspace

@Suite struct LineFileTests {
    private struct Seen: Equatable {
        var number: Int
        var offset: Int64
        var text: String?
    }

    private func lines(of text: String, limit: Int = 1 << 24) throws -> [Seen] {
        let temporary = try TemporaryFolder()
        try temporary.put(text, at: "lines")
        let file = try LineFile("lines", in: Folder(temporary.path), limit: limit)
        var seen: [Seen] = []
        while let line = try file.nextLine() {
            seen.append(
                Seen(
                    number: line.number, offset: line.offset,
                    text: line.bytes.map { String(decoding: $0, as: UTF8.self) }))
        }
        return seen
    }

    @Test func linesHaveNumberAndOffset() throws {
        #expect(
            try lines(of: "one\n\nthree\nlast") == [
                Seen(number: 1, offset: 0, text: "one"), Seen(number: 3, offset: 5, text: "three"),
                Seen(number: 4, offset: 11, text: "last"),
            ])
        #expect(try lines(of: "") == [])
        #expect(try lines(of: "\n\n") == [])
    }

    @Test func linesMayBeLongerThanTheBuffer() throws {
        let long = String(repeating: "x", count: 3_000_000)
        let seen = try lines(of: "a\n\(long)\nb\n")
        #expect(seen.map(\.text?.utf8.count) == [1, 3_000_000, 1])
        #expect(seen.map(\.offset) == [0, 2, 3_000_003])
    }

    @Test func aLineBeyondTheLimitIsPassedOver() throws {
        let long = String(repeating: "x", count: 3_000_000)
        let seen = try lines(of: "a\n\(long)\nb\n\(long)", limit: 1000)
        #expect(seen.map(\.text) == ["a", nil, "b", nil])
        #expect(seen.map(\.offset) == [0, 2, 3_000_003, 3_000_005])
        #expect(try lines(of: "123456\n12345\n", limit: 5).map(\.text) == [nil, "12345"])
    }
}
