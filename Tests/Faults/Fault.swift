/// One system call of a scene, by its kind and its number among those of that kind.
struct SystemCall: Hashable, Sendable {
    var kind: String
    var number: Int
    /// What it was about in the run without faults, from the workspace on.
    var path: String

    /// The calls that a log of the preloaded library lists.
    static func calls(in log: String) -> [SystemCall] {
        log.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 2)
            guard parts.count == 3, let number = Int(parts[1]) else { return nil }
            return SystemCall(kind: String(parts[0]), number: number, path: String(parts[2]))
        }
    }
}

/// What happens at a system call, in the words of the preloaded library.
enum Effect: String, CaseIterable, Sendable {
    /// The process dies there: before the call, after it, or in the middle of a write.
    case kill, killed, torn
    /// Half is written, and the call says so.
    case short
    /// The call fails once.
    case inputOutput = "EIO"
    case full = "ENOSPC"
    case interrupted = "EINTR"
    case forbidden = "EACCES"
    /// It fails, and so does everything of the sort from there on in the workspace.
    case lastingInputOutput = "EIO+"
    case lastingFull = "ENOSPC+"
    case lastingForbidden = "EACCES+"
    /// No other place takes anything either.
    case fullEverywhere = "ENOSPC++"

    var isDeath: Bool { self == .kill || self == .killed || self == .torn }

    /// What can happen at a call of a kind.
    static func all(at kind: String) -> [Effect] {
        allCases.filter { ($0 != .short && $0 != .torn) || kind == "write" }
    }

    /// What the short run tries at a call: death before it, and two errors that take turns.
    ///
    /// Death after a call leaves what death before the next one does. The index is a cache, and a terminal only
    /// another way to show the same call: there death alone is tried.
    static func some(at call: SystemCall, in scene: SceneName) -> [Effect] {
        if call.path.contains("/index.sqlite") { return [.kill] }
        if scene == .terminal { return [.kill] }
        let errors = allCases.filter { !$0.isDeath && ($0 != .short || call.kind == "write") }
        return [.kill] + (0..<2).map { errors[(call.number * 2 + $0) % errors.count] }
    }
}

/// One thing to try: an effect at a call in a scene.
struct Fault: Hashable, Sendable, CustomStringConvertible {
    var scene: SceneName
    var call: SystemCall
    var effect: Effect

    /// As `--only` takes it.
    var description: String { "\(scene.rawValue):\(variable)" }
    /// As the preloaded library takes it.
    var variable: String { "\(call.kind):\(call.number):\(effect.rawValue)" }

    /// Reads `call:fsync:7:EIO`.
    init?(_ text: String) {
        let parts = text.split(separator: ":").map(String.init)
        guard parts.count == 4, let scene = SceneName(rawValue: parts[0]), let number = Int(parts[2]),
            let effect = Effect(rawValue: parts[3])
        else { return nil }
        self.init(scene: scene, call: SystemCall(kind: parts[1], number: number, path: ""), effect: effect)
    }

    init(scene: SceneName, call: SystemCall, effect: Effect) {
        self.scene = scene
        self.call = call
        self.effect = effect
    }
}
