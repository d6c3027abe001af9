import Testing
import Workspace

/// Everything that a reader says of a text, handed over in chunks of so many bytes.
func readCSV(
    _ text: some Collection<UInt8>, delimiter: Character = ",", chunk: Int = 7,
    limits: CSVLimits = CSVLimits()
) throws -> (rows: [[String]], lines: [Int], mistakes: [CSVMistake]) {
    var rest = ArraySlice(Array(text))
    let reader = CSVReader(delimiter: delimiter.asciiValue ?? 0, limits: limits, chunk: 16) { buffer in
        let piece = rest.prefix(min(chunk, buffer.count))
        rest = rest.dropFirst(piece.count)
        buffer.copyBytes(from: piece)
        return piece.count
    }
    var (rows, lines, mistakes): ([[String]], [Int], [CSVMistake]) = ([], [], [])
    while let event = try reader.next() {
        switch event {
        case .row:
            rows.append(reader.strings)
            lines.append(reader.line)
        case .mistake(let mistake):
            mistakes.append(mistake)
        }
    }
    return (rows, lines, mistakes)
}

@Suite struct CSVReaderTests {
    @Test(
        arguments: [
            ("", []), ("\n\r\n\r", []), ("a", [["a"]]), ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
            ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]), ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
            ("a,b,\n1,,\n", [["a", "b", ""], ["1", "", ""]]), (",", [["", ""]]), (",\n", [["", ""]]),
            ("\"\"", [[""]]), ("\"a,b\",c", [["a,b", "c"]]),
            ("\"a\nb\",\"c\r\nd\",\"e\rf\"", [["a\nb", "c\r\nd", "e\rf"]]),
            ("\"a \"\"b\"\" c\",\"\"\"\"\n\"\"\"d\"", [["a \"b\" c", "\""], ["\"d"]]),
            ("a \"b\" c,5\"\n", [["a \"b\" c", "5\""]]), ("\"a\"  ,b\n \"c\"", [["a", "b"], [" \"c\""]]),
            ("a\n\n\nb\n", [["a"], ["b"]]), ("a\r\r\nb", [["a"], ["b"]]), ("a\0b,c", [["a\0b", "c"]]),
            ("é,日本\n", [["é", "日本"]]), ("a,b\n1\n1,2,3\n", [["a", "b"], ["1"], ["1", "2", "3"]]),
            ("=1+1,'x", [["=1+1", "'x"]]), ("\"a\"\r\n\"b\"\r\n", [["a"], ["b"]]),
        ] as [(String, [[String]])])
    func reads(text: String, rows: [[String]]) throws {
        for chunk in [1, 2, 3, 5, 1000] {
            let result = try readCSV(text.utf8, chunk: chunk)
            #expect(result.rows == rows)
            #expect(result.mistakes.isEmpty)
        }
    }

    @Test(arguments: [(";", "a;b,c\n"), ("\t", "a\tb,c\n"), ("|", "a|b,c\n")])
    func takesOtherDelimiters(delimiter: String, text: String) throws {
        #expect(try readCSV(text.utf8, delimiter: Character(delimiter)).rows == [["a", "b,c"]])
    }

    @Test func numbersTheLinesThatRowsBeginOn() throws {
        let text = "h\n\n\"a\nb\r\nc\rd\"\r\n\ne\r\"\"\"\n\"\nf"
        #expect(try readCSV(text.utf8).lines == [1, 3, 8, 9, 11])
    }

    @Test(
        arguments: [
            ("h,i\n1,\"open\n2,x\n3,y\n", .unclosedQuote, 2, 2, [["h", "i"], ["2", "x"], ["3", "y"]]),
            ("h,i\n1,\"open\n2,\"x\"\n", .textAfterQuote, 2, 2, [["h", "i"], ["2", "x"]]),
            ("h,i\n\"a \"b\" c\",2\n3,4\n", .textAfterQuote, 2, 1, [["h", "i"], ["3", "4"]]),
            ("h\n\"a\nb\",\"c\n4", .unclosedQuote, 3, 2, [["h"], ["4"]]),
            ("h\n\"", .unclosedQuote, 2, 1, [["h"]]),
            ("h\r\n\"x\r\nz\r\n", .unclosedQuote, 2, 1, [["h"], ["z"]]),
        ] as [(String, CSVMistake.Reason, Int, Int, [[String]])])
    func goesOnAfterAQuoteThatNothingCloses(
        text: String, reason: CSVMistake.Reason, line: Int, column: Int, rows: [[String]]
    ) throws {
        for chunk in [1, 3, 1000] {
            let result = try readCSV(text.utf8, chunk: chunk)
            #expect(result.mistakes == [CSVMistake(reason: reason, line: line, column: column)])
            #expect(result.rows == rows)
        }
    }

    @Test func numbersTheLinesAfterAMistake() throws {
        let result = try readCSV("h\n\"a\nb\"x\nc\nd\n".utf8)
        #expect(result.rows == [["h"], ["b\"x"], ["c"], ["d"]])
        #expect(result.lines == [1, 3, 4, 5])
    }

    @Test func reportsWhatIsTooLong() throws {
        var limits = CSVLimits()
        limits.field = 5
        limits.columns = 3
        let long = try readCSV("12345,\"12345\"\n123456\n\"123456\"\na,b,c,d\nok".utf8, limits: limits)
        #expect(long.rows == [["12345", "12345"], ["ok"]])
        #expect(
            long.mistakes.map(\.reason) == [
                .fieldTooLong(limit: 5), .unclosedQuote, .tooManyColumns(limit: 3),
            ])
        #expect(long.mistakes.map(\.line) == [2, 3, 4])
        limits = CSVLimits()
        limits.record = 100
        let record = String(repeating: "aaaa,", count: 60)
        let wide = try readCSV("h\n\(record)\nok".utf8, limits: limits)
        #expect(wide.rows == [["h"], ["ok"]])
        #expect(wide.mistakes.map(\.reason) == [.recordTooLong(limit: 100)])
    }

    @Test func keepsOneMebibyteAFieldAndFiveHundredAndTwelveColumns() throws {
        let field = String(repeating: "x", count: 1 << 20)
        let columns = Array(repeating: "c", count: 512).joined(separator: ",")
        let result = try readCSV(
            "\(field),\"\(field)\"\n\(columns)\n\(field)y\n\(columns),d\nz".utf8, chunk: 1 << 16)
        #expect(result.rows.map(\.count) == [2, 512, 1])
        #expect(result.mistakes.map(\.line) == [3, 4])
    }

    @Test func aQuoteOpenedInAHugeFileCostsOneRecord() throws {
        let rows = (0..<200_000).map { "row \($0),x" }.joined(separator: "\n")
        let result = try readCSV("h,i\n1,\"open\n\(rows)\n".utf8, chunk: 1 << 16)
        #expect(result.rows.count == 200_001)
        #expect(result.mistakes == [CSVMistake(reason: .unclosedQuote, line: 2, column: 2)])
    }

    @Test func survivesWhateverBytesAndKeepsCount() throws {
        var samples = SampleSource(seed: 3)
        let alphabet = Array("\"\"\",,\n\r\n a'=é;\0".utf8)
        for _ in 0..<3000 {
            let bytes = (0..<samples.below(60)).map { _ in samples.pick(alphabet) }
            let whole = try readCSV(bytes, chunk: 1000)
            let pieces = try readCSV(bytes, chunk: 1 + samples.below(4))
            #expect(whole.rows == pieces.rows)
            #expect(whole.lines == pieces.lines)
            #expect(whole.mistakes == pieces.mistakes)
            #expect(whole.lines == whole.lines.sorted())
        }
    }
}

