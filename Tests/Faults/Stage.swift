import Foundation
import TestSupport

/// Sets scenes up, holds them with one fault each, and looks at what became of it.
struct Stage: Sendable {
    let program: Program
    let folder: String
    /// The places that scenes begin in.
    private let beginnings: [SceneName: Place]
    /// The calls of each scene without faults.
    let calls: [SceneName: [SystemCall]]
    /// What is on disk after the call without faults.
    private nonisolated(unsafe) let model: CallOnDisk

    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    /// What came of one fault.
    struct Finding: Sendable {
        var isStruck = true
        /// Entries that were acknowledged, and are not there.
        var lost = 0
        /// Entries that were acknowledged when the program ended.
        var acknowledged = 0
        var violations: [String] = []
        var output = ""
    }

    // MARK: - Setting up

    init(program: Program, folder: String, scenes: [SceneName]) throws {
        self.program = program
        self.folder = folder
        let empty = try Place("\(folder)/empty")
        let imported = try Place("\(folder)/imported", from: empty)
        try Stage.check(program.run(Stage.importing(in: imported), in: imported), "import")
        let held = try Place("\(folder)/held", from: imported)
        let whole = Script.rest(after: 0)
        try Stage.check(program.run(Script.call, lines: whole.map(\.line), in: held), "call")
        let paused = try Place("\(folder)/paused", from: imported)
        let half = Script.entries.prefix(Script.half + 1)
        try Stage.check(program.run(Script.call, lines: half.map(\.line), in: paused), "pause")
        // Who was referred to works where she does, and is not forgotten with her.
        let alone = try Place("\(folder)/alone", from: imported)
        let unreferred = whole.map(\.line).filter { !$0.hasPrefix("/refer") }
        try Stage.check(program.run(Script.call, lines: unreferred, in: alone), "call without a referral")
        beginnings = [.leads: empty, .call: imported, .terminal: imported, .resume: paused, .forget: alone]
        model = CallOnDisk(in: held)
        guard model.entryCount == Script.entries.count - 1, model.hasOutcome, model.feedback != nil,
            model.faults.isEmpty
        else { throw Problem(description: "the call does not go as scripted without faults") }
        var calls: [SceneName: [SystemCall]] = [:]
        for scene in scenes {
            guard let beginning = beginnings[scene] else { continue }
            let place = try Place("\(folder)/\(scene.rawValue)", from: beginning)
            let run = try Stage.play(scene, with: program, in: place, fault: nil)
            try Stage.check(run, scene.rawValue)
            calls[scene] = SystemCall.calls(in: run.log)
            place.remove()
        }
        self.calls = calls
    }

    private static func check(_ run: Program.Run, _ what: String) throws {
        guard run.ending == .exit(0) else {
            throw Problem(description: "\(what) fails without faults: \(run.ending)\n\(run.output)")
        }
    }

    private static func importing(in place: Place) throws -> [String] {
        let csv = "\(place.path)/leads.csv"
        try Data(Script.csv.utf8).write(to: URL(fileURLWithPath: csv))
        return ["import", csv]
    }

    private static func play(
        _ scene: SceneName, with program: Program, in place: Place, fault: Fault?
    ) throws -> Program.Run {
        switch scene {
        case .leads:
            try program.run(importing(in: place), in: place, isWatched: true, fault: fault)
        case .forget:
            try program.run(["forget", Script.lead, "--yes"], in: place, isWatched: true, fault: fault)
        case .call, .resume:
            try program.run(
                Script.call, lines: steps(scene).map(\.line), in: place, isWatched: true, fault: fault)
        case .terminal:
            try program.type(Script.call, lines: steps(scene).map(\.line), in: place, fault: fault)
        }
    }

    private static func steps(_ scene: SceneName) -> [(line: String, receipt: String)] {
        Script.rest(after: scene == .resume ? Script.half : 0)
    }

    // MARK: - One fault

    /// Plays a scene with a fault, then goes on as somebody would the next hour.
    func look(at fault: Fault, in name: String) throws -> Finding {
        guard let beginning = beginnings[fault.scene] else { return Finding() }
        let place = try Place("\(folder)/\(name)", from: beginning)
        let run = try Stage.play(fault.scene, with: program, in: place, fault: fault)
        var finding = Finding(isStruck: run.isStruck, output: run.output)
        switch run.ending {
        case .signal(let signal) where !fault.effect.isDeath || signal != 9:
            finding.violations.append("the program died of signal \(signal)")
        case .exit where fault.effect.isDeath && run.isStruck:
            finding.violations.append("the program outlived its death")
        case .exit(let code) where ![0, 1, 74].contains(code):
            finding.violations.append("exit \(code)")
        default: break
        }
        if case .exit(let code) = run.ending, code != 0,
            !run.output.contains("NOT SAVED"), !run.output.contains("baton: ")
        {
            finding.violations.append("exit \(code) without a word")
        }
        switch fault.scene {
        case .leads: try lookAtImport(place, run, &finding)
        case .call, .resume, .terminal: try lookAtCall(fault.scene, place, run, &finding)
        case .forget: try lookAtForgetting(place, run, &finding)
        }
        lookAround(place, &finding)
        if finding.violations.isEmpty { place.remove() }
        return finding
    }

