import Qualification
import Workspace

/// What a look over the workspace found, and what to do about each thing.
struct CheckupWording {
    var now: Moment

    /// What any command says, once, where others can read what prospects said.
    static func openToOthers(_ path: String) -> [ScreenLine] {
        [
            "baton: other users of this machine can look into \(path), where prospects' data is",
            "  baton doctor --fix closes it. This is said once.",
        ]
    }

    func lines(_ finding: CheckupFinding) -> [ScreenLine] {
        let (what, advice) = text(finding)
        return what + advice.map { ScreenLine("  \($0)", .quiet) }
    }

    private func text(_ finding: CheckupFinding) -> (what: [ScreenLine], advice: [String]) {
        let path = finding.path
        switch finding.kind {
        case .openToOthers(.workspace, let writing, _):
            return (
                ["Others can \(writing ? "write to" : "look into") the workspace folder \(path)"],
                ["chmod go= \(path)"]
            )
        case .openToOthers(let place, let writing, let count):
            let many = ValueWording.count(count, place.rawValue, "\(place.rawValue)s")
            return (
                ["Others can \(writing ? "write" : "read") \(many), such as \(path)"],
                ["baton doctor --fix closes what is Baton's."]
            )
        case .foreign(let owner, let count):
            return (
                [
                    "\(ValueWording.count(count, "file belongs", "files belong")) to user \(owner), such as \(path)"
                ],
                ["chown it, or take it out of the workspace."]
            )
        case .link(let count):
            return (
                ["\(ValueWording.count(count, "symbolic link", "symbolic links")), such as \(path)"],
                ["Links are not followed: put the file itself there, or remove the link."]
            )
        case .stray(let count):
            return (
                [
                    "\(ValueWording.count(count, "file that does", "files that do")) not belong there, such as \(path)"
                ],
                ["Move it out of the workspace; nothing reads it."]
            )
        case .leftover(let count):
            return (
                [
                    "\(ValueWording.count(count, "leftover", "leftovers")) of a write that was cut short, such as \(path)"
                ],
                ["baton doctor --fix clears it; nothing in it was acknowledged."]
            )
        case .unreadable(let error):
            return ([ScreenLine(ErrorWording.text(error))], ["It is passed over until it can be read."])
        case .brokenRecord(let error), .brokenFeedback(let error), .brokenAcceptance(let error):
            return (
                [ScreenLine(ErrorWording.text(error))],
                ["It is passed over: restore it from a copy, or move it out of the workspace."]
            )
        case .brokenLead(let mistake, let line, let column):
            let place = "\(path):\(line)\(column.map { ":\($0)" } ?? "")"
            return (
                ["\(place): \(self.mistake(mistake))"], ["The line is passed over; import the lead anew."]
            )
        case .misplaced(let belongsAt): return (["\(path) belongs at \(belongsAt)"], ["Move it there."])
        case .mistakes(let error):
            let lines = error.diagnostics.flatMap(DiagnosticWording().block)
            return (
                lines.isEmpty ? [ScreenLine(error.description)] : lines,
                ["No call can be made under it before that is mended."]
            )
        case .meaninglessRules(let errors):
            let count = ValueWording.count(errors, "rule", "rules")
            return (
                ["\(path) has \(count) that can mean nothing"],
                ["Calls can be made under it. baton checklist lint shows where, and why."]
            )
        case .checklistMissing(let sha256, let records):
            let many = ValueWording.count(records, "call was", "calls were")
            return (
                [
                    "\(many) made under a checklist whose text is nowhere (\(sha256.prefix(12))…), such as \(path)"
                ],
                [
                    "Their questions are shown by key. Restore checklists/used/\(sha256).yaml if there is a copy."
                ]
            )
        case .checklistChanged:
            return (["\(path) is not the text that its name says"], ["Restore it from a copy, or remove it."])
        case .openCall(let call, let state): return openCall(call, state)
        case .unfinished(let call):
            return (
                ["Call \(call) has no verdict, and nobody has it open"],
                ["baton show \(call) shows what was said."]
            )
        case .feedbackMissing(let calls):
            let example = calls.first ?? ""
            return (
                [
                    "Marketing was not told of \(ValueWording.count(calls.count, "verdict", "verdicts")), such as that of call \(example)"
                ],
                ["baton doctor --fix writes the feedback."]
            )
        case .feedbackWithoutRecord(let call):
            return (
                ["There is feedback about call \(call), and no record of it"],
                ["Restore the record, or remove \(path)"]
            )
        case .acceptanceOfNothing(let call):
            return (
                ["An account executive answered call \(call), and it is no SQL that there is a record of"],
                ["Restore the record, or remove \(path)"]
            )
        case .unfinishedForgetting:
            return (
                ["A person was being forgotten, and it was cut short: \(path)"],
                ["baton forget with the same lead goes on with it."]
            )
        case .secret(let webhook, let error):
            return (
                ["\(webhook) cannot be sent to: \(FeedbackSendWording.text(error))"],
                [FeedbackSendWording.advice(error)]
            )
        case .receiverDisabled(let webhook):
            return (
                ["\(webhook) said that it is gone for good (410), and gets no feedback"],
                ["Put its new url into baton.yaml, or: baton feedback send --enable \(webhook)"]
            )
        case .undelivered(let webhook, let count, let givenUp):
            let many = ValueWording.count(count, "message has", "messages have")
            let lost = givenUp > 0 ? ", of which \(givenUp) given up" : ""
            return (
                ["\(many) not arrived at \(webhook) after a day\(lost)"],
                ["baton feedback list --undelivered shows them; baton feedback send --now tries all again."]
            )
        }
    }

