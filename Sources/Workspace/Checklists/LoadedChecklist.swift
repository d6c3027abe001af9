internal import Crypto
package import Qualification

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
    /// `label` names the bytes in diagnostics where there is no path.
    package init(
        bytes: [UInt8], path: String?, label: String? = nil, reasons: ReasonList
    ) throws(ChecklistError) {
        checklist = try ChecklistReader.read(bytes, path: path ?? label ?? "checklist", reasons: reasons)
        self.bytes = bytes
        sha256 = LoadedChecklist.sha256(of: bytes)
        self.path = path
    }

    private static func sha256(of bytes: [UInt8]) -> String {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
