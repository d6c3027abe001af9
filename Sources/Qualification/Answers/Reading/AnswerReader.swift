/// How an answer was understood.
package struct ReadAnswer: Hashable, Sendable {
    package var value: AnswerValue?
    /// The grade that Baton proposes.
    package var grade: EvidenceGrade
    package var isAgainst: Bool
    /// It did not read as the kind that the question asks for, and is kept as text.
    package var isKeptAsText: Bool
}

/// Reads what was typed as an answer to a question, and proposes its grade.
package struct AnswerReader {
    /// The local day on which it is typed.
    package var today: LocalDay
    package var currency: String

    /// Who is on the phone, for answers like "I do".
    package var prospect: Person?

    package init(today: LocalDay, currency: String, prospect: Person? = nil) {
        self.today = today
        self.currency = currency
        self.prospect = prospect
    }

    /// Reads an answer; `isDenied` is one that the rep marked as a no.
    package func read(_ text: String, for question: Question, isDenied: Bool = false) -> ReadAnswer {
        let said = SaidText(text)
        let value = value(of: said, for: question)
        let isAgainst = isAgainst(said, value: value, for: question)
        let isKeptAsText = value == nil && question.kind != .text && !said.isBareDenial
        let grade: EvidenceGrade =
            isKeptAsText || isNonAnswer(said) || hasRedFlag(said, of: question)
                || !holdsFact(said, value: value)
                || (value != nil && !isDenied && !isAgainst && isHedged(said))
            ? .vague : ownGrade(of: value, question) ?? .stated
        return ReadAnswer(value: value, grade: grade, isAgainst: isAgainst, isKeptAsText: isKeptAsText)
    }

    /// The text as a value of the question's kind; nil for text, and for what does not parse.
    package func value(of text: String, for question: Question) -> AnswerValue? {
        value(of: SaidText(text), for: question)
    }

    private func value(of said: SaidText, for question: Question) -> AnswerValue? {
        guard question.kind == .money || !isNonAnswer(said) else { return nil }
        switch question.kind {
        case .text:
            return nil
        case .money:
            if said.isBareDenial || isNoMoney(said) { return .money(Money(amount: 0, currency: currency)) }
            return MoneyReader(currency: currency).read(said.tokens).map { .money($0) }
        case .date:
            return DateReader(today: today).read(said.tokens).map { .date($0) }
        case .number:
            return number(said).map { .number($0) }
        case .yesNo:
            return yesNo(said.tokens).map { .yesNo($0) }
        case .choice:
            return choice(said, of: question).map { .choice($0.key) }
        case .person:
            if let prospect, saysSelf(said) { return .person(prospect) }
            return said.isBareDenial ? nil : PersonReader().read(said.tokens).map { .person($0) }
        case .people:
            let people = said.isBareDenial ? [] : PersonReader().readAll(said.text)
            return people.isEmpty ? nil : .people(people)
        }
    }

    /// Whether a line typed for an element as a whole is meant for this question.
    ///
    /// Dates and numbers have to open the line: "they use a rival until March" is no date, though it holds one.
    package func fits(_ text: String, _ question: Question) -> Bool {
        let said = SaidText(text)
        return switch question.kind {
        case .text: false
        case .date: DateReader(today: today).readOpening(said.tokens) != nil
        case .number: text.first.map { $0.isNumber } ?? false
        case .person, .people:
            (prospect != nil && saysSelf(said)) || PersonReader().isCertain(said.tokens)
        default: value(of: said, for: question) != nil
        }
    }

    /// Whether a line is a bare "no" or says that there is no answer, so that it tells nothing of its kind.
    package func saysNothing(_ text: String) -> Bool {
        let said = SaidText(text)
        return said.isBareDenial || isNonAnswer(said)
    }

    // MARK: Kinds

    private static let scales: [String: Double] = ["hundred": 100, "thousand": 1000, "million": 1_000_000]

    private func number(_ said: SaidText) -> Double? {
        let reader = MoneyReader(currency: currency)
        let tokens = said.tokens
        for index in tokens.tokens.indices where !tokens.isInName(index) {
            if let number = reader.plainNumber(tokens, at: index) { return number }
        }
        for (index, token) in tokens.tokens.enumerated() {
            guard let number = numberWords[token.lower], !tokens.is(index - 1, "no", "not") else { continue }
            if let next = tokens[index + 1], let scale = AnswerReader.scales[next.lower] {
                return Double(number) * scale
            }
            if number > 1 || tokens.count == 1 || token.lower == "one" { return Double(number) }
        }
        return said.isBareDenial || said.bare == "zero" ? 0 : nil
    }

    private func yesNo(_ tokens: TextTokens) -> Bool? {
        switch tokens[0]?.lower {
        case "yes", "y", "yep", "yeah", "yup", "sure", "correct", "right", "true", "ja", "oui", "si", "sí":
            true
        case "no", "n", "nope", "nah", "not", "never", "none", "false", "nein", "non": false
        default: nil
        }
    }

    private func choice(_ said: SaidText, of question: Question) -> Choice? {
        let typed = said.text.lowercased()
        let first = typed.prefix { !$0.isWhitespace && $0 != "," }
        func pick(_ typed: String) -> Choice? {
            guard !typed.isEmpty else { return nil }
            if let exact = question.choices.first(where: {
                $0.key.lowercased() == typed || $0.name.lowercased() == typed
            }) {
                return exact
            }
            // One or two letters begin any sentence: "I run it" is no "is after a job".
            guard typed.count >= 3 else { return nil }
            let matches = question.choices.filter {
                $0.key.lowercased().hasPrefix(typed) || $0.name.lowercased().hasPrefix(typed)
            }
            guard matches.count == 1, let only = matches.first else { return nil }
            // What ends a call or says no takes its whole key or name.
            let stops = question.stops.contains { $0.when == .isValue(only.key) }
            return only.isAgainst || stops ? nil : only
        }
        let found = pick(typed) ?? pick(String(first))
        // A bare "no" is no short form of "north".
        guard let found, said.isBareDenial, !found.isAgainst else { return found }
        return [found.key, found.name].contains { SaidText.bare($0) == said.bare } ? found : nil
    }

    /// The evidence that an option is by itself.
    private func ownGrade(of value: AnswerValue?, _ question: Question) -> EvidenceGrade? {
        guard case .choice(let key) = value else { return nil }
        return question.choices.first { $0.key == key }?.grade
    }

    // MARK: Direction

    /// Whether an answer with this value and text says no.
    func isAgainst(_ text: String, value: AnswerValue?, for question: Question) -> Bool {
        isAgainst(SaidText(text), value: value, for: question)
    }

    private func isAgainst(_ said: SaidText, value: AnswerValue?, for question: Question) -> Bool {
        question.isDenied(by: value) ?? said.isBareDenial
    }

    private func isNoMoney(_ said: SaidText) -> Bool {
        ["zero", "nil", "no budget", "no money", "none at all", "no budget at all"].contains(said.bare)
    }

    /// Whether the person on the phone is meant.
    private func saysSelf(_ said: SaidText) -> Bool {
        let own = [
            "i", "me", "i do", "i sign", "i decide", "i am", "i can", "myself", "i do myself", "me alone",
            "mine", "my own",
            "he", "she", "he does", "she does", "he signs", "she signs", "he decides", "she decides",
            "himself",
            "herself", "he himself", "she herself", "themselves", "they do", "him", "her",
        ]
        return own.contains(said.bare)
    }

    // MARK: Evidence

    /// Whether the line takes back half of the value it holds: "we don't have 40k", "I think Dana".
    private func isHedged(_ said: SaidText) -> Bool {
        // "no later than March" is as firm as a date gets.
        return !said.holds(" no later ") && !said.holds(" not later ")
            && AnswerReader.hedges.contains { said.holds($0) }
    }

    private static let hedges = [
        "not", "no", "don't", "doesn't", "won't", "isn't", "can't", "haven't", "hasn't", "didn't", "frozen",
        "i think", "i guess", "i believe", "might", "probably", "hopefully", "i assume",
    ].map { " \($0) " }

    /// What makes a non-answer of a line, wherever it stands; with the spaces around it.
    private static let nonAnswers = [
        "don't know", "dont know", "do not know", "doesn't know", "didn't say", "not sure", "unsure",
        "no idea",
        "hard to say", "can't say", "cannot say", "won't say", "would not say", "no comment",
        "not decided",
        "to be decided", "to be determined", "we'll see", "we will see", "tbd", "tba", "no clue",
        "not clear",
        "unclear", "not known", "unknown",
    ].map { " \($0) " }

    /// Whether the line says that there is no answer.
    private func isNonAnswer(_ said: SaidText) -> Bool {
        if AnswerReader.nonAnswers.contains(where: { said.holds($0) }) { return true }
        let whole = [
            "n a", "na", "maybe", "perhaps", "possibly", "depends", "it depends", "not yet", "dunno", "pass",
        ]
        if whole.contains(said.bare) { return true }
        return ["maybe", "perhaps", "possibly"].contains { said.begins(with: $0) }
    }

    private func hasRedFlag(_ said: SaidText, of question: Question) -> Bool {
        question.redFlags.contains { flag in
            let phrase = SaidText.bare(flag)
            return !phrase.isEmpty && said.holds(" \(phrase) ")
        }
    }

    private static let largeNumbers: Set<String> = [
        "hundred", "hundreds", "thousand", "thousands", "million", "millions",
    ]

    /// An amount, a number, a date, a person, a choice, or a quote.
    private func holdsFact(_ said: SaidText, value: AnswerValue?) -> Bool {
        let tokens = said.tokens
        switch value {
        case .money, .date, .number, .choice: return true
        // A word without a capital may be a name, and may be "later".
        case .person, .people: return saysSelf(said) || PersonReader().isCertain(tokens)
        case .yesNo, nil: break
        }
        let hasNumber = tokens.tokens.indices.contains { index in
            let token = tokens.tokens[index]
            return switch token.kind {
            case .digits: !tokens.isInName(index)
            case .word: (numberWords[token.lower] ?? 0) > 1 || AnswerReader.largeNumbers.contains(token.lower)
            case .sign: false
            }
        }
        return hasNumber || DateReader(today: today).read(tokens) != nil || PersonReader().namesRole(tokens)
            || holdsQuote(said.text)
    }

    private func holdsQuote(_ text: String) -> Bool {
        let marks = text.unicodeScalars.count { scalar in
            switch scalar {
            case "\"", "“", "”", "„", "«", "»", "‹", "›": true
            default: false
            }
        }
        return marks >= 2
    }
}
