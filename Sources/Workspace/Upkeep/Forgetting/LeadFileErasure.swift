import Qualification

/// Takes a person out of the files of leads and of rejected rows.
struct LeadFileErasure {
    let identity: Identity
    let terms: IdentityTerms

    struct Result {
        var removed = 0
        var changed = 0
        var ids: Set<String> = []
        var isUntouched: Bool { removed == 0 && changed == 0 }
    }

    private enum Change {
        case remove
        case replace([UInt8])
    }

    // MARK: - Leads

    /// Removes the person's lines, and mentions in those of others; the other lines stay byte by byte.
    func erase(leads name: String, in folder: Folder) throws(FileError) -> Result {
        var result = Result()
        var changes: [Int: Change] = [:]
        var kept = 0
        let lines = try LineFile(name, in: folder, limit: Lead.jsonLineLimit)
        while let line = try lines.nextLine() {
            guard let bytes = line.bytes, let change = change(to: bytes, &result) else {
                kept += 1
                continue
            }
            changes[line.number] = change
            if case .replace = change { kept += 1 }
        }
        if result.isUntouched { return result }
        if kept == 0 {
            try folder.remove(name)
        } else {
            try rewrite(name, in: folder, changes)
        }
        return result
    }

    private func change(to bytes: UnsafeRawBufferPointer, _ result: inout Result) -> Change? {
        let kinds = terms.searched.kinds(in: bytes)
        guard !kinds.isEmpty || identity.hasShortID else { return nil }
        guard let lead = try? Lead(jsonLine: bytes) else {
            if kinds.isEmpty { return nil }
            result.removed += 1
            return .remove
        }
        if identity.isMet(id: lead.id, email: lead.email) {
            result.ids.insert(lead.id)
            result.removed += 1
            return .remove
        }
        let erased = Erasure.mentions(terms.identifying).erased(lead, of: identity)
        if erased == lead { return nil }
        result.changed += 1
        return .replace(erased.jsonLine)
    }

    private func rewrite(_ name: String, in folder: Folder, _ changes: [Int: Change]) throws(FileError) {
        let draft = try FileDraft(in: folder)
        let lines = try LineFile(name, in: folder, limit: Lead.jsonLineLimit)
        while let line = try lines.nextLine() {
            switch changes[line.number] {
            case .remove: continue
            case .replace(let bytes): try draft.append(bytes)
            case nil:
                if let bytes = line.bytes {
                    try draft.append(bytes)
                } else {
                    try copy(name, in: folder, offset: line.offset, count: line.count, to: draft)
                }
                // A line that was passed over for its length is counted with its line feed.
                if line.bytes != nil { try draft.append([UInt8(ascii: "\n")]) }
            }
        }
        try draft.commit(as: name, replacing: true)
    }

    private func copy(
        _ name: String, in folder: Folder, offset: Int64, count: Int, to draft: FileDraft
    ) throws(FileError) {
        var done = 0
        while done < count {
            let piece = min(1 << 20, count - done)
            try draft.append(folder.read(name, offset: offset + Int64(done), count: piece))
            done += piece
        }
    }

    // MARK: - Rejected rows

    /// Removes the rows that hold a term; a file without rows goes.
    func erase(rejects name: String, in folder: Folder) throws(FileError) -> Int {
        let file = try folder.open(name)
        let writer = CSVWriter()
        var out: [UInt8] = []
        var (kept, removed) = (0, 0)
        var offset: Int64 = 0
        let reader = CSVReader { buffer in
            let count = try file.read(into: buffer, at: offset)
            offset += Int64(count)
            return count
        }
        do {
            while let event = try reader.next() {
                let isHeader = kept + removed == 0
                let text = event == .row ? [] : reader.skippedText
                let cells = event == .row ? LeadFileErasure.cells(reader.row) : []
                if !isHeader, event == .row ? goes(cells) : !terms.searched.kinds(in: text).isEmpty {
                    removed += 1
                    continue
                }
                kept += 1
                if event == .row {
                    writer.append(cells, to: &out)
                } else {
                    out += text + Array(CSVWriter.LineEnd.crlf.rawValue.utf8)
                }
            }
        } catch let error as FileError {
            throw error
        } catch {
            throw FileError(.read, folder.path(of: name), .cutShort)
        }
        if removed == 0 { return 0 }
        if kept <= 1 {
            try folder.remove(name)
        } else {
            try folder.replace(name, with: out)
        }
        return removed
    }

    /// The cells as they were before our own writer put apostrophes to them.
    private static func cells(_ row: CSVRow) -> [String] {
        (0..<row.count).map {
            String(decoding: CSVFormula.withoutApostrophe(row.bytes(at: $0)), as: UTF8.self)
        }
    }

    /// Whether a row is the person's: it has an id or a company of theirs as a cell, or a term anywhere, which may be
    /// a name in two columns.
    private func goes(_ cells: [String]) -> Bool {
        if cells.contains(where: {
            identity.ids.contains($0) || terms.companies.contains(FoldedText.fold($0))
        }) {
            return true
        }
        return terms.identifying.finds(in: cells.joined(separator: " | "))
            || terms.identifying.finds(in: cells.joined(separator: " "))
    }
}

extension TermMatcher {
    fileprivate func kinds(in bytes: [UInt8]) -> Set<TermKind> { bytes.withUnsafeBytes { kinds(in: $0) } }
}
