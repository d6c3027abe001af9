/// Why a file cannot be imported at all; single rows that cannot be are `RejectedRow`.
package enum ImportError: Error, Hashable, Sendable {
    /// The operating system's error number.
    case unreadable(path: String, errno: Int32)
    /// A folder, a device, or something else that cannot be read twice.
    case notAFile(path: String)
    /// There is not one character in it but blanks.
    case empty
    /// The name may say CSV, the content does not.
    case foreign(ForeignFormat)
    /// The first record cannot be read.
    case badHeader(CSVMistake)
    /// No column says who to call: neither e-mail, id, phone, name nor company was recognised.
    case noUsableColumns(headers: [String])
    /// What was given to `--map` is not `FIELD=COLUMN`.
    case malformedOverride(String)
    case unknownField(String, known: [String])
    case unknownColumn(String, field: LeadField, known: [String])
    case fieldMappedTwice(LeadField)
}

/// Formats that come under a CSV file's name.
package enum ForeignFormat: String, Hashable, Sendable, CaseIterable {
    /// Excel's current format, and any other ZIP archive.
    case zip
    /// Excel's format up to 2003.
    case oldOffice
    case html, xml, json, pdf, gzip
    /// Something that is no text.
    case binary

    /// What a file's first bytes say, without a look at its text.
    static func magic(of head: some Collection<UInt8>) -> ForeignFormat? {
        let magics: [([UInt8], ForeignFormat)] = [
            ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x50, 0x4B, 0x05, 0x06], .zip),
            ([0xD0, 0xCF, 0x11, 0xE0], .oldOffice), ([0x1F, 0x8B], .gzip), (Array("%PDF".utf8), .pdf),
            ([0xFF, 0xFE, 0x00, 0x00], .binary), ([0x00, 0x00, 0xFE, 0xFF], .binary),
        ]
        return magics.first { head.starts(with: $0.0) }?.1
    }

    /// What a file's first characters say, in UTF-8.
    static func markup(in head: some Collection<UInt8>) -> ForeignFormat? {
        let text = head.drop { $0 <= 0x20 }.prefix(64)
        let lower = String(decoding: text, as: UTF8.self).lowercased()
        if lower.hasPrefix("<?xml") { return .xml }
        let tags = ["html", "!doctype", "table", "head", "body", "meta", "!--"]
        if tags.contains(where: { lower.hasPrefix("<" + $0) }) { return .html }
        guard let first = text.first, let second = text.dropFirst().first(where: { $0 > 0x20 }) else {
            return nil
        }
        let openings: [UInt8: String] = [UInt8(ascii: "{"): "\"}", UInt8(ascii: "["): "{[\"]"]
        return openings[first]?.utf8.contains(second) == true ? .json : nil
    }
}
