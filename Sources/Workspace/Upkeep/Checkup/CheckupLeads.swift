import Qualification

/// Reads the lines of all files of leads.
struct CheckupLeads {
    let workspace: Workspace

    private static let mostMistakes = 100

    func look(into report: inout CheckupReport) {
        let scan = WorkspaceScan(workspace)
        if let folder = scan.folder(workspace.leadsPath) {
            for name in scan.names(
                in: folder, where: { $0.hasSuffix(WorkspaceScan.leadsSuffix) && !$0.hasPrefix(".") })
            {
                do throws(FileError) {
                    try look(at: name, in: folder, &report)
                } catch {
                    report.add(error)
                }
            }
        }
        for (path, problem) in scan.unreadable {
            if case .file(let error) = problem { report.add(.unreadable(error), path) }
        }
    }

    private func look(at name: String, in folder: Folder, _ report: inout CheckupReport) throws(FileError) {
        let path = folder.path(of: name)
        let lines = try LineFile(name, in: folder, limit: Lead.jsonLineLimit)
        var count = 0
        while let line = try lines.nextLine() {
            guard let (mistake, column) = CheckupLeads.mistake(in: line) else { continue }
            count += 1
            if count > CheckupLeads.mostMistakes {
                report.add(.brokenLead(.more, line: line.number, column: nil), path)
                return
            }
            report.add(.brokenLead(mistake, line: line.number, column: column), path)
        }
    }

    private static func mistake(in line: LineFile.Line) -> (CheckupFinding.LeadMistake, column: Int?)? {
        guard let bytes = line.bytes else { return (.tooLong(limit: Lead.jsonLineLimit), nil) }
        do {
            let lead = try Lead(jsonLine: bytes, line: line.number)
            return lead.id.isEmpty ? (.noID, nil) : nil
        } catch let error as JSONError {
            return (.json(error), error.column)
        } catch let error as JSONShapeError {
            return (.shape(error), nil)
        } catch {
            return nil
        }
    }
}
