/// What `baton import` is measured against: the same result, written as one would in Python when it has to be fast.
///
/// Plain `csv.reader` and `json.dumps`, one `executemany` in one transaction, SQLite set as Baton's index is, and its
/// secondary indexes made at the end.
enum PythonImport {
    static let script = #"""
        import csv, json, os, sqlite3, sys
        from datetime import datetime

        source, folder = sys.argv[1:]
        final, draft = folder + "/leads.jsonl", folder + "/leads.tmp"

        db = sqlite3.connect(folder + "/index.sqlite", isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA cache_size = -8000")
        db.execute("""
            CREATE TABLE leads(
                number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, offset INTEGER, length INTEGER,
                score INTEGER, mql_at INTEGER, search TEXT, phone_reversed TEXT, name TEXT, email TEXT,
                phone TEXT, company TEXT, title TEXT, channel TEXT, campaign TEXT)""")
        db.execute("BEGIN")

        def leads(rows, out):
            headers = next(rows)
            place = {header: index for index, header in enumerate(headers)}
            first, last, email, phone, company, title, channel, campaign, score, mql = (
                place[name] for name in (
                    "First Name", "Last Name", "Email", "Phone Number", "Company Name", "Job Title",
                    "Original Source", "Campaign Name", "HubSpot Score",
                    "Became a Marketing Qualified Lead Date"))
            others = [
                (header, index) for index, header in enumerate(headers)
                if index not in (first, last, email, phone, company, title, channel, campaign, score, mql)]
            offset = 0
            seen = set()
            for row in rows:
                row = [cell.strip() for cell in row]
                key = row[email].lower()
                if key in seen:
                    continue
                seen.add(key)
                name = row[first] + " " + row[last]
                moment = datetime.fromisoformat(row[mql].replace("Z", "+00:00"))
                lead = {
                    "campaign": row[campaign], "channel": row[channel], "company": row[company],
                    "email": row[email], "extra": {header: row[index] for header, index in others if row[index]},
                    "id": key, "mqlAt": moment.isoformat(timespec="milliseconds"), "name": name,
                    "phone": row[phone], "score": int(row[score]), "title": row[title]}
                line = json.dumps(lead, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                out.write(line)
                digits = "".join(filter(str.isdigit, row[phone]))[::-1]
                yield (
                    key, offset, len(line), lead["score"], int(moment.timestamp() * 1000),
                    (name + "\n" + row[company]).lower(), digits, name, row[email], row[phone], row[company],
                    row[title], row[channel], row[campaign])
                offset += len(line)

        with open(source, newline="", encoding="utf-8") as rows, open(draft, "wb", 1 << 18) as out:
            db.executemany(
                "INSERT OR REPLACE INTO leads(id, offset, length, score, mql_at, search, phone_reversed, name,"
                " email, phone, company, title, channel, campaign) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                leads(csv.reader(rows), out))
            out.flush()
            os.fsync(out.fileno())
        os.rename(draft, final)
        directory = os.open(folder, os.O_RDONLY)
        os.fsync(directory)
        db.execute("CREATE INDEX leads_queue ON leads(mql_at, score DESC, id)")
        db.execute("CREATE INDEX leads_phone ON leads(phone_reversed)")
        db.execute("COMMIT")
        print(db.execute("SELECT count(*) FROM leads").fetchone()[0])
        """#
}
