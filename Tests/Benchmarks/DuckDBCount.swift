/// What `baton checklist whatif` is measured against: DuckDB reading the same records and counting them by verdict.
///
/// Only the query is timed, neither Python's start nor DuckDB's. Plain `read_json` is the fastest way to ask: told
/// which columns there are, DuckDB takes twice as long over small files.
enum DuckDBCount {
    static let script = #"""
        import sys, time
        import duckdb

        files = sys.argv[1] + "/*/*.json"
        db = duckdb.connect()
        started = time.perf_counter()
        rows = db.execute(
            "SELECT outcome.verdict, count(*) FROM read_json(?) GROUP BY 1", [files]).fetchall()
        taken = time.perf_counter() - started
        print(sum(count for _, count in rows), round(taken * 1e6))
        """#
}