    /// What may be nowhere once everything is done.
    private func lookAround(_ place: Place, _ finding: inout Finding) {
        for path in place.temporaries { finding.violations.append("left behind: \(path)") }
        for path in place.files(in: ".baton/open", ending: "") {
            finding.violations.append("left behind: \(path)")
        }
    }

    /// Runs a command without faults, and wants it to succeed.
    private func succeed(
        _ arguments: [String], lines: [String] = [], in place: Place, _ finding: inout Finding
    ) throws -> String {
        let run = try program.run(arguments, lines: lines, in: place)
        if run.ending != .exit(0) {
            finding.violations.append("afterwards: \(arguments[0]): \(run.ending): \(run.output)")
        }
        return run.output
    }

    // MARK: - A call

    /// How many of the lines were acknowledged as safe.
    private static func acknowledged(_ scene: SceneName, in output: String) -> Int {
        let steps = steps(scene)
        var saved = true
        var shown = 0
        var safe = 0
        var isLastSaid = false
        let marker = "\u{1b}[?2004h"
        var rest = output[...]
        func position(_ text: String) -> String.Index { rest.range(of: text)?.lowerBound ?? rest.endIndex }
        while true {
            // What comes next: a refusal, its end, or an acknowledgement.
            while scene != .terminal, shown < steps.count, steps[shown].receipt.isEmpty { shown += 1 }
            let awaited = scene == .terminal ? marker : shown < steps.count ? steps[shown].receipt : "\0"
            let refusal = position("NOT SAVED")
            let relief = position("saved: everything")
            let receipt = position(awaited)
            let next = min(refusal, relief, receipt)
            guard next < rest.endIndex else { break }
            if next == refusal {
                saved = false
            } else if next == relief {
                saved = true
                safe = max(safe, scene == .terminal ? shown - 1 : shown)
            } else {
                shown += 1
                // A prompt acknowledges the lines before it.
                if saved { safe = max(safe, scene == .terminal ? shown - 1 : shown) }
            }
            rest = rest[rest.index(after: next)...]
            if scene == .terminal, output.contains("Verdict:  SQL") { isLastSaid = true }
        }
        return isLastSaid && saved ? steps.count : min(safe, steps.count)
    }

    private func lookAtCall(
        _ scene: SceneName, _ place: Place, _ run: Program.Run, _ finding: inout Finding
    ) throws {
        let before = scene == .resume ? Script.half : 0
        let lines = Stage.steps(scene).count
        let acknowledged = Stage.acknowledged(scene, in: run.output)
        // The first line makes no entry, nor do the two last.
        let entries = min(before + max(acknowledged - 1, 0), model.entryCount)
        finding.acknowledged = entries - before
        var disk = CallOnDisk(in: place)
        finding.violations += disk.faults
        try takeFromSecondPlace(place, run, &disk, &finding)

        compare(disk, &finding)
        if disk.entryCount < entries {
            finding.lost = entries - disk.entryCount
            finding.violations.append("\(entries) entries were acknowledged, \(disk.entryCount) are there")
        }
        if acknowledged == lines, !disk.hasOutcome {
            finding.lost += 1
            finding.violations.append("the verdict was acknowledged and is not there")
        }
        if run.ending == .exit(0) {
            if !disk.hasOutcome { finding.violations.append("exit 0, and the call is not ended") }
            if disk.feedback == nil { finding.violations.append("exit 0 without feedback") }
            if !place.files(in: ".baton/open", ending: "").isEmpty {
                finding.violations.append("exit 0, and the call is still marked as open")
            }
        }

        // The next start goes on with what is there.
        place.age(place.temporaries)
        let rest = disk.hasOutcome ? [] : Script.rest(after: disk.entryCount).map(\.line)
        _ = try succeed(Script.call, lines: rest, in: place, &finding)
        _ = try succeed(["doctor"], in: place, &finding)
        let final = CallOnDisk(in: place)
        finding.violations += final.faults.map { "afterwards: \($0)" }
        compare(final, &finding)
        if final.entryCount != model.entryCount || !final.hasOutcome {
            finding.violations.append("afterwards: the call was not completed")
        }
        if final.feedback?.timeless != model.feedback?.timeless {
            finding.violations.append("afterwards: the feedback is missing or another")
        }
        let leads = place.files(in: "leads", ending: ".jsonl").map(place.text).joined()
        if !leads.contains("\"id\":\"max@stein.example\"") {
            finding.violations.append("afterwards: who was referred to is no lead")
        }
    }

