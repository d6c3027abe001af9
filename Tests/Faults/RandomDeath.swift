import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The end of a call on a terminal at a moment that nobody chose.
///
/// What is typed until then, and how, follows from the seed; where exactly the program is when it happens does not.
struct RandomDeath: Hashable, Sendable, CustomStringConvertible {
    enum Cause: CaseIterable, Sendable {
        case kill, terminate, hangUpSignal, closedWindow
    }

    let seed: Int
    let cause: Cause
    /// How many lines are entered first.
    let lines: Int
    /// Whether they are typed without a look at the prompts.
    let isHasty: Bool
    /// How many characters of the next line are typed as well.
    let typed: Int
    /// How long the program is left alone then, in microseconds.
    let pause: UInt32

    init(seed: Int, lineCount: Int) {
        var chance = Chance(seed: seed)
        self.seed = seed
        cause = chance.pick(Cause.allCases)
        lines = chance.number(0...lineCount)
        isHasty = chance.isTrue(25)
        typed = chance.isTrue(50) ? 0 : chance.number(1...40)
        // The beginning takes longer than a line.
        pause = UInt32(chance.number(0...(lines == 0 || isHasty ? 60_000 : 6_000)))
    }

    /// As the command line takes it.
    var description: String { "--random 1 --seed \(seed)" }

    var signal: Int32 {
        switch cause {
        case .kill: SIGKILL
        case .terminate: SIGTERM
        case .hangUpSignal, .closedWindow: SIGHUP
        }
    }

    func strike(_ terminal: PseudoTerminal) {
        if cause == .closedWindow { terminal.hangUp() } else { terminal.signal(signal) }
    }
}
