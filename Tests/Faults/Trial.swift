/// One thing to try.
enum Trial: Hashable, Sendable, CustomStringConvertible {
    /// An effect at a system call.
    case fault(Fault)
    /// The end at some moment.
    case death(RandomDeath)

    var scene: SceneName {
        switch self {
        case .fault(let fault): fault.scene
        case .death: .random
        }
    }

    /// Whether the program dies of it.
    var isDeath: Bool {
        switch self {
        case .fault(let fault): fault.effect.isDeath
        case .death: true
        }
    }

    /// What repeats it, as the command line takes it.
    var description: String {
        switch self {
        case .fault(let fault): "--only \(fault)  (\(fault.call.path))"
        case .death(let death): "\(death)"
        }
    }
}

/// What came of a trial.
struct Finding: Sendable {
    /// Whether the fault struck where it was to strike; one that did not proves nothing.
    var isMet = true
    /// Entries that were acknowledged, and are not there.
    var lost = 0
    /// Promises that were broken.
    var violations: [String] = []
    var output = ""

    mutating func add(_ violation: String) { violations.append(violation) }
}
