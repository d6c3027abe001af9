import Foundation

/// A reader of bytes from outside, with what has to hold of it whatever the bytes are.
///
/// No input may trap, and each target says what else is promised: what was written reads back the same, two ways
/// of reading agree, nothing that is shown or written holds a control.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// The readers of answers: amounts, dates, people, choices.
    case answers
    /// A checklist: the reader, the lint, and all that is shown of it.
    case checklist
    /// The reader of CSV.
    case csv
    /// A message to marketing.
    case feedback
    /// A whole import: encoding, delimiter, header profile, leads, rejected rows.
    case imports = "import"
    /// The JSON parser and writer.
    case json
    /// A line of a leads file, read by the index and by the parser.
    case lead
    /// The lines of a call.
    case line
    /// The list of reasons.
    case reasons
    /// The record of a call: read, shown, resumed.
    case record
    /// Text on its way to a terminal.
    case screen
    /// The settings.
    case settings

    /// Feeds it once.
    func take(_ bytes: [UInt8]) throws {
        switch self {
        case .answers: try AnswersFuzz.take(bytes)
        case .checklist: try ChecklistFuzz.take(bytes)
        case .csv: try CSVFuzz.take(bytes)
        case .feedback: try RecordFuzz.takeFeedback(bytes)
        case .imports: try ImportFuzz.take(bytes)
        case .json: try JSONFuzz.take(bytes)
        case .lead: try LeadFuzz.take(bytes)
        case .line: try LineFuzz.take(bytes)
        case .reasons: try ChecklistFuzz.takeReasons(bytes)
        case .record: try RecordFuzz.take(bytes)
        case .screen: try ScreenFuzz.take(bytes)
        case .settings: try ChecklistFuzz.takeSettings(bytes)
        }
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../Corpus").standardized

    /// The inputs that are kept: each reaches something that the others do not, or once broke something.
    var corpus: [(name: String, bytes: [UInt8])] {
        let folder = FuzzTarget.folder.appending(path: rawValue)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            (try? Data(contentsOf: folder.appending(path: name))).map { (name, [UInt8]($0)) }
        }
    }
}

/// Something that was promised of a reader and does not hold.
struct Broken: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Breaks where a promise does not hold.
func promise(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw Broken(what()) }
}
