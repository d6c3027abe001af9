import LineEditor

@testable import BatonCommands

/// Text from outside in lines for the screen: in one piece, cut in two, wrapped, in tables, in a brief.
enum ScreenFuzz {
    static func take(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let visible = Sanitiser.visible(text)
        try ShownBytes.check(visible)
        try promise(!visible.contains("\n"), "a line end is left")
        try promise(Sanitiser.visible(visible) == visible, "twice is not once")
        // A character may be cut in two as well: each half is shown on its own.
        let cut = bytes.count / 2
        let halves = [bytes[..<cut], bytes[cut...]].map { String(decoding: $0, as: UTF8.self) }
        let line: ScreenLine = "“\(halves[0], .strong)\(halves[1], .bad)” \(text)"
        try ShownBytes.check([
            line, line.styled(.quiet), ScreenLine(text), line + "\u{A0}" + ScreenLine(halves[1]),
        ])
        var table = Table()
        table.add(["\(halves[0])", "\(text, .strong)", "\(halves[1])"])
        table.add([line, "x"])
        try ShownBytes.check(table.lines(width: 40))
        try ShownBytes.check(DisplayWidth.truncated(visible, to: 7))
    }
}
