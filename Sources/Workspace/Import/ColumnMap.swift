import Qualification

/// Which column of a file is which field of a lead.
package struct ColumnMap: Hashable, Sendable {
    package let profile: HeaderProfile
    /// What the columns are called in `extra`: the file's headers, trimmed; `column 7` where there is none, and with
    /// ` (2)` behind it where an earlier column has the same.
    package let headers: [String]
    /// The columns of each field, best first.
    ///
    /// Those that take no part of a row stay in its `extra`.
    package let columns: [LeadField: [Int]]

    /// The columns that are no field.
    package var unmapped: [Int] {
        let mapped = Set(columns.values.joined())
        return headers.indices.filter { !mapped.contains($0) }
    }

    /// Goes by the headers, after what the overrides say; errors are `ImportError`.
    ///
    /// A column with a do-not-call header is never a field, unless an override says so.
    init(headers raw: [String], overrides: [ColumnOverride]) throws(ImportError) {
        let trimmed = raw.map { HeaderNames.trimmed($0) }
        headers = ColumnMap.distinct(trimmed)
        profile = HeaderProfile(headers: trimmed)
        var columns: [LeadField: [Int]] = [:]
        for override in overrides {
            if columns[override.field] != nil { throw .fieldMappedTwice(override.field) }
            columns[override.field] = [try override.index(in: headers)]
        }
        var taken = Set(columns.values.joined())
        taken.formUnion(headers.indices.filter { Lead.isDoNotCallHeader(trimmed[$0]) })
        let parts = trimmed.map { HeaderNames.numbered(HeaderNames.folded($0)) }
        let whole = trimmed.map { HeaderNames.folded($0) }
        let isNameGiven = columns[.name] != nil
        for field in LeadField.allCases where columns[field] == nil {
            if isNameGiven, field == .firstName || field == .lastName { continue }
            var found: [Int] = []
            for name in profile.names(of: field) {
                let exact = headers.indices.filter { whole[$0] == name }
                let numbered = headers.indices.filter { whole[$0] != name && parts[$0].name == name }
                    .sorted { parts[$0].number < parts[$1].number }
                let more = field == .email || field == .phone ? exact + numbered : exact
                for column in more where !taken.contains(column) && !found.contains(column) {
                    found.append(column)
                }
            }
            if !field.takesNextColumn { found = Array(found.prefix(1)) }
            if !found.isEmpty { columns[field] = found }
            taken.formUnion(found)
        }
        ColumnMap.readSurname(whole, in: &columns, overrides: overrides)
        self.columns = columns
        guard columns.keys.contains(where: \.identifies) else { throw .noUsableColumns(headers: headers) }
    }

    /// Beside a `Vorname` or `Prénom`, a column called `Name` holds the family name.
    private static func readSurname(
        _ folded: [String], in columns: inout [LeadField: [Int]], overrides: [ColumnOverride]
    ) {
        guard let first = columns[.firstName]?.first,
            ["vorname", "prénom", "prenom"].contains(folded[first]),
            columns[.lastName] == nil, let name = columns[.name]?.first, folded[name] == "name",
            !overrides.contains(where: { $0.field == .name })
        else { return }
        columns[.lastName] = [name]
        columns[.name] = columns[.name].map { Array($0.dropFirst()) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Compares as Swift does, by canonical equivalence: keys of one JSON object must differ that way too.
    private static func distinct(_ headers: [String]) -> [String] {
        let longest = 255
        var seen = Set(headers)
        var used: Set<String> = []
        return headers.enumerated().map { index, header in
            var name = header.utf8.count > longest * 4 ? String(header.prefix(longest)) : header
            if name.isEmpty { name = "column \(index + 1)" }
            let base = name
            var number = 1
            while used.contains(name) || (number > 1 && seen.contains(name))
                || (header.isEmpty && seen.contains(name))
            {
                number += 1
                name = "\(base) (\(number))"
            }
            used.insert(name)
            seen.insert(name)
            return name
        }
    }
}
