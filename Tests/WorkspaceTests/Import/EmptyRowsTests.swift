import Testing

@testable import Workspace

@Suite struct EmptyRowsTests {
    private func row(_ line: Int, _ cells: [String]) -> RejectedRow {
        RejectedRow(line: line, cells: cells, reason: .noIdentity)
    }

    @Test func comeBackAsTheyWere() {
        var empty = EmptyRows()
        let rows = [
            row(2, ["", ""]), row(3, ["", ""]), row(4, ["", " "]), row(5, ["", " "]), row(9, ["", " "]),
        ]
        for row in rows { empty.hold(row) }
        #expect(empty.count == 5)
        var released: [RejectedRow] = []
        empty.release { released.append($0) }
        #expect(released == rows)
        #expect(empty.count == 0)
        empty.release { _ in Issue.record("they came twice") }
    }

    @Test("Bug: rows without anything in them were all kept in memory, however many a file has")
    func takeNoRoom() {
        var empty = EmptyRows()
        for line in 1...200_000 { empty.hold(row(line, ["", ""])) }
        #expect(!empty.isFull && empty.count == 200_000)
        var line = 0
        while !empty.isFull, line < 200_000 {
            line += 2
            empty.hold(row(200_000 + line, ["", ""]))
        }
        #expect(empty.isFull)
    }
}
