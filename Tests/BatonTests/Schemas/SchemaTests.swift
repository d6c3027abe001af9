import Foundation
import Qualification
import TestSupport
import Testing
import Workspace

/// The schemas, held against everything that Baton writes, reads and prints by a validator that is not Baton's own.
@Suite struct SchemaTests {
    /// What happened in one scene, and what one run of the validator said of all of it.
    private struct Finding: Sendable {
        var documents: [String: String] = [:]
        var calls: [JSONValue] = []
        var commands: Set<String> = []
        var schemas: [String: [String]]
        var violations: [String: [String]]

        init() throws {
            let scene = try SchemaScene()
            commands = scene.commands
            for document in scene.documents {
                documents[document.name] = document.schema.rawValue
                guard document.schema == .call else { continue }
                calls.append(try JSONValue.parse(Array(document.text.utf8), limit: .max))
            }
            let mutations = try Mutation.all.get().map {
                SchemaDocument(name: $0.name, schema: $0.schema, format: $0.format, text: $0.text)
            }
            let written = (WrittenByPeople.mistakes + WrittenByPeople.allowed).map {
                SchemaDocument(
                    name: $0.testDescription, schema: $0.schema, format: .yaml, text: $0.text)
            }
            let bases = Schema.allCases.filter(\.isWrittenByPeople).map {
                SchemaDocument(
                    name: "sample of \($0.rawValue)", schema: $0, format: .yaml,
                    text: WrittenByPeople.base($0))
            }
            for base in bases { documents[base.name] = base.schema.rawValue }
            let validation = try Validation(of: scene.documents + mutations + written + bases)
            schemas = validation.schemas
            violations = validation.documents
        }
    }

    private static let finding = Result { try Finding() }
    private let finding: Finding

    init() throws { finding = try Self.finding.get() }

    @Test(arguments: Schema.allCases)
    func isASchemaAndItsExamplesConform(schema: Schema) throws {
        let found = try #require(finding.schemas[schema.rawValue])
        #expect(found == [])
    }

