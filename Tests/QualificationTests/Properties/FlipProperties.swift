import Qualification
import Testing

@Suite("Properties of flips") struct FlipProperties {
    @Test("A flip is true: with its changes made, and no others, the verdict is the one it names")
    func isTrue() {
        var found = 0
        let law = { (situation: Situation) -> String? in
            let flips = situation.rules.flip(situation.answers)
            guard let first = flips.first else { return nil }
            found += 1
            if first.to == ReferenceReading(situation).verdict().0 {
                return "\(Self.shown(flips)) is no change"
            }
            if Set(flips.map(\.to)).count > 1 { return "\(Self.shown(flips)) gives two verdicts" }
            var after = situation
            after.answers = situation.rules.applying(flips, to: situation.answers)
            let verdict = ReferenceReading(after).verdict().0
            if verdict != first.to || after.decide().verdict != verdict {
                return "\(Self.shown(flips)) gives \(verdict)\n\(after)"
            }
            return unlike(situation, after, flips)
        }
        check(seed: 200, cases: 800, SituationShape(conditions: 2, stops: 3), law)
        check(seed: 201, cases: 800, SituationShape(conditions: 2, stops: 3, leadStops: 8, isOdd: true), law)
        #expect(found > 1000)
    }

    /// What of the answers after a flip is not what its changes say; nil where all is.
    private func unlike(_ before: Situation, _ after: Situation, _ flips: [Flip]) -> String? {
        let changed = Set(flips.map(\.question))
        for key in Set(before.answers.keys).union(after.answers.keys) where !changed.contains(key) {
            if before.answers[key] != after.answers[key] { return "\(key) changed too" }
        }
        for question in before.questions where changed.contains(question.key) {
            let changes = flips.filter { $0.question == question.key }.map(\.change)
            let old = before.answers[question.key]
            guard let new = after.answers[question.key] else { return "\(question.key) is gone" }
            if changes.contains(.for), ReferenceReading.denies(old?.value, question) {
                return "\(question.key) says no, and is not turned for"
            }
            let grades = changes.compactMap { if case .grade(let grade) = $0 { grade } else { nil } }
            if new.grade != grades.last ?? old?.grade { return "\(question.key) at \(new.grade)" }
            if old == nil, new.grade == .none { return "an answer at no grade" }
            let isAgainst = changes.contains(.against) || old?.isAgainst == true && !turnsFor(changes)
            if new.isAgainst != isAgainst { return "\(question.key) \(isAgainst ? "not " : "")against" }
            let isNew = old == nil || changes.contains(.answer)
            if !isNew, new.value != old?.value || new.text != old?.text {
                return "\(question.key) other value"
            }
            if isNew {
                if new.value == old?.value, new.text == old?.text { return "\(question.key) the same value" }
                if ReferenceReading.denies(new.value, question) { return "\(question.key) denies" }
                let reading = ReferenceReading(after)
                let knockOuts = question.stops.filter {
                    $0.verdict != nil || after.rules.reasons.reason($0.reason.code) != nil
                }
                if knockOuts.contains(where: { reading.isMet($0.when, by: new) }) {
                    return "\(question.key) knocks out"
                }
            }
        }
        return nil
    }

    private func turnsFor(_ changes: [Flip.Change]) -> Bool {
        changes.contains(.for) || changes.contains(.answer)
    }

    @Test(
        "A flip is minimal: of all sets of changes none that is smaller gives what it gives",
        arguments: [
            SituationShape(elements: 1...3, questions: 1...2, conditions: 3, stops: 4),
            SituationShape(elements: 1...2, questions: 1...2, conditions: 1, stops: 3),
            SituationShape(elements: 3...5, questions: 1...1, conditions: 0, stops: 8, gaps: 6),
            SituationShape(elements: 1...3, questions: 1...2, conditions: 2, stops: 2, isOdd: true),
        ])
    func isMinimal(shape: SituationShape) {
        check(seed: 210, cases: 150, shape, FlipProperties.minimality)
    }

    /// A way to SQL is the smallest of those; anything else is named only where there is no way to SQL.
    ///
    /// All sets of up to three changes are tried, and all that are smaller than the flip, be they more.
    static func minimality(_ situation: Situation) -> String? {
        let verdict = ReferenceReading(situation).verdict().0
        let flips = situation.rules.flip(situation.answers)
        let reference = ReferenceFlip(situation)
        let isWay = flips.first?.to == .salesQualified
        let own = (changes: flips.count, steps: gradeSteps(flips, situation))
        let most = (changes: situation.questions.count <= 3 ? 5 : 4, steps: 0)
        let limit = flips.isEmpty || most < own ? most : own
        func smaller(than limit: (changes: Int, steps: Int), _ isWanted: (Verdict) -> Bool) -> String? {
            reference.cheaper(than: limit, isWanted).map { way in
                "not [\(shown(flips))] but [\(way.difference(from: situation))]"
            }
        }
        if verdict != .salesQualified {
            if let complaint = smaller(than: isWay ? limit : most, { $0 == .salesQualified }) {
                return complaint
            }
            if isWay { return nil }
        }
        return smaller(than: limit) { $0 != verdict }
    }

    private static func gradeSteps(_ flips: [Flip], _ situation: Situation) -> Int {
        flips.reduce(0) { sum, flip in
            guard case .grade(let grade) = flip.change else { return sum }
            return sum + abs(grade.rawValue - (situation.answers[flip.question]?.grade.rawValue ?? 0))
        }
    }

    private static func shown(_ flips: [Flip]) -> String {
        flips.map { "\($0.question) \($0.change) \($0.to.rawValue)" }.joined(separator: ", ")
    }
}
