import ArgumentParser
import Workspace

/// `baton schema`: what files and output look like, for programs and editors.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of a file, or of what --json prints.",
        discussion: """
            EXAMPLES
              baton schema                       the schemas that there are
              baton schema call                  the record of a call
              baton schema call | jq '."$defs".outcome'
              baton schema checklist > checklist.schema.json

            A checklist that begins with
              # yaml-language-server: $schema=checklist.schema.json
            is completed and checked by editors while it is written. The schemas are JSON
            Schema 2020-12.
            """)

    @Argument(
        help: "Whose schema; without it they are listed.",
        completion: .list(Schema.allCases.map(\.rawValue)))
    var name: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let out = StandardOutput()
        if let name {
            guard let schema = Schema(named: name) else { throw SchemaWording.unknown(name) }
            out.write(String(decoding: schema.bytes, as: UTF8.self))
        } else if output.isJSON {
            let list = JSONValue.array(Schema.allCases.map(SchemaWording.json))
            out.write(String(decoding: list.encoded(.pretty), as: UTF8.self))
        } else {
            out.write(SchemaWording.table(width: out.width))
        }
    }
}
