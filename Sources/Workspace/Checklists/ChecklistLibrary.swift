import Crypto
package import Qualification

/// The checklists of a workspace, with the built-in ones behind them.
///
/// Nothing is cached: a file that was mended is seen on the next look.
package struct ChecklistLibrary: Sendable {
    /// One checklist of the library, readable or not.
    package struct Listing: Sendable {
        /// The name that `checklist(named:)` takes: the file's own, else the file name without its ending.
        package var name: String
        /// The file; nil for a built-in one.
        package var path: String?
        package var result: Result<LoadedChecklist, ChecklistError>
    }

    /// The folder `checklists/` of a workspace; it need not exist.
    package let folder: String

    package init(folder: String) {
        var folder = folder
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        self.folder = folder
    }

    /// The closed list of reasons: the workspace's own, else the built-in one.
    package func reasons() throws(ChecklistError) -> ReasonList {
        let name = BuiltInChecklists.reasonsFile
        let path = path(of: name)
        if let bytes = try TextFile.bytes(atPath: path) {
            return try ReasonListReader.read(bytes, path: path)
        }
        return try ReasonListReader.read(
            BuiltInChecklists.bytes(of: name) ?? [], path: BuiltInChecklists.label(name))
    }

    /// The file that the workspace's own reasons are in.
    package var reasonsPath: String { path(of: BuiltInChecklists.reasonsFile) }

    /// The reasons, or where the workspace's own cannot be read the built-in ones, to go on looking with.
    package var reasonsOrBuiltIn: ReasonList {
        if let own = try? reasons() { return own }
        let name = BuiltInChecklists.reasonsFile
        let builtIn = try? ReasonListReader.read(BuiltInChecklists.bytes(of: name) ?? [], path: name)
        return builtIn ?? ReasonList(reasons: [])
    }

    /// Every name that a checklist answers to: its own, and that of its file.
    func names(reasons: ReasonList) -> [String] {
        let listings = (try? all(reasons: reasons)) ?? []
        let files = ((try? fileNames()) ?? []) + ChecklistLibrary.builtIn
        let names = listings.map(\.name)
        return names + files.map(ChecklistLibrary.stem).filter { !names.contains($0) }
    }

    /// The checklist that a name means, case aside: a file's name without its ending, else the name that a
    /// file gives itself, else a built-in one.
    ///
    /// Throws `noSuchChecklist`, `ambiguousName`, or what is wrong with the file or with the reasons.
    package func checklist(named name: String) throws(ChecklistError) -> LoadedChecklist {
        try checklist(named: name, reasons: reasons())
    }

    /// The same, under reasons that were read before; without any, the checklist may name whichever it likes.
    package func checklist(
        named name: String, reasons: ReasonList?
    ) throws(ChecklistError) -> LoadedChecklist {
        try LoadedChecklist(text(named: name), reasons: reasons)
    }

    /// The checklist that an argument means: one of the library by its name, else a file by its path.
    ///
    /// A path has a slash in it or ends in `.yaml` or `.yml`. Throws `noSuchChecklist` where there is neither.
    package func checklist(
        namedOrAt argument: String, reasons: ReasonList?
    ) throws(ChecklistError) -> LoadedChecklist {
        try LoadedChecklist(text(namedOrAt: argument), reasons: reasons)
    }

    /// The text of the checklist that an argument means, whether it reads or not.
    package func text(namedOrAt argument: String) throws(ChecklistError) -> ChecklistText {
        do {
            return try text(named: argument)
        } catch {
            guard case .noSuchChecklist = error else { throw error }
            let isFileName = argument.hasSuffix(".yaml") || argument.hasSuffix(".yml")
            guard isFileName || argument.contains("/") else { throw error }
            if let bytes = try TextFile.bytes(atPath: argument) {
                return ChecklistText(bytes: bytes, path: argument, label: argument)
            }
            // The name of a file in the library is as good as its stem, wherever somebody stands.
            guard !argument.contains("/"), try fileNames().contains(argument),
                let bytes = try TextFile.bytes(atPath: path(of: argument))
            else { throw error }
            return ChecklistText(bytes: bytes, path: path(of: argument), label: path(of: argument))
        }
    }

    /// The text of the checklist that a name means, whether it reads or not.
    package func text(named name: String) throws(ChecklistError) -> ChecklistText {
        let wanted = name.trimmed.lowercased()
        let files = try fileNames()
        var matches = files.filter { ChecklistLibrary.stem($0) == name }
        if matches.isEmpty { matches = files.filter { ChecklistLibrary.stem($0).lowercased() == wanted } }
        if matches.isEmpty {
            for file in files {
                // A file that cannot be read is no reason to do without another one.
                guard let bytes = try? TextFile.bytes(atPath: path(of: file)) else { continue }
                if ChecklistReader.name(in: bytes)?.lowercased() == wanted { matches.append(file) }
            }
        }
        if matches.count > 1 {
            throw .ambiguousName(name: name, paths: matches.map(path(of:)))
        }
        if let match = matches.first, let bytes = try TextFile.bytes(atPath: path(of: match)) {
            return ChecklistText(bytes: bytes, path: path(of: match), label: path(of: match))
        }
        let builtIn = ChecklistLibrary.builtIn
        // Parsed only where no file is called so: that takes longer than all else of a start.
        let match =
            builtIn.first { ChecklistLibrary.stem($0) == wanted }
            ?? builtIn.first { file in
                BuiltInChecklists.bytes(of: file).flatMap(ChecklistReader.name)?.lowercased() == wanted
            }
        if let match, let bytes = BuiltInChecklists.bytes(of: match) {
            return ChecklistText(bytes: bytes, path: nil, label: BuiltInChecklists.label(match))
        }
        throw .noSuchChecklist(name: name, available: try names())
    }

    /// The names of all checklists, whether they read or not.
    private func names() throws(ChecklistError) -> [String] {
        try all(reasons: nil).map(\.name)
    }

    /// Every checklist by name: the folder's files, and the built-in ones that no file stands in for.
    package func all() throws(ChecklistError) -> [Listing] {
        try all(reasons: reasons())
    }

    /// The same, under reasons that were read before; without any, a checklist may name whichever it likes.
    package func all(reasons: ReasonList?) throws(ChecklistError) -> [Listing] {
        let files = try fileNames()
        var listings: [Listing] = []
        for file in files {
            listings.append(listing(file, reasons: reasons))
        }
        let stems = Set(files.map { ChecklistLibrary.stem($0).lowercased() })
        let names = Set(listings.map { $0.name.lowercased() })
        for file in ChecklistLibrary.builtIn where !stems.contains(ChecklistLibrary.stem(file)) {
            guard let bytes = BuiltInChecklists.bytes(of: file) else { continue }
            let name = ChecklistReader.name(in: bytes) ?? ChecklistLibrary.stem(file)
            if names.contains(name.lowercased()) { continue }
            let result = Result { () throws(ChecklistError) in
                try LoadedChecklist(
                    bytes: bytes, path: nil, label: BuiltInChecklists.label(file), reasons: reasons)
            }
            listings.append(Listing(name: name, path: nil, result: result))
        }
        return listings.sorted { $0.name.lowercased() < $1.name.lowercased() }
    }

    /// The text of every checklist by its SHA-256, built-in ones that a file stands in for included; none is read as a
    /// checklist.
    func textsByHash() -> [String: [UInt8]] {
        let files = ((try? fileNames()) ?? []).compactMap { try? TextFile.bytes(atPath: path(of: $0)) }
        let builtIn = ChecklistLibrary.builtIn.compactMap { BuiltInChecklists.bytes(of: $0) }
        return Dictionary((builtIn + files).map { (SHA256.hexadecimal(of: $0), $0) }) { $1 }
    }

    private func listing(_ file: String, reasons: ReasonList?) -> Listing {
        let path = path(of: file)
        var name = ChecklistLibrary.stem(file)
        let result = Result { () throws(ChecklistError) in
            guard let bytes = try TextFile.bytes(atPath: path) else {
                throw ChecklistError.noSuchChecklist(name: name, available: [])
            }
            name = ChecklistReader.name(in: bytes) ?? name
            return try LoadedChecklist(bytes: bytes, path: path, reasons: reasons)
        }
        return Listing(name: name, path: path, result: result)
    }

    private static var builtIn: [String] {
        BuiltInChecklists.fileNames.filter { $0 != BuiltInChecklists.reasonsFile }
    }

    /// The checklist files in the folder; hidden files are an editor's, and the reasons are no checklist.
    private func fileNames() throws(ChecklistError) -> [String] {
        try TextFile.names(inFolder: folder).filter { name in
            name.hasSuffix(".yaml") && !name.hasPrefix(".")
                && name.lowercased() != BuiltInChecklists.reasonsFile
        }
    }

    private func path(of file: String) -> String { "\(folder)/\(file)" }

    private static func stem(_ file: String) -> String {
        file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
    }
}
