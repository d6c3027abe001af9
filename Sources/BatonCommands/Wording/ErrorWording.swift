import Glibc
import LineEditor
import Workspace

/// Turns any error into words and an exit code; the one place where that is done.
enum ErrorWording {
    /// The failure that an error is; nil for one that belongs to the argument parser.
    static func failure(for error: any Error) -> Failure? {
        switch error {
        case let failure as Failure: failure
        case let error as FileError: file(error)
        case let error as RecordError: record(error)
        case let error as WorkspaceError: workspace(error)
        case let error as ChecklistError: checklist(error)
        case let error as ImportError: importing(error)
        case let error as IndexError: index(error)
        case let error as ForgettingError: forgetting(error)
        case let error as SecretFileError: FeedbackSendWording.failure(error)
        case let error as LineEditorError: Failure(.badConfiguration, "baton: \(editor(error))")
        default: nil
        }
    }

    /// One line on an error.
    static func text(_ error: any Error) -> String {
        switch error {
        case let error as FileError: text(error)
        case let error as RecordError: text(error)
        default:
            failure(for: error).map { $0.lines.map(\.plain).joined(separator: " ") } ?? "an unknown fault"
        }
    }

    // MARK: Files

    private static func file(_ error: FileError) -> Failure {
        let code = code(error)
        if let advice = advice(error) { return Failure(code, "baton: \(text(error))", "  \(advice)") }
        return code == .cannotWrite
            ? Failure(code, "baton: " + ScreenLine("NOT SAVED", .bad) + ": \(text(error))")
            : Failure(code, "baton: \(text(error))")
    }

    private static func record(_ error: RecordError) -> Failure {
        if case .file(let error) = error.problem { return file(error) }
        return Failure(
            .badData, "baton: \(text(error))", "  Restore it from a copy, or move it out of the workspace.")
    }

    private static func code(_ error: FileError) -> Failure.Code {
        if advice(error) != nil { return .badConfiguration }
        if error.operation == .read, case .tooLarge = error.problem { return .badData }
        return switch error.operation {
        case .open, .read, .list, .inspect: error.isMissing ? .noInput : .failure
        case .create, .write, .sync, .close, .rename, .remove, .lock, .makeFolder, .syncFolder: .cannotWrite
        }
    }

    /// What to do about something in a workspace that has no place there; nil for any other error.
    private static func advice(_ error: FileError) -> ScreenLine? {
        switch error.problem {
        case .link: "Put the folder itself in its place, or remove the link."
        case .notAFolder: "Move it away: the folder is then made when it is needed."
        case .foreign: "If it is yours, chown it; if not, take it out of the workspace."
        case .system(let code) where code == ELOOP: "Put the file itself in its place, or remove the link."
        case .notAFile: "Move it away."
        case .system, .tooLarge, .badName, .cutShort: nil
        }
    }

    static func text(_ error: FileError) -> String {
        let what =
            switch error.operation {
            case .open, .read: "cannot read"
            case .create, .write, .sync, .close, .rename, .syncFolder: "cannot write"
            case .remove: "cannot remove"
            case .list: "cannot list"
            case .inspect: "cannot look at"
            case .lock: "cannot lock"
            case .makeFolder: "cannot make the folder"
            }
        return "\(what) \(error.path): \(problem(error.problem))"
    }

    private static func problem(_ problem: FileError.Problem) -> String {
        switch problem {
        case .system(let code) where code == ELOOP: "it is a symbolic link, and Baton follows none there"
        case .system(let code): errorText(code)
        case .tooLarge(let bytes, let limit): "it has \(bytes) bytes, more than the \(limit) that are read"
        case .notAFile: "it is not a plain file, and links are not followed"
        case .notAFolder: "it is not a folder"
        case .link: "it is a symbolic link, and Baton follows none inside a workspace"
        case .foreign(let owner): "it belongs to user \(owner), who could read and change it"
        case .badName: "the name is not one that belongs there"
        case .cutShort: "it ends too early"
        }
    }

    static func text(_ error: RecordError) -> String {
        switch error.problem {
        case .file(let error): text(error)
        case .json(let mistake): "\(error.path):\(mistake.line):\(mistake.column): \(json(mistake.reason))"
        case .shape(let shape):
            "\(error.path): \(short(shape.path)): expected \(shape.expected), found \(shape.found?.rawValue ?? "nothing")"
        case .schema(let expected, let found):
            "\(error.path): schema \(short(found)) is not known here; expected \(expected)"
        case .otherCall(let found):
            "\(error.path): it holds call \(short(found)), not the one it is named after"
        }
    }

