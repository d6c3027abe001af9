internal import Crypto
package import Qualification

/// The text of a checklist, whether it reads or not.
package struct ChecklistText: Hashable, Sendable {
    package var bytes: [UInt8]
    /// The file; nil for a built-in one.
    package var path: String?
    /// How diagnostics name it.
    package var label: String

    package init(bytes: [UInt8], path: String?, label: String) {
        self.bytes = bytes
        self.path = path
        self.label = label
    }
}

/// A checklist together with the very text that it was read from.
package struct LoadedChecklist: Hashable, Sendable {
    package var checklist: Checklist
    /// The file as it is, so that a record can keep what it was made under.
    package var bytes: [UInt8]
    /// SHA-256 of the bytes in lower-case hexadecimal.
    package var sha256: String
    /// The file; nil for a built-in one.
    package var path: String?

    /// Reads a checklist out of bytes from anywhere, for example `checklists/used/`.
    ///
    /// `label` names the bytes in diagnostics where there is no path. Without `reasons` the checklist may name
    /// whichever it likes: a kept text has to read although a reason is gone by now.
    package init(
        bytes: [UInt8], path: String?, label: String? = nil, reasons: ReasonList?
    ) throws(ChecklistError) {
        checklist = try ChecklistReader.read(bytes, path: path ?? label ?? "checklist", reasons: reasons)
        self.bytes = bytes
        sha256 = LoadedChecklist.sha256(of: bytes)
        self.path = path
    }

    package init(_ text: ChecklistText, reasons: ReasonList?) throws(ChecklistError) {
        try self.init(bytes: text.bytes, path: text.path, label: text.label, reasons: reasons)
    }

    private static func sha256(of bytes: [UInt8]) -> String {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
