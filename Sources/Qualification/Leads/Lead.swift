/// A person that marketing handed over, as the hand-off described them.
package struct Lead: Hashable, Sendable {
    /// The lower-cased e-mail, else the CRM's own id, else a hash of phone, name and company.
    package var id: String
    package var name: String?
    package var email: String?
    package var phone: String?
    package var company: String?
    package var title: String?
    package var channel: String?
    package var campaign: String?
    package var score: Int?
    /// When marketing handed the lead over.
    package var mqlAt: Instant?
    /// Columns of the import that have no field of their own, under their own headers.
    package var extra: [String: String]

    package init(
        id: String, name: String? = nil, email: String? = nil, phone: String? = nil, company: String? = nil,
        title: String? = nil, channel: String? = nil, campaign: String? = nil, score: Int? = nil,
        mqlAt: Instant? = nil, extra: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.phone = phone
        self.company = company
        self.title = title
        self.channel = channel
        self.campaign = campaign
        self.score = score
        self.mqlAt = mqlAt
        self.extra = extra
    }

    /// The first of name, company, e-mail and id that is known: what the lead is called on screen.
    package var displayName: String { name ?? company ?? email ?? id }

    /// Whether the hand-off says that this person asked not to be called.
    package var asksNotToBeCalled: Bool {
        extra.contains { Lead.isDoNotCallHeader($0.key) && Lead.isAffirmative($0.value) }
    }

    /// Whether a column header stands for "do not call", as CRMs write it (`Do Not Call`, `DoNotCall__c`, …).
    package static func isDoNotCallHeader(_ header: String) -> Bool {
        // Asked of every column of every lead: no letter beyond ASCII is in any of them.
        var letters: [UInt8] = []
        letters.reserveCapacity(24)
        for byte in header.utf8 {
            guard byte < 0x80, letters.count < 24 else { return false }
            if (0x61...0x7A).contains(byte | 0x20) { letters.append(byte | 0x20) }
        }
        // Custom fields of Salesforce end in "__c".
        if header.utf8.suffix(3).elementsEqual("__c".utf8) || header.utf8.suffix(3).elementsEqual("__C".utf8)
        {
            letters.removeLast()
        }
        return doNotCallHeaders.contains { $0.elementsEqual(letters) }
    }

    private static let doNotCallHeaders = [
        "donotcall", "donotcontact", "donotphone", "dnc", "optedout", "optout", "calloptout", "phoneoptout",
        "hasoptedoutofcalls", "nichtanrufen", "nepasappeler",
    ].map { Array($0.utf8) }

    private static func isAffirmative(_ text: String) -> Bool {
        ["1", "true", "yes", "y", "x", "t", "on", "ja", "oui"].contains(
            text.lowercased().filter { !$0.isWhitespace })
    }
}

extension Lead {
    /// The digits of a phone number, without which two spellings of one number do not compare.
    package static func digits(ofPhone phone: String) -> String {
        String(String.UnicodeScalarView(phone.unicodeScalars.filter { ("0"..."9").contains($0) }))
    }
}
