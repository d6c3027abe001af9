import Foundation
import Qualification

/// Takes in a file of leads with Baton and with Python, in turns, each into an empty place.
struct ImportBenchmark {
    private let tools: Tools
    private let scratch: Scratch
    private let csv: String
    private let script: String
    private let runs = 5

    init(tools: Tools, scratch: Scratch) throws {
        self.tools = tools
        self.scratch = scratch
        csv = "\(scratch.path)/leads.csv"
        script = "\(scratch.path)/import.py"
        try Data(PythonImport.script.utf8).write(to: URL(fileURLWithPath: script))
        try writeCSV()
    }

    /// The workspace of the last import; the other benchmarks go on with it.
    var workspacePath: String { "\(scratch.path)/workspace" }

    private func writeCSV() throws {
        guard let file = fopen(csv, "w") else { throw Problem("cannot write \(csv)") }
        defer { fclose(file) }
        let today = UTCOffset(minutes: 0).day(of: Benchmarks.now)
        func put(_ cells: [String]) {
            let quoted = cells.map { cell in
                let needsQuotes = cell.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A }
                return needsQuotes ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
            }
            fputs(quoted.joined(separator: ",") + "\r\n", file)
        }
        put(InventedLead.headers)
        for index in 0..<Benchmarks.leads {
            put(InventedLead(index, of: Benchmarks.leads, today: today).cells)
        }
    }

    func run() throws -> [Budget] {
        var (baton, python) = (Samples(), Samples())
        var peak = 0
        for run in 0...runs {
            let clock = ContinuousClock()
            try scratch.empty("workspace/checklists", "workspace/transcripts", "python")
            var started = clock.now
            let ending = try TimedProgram(
                tools.baton, ["import", csv, "--workspace", workspacePath, "--json"], in: scratch
            ).end()
            let batonTime = clock.now - started
            guard ending.exitCode == 0, ending.output.contains("\"imported\": \(Benchmarks.leads)") else {
                throw Problem("the import went wrong:\n\(ending.output)")
            }
            started = clock.now
            let other = try TimedProgram(tools.python, [script, csv, "\(scratch.path)/python"], in: scratch)
                .end()
            let pythonTime = clock.now - started
            guard other.exitCode == 0, other.output.hasPrefix("\(Benchmarks.leads)") else {
                throw Problem("Python's import went wrong:\n\(other.output)")
            }
            peak = max(peak, ending.peak)
            // The first of each fills the caches.
            if run == 0 { continue }
            baton.add(batonTime)
            python.add(pythonTime)
        }
        return [
            Budget(
                "import of \(Benchmarks.leads) rows, \(InventedLead.headers.count) columns", baton, atMost: 1,
                of: python, called: "Python"),
            Budget("memory of that import", bytes: peak, atMost: 100_000_000 + 64 * Benchmarks.leads),
        ]
    }
}

extension Scratch {
    /// Removes folders with all that is in them, and makes them again.
    func empty(_ names: String...) throws {
        let tops = Set(names.compactMap { $0.split(separator: "/").first.map(String.init) })
        for top in tops { try? FileManager.default.removeItem(atPath: "\(path)/\(top)") }
        for name in names { try makeFolder(name) }
    }
}
