package import Qualification

/// What a hand-off says of when the lead acted, by filling in a form, say: speed-to-lead runs from there.
///
/// It stands in a column that has no field of its own, under one of the headers that CRMs give it.
package struct LeadAct: Hashable, Sendable {
    /// How well the header fits, 0 best.
    var rank: Int
    /// As the column has it.
    package var text: String

    init(rank: Int, text: String) {
        self.rank = rank
        self.text = text
    }

    /// Nil where no column of the lead says it.
    package init?(_ lead: Lead) {
        var best: LeadAct?
        for (header, text) in lead.extra.sorted(by: { $0.key < $1.key }) {
            guard let rank = LeadAct.rank(ofHeader: header) else { continue }
            best = LeadAct.better(best, LeadAct(rank: rank, text: text))
        }
        guard let best else { return nil }
        self = best
    }

    static func better(_ first: LeadAct?, _ second: LeadAct) -> LeadAct? {
        guard second.text.contains(where: { !$0.isWhitespace }) else { return first }
        return first.map { second.rank < $0.rank ? second : $0 } ?? second
    }

    /// What CRMs call it, letters alone: the latest form before any form, and these before the day that the record was
    /// made, which for a lead that came in by itself is the same.
    private static let headers = [
        // Under a name of one's own.
        "actedat", "leadact", "leadactedat",
        // HubSpot.
        "recentconversiondate", "lastformsubmissiondate", "hslastformsubmissiondate",
        "timeoflastformsubmission", "firstconversiondate",
        // Marketo.
        "lastinterestingmomentdate", "mktolastinterestingmomentdate", "acquisitiondate",
        // Forms, and lists that people make.
        "formsubmittedat", "formsubmissiondate", "formfilldate", "submittedat", "submissiondate",
        "submittedon", "inquirydate", "enquirydate", "requestedat", "requestdate", "demorequestdate",
        "signupdate", "signedupat", "conversiondate", "convertedat",
        // Salesforce, and all others.
        "createddate", "createdate", "createdat", "createdon", "creationdate", "datecreated",
    ].map { Array($0.utf8) }

    private static let longest = headers.map(\.count).max() ?? 0

    static func rank(ofHeader header: String) -> Int? {
        var header = header
        return header.withUTF8 { rank(ofHeader: UnsafeRawBufferPointer($0)) }
    }

    /// Asked of every column of every lead.
    static func rank(ofHeader header: UnsafeRawBufferPointer) -> Int? {
        guard let last = header.last(where: { (0x61...0x7A).contains($0 | 0x20) }),
            "etnc".utf8.contains(last | 0x20)
        else { return nil }
        var letters: [UInt8] = []
        letters.reserveCapacity(longest + 1)
        for byte in header {
            guard byte < 0x80, letters.count <= longest else { return nil }
            if (0x61...0x7A).contains(byte | 0x20) { letters.append(byte | 0x20) }
        }
        // Custom fields of Salesforce end in "__c".
        if header.suffix(3).elementsEqual("__c".utf8) || header.suffix(3).elementsEqual("__C".utf8) {
            letters.removeLast()
        }
        return headers.firstIndex(of: letters)
    }
}

extension LeadAct {
    /// When the lead acted; nil where the text does not say it to the minute, or may be read in two ways.
    ///
    /// A time without a zone is the workspace's.
    package static func instant(_ text: String, in zone: Zone) -> Instant? {
        var text = text
        return text.withUTF8 { bytes in
            let cell = Cell.trimmed(UnsafeRawBufferPointer(bytes))
            let isNumber = cell.allSatisfy { (0x30...0x39).contains($0) }
            // A day alone is no moment to run from.
            guard isNumber || cell.contains(UInt8(ascii: ":")) else { return nil }
            var order: DateOrder?
            if DateReading.hasOrder(cell), DateReading.onlyOrder(cell) == nil {
                // Who writes mornings and afternoons writes the month first.
                guard cell.contains(where: { $0 | 0x20 == UInt8(ascii: "m") }) else { return nil }
                order = .monthFirst
            }
            func read(_ offset: UTCOffset) -> Instant? {
                DateReading(order: order, offset: offset).instant(cell)
            }
            guard let guess = read(UTCOffset(minutes: 0)) else { return nil }
            return read(zone.offset(at: read(zone.offset(at: guess)) ?? guess))
        }
    }
}