    private func openCall(
        _ call: OpenCallInfo, _ state: CheckupFinding.OpenCallState
    ) -> (what: [ScreenLine], advice: [String]) {
        let who = "\(call.rep)'s call \(call.callID) with \(call.leadID)"
        switch state {
        case .withoutRecord:
            return (["\(who) ended before anything was entered"], ["Nothing to do: the next call clears it."])
        case .pausedToday:
            return (
                ["\(who) is paused since \(now.offset.clock(of: call.startedAt))"],
                ["baton call \(call.leadID) goes on with it."]
            )
        case .leftFromEarlierDay:
            return (
                ["\(who) was left open on \(now.offset.day(of: call.startedAt))"],
                ["baton call \(call.leadID) closes it as incomplete and goes on from it."]
            )
        case .crashedWithVerdict:
            return (
                ["\(who) has its verdict, and not yet all that follows from it"],
                ["Any baton command completes it."]
            )
        case .unreadable:
            return (
                ["\(who) was left open, and its record cannot be read"], ["Restore the record from a copy."]
            )
        }
    }

    private func mistake(_ mistake: CheckupFinding.LeadMistake) -> String {
        switch mistake {
        case .json(let error): ErrorWording.json(error.reason)
        case .shape(let shape):
            "\(shape.path): expected \(shape.expected), found \(shape.found?.rawValue ?? "nothing")"
        case .noID: "a lead without an id"
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .more: "and more mistakes from here on"
        }
    }

    /// A finding as data: what sort of thing, where, and the same words.
    static func json(_ finding: CheckupFinding) -> JSONValue {
        let moment = Moment(instant: Instant(milliseconds: 0), offset: UTCOffset(minutes: 0))
        let (what, advice) = CheckupWording(now: moment).text(finding)
        return [
            "kind": .string(kind(finding.kind)), "path": .string(finding.path),
            "text": .string(what.map(\.plain).joined(separator: "\n")),
            "advice": .string(advice.joined(separator: "\n")),
        ]
    }

    private static func kind(_ kind: CheckupFinding.Kind) -> String {
        switch kind {
        case .openToOthers: "open-to-others"
        case .foreign: "foreign"
        case .link: "link"
        case .stray: "stray"
        case .leftover: "leftover"
        case .unreadable: "unreadable"
        case .brokenRecord: "broken-record"
        case .brokenFeedback: "broken-feedback"
        case .brokenLead: "broken-lead"
        case .misplaced: "misplaced"
        case .mistakes: "mistakes"
        case .meaninglessRules: "meaningless-rules"
        case .checklistMissing: "checklist-missing"
        case .checklistChanged: "checklist-changed"
        case .openCall: "open-call"
        case .unfinished: "unfinished"
        case .feedbackMissing: "feedback-missing"
        case .feedbackWithoutRecord: "feedback-without-record"
        case .brokenAcceptance: "broken-acceptance"
        case .acceptanceOfNothing: "acceptance-of-nothing"
        case .unfinishedForgetting: "unfinished-forgetting"
        case .secret: "secret"
        case .receiverDisabled: "receiver-disabled"
        case .undelivered: "undelivered"
        }
    }
}
