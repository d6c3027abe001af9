internal import Qualification

/// One mapping of a file, read key by key; what does not fit is reported and comes back as nil.
struct Fields {
    let findings: Findings
    let position: YAMLNode.Position
    private let what: String
    private let pairs: [YAMLNode.Pair]
    /// The keys that unknown ones were probably meant to be: told once, they are not missed as well.
    private let misspelt: Set<String>

    /// Reports unknown keys; nil, and a report, where the node is no mapping.
    ///
    /// `what` names the thing in messages, for example `a question`.
    init?(_ node: YAMLNode, _ what: String, keys: [String], findings: Findings) {
        guard case .mapping(let pairs) = node.content else {
            findings.report(
                node.position, .wrongShape, "\(what) is written as 'key: value' lines",
                hint: "it has \(keys.map { "'\($0)'" }.joined(separator: ", "))")
            return nil
        }
        self.findings = findings
        self.what = what
        self.pairs = pairs
        position = node.position
        var misspelt: Set<String> = []
        for pair in pairs where !keys.contains(pair.key) && !findings.isFull {
            let near = pair.key.nearest(in: keys)
            if let near { misspelt.insert(near) }
            findings.report(
                pair.position, .unknownKey, "unknown key '\(pair.key)' in \(what)",
                hint: near.map { "did you mean '\($0)'?" })
        }
        self.misspelt = misspelt
    }

    /// Whether one of these keys is there under a name that was reported as unknown.
    func misspells(_ keys: [String]) -> Bool { !misspelt.isDisjoint(with: keys) }

    func has(_ key: String) -> Bool { pair(key) != nil }

    /// Where a key stands, or its mapping where it is absent.
    func position(of key: String) -> YAMLNode.Position { pair(key)?.position ?? position }

    /// Where the value of a key begins, or its mapping where the key is absent.
    func valuePosition(of key: String) -> YAMLNode.Position { pair(key)?.value.position ?? position }

    /// The value of a key; nil where it is absent, and reported where it has none.
    func node(_ key: String) -> YAMLNode? {
        guard let pair = pair(key) else { return nil }
        if case .empty = pair.value.content {
            findings.report(
                pair.position, .emptyValue, "'\(key)' is empty", hint: "give it a value or take the line out")
            return nil
        }
        return pair.value
    }

    /// The value of a key that must be there.
    func needed(_ key: String) -> YAMLNode? {
        if !has(key), !misspells([key]) {
            findings.report(position, .missingKey, "\(what) needs '\(key)'")
        }
        return node(key)
    }

    func text(_ key: String) -> String? { node(key).flatMap { text(of: $0, key) } }

    func neededText(_ key: String) -> String? { needed(key).flatMap { text(of: $0, key) } }

    /// A text that reps read aloud or from, with merge fields in it.
    func wording(_ key: String) -> String? { node(key).flatMap { wording(of: $0, key) } }

    func neededWording(_ key: String) -> String? { needed(key).flatMap { wording(of: $0, key) } }

    /// A list of such texts.
    func wordings(_ key: String) -> [String] {
        items(key).compactMap { wording(of: $0, "an item of '\(key)'", quoted: false) }
    }

    private func wording(of node: YAMLNode, _ key: String, quoted: Bool = true) -> String? {
        guard let text = text(of: node, key, quoted: quoted) else { return nil }
        for part in MergeText(text).parts {
            switch part {
            case .text: break
            case .field(let name, _):
                guard MergeField(rawValue: name) == nil else { continue }
                let names = MergeField.allCases.map(\.rawValue)
                findings.report(
                    findings.position(of: "{\(name)", from: node.position), .unknownMergeField,
                    "there is no merge field '{\(name)}'",
                    hint: name.nearest(in: names).map { "did you mean '{\($0)}'?" }
                        ?? "there are: \(names.map { "{\($0)}" }.joined(separator: ", "))")
            case .unclosed(let rest):
                findings.report(
                    findings.position(of: String(rest.prefix { $0 != " " }), from: node.position),
                    .unclosedMergeField, "the brace '{' of a merge field is never closed")
            }
        }
        return text
    }

    /// An id: what people type and files refer to.
    func neededID(_ key: String, digitFirst: Bool = false) -> String? {
        guard let id = neededText(key) else { return nil }
        return isID(id, key, digitFirst: digitFirst) ? id : nil
    }

    func id(_ key: String) -> String? {
        guard let id = text(key), isID(id, key, digitFirst: false) else { return nil }
        return id
    }

    func flag(_ key: String) -> Bool? {
        guard let node = node(key) else { return nil }
        if case .text(let text) = node.content, let flag = Fields.flag(text) { return flag }
        findings.report(node.position, .wrongValue, "'\(key)' must be true or false")
        return nil
    }

    func integer(_ key: String, _ range: ClosedRange<Int>, _ meaning: String? = nil) -> Int? {
        guard let node = node(key) else { return nil }
        if case .text(let text) = node.content, let number = Int(text), range.contains(number) {
            return number
        }
        let expected = meaning ?? "a whole number from \(range.lowerBound) to \(range.upperBound)"
        findings.report(node.position, .wrongValue, "'\(key)' must be \(expected)")
        return nil
    }

    /// The key of the one comparison in a condition; nil, and a report, where there is none or more than one.
    func onlyTest(among tests: [String]) -> String? {
        let present = tests.filter(has)
        if present.count == 1 { return present[0] }
        if present.isEmpty, misspells(tests) { return nil }
        findings.report(
            position, .oneTest,
            present.isEmpty ? "a condition needs a test" : "a condition has one test, and this has several",
            hint: present.isEmpty
                ? "one of \(tests.joined(separator: ", "))" : "put them in a list under 'all-of' or 'any-of'")
        return nil
    }