    /// Holds a record against the one without faults: its keys, and its entries as far as they go.
    private func compare(_ disk: CallOnDisk, _ finding: inout Finding) {
        guard let record = disk.record, let expected = model.record else { return }
        if record.keys != expected.keys { finding.violations.append("keys of the record are missing") }
        if record.entries != Array(expected.entries.prefix(disk.entryCount)) {
            finding.violations.append("the entries of the record are not what was typed")
        }
        if disk.hasOutcome, record.timeless != expected.timeless {
            finding.violations.append("the record with its outcome is another")
        }
        if let feedback = disk.feedback, feedback.keys != model.feedback?.keys {
            finding.violations.append("keys of the feedback are missing")
        }
    }

    /// What exit 74 promises: the whole record in the second place, or printed; it is moved to where it belongs.
    private func takeFromSecondPlace(
        _ place: Place, _ run: Program.Run, _ disk: inout CallOnDisk, _ finding: inout Finding
    ) throws {
        guard run.ending == .exit(74) else { return }
        guard run.output.contains("NOT SAVED") else {
            finding.violations.append("exit 74 without NOT SAVED")
            return
        }
        // Where the call could not begin, nothing was typed and nothing shown.
        guard run.output.contains("VP Operations at") else { return }
        if run.output.contains("The record with the verdict is saved") {
            if !disk.hasOutcome { finding.violations.append("the verdict is said to be saved and is not") }
            return
        }
        let copies = place.tree(place.second).filter { $0.hasSuffix(".json") }
        var bytes = copies.first.flatMap { FileManager.default.contents(atPath: $0) }
        if bytes == nil, let start = run.output.range(of: "{\n"),
            let end = run.output.range(of: "\n}", options: .backwards)
        {
            let text = run.output[start.lowerBound..<end.upperBound]
            bytes = Data(text.replacingOccurrences(of: "\r\n", with: "\n").utf8)
        }
        guard let bytes, let record = Document(bytes), let id = record["id"] as? String else {
            finding.violations.append("NOT SAVED, and no second place holds the record")
            return
        }
        let month = "\(id.prefix(4))-\(id.dropFirst(4).prefix(2))"
        let folder = "\(place.workspace)/transcripts/\(month)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(id).json"))
        _ = try succeed(["doctor", "--fix"], in: place, &finding)
        disk = CallOnDisk(in: place)
        if !disk.hasOutcome { finding.violations.append("the second place holds an unfinished record") }
    }

    // MARK: - Leads

    private func lookAtImport(_ place: Place, _ run: Program.Run, _ finding: inout Finding) throws {
        let lines = place.files(in: "leads", ending: ".jsonl").reduce(0) {
            $0 + place.text($1).split(separator: "\n").count
        }
        if lines != 0, lines != 2 { finding.violations.append("\(lines) of 2 leads landed") }
        finding.violations += CallOnDisk(in: place).faults
        if run.output.contains("2 imported"), lines == 0 {
            finding.lost = 2
            finding.violations.append("an import was acknowledged and is not there")
        }
        if run.ending == .exit(0) {
            if lines == 0 { finding.violations.append("exit 0 without leads") }
            if place.files(in: "leads", ending: ".rejected.csv").isEmpty {
                finding.violations.append("exit 0 without the rejected rows")
            }
        }
        place.age(place.temporaries)
        _ = try succeed(Stage.importing(in: place), in: place, &finding)
        _ = try succeed(["doctor"], in: place, &finding)
        let leads = try succeed(["leads", "--all", "--json"], in: place, &finding)
        if leads.components(separatedBy: "\"id\"").count != 3 {
            finding.violations.append("afterwards: not the two leads of the file: \(leads)")
        }
    }

    // MARK: - Forgetting

    private func lookAtForgetting(_ place: Place, _ run: Program.Run, _ finding: inout Finding) throws {
        finding.violations += CallOnDisk(in: place).faults
        if run.ending == .exit(0) { search(place, "exit 0", &finding) }
        place.age(place.temporaries)
        let again = try program.run(["forget", Script.lead, "--yes"], in: place)
        if again.ending != .exit(0), again.ending != .exit(66) {
            finding.violations.append("afterwards: forget: \(again.ending): \(again.output)")
        }
        search(place, "after a second run", &finding)
        _ = try succeed(["doctor"], in: place, &finding)
    }

    /// Looks for the person in every file of the workspace.
    private func search(_ place: Place, _ when: String, _ finding: inout Finding) {
        for path in place.tree(place.workspace) {
            guard let bytes = FileManager.default.contents(atPath: path) else { continue }
            for trace in Script.traces where bytes.range(of: Data(trace.utf8)) != nil {
                finding.violations.append("\(when): “\(trace)” is still in \(path)")
            }
        }
    }
}
