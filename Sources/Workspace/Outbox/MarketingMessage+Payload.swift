import Crypto
package import Qualification

extension MarketingMessage {
    /// The id that receivers know it by, the same at every attempt; without full stops, which part what is signed.
    package var webhookID: String { "msg_" + id.split(separator: ".").joined(separator: "_") }

    /// The body that goes to a receiver: what was decided and why, and of the rest what the settings include.
    ///
    /// `lead` is the lead as the book has it, if it does. Every key is always there, null where it is unknown or left
    /// out.
    package func payload(about lead: Lead?, including details: Set<Webhook.Detail>) -> [UInt8] {
        let json: JSONValue = [
            "type": .string(type), "timestamp": JSONValue(at),
            "data": .object(data(about: lead, including: details)),
        ]
        return json.encoded(.compact, newline: false)
    }

    private func data(about lead: Lead?, including details: Set<Webhook.Detail>) -> [String: JSONValue] {
        let names = details.contains(.names)
        func named(_ text: String?) -> JSONValue { JSONValue(names ? text : nil) }
        let person: JSONValue = [
            "company": named(company), "crmId": JSONValue(lead.flatMap(CRMKey.id)),
            "email": JSONValue(details.contains(.email) ? email : nil),
            "hash": .string(SHA256.hexadecimal(of: Array(leadID.utf8))), "name": named(lead?.name),
            "phone": JSONValue(details.contains(.numbers) ? lead?.phone : nil),
        ]
        var data: [String: JSONValue] = ["call": .string(call), "lead": person, "rep": named(rep)]
        switch self {
        case .verdict(let feedback):
            data.merge(feedback.data(including: details)) { $1 }
        case .word(let acceptance, let index):
            let word = acceptance.upTo(index).word
            data["by"] = named(word.by)
            data["decision"] = .string(word.decision.rawValue)
            data["reason"] = JSONValue(word.reason)
            data["note"] = JSONValue(details.contains(.notes) ? word.note : nil)
        case .silence:
            data["by"] = .null
            data["decision"] = .string(HandOff.State.acceptedBySilence.rawValue)
            data["reason"] = .null
            data["note"] = .null
        }
        return data
    }
}

extension Feedback {
    fileprivate func data(including details: Set<Webhook.Detail>) -> [String: JSONValue] {
        let notes = details.contains(.notes)
        let numbers = details.contains(.numbers)
        func number(_ number: Int?) -> JSONValue { JSONValue(numbers ? number : nil) }
        // What to do is out of the list of reasons; for an SQL it is what the rep typed.
        let what = notes || reason != nil && action.what != Forgetting.erased ? action.what : nil
        return [
            "verdict": .string(verdict.rawValue),
            "reason": JSONValue(reason) { reason in
                [
                    "code": .string(reason.code), "sub": JSONValue(reason.sub),
                    "note": JSONValue(notes ? reason.note : nil), "revisitOn": JSONValue(reason.revisitOn),
                ]
            },
            "source": [
                "channel": JSONValue(source.channel), "campaign": JSONValue(source.campaign),
                "score": number(source.score), "threshold": number(source.threshold),
                "mqlAt": JSONValue(source.mqlAt), "firstTouchAt": JSONValue(source.firstTouchAt),
                "firstTouchInTime": JSONValue(source.firstTouchInTime), "attempts": number(source.attempts),
            ],
            "elements": .array(
                elements.map { element in
                    [
                        "id": .string(element.id), "state": .string(element.state.rawValue),
                        "grade": number(element.grade.rawValue),
                    ]
                }),
            "buyerWords": notes ? JSONValue(buyerWords) : nil,
            "action": [
                "who": .string(action.who), "what": JSONValue(what), "on": JSONValue(action.on),
            ],
            "supersedes": JSONValue(supersedes),
        ]
    }
}
