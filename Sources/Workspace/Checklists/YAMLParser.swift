internal import Yams

/// Parses a file into nodes, refusing what a checklist has no use for and a hostile file has.
///
/// Anchors, aliases, tags, explicit keys (`? `) and second documents are refused. An alias used as a
/// key makes the parser hash what it stands for, which a few hundred bytes can blow up to gigabytes.
/// So that the parser never sees one, every `*` and `?` is disguised as a character that no text holds:
/// a plain scalar cannot begin with either, which tells an alias or a key afterwards from an asterisk or
/// a question mark in a sentence.
struct YAMLParser {
    /// Lists and mappings inside each other.
    static let deepestNesting = 32
    /// Repeated keys found before giving up; the parser stops at each.
    private static let mostDuplicates = 16
    /// Items read again for the sake of a repeated key, in all; in a large file only the first is found.
    private static let mostRereadItems = 10_000
    /// The disguise of a line end that editors do not show; repeated keys take those below.
    private static let hiddenLineBreak = 31

    private let source: SourceText
    private let findings: Findings
    private var disguised: [Unicode.Scalar]
    private var disguises: [Unicode.Scalar: Unicode.Scalar] = [:]

    /// Returns the root, or nil for a file of nothing but comments.
    ///
    /// Mistakes that leave the tree readable go to `findings`; a syntax error is thrown alone.
    static func parse(_ bytes: [UInt8], findings: Findings) throws(ChecklistError) -> YAMLNode? {
        var parser = YAMLParser(try SourceText(bytes, findings: findings), findings: findings)
        return try parser.root()
    }

    private init(_ source: SourceText, findings: Findings) {
        self.source = source
        self.findings = findings
        disguised = source.scalars
        for (index, scalar) in source.scalars.enumerated() {
            switch scalar {
            case "*": disguise(index, as: 0)
            case "?": disguise(index, as: 1)
            case _ where !scalar.isASCII && SourceText.hiddenLineBreaks.contains(scalar):
                disguise(index, as: YAMLParser.hiddenLineBreak)
            default: break
            }
        }
    }

    private mutating func disguise(_ index: Int, as number: Int) {
        guard let mask = SourceText.nonCharacter(number) else { return }
        disguises[mask] = number == YAMLParser.hiddenLineBreak ? " " : source.scalars[index]
        disguised[index] = mask
    }

    private mutating func root() throws(ChecklistError) -> YAMLNode? {
        let rereads = min(
            YAMLParser.mostDuplicates, YAMLParser.mostRereadItems / max(1, source.itemCount) - 1)
        for round in 0...max(0, rereads) {
            do {
                // The encoding is named because the default one reads, and prints, an environment variable.
                let parser = try Parser(yaml: String(scalars: disguised), resolver: .basic, encoding: .utf8)
                return try withExtendedLifetime(parser) { try parser.singleRoot() }
                    .map { node(from: $0, depth: 0) }
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let position = YAMLNode.Position(context.mark)
                guard round < rereads, let index = index(ofKeyAt: position) else {
                    throw findings.failure(
                        position, .repeatedKey,
                        "the key '\(shown(keys.first ?? ""))' stands here, and again further down")
                }
                disguise(index, as: 2 + round)
            } catch let error as YamlError {
                throw failure(error)
            } catch {
                throw findings.failure(.init(line: 1, column: 1), .notYAML, "this is not YAML")
            }
        }
        return nil
    }

    /// The letter or digit of a key that can be disguised to make it differ from its namesake.
    private func index(ofKeyAt position: YAMLNode.Position) -> Int? {
        guard let start = source.index(of: position) else { return nil }
        let quoted = source.scalars[start] == "\"" || source.scalars[start] == "'"
        let index = quoted ? start + 1 : start
        guard source.scalars.indices.contains(index), source.scalars[index].properties.isAlphabetic,
            disguised[index] == source.scalars[index]
        else { return nil }
        return index
    }

    private func shown(_ text: String) -> String {
        // The disguises lie beyond the first plane, whose characters take no more than three bytes.
        guard text.utf8.contains(where: { $0 >= 0xF0 }) else { return text }
        return String(scalars: text.unicodeScalars.map { disguises[$0] ?? $0 })
    }

    private func node(from node: Node, depth: Int) -> YAMLNode {
        let position = place(of: node)
        refuseDecoration(at: position)
        guard depth < YAMLParser.deepestNesting else {
            findings.report(position, .tooDeep, "too many levels inside each other")
            return YAMLNode(position: position, content: .empty)
        }
        switch node {
        case .scalar(let scalar):
            return YAMLNode(position: position, content: content(of: scalar, at: position))
        case .sequence(let sequence):
            return YAMLNode(
                position: position, content: .list(sequence.map { self.node(from: $0, depth: depth + 1) }))
        case .mapping(let mapping):
            return YAMLNode(position: position, content: .mapping(pairs(of: mapping, depth: depth)))
        case .alias:
            return YAMLNode(position: position, content: .empty)
        }
    }

