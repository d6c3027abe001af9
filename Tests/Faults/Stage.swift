import Foundation
import TestSupport

/// Sets scenes up, holds each with one fault, and looks at what became of it.
struct Stage: Sendable {
    let program: Program
    let folder: String
    /// Whether Baton's own opinion is asked as well, which takes longer than all the rest.
    let isThorough: Bool
    /// The places that scenes begin in.
    private let beginnings: [SceneName: Place]
    /// The calls of each scene without faults.
    let calls: [SceneName: [SystemCall]]
    /// What is on disk after the call without faults.
    nonisolated(unsafe) let model: CallOnDisk

    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    // MARK: - Setting up

    init(program: Program, folder: String, scenes: [SceneName], isThorough: Bool) throws {
        self.program = program
        self.folder = folder
        self.isThorough = isThorough
        let empty = try Place("\(folder)/empty")
        let imported = try Place("\(folder)/imported", from: empty)
        try Stage.check(program.run(Stage.importing(in: imported), in: imported), "import")
        let held = try Place("\(folder)/held", from: imported)
        let whole = Script.rest(after: 0)
        try Stage.check(program.run(Script.call, lines: whole.map(\.line), in: held), "call")
        let paused = try Place("\(folder)/paused", from: imported)
        let half = Script.entries.prefix(Script.half + 1)
        try Stage.check(program.run(Script.call, lines: half.map(\.line), in: paused), "pause")
        beginnings = [
            .leads: empty, .call: imported, .terminal: imported, .random: imported, .resume: paused,
            .forget: try Stage.remembering("\(folder)/known", from: imported, program),
        ]
        model = CallOnDisk(in: held)
        guard model.entryCount == Script.entries.count - 1, model.hasOutcome, model.feedback != nil,
            model.faults.isEmpty
        else { throw Problem(description: "the call does not go as scripted without faults") }
        var calls: [SceneName: [SystemCall]] = [:]
        for scene in scenes where scene != .random {
            guard let beginning = beginnings[scene] else { continue }
            let place = try Place("\(folder)/\(scene.rawValue)", from: beginning)
            let run = try Stage.play(scene, with: program, in: place, fault: nil)
            try Stage.check(run, scene.rawValue)
            calls[scene] = SystemCall.calls(in: run.log)
            place.remove()
        }
        self.calls = calls
    }

