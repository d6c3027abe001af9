/// The tables that reports and searches are made of; whatever is in them can be made again from the files.
///
/// They stand in a file of their own, which only reports and searches need: no call waits for it.
enum ReportSchema {
    /// The version of the tables, and of what is put into them: a file of any other is made anew.
    ///
    /// The upper half tells our index from another program's database.
    static let version = 0x4252_0002

    /// The number of a line is that of its call, shifted, and its place among the call's lines.
    static let lineBits: Int64 = 20

    /// What reports are told of a call, in the order in which they are told it.
    static let toldColumns = [
        "lead_id", "id", "rep", "channel", "campaign", "score", "mql_at", "started_at", "connected_at",
        "ended_at", "utc_offset", "checklist", "verdict", "proposed", "overridden", "reason", "sub",
        "disposition", "decided_at", "continues", "supersedes", "elements", "questions",
    ].joined(separator: ", ")

    /// All that reports are told, lead by lead, so that they need no look at the rows themselves; made when many calls
    /// are in their rows, because that takes less than keeping it in order all along.
    static let createTold = "CREATE INDEX IF NOT EXISTS calls_told ON calls(\(toldColumns))"
    static let dropTold = "DROP INDEX IF EXISTS calls_told"

    /// Which words stand where is in `found`, which keeps no text, and the text in `lines`.
    ///
    /// What comes again and again is in `names`, and its number wherever it is meant.
    static let tables = """
        CREATE TABLE folders(
            name TEXT PRIMARY KEY NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL, settled BLOB,
            looked TEXT
        ) STRICT;
        CREATE TABLE made_with(what TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
        CREATE TABLE names(number INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL) STRICT;
        CREATE TABLE checklists(
            number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
            known INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE calls(
            number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, bytes INTEGER NOT NULL,
            modified INTEGER NOT NULL, inode INTEGER NOT NULL, lead_id TEXT NOT NULL,
            rep INTEGER NOT NULL, channel INTEGER, campaign INTEGER, score INTEGER, mql_at INTEGER, started_at INTEGER NOT NULL,
            connected_at INTEGER, ended_at INTEGER, utc_offset INTEGER NOT NULL, checklist INTEGER NOT NULL,
            verdict INTEGER, proposed INTEGER, overridden INTEGER NOT NULL, reason INTEGER, sub INTEGER,
            disposition INTEGER, decided_at INTEGER, continues TEXT, supersedes TEXT, elements BLOB,
            questions BLOB, lead_name TEXT, lead_email TEXT, lead_company TEXT, lead_search TEXT NOT NULL
        ) STRICT;
        CREATE INDEX calls_unsettled ON calls(id) WHERE verdict IS NULL OR modified = -1;
        CREATE TABLE lines(
            number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, question INTEGER, text TEXT NOT NULL
        ) STRICT;
        CREATE VIRTUAL TABLE found USING fts5(words, content='', tokenize='ascii');
        INSERT INTO found(found, rank) VALUES('hashsize', 16777216);
        CREATE TABLE acceptances(
            id TEXT PRIMARY KEY NOT NULL, bytes INTEGER NOT NULL, modified INTEGER NOT NULL,
            inode INTEGER NOT NULL, lead_id TEXT NOT NULL, document BLOB NOT NULL
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX acceptances_lead ON acceptances(lead_id, id);
        """
}

extension IndexDatabase.Kind {
    static let reports = IndexDatabase.Kind(
        name: "reports.sqlite", version: ReportSchema.version, tables: ReportSchema.tables, isLarge: true)
}
