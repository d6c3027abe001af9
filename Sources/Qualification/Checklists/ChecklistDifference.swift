/// What differs between two checklists by meaning, whatever their files look like.
///
/// Elements, questions, options and cards are the same where their ids are; one that has another id is another
/// one. Going the other way gives the same changes mirrored, in the order of the other checklist.
package struct ChecklistDifference: Hashable, Sendable {
    /// The head first, then the elements in their new order, those that went away, the cards, the decision.
    package private(set) var changes: [ChecklistChange] = []

    package init(from old: Checklist, to new: Checklist) {
        value("checklist", text(old.name), text(new.name))
        value("version", text(old.version), text(new.version))
        value("about", filled(old.about), filled(new.about))
        value("currency", text(old.currency), text(new.currency))
        list(["stops"], old.stops, new.stops, alike: { $0.when == $1.when }, fact: ChecklistFact.leadStop)
        identified(["elements"], old.elements, new.elements, by: \.id, fact: ChecklistFact.element) {
            $0.element($1, $2)
        }
        identified(["cards"], old.cards, new.cards, by: \.key, fact: ChecklistFact.card) { $0.card($1, $2) }
        value("decision.confirm", .number(old.decision.confirm), .number(new.decision.confirm))
    }

    package var isEmpty: Bool { changes.isEmpty }

    // MARK: Parts

    private mutating func element(_ old: Element, _ new: Element) {
        let path = ["elements", new.id]
        value(path + ["name"], text(old.name), text(new.name))
        value(path + ["bar"], grade(old.bar), grade(new.bar))
        value(path + ["required"], grade(old.required), grade(new.required))
        value(path + ["counts"], .flag(old.counts), .flag(new.counts))
        value(path + ["otherwise"], text(old.otherwise?.description), text(new.otherwise?.description))
        value(path + ["same-as"], text(old.sameAs), text(new.sameAs))
        for level in EvidenceGrade.allCases {
            value(path + ["levels", "\(level.rawValue)"], text(old.levels[level]), text(new.levels[level]))
        }
        identified(
            path + ["questions"], old.questions, new.questions, by: \.key.question,
            fact: ChecklistFact.question
        ) { $0.question($1, $2) }
    }

    private mutating func question(_ old: Question, _ new: Question) {
        let path = ["elements", new.key.element, "questions", new.key.question]
        value(path + ["ask"], text(old.ask), text(new.ask))
        value(path + ["kind"], text(old.kind.rawValue), text(new.kind.rawValue))
        value(path + ["same-as"], text(old.sameAs), text(new.sameAs))
        value(path + ["optional"], .flag(old.isOptional), .flag(new.isOptional))
        value(path + ["when"], old.when.map(ChecklistFact.condition), new.when.map(ChecklistFact.condition))
        value(path + ["good"], text(old.good), text(new.good))
        list(path + ["follow-ups"], old.followUps, new.followUps, fact: ChecklistFact.text)
        list(path + ["red-flags"], old.redFlags, new.redFlags, fact: ChecklistFact.text)
        list(path + ["listen-for"], old.listenFor, new.listenFor, fact: ChecklistFact.text)
        identified(path + ["choices"], old.choices, new.choices, by: \.key, fact: ChecklistFact.choice) {
            $0.choice($1, $2, path + ["choices", $2.key])
        }
        value(path + ["wanted"], .flag(old.wanted), .flag(new.wanted))
        list(
            path + ["stops"], old.stops, new.stops, alike: { $0.when == $1.when }, fact: ChecklistFact.stop)
    }

    private mutating func choice(_ old: Choice, _ new: Choice, _ path: [String]) {
        value(path + ["name"], text(old.name), text(new.name))
        value(path + ["against"], .flag(old.isAgainst), .flag(new.isAgainst))
        value(path + ["grade"], old.grade.map(grade), new.grade.map(grade))
    }

    private mutating func card(_ old: Card, _ new: Card) {
        let path = ["cards", new.key]
        value(path + ["name"], text(old.name), text(new.name))
        list(path + ["hear"], old.hear, new.hear, fact: ChecklistFact.text)
        value(path + ["say"], text(old.say), text(new.say))
        value(path + ["then"], text(old.then?.description), text(new.then?.description))
    }

    // MARK: Comparing

    private mutating func value(_ path: String, _ old: ChecklistFact?, _ new: ChecklistFact?) {
        value(path.split(separator: ".").map(String.init), old, new)
    }

    private mutating func value(_ path: [String], _ old: ChecklistFact?, _ new: ChecklistFact?) {
        guard old != new else { return }
        let kind: ChecklistChange.Kind = old == nil ? .added : new == nil ? .removed : .changed
        changes.append(ChecklistChange(path: path, kind: kind, before: old, after: new))
    }

    /// Compares lists whose items have ids.
    private mutating func identified<Item>(
        _ path: [String], _ old: [Item], _ new: [Item], by id: (Item) -> String,
        fact: (Item) -> ChecklistFact, compare: (inout ChecklistDifference, Item, Item) -> Void
    ) {
        let before = Dictionary(old.map { (id($0), $0) }) { first, _ in first }
        let after = Dictionary(new.map { (id($0), $0) }) { first, _ in first }
        let (stayedBefore, stayedAfter) = (
            old.map(id).filter { after[$0] != nil }, new.map(id).filter { before[$0] != nil }
        )
        if stayedBefore != stayedAfter {
            moved(path, .texts(stayedBefore), .texts(stayedAfter))
        }
        for item in new {
            if let earlier = before[id(item)] {
                compare(&self, earlier, item)
            } else {
                value(path + [id(item)], nil, fact(item))
            }
        }
        for item in old where after[id(item)] == nil { value(path + [id(item)], fact(item), nil) }
    }

    /// Compares lists whose items are what they say: the equal ones first, then those that are alike, then what
    /// stands in the same place between them.
    private mutating func list<Item: Equatable>(
        _ path: [String], _ old: [Item], _ new: [Item], alike: (Item, Item) -> Bool = { _, _ in false },
        fact: (Item) -> ChecklistFact
    ) {
        guard old != new else { return }
        var pairs = Pairing(old.count, new.count)
        pairs.pair { old[$0] == new[$1] }
        pairs.pair { alike(old[$0], new[$1]) }
        let stayed = pairs.partners.enumerated().compactMap { index, match in match.map { (index, $0) } }
        let inNewOrder = stayed.sorted { $0.1 < $1.1 }
        if stayed.map(\.1) != inNewOrder.map(\.1) {
            moved(path, .facts(stayed.map { fact(old[$0.0]) }), .facts(inNewOrder.map { fact(new[$0.1]) }))
        }
        let (gapsBefore, gapsAfter) = pairs.gaps
        pairs.pair { gapsBefore[$0] == gapsAfter[$1] }
        for index in old.indices {
            value(path, fact(old[index]), pairs.partners[index].map { fact(new[$0]) })
        }
        for index in new.indices where !pairs.isTaken[index] { value(path, nil, fact(new[index])) }
    }

    /// Which item of one list became which of another.
    private struct Pairing {
        private(set) var partners: [Int?]
        private(set) var isTaken: [Bool]

        init(_ old: Int, _ new: Int) {
            partners = [Int?](repeating: nil, count: old)
            isTaken = [Bool](repeating: false, count: new)
        }

        /// Pairs what is still alone, first come, first served.
        mutating func pair(_ fits: (Int, Int) -> Bool) {
            for index in partners.indices where partners[index] == nil {
                guard let match = isTaken.indices.first(where: { !isTaken[$0] && fits(index, $0) }) else {
                    continue
                }
                partners[index] = match
                isTaken[match] = true
            }
        }

        /// For each item of either list, how many that are paired stand before it.
        var gaps: (old: [Int], new: [Int]) {
            func counts(_ isPaired: [Bool]) -> [Int] {
                var count = 0
                return isPaired.map { paired in
                    defer { count += paired ? 1 : 0 }
                    return count
                }
            }
            return (counts(partners.map { $0 != nil }), counts(isTaken))
        }
    }

    private mutating func moved(_ path: [String], _ old: ChecklistFact, _ new: ChecklistFact) {
        changes.append(ChecklistChange(path: path, kind: .moved, before: old, after: new))
    }

    // MARK: Facts

    private func text(_ text: String?) -> ChecklistFact? { text.map(ChecklistFact.text) }

    private func filled(_ text: String) -> ChecklistFact? { text.isEmpty ? nil : .text(text) }

    private func grade(_ grade: EvidenceGrade) -> ChecklistFact { .number(grade.rawValue) }
}

/// One difference between two checklists.
package struct ChecklistChange: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case added, removed, changed
        /// What stayed stands in another order.
        case moved
    }

    /// The keys of the file that lead there, with the id of an item for its place in a list.
    package var path: [String]
    package var kind: Kind
    /// Nil for what was added.
    package var before: ChecklistFact?
    /// Nil for what was removed.
    package var after: ChecklistFact?

    package init(path: [String], kind: Kind, before: ChecklistFact?, after: ChecklistFact?) {
        self.path = path
        self.kind = kind
        self.before = before
        self.after = after
    }

    /// The change on the way back.
    package var mirrored: ChecklistChange {
        let kind: Kind =
            switch self.kind {
            case .added: .removed
            case .removed: .added
            case .changed, .moved: self.kind
            }
        return ChecklistChange(path: path, kind: kind, before: after, after: before)
    }
}

/// What a checklist says at one place.
package indirect enum ChecklistFact: Hashable, Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case texts([String])
    case condition(Condition)
    case stop(Stop)
    case leadStop(LeadStop)
    case element(Element)
    case question(Question)
    case choice(Choice)
    case card(Card)
    case facts([ChecklistFact])
}