@Suite struct CSVWriterTests {
    @Test(
        arguments: [
            (["a", "b c"], "a,b c\n"), (["a,b", "c\"d", "e\nf", ""], "\"a,b\",\"c\"\"d\",\"e\nf\",\n"),
            ([""], "\"\"\n"),
            (["=1+1", "+49 30", "-x", "@a", "\tb", "\rc"], "'=1+1,'+49 30,'-x,'@a,'\tb,\"'\rc\"\n"),
            (["'=a", "''=b", "'c", "'", "a=b"], "''=a,'''=b,'c,',a=b\n"), ([" a", "b "], "\" a\",\"b \"\n"),
        ] as [([String], String)])
    func writes(cells: [String], text: String) {
        var out: [UInt8] = []
        CSVWriter(lineEnd: .lf).append(cells, to: &out)
        #expect(String(decoding: out, as: UTF8.self) == text)
    }

    /// A difference below zero was a text in spreadsheets, and left out of their sums.
    @Test func aFigureBelowZeroStaysANumber() {
        var out: [UInt8] = []
        CSVWriter(lineEnd: .lf).append(["-5", "-0.25", "=1"], figures: [0, 1], to: &out)
        CSVWriter(lineEnd: .lf).append(["-5"], to: &out)
        #expect(String(decoding: out, as: UTF8.self) == "-5,-0.25,'=1\n'-5\n")
    }

    @Test func readsBackWhatWasWritten() throws {
        var samples = SampleSource(seed: 4)
        for _ in 0..<2000 {
            let rows = (0..<(1 + samples.below(5))).map { _ in
                (0..<(1 + samples.below(5))).map { _ in samples.text(upTo: 4) }
            }
            let writer = CSVWriter(
                delimiter: samples.pick(Array(",;\t".utf8)),
                lineEnd: Bool.random(using: &samples) ? .lf : .crlf)
            var out: [UInt8] = []
            for row in rows { writer.append(row, to: &out) }
            let read = try readCSV(out, delimiter: Character(Unicode.Scalar(writer.delimiter)))
            let cells = read.rows.map { $0.map { withoutApostrophe($0) } }
            #expect(cells.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
        }
    }

    private func withoutApostrophe(_ cell: String) -> String {
        Array(cell.utf8).withUnsafeBytes { String(decoding: CSVFormula.withoutApostrophe($0), as: UTF8.self) }
    }
}
