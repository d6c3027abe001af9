/// The record of one call: who, under which checklist, what was typed and what came of it.
package struct CallRecord: Hashable, Sendable {
    /// Which text of which checklist a call was made under.
    package struct ChecklistStamp: Hashable, Sendable {
        package var name: String
        package var version: String
        /// Lower-case hexadecimal, of the text of the checklist file.
        package var sha256: String

        package init(name: String, version: String, sha256: String) {
            self.name = name
            self.version = version
            self.sha256 = sha256
        }
    }

    /// Start time and eight random characters, never a name.
    package var id: String
    package var rep: String
    package var lead: Lead
    package var checklist: ChecklistStamp
    package var startedAt: Instant
    /// When the prospect picked up.
    package var connectedAt: Instant?
    package var endedAt: Instant?
    package var utcOffset: UTCOffset
    /// The id of the call whose standing entries this one starts from.
    package var continues: String?
    /// The half-typed line that a pause kept.
    package var draft: String?
    package var entries: [Entry]
    package var outcome: Outcome?

    package init(
        id: String, rep: String, lead: Lead, checklist: ChecklistStamp, startedAt: Instant,
        connectedAt: Instant? = nil, endedAt: Instant? = nil, utcOffset: UTCOffset, continues: String? = nil,
        draft: String? = nil, entries: [Entry] = [], outcome: Outcome? = nil
    ) {
        self.id = id
        self.rep = rep
        self.lead = lead
        self.checklist = checklist
        self.startedAt = startedAt
        self.connectedAt = connectedAt
        self.endedAt = endedAt
        self.utcOffset = utcOffset
        self.continues = continues
        self.draft = draft
        self.entries = entries
        self.outcome = outcome
    }

    /// The id of a call that starts at an instant, with eight characters of randomness.
    package static func id(startingAt instant: Instant, random: String) -> String {
        "\(instant.compact)-\(random)"
    }

    /// Whether the lead was dialled.
    package var isAttempt: Bool {
        Attempt.isMade(connectedAt: connectedAt, verdict: outcome?.verdict, reason: outcome?.reason?.code)
    }

    /// What of the entries stands.
    package var standing: Standing { Standing(of: entries) }
}
