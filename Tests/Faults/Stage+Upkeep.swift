import Foundation
import TestSupport

extension Stage {
    func lookAtImport(_ place: Place, _ run: Program.Run, _ finding: inout Finding) throws {
        let lines = place.files(in: "leads", ending: ".jsonl").reduce(0) {
            $0 + place.text($1).split(separator: "\n").count
        }
        if lines != 0, lines != 2 { finding.add("\(lines) of 2 leads landed") }
        finding.violations += CallOnDisk(in: place).faults
        if run.output.contains("2 imported"), lines == 0 {
            finding.lost = 2
            finding.add("an import was acknowledged and is not there")
        }
        if run.ending == .exit(0) {
            if lines == 0 { finding.add("exit 0 without leads") }
            if place.files(in: "leads", ending: ".rejected.csv").isEmpty {
                finding.add("exit 0 without the rejected rows")
            }
        }
        _ = try succeed(Stage.importing(in: place), in: place, &finding)
        try askDoctor(in: place, &finding)
        let leads = try succeed(["leads", "--all", "--json"], in: place, &finding)
        if leads.components(separatedBy: "\"id\"").count != 3 {
            finding.add("afterwards: not the two leads of the file: \(leads)")
        }
    }

    func lookAtForgetting(_ place: Place, _ run: Program.Run, _ finding: inout Finding) throws {
        finding.violations += CallOnDisk(in: place, recordsAtMost: 2).faults
        if run.ending == .exit(0) { search(place, "exit 0", &finding) }
        // Where everything was done, there is nobody to forget any more.
        let again = try program.run(Stage.forgetting, in: place)
        if again.ending != .exit(0), again.ending != .exit(66) {
            finding.add("afterwards: forget: \(again.ending): \(again.output)")
        }
        search(place, "after a second run", &finding)
        try askDoctor(in: place, &finding)
        let leads = place.files(in: "leads", ending: ".jsonl").map(place.text).joined()
        if !leads.contains(Script.otherLead) { finding.add("somebody else was forgotten as well") }
        if place.files(in: "transcripts", ending: ".json").count != 2 {
            finding.add("what reports need of the calls is gone")
        }
    }

    /// Looks for the person in the names and the bytes of every file, the index and the second place included.
    private func search(_ place: Place, _ when: String, _ finding: inout Finding) {
        for path in place.tree(place.workspace) + place.tree(place.second) {
            let name = path.dropFirst(place.path.count).lowercased()
            let bytes = Data(place.bytes(path).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
            for trace in Script.traces {
                if name.contains(trace) || bytes.range(of: Data(trace.utf8)) != nil {
                    finding.add("\(when): “\(trace)” is still in \(path)")
                }
            }
        }
    }
}
