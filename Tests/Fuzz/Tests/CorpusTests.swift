import Testing

/// What fuzzing kept: inputs that reach every corner that was found, and those that once broke something.
@Suite struct CorpusTests {
    @Test(arguments: FuzzTarget.allCases)
    func everyInputKeepsThePromises(target: FuzzTarget) {
        let corpus = target.corpus
        #expect(!corpus.isEmpty)
        for (name, bytes) in corpus {
            #expect(throws: Never.self, "\(target.rawValue)/\(name)") { try target.take(bytes) }
        }
    }

    @Test(arguments: FuzzTarget.allCases)
    func nothingAtAllKeepsThePromises(target: FuzzTarget) {
        for bytes in [[], [0], [0xFF], Array(repeating: 0, count: 300), Array("\u{FEFF}".utf8)] as [[UInt8]] {
            #expect(throws: Never.self, "\(bytes.prefix(4))") { try target.take(bytes) }
        }
    }
}