    static func json(_ reason: JSONError.Reason) -> String {
        switch reason {
        case .tooLarge(let bytes, let limit): "\(bytes) bytes, more than the \(limit) that are read"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .byteOrderMark: "a byte order mark, which JSON does not have"
        case .invalidUTF8: "not UTF-8"
        case .unexpectedEnd: "it ends in the middle of a value"
        case .unexpected(let scalar): "unexpected “\(Sanitiser.visible(String(scalar)))”"
        case .trailingContent: "something follows the end of the value"
        case .duplicateKey(let key): "the key “\(short(key))” comes twice"
        case .bareControlCharacter: "a control character inside a string"
        case .invalidEscape: "a backslash that escapes nothing"
        case .loneSurrogate: "half of a character"
        case .malformedNumber: "a malformed number"
        case .numberOutOfRange(let text): "the number \(short(text)) is too large"
        }
    }

    /// What a file says, as much of it as belongs into a message.
    private static func short(_ text: String) -> String {
        let start = text.unicodeScalars.prefix(80)
        return start.endIndex == text.unicodeScalars.endIndex ? text : String(start) + "…"
    }

    // MARK: The index

    private static func index(_ error: IndexError) -> Failure {
        switch error.problem {
        case .busy: Failure(.failure, "baton: the index is busy: another baton is writing to it. Try again.")
        case .database(_, let message):
            Failure(
                .failure, "baton: the index \(error.path) does not work: \(message)",
                "  It is only a cache: remove it, and it is made again.")
        case .file(let error): file(error)
        }
    }

    /// One line on a file that was passed over.
    static func line(_ problem: IndexProblem) -> ScreenLine {
        let place = problem.line.map { "\(problem.path):\($0)" } ?? problem.path
        return switch problem.reason {
        case .file(let error): "baton: skipped: \(text(error))"
        case .record(let error): "baton: skipped: \(text(error))"
        case .json(let error): "baton: skipped: \(place):\(error.column): \(json(error.reason))"
        case .shape(let shape):
            "baton: skipped: \(place): \(short(shape.path)): expected \(shape.expected), found \(shape.found?.rawValue ?? "nothing")"
        case .tooLong(let limit): "baton: skipped: \(place): longer than \(limit) bytes"
        case .noID: "baton: skipped: \(place): a lead without an id"
        case .misplaced: "baton: skipped: \(place): a record that does not belong there"
        }
    }

    private static func forgetting(_ error: ForgettingError) -> Failure {
        switch error {
        case .callOpen(let info):
            let who = info.map { "\($0.rep) has it open (process \($0.pid))" } ?? "it is open elsewhere"
            return Failure(.busy, "baton: nothing was erased: a call with this lead is going on, \(who)")
        case .sending:
            return Failure(
                .busy, "baton: nothing was erased: feedback is being sent",
                "  Run the same command again when that is done.")
        case .file(let error):
            return Failure(
                code(error), "baton: not everything is erased yet: \(text(error))",
                "  Run the same command again: it goes on where it stopped.")
        case .stopped:
            return Failure(.failure, "baton: not everything is erased yet; run the same command again")
        }
    }

    // MARK: Workspaces

    private static func workspace(_ error: WorkspaceError) -> Failure {
        switch error {
        case .missing(let path, let source):
            Failure(
                .noInput, "baton: the workspace \(path) does not exist (\(named(by: source)))",
                "  Make it with mkdir, or name another.")
        case .notAWorkspace(let path, let source):
            Failure(
                .noInput, "baton: \(path) is no workspace (\(named(by: source)))",
                "  A workspace has the folders checklists and transcripts; an empty folder becomes one.")
        case .foreign(let path, let owner):
            Failure(
                .badConfiguration,
                "baton: the workspace \(path) belongs to user \(owner), who could read and change it",
                "  Use a workspace of your own.")
        case .noHome:
            Failure(
                .badConfiguration, "baton: no place for the workspace: neither HOME nor XDG_DATA_HOME is set")
        case .file(let error): file(error)
        }
    }

    private static func named(by source: WorkspaceLocation.Source) -> String {
        switch source {
        case .option: "named by --workspace"
        case .environment: "named by BATON_WORKSPACE"
        case .ancestor: "found above the current folder"
        case .personal: "your own"
        }
    }

