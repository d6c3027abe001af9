import Foundation
import Testing

/// What the pure rooms may import is checked in their text: the compiler sees no system framework as a
/// dependency.
@Suite("Boundaries between rooms") struct ImportTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func imports(below folder: String) throws -> [(file: String, module: String)] {
        let base = Self.root.appending(path: folder).resolvingSymlinksInPath()
        let files = try #require(FileManager.default.enumerator(atPath: base.path))
        var found: [(String, String)] = []
        for case let path as String in files where path.hasSuffix(".swift") {
            let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
            for line in text.split(whereSeparator: \.isNewline) {
                let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
                guard let index = words.firstIndex(of: "import"),
                    words[..<index].allSatisfy({
                        $0.hasPrefix("@")
                            || ["public", "package", "internal", "private", "fileprivate"].contains($0)
                    })
                else { continue }
                // `import struct Foundation.Date` names a kind before the module.
                let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
                let named = words[(index + 1)...].first { !kinds.contains($0) } ?? ""
                found.append(
                    ("\(folder)/\(path)", named.split(separator: ".").first.map(String.init) ?? named))
            }
        }
        return found
    }

    @Test(
        "The pure rooms import no file, clock, terminal or network",
        arguments: [
            ("Sources/Qualification", ["FoundationEssentials"]),
            ("Sources/Conversation", ["FoundationEssentials", "Qualification"]),
            ("Sources/Reporting", ["FoundationEssentials", "Qualification"]),
            ("Sources/Delivery", ["Crypto", "FoundationEssentials", "Qualification"]),
        ])
    func pure(room: String, allowed: [String]) throws {
        let others = try imports(below: room).filter { !allowed.contains($0.module) }
        #expect(others.isEmpty, "\(others)")
    }

    @Test(
        "The pure rooms ask no clock, chance or environment",
        arguments: ["Qualification", "Conversation", "Reporting", "Delivery"])
    func noAmbientState(room: String) throws {
        let base = Self.root.appending(path: "Sources/\(room)").resolvingSymlinksInPath()
        let files = try #require(FileManager.default.enumerator(atPath: base.path))
        var read = 0
        for case let path as String in files where path.hasSuffix(".swift") {
            let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
            for forbidden in [
                "Date()", "UUID()", ".random(", "ContinuousClock", "SystemClock", "ProcessInfo", "print(",
            ] {
                #expect(!text.contains(forbidden), "\(path) has \(forbidden)")
            }
            read += 1
        }
        #expect(read > 5)
    }

    @Test("The line editor alone imports libedit")
    func libedit() throws {
        let others = try imports(below: "Sources").filter {
            $0.module == "CLibedit" && !$0.file.hasPrefix("Sources/LineEditor/")
        }
        #expect(others.isEmpty, "\(others)")
    }
}
