/// One report, ready to be shown on a screen, as data, or on a page.
///
/// Its texts may hold what came from outside (names of channels and reps, the buyer's words): whoever shows them
/// sanitises them for the place where they are shown.
package struct Report: Hashable, Sendable {
    /// What it is called on the command line and in data, for example `funnel`.
    package var id: String
    package var title: String
    /// What somebody asks who reads it.
    package var question: String
    /// The answer, in one sentence.
    package var answer: String
    package var period: Period
    /// What has to be known before the figures are believed.
    package var warnings: [String]
    package var sections: [Section]
    /// What each figure means.
    package var definitions: [Definition]

    package init(
        id: String, title: String, question: String, answer: String, period: Period,
        warnings: [String] = [], sections: [Section] = [], definitions: [Definition] = []
    ) {
        self.id = id
        self.title = title
        self.question = question
        self.answer = answer
        self.period = period
        self.warnings = warnings
        self.sections = sections
        self.definitions = definitions
    }

    /// One table, with what is to be said about it.
    package struct Section: Hashable, Sendable {
        /// Stays the same from release to release, for example `by-channel`.
        package var id: String
        package var title: String
        /// Sentences under the title.
        package var notes: [String]
        package var table: ReportTable

        package init(id: String, title: String, notes: [String] = [], table: ReportTable) {
            self.id = id
            self.title = title
            self.notes = notes
            self.table = table
        }
    }

    package struct Definition: Hashable, Sendable {
        package var term: String
        package var meaning: String

        package init(_ term: String, _ meaning: String) {
            self.term = term
            self.meaning = meaning
        }
    }
}
