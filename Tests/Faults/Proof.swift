import Foundation
import Synchronization
import TestSupport

/// The enumeration: which faults are tried, how they are shared out, and what is said at the end.
struct Proof {
    private let program: Program
    private let isEverything: Bool
    private let only: Fault?
    private let scenes: [SceneName]

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
        isEverything = rest.contains("--all")
        rest.removeAll { $0 == "--all" }
        guard rest.count == 1, !rest[0].hasPrefix("-") else {
            throw Stage.Problem(
                description:
                    "usage: baton-faults PROGRAM [--all] [--scene NAME] [--only SCENE:CALL:NUMBER:EFFECT]")
        }
        let path = URL(fileURLWithPath: rest[0]).path
        program = Program(path: path, library: BuiltProgram.path(of: "libCFaults.so"))
        for path in [program.path, program.library] where !FileManager.default.isReadableFile(atPath: path) {
            throw Stage.Problem(description: "there is no \(path)")
        }
        scenes = (only?.scene ?? scene).map { [$0] } ?? SceneName.allCases
    }

    /// Tries everything; false where a promise was broken.
    func run() throws -> Bool {
        // In memory, where there is such a place: the program is tried here, not the disk.
        let memory = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : nil
        let folder = URL(fileURLWithPath: memory ?? NSTemporaryDirectory()).resolvingSymlinksInPath()
            .appendingPathComponent("baton-faults-\(ProcessInfo.processInfo.processIdentifier)").path
        let stage = try Stage(program: program, folder: folder, scenes: scenes)
        let start = ContinuousClock.now
        let faults = only.map { [$0] } ?? scenes.flatMap { self.faults(of: $0, on: stage) }
        let tally = Mutex<[SceneName: Tally]>([:])
        let next = Atomic<Int>(0)
        // The runs wait for the disk more than they compute.
        let workers = ProcessInfo.processInfo.activeProcessorCount * 2
        DispatchQueue.concurrentPerform(iterations: min(workers, faults.count)) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < faults.count else { return }
                let fault = faults[index]
                let finding: Stage.Finding
                do {
                    finding = try stage.look(at: fault, in: "run-\(index)")
                } catch {
                    finding = Stage.Finding(violations: ["\(error)"])
                }
                tally.withLock { $0[fault.scene, default: Tally()].add(finding, of: fault) }
                if !finding.violations.isEmpty || only != nil { report(fault, finding) }
            }
        }
        let total = tally.withLock { $0 }
        summarise(total, stage, seconds: (ContinuousClock.now - start).components.seconds)
        let isSound = total.values.allSatisfy { $0.violations == 0 }
        if isSound { try? FileManager.default.removeItem(atPath: folder) }
        return isSound
    }

    private func faults(of scene: SceneName, on stage: Stage) -> [Fault] {
        (stage.calls[scene] ?? []).flatMap { call in
            let effects = isEverything ? Effect.all(at: call.kind) : Effect.some(at: call, in: scene)
            return effects.map { Fault(scene: scene, call: call, effect: $0) }
        }
    }

    private func report(_ fault: Fault, _ finding: Stage.Finding) {
        var lines = finding.violations.map { "  \($0)" }
        if only != nil { lines = [finding.output] + lines }
        say("\(fault)  (\(fault.call.path))\n" + lines.joined(separator: "\n"))
    }

    private func summarise(_ total: [SceneName: Tally], _ stage: Stage, seconds: Int64) {
        say("scene      calls   faults    kills  lost answers  broken promises")
        var all = Tally()
        for scene in scenes {
            guard let tally = total[scene] else { continue }
            all.add(tally)
            say(row(scene.rawValue, stage.calls[scene]?.count ?? 0, tally))
        }
        say(row("all", scenes.reduce(0) { $0 + (stage.calls[$1]?.count ?? 0) }, all))
        if all.missed > 0 {
            say("\(all.missed) faults were not met: the program went another way than without faults.")
        }
        say("\(seconds) s")
    }

    private func row(_ name: String, _ calls: Int, _ tally: Tally) -> String {
        func column(_ number: Int, _ width: Int) -> String {
            String(repeating: " ", count: max(width - String(number).count, 1)) + String(number)
        }
        return name.padding(toLength: 9, withPad: " ", startingAt: 0) + column(calls, 7)
            + column(tally.faults, 9) + column(tally.kills, 9) + column(tally.lost, 14)
            + column(tally.violations, 17)
    }

    private func say(_ text: String) {
        FileHandle.standardOutput.write(Data("\(text)\n".utf8))
    }
}

/// What came of the faults of a scene.
struct Tally: Sendable {
    /// The faults that struck, and how many of them were deaths.
    var faults = 0
    var kills = 0
    var missed = 0
    var lost = 0
    var violations = 0

    mutating func add(_ finding: Stage.Finding, of fault: Fault) {
        if finding.isStruck {
            faults += 1
            if fault.effect.isDeath { kills += 1 }
        } else {
            missed += 1
        }
        lost += finding.lost
        if !finding.violations.isEmpty { violations += 1 }
    }

    mutating func add(_ other: Tally) {
        faults += other.faults
        kills += other.kills
        missed += other.missed
        lost += other.lost
        violations += other.violations
    }
}