    /// A workspace that knows Jane in every way: a call with its feedback, another one paused, what a dead process
    /// left half written, and a record that was kept in the second place.
    private static func remembering(_ path: String, from imported: Place, _ program: Program) throws -> Place
    {
        let place = try Place(path, from: imported)
        // Who was referred to works where she does, and is not forgotten with her.
        let lines = Script.rest(after: 0).map(\.line).filter { !$0.hasPrefix("/refer") }
        try check(program.run(Script.call, lines: lines, in: place), "call without a referral")
        guard let record = place.files(in: "transcripts", ending: ".json").first else {
            throw Problem(description: "a call without a record")
        }
        try check(program.run(Script.call, lines: ["", "Jane still retypes !"], in: place), "another call")
        let url = URL(fileURLWithPath: record)
        let half = url.deletingLastPathComponent().appendingPathComponent(".baton-tmp-1-1")
        try place.bytes(record).dropLast(100).write(to: half)
        try place.bytes(record).write(
            to: URL(fileURLWithPath: "\(place.second)/baton-\(url.lastPathComponent)"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: half.path)
        return place
    }

    private static func check(_ run: Program.Run, _ what: String) throws {
        guard run.ending == .exit(0) else {
            throw Problem(description: "\(what) fails without faults: \(run.ending)\n\(run.output)")
        }
    }

    static func importing(in place: Place) throws -> [String] {
        let csv = "\(place.path)/leads.csv"
        try Data(Script.csv.utf8).write(to: URL(fileURLWithPath: csv))
        return ["import", csv]
    }

    static let forgetting = ["forget", Script.lead, "--yes"]

    private static func play(
        _ scene: SceneName, with program: Program, in place: Place, fault: Fault?
    ) throws -> Program.Run {
        let lines = Script.steps(scene).map(\.line)
        return switch scene {
        case .leads: try program.run(importing(in: place), in: place, isWatched: true, fault: fault)
        case .forget: try program.run(forgetting, in: place, isWatched: true, fault: fault)
        case .call, .resume:
            try program.run(Script.call, lines: lines, in: place, isWatched: true, fault: fault)
        case .terminal, .random: try program.type(Script.call, lines: lines, in: place, fault: fault)
        }
    }

    // MARK: - One trial

    /// Plays a scene with a fault, then goes on as somebody would right after it.
    func look(at trial: Trial, in name: String) throws -> Finding {
        guard let beginning = beginnings[trial.scene] else { return Finding(isMet: false) }
        let place = try Place("\(folder)/\(name)", from: beginning)
        var finding = Finding()
        let run: Program.Run
        switch trial {
        case .fault(let fault):
            run = try Stage.play(fault.scene, with: program, in: place, fault: fault)
            finding.isMet = run.struck == fault.call
            lookAtEnding(run, of: fault, &finding)
            // What cannot be removed any more goes with the next start.
            if run.ending == .exit(0), !fault.effect.isLasting {
                for path in place.temporaries { finding.add("exit 0, and left behind: \(path)") }
            }
        case .death(let death):
            run = try program.type(
                Script.call, lines: Script.steps(.random).map(\.line), in: place, until: death)
            // A window that is closed may be seen as the end of what is typed before the signal comes.
            if run.ending != .signal(death.signal), death.cause != .closedWindow {
                finding.add("\(run.ending) instead of death by signal \(death.signal)")
            }
        }
        finding.output = run.output
        switch trial.scene {
        case .leads: try lookAtImport(place, run, &finding)
        case .call, .resume, .terminal, .random: try lookAtCall(trial.scene, place, run, &finding)
        case .forget: try lookAtForgetting(place, run, &finding)
        }
        for path in place.temporaries + place.marks { finding.add("left behind: \(path)") }
        for path in place.openToOthers { finding.add("others can read \(path)") }
        if finding.violations.isEmpty { place.remove() }
        return finding
    }

    private func lookAtEnding(_ run: Program.Run, of fault: Fault, _ finding: inout Finding) {
        let words = ["NOT SAVED", "baton: ", "not erased: ", "not searched: "]
        let isSaid = words.contains { run.output.contains($0) }
        switch run.ending {
        case .signal(let signal) where !fault.effect.isDeath || signal != 9:
            finding.add("the program died of signal \(signal)")
        case .signal: break
        case .exit where fault.effect.isDeath && run.struck != nil:
            finding.add("the program outlived its death")
        case .exit(0):
            if fault.effect.isHarmless, run.output.contains("NOT SAVED") {
                finding.add("a call that was cut short counted as a failure")
            }
        case .exit(let code):
            // What cannot be read may be a lead or a checklist that then is not there.
            let codes: [Int32] = fault.call.isReading ? [1, 66, 74, 78] : [74]
            if fault.effect.isHarmless || !codes.contains(code) { finding.add("exit \(code)") }
            if !isSaid { finding.add("exit \(code) without a word") }
        }
    }

    /// Runs a command without faults, and wants it to succeed.
    func succeed(
        _ arguments: [String], lines: [String] = [], in place: Place, _ finding: inout Finding
    ) throws -> String {
        let run = try program.run(arguments, lines: lines, in: place)
        if run.ending != .exit(0) {
            finding.add("afterwards: \(arguments[0]): \(run.ending): \(run.output)")
        }
        return run.output
    }

    /// Asks Baton itself whether everything is in order.
    func askDoctor(in place: Place, _ finding: inout Finding) throws {
        if isThorough { _ = try succeed(["doctor"], in: place, &finding) }
    }
}