    @Test func whatBatonWritesAndPrintsConforms() {
        for (name, schema) in finding.documents {
            let found = finding.violations[name]
            #expect(found == [], "\(name) is not as baton schema \(schema) says")
        }
        let schemas = Set(finding.documents.values)
        #expect(
            schemas == Set(Schema.allCases.map(\.rawValue)), "something of each is held against its schema")
    }

    /// Otherwise what conforms says little.
    @Test func everyKindOfThingOccursInTheRecords() {
        let entries = finding.calls.flatMap { $0["entries"]?.arrayValue ?? [] }
        func values(_ values: [JSONValue?]) -> Set<String> { Set(values.compactMap { $0?.stringValue }) }
        #expect(
            values(entries.map { $0["kind"] })
                == ["answer", "quote", "dodged", "grade", "note", "next", "mark", "undo"])
        #expect(
            values(entries.map { $0["value"]?["kind"] })
                == ["money", "date", "number", "yes-no", "choice", "person", "people"])
        #expect(
            values(finding.calls.map { $0["outcome"]?["verdict"] })
                == Set(Verdict.allCases.map(\.rawValue)))
        #expect(
            values(finding.calls.map { $0["outcome"]?["attempt"]?["disposition"] })
                == Set(Attempt.Disposition.allCases.map(\.rawValue)))
        let copies = entries.filter { $0["from"]?.stringValue != nil }
        #expect(
            values(copies.map { $0["kind"] }) == [
                "answer", "quote", "dodged", "grade", "note", "next", "mark",
            ])
        #expect(finding.calls.contains { $0["outcome"] == .null }, "a paused call")
        #expect(finding.calls.contains { $0["outcome"]?["override"]?.stringValue != nil })
    }

    @Test func everyCommandWithJSONHasASchema() throws {
        let help = try PipedProgram.run(
            Workplace.program, ["--experimental-dump-help"], environment: ["PATH": "/usr/bin:/bin"])
        let tree = try JSONValue.parse(Array(help.output.utf8), limit: .max)
        let commands = Set(commandsWithJSON(try #require(tree["command"]), path: []))
        try #require(commands.count > 5)
        #expect(
            commands.subtracting(finding.commands) == [],
            "what these print with --json needs a schema in Sources/Workspace/Schemas and a sample in SchemaScene"
        )
    }

    /// The paths of the commands that have the option, `checklist lint` for example.
    private func commandsWithJSON(_ command: JSONValue, path: [String]) -> [String] {
        let options = (command["arguments"]?.arrayValue ?? []).flatMap { $0["names"]?.arrayValue ?? [] }
        let own = options.contains { $0["name"]?.stringValue == "json" } ? [path.joined(separator: " ")] : []
        let below = (command["subcommands"]?.arrayValue ?? []).flatMap { sub in
            commandsWithJSON(sub, path: path + [sub["commandName"]?.stringValue ?? ""])
        }
        return own + below
    }

    // MARK: What they refuse

    @Test(arguments: try Mutation.all.get())
    func aDocumentWithOneThingWrongIsRefused(mutation: Mutation) throws {
        let found = try #require(finding.violations[mutation.name])
        #expect(found != [])
    }

    @Test(arguments: WrittenByPeople.mistakes)
    func whatAPersonGetsWrongIsRefusedByBatonAndBySchema(file: WrittenByPeople) throws {
        try #require(file.text != WrittenByPeople.base(file.schema), "nothing was changed")
        #expect(throws: ChecklistError.self) { try WrittenByPeople.read(file.text, as: file.schema) }
        let found = try #require(finding.violations[file.testDescription])
        #expect(found != [])
    }

    @Test(arguments: WrittenByPeople.allowed)
    func whatBatonReadsTheSchemaAllows(file: WrittenByPeople) throws {
        try WrittenByPeople.read(file.text, as: file.schema)
        #expect(finding.violations[file.testDescription] == [])
    }

    @Test func everySchemaRefusesSomething() throws {
        let schemas = try Mutation.all.get().map(\.schema) + WrittenByPeople.mistakes.map(\.schema)
        for schema in Schema.allCases { #expect(schemas.count { $0 == schema } >= 3, "\(schema.rawValue)") }
    }
}

/// How the schemas are written, whatever they say.
@Suite struct SchemaTextTests {
    @Test(arguments: Schema.allCases)
    func namesItselfAndDescribesEveryKey(schema: Schema) throws {
        let text = try JSONValue.parse(schema.bytes, limit: .max)
        #expect(text["$schema"]?.stringValue == "https://json-schema.org/draft/2020-12/schema")
        #expect(text["$id"]?.stringValue == "urn:baton:\(schema.rawValue):1")
        #expect(schema.bytes.last == UInt8(ascii: "\n"))
        for part in objects(text) {
            guard let properties = part["properties"]?.objectValue, part["additionalProperties"] != nil else {
                continue
            }
            let title = part["title"]?.stringValue ?? part["description"]?.stringValue ?? ""
            #expect(part["additionalProperties"] == false, "\(title)")
            for (key, value) in properties {
                #expect(value["description"]?.stringValue?.hasSuffix(".") == true, "\(title): \(key)")
            }
            // A condition has only the keys that it is made of.
            guard !schema.isWrittenByPeople, part["maxProperties"] == nil else { continue }
            // Every key is always present.
            #expect(part["required"] == JSONValue(properties.keys.sorted()), "\(title)")
        }
    }

    /// They are copies: each schema stands alone.
    @Test func whatHasOneNameIsDefinedOnce() throws {
        var known: [String: JSONValue] = [:]
        for schema in Schema.allCases where !schema.isWrittenByPeople {
            let text = try JSONValue.parse(schema.bytes, limit: .max)
            for (name, definition) in text["$defs"]?.objectValue ?? [:] {
                #expect(known[name] == nil || known[name] == definition, "\(schema.rawValue): \(name)")
                known[name] = definition
            }
        }
    }

    /// All mappings of a document, examples aside.
    private func objects(_ value: JSONValue) -> [JSONValue] {
        switch value {
        case .object(let members):
            [value] + members.filter { $0.key != "examples" }.values.flatMap(objects)
        case .array(let elements): elements.flatMap(objects)
        default: []
        }
    }
}

/// The command that prints them.
@Suite struct SchemaCommandTests {
    @Test func aloneItListsThemAndWithANameItPrintsOne() throws {
        let workplace = try Workplace()
        let list = try workplace.run("schema")
        #expect(list.ending == .exit(0) && list.errors == "")
        let names = list.lines.dropLast().map { $0.split(separator: " ").first.map(String.init) ?? "" }
        #expect(names == Schema.allCases.map(\.rawValue))
        for schema in Schema.allCases {
            let program = try workplace.run("schema", schema.rawValue)
            #expect(program.ending == .exit(0) && program.errors == "")
            #expect(Array(program.output.utf8) == schema.bytes)
        }
        #expect(workplace.files(in: "checklists") == [], "it needs no workspace and makes none")
    }

    @Test func anUnknownNameIs64WithTheNearest() throws {
        let workplace = try Workplace()
        let program = try workplace.run("schema", "feedbak")
        #expect(program.ending == .exit(64) && program.output == "")
        #expect(program.errors.hasPrefix("baton: no schema feedbak; did you mean `baton schema feedback`?\n"))
        let other = try workplace.run("schema", "\u{1B}[31mxyzzyxyzzy")
        #expect(other.ending == .exit(64))
        #expect(other.errors.contains("There are: call, feedback, acceptance, lead"))
        #expect(other.isHarmless)
    }
}
