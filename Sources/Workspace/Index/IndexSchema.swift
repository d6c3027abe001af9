/// The tables of the index; whatever is in them can be made again from the files.
enum IndexSchema {
    /// The version of the tables, and of what is put into them: an index of any other is made anew.
    ///
    /// The upper half tells our index from another program's database.
    static let version = 0x4254_0008

    static let tables =
        HandOffRows.tables + """

            CREATE TABLE folders(
                name TEXT PRIMARY KEY NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL, settled BLOB
            ) STRICT;
            CREATE TABLE files(
                id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, imported_at INTEGER NOT NULL,
                bytes INTEGER NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL,
                problems INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE leads(
                number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL,
                file INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
                score INTEGER, mql_at INTEGER, first_imported_at INTEGER NOT NULL,
                handed_over_at INTEGER NOT NULL, opted_out INTEGER NOT NULL, touched INTEGER NOT NULL,
                search TEXT NOT NULL, phone_reversed TEXT, name TEXT, email TEXT, phone TEXT, company TEXT,
                title TEXT, channel TEXT, campaign TEXT, acted TEXT
            ) STRICT;
            CREATE TABLE calls(
                id TEXT PRIMARY KEY NOT NULL, bytes INTEGER NOT NULL,
                modified INTEGER NOT NULL, inode INTEGER NOT NULL,
                lead_id TEXT NOT NULL, lead_name TEXT, lead_email TEXT, lead_company TEXT, search TEXT NOT NULL,
                rep TEXT NOT NULL, started_at INTEGER NOT NULL, connected_at INTEGER, ended_at INTEGER,
                utc_offset INTEGER NOT NULL, verdict TEXT, proposed TEXT, overridden INTEGER NOT NULL,
                decided_at INTEGER, reason TEXT, sub TEXT, revisit_on INTEGER, disposition TEXT,
                call_back_at INTEGER, next_what TEXT, next_on INTEGER, open_elements TEXT NOT NULL,
                missing_elements TEXT NOT NULL, checklist TEXT NOT NULL, continues TEXT,
                standing_answers INTEGER NOT NULL
            ) WITHOUT ROWID, STRICT;
            CREATE INDEX calls_lead ON calls(lead_id, started_at);
            CREATE INDEX calls_unsettled ON calls(id) WHERE verdict IS NULL OR modified = -1;
            CREATE TABLE states(
                lead_id TEXT PRIMARY KEY NOT NULL, stage INTEGER NOT NULL, promised_at INTEGER,
                revisit_at INTEGER, rests_from INTEGER, last_at INTEGER NOT NULL, attempts INTEGER NOT NULL,
                last_call TEXT NOT NULL
            ) WITHOUT ROWID, STRICT;
            CREATE INDEX states_promised ON states(promised_at) WHERE promised_at IS NOT NULL;
            CREATE TABLE opt_outs(
                kind INTEGER NOT NULL, value TEXT NOT NULL, call_id TEXT NOT NULL,
                PRIMARY KEY(kind, value, call_id)
            ) WITHOUT ROWID, STRICT;
            """

    /// Names and definitions of what is built after a mass of leads rather than along with it.
    static let leadIndexes = [
        (
            "leads_untouched",
            "leads(touched, opted_out, handed_over_at, score DESC, id) WHERE touched = 0 AND opted_out = 0"
        ),
        ("leads_opted_out", "leads(opted_out) WHERE opted_out <> 0"),
        ("leads_phone", "leads(phone_reversed) WHERE phone_reversed IS NOT NULL"),
    ]

    /// What reports are told of a lead, in the order in which they are told it.
    static let toldColumns = "id, channel, campaign, score, mql_at, handed_over_at, opted_out, acted"

    /// Spares reports a look at the rows themselves; made when somebody first asks for one.
    static let createTold = "CREATE INDEX IF NOT EXISTS leads_told ON leads(\(toldColumns))"

    static var createLeadIndexes: String {
        leadIndexes.map { "CREATE INDEX IF NOT EXISTS \($0.0) ON \($0.1);" }.joined()
    }

    static var dropLeadIndexes: String {
        (leadIndexes.map(\.0) + ["leads_told"]).map { "DROP INDEX IF EXISTS \($0);" }.joined()
    }
}
