import ArgumentParser
import Crypto
import FoundationEssentials
import Workspace

/// Where a page goes.
struct PageFileOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A new file for the page, instead of standard output.", valueName: "file"))
    var output: String?

    /// A page is no sight on a terminal.
    func check() throws {
        if output == nil, StandardOutput().isTerminal { throw PageWording.onTerminal }
    }

    func write(_ page: ReportPage) throws {
        let html = page.html(styleDigest: PageFileOptions.styleDigest)
        guard let output else { return StandardOutput().write(html) }
        let place = try PageFileOptions.place(output)
        let folder = try Folder(place.folder)
        let bytes = Array(html.utf8)
        do {
            try folder.create(place.name, with: bytes)
        } catch  where error.isTaken {
            throw PageWording.taken(output)
        }
        StandardError.write(PageWording.written(output))
    }

    /// The folder and the name of a file.
    private static func place(_ path: String) throws -> (folder: String, name: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.last, !["", ".", ".."].contains(name) else { throw PageWording.noFile(path) }
        guard parts.count > 1 else { return (".", name) }
        let folder = parts.dropLast().joined(separator: "/")
        return (folder.isEmpty ? "/" : folder, name)
    }

    /// The Base64 of the SHA-256 of the style sheet: the page allows no other.
    static var styleDigest: String {
        Data(SHA256.hash(data: Data(PageStyle.sheet.description.utf8))).base64EncodedString()
    }
}
