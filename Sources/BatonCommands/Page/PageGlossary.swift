import Reporting

/// What the figures of a page mean, at its end: unfolded, so that it is on paper too, and said once.
struct PageGlossary {
    static let id = "figures"
    static let title = "What the figures mean"

    private let reports: [Report]
    /// What several reports define alike.
    private let common: [Report.Definition]

    init(_ reports: [Report]) {
        self.reports = reports
        var known: [Report.Definition] = []
        var common: [Report.Definition] = []
        for definition in reports.flatMap(\.definitions) {
            if !known.contains(definition) {
                known.append(definition)
            } else if !common.contains(definition) {
                common.append(definition)
            }
        }
        self.common = common
    }

    static func id(of report: Report) -> String { "\(id)-\(report.id)" }

    func draw(on page: inout Markup) {
        page.element("section", ["class": "report glossary", "aria-labelledby": PageGlossary.id]) { page in
            page.element("h2", ["id": PageGlossary.id], PageGlossary.title)
            draw(common, PageWording.everywhere, nil, &page)
            for report in reports {
                let own = report.definitions.filter { !common.contains($0) }
                draw(own, report.title, PageGlossary.id(of: report), &page)
            }
        }
    }

    private func draw(
        _ definitions: [Report.Definition], _ title: String, _ id: String?, _ page: inout Markup
    ) {
        guard !definitions.isEmpty || id != nil else { return }
        page.element("h3", id.map { ["id": $0] } ?? [:], title)
        guard !definitions.isEmpty else { return }
        page.element("dl") { page in
            for definition in definitions {
                page.element("div") { page in
                    page.element("dt", definition.term)
                    page.element("dd", definition.meaning)
                }
            }
        }
    }
}
