import Foundation
import Synchronization
import TestSupport

/// The enumeration: what is tried, how it is shared out, and what is said at the end.
struct Proof {
    private let program: Program
    private let isEverything: Bool
    private let only: Fault?
    private let scenes: [SceneName]
    private let deaths: Range<Int>

    /// How many random ends the short run tries, and the full one.
    private static let deaths = (some: 200, all: 2000)

    init(_ arguments: [String]) throws {
        var rest = arguments
        func take(_ option: String) throws -> String? {
            guard let index = rest.firstIndex(of: option) else { return nil }
            guard index + 1 < rest.count else {
                throw Stage.Problem(description: "\(option) needs a value")
            }
            defer { rest.removeSubrange(index...index + 1) }
            return rest[index + 1]
        }
        func number(_ option: String) throws -> Int? {
            try take(option).map { text in
                guard let number = Int(text), number >= 0, number < 1 << 40 else {
                    throw Stage.Problem(description: "\(option) \(text) is no number")
                }
                return number
            }
        }
        only = try take("--only").map { text in
            guard let fault = Fault(text) else {
                throw Stage.Problem(description: "“\(text)” is no fault; they read call:fsync:7:EIO")
            }
            return fault
        }
        let scene = try take("--scene").map { text in
            guard let scene = SceneName(rawValue: text) else {
                throw Stage.Problem(description: "there is no scene “\(text)”")
            }
            return scene
        }
        let random = try number("--random")
        let seed = try number("--seed") ?? 1
        let isEverything = rest.contains("--all")
        self.isEverything = isEverything
        rest.removeAll { $0 == "--all" }
        guard rest.count == 1, !rest[0].hasPrefix("-") else {
            throw Stage.Problem(
                description: """
                    usage: baton-faults PROGRAM [--all] [--scene NAME] [--only SCENE:CALL:NUMBER:EFFECT] \
                    [--random COUNT] [--seed NUMBER]
                    """)
        }
        let path = URL(fileURLWithPath: rest[0]).path
        program = Program(path: path, library: BuiltProgram.path(of: "libCFaults.so"))
        for path in [program.path, program.library] where !FileManager.default.isReadableFile(atPath: path) {
            throw Stage.Problem(description: "there is no \(path)")
        }
        let count = random ?? (isEverything ? Proof.deaths.all : Proof.deaths.some)
        deaths = seed..<seed + count
        scenes = (only?.scene ?? scene ?? random.map { _ in .random }).map { [$0] } ?? SceneName.allCases
    }

    /// Tries everything; false where a promise was broken, or something could not be tried.
    func run() throws -> Bool {
        // In memory, where there is such a place: the program is tried here, not the disk.
        let memory = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : nil
        let folder = URL(fileURLWithPath: memory ?? NSTemporaryDirectory()).resolvingSymlinksInPath()
            .appendingPathComponent("baton-faults-\(ProcessInfo.processInfo.processIdentifier)").path
        let start = ContinuousClock.now
        let stage = try Stage(
            program: program, folder: folder, scenes: scenes, isThorough: isEverything || only != nil)
        let trials = try scenes.flatMap { try self.trials(of: $0, on: stage) }
        let tally = Mutex<[SceneName: Tally]>([:])
        let next = Atomic<Int>(0)
        // The runs wait for the disk more than they compute.
        let workers = ProcessInfo.processInfo.activeProcessorCount * 2
        DispatchQueue.concurrentPerform(iterations: min(workers, trials.count)) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < trials.count else { return }
                let finding = look(at: trials[index], in: "run-\(index)", on: stage)
                tally.withLock { $0[trials[index].scene, default: Tally()].add(finding, of: trials[index]) }
                if !finding.violations.isEmpty || only != nil { report(trials[index], finding) }
            }
        }
        let total = tally.withLock { $0 }
        summarise(total, stage, seconds: (ContinuousClock.now - start).components.seconds)
        let isSound = total.values.allSatisfy { $0.broken == 0 }
        if isSound { try? FileManager.default.removeItem(atPath: folder) }
        return isSound
    }

    private func trials(of scene: SceneName, on stage: Stage) throws -> [Trial] {
        if scene == .random {
            let lineCount = Script.steps(scene).count
            return deaths.map { .death(RandomDeath(seed: $0, lineCount: lineCount)) }
        }
        let calls = stage.calls[scene] ?? []
        if var only {
            guard
                let call = calls.first(where: { $0.kind == only.call.kind && $0.number == only.call.number })
            else { throw Stage.Problem(description: "the scene has no such call") }
            only.call = call
            return [.fault(only)]
        }
        return calls.flatMap { call in
            let effects = isEverything ? Effect.all(at: call) : Effect.some(at: call, in: scene)
            return effects.map { Trial.fault(Fault(scene: scene, call: call, effect: $0)) }
        }
    }

    /// Tries one thing; where the program went another way and the fault was not met, again.
    private func look(at trial: Trial, in name: String, on stage: Stage) -> Finding {
        var finding = Finding()
        for _ in 0..<3 {
            do {
                finding = try stage.look(at: trial, in: name)
            } catch {
                finding = Finding(violations: ["\(error)"])
            }
            if finding.isMet || !finding.violations.isEmpty { return finding }
        }
        finding.add("the fault was not met: the program went another way than without faults")
        return finding
    }

    // MARK: - What is said

    private func report(_ trial: Trial, _ finding: Finding) {
        var lines = finding.violations.map { "  \($0)" }
        if only != nil { lines = [finding.output] + lines }
        say("\(trial)\n" + lines.joined(separator: "\n"))
    }

    private func summarise(_ total: [SceneName: Tally], _ stage: Stage, seconds: Int64) {
        say("scene      calls    tried   deaths  lost answers  broken promises")
        var all = Tally()
        for scene in scenes {
            guard let tally = total[scene] else { continue }
            all.add(tally)
            say(row(scene.rawValue, stage.calls[scene]?.count ?? 0, tally))
        }
        say(row("all", scenes.reduce(0) { $0 + (stage.calls[$1]?.count ?? 0) }, all))
        say("\(seconds) s")
    }

    private func row(_ name: String, _ calls: Int, _ tally: Tally) -> String {
        func column(_ number: Int, _ width: Int) -> String {
            String(repeating: " ", count: max(width - String(number).count, 1)) + String(number)
        }
        return name.padding(toLength: 9, withPad: " ", startingAt: 0) + column(calls, 7)
            + column(tally.tried, 9) + column(tally.deaths, 9) + column(tally.lost, 14)
            + column(tally.broken, 17)
    }

    private func say(_ text: String) {
        FileHandle.standardOutput.write(Data("\(text)\n".utf8))
    }
}

/// What came of the trials of a scene.
struct Tally: Sendable {
    /// The trials whose fault struck, and how many of them were deaths.
    var tried = 0
    var deaths = 0
    var lost = 0
    var broken = 0

    mutating func add(_ finding: Finding, of trial: Trial) {
        if finding.isMet { tried += 1 }
        if finding.isMet, trial.isDeath { deaths += 1 }
        lost += finding.lost
        if !finding.violations.isEmpty { broken += 1 }
    }

    mutating func add(_ other: Tally) {
        tried += other.tried
        deaths += other.deaths
        lost += other.lost
        broken += other.broken
    }
}
