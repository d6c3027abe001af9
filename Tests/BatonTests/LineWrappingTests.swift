import LineEditor
import Testing

@testable import BatonCommands

/// Lines that are longer than the screen is wide.
@Suite struct LineWrappingTests {
    private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    @Test(arguments: 21...60) func noWordIsLostOrCutAndNoRowIsTooLong(width: Int) {
        let line: ScreenLine =
            "  \("need.pain", .strong)  \("we count stock by hand, two days a week, überall € 40k 在庫を手で数える") "
            + ScreenLine("grade 2", .good)
        let rows = LineWrapping.rows(of: line, width: width)
        #expect(rows.count > 1 && rows.flatMap { words($0.plain) } == words(line.plain))
        #expect(rows.allSatisfy { DisplayWidth.columns(of: $0.plain) <= width })
        #expect(rows.dropFirst().allSatisfy { $0.plain.hasPrefix("    ") })
        #expect(rows.flatMap(\.spans).contains { $0.style == .good && $0.text == "grade" })
    }

    @Test func aWordLongerThanTheScreenHasARowOfItsOwn() {
        let long = String(repeating: "x", count: 50)
        let rows = LineWrapping.rows(of: "  note  \(long) ends", width: 30)
        #expect(
            rows.map(\.plain) == ["  note  ", "    \(long) ", "    ends"]
                || rows.map(\.plain).joined().contains(long))
        #expect(rows.flatMap { words($0.plain) } == ["note", long, "ends"])
    }

    @Test func whatFitsStaysAsItIs() {
        let line: ScreenLine = "  note  two  spaces "
        #expect(LineWrapping.rows(of: line, width: 21) == [line])
        #expect(LineWrapping.rows(of: line, width: 3) == [line])
    }
}
