/// Some of the cells that the values of one variable fall into, as far as any rule tells them apart.
struct CellSet: Hashable, Sendable {
    /// More variables of this many cells than any checklist has; one that needs more is not looked into.
    static let most = 64
    /// The first cell: nothing is known, or nothing was answered.
    static let unknown = CellSet(bits: 1)

    private(set) var bits: UInt64

    private init(bits: UInt64) {
        self.bits = bits
    }

    /// The first cells, that of the unknown among them.
    init(first count: Int) {
        bits = count >= CellSet.most ? .max : (1 << UInt64(count)) - 1
    }

    init(_ cells: some Sequence<Int>) {
        bits = cells.reduce(0) { $0 | 1 << UInt64($1) }
    }

    var isEmpty: Bool { bits == 0 }
    var admitsUnknown: Bool { bits & 1 == 1 }

    func intersection(_ other: CellSet) -> CellSet { CellSet(bits: bits & other.bits) }
    func subtracting(_ other: CellSet) -> CellSet { CellSet(bits: bits & ~other.bits) }
}

/// What has to hold of some variables at once.
indirect enum Constraint: Sendable {
    case within(variable: Int, CellSet)
    case allOf([Constraint])
    case anyOf([Constraint])
    case atLeast(Int, [Constraint])

    static let always = Constraint.allOf([])
    static let never = Constraint.anyOf([])
}

/// Looks for values that meet constraints, within limits: where it would take too long, they count as met.
///
/// So whatever it finds impossible is so, and of the rest it says nothing.
struct Solver {
    /// What all questions to one solver may cost together, so that a hostile file costs no more than a moment.
    private final class Effort {
        var left = 300_000
    }

    /// Steps of one search.
    private static let longest = 20_000
    /// Choices inside each other.
    private static let deepest = 300

    /// Every cell of each variable.
    var cells: [CellSet]
    /// What follows once a variable is known.
    var consequences: [Constraint]
    private let effort = Effort()

    init(cells: [CellSet], consequences: [Constraint]) {
        self.cells = cells
        self.consequences = consequences
    }

    /// Whether some values meet all of these, or it could not be told.
    func canMeet(_ constraints: [Constraint]) -> Bool {
        var steps = Solver.longest
        return search(cells, constraints, depth: 0, &steps)
    }

    private func search(_ cells: [CellSet], _ agenda: [Constraint], depth: Int, _ steps: inout Int) -> Bool {
        var (cells, agenda) = (cells, agenda)
        var choices: [Constraint] = []
        while true {
            while let next = agenda.popLast() {
                steps -= 1
                effort.left -= 1
                if steps <= 0 || effort.left <= 0 { return true }
                switch next {
                case .within(let variable, let wanted):
                    let was = cells[variable]
                    let now = was.intersection(wanted)
                    if now.isEmpty { return false }
                    cells[variable] = now
                    if was.admitsUnknown, !now.admitsUnknown { agenda.append(consequences[variable]) }
                case .allOf(let parts): agenda += parts
                case .anyOf(let parts) where parts.count == 1: agenda.append(parts[0])
                case .atLeast(let count, let parts) where count == parts.count: agenda += parts
                case .anyOf, .atLeast: choices.append(next)
                }
            }
            guard let choice = choices.popLast() else { return true }
            guard depth < Solver.deepest else { return true }
            switch choice {
            case .anyOf(let parts):
                for part in parts where search(cells, choices + [part], depth: depth + 1, &steps) {
                    return true
                }
                return false
            case .atLeast(let count, let parts):
                if count <= 0 { continue }
                guard let first = parts.first, count < parts.count else { return false }
                let rest = Array(parts.dropFirst())
                return search(cells, choices + [.atLeast(count - 1, rest), first], depth: depth + 1, &steps)
                    || search(cells, choices + [.atLeast(count, rest)], depth: depth + 1, &steps)
            case .within, .allOf: agenda.append(choice)
            }
        }
    }
}
