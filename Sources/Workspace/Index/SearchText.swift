import Foundation

/// Text as it is compared in a search: without case, and without the marks on Latin letters.
enum SearchText {
    /// Lower-case letters without accents (`Ørsted` is `orsted`, `Groß` is `gross`), other scripts in lower case.
    ///
    /// Folding is by character tables, not by language: good enough to find a name, not to sort by it.
    static func folded(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(folded: text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends all that is there of some texts, each on a line of its own.
    static func append(lines: [String?], to bytes: inout [UInt8]) {
        var isFirst = true
        for case let text? in lines {
            if !isFirst { bytes.append(UInt8(ascii: "\n")) }
            isFirst = false
            append(folded: text, to: &bytes)
        }
    }

    /// Appends a name and a company as one text to search, on two lines.
    static func append(_ name: String?, _ company: String?, to bytes: inout [UInt8]) {
        if let name { append(folded: name, to: &bytes) }
        bytes.append(UInt8(ascii: "\n"))
        if let company { append(folded: company, to: &bytes) }
    }

    private static func append(folded text: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        for byte in text.utf8 {
            guard byte < 0x80 else {
                bytes.removeSubrange(start...)
                append(foldedScalarsOf: text, to: &bytes)
                return
            }
            bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
    }

    private static func append(foldedScalarsOf text: String, to bytes: inout [UInt8]) {
        for scalar in text.asID.unicodeScalars { append(folded: scalar, to: &bytes) }
    }

    /// Appends one letter as it is compared; a mark of its own is none.
    static func append(folded scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        if let letters = latin[scalar.value] {
            bytes.append(contentsOf: letters.utf8)
            return
        }
        if isMarkedLetter(scalar), let base = base(of: scalar) {
            append(folded: base, to: &bytes)
            return
        }
        // Lower case may itself bring a mark, as that of a dotted capital I does.
        for lower in scalar.properties.lowercaseMapping.unicodeScalars
        where lower.properties.generalCategory != .nonspacingMark {
            bytes.append(contentsOf: UTF8.encode(lower) ?? UTF8.encodedReplacementCharacter)
        }
    }

    /// Whether a letter may carry marks that its base does without: Latin beyond the table (Vietnamese), and Greek.
    private static func isMarkedLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x180...0x24F, 0x386...0x3CE, 0x1E00...0x1FFF: true
        default: false
        }
    }

    private static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let parts = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
        guard let first = parts.first, first != scalar else { return nil }
        return first
    }

    /// A name as it may have been written: marks in one with their letters, or apart.
    static func spellings(_ name: String) -> [String] {
        [name.precomposedStringWithCanonicalMapping, name.decomposedStringWithCanonicalMapping]
    }

    /// With ASCII letters in lower case, as SQL's `lower` has it.
    static func lowered(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// The Latin letters from U+00C0 to U+017F, each with what it is compared as.
    private static let latin: [UInt32: String] = {
        let letters: [(String, String)] = [
            ("a", "ÀÁÂÃÄÅàáâãäåĀāĂăĄą"), ("ae", "Ææ"), ("c", "ÇçĆćĈĉĊċČč"), ("d", "ÐðĎďĐđ"),
            ("e", "ÈÉÊËèéêëĒēĔĕĖėĘęĚě"), ("g", "ĜĝĞğĠġĢģ"), ("h", "ĤĥĦħ"), ("i", "ÌÍÎÏìíîïĨĩĪīĬĭĮįİı"),
            ("ij", "Ĳĳ"), ("j", "Ĵĵ"), ("k", "Ķķĸ"), ("l", "ĹĺĻļĽľĿŀŁł"), ("n", "ÑñŃńŅņŇňŉŊŋ"),
            ("o", "ÒÓÔÕÖØòóôõöøŌōŎŏŐő"), ("oe", "Œœ"), ("r", "ŔŕŖŗŘř"), ("s", "ŚśŜŝŞşŠšſ"), ("ss", "ß"),
            ("t", "ŢţŤťŦŧ"), ("th", "Þþ"), ("u", "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲų"), ("w", "Ŵŵ"), ("y", "ÝýÿŶŷŸ"),
            ("z", "ŹźŻżŽž"),
        ]
        var table: [UInt32: String] = [:]
        for (folded, originals) in letters {
            for scalar in originals.unicodeScalars { table[scalar.value] = folded }
        }
        return table
    }()
}

/// Phone numbers as they are compared.
enum PhoneKey {
    /// The digits from the last to the first, so that a number's end is found as a beginning; nil without digits.
    static func reversed(_ phone: String?) -> String? {
        guard let phone, hasDigits(phone) else { return nil }
        var digits: [UInt8] = []
        append(reversed: phone, to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    static func hasDigits(_ phone: String) -> Bool { phone.utf8.contains { (0x30...0x39).contains($0) } }

    static func append(reversed phone: String, to bytes: inout [UInt8]) {
        for byte in phone.utf8.reversed() where (0x30...0x39).contains(byte) { bytes.append(byte) }
    }

    /// What two spellings of one number have in common, with country code and without: the last eight digits.
    ///
    /// A number of fewer than five digits is an extension, and nobody's own.
    static func optOut(_ phone: String?) -> String? {
        guard let digits = reversed(phone), digits.utf8.count >= 5 else { return nil }
        return String(digits.prefix(8))
    }

    /// The same in SQL, of a column with reversed digits.
    static func optOutSQL(_ column: String) -> String {
        "CASE WHEN length(\(column)) >= 5 THEN substr(\(column), 1, 8) END"
    }
}
