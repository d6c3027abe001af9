package import Qualification

/// Reads the closed list of reasons.
package enum ReasonListReader {
    /// Returns the reasons, or throws every mistake in the file at once (a syntax error alone).
    package static func read(_ bytes: [UInt8], path: String) throws(ChecklistError) -> ReasonList {
        let findings = Findings(path: path)
        let start = YAMLNode.Position(line: 1, column: 1)
        guard let root = try YAMLParser.parse(bytes, findings: findings) else {
            throw findings.failure(start, .nothingThere, "the file holds no reasons")
        }
        guard
            let fields = Fields(
                root, "the list of reasons", keys: ["reasons", "acceptance"], findings: findings)
        else {
            try findings.throwIfAny()
            throw findings.failure(start, .nothingThere, "the file holds no reasons")
        }
        let nodes = fields.neededItems("reasons")
        var reasons: [Reason] = []
        var (codes, keys):
            ([(id: String, position: YAMLNode.Position)], [(id: String, position: YAMLNode.Position)])
        (codes, keys) = ([], [])
        for node in nodes {
            guard let (fields, reason) = reason(node, findings: findings) else { continue }
            reasons.append(reason)
            if !reason.code.isEmpty { codes.append((reason.code, fields.position(of: "code"))) }
            if !reason.key.isEmpty { keys.append((reason.key, fields.position(of: "key"))) }
        }
        fields.reportRepeats(codes, "code")
        fields.reportRepeats(keys, "key")
        let acceptance = fields.has("acceptance") ? acceptance(fields) : AcceptanceReason.usual
        try findings.throwIfAny()
        return ReasonList(reasons: reasons, acceptance: acceptance)
    }

    private static func acceptance(_ fields: Fields) -> [AcceptanceReason] {
        var reasons: [AcceptanceReason] = []
        var codes: [(id: String, position: YAMLNode.Position)] = []
        for node in fields.items("acceptance") {
            let keys = ["code", "name", "must-give", "rep"]
            let what = "a reason of account executives"
            guard let item = Fields(node, what, keys: keys, findings: fields.findings) else { continue }
            let code = item.neededID("code") ?? ""
            if !code.isEmpty { codes.append((code, item.position(of: "code"))) }
            let needed = item.word(
                "must-give", of: Reason.Requirement.self, "requirement", among: [.sentence])
            reasons.append(
                AcceptanceReason(
                    code: code, name: item.neededText("name") ?? code, needsNote: needed != nil,
                    advice: item.text("rep")))
        }
        fields.reportRepeats(codes, "code")
        return reasons
    }

    private static func reason(_ node: YAMLNode, findings: Findings) -> (Fields, Reason)? {
        let keys = [
            "code", "key", "name", "verdict", "verdicts", "element", "must-give", "ask", "sub-reasons",
            "marketing",
        ]
        guard let fields = Fields(node, "a reason", keys: keys, findings: findings) else { return nil }
        let code = fields.neededID("code") ?? ""
        let marketing = fields.needed("marketing").flatMap {
            Fields($0, "'marketing'", keys: ["who", "what"], findings: findings)
        }
        let reason = Reason(
            code: code, key: key(fields) ?? "", name: fields.neededText("name") ?? code,
            verdicts: verdicts(fields),
            element: fields.id("element"),
            requirement: fields.word("must-give", of: Reason.Requirement.self, "requirement"),
            ask: fields.text("ask"), subReasons: subReasons(fields), who: marketing?.neededText("who") ?? "",
            action: marketing?.neededText("what") ?? "")
        if fields.has("must-give"), !fields.has("ask") {
            findings.report(
                fields.position(of: "must-give"), .missingKey,
                "a reason with 'must-give' needs 'ask', the line that asks for it")
        }
        if fields.has("ask"), !fields.has("must-give") {
            findings.report(
                fields.position(of: "ask"), .misplacedKey, "'ask' is for a reason with 'must-give'")
        }
        if reason.requirement == .subReason, !fields.has("sub-reasons") {
            findings.report(
                fields.position(of: "must-give"), .missingKey, "a sub-reason must be given, but there is none"
            )
        }
        return (fields, reason)
    }

    private static func key(_ fields: Fields) -> String? {
        guard let node = fields.needed("key") else { return nil }
        if case .text(let text) = node.content, text.utf8.count == 1,
            text.utf8.allSatisfy({ (48...57).contains($0) })
        {
            return text
        }
        fields.findings.report(node.position, .wrongValue, "'key' must be one digit")
        return nil
    }

    private static func verdicts(_ fields: Fields) -> [Verdict] {
        let allowed: [Verdict] = [.recycled, .disqualified, .returned]
        switch (fields.has("verdict"), fields.has("verdicts")) {
        case (false, false):
            fields.findings.report(fields.position, .missingKey, "a reason needs 'verdict'")
            return []
        case (true, true):
            fields.findings.report(
                fields.position(of: "verdicts"), .misplacedKey, "'verdict' and 'verdicts' exclude each other")
            return []
        case (true, false):
            return fields.node("verdict").flatMap {
                fields.word(of: $0, "verdict of a reason", among: allowed)
            }
            .map { [$0] } ?? []
        case (false, true):
            let items = fields.items("verdicts")
            let verdicts = items.compactMap { fields.word(of: $0, "verdict of a reason", among: allowed) }
            if items.count > 2 || verdicts.count == 2 && verdicts[0] == verdicts[1] {
                fields.findings.report(
                    fields.position(of: "verdicts"), .wrongValue,
                    "'verdicts' names one verdict, or two that differ")
            }
            return verdicts
        }
    }

    private static func subReasons(_ fields: Fields) -> [Reason.SubReason] {
        var subReasons: [Reason.SubReason] = []
        var codes: [(id: String, position: YAMLNode.Position)] = []
        for node in fields.items("sub-reasons") {
            let keys = ["code", "name", "ask", "marketing"]
            guard let item = Fields(node, "a sub-reason", keys: keys, findings: fields.findings) else {
                continue
            }
            let code = item.neededID("code") ?? ""
            if !code.isEmpty { codes.append((code, item.position(of: "code"))) }
            let marketing = item.node("marketing").flatMap {
                Fields($0, "'marketing'", keys: ["who", "what"], findings: fields.findings)
            }
            subReasons.append(
                Reason.SubReason(
                    code: code, name: item.neededText("name") ?? code, ask: item.text("ask"),
                    who: marketing?.text("who"), action: marketing?.text("what")))
        }
        fields.reportRepeats(codes, "sub-reason code")
        return subReasons
    }
}