    // MARK: Checklists and settings

    private static func checklist(_ error: ChecklistError) -> Failure {
        switch error {
        case .mistakes(let diagnostics):
            Failure(.badConfiguration, diagnostics.flatMap(DiagnosticWording().block))
        case .noSuchChecklist(let name, let available):
            Failure(
                .badConfiguration,
                "baton: no checklist \(name); there are: \(available.joined(separator: ", "))")
        case .ambiguousName, .notAFile, .unreadable:
            Failure(.badConfiguration, ScreenLine("baton: \(error.description)"))
        }
    }

    // MARK: Imports

    private static func importing(_ error: ImportError) -> Failure {
        switch error {
        case .unreadable(let path, let code):
            Failure(code == 2 ? .noInput : .failure, "baton: cannot read \(path): \(errorText(code))")
        case .notAFile(let path): Failure(.noInput, "baton: \(path) is not a plain file")
        case .empty: Failure(.badData, "baton: the file is empty")
        case .foreign(let format): Failure(.badData, "baton: \(foreign(format))", "  \(advice(format))")
        case .badHeader(let mistake):
            Failure(
                .badData,
                "baton: the header, line \(mistake.line), column \(mistake.column): \(CSVWording.text(mistake))"
            )
        case .noUsableColumns(let headers):
            Failure(
                .badData, "baton: no column says who to call; there are: \(headers.joined(separator: ", "))",
                "  Name one: --map email=COLUMN, or name, phone, company, id.")
        case .malformedOverride(let text): Failure(.usage, "baton: --map \(text) is not FIELD=COLUMN")
        case .unknownField(let field, let known):
            Failure(.usage, "baton: --map: no field \(field); there are: \(known.joined(separator: ", "))")
        case .unknownColumn(let column, _, let known):
            Failure(.usage, "baton: --map: no column \(column); there are: \(known.joined(separator: ", "))")
        case .fieldMappedTwice(let field): Failure(.usage, "baton: --map \(field.rawValue) is given twice")
        }
    }

    private static func foreign(_ format: ForeignFormat) -> String {
        switch format {
        case .zip: "this is an Excel workbook (XLSX) or another archive, not CSV, whatever its name"
        case .oldOffice: "this is an old Excel workbook (XLS), not CSV, whatever its name"
        case .html: "this is a web page (HTML), not CSV, whatever its name"
        case .xml: "this is XML, not CSV, whatever its name"
        case .json: "this is JSON, not CSV, whatever its name"
        case .pdf: "this is a PDF, not CSV, whatever its name"
        case .gzip: "this is a compressed file (gzip), not CSV"
        case .binary: "this is no text file"
        }
    }

    private static func advice(_ format: ForeignFormat) -> ScreenLine {
        switch format {
        case .zip, .oldOffice: "Open it and save it as CSV UTF-8, or export CSV from the CRM."
        case .html, .xml: "The export was probably a report page or a login page: export as CSV instead."
        case .gzip: "Unpack it first: gunzip FILE"
        case .json, .pdf, .binary: "Export it from the CRM as CSV."
        }
    }

    private static func editor(_ error: LineEditorError) -> String {
        switch error {
        case .noUTF8Locale: "no UTF-8 locale is available; install one, or set LANG=C.UTF-8"
        case .notATerminal: "standard input and output are no terminal"
        case .cannotOpen(let code): "the terminal cannot be opened: \(errorText(code))"
        }
    }
}

/// What can be wrong with a row of CSV.
enum CSVWording {
    static func text(_ mistake: CSVMistake) -> String {
        switch mistake.reason {
        case .unclosedQuote: "a quote opens in line \(mistake.line) and is never closed"
        case .textAfterQuote: "text follows a closing quote in line \(mistake.line)"
        case .fieldTooLong(let limit): "a cell is longer than \(limit) bytes"
        case .tooManyColumns(let limit): "there are more than \(limit) columns"
        case .recordTooLong(let limit): "a row is longer than \(limit) bytes"
        }
    }

    static func reason(_ reason: RejectedRow.Reason) -> String {
        switch reason {
        case .noIdentity: "no e-mail, id, phone, name or company"
        case .unusableID: "the id has control characters in it"
        case .idTooLong(let characters, let limit): "the id has \(characters) characters, more than \(limit)"
        case .surplusCells(let expected, let found): "\(found) cells where the header has \(expected)"
        case .malformed(let mistake): text(mistake)
        }
    }
}
