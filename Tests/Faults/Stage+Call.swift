import Foundation
import TestSupport

extension Stage {
    /// How many of the lines were acknowledged as safe.
    ///
    /// Out of a script a receipt acknowledges its line; on a terminal a prompt does so for every line before it.
    static func acknowledged(_ scene: SceneName, in output: String) -> Int {
        let steps = Script.steps(scene)
        let bytes = Data(output.utf8)
        var place = bytes.startIndex
        func position(_ text: some Sequence<UInt8>) -> Data.Index {
            bytes.range(of: Data(text), in: place..<bytes.endIndex)?.lowerBound ?? bytes.endIndex
        }
        var saved = true
        var shown = 0
        var safe = 0
        while true {
            while !scene.isTyped, shown < steps.count, steps[shown].receipt.isEmpty { shown += 1 }
            let refusal = position("NOT SAVED".utf8)
            let relief = position("saved: everything".utf8)
            let receipt =
                scene.isTyped
                ? position(Prompts.marker)
                : shown < steps.count ? position(steps[shown].receipt.utf8) : bytes.endIndex
            let next = min(refusal, relief, receipt)
            guard next < bytes.endIndex else { break }
            if next == refusal {
                saved = false
            } else if next == relief {
                saved = true
            } else {
                shown += 1
            }
            if saved { safe = max(safe, scene.isTyped ? shown - 1 : shown) }
            place = next + 1
        }
        // After the verdict there is no prompt of this call any more.
        if scene.isTyped, saved, output.contains("Verdict:  SQL") { return steps.count }
        return min(safe, steps.count)
    }

    func lookAtCall(
        _ scene: SceneName, _ place: Place, _ run: Program.Run, _ finding: inout Finding
    ) throws {
        let before = scene == .resume ? Script.half : 0
        let lines = Script.steps(scene).count
        let acknowledged = Stage.acknowledged(scene, in: run.output)
        // The first line makes no entry, nor do the two last.
        let entries = min(before + max(acknowledged - 1, 0), model.entryCount)
        var disk = CallOnDisk(in: place)
        finding.violations += disk.faults
        try takeFromSecondPlace(scene, place, run, &disk, &finding)

        compare(disk, &finding)
        if disk.entryCount < entries {
            finding.lost = entries - disk.entryCount
            finding.add("\(entries) entries were acknowledged, \(disk.entryCount) are there")
        }
        if acknowledged == lines, !disk.hasOutcome {
            finding.lost += 1
            finding.add("the verdict was acknowledged and is not there")
        }
        if run.output.contains("Marketing has the feedback"), disk.feedback == nil {
            finding.add("marketing is said to have the feedback, and has not")
        }
        if run.ending == .exit(0), scene != .random {
            if acknowledged < lines { finding.add("exit 0 after \(acknowledged) of \(lines) lines") }
            if !disk.hasOutcome { finding.add("exit 0, and the call is not ended") }
            if disk.feedback == nil { finding.add("exit 0 without feedback") }
            if !place.marks.isEmpty { finding.add("exit 0, and the call is still marked as open") }
        }

        // The next start goes on with what is there.
        let rest = disk.hasOutcome ? [] : Script.rest(after: disk.entryCount).map(\.line)
        _ = try succeed(Script.call, lines: rest, in: place, &finding)
        try askDoctor(in: place, &finding)
        let final = CallOnDisk(in: place)
        finding.violations += final.faults.map { "afterwards: \($0)" }
        compare(final, &finding)
        if final.entryCount != model.entryCount || !final.hasOutcome {
            finding.add("afterwards: the call was not completed")
        }
        if final.feedback?.timeless != model.feedback?.timeless {
            finding.add("afterwards: the feedback is missing or another")
        }
        let leads = place.files(in: "leads", ending: ".jsonl").map(place.text).joined()
        if leads.components(separatedBy: "\"id\":\"max@stein.example\"").count != 2 {
            finding.add("afterwards: who was referred to is not one lead")
        }
    }

    /// Holds a record against the one without faults: its keys, and its entries as far as they go.
    private func compare(_ disk: CallOnDisk, _ finding: inout Finding) {
        guard let record = disk.record, let expected = model.record else { return }
        if record.keys != expected.keys { finding.add("keys of the record are missing") }
        if record.entries != Array(expected.entries.prefix(disk.entryCount)) {
            finding.add("the entries of the record are not what was typed")
        }
        if disk.hasOutcome, record.timeless != expected.timeless {
            finding.add("the record with its outcome is another")
        }
        if let feedback = disk.feedback, feedback.keys != model.feedback?.keys {
            finding.add("keys of the feedback are missing")
        }
    }

    /// What exit 74 promises: the whole record in the second place, or printed; it is moved to where it belongs.
    private func takeFromSecondPlace(
        _ scene: SceneName, _ place: Place, _ run: Program.Run, _ disk: inout CallOnDisk,
        _ finding: inout Finding
    ) throws {
        guard run.ending == .exit(74), scene != .random else { return }
        guard run.output.contains("NOT SAVED") else {
            finding.add("exit 74 without NOT SAVED")
            return
        }
        // Where the call could not begin, nothing was typed and nothing shown.
        guard run.output.contains("VP Operations at") else { return }
        if run.output.contains("The record with the verdict is saved") {
            if !disk.hasOutcome { finding.add("the verdict is said to be saved and is not") }
            return
        }
        let copies = place.tree(place.second).filter { $0.hasSuffix(".json") }
        var bytes = copies.first.map(place.bytes)
        if bytes == nil {
            let screen = run.output.replacingOccurrences(of: "\r\n", with: "\n")
            if let start = screen.range(of: "{\n"), let end = screen.range(of: "\n}", options: .backwards) {
                bytes = Data(screen[start.lowerBound..<end.upperBound].utf8)
            }
        }
        guard let bytes, let record = Document(bytes), let id = record["id"] as? String else {
            finding.add("NOT SAVED, and no second place holds the record")
            return
        }
        let path = "\(place.workspace)/transcripts/\(id.prefix(4))-\(id.dropFirst(4).prefix(2))/\(id).json"
        guard copies.isEmpty || run.output.filter({ !$0.isNewline }).contains("move it to \(path)") else {
            finding.add("NOT SAVED, and it is not said where the record belongs")
            return
        }
        let month = URL(fileURLWithPath: path).deletingLastPathComponent()
        let own: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try FileManager.default.createDirectory(
            at: month, withIntermediateDirectories: true, attributes: own)
        try bytes.write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        for copy in copies { try FileManager.default.removeItem(atPath: copy) }
        _ = try succeed(["doctor", "--fix"], in: place, &finding)
        disk = CallOnDisk(in: place)
        if !disk.hasOutcome { finding.add("the second place holds an unfinished record") }
    }
}
