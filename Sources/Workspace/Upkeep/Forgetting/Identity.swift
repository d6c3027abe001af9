import Qualification

/// Whatever a workspace knows a person by.
struct Identity: Hashable, Sendable {
    var ids: Set<String> = []
    /// Folded, so that two spellings of one address are one.
    var emails: Set<String> = []
    var phones: Set<String> = []
    var names: Set<String> = []
    var companies: Set<String> = []
    /// Addresses and numbers in columns of an import that have no field of their own: perhaps somebody else's.
    var otherEmails: Set<String> = []
    var otherPhones: Set<String> = []

    /// What somebody typed, or chose: an id, or an e-mail address.
    init(ids: some Sequence<String>) {
        for id in ids { add(id: id) }
    }

    init() {}

    /// An e-mail address as it is compared; nil for text that is none.
    static func address(_ text: String?) -> String? {
        guard let text, text.contains("@") else { return nil }
        let folded = String(decoding: FoldedText.fold(text), as: UTF8.self).split(separator: " ").joined()
        return folded.isEmpty ? nil : folded
    }

    private mutating func add(id: String) {
        ids.insert(id)
        if let address = Identity.address(id) { emails.insert(address) }
    }

    /// Whether a lead with this id and address is the person.
    func isMet(id: String, email: String?) -> Bool {
        if ids.contains(id) { return true }
        return [id, email].contains { Identity.address($0).map(emails.contains) == true }
    }

    /// Whether another identity has an id or an address of this one.
    func isSame(as other: Identity) -> Bool {
        !ids.isDisjoint(with: other.ids) || !emails.isDisjoint(with: other.emails)
    }

    /// Whether an id is too short to be found by a search for words.
    var hasShortID: Bool { ids.contains { $0.count < TermMatcher.fewestCharacters } }

    /// Takes in what a lead that is the person says.
    mutating func add(_ lead: Lead) {
        add(id: lead.id)
        if let address = Identity.address(lead.email) { emails.insert(address) }
        for (value, path) in [
            (lead.phone, \Identity.phones), (lead.name, \.names), (lead.company, \.companies),
        ] {
            if let value, value.contains(where: { !$0.isWhitespace }) { self[keyPath: path].insert(value) }
        }
        for (header, value) in lead.extra {
            otherEmails.formUnion(Identity.addresses(in: value))
            if Identity.isPhone(value, under: header) { otherPhones.insert(value) }
        }
        otherEmails.subtract(emails)
    }

    /// Takes in what feedback about the person says.
    mutating func add(_ feedback: Feedback) {
        add(Lead(id: feedback.leadID, email: feedback.email, company: feedback.company))
    }

    mutating func formUnion(_ other: Identity) {
        for path in Identity.sets { self[keyPath: path].formUnion(other[keyPath: path]) }
        otherEmails.subtract(emails)
    }

    static var sets: [WritableKeyPath<Identity, Set<String>>] {
        [\.ids, \.emails, \.phones, \.names, \.companies, \.otherEmails, \.otherPhones]
    }

    // MARK: - Columns without a field

    /// The e-mail addresses in a text.
    static func addresses(in text: String) -> [String] {
        guard text.contains("@") else { return [] }
        return text.split { $0.isWhitespace || ",;<>()[]\"':|".contains($0) }.compactMap { word in
            var word = word
            while word.last == "." { word.removeLast() }
            let parts = word.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, parts[1].dropFirst().contains(".") else { return nil }
            return address(String(word))
        }
    }

    /// Whether a column holds a phone number: its header says so, or the number begins with a plus.
    static func isPhone(_ text: String, under header: String) -> Bool {
        guard text.count <= 64,
            text.allSatisfy({ $0.isNumber || $0.isWhitespace || "+-./(),;x–".contains($0) }),
            !PhoneNumber.all(in: text).isEmpty
        else { return false }
        let header = header.lowercased()
        return text.hasPrefix("+")
            || ["phone", "tel", "mobil", "cell", "fax", "handy"].contains { header.contains($0) }
    }
}
