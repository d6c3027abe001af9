/// What a column of an import can be about; the raw values are the names that `--map` takes.
package enum LeadField: String, Hashable, Sendable, CaseIterable {
    case id
    case name
    case firstName = "first-name"
    case lastName = "last-name"
    case email, phone, company, title, channel, campaign, score
    case mqlAt = "mql-at"

    /// Its place in `allCases`.
    var place: Int {
        switch self {
        case .id: 0
        case .name: 1
        case .firstName: 2
        case .lastName: 3
        case .email: 4
        case .phone: 5
        case .company: 6
        case .title: 7
        case .channel: 8
        case .campaign: 9
        case .score: 10
        case .mqlAt: 11
        }
    }

    /// Whether a row that has nothing in the best column looks for it in the next.
    var takesNextColumn: Bool {
        switch self {
        case .email, .phone, .name, .company, .channel, .campaign: true
        case .id, .firstName, .lastName, .title, .score, .mqlAt: false
        }
    }

    /// Whether a row can be told from others by it.
    var identifies: Bool {
        switch self {
        case .id, .name, .firstName, .lastName, .email, .phone, .company: true
        case .title, .channel, .campaign, .score, .mqlAt: false
        }
    }
}

/// What `--map FIELD=COLUMN` says: this column is that field, whatever the headers are.
package struct ColumnOverride: Hashable, Sendable {
    package var field: LeadField
    /// A header, whatever its case, or `#3` for the third column.
    package var column: String

    package init(field: LeadField, column: String) {
        self.field = field
        self.column = column
    }

    /// Reads `FIELD=COLUMN`.
    package init(_ argument: String) throws(ImportError) {
        guard let equals = argument.firstIndex(of: "=") else { throw .malformedOverride(argument) }
        let name = HeaderNames.trimmed(String(argument[..<equals]))
        let column = HeaderNames.trimmed(String(argument[argument.index(after: equals)...]))
        guard !column.isEmpty else { throw .malformedOverride(argument) }
        let field = LeadField.allCases.first { $0.rawValue == name.lowercased() }
        guard let field else { throw .unknownField(name, known: LeadField.allCases.map(\.rawValue)) }
        self.init(field: field, column: column)
    }

    /// The index of the column, among headers as the file has them.
    func index(in headers: [String]) throws(ImportError) -> Int {
        let wanted = column.lowercased()
        if let index = headers.firstIndex(where: { $0.lowercased() == wanted }) { return index }
        if column.hasPrefix("#"), let number = Int(column.dropFirst()), number > 0, number <= headers.count {
            return number - 1
        }
        throw .unknownColumn(column, field: field, known: headers)
    }
}
