/// Where reports get their facts from: lead by lead, so that no report needs to hold them all.
package protocol FactsSource {
    /// Goes through all leads, in the book or only in calls, each once, in order of their ids.
    ///
    /// Parts that are not wanted may be left empty.
    func forEachLead(_ parts: CallParts, _ body: (LeadStory) throws -> Void) throws

    /// The buyer's own words in the message to marketing about a call; empty where there are none.
    func buyerWords(ofCall id: String) -> [String]
}

/// Which parts of the facts a report looks at, beside the leads and the calls themselves.
package struct CallParts: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let elements = CallParts(rawValue: 1)
    package static let questions = CallParts(rawValue: 2)
    /// When leads acted.
    package static let acts = CallParts(rawValue: 4)
}
