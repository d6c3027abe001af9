import Crypto
import Qualification

/// Reads settings, reasons and checklists, and the texts that are kept for records.
struct CheckupChecklists {
    let workspace: Workspace

    private static let limit = 256 << 10

    /// `needed` are the hashes that records name, each with how many do, and the path of one.
    func look(needed: [String: (records: Int, path: String)], into report: inout CheckupReport) {
        var present: Set<String> = []
        for name in BuiltInChecklists.fileNames {
            if let bytes = BuiltInChecklists.bytes(of: name) { present.insert(SHA256.hexadecimal(of: bytes)) }
        }
        lookIntoLibrary(&present, &report)
        lookIntoKept(&present, &report)
        for (sha256, need) in needed.sorted(by: { $0.key < $1.key }) where !present.contains(sha256) {
            report.add(.checklistMissing(sha256: sha256, records: need.records), need.path)
        }
    }

    private func lookIntoLibrary(_ present: inout Set<String>, _ report: inout CheckupReport) {
        let library = ChecklistLibrary(folder: workspace.checklistsPath)
        var reasons = ReasonList(reasons: [])
        do throws(ChecklistError) {
            reasons = try library.reasons()
        } catch {
            report.add(.mistakes(error), "\(workspace.checklistsPath)/\(BuiltInChecklists.reasonsFile)")
            let bytes = BuiltInChecklists.bytes(of: BuiltInChecklists.reasonsFile) ?? []
            if let builtIn = try? ReasonListReader.read(bytes, path: BuiltInChecklists.reasonsFile) {
                reasons = builtIn
            }
        }
        do throws(ChecklistError) {
            for listing in try library.all(reasons: reasons) {
                guard let path = listing.path else { continue }
                if let bytes = (try? TextFile.bytes(atPath: path)) ?? nil {
                    present.insert(SHA256.hexadecimal(of: bytes))
                }
                switch listing.result {
                case .failure(let error): report.add(.mistakes(error), path)
                case .success(let loaded):
                    let linted = LintedFile(loaded.bytes, path: path, reasons: reasons)
                    let errors = linted.diagnostics.count { $0.severity == .error }
                    if errors > 0 { report.add(.meaninglessRules(count: errors), path) }
                }
            }
        } catch {
            report.add(.mistakes(error), workspace.checklistsPath)
        }
        do throws(ChecklistError) {
            let settings = try SettingsReader.read(file: workspace.settingsPath)
            do throws(ChecklistError) {
                _ = try library.checklist(named: settings.checklist, reasons: reasons)
            } catch {
                // What is wrong inside the file has been said.
                switch error {
                case .noSuchChecklist, .ambiguousName: report.add(.mistakes(error), workspace.settingsPath)
                case .mistakes, .notAFile, .unreadable: break
                }
            }
        } catch {
            report.add(.mistakes(error), workspace.settingsPath)
        }
    }

    private func lookIntoKept(_ present: inout Set<String>, _ report: inout CheckupReport) {
        do throws(FileError) {
            let folder = try Folder(workspace.usedChecklistsPath, in: workspace)
            for name in try folder.entries().map(\.name).sorted()
            where WorkspaceLayout.isHash(name, suffix: ".yaml") {
                let path = folder.path(of: name)
                do throws(FileError) {
                    let bytes = try folder.read(name, limit: CheckupChecklists.limit)
                    let sha256 = SHA256.hexadecimal(of: bytes)
                    if name == "\(sha256).yaml" {
                        present.insert(sha256)
                    } else {
                        report.add(.checklistChanged, path)
                    }
                } catch {
                    if case .tooLarge = error.problem {
                        report.add(.checklistChanged, path)
                    } else {
                        report.add(error)
                    }
                }
            }
        } catch {
            report.add(error)
        }
    }
}
