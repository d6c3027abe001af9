import Foundation
import Qualification
import TestSupport
import Testing

/// Whole pages pasted into a call: each is one answer, and nothing of it is lost or taken for a key.
@Suite struct LongPasteTests {
    /// 64 KiB of what mails and spreadsheets hold, and worse.
    private static let page: [UInt8] = {
        let piece =
            "Am Montag schrieb Jürgen <j@acme.example>\tAngebot €5k\r\n漢字 😀 e\u{301}\u{1b}[31mred\u{1b}[0m\u{0}\u{7}\u{3}\u{4}\r"
            + "\u{1b}[200~nested\n\n\u{1b}[A\t\t$&`'\"\\ \u{85}next\u{2028}line\u{1b}]0;title\u{7}\n"
        var bytes: [UInt8] = []
        while bytes.count + piece.utf8.count <= 64 * 1024 { bytes += Array(piece.utf8) }
        return bytes
    }()

    /// What has to come of it, said in another way than the program does it: each run of line ends and each tab is a
    /// space, and no control is left.
    private static var answer: String {
        let text = String(decoding: page, as: UTF8.self).unicodeScalars
        let lineEnds: Set<UInt32> = [0x0a, 0x0b, 0x0c, 0x0d, 0x85, 0x2028, 0x2029]
        let lines = text.split { lineEnds.contains($0.value) }.map { line in
            String(
                String.UnicodeScalarView(
                    line.map { $0 == "\t" ? " " : $0 }.filter {
                        $0.value >= 0x20 && !(0x7f..<0xa0).contains($0.value)
                    }))
        }
        return lines.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func expectOneAnswer(_ workplace: Workplace, _ expected: String) throws {
        let record = try workplace.record()
        #expect(record.entries.count == 1)
        guard case .answer(let answer)? = record.entries.first?.kind else {
            Issue.record("no answer")
            return
        }
        #expect(Array(answer.text.unicodeScalars) == Array(expected.unicodeScalars))
    }

    /// The pieces cut characters in two, and the mark at the end as well.
    @Test(arguments: [1, 1000, 1 << 17])
    func aPageIsOneAnswer(piece: Int) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        let bytes = Array("\u{1b}[200~".utf8) + Self.page + Array("\u{1b}[201~".utf8)
        // Byte by byte where it matters, which is at both ends.
        let small = 400
        let ends = piece < small ? [bytes.prefix(small), bytes.suffix(small)] : []
        for byte in stride(from: 0, to: ends.first?.count ?? 0, by: piece) {
            terminal.send(bytes: Array(bytes[byte..<min(byte + piece, small)]))
        }
        let middle = ends.isEmpty ? bytes[...] : bytes[small..<bytes.count - small]
        for start in stride(from: middle.startIndex, to: middle.endIndex, by: max(piece, small)) {
            terminal.send(bytes: Array(middle[start..<min(start + max(piece, small), middle.endIndex)]))
        }
        for start in stride(from: bytes.count - small, to: ends.isEmpty ? 0 : bytes.count, by: piece) {
            terminal.send(bytes: Array(bytes[start..<min(start + piece, bytes.count)]))
        }
        try terminal.press(.enter)
        try expectOneAnswer(workplace, Self.answer)
        // The receipt is a glimpse of it: eight hundred rows would push the call off the screen.
        let rows = terminal.screen.lines.drop { !$0.hasPrefix("  need.pain  Am Montag") }
        #expect(rows.count < 10)
        #expect(terminal.screen.text.contains("characters, all kept)"))
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func aPageThatNeverEndsIsTheDraft(signal: Int32) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        try terminal.sendUntilRead(bytes: Array("well, \u{1b}[200~".utf8) + Self.page)
        if signal == SIGHUP { terminal.hangUp() } else { terminal.signal(signal) }
        #expect(try terminal.waitForEnd() == .signal(signal))
        let draft = try #require(try workplace.record().draft)
        #expect(Array(draft.unicodeScalars) == Array(("well, " + Self.answer).unicodeScalars))

        // It stands on the line again as a whole, at once, and is one answer.
        let again = try workplace.call(awaiting: "resume>")
        try again.enter()
        try again.press(.enter)
        try expectOneAnswer(workplace, "well, " + Self.answer)
    }

    /// What a terminal that cannot mark pastes sends: lines, of which none may answer anything.
    @Test(arguments: [["TERM": "vt100"], ["NO_COLOR": "1"]])
    func aPageOnAnOldTerminalIsJoinedAndAsked(environment: [String: String]) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call(environment: environment)
        terminal.send("\r")
        try terminal.waitForLine("", at: "need.pain>")
        let line = "we count stock by hand, two days a week, and € 5k goes with it"
        let lines = Array(repeating: line, count: 1000)
        try terminal.sendUntilRead(bytes: Array((lines.joined(separator: "\r") + "\r").utf8))
        try terminal.wait(for: "several lines were pasted: Enter takes them as one answer")
        #expect(workplace.files(in: "transcripts") == [])
        terminal.send("END\r")
        try terminal.waitForLine("", at: "need.impact>")
        try expectOneAnswer(workplace, lines.joined(separator: " ") + "END")
    }

    @Test func bytesThatAreNoTextAreSeenAndKeptAsSuch() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        terminal.send(bytes: [0x61, 0xff, 0x62, 0xc3, 0x28, 0xed, 0xa0, 0x80])
        terminal.send(
            bytes: Array("\u{1b}[200~".utf8) + [0xfe, 0x78, 0xe2, 0x82] + Array("\u{1b}[201~".utf8))
        try terminal.press(.enter)
        let answer = try #require(try workplace.answers()["need.pain"])
        #expect(answer.filter { $0 != "\u{fffd}" } == "ab(x")
        #expect(answer.contains("\u{fffd}"))
    }
}
