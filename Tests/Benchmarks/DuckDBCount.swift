/// What `baton checklist whatif` is measured against: DuckDB reading the same records and counting them by verdict.
///
/// Only the query is timed, neither Python's start nor DuckDB's. Of the ways to ask, this is the fastest: told which
/// columns there are, DuckDB neither samples the files first nor makes rows of the rest.
enum DuckDBCount {
    static let script = #"""
        import sys, time
        import duckdb

        files = sys.argv[1] + "/*/*.json"
        db = duckdb.connect()
        started = time.perf_counter()
        rows = db.execute("""
            SELECT outcome.verdict, count(*)
            FROM read_json(?, format = 'unstructured', columns = {outcome: 'STRUCT(verdict VARCHAR)'},
                           maximum_object_size = 8388608)
            GROUP BY 1 ORDER BY 1""", [files]).fetchall()
        taken = time.perf_counter() - started
        print(sum(count for _, count in rows), taken)
        """#
}
