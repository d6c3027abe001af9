package import Qualification

/// How a file would be imported, as far as can be said without doing it.
package struct ImportPlan: Hashable, Sendable {
    package var encoding: TextEncoding
    /// Bytes that no encoding explains; each becomes U+FFFD.
    package var damagedBytes: Int
    /// `,`, `;`, Tab or `|`, or what a `sep=` line names.
    package var delimiter: Character
    /// The headers as the file has them.
    package var originalHeaders: [String]
    package var map: ColumnMap
    /// How dates that could be either are read; nil where the file has none.
    package var dateOrder: DateOrder?
    /// The first leads.
    package var samples: [Lead] = []

    var probe: EncodingProbe
    var guess: DelimiterGuess

    package var profile: HeaderProfile { map.profile }

    /// The headers of each field that has a column, best first, in the order of `LeadField`.
    package var mapping: [(field: LeadField, headers: [String])] {
        LeadField.allCases.compactMap { field in
            map.columns[field].map { (field, $0.map { map.headers[$0] }) }
        }
    }

    /// The headers that are no field.
    package var unmappedHeaders: [String] { map.unmapped.map { map.headers[$0] } }
}
