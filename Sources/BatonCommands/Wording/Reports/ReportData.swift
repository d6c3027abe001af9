import Qualification
import Reporting
import Workspace

/// A report as data: JSON, and rows for a spreadsheet.
struct ReportData {
    var report: Report

    // MARK: JSON

    var json: JSONValue {
        [
            "report": .string(report.id), "title": .string(report.title),
            "question": .string(report.question), "answer": .string(report.answer),
            "since": JSONValue(report.period.since?.description),
            "until": JSONValue(report.period.until?.description), "warnings": JSONValue(report.warnings),
            "sections": .array(report.sections.map(json)),
            "definitions": .array(
                report.definitions.map { ["term": .string($0.term), "meaning": .string($0.meaning)] }),
        ]
    }

    /// What `baton report --json` says of it.
    var headline: JSONValue {
        [
            "report": .string(report.id), "question": .string(report.question),
            "answer": .string(report.answer),
        ]
    }

    private func json(_ section: Report.Section) -> JSONValue {
        let columns = section.table.columns
        return [
            "id": .string(section.id), "title": .string(section.title), "notes": JSONValue(section.notes),
            "columns": .array(
                columns.map {
                    ["id": .string($0.id), "title": .string($0.title), "kind": .string($0.kind.rawValue)]
                }),
            "rows": .array(
                section.table.rows.map { row in
                    let cells = zip(columns, row.cells).map { ($0.id, ReportData.json($1)) }
                    return [
                        "cells": .object(Dictionary(cells) { first, _ in first }),
                        "total": .bool(row.isTotal), "words": JSONValue(row.quotes),
                    ]
                }),
        ]
    }

    private static func json(_ cell: ReportTable.Cell) -> JSONValue {
        switch cell {
        case .text(let text): JSONValue(text)
        case .count(let count): JSONValue(count)
        case .share(let share):
            ["count": JSONValue(share.count), "of": JSONValue(share.of), "percent": JSONValue(share.percent)]
        case .rate(let share):
            [
                "count": JSONValue(share.count), "of": JSONValue(share.of),
                "percent": JSONValue(share.percent), "low": number(WilsonInterval(share)?.lowPercent),
                "high": number(WilsonInterval(share)?.highPercent),
            ]
        case .seconds(let value), .number(let value): number(value)
        case .grades(let counts): .array(counts.map { JSONValue($0) })
        }
    }

    private static func number(_ value: Double?) -> JSONValue { value.map { .double($0) } ?? .null }

    // MARK: CSV

    /// All tables as one: each row says which section it is of, and has the cells that the section has.
    var csv: [UInt8] {
        var names: [String] = []
        var known: Set<String> = []
        let columns = report.sections.flatMap(\.table.columns)
        // What a row is about stands before its figures, whichever section has it.
        for column in columns.filter({ $0.kind == .text }) + columns.filter({ $0.kind != .text }) {
            for name in ReportData.names(column) where known.insert(name).inserted { names.append(name) }
        }
        let hasWords = report.sections.contains { $0.table.rows.contains { !$0.quotes.isEmpty } }
        let writer = CSVWriter()
        var out: [UInt8] = []
        writer.append(["section"] + names + ["total"] + (hasWords ? ["words"] : []), to: &out)
        for section in report.sections {
            for row in section.table.rows {
                var cells: [String: String] = [:]
                var figures: Set<String> = []
                for (column, cell) in zip(section.table.columns, row.cells) {
                    for (name, text) in zip(ReportData.names(column), ReportData.texts(cell)) {
                        cells[name] = text
                        if column.kind != .text { figures.insert(name) }
                    }
                }
                writer.append(
                    [section.id] + names.map { cells[$0] ?? "" } + [row.isTotal ? "yes" : "no"]
                        + (hasWords ? [row.quotes.joined(separator: " | ")] : []),
                    figures: Set(names.indices.filter { figures.contains(names[$0]) }.map { $0 + 1 }),
                    to: &out)
            }
        }
        return out
    }

    /// The columns of a spreadsheet that one of a table takes.
    private static func names(_ column: ReportTable.Column) -> [String] {
        switch column.kind {
        case .text, .count, .number: [column.id]
        case .seconds: ["\(column.id)Seconds"]
        case .share: [column.id, "\(column.id)Of", "\(column.id)Percent"]
        case .rate: ["", "Of", "Percent", "Low", "High"].map { column.id + $0 }
        case .grades: (0...3).map { "grade\($0)" }
        }
    }

    private static func texts(_ cell: ReportTable.Cell) -> [String] {
        switch cell {
        case .text(let text): [text ?? ""]
        case .count(let count): ["\(count)"]
        case .seconds(let value), .number(let value): [value.map { "\($0)" } ?? ""]
        case .share(let share): ["\(share.count)", "\(share.of)", share.percent.map { "\($0)" } ?? ""]
        case .rate(let share):
            [
                "\(share.count)", "\(share.of)", share.percent.map { "\($0)" } ?? "",
                WilsonInterval(share).map { "\($0.lowPercent)" } ?? "",
                WilsonInterval(share).map { "\($0.highPercent)" } ?? "",
            ]
        case .grades(let counts): counts.map { "\($0)" }
        }
    }
}
