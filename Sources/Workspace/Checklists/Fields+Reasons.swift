internal import Qualification

extension Fields {
    /// A reason that is on the list, with or without a sub-reason; without a list, any.
    func reason(_ key: String, in reasons: ReasonList?) -> ReasonReference? {
        guard let node = node(key) else { return nil }
        return reason(node, key, in: reasons)
    }

    private func reason(_ node: YAMLNode, _ key: String, in reasons: ReasonList?) -> ReasonReference? {
        guard case .text(let text) = node.content, let reference = ReasonReference(text) else {
            findings.report(
                node.position, .malformedReference, "'\(key)' must name a reason",
                hint: "for example no-fit, or no-fit/size")
            return nil
        }
        guard let reasons else { return reference }
        guard let reason = reasons.reason(reference.code) else {
            findings.report(
                node.position, .unknownReason, "there is no reason '\(reference.code)'",
                hint: reference.code.nearest(in: reasons.reasons.map(\.code)).map { "did you mean '\($0)'?" })
            return nil
        }
        if let sub = reference.sub, !reason.subReasons.contains(where: { $0.code == sub }) {
            let codes = reason.subReasons.map(\.code)
            findings.report(
                node.position, .unknownReason, "the reason '\(reason.code)' has no sub-reason '\(sub)'",
                hint: codes.isEmpty ? nil : "it has: \(codes.joined(separator: ", "))")
            return nil
        }
        return reference
    }

    /// Which of a reason's verdicts a stop gives.
    func verdict(of reason: ReasonReference?, in reasons: ReasonList?) -> Verdict? {
        guard let node = node("verdict"), let reason,
            let verdict = word(of: node, "verdict", among: Verdict.allCases)
        else { return nil }
        guard let reasons else { return verdict }
        guard let reason = reasons.reason(reason.code) else { return nil }
        guard reason.verdicts.contains(verdict) else {
            let own = reason.verdicts.map(\.rawValue).joined(separator: " or ")
            findings.report(
                node.position, .wrongVerdict,
                "the reason '\(reason.code)' makes it \(own), never \(verdict.rawValue)",
                hint: "take the line out, or name another reason")
            return nil
        }
        return verdict
    }
}