    func number(_ key: String) -> Double? {
        guard let node = node(key) else { return nil }
        if case .text(let text) = node.content, text.utf8.count <= 18,
            text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 || $0 == 45 }),
            let number = Double(text), number.isFinite
        {
            return number
        }
        findings.report(
            node.position, .wrongValue, "'\(key)' must be a number",
            hint: "digits alone, for example 3000 or 2.5")
        return nil
    }

    func grade(_ key: String, _ range: ClosedRange<Int>) -> EvidenceGrade? {
        let meaning = "an evidence grade from \(range.lowerBound) to \(range.upperBound)"
        return integer(key, range, meaning).flatMap(EvidenceGrade.init)
    }

    func currency(_ key: String) -> String? {
        guard let node = node(key), let code = text(of: node, key) else { return nil }
        if code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) { return code }
        let upper = code.uppercased()
        let mendable = upper.utf8.count == 3 && upper.utf8.allSatisfy { (65...90).contains($0) }
        findings.report(
            node.position, .wrongValue, "'\(key)' must be a currency code of three capital letters",
            hint: mendable ? "did you mean '\(upper)'?" : "for example USD")
        return nil
    }

    /// The value read as one of a closed set of words.
    func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, of _: Word.Type, _ meaning: String, among words: [Word] = Array(Word.allCases)
    ) -> Word? where Word.RawValue == String {
        node(key).flatMap { word(of: $0, meaning, among: words) }
    }

    func word<Word: RawRepresentable>(of node: YAMLNode, _ meaning: String, among words: [Word]) -> Word?
    where Word.RawValue == String {
        let names = words.map(\.rawValue)
        guard case .text(let text) = node.content else {
            findings.report(
                node.position, .wrongValue, "\(meaning) must be one of: \(names.joined(separator: ", "))")
            return nil
        }
        if let word = words.first(where: { $0.rawValue == text }) { return word }
        findings.report(
            node.position, .unknownWord,
            "'\(text)' is no \(meaning); there are: \(names.joined(separator: ", "))",
            hint: text.nearest(in: names).map { "did you mean '\($0)'?" })
        return nil
    }

    /// The items of a list, which may not be empty.
    func items(_ key: String) -> [YAMLNode] {
        node(key).map { items(of: $0, key) } ?? []
    }

    func neededItems(_ key: String) -> [YAMLNode] {
        needed(key).map { items(of: $0, key) } ?? []
    }

    /// A list of texts.
    func texts(_ key: String) -> [String] {
        items(key).compactMap { text(of: $0, "an item of '\(key)'", quoted: false) }
    }

    /// Reports an id that stands a second time.
    func reportRepeats(_ ids: [(id: String, position: YAMLNode.Position)], _ meaning: String) {
        var lines: [String: Int] = [:]
        for (id, position) in ids {
            if let line = lines[id] {
                findings.report(
                    position, .repeatedID, "the \(meaning) '\(id)' is taken", hint: "first in line \(line)")
            } else {
                lines[id] = position.line
            }
        }
    }

    static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes": true
        case "false", "no": false
        default: nil
        }
    }

    func pair(_ key: String) -> YAMLNode.Pair? { pairs.first { $0.key == key } }

    private func items(of node: YAMLNode, _ key: String) -> [YAMLNode] {
        guard case .list(let items) = node.content else {
            findings.report(
                node.position, .wrongShape, "'\(key)' must be a list",
                hint: "begin each item with '- ' on a line of its own")
            return []
        }
        if items.isEmpty { findings.report(node.position, .emptyValue, "'\(key)' is an empty list") }
        return items
    }

    private func text(of node: YAMLNode, _ key: String, quoted: Bool = true) -> String? {
        let name = quoted ? "'\(key)'" : key
        switch node.content {
        case .text(let text) where !text.isEmpty:
            return text.onOneLine
        case .text, .empty:
            findings.report(node.position, .emptyValue, "\(name) is empty")
        case .mapping:
            findings.report(
                node.position, .wrongShape, "\(name) must be text",
                hint: "a text with ': ' in it needs quotes")
        case .list:
            findings.report(
                node.position, .wrongShape, "\(name) must be text",
                hint: "a text that begins with '[' needs quotes")
        }
        return nil
    }

    private func isID(_ id: String, _ key: String, digitFirst: Bool) -> Bool {
        let position = pair(key)?.value.position ?? position
        let first = id.utf8.first.map { (97...122).contains($0) || digitFirst && (48...57).contains($0) }
        guard first == true,
            id.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
        else {
            findings.report(
                position, .malformedID, "'\(key)' must be small letters, digits and hyphens, a letter first",
                hint: Fields.idSuggestion(id).map { "did you mean '\($0)'?" })
            return false
        }
        if Fields.reserved.contains(id), key == "id" {
            findings.report(
                position, .reservedID, "'\(id)' means something else in the conversation; call it differently"
            )
            return false
        }
        return true
    }

    /// What the conversation reads before a colon.
    private static let reserved = ["note", "next"]

    private static func idSuggestion(_ id: String) -> String? {
        let letters = id.lowercased().unicodeScalars.map { scalar -> Character in
            ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
        }
        let words = String(letters).split(separator: "-").joined(separator: "-")
        guard let first = words.utf8.first, (97...122).contains(first) else { return nil }
        return words
    }
}
