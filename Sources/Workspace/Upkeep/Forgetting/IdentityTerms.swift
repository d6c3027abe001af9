import Qualification

/// The terms that a person is searched for by, less those that are other people's as well.
struct IdentityTerms {
    /// What says in another person's file that this one is meant: addresses, numbers, names of two words and more.
    private(set) var identifying = TermMatcher()
    /// All that is searched for in the end.
    private(set) var searched = TermMatcher()
    private(set) var leftOut: [TraceReport.LeftOut] = []
    /// The companies that are nobody else's, folded.
    private(set) var companies: Set<[UInt8]> = []

    init(_ person: Identity, shared: Set<Candidate>) {
        var counts: [TraceReport.LeftOut] = []
        func leaveOut(_ kind: TermKind, _ reason: TraceReport.LeftOut.Reason) {
            if let index = counts.firstIndex(where: { $0.kind == kind && $0.reason == reason }) {
                counts[index].count += 1
            } else {
                counts.append(.init(kind: kind, reason: reason, count: 1))
            }
        }
        for candidate in IdentityTerms.certain(person) + IdentityTerms.candidates(person) {
            if shared.contains(candidate) {
                leaveOut(candidate.kind, .shared)
                continue
            }
            var isLongEnough = false
            for spelling in candidate.spellings where searched.add(candidate.kind, spelling) {
                isLongEnough = true
            }
            guard isLongEnough else {
                leaveOut(candidate.kind, .tooShort)
                continue
            }
            if candidate.isIdentifying {
                for spelling in candidate.spellings { identifying.add(candidate.kind, spelling) }
            }
            if candidate.kind == .company { companies.insert(FoldedText.fold(candidate.text)) }
        }
        leftOut = counts
    }

    /// A term as the workspace has it.
    struct Candidate: Hashable {
        var kind: TermKind
        var text: String

        /// A first name alone, an id of figures, or a company may mean somebody or something else.
        var isIdentifying: Bool {
            switch kind {
            case .email, .phone: true
            case .name: text.split(whereSeparator: \.isWhitespace).count > 1
            case .id, .company: false
            }
        }

        /// A full name is also written with the last name first, and stands in two columns of a CSV.
        var spellings: [String] {
            let words = text.split(whereSeparator: \.isWhitespace)
            guard kind == .name, words.count > 1, let last = words.last else { return [text] }
            let first = words.dropLast().joined(separator: " ")
            return [
                text, "\(first) \(last)", "\(first),\(last)", "\(last), \(first)", "\(last),\(first)",
                "\(last) \(first)",
            ]
        }
    }

    /// What is nobody else's whatever other files say: whoever has the id or the address is the person.
    private static func certain(_ person: Identity) -> [Candidate] {
        person.emails.sorted().map { Candidate(kind: .email, text: $0) }
            + person.ids.subtracting(person.emails).sorted().map { Candidate(kind: .id, text: $0) }
    }

    /// What somebody else may have as well: a switchboard, a company, an owner's address, a common name.
    static func candidates(_ person: Identity) -> [Candidate] {
        let names = person.names.sorted().map { Candidate(kind: .name, text: $0) }
        let phones = person.phones.union(person.otherPhones).sorted().map {
            Candidate(kind: .phone, text: $0)
        }
        let emails = person.otherEmails.sorted().map { Candidate(kind: .email, text: $0) }
        return names + phones + emails + person.companies.sorted().map { Candidate(kind: .company, text: $0) }
    }
}

/// Finds out which terms of a person other leads and the reps have as well.
struct SharedTerms {
    private(set) var shared: Set<IdentityTerms.Candidate> = []
    private let person: Identity
    private let candidates: [(candidate: IdentityTerms.Candidate, matcher: TermMatcher)]
    /// Finds all candidates at once, to tell what is worth reading.
    private var all = TermMatcher()

    init(_ person: Identity) {
        self.person = person
        candidates = IdentityTerms.candidates(person).map { candidate in
            var matcher = TermMatcher()
            for spelling in candidate.spellings { matcher.add(candidate.kind, spelling) }
            return (candidate, matcher)
        }
        for candidate in IdentityTerms.candidates(person) {
            for spelling in candidate.spellings { all.add(candidate.kind, spelling) }
        }
    }

    func isOfInterest(_ bytes: UnsafeRawBufferPointer) -> Bool {
        !all.isEmpty && !all.kinds(in: bytes).isEmpty
    }

    /// Takes in a lead of the book or of a record.
    mutating func add(_ lead: Lead) {
        guard !person.isMet(id: lead.id, email: lead.email) else { return }
        for (candidate, matcher) in candidates where !shared.contains(candidate) {
            let isShared =
                switch candidate.kind {
                case .name: SharedTerms.isSame(candidate.text, lead.name)
                case .phone:
                    matcher.finds(in: lead.phone)
                        || (!person.phones.contains(candidate.text)
                            && lead.extra.values.contains(where: matcher.finds))
                case .email: lead.extra.values.contains(where: matcher.finds) || matcher.finds(in: lead.email)
                case .company: [lead.company, lead.email, lead.id].contains(where: matcher.finds)
                case .id: false
                }
            if isShared { shared.insert(candidate) }
        }
    }

    /// Takes in the name of somebody who sells.
    mutating func add(rep: String) {
        for (candidate, _) in candidates
        where candidate.kind == .name && SharedTerms.isSame(candidate.text, rep) {
            shared.insert(candidate)
        }
    }

    private static func isSame(_ text: String, _ other: String?) -> Bool {
        guard let other else { return false }
        return FoldedText.fold(text) == FoldedText.fold(other)
    }
}
