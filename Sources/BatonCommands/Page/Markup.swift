/// HTML in the making, with SVG in it, that nothing from outside can break.
///
/// Names of elements and attributes are literals of the program; whatever else comes in is text, which is made visible
/// and escaped. It is well-formed XML too.
struct Markup {
    private(set) var html = ""

    typealias Attributes = KeyValuePairs<StaticString, String>

    mutating func text(_ text: String) { html += Markup.escaped(text) }

    /// An element and what `body` puts into it.
    mutating func element(
        _ name: StaticString, _ attributes: Attributes = [:], _ body: (inout Markup) -> Void
    ) {
        open(name, attributes)
        html += ">"
        body(&self)
        html += "</\(name)>"
    }

    mutating func element(_ name: StaticString, _ attributes: Attributes, _ text: String) {
        element(name, attributes) { $0.text(text) }
    }

    mutating func element(_ name: StaticString, _ text: String) { element(name, [:], text) }

    /// An element without content.
    mutating func void(_ name: StaticString, _ attributes: Attributes = [:]) {
        open(name, attributes)
        html += "/>"
    }

    /// A style sheet, which is the program's own.
    mutating func style(_ sheet: StaticString) { html += "<style>\(sheet)</style>" }

    private mutating func open(_ name: StaticString, _ attributes: Attributes) {
        html += "<\(name)"
        for (name, value) in attributes { html += " \(name)=\"\(Markup.escaped(value))\"" }
    }

    private static func escaped(_ text: String) -> String {
        // A percentage stays on one line.
        let text = Sanitiser.visible(text).replacing(" %", with: "\u{A0}%")
        guard text.utf8.contains(where: { [0x22, 0x26, 0x27, 0x3C, 0x3E].contains($0) }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
