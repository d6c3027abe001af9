/// Rows of typed cells under typed columns.
package struct ReportTable: Hashable, Sendable {
    package var columns: [Column]
    package var rows: [Row]

    package init(columns: [Column], rows: [Row] = []) {
        self.columns = columns
        self.rows = rows
    }

    package struct Column: Hashable, Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            case text, count, share, rate, seconds, number, grades
        }

        /// The key in data, for example `sql`.
        package var id: String
        package var title: String
        package var kind: Kind
        /// A share or rate that is worth a bar, or a count whose bars compare the rows.
        package var hasBar: Bool
        /// A share of something that no other column says, so that it is shown as `3/9`.
        package var showsWhole: Bool
        /// Left out where there are only 80 columns of characters.
        package var isWide: Bool
        /// Rows that agree in it stand together under it, where there is no room for a column of its own.
        package var isHeading: Bool
        /// What is shown where a text is not known, for example `no channel`.
        package var unknown: String

        package init(
            _ id: String, _ title: String, _ kind: Kind, hasBar: Bool = false, showsWhole: Bool = false,
            isWide: Bool = false,
            isHeading: Bool = false, unknown: String = "–"
        ) {
            self.id = id
            self.title = title
            self.kind = kind
            self.hasBar = hasBar
            self.showsWhole = showsWhole
            self.isWide = isWide
            self.isHeading = isHeading
            self.unknown = unknown
        }
    }

    package struct Row: Hashable, Sendable {
        /// One for each column.
        package var cells: [Cell]
        /// The sum of the others.
        package var isTotal: Bool
        /// What stands under the row: the buyer's words.
        package var quotes: [String]

        package init(_ cells: [Cell], isTotal: Bool = false, quotes: [String] = []) {
            self.cells = cells
            self.isTotal = isTotal
            self.quotes = quotes
        }
    }

    package enum Cell: Hashable, Sendable {
        /// Nil is not known: the column says what is shown.
        case text(String?)
        case count(Int)
        case share(Share)
        /// A share as a sample of what would be: with its interval.
        case rate(Share)
        /// A duration; a half is possible, since it may be a median.
        case seconds(Double?)
        case number(Double?)
        /// How many of grade 0, 1, 2 and 3.
        case grades([Int])
    }
}
