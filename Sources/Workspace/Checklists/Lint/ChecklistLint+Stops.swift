internal import Qualification

extension ChecklistLint {
    /// Reports knock-outs that never fire, and those that others forestall.
    func lintStops(on draft: QuestionDraft) {
        let key = draft.question.key
        let isAsked = analysis.isEverAsked(key)
        let fates = isAsked ? analysis.fates(ofStopsOn: key) : []
        for (index, stop) in draft.stops.enumerated() {
            if let reason = reasons.reason(stop.stop.reason.code) {
                lintAttempts(of: reason, at: stop.reasonPosition)
            }
            let said = stop.stop.when.wording
            guard isAsked else {
                findings.report(
                    stop.position, .stopNeverFires, "'\(key)' is never asked, so this knock-out never fires")
                continue
            }
            switch index < fates.count ? fates[index] : .fires {
            case .fires: break
            case .metByNothing:
                // What the test does not fit is told already.
                guard stop.stop.when != .answered(false) else { continue }
                findings.report(
                    stop.position, .stopNeverFires,
                    "no answer to '\(key)' is \(said), so this knock-out never fires")
            case .metByDenialsOnly:
                findings.report(
                    stop.position, .stopOnAgainst,
                    "an answer that is \(said) says no to '\(key)', and a no is no knock-out",
                    hint: draft.question.kind == .choice
                        ? "take out 'against', or the stop"
                        : "'otherwise' of the element is what a no leads to")
            case .shadowed(let other):
                let line = draft.stops[other].position.line
                findings.report(
                    stop.position, .shadowedStop,
                    "this knock-out never comes to its turn: the one in line \(line) takes all of its answers"
                )
            }
        }
    }

    /// Reports knock-outs on the lead that meet nobody, or everybody.
    func lintLeadStops() {
        let stops = draft.leadStops
        guard !stops.isEmpty else { return }
        lintAddresses(stops.flatMap(\.listed))
        let analysis = LeadStopAnalysis(stops.map(\.stop))
        var before: [LeadStopDraft] = []
        for stop in stops {
            if let reason = reasons.reason(stop.stop.reason.code) {
                lintAttempts(of: reason, at: stop.fields.valuePosition(of: "reason"))
            }
            let when = stop.stop.when
            let position = stop.fields.position(of: "when")
            if !analysis.canHold(when) {
                findings.report(position, .neverHolds, "no lead meets this condition")
                continue
            }
            if !analysis.canHold(when, without: before.map(\.stop.when)) {
                findings.report(
                    position, .shadowedStop,
                    "this knock-out never comes to its turn: those before it take all of its leads")
                continue
            }
            before.append(stop)
            if !analysis.spares(someoneFrom: before.map(\.stop.when)) {
                findings.report(
                    position, .stopsEveryLead,
                    before.count == 1
                        ? "every lead meets this condition, so nobody would be called"
                        : "with this one every lead meets a knock-out, so nobody would be called")
                return
            }
        }
    }
    /// Reports what no lead's domain or address can be, however it is meant: `@rival.example`, say.
    private func lintAddresses(_ listed: [LeadStopDraft.Listed]) {
        for value in listed {
            switch value.fact {
            case .domain:
                let domain = ChecklistLint.domain(value.text)
                guard domain != value.text.lowercased() else { continue }
                findings.report(
                    value.position, .neverHolds, "no lead's domain is written '\(value.text)'",
                    hint: domain.isEmpty
                        ? "for example rival.example; it stands for its subdomains too"
                        : "did you mean '\(domain)'? It stands for its subdomains too")
            case .email where !value.text.contains("@"):
                findings.report(
                    value.position, .neverHolds, "'\(value.text)' is no e-mail address",
                    hint: "for all addresses of a domain, lead: domain")
            default: break
            }
        }
    }

    /// The domain in what people write for one: an address, a link, a pattern.
    private static func domain(_ text: String) -> String {
        var rest = text.lowercased()[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        rest = rest.prefix { !"/?#".contains($0) }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        rest = rest.prefix { $0 != ":" }.drop { "*.".contains($0) }
        if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
        while rest.last == "." { rest = rest.dropLast() }
        return String(rest)
    }
}
