/// Tells a question that asks two things from one that asks one.
///
/// It reads English only, and rather misses one than takes a good question for two.
package struct CompoundQuestion {
    /// The words with which the second question begins, for example `and when do`; nil where there is one.
    package let secondQuestion: String?

    package init(_ text: String) {
        let sentences = text.split(separator: "?", omittingEmptySubsequences: false)
        let asked = sentences.dropLast().filter { $0.contains(where: \.isLetter) }
        if asked.count > 1 {
            secondQuestion = asked[1].split(whereSeparator: \.isWhitespace).prefix(3).joined(separator: " ")
            return
        }
        let sentence = asked.first ?? sentences.first ?? ""
        // What is said first leads up to the question and is none itself.
        let last = sentence.split { ".!:".contains($0) }.last { $0.contains(where: \.isLetter) } ?? ""
        secondQuestion = CompoundQuestion.second(in: CompoundQuestion.words(String(last)))
    }

    private struct Word {
        var text: String
        /// Whether a comma stands before it.
        var opensClause: Bool
    }

    private static func words(_ sentence: String) -> [Word] {
        var words: [Word] = []
        var isAfterComma = false
        for piece in sentence.lowercased().split(whereSeparator: \.isWhitespace) {
            let isMark = !piece.contains { $0.isLetter || $0.isNumber } && piece != "&"
            let parts = piece == "and/or" ? ["and"] : piece == "&" ? ["and"] : [String(piece)]
            for part in parts where !isMark {
                let bare = part.drop { !$0.isLetter && !$0.isNumber }
                let text = bare.reversed().drop { !$0.isLetter && !$0.isNumber }.reversed()
                words.append(Word(text: String(text), opensClause: isAfterComma))
            }
            isAfterComma = isMark || piece.last.map { ",;—–".contains($0) } ?? false
        }
        return words
    }

    private static func second(in words: [Word]) -> String? {
        for index in words.indices.dropFirst() {
            if joinsTwoTopics(at: index, words) {
                return words[index...].prefix(3).map(\.text).joined(separator: " ")
            }
            guard let start = start(ofSecondAt: index, words), isQuestion(words[..<index]) else { continue }
            guard !isInsideBetween(words[..<index]) else { continue }
            let rest = Array(words[start...])
            let isAlternative = words[index].text == "or"
            guard
                index == start
                    ? isSecondWithoutAnd(rest, after: words[..<index])
                    : isSecond(rest, after: words[index - 1].text, isAlternative: isAlternative)
            else { continue }
            return words[index...].prefix(3).map(\.text).joined(separator: " ")
        }
        return nil
    }

    /// Whether the next "and" is the one that a "between" waits for.
    private static func isInsideBetween(_ words: ArraySlice<Word>) -> Bool {
        guard let between = words.lastIndex(where: { $0.text == "between" }) else { return false }
        return !words[between...].contains { $0.text == "and" }
    }

    /// "Your budget and your deadline" are facts of two elements; "pros and cons" are none.
    private static func joinsTwoTopics(at index: Int, _ words: [Word]) -> Bool {
        let isAsWellAs = words[index...].prefix(3).map(\.text) == ["as", "well", "as"]
        guard words[index].text == "and" || isAsWellAs, let topic = topics[words[index - 1].text] else {
            return false
        }
        let articles: Set<String> = ["a", "an", "the", "your", "their", "its", "any"]
        guard
            let next = words[(index + (isAsWellAs ? 3 : 1))...].first(where: { !articles.contains($0.text) }),
            let other = topics[next.text]
        else { return false }
        return other != topic && !isInsideBetween(words[..<index])
    }

    /// What elements of a checklist are about, by the words that name it.
    private static let topics: [String: Int] = Dictionary(
        [
            ["budget", "price", "funding", "spend"],
            ["timeline", "deadline", "timing", "timeframe", "date", "schedule"],
            ["authority", "signer", "approver", "decision-maker", "decision-makers", "stakeholders"],
            ["need", "needs", "pain", "problem", "problems", "challenge", "challenges"],
            ["competitors", "alternatives", "vendors"],
        ]
        .enumerated().flatMap { topic, words in words.map { ($0, topic) } }
    ) { first, _ in first }

    /// Where the words behind an "and" begin, or behind a comma; nil where neither stands there.
    private static func start(ofSecondAt index: Int, _ words: [Word]) -> Int? {
        var start = index
        switch words[index].text {
        case "and", "or", "but", "plus": start += 1
        case "as" where words[index...].prefix(3).map(\.text) == ["as", "well", "as"]: start += 3
        default: return words[index].opensClause ? index : nil
        }
        let fillers: Set<String> = ["if", "so", "not", "also", "then", "exactly", "roughly", "about", "just"]
        while start < words.count, fillers.contains(words[start].text) { start += 1 }
        return start < words.count ? start : nil
    }

    /// Whether a question is begun, so that what follows an "and" is a second one.
    private static func isQuestion(_ words: ArraySlice<Word>) -> Bool {
        let clause = words.drop { !question.contains($0.text) && !auxiliary.contains($0.text) }
        guard let first = clause.first, words.count > 1 || question.contains(first.text) else { return false }
        if clause.startIndex == words.startIndex || first.opensClause { return true }
        // "So what ...", "And who ...", "For this, which ...": a word or two may lead up to it.
        return question.contains(first.text)
    }

    private static func isSecond(_ rest: [Word], after previous: String, isAlternative: Bool) -> Bool {
        guard let first = rest.first?.text else { return false }
        let next = rest.count > 1 ? rest[1].text : nil
        if question.contains(first) {
            // "Who gets what and when?" asks one thing; "how and when do you decide?" asks two.
            guard question.contains(previous) else { return true }
            return next != nil
        }
        if prepositions.contains(first), let next, question.contains(next) { return true }
        guard auxiliary.contains(first), let next else { return false }
        if isAlternative {
            // "Is it new money, or is it taken from somewhere?" offers two answers to one question.
            return ["there", "your", "their"].contains(next)
        }
        return subjects.contains(next)
    }

    /// Whether it follows a comma alone, as in "what do you use, how long have you had it?".
    private static func isSecondWithoutAnd(_ rest: [Word], after words: ArraySlice<Word>) -> Bool {
        guard let opening = words.first?.text, rest.count > 2,
            ["what", "who", "whose", "which", "why"].contains(opening)
        else { return false }
        guard question.contains(rest[0].text) else { return false }
        return auxiliary.contains(rest[1].text) || ["long", "many", "much", "often"].contains(rest[1].text)
    }

    private static let question: Set<String> = [
        "who", "whose", "whom", "what", "when", "where", "which", "why", "how", "who's", "what's", "when's",
        "where's", "how's",
    ]
    private static let prepositions: Set<String> = [
        "by", "for", "to", "from", "with", "since", "until", "at", "in", "on", "of", "under", "through",
    ]
    private static let auxiliary: Set<String> = [
        "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "can", "could", "will",
        "would", "should", "may", "might", "am", "isn't", "aren't", "don't", "doesn't", "won't",
    ]
    private static let subjects: Set<String> = [
        "i", "you", "we", "they", "he", "she", "it", "this", "that", "these", "those", "there", "the", "a",
        "an", "your", "our", "their", "his", "her", "its", "anyone", "anybody", "someone", "somebody",
        "everyone", "everybody", "any", "anything", "somebody's", "one",
    ]
}
