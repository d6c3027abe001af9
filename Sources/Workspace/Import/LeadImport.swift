package import Qualification

/// Takes in a file of leads: finds out what it is, and turns its rows into JSON lines, in memory that does not grow
/// with the file but for some 32 bytes a row.
///
/// Errors that concern the whole file are `ImportError`; those of the source and of the closures pass through.
package struct LeadImport: Sendable {
    private let source: ImportSource
    private let overrides: [ColumnOverride]
    private let utcOffset: UTCOffset

    /// Prepares; nothing is read yet.
    ///
    /// `utcOffset` is that of dates without a zone.
    package init(
        source: ImportSource, overrides: [ColumnOverride] = [], utcOffset: UTCOffset = UTCOffset(minutes: 0)
    ) {
        self.source = source
        self.overrides = overrides
        self.utcOffset = utcOffset
    }

    // MARK: - Planning

    /// Decides on encoding, delimiter and columns, and reads so many leads as samples.
    ///
    /// The file is read once over for its encoding, and once more where dates such as `03/04/2026` need a look at the
    /// others of their column.
    package func plan(samples count: Int = 3) throws -> ImportPlan {
        let probe = try EncodingProbe(source.open())
        let (head, isWhole) = try head(probe)
        if let format = ForeignFormat.markup(in: head) { throw ImportError.foreign(format) }
        if head.allSatisfy({ $0 <= 0x20 }) { throw ImportError.empty }
        let guess = DelimiterGuess(head: head, isWhole: isWhole)
        let reader = try reader(probe, guess)
        switch try reader.next() {
        case nil: throw ImportError.empty
        case .mistake(let mistake): throw ImportError.badHeader(mistake)
        case .row: break
        }
        let headers = reader.strings
        let map = try ColumnMap(headers: headers, overrides: overrides)
        var plan = ImportPlan(
            encoding: probe.encoding, damagedBytes: probe.damagedBytes,
            delimiter: Character(Unicode.Scalar(guess.delimiter)), originalHeaders: headers, map: map,
            probe: probe,
            guess: guess)
        plan.dateOrder = try dateOrder(of: plan)
        if count > 0 { plan.samples = try samples(count, plan) }
        return plan
    }

    private static let headLength = 1 << 16

    private func head(_ probe: EncodingProbe) throws -> (bytes: [UInt8], isWhole: Bool) {
        let transcoder = Transcoder(try source.open(), probe)
        var filled = 0
        let bytes = try [UInt8](unsafeUninitializedCapacity: LeadImport.headLength) { buffer, count in
            while filled < buffer.count {
                let read = try transcoder.read(
                    into: UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]))
                if read <= 0 { break }
                filled += read
            }
            count = filled
        }
        return (bytes, filled < LeadImport.headLength)
    }

    private func reader(_ probe: EncodingProbe, _ guess: DelimiterGuess) throws -> CSVReader {
        let transcoder = Transcoder(try source.open(), probe, skipping: guess.preamble)
        return CSVReader(delimiter: guess.delimiter, firstLine: guess.preamble > 0 ? 2 : 1) { buffer in
            try transcoder.read(into: buffer)
        }
    }

    /// The order in which all dates of the column read that have one, if it is one; nil where no date has an order.
    ///
    /// Dates that differ, or that read both ways to the last, are read month first with slashes, day first with dashes.
    private func dateOrder(of plan: ImportPlan) throws -> DateOrder? {
        guard let column = plan.map.columns[.mqlAt]?.first else { return nil }
        let reader = try reader(plan.probe, plan.guess)
        var (orders, sign): (Set<DateOrder>, DateOrder?) = ([], nil)
        var rows = 0
        _ = try reader.next()
        while let event = try reader.next() {
            guard event == .row, column < reader.count else { continue }
            let cell = Cell.trimmed(CSVFormula.withoutApostrophe(reader.row.bytes(at: column)))
            if let order = DateReading.onlyOrder(cell) { orders.insert(order) }
            if sign == nil, DateReading.hasOrder(cell) {
                sign = cell.prefix(3).contains(UInt8(ascii: "-")) ? .dayFirst : .monthFirst
            }
            if !cell.isEmpty { rows += 1 }
            if orders.count > 1 || (sign == nil && rows >= 100) { break }
        }
        return orders.count == 1 ? orders.first : sign
    }

    private func samples(_ count: Int, _ plan: ImportPlan) throws -> [Lead] {
        struct Enough: Error {}
        var leads: [Lead] = []
        do {
            _ = try run(plan) { _, line in
                leads.append(try Lead(jsonLine: line))
                if leads.count == count { throw Enough() }
            } rejected: { _ in
            }
        } catch is Enough {}
        return leads
    }

    // MARK: - Running

    /// Plans, and takes in all rows.
    ///
    /// `imported` gets each lead with its JSON line, line feed included, whose bytes are gone when it returns: sorted
    /// keys, all of them always there, null where nothing is known; empty cells are left out of `extra`. `rejected`
    /// gets each row that is no lead. Both come in the order of the file; of rows with the same id the first counts.
    @discardableResult
    package func run(
        imported: (ImportedLead, UnsafeRawBufferPointer) throws -> Void,
        rejected: (RejectedRow) throws -> Void
    ) throws -> ImportCounts {
        try run(plan(samples: 0), imported: imported, rejected: rejected)
    }

    /// Takes in all rows as a plan has it.
    @discardableResult
    package func run(
        _ plan: ImportPlan, imported: (ImportedLead, UnsafeRawBufferPointer) throws -> Void,
        rejected: (RejectedRow) throws -> Void
    ) throws -> ImportCounts {
        let reader = try reader(plan.probe, plan.guess)
        _ = try reader.next()
        let translator = LeadTranslator(
            map: plan.map, dates: DateReading(order: plan.dateOrder, offset: utcOffset))
        var counts = ImportCounts()
        var seen = FingerprintSet()
        var footer = ReportFooter()
        var isAfterBlank = false
        var empty = EmptyRows()

        func rejectEmpty() throws {
            try empty.release { row in
                counts.rejected += 1
                try rejected(row)
            }
        }

        func take(_ row: CSVRow) throws {
            try rejectEmpty()
            switch translator.read(row) {
            case .failure(let rejection):
                counts.rejected += 1
                try rejected(RejectedRow(line: row.line, cells: row.strings, reason: rejection.reason))
            case .success(let lead):
                guard seen.insert(lead.id) else {
                    counts.duplicates += 1
                    return
                }
                counts.imported += 1
                try translator.write(row, imported)
            }
        }

        func release() throws {
            for reader in footer.release() {
                while try reader.next() == .row { try take(reader.row) }
            }
        }

        while let event = try reader.next() {
            if reader.blankLinesBefore > 0 { isAfterBlank = true }
            if case .mistake(let mistake) = event {
                try release()
                try rejectEmpty()
                counts.rejected += 1
                let parts = reader.skippedText.split(
                    separator: plan.guess.delimiter, omittingEmptySubsequences: false)
                let cells = parts.map { String(decoding: $0, as: UTF8.self) }
                try rejected(RejectedRow(line: reader.line, cells: cells, reason: .malformed(mistake)))
            } else if translator.isBlank(reader.row) {
                // Cells that are all empty are a row without a lead, unless nothing but a footer follows; an empty
                // line is nothing.
                if reader.row.count > 1 {
                    empty.hold(
                        RejectedRow(line: reader.row.line, cells: reader.row.strings, reason: .noIdentity))
                    if empty.isFull { try rejectEmpty() }
                } else {
                    counts.blank += 1
                }
                isAfterBlank = true
                continue
            } else if !footer.hold(reader.row, columns: plan.map.headers.count, isAfterBlank: isAfterBlank) {
                try release()
                try take(reader.row)
            }
            isAfterBlank = false
        }
        counts.blank += footer.isFooter || footer.held.isEmpty ? empty.count : 0
        if footer.isFooter { counts.footer = footer.held.count } else { try release() }
        return counts
    }
}
