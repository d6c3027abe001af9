import Foundation

/// One system call of a scene, by its kind and its number among those of that kind.
struct SystemCall: Hashable, Sendable {
    var kind: String
    var number: Int
    /// What it was about, from the workspace on, without ids and process numbers.
    var path: String

    /// Whether it reads, and so can lose nothing by itself.
    var isReading: Bool { kind == "look" || kind == "read" }
    /// Whether it is about the index, which is a cache.
    var isOfIndex: Bool { path.contains("/index.sqlite") }

    /// The calls that a log of the preloaded library lists.
    static func calls(in log: String) -> [SystemCall] {
        log.split(separator: "\n").compactMap(SystemCall.init)
    }

    /// The call that was struck.
    static func struck(in log: String) -> SystemCall? {
        log.split(separator: "\n").first { $0.hasPrefix("!") }.flatMap { SystemCall($0.dropFirst()) }
    }

    private init?(_ line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let number = Int(parts[1]) else { return nil }
        let path = String(parts[2])
            .replacing(/[0-9]{8}T[0-9]{6}Z-[0-9a-z]{8}/, with: "ID")
            .replacing(/\.baton-tmp-[0-9]+-/, with: ".baton-tmp-")
        self.init(kind: String(parts[0]), number: number, path: path)
    }

    init(kind: String, number: Int, path: String) {
        self.kind = kind
        self.number = number
        self.path = path
    }
}

/// What happens at a system call, in the words of the preloaded library.
enum Effect: String, CaseIterable, Sendable {
    /// The process dies there: before the call, after it, or in the middle of a write.
    case kill, killed, torn
    /// Half is written or read, and the call says so.
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
    var isLasting: Bool { rawValue.hasSuffix("+") }
    /// Whether it is no failure at all, so that nobody may notice it.
    var isHarmless: Bool { self == .short || self == .interrupted }

    /// What can happen at a call of a kind.
    ///
    /// Death before a call that reads is the death before the next one that does not.
    static func all(at call: SystemCall) -> [Effect] {
        switch call.kind {
        case "look": [.inputOutput, .interrupted, .forbidden, .lastingInputOutput, .lastingForbidden]
        case "read": [.short, .inputOutput, .interrupted, .lastingInputOutput]
        case "write": allCases
        default: allCases.filter { $0 != .short && $0 != .torn }
        }
    }

    /// What the short run tries at a call: death before it, and two errors that take turns.
    ///
    /// Death after a call leaves what death before the next one does. The index is a cache, and a terminal only another
    /// way to show the same call: there less is tried.
    static func some(at call: SystemCall, in scene: SceneName) -> [Effect] {
        if call.isOfIndex { return scene == .terminal ? [] : [call.isReading ? .inputOutput : .kill] }
        let errors = all(at: call).filter { !$0.isDeath }
        let count = scene == .terminal || (call.isReading && scene != .resume) ? 1 : 2
        let some = (0..<count).map { errors[(call.number * count + $0) % errors.count] }
        return call.isReading ? some : [.kill] + some
    }
}

/// An effect at a call in a scene.
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
