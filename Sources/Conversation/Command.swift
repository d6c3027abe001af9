/// What a line that begins with a slash asks for.
package enum Command: String, CaseIterable, Sendable {
    case status, verdict, brief, card, undo, back, help
    case gatekeeper, refer
    case end, pause
    case noAnswer = "noanswer"
    case voicemail
    case wrongNumber = "wrongnumber"
    case doNotCall = "dnc"

    /// The word behind the slash, or one of the short forms; whatever ends a call has none.
    package init?(word: String) {
        let word = word.lowercased()
        let short: [String: Command] = [
            "s": .status, "v": .verdict, "b": .brief, "c": .card, "u": .undo, "h": .help,
        ]
        guard let command = Command(rawValue: word) ?? short[word] else { return nil }
        self = command
    }

    /// Whether something stands behind it: a name, or the key of a card.
    package var takesArgument: Bool { self == .gatekeeper || self == .refer || self == .card }

    /// What a word is easily meant as when it is typed alone without its slash.
    package static func meant(byLoneWord word: String) -> Command? {
        switch word.lowercased() {
        case "quit", "exit", "bye": .end
        case let word: Command(rawValue: word)
        }
    }
}
