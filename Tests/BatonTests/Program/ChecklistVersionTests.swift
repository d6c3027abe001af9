import Foundation
import Qualification
import TestSupport
import Testing

/// A call shows as it was, whatever became of its checklist since.
@Suite struct ChecklistVersionTests {
    private let asked = "What made Acme Logistics look into this?"

    /// A workplace with one decided call under a team's own checklist.
    private func called() throws -> (workplace: Workplace, call: String) {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        try workplace.write(ChecklistCommandTests.team, to: "workspace/checklists/team.yaml")
        let call = try workplace.run(
            "call", Workplace.jane, "--checklist", "team", "--rep", "sam",
            input: ["", "growth", "40k !", "/end", "", ""])
        try #require(call.ending == .exit(0), "\(call.errors)")
        return (workplace, try workplace.record().id)
    }

    private func edit(_ workplace: Workplace, _ name: String, _ old: String, _ new: String) throws {
        let path = "workspace/checklists/\(name)"
        let text = try String(contentsOf: workplace.folder.appending(path: path), encoding: .utf8)
        try #require(text.contains(old))
        try workplace.write(text.replacing(old, with: new), to: path)
    }

    /// What `show` prints under its head, up to the timeline; the rest is checked to be what it was.
    private func since(_ workplace: Workplace, _ call: String, like first: PipedProgram) throws -> [String] {
        let now = try workplace.run("show", call)
        #expect(now.ending == .exit(0) && now.errors == "")
        let more = now.lines.filter { !first.lines.contains($0) }
        #expect(now.lines.filter { !more.contains($0) } == first.lines)
        return more
    }

    @Test func underTodaysChecklistNothingIsSaid() throws {
        let (workplace, call) = try called()
        let show = try workplace.run("show", call)
        #expect(show.ending == .exit(0) && show.output.contains(asked))
        #expect(!show.output.contains("decided under"))
    }

    @Test("Bug: a call whose checklist's text was lost went on under another one without a word")
    func aCallWhoseTextIsLostSaysUnderWhichItGoesOn() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        try workplace.write(ChecklistCommandTests.team, to: "workspace/checklists/team.yaml")
        _ = try workplace.run("call", Workplace.jane, "--checklist", "team", input: ["", "growth"])
        let again = try workplace.run("call", Workplace.jane, input: ["/status"])
        #expect(again.ending == .exit(0) && !again.errors.contains("stands in for it"))

