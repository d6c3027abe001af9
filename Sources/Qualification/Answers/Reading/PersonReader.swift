/// Reads who is meant: `Dana, the CFO, signs`, `Dana Li (CFO)`, `our head of finance`.
package struct PersonReader {
    package init() {}

    /// The first person in a line; nil where it names neither a name nor a role.
    package func read(_ line: String) -> Person? { read(TextTokens(line)) }

    func read(_ tokens: TextTokens) -> Person? {
        let role = role(tokens)
        let name = capitalisedName(tokens, outside: role?.range) ?? loneName(tokens, role: role?.range)
        guard name != nil || role != nil else { return nil }
        return Person(name: name, role: role?.text)
    }

    /// More people than have a say anywhere; what a longer list says is still kept as text.
    private static let mostPeople = 100

    private static let separators = [" and ", " & ", ";", ",", " + "].map { Array($0.utf8) }

    /// Everyone in a line, as in `Dana (CFO), Tom and legal`.
    package func readAll(_ line: String) -> [Person] {
        var people: [Person] = []
        for part in parts(of: line) {
            guard people.count < PersonReader.mostPeople else { break }
            guard let person = read(part.text) else { continue }
            // In "Dana, the CFO" the second part is the role of the first; in "Dana and the CFO" it is not.
            if part.isAfterComma, person.name == nil, let last = people.last, last.role == nil,
                last.name != nil
            {
                people[people.count - 1].role = person.role
            } else {
                people.append(person)
            }
        }
        return people
    }

    /// What stands between commas, semicolons and the like.
    private func parts(of line: String) -> [(text: String, isAfterComma: Bool)] {
        let bytes = Array(line.utf8)
        var parts: [(text: String, isAfterComma: Bool)] = []
        var (start, index) = (0, 0)
        var isAfterComma = false
        while index < bytes.count {
            let isCut =
                bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: ",")
                || bytes[index] == UInt8(ascii: ";")
            guard isCut, let cut = PersonReader.separators.first(where: { bytes[index...].starts(with: $0) })
            else {
                index += 1
                continue
            }
            parts.append((String(decoding: bytes[start..<index], as: UTF8.self), isAfterComma))
            isAfterComma = bytes[index] == UInt8(ascii: ",")
            index += cut.count
            start = index
        }
        return parts + [(String(decoding: bytes[start...], as: UTF8.self), isAfterComma)]
    }

    /// Whether a line names somebody by a capitalised name or by role, so that it can hardly mean anything else.
    func isCertain(_ tokens: TextTokens) -> Bool {
        let role = role(tokens)
        return role != nil || capitalisedName(tokens, outside: nil) != nil
    }

    /// Whether a line names somebody by role, which makes it a fact in any answer.
    func namesRole(_ tokens: TextTokens) -> Bool { role(tokens) != nil }

    private static let titles: Set<String> = [
        "ceo", "cfo", "cto", "coo", "cio", "cmo", "cro", "ciso", "cpo", "cdo", "chro", "cso", "vp", "svp",
        "evp",
        "avp", "md", "gm", "president", "owner", "founder", "cofounder", "partner", "chairman", "chairwoman",
        "chair", "controller", "treasurer", "director", "manager", "supervisor", "principal", "buyer",
        "accountant",
    ]

    private static let departments: Set<String> = [
        "procurement", "purchasing", "legal", "finance", "accounting", "compliance", "hr",
    ]

    private static let qualifiers: Set<String> = [
        "chief", "vice", "senior", "managing", "deputy", "executive", "general", "regional", "group",
        "technical",
        "financial", "finance", "sales", "marketing", "operations", "operating", "information", "security",
        "product",
        "plant", "office", "purchasing", "procurement", "logistics", "engineering", "commercial", "project",
        "program", "transport", "supply", "chain", "warehouse", "customer", "service", "support", "quality",
        "production", "facility", "facilities", "fleet", "data", "software", "digital", "business",
        "development", "people", "account", "country", "area", "branch", "store", "site", "shift",
    ]

    private static let noNames: Set<String> = [
        "the", "a", "an", "our", "my", "their", "his", "her", "your", "this", "that", "these", "those", "i",
        "we",
        "he", "she", "they", "it", "you", "me", "us", "him", "them", "no", "yes", "not", "and", "or", "but",
        "both",
        "maybe", "perhaps", "probably", "nobody", "none", "never", "nothing", "everyone", "everybody",
        "someone",
        "somebody", "anyone", "who", "whoever", "board", "committee", "team", "management", "company", "is",
        "are",
        "has", "have", "will", "would", "must", "should", "can", "could", "does", "do", "signs", "sign",
        "signed",
        "decides", "decide", "approves", "approve", "approved", "owns", "own", "if", "when", "then", "after",
        "before", "under", "over", "all", "any", "some", "same", "still", "just", "also", "needs", "need",
        "budget",
        "money", "depends", "unknown", "unclear", "different", "several", "people", "herself", "himself",
        "myself",
        "yet", "to", "be", "of", "in", "on", "at", "by", "for", "from", "with", "up", "above", "below",
        "usually", "until", "next", "last", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday",
        "sunday", "january", "february", "july", "september", "october", "november", "december",
        "usd", "eur", "gbp", "q", "fy", "there", "here", "what", "how", "why", "where", "dept", "department",
    ]

    private static let honorifics: Set<String> = ["mr", "mrs", "ms", "dr", "prof", "sir", "herr", "frau"]

    private static let decidingVerbs: Set<String> = ["signs", "decides", "approves", "owns"]

    private static func isNoName(_ word: String) -> Bool {
        // The "it" of "it's" is no name either.
        let stem = word.prefix { $0 != "'" && $0 != "’" }
        return noNames.contains(word) || noNames.contains(String(stem)) || titles.contains(word)
            || departments.contains(word)
    }

    private func role(_ tokens: TextTokens) -> (text: String, range: Range<Int>)? {
        for index in 0..<tokens.count {
            guard let token = tokens[index], token.kind == .word else { continue }
            var start = index
            var end = index + 1
            if token.lower == "head" || token.lower == "lead" || token.lower == "chief" {
                if tokens.is(index + 1, "of") {
                    end = min(index + 3, tokens.count)
                } else if token.lower == "chief", tokens[index + 1]?.kind == .word {
                    end = min(index + (tokens.is(index + 2, "officer") ? 3 : 2), tokens.count)
                } else {
                    continue
                }
            } else if PersonReader.titles.contains(token.lower) {
                while start > 0, let before = tokens[start - 1],
                    PersonReader.qualifiers.contains(before.lower)
                {
                    start -= 1
                }
                if tokens.is(end, "of"), tokens[end + 1]?.kind == .word { end += 2 }
                while tokens[end].map({ PersonReader.qualifiers.contains($0.lower) }) ?? false { end += 1 }
            } else if PersonReader.departments.contains(token.lower) {
                // "the finance director" is no department.
                var title = end
                while tokens[title].map({ PersonReader.qualifiers.contains($0.lower) }) ?? false {
                    title += 1
                }
                if tokens[title].map({ PersonReader.titles.contains($0.lower) }) ?? false { end = title + 1 }
            } else {
                continue
            }
            let text = tokens.tokens[start..<end].map(\.text).joined(separator: " ")
            return (text, start..<end)
        }
        return nil
    }

    /// One to three words in a row that begin with a capital and are neither a role nor a common word.
    private func capitalisedName(_ tokens: TextTokens, outside role: Range<Int>?) -> String? {
        var name: [String] = []
        for index in 0..<tokens.count {
            guard let token = tokens[index] else { continue }
            let isInitial = token.text == "." && name.last?.dropFirst().isEmpty ?? false
            if isInitial { continue }
            let isHyphen = token.text == "-" && !name.isEmpty && !token.isSpaced && tokens.isGlued(index + 1)
            if isHyphen { continue }
            let isHonorific = PersonReader.honorifics.contains(token.lower)
            if name.isEmpty, isHonorific || tokens.is(index, "."), tokens[index + 1] != nil { continue }
            let isPart =
                token.kind == .word && token.text.first?.isUppercase == true
                && !PersonReader.isNoName(token.lower) && !(role?.contains(index) ?? false)
            if isPart, name.count < 3 {
                if tokens.is(index - 1, "-"), tokens.isGlued(index), !name.isEmpty {
                    name[name.count - 1] += "-" + token.text
                } else {
                    name.append(token.text)
                }
            } else if !name.isEmpty {
                break
            }
        }
        return name.isEmpty ? nil : name.joined(separator: " ")
    }

    /// A name typed without a capital: one or two words that are all the line says before a comma or a role.
    private func loneName(_ tokens: TextTokens, role: Range<Int>?) -> String? {
        var words: [String] = []
        for index in 0..<tokens.count {
            guard let token = tokens[index] else { break }
            if token.kind == .sign, ",(–-".contains(token.text) { break }
            if role?.contains(index) ?? false { break }
            if token.lower == "the", !words.isEmpty { break }
            // "dana signs" names dana.
            if !words.isEmpty, PersonReader.decidingVerbs.contains(token.lower) { break }
            guard token.kind == .word, !PersonReader.isNoName(token.lower), numberWords[token.lower] == nil
            else { return nil }
            guard words.count < 2 else { return nil }
            words.append(token.text)
        }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
