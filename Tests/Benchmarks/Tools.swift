import Foundation
import Glibc
import TestSupport

/// The programs that are compared.
struct Tools {
    /// The program under test, as the same build made it.
    let baton: String
    let sqlite: String
    let python: String

    init() throws {
        baton = BuiltProgram.path(of: "baton")
        guard access(baton, X_OK) == 0 else { throw Problem("there is no \(baton)") }
        sqlite = try Tools.find("sqlite3", package: "sqlite3")
        python = try Tools.find("python3", package: "python3")
    }

    /// A Python that has DuckDB, which may be another than Debian's own.
    func pythonWithDuckDB() throws -> String {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        let others = path.split(separator: ":").map { "\($0)/python3" }
        let found = ([python] + others).first { program in
            guard access(program, X_OK) == 0 else { return false }
            return
                (try? PipedProgram.run(
                    program, ["-c", "import duckdb"], environment: ProcessInfo.processInfo.environment))?
                .ending == .exit(0)
        }
        guard let found else { throw Problem("no python3 has duckdb: pip install duckdb") }
        return found
    }

    /// Debian's own comes first: what stands before it on the path may be a script that starts it.
    static func find(_ name: String, package: String) throws -> String {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        let folders = ["/usr/bin"] + path.split(separator: ":").map(String.init)
        let places = folders.map { folder in "\(folder)/\(name)" }
        guard let found = places.first(where: { access($0, X_OK) == 0 }) else {
            throw Problem("\(name) is not installed: apt-get install -y \(package)")
        }
        return found
    }
}

/// Why nothing can be measured.
struct Problem: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