        try edit(workplace, "team.yaml", "look into this", "call us")
        for file in workplace.files(in: "checklists/used") {
            try FileManager.default.removeItem(at: workplace.url(of: file))
        }
        // The usual checklist is another one: the call goes on under today's of the same name.
        let lost = try workplace.run("call", Workplace.jane, input: ["/status"])
        #expect(lost.ending == .exit(0))
        #expect(lost.errors.contains("that the call was begun under is lost; today's Team"))
        #expect(try lost.output.contains("growth") && workplace.record().checklist.name == "Team")
    }

    @Test func aChangedChecklistIsNamedWithTheWayToCompare() throws {
        let (workplace, call) = try called()
        let first = try workplace.run("show", call)
        let sha256 = try workplace.record().checklist.sha256.prefix(12)
        try edit(workplace, "team.yaml", "look into this", "call us")
        #expect(
            try since(workplace, call, like: first) == [
                "  decided under Team 2.0.0; today's 2.0.0 has another text: baton checklist diff \(sha256) Team"
            ])
        try edit(workplace, "team.yaml", "version: 2.0.0", "version: 2.1.0")
        #expect(
            try since(workplace, call, like: first) == [
                "  decided under Team 2.0.0; today it is 2.1.0: baton checklist diff \(sha256) Team"
            ])
        let difference = """
            Team 2.0.0 → Team 2.1.0
              ~ version  2.0.0 → 2.1.0

            Need
              ~ pain, how it is asked
                  was  What made {lead.company|your company} look into this?
                  now  What made {lead.company|your company} call us?

            """
        for before in [String(sha256), call] {
            #expect(try workplace.run("checklist", "diff", before, "Team").output == difference)
        }
    }

    @Test func aChecklistThatIsGoneOrBrokenIsSaidToBe() throws {
        let (workplace, call) = try called()
        let first = try workplace.run("show", call)
        let sha256 = try workplace.record().checklist.sha256.prefix(12)
        try edit(workplace, "team.yaml", "decision:", "decison:")
        #expect(
            try since(workplace, call, like: first) == [
                "  decided under Team 2.0.0; today's does not read: baton checklist lint Team"
            ])
        try FileManager.default.removeItem(at: workplace.url(of: "checklists/team.yaml"))
        #expect(
            try since(workplace, call, like: first) == [
                "  decided under Team 2.0.0, which is no longer among the checklists: baton checklist show \(sha256)"
            ])
        let kept = try workplace.run("checklist", "show", String(sha256))
        #expect(kept.output.hasPrefix("Team 2.0.0"))
    }

    @Test func aRenamedOneIsGoneUnderItsName() throws {
        let (workplace, call) = try called()
        let first = try workplace.run("show", call)
        let text = try String(contentsOf: workplace.url(of: "checklists/team.yaml"), encoding: .utf8)
        try FileManager.default.removeItem(at: workplace.url(of: "checklists/team.yaml"))
        try workplace.write(
            text.replacing("checklist: Team", with: "checklist: Squad"), to: "workspace/checklists/squad.yaml"
        )
        #expect(
            try since(workplace, call, like: first).first?.contains("no longer among the checklists") == true)
    }

    /// A reason taken out of the list made the kept text unreadable, and the call fell back to bare keys.
    @Test func aReasonThatIsGoneChangesNothingInWhatWasSaid() throws {
        let (workplace, call) = try called()
        let first = try workplace.run("show", call)
        let reasons = ["no-need", "not-a-prospect", "bad-data", "no-fit"]
        for reason in reasons {
            try edit(workplace, "reasons.yaml", "code: \(reason)\n", "code: \(reason)-\n")
        }
        let more = try since(workplace, call, like: first)
        #expect(more.isEmpty)
        #expect(try workplace.run("show", call).output.contains(asked))
        // Not even a list of reasons that does not read is in the way.
        try workplace.write("reasons: [", to: "workspace/checklists/reasons.yaml")
        #expect(try workplace.run("show", call).output.contains(asked))
        #expect(try workplace.run("show", call, "--brief").ending == .exit(0))
    }

    /// It named a folder that cannot be read, and not what is missing.
    @Test func aDifferenceSinceACallThatIsGoneSaysSo() throws {
        let (workplace, call) = try called()
        let unknown = try workplace.run("checklist", "diff", "20200102T030405Z-7f3a9c2e", "team")
        #expect(unknown.ending == .exit(66))
        #expect(unknown.errors == "baton: no call 20200102T030405Z-7f3a9c2e\n  baton calls lists them.\n")
        try FileManager.default.removeItem(at: workplace.url(of: "checklists/used"))
        let missing = try workplace.run("checklist", "diff", call, "team")
        #expect(missing.ending == .exit(66))
        #expect(
            missing.errors.hasPrefix(
                "baton: the text that call \(call) was made under is not kept any more\n"))
    }

    @Test func withoutItsTextACallShowsByKeysAndSaysWhy() throws {
        let (workplace, call) = try called()
        let record = try workplace.record()
        let file = "checklists/used/\(record.checklist.sha256).yaml"
        try edit(workplace, "team.yaml", "version: 2.0.0", "version: 2.1.0")
        try edit(workplace, "used/\(record.checklist.sha256).yaml", "What range?", "How much?")
        let altered = try workplace.run("show", call)
        #expect(altered.output.contains("its kept text was changed, so questions show by their keys"))
        #expect(!altered.output.contains("What range?") && !altered.output.contains("How much?"))
        try FileManager.default.removeItem(at: workplace.url(of: file))
        let missing = try workplace.run("show", call)
        #expect(missing.ending == .exit(0))
        #expect(missing.lines[3] == "  decided under Team 2.0.0; today it is 2.1.0")
        #expect(
            missing.lines[4].hasPrefix(
                "  its text is not kept any more, so questions show by their keys: checklists/used/"))
        #expect(missing.output.contains("       budget.amount\n") && missing.output.contains("EUR 40,000"))
        // The hand-off used to lose every answer together with the text of the checklist.
        let brief = try workplace.run("show", call, "--brief").output
        #expect(brief.contains("- budget.amount: ") && brief.contains("EUR 40,000"))
        #expect(brief.contains("- What was not asked is not known: the checklist is not kept any more."))
        // As data a call is its record, whatever became of its checklist.
        let bytes = try Data(contentsOf: workplace.url(of: workplace.files(in: "transcripts")[0]))
        #expect(try Data(workplace.run("show", call, "--json").output.utf8) == bytes)
    }
}
