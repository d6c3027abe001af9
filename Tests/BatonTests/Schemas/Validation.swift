import Foundation
import TestSupport
import Workspace

/// A document to be held against a schema; the name is unique.
struct SchemaDocument {
    enum Format: String { case json, jsonl, yaml }

    var name: String
    var schema: Schema
    var format = Format.json
    var text: String
}

/// What an independent validator says of schemas and documents.
struct Validation {
    /// The violations found in each schema itself and in its examples.
    private(set) var schemas: [String: [String]] = [:]
    /// The violations found in each document, by its name.
    private(set) var documents: [String: [String]] = [:]

    /// Debian's own python3, whose packages the README's test command installs.
    private static let python = "/usr/bin/python3"
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
        path: "validate.py")

    /// Holds all documents against their schemas in one go.
    init(of documents: [SchemaDocument]) throws {
        let manifest: JSONValue = [
            "schemas": .object(
                Dictionary(
                    uniqueKeysWithValues: Schema.allCases.map {
                        ($0.rawValue, .string(String(decoding: $0.bytes, as: UTF8.self)))
                    })),
            "documents": .array(
                documents.map { document in
                    [
                        "name": .string(document.name), "schema": .string(document.schema.rawValue),
                        "format": .string(document.format.rawValue), "text": .string(document.text),
                    ]
                }),
        ]
        let run: PipedProgram
        do {
            run = try PipedProgram.run(
                Validation.python, ["-B", Validation.script.path], input: manifest.encoded(.compact),
                environment: ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"])
        } catch {
            throw Unavailable(errors: "\(error)")
        }
        guard run.ending == .exit(0) else { throw Unavailable(errors: run.errors) }
        let result = try JSONValue.parse(Array(run.output.utf8), limit: .max)
        schemas = Validation.lists(result["schemas"])
        self.documents = Validation.lists(result["documents"])
    }

    private static func lists(_ value: JSONValue?) -> [String: [String]] {
        (value?.objectValue ?? [:]).mapValues { $0.arrayValue?.compactMap(\.stringValue) ?? [] }
    }

    struct Unavailable: Error, CustomStringConvertible {
        var errors: String

        var description: String {
            """
            The validator did not run: apt-get install -y python3-jsonschema python3-yaml
            \(errors)
            """
        }
    }
}
