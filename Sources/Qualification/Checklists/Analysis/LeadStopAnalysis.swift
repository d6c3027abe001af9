/// Which leads the knock-outs on a lead can meet.
package struct LeadStopAnalysis {
    private let facts: [LeadFact]
    /// What a fact can be, as far as any of the tests tells it apart; the first cell is that of the unknown.
    private let samples: [[[String]]]
    private let isKnown: [Bool]
    private let solver: Solver

    package init(_ stops: [LeadStop]) {
        var tests: [LeadFact: [LeadTest]] = [:]
        for stop in stops { stop.when.collect(&tests) }
        facts = LeadFact.allCases.filter { tests[$0] != nil }
        let found = facts.map { LeadStopAnalysis.samples(of: $0, tests[$0] ?? []) }
        isKnown = found.map { $0 != nil }
        samples = found.map { $0 ?? [] }
        solver = Solver(
            cells: found.map { CellSet(first: ($0?.count ?? 1) + 1) },
            consequences: Array(repeating: .always, count: found.count))
    }

    /// Whether some lead meets a condition.
    package func canHold(_ condition: LeadCondition) -> Bool {
        solver.canMeet([constraint(condition, holds: true)])
    }

    /// Whether some lead meets a condition and none of the others.
    package func canHold(_ condition: LeadCondition, without others: [LeadCondition]) -> Bool {
        solver.canMeet([constraint(condition, holds: true)] + others.map { constraint($0, holds: false) })
    }

    /// Whether some lead meets none of the conditions.
    package func spares(someoneFrom conditions: [LeadCondition]) -> Bool {
        solver.canMeet(conditions.map { constraint($0, holds: false) })
    }

    private func constraint(_ condition: LeadCondition, holds: Bool) -> Constraint {
        switch condition {
        case .test(let fact, let test):
            guard let index = facts.firstIndex(of: fact), test.fits(fact) else { return .always }
            let all = CellSet(first: (isKnown[index] ? samples[index].count : 1) + 1)
            let wanted: CellSet
            switch test {
            case .missing(let isMissing): wanted = isMissing ? .unknown : all.subtracting(.unknown)
            default:
                guard isKnown[index] else { return .always }
                wanted = CellSet(
                    samples[index].indices.filter { test.holds(for: samples[index][$0], of: fact) }
                        .map { $0 + 1 })
            }
            return .within(variable: index, holds ? wanted : all.subtracting(wanted))
        case .anyOf(let parts), .allOf(let parts):
            let parts = parts.map { constraint($0, holds: holds) }
            if case .anyOf = condition { return holds ? .anyOf(parts) : .allOf(parts) }
            return holds ? .allOf(parts) : .anyOf(parts)
        }
    }

    /// Values of every sort that the tests tell apart; nil where they would be too many.
    private static func samples(of fact: LeadFact, _ tests: [LeadTest]) -> [[String]]? {
        let tests = tests.filter { $0.fits(fact) }
        var known: Set<[Bool]> = []
        func distinct(_ candidates: [[String]]) -> [[String]] {
            candidates.filter { values in known.insert(tests.map { $0.holds(for: values, of: fact) }).inserted
            }
        }
        let single = fact.isNumeric ? numbers(tests) : texts(tests)
        guard let single else { return nil }
        let kinds = distinct(single.map { [$0] })
        guard kinds.count <= 24 else { return nil }
        // An address and a website may name two domains, and a file two columns of one meaning.
        let pairs = kinds.indices.flatMap { a in kinds.indices.filter { $0 > a }.map { kinds[a] + kinds[$0] }
        }
        let all = kinds + distinct(fact.isNumeric ? [] : pairs)
        return all.count < CellSet.most ? all : nil
    }

    private static func numbers(_ tests: [LeadTest]) -> [String]? {
        let limits = Set(
            tests.compactMap { test -> Double? in
                switch test {
                case .below(let limit), .atLeast(let limit): limit
                default: nil
                }
            }
        ).sorted()
        guard limits.count <= 16 else { return nil }
        let ends = AnswerCells.numbers(around: limits).filter { $0 < 1e15 }.map { $0.rounded() }
        let written = ends.map { String(Int64($0)) }
        return written
            + written.indices.flatMap { low in
                written.indices.filter { $0 > low }.map { "\(written[low])-\(written[$0])" }
            }
    }

    private static func texts(_ tests: [LeadTest]) -> [String]? {
        var listed: [String] = []
        var phrases: [String] = []
        for test in tests {
            switch test {
            case .among(let values), .notAmong(let values): listed += values
            case .matches(let values):
                listed += values
                if let first = values.first { phrases.append(first) }
            default: break
            }
        }
        guard phrases.count <= 6 else { return nil }
        let joined = (1..<max(2, 1 << phrases.count)).map { mask in
            phrases.indices.filter { mask & 1 << $0 != 0 }.map { phrases[$0] }.joined(separator: " ")
        }
        return ["\u{2026}"] + listed + joined.filter { !$0.isEmpty }
    }
}

extension LeadTest {
    fileprivate func fits(_ fact: LeadFact) -> Bool {
        switch self {
        case .missing: true
        case .below, .atLeast: fact.isNumeric
        case .among, .notAmong, .matches: !fact.isNumeric
        }
    }
}

extension LeadCondition {
    fileprivate func collect(_ tests: inout [LeadFact: [LeadTest]]) {
        switch self {
        case .test(let fact, let test): tests[fact, default: []].append(test)
        case .anyOf(let parts), .allOf(let parts): for part in parts { part.collect(&tests) }
        }
    }
}
