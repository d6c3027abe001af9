import Glibc
import TestSupport
import Testing

@Suite struct PlainLineReaderTests {
    private func lines(of input: [UInt8]) throws -> [String] {
        let run = try PipedProgram.run(Driver.path, input: input, environment: Driver.environment())
        #expect(run.ending == .exit(0))
        #expect(run.errors == "")
        return run.output.split(separator: "\n").dropFirst().map(String.init)
    }

    @Test(arguments: [
        ("", []),
        ("a\nb\n", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b"]),
        ("a\n\nb", ["a", "", "b"]),
        ("no line end", ["no line end"]),
        ("Büro €5k\n", ["Büro €5k"]),
        ("a\0b\n", ["ab"]),
        ("\u{feff}a\n\u{feff}b\n", ["a", "\u{feff}b"]),
        ("  spaces stay \n", ["  spaces stay "]),
    ])
    func linesComeAsTheyAre(input: String, expected: [String]) throws {
        #expect(try lines(of: Array(input.utf8)) == expected.map { "line: [\($0)]" } + ["end"])
    }

    @Test func invalidUTF8IsRepaired() throws {
        #expect(try lines(of: [0x61, 0xff, 0x62, 0x0a]) == ["line: [a\u{fffd}b]", "end"])
    }

    /// A script of 300 KB: neither side may wait for the other for ever.
    @Test func manyLinesArriveInOrder() throws {
        let expected = (1...30_000).map { "answer \($0)" }
        let output = try lines(of: Array(expected.joined(separator: "\n").utf8))
        #expect(output == expected.map { "line: [\($0)]" } + ["end"])
    }

    @Test(arguments: [
        ((1 << 20) - 1, "long line: 1048575"), (1 << 20, "long line: 1048576"),
        ((1 << 20) + 1, "long line: 1048576, cut"), (3 << 20, "long line: 1048576, cut"),
    ])
    func aLineIsCappedAndTheNextOneIsWhole(length: Int, answer: String) throws {
        let input = [UInt8](repeating: 0x78, count: length) + Array("\r\nnext\r\n".utf8)
        #expect(try lines(of: input) == [answer, "line: [next]", "end"])
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func aSignalEndsTheWait(signal: Int32) throws {
        var isSent = false
        let run = try PipedProgram.run(
            Driver.path, input: Array("first\nhalf".utf8), environment: Driver.environment()
        ) { process, output in
            guard !isSent, output.contains("line: [first]") else { return }
            isSent = true
            kill(process, signal)
        }
        #expect(run.output.hasSuffix("terminated: \(signal)\n"))
        #expect(run.ending == .signal(signal))
    }
}