    private func pairs(of mapping: Node.Mapping, depth: Int) -> [YAMLNode.Pair] {
        var pairs: [YAMLNode.Pair] = []
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            let position = place(of: key)
            let content = node(from: value, depth: depth + 1)
            guard case .scalar(let scalar) = key else {
                findings.report(
                    position, .wrongShape, "a key must be plain text",
                    hint: "a text that begins with a bracket needs quotes")
                continue
            }
            refuseDecoration(at: position)
            _ = self.content(of: scalar, at: position)
            let name = shown(scalar.string)
            if let line = lines[name] {
                findings.report(
                    position, .repeatedKey, "the key '\(name)' stands here twice",
                    hint: "first in line \(line)")
            } else {
                lines[name] = position.line
                pairs.append(YAMLNode.Pair(key: name, position: position, value: content))
            }
        }
        return pairs
    }

    /// Where a node is in the text: what a document does not hold the parser finds behind its end.
    private func place(of node: Node) -> YAMLNode.Position {
        node.mark.map { source.inside(.init($0)) } ?? .init(line: 1, column: 1)
    }

    private func content(of scalar: Node.Scalar, at position: YAMLNode.Position) -> YAMLNode.Content {
        let text = shown(scalar.string)
        if scalar.style == .plain || scalar.style == .any {
            if text == "?" || text.hasPrefix("? "),
                source.index(of: position).map({ source.scalars[$0] }) == "?"
            {
                findings.report(position, .yamlKey, "a key written with '?' is not part of this format")
            }
            if ["", "~", "null", "Null", "NULL"].contains(text) { return .empty }
        }
        if text.unicodeScalars.contains(where: { $0.isControl && $0 != "\n" && $0 != "\t" }) {
            findings.report(position, .notText, "a control character in a text")
        }
        return .text(text.trimmed)
    }

    /// Anchors, aliases and tags begin where their node does, with a character that nothing else begins with.
    private func refuseDecoration(at position: YAMLNode.Position) {
        guard let index = source.index(of: position) else { return }
        let mistake: (code: DiagnosticCode, text: String)
        switch source.scalars[index] {
        case "&": mistake = (.yamlAnchor, "anchors (&) are not part of this format")
        case "*": mistake = (.yamlAlias, "aliases (*) are not part of this format")
        case "!": mistake = (.yamlTag, "tags (!) are not part of this format")
        default: return
        }
        findings.report(
            position, mistake.code, mistake.text,
            hint: "a text that begins with '\(source.scalars[index])' needs quotes")
    }

    private func failure(_ error: YamlError) -> ChecklistError {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            if let context, context.text.contains("quoted scalar"), problem.contains("unexpected") {
                return findings.failure(
                    .init(context.mark), .notYAML, "the quote that opens here is never closed")
            }
            if problem.contains("nesting level") {
                return findings.failure(.init(mark), .tooDeep, "too many levels inside each other")
            }
            return findings.failure(
                source.inside(.init(mark)), .notYAML, "not YAML: \(problem)", hint: hint(problem, .init(mark))
            )
        case .composer(_, let problem, let mark, _):
            let second = problem.contains("another document")
            return findings.failure(
                source.inside(.init(mark)), .notYAML,
                second ? "a second document begins here; a file holds one" : "not YAML: \(problem)")
        default:
            return findings.failure(.init(line: 1, column: 1), .notYAML, "this is not YAML")
        }
    }

    private func hint(_ problem: String, _ position: YAMLNode.Position) -> String? {
        if problem.contains("mapping values are not allowed") {
            return "a text with ': ' in it needs quotes, and keys of one mapping begin in one column"
        }
        if problem.contains("cannot start any token") {
            return source.index(of: position).map { source.scalars[$0] } == "\t"
                ? "indent with spaces, not with tabs" : "a text that begins with a sign needs quotes"
        }
        if problem.contains("did not find expected") {
            return "look for a quote or bracket that closes too early, or a line that is indented differently"
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// Whether it is one of C0, DEL and C1.
    fileprivate var isControl: Bool { value < 0x20 || (0x7F..<0xA0).contains(value) }
}

extension String {
    /// Appending scalar by scalar takes many times as long, at every start of a call.
    fileprivate init(scalars: [Unicode.Scalar]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.count + scalars.count / 8)
        for scalar in scalars {
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        self = String(decoding: bytes, as: UTF8.self)
    }
}

extension YAMLNode.Position {
    fileprivate init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}
