/// Text as it is compared in a search: without case, and without the marks on Latin letters.
enum SearchText {
    /// Lower-case letters without accents (`Ørsted` is `orsted`, `Groß` is `gross`), other scripts in lower case.
    ///
    /// Folding is by character tables, not by language: good enough to find a name, not to sort by it.
    static func folded(_ text: String) -> String {
        var text = text
        var out: [UInt8] = []
        let isPlain = text.withUTF8 { bytes in
            out.reserveCapacity(bytes.count)
            for byte in bytes {
                guard byte < 0x80 else { return false }
                out.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            }
            return true
        }
        if isPlain { return String(decoding: out, as: UTF8.self) }
        var folded = ""
        for scalar in text.unicodeScalars {
            if let letters = latin[scalar.value] {
                folded += letters
            } else if scalar.properties.generalCategory != .nonspacingMark {
                folded += scalar.properties.lowercaseMapping
            }
        }
        return String(folded.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark })
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
        guard let phone else { return nil }
        let digits = phone.utf8.reversed().filter { (0x30...0x39).contains($0) }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }

    /// What two spellings of one number have in common, with country code and without: the last nine digits.
    ///
    /// A number of fewer than five digits is an extension, and nobody's own.
    static func optOut(_ phone: String?) -> String? {
        guard let digits = reversed(phone), digits.utf8.count >= 5 else { return nil }
        return String(digits.prefix(9))
    }

    /// The same in SQL, of a column with reversed digits.
    static func optOutSQL(_ column: String) -> String {
        "CASE WHEN length(\(column)) >= 5 THEN substr(\(column), 1, 9) END"
    }
}
