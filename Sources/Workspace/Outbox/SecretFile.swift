package import Delivery
import Glibc

/// Why the secrets of a receiver cannot be had.
package struct SecretFileError: Error, Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        case file(FileError)
        /// Others may read or write it.
        case open(permissions: UInt32)
        case empty
        case mistake(WebhookSecret.Mistake, line: Int)
    }

    package var path: String
    package var problem: Problem

    package init(path: String, problem: Problem) {
        self.path = path
        self.problem = problem
    }
}

/// The file that holds the secrets of one receiver: one a line, the newest first; `#` begins a comment.
package enum SecretFile {
    private static let limit = 16 << 10

    /// The path that the settings mean: from the home folder for `~/`, else from the folder of the settings.
    package static func path(_ text: String, in workspace: Workspace, home: String?) -> String {
        if text.hasPrefix("/") { return text }
        if text.hasPrefix("~/"), let home { return "\(home)/\(text.dropFirst(2))" }
        return "\(workspace.path)/\(text)"
    }

    /// Reads the secrets; a file that anybody else has access to, or could have put there, is refused.
    package static func read(_ path: String) throws(SecretFileError) -> [WebhookSecret] {
        let bytes: [UInt8]
        do {
            bytes = try contents(path)
        } catch let error as SecretFileError {
            throw error
        } catch let error as FileError {
            throw SecretFileError(path: path, problem: .file(error))
        } catch {
            throw SecretFileError(path: path, problem: .file(FileError(.read, path, .notAFile)))
        }
        var secrets: [WebhookSecret] = []
        // Some editors begin a file with a byte order mark.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let lines = String(decoding: text, as: UTF8.self).split(omittingEmptySubsequences: false) {
            $0.isNewline
        }
        for (index, line) in lines.enumerated() {
            for word in line.prefix(while: { $0 != "#" }).split(whereSeparator: \.isWhitespace) {
                do throws(WebhookSecret.Mistake) {
                    secrets.append(try WebhookSecret(String(word)))
                } catch {
                    throw SecretFileError(path: path, problem: .mistake(error, line: index + 1))
                }
            }
        }
        if secrets.isEmpty { throw SecretFileError(path: path, problem: .empty) }
        return secrets
    }

    private static func contents(_ path: String) throws -> [UInt8] {
        let file = try Descriptor(
            opening: path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK, path: path)
        let status = try file.status()
        guard status.kind == .file else { throw FileError(.read, path, .notAFile) }
        guard status.owner == geteuid() else { throw FileError(.read, path, .foreign(owner: status.owner)) }
        guard status.permissions & 0o077 == 0 else {
            throw SecretFileError(path: path, problem: .open(permissions: status.permissions))
        }
        guard status.bytes <= Int64(limit) else {
            throw FileError(.read, path, .tooLarge(bytes: status.bytes, limit: Int64(limit)))
        }
        return try file.read(count: Int(status.bytes), at: 0)
    }
}
