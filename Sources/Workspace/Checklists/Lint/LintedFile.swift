package import Qualification

/// A file that people write, with everything that is wrong in it or odd about it.
package struct LintedFile: Hashable, Sendable {
    package var path: String
    /// In the order of the lines, and no more than `mostDiagnostics`.
    package var diagnostics: [Diagnostic]

    /// What is told of one file at most; what comes behind it shows once that is mended.
    package static let mostDiagnostics = Findings.limit

    /// Looks over a checklist, a list of reasons or settings, whichever the bytes are.
    ///
    /// `reasons` are those that a checklist may refer to; `checklists` the names that settings may. Without
    /// names any is taken for known.
    package init(_ bytes: [UInt8], path: String, reasons: ReasonList, checklists: [String]? = nil) {
        self.path = path
        let findings = Findings(path: path)
        do throws(ChecklistError) {
            guard let root = try YAMLParser.parse(bytes, findings: findings) else {
                switch LintedFile.kind(nil, path) {
                case .settings: diagnostics = []
                case .checklist, .reasons:
                    let start = YAMLNode.Position(line: 1, column: 1)
                    diagnostics =
                        findings.failure(start, .nothingThere, "the file holds nothing").diagnostics
                }
                return
            }
            switch LintedFile.kind(root, path) {
            case .settings:
                LintedFile.lintSettings(bytes, root, checklists: checklists, findings: findings)
            case .reasons:
                LintedFile.keep(findings) { () throws(ChecklistError) in
                    try ReasonListReader.read(bytes, path: path)
                }
            case .checklist:
                guard let draft = ChecklistDraft(root, reasons: reasons, findings: findings) else { break }
                draft.check()
                ChecklistLint(draft, reasons: reasons).run()
            }
            diagnostics = findings.sorted
        } catch {
            diagnostics = error.diagnostics
        }
    }

    private enum Kind {
        case checklist, reasons, settings
    }

    /// What sort of file it is, by its name or by what it holds.
    private static func kind(_ root: YAMLNode?, _ path: String) -> Kind {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if name == "baton.yaml" { return .settings }
        if name == BuiltInChecklists.reasonsFile { return .reasons }
        guard case .mapping(let pairs)? = root?.content else { return .checklist }
        let keys = Set(pairs.map(\.key))
        return keys.contains("reasons") && !keys.contains("elements") ? .reasons : .checklist
    }

    private static func lintSettings(
        _ bytes: [UInt8], _ root: YAMLNode, checklists: [String]?, findings: Findings
    ) {
        keep(findings) { () throws(ChecklistError) in
            let settings = try SettingsReader.read(bytes, path: findings.path)
            guard let checklists, case .mapping(let pairs) = root.content,
                let named = pairs.first(where: { $0.key == "checklist" }),
                !checklists.contains(where: { $0.lowercased() == settings.checklist.lowercased() })
            else { return }
            findings.report(
                named.value.position, .unknownChecklist, "there is no checklist '\(settings.checklist)'",
                hint: settings.checklist.nearest(in: checklists).map { "did you mean '\($0)'?" }
                    ?? "there are: \(checklists.joined(separator: ", "))")
        }
    }

    /// Takes over what a reader throws.
    private static func keep<Value>(
        _ findings: Findings, _ read: () throws(ChecklistError) -> Value
    ) {
        do throws(ChecklistError) {
            _ = try read()
        } catch {
            for diagnostic in error.diagnostics {
                findings.report(
                    YAMLNode.Position(line: diagnostic.line, column: diagnostic.column), diagnostic.code,
                    diagnostic.message, hint: diagnostic.hint)
            }
        }
    }
}

extension LintedFile {
    /// Looks over the file at a path; nil where there is none.
    ///
    /// It is held against the reasons beside it, else those of `workspace`, else the built-in ones.
    package init?(atPath path: String, workspace: ChecklistLibrary?) {
        let folder = LintedFile.folder(of: path)
        let beside = ChecklistLibrary(folder: folder)
        let hasOwn = ((try? TextFile.bytes(atPath: beside.reasonsPath)) ?? nil) != nil
        let reasons = (hasOwn ? beside : workspace ?? beside).reasonsOrBuiltIn
        let names = ChecklistLibrary(folder: "\(folder)/checklists").names(reasons: reasons)
        self.init(file: path, reasons: reasons, checklists: names)
    }

    /// Every checklist of a workspace with the reasons and the settings, each in its file; the built-in ones are
    /// in order.
    package static func all(
        library: ChecklistLibrary, settingsPath: String
    ) throws(ChecklistError) -> [LintedFile] {
        let reasons = library.reasonsOrBuiltIn
        let paths = try library.all(reasons: reasons).compactMap(\.path)
        let names = library.names(reasons: reasons)
        var files: [LintedFile] = []
        for path in [settingsPath, library.reasonsPath] + paths {
            if let file = LintedFile(file: path, reasons: reasons, checklists: names) {
                files.append(file)
            }
        }
        return files
    }

    /// Looks over one file; nil where nothing is.
    ///
    /// What cannot be read is a finding, so that the files beside it are still looked over.
    private init?(file path: String, reasons: ReasonList, checklists: [String]) {
        do throws(ChecklistError) {
            guard let bytes = try TextFile.bytes(atPath: path) else { return nil }
            self.init(bytes, path: path, reasons: reasons, checklists: checklists)
        } catch {
            self.init(path: path, diagnostics: LintedFile.diagnostics(of: error, path))
        }
    }

    private static func diagnostics(of error: ChecklistError, _ path: String) -> [Diagnostic] {
        let message: String
        switch error {
        case .notAFile: message = "this is not a plain file; links are not followed"
        case .unreadable(_, let code): message = "this cannot be read: \(TextFile.explanation(of: code))"
        default: return error.diagnostics
        }
        return Findings(path: path).failure(.init(line: 1, column: 1), .notText, message).diagnostics
    }

    private init(path: String, diagnostics: [Diagnostic]) {
        self.path = path
        self.diagnostics = diagnostics
    }

    private static func folder(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        if parts.isEmpty { return "." }
        return parts == [""] ? "/" : parts.joined(separator: "/")
    }
}
