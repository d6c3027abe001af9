import Qualification
import Reporting

/// Reports as one page that needs nothing but itself: no script, no network, no other file.
struct ReportPage {
    var title: String
    /// What the reports are of, under the title.
    var subtitle: String
    /// What could be changed, what concerns most first; nil where the page is about something else.
    var findings: [Finding]?
    var reports: [Report]
    /// When and by what it was made, at the foot.
    var made: String

    /// So many findings stand on top for each who has to act.
    static let mostFindings = 4

    /// `digest` is the Base64 of the SHA-256 of the style sheet, the only thing that the page may use.
    func html(styleDigest digest: String) -> String {
        var page = Markup()
        page.element("html", ["lang": "en"]) { page in
            page.element("head") { page in
                page.void("meta", ["charset": "utf-8"])
                page.void(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content":
                            "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'",
                    ])
                page.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                page.void("meta", ["name": "color-scheme", "content": "light dark"])
                page.void("meta", ["name": "referrer", "content": "no-referrer"])
                page.element("title", "\(title), \(subtitle)")
                page.style(PageStyle.sheet)
            }
            page.element("body") { page in
                page.element("main") { page in
                    page.element("header") { page in
                        page.element("h1", title)
                        page.element("p", ["class": "subtitle"], subtitle)
                    }
                    if let findings { draw(findings, &page) }
                    if reports.count > 1 { drawContents(&page) }
                    for report in reports { draw(report, &page) }
                    PageGlossary(reports).draw(on: &page)
                }
                page.element("footer") { $0.element("p", made) }
            }
        }
        return "<!DOCTYPE html>\n\(page.html)\n"
    }

    // MARK: The minute at the top

    private func draw(_ findings: [Finding], _ page: inout Markup) {
        page.element("section", ["class": "findings", "aria-labelledby": "findings"]) { page in
            drawStages(&page)
            page.element("h2", ["id": "findings"], "What to change")
            guard !findings.isEmpty else {
                page.element(
                    "p", "Nothing stands out that these counts support. The reports below have the figures.")
                return
            }
            page.element("div", ["class": "owners"]) { page in
                for owner in Finding.Owner.allCases {
                    let own = findings.filter { $0.owner == owner }
                    if !own.isEmpty { draw(own, of: owner, &page) }
                }
            }
            page.element("p", ["class": "note"], PageWording.choice)
        }
    }

    private func draw(_ findings: [Finding], of owner: Finding.Owner, _ page: inout Markup) {
        page.element("div", ["class": "owner"]) { page in
            page.element("h3", PageWording.name(owner))
            page.element("ol") { page in
                for finding in findings.prefix(ReportPage.mostFindings) {
                    page.element("li") { page in
                        page.element("p", ["class": "change"], PageWording.change(finding))
                        page.element("p", ["class": "headline"]) { page in
                            page.text(finding.headline + " ")
                            let kind = finding.subject.report
                            page.element("a", ["href": "#\(kind.rawValue)"], kind.title)
                        }
                    }
                }
            }
        }
    }

    /// How many leads came how far.
    private func drawStages(_ page: inout Markup) {
        guard let section = reports.first(where: { $0.id == ReportKind.funnel.rawValue })?.sections.first,
            section.id == "stages", !section.table.rows.isEmpty
        else { return }
        page.element("dl", ["class": "stages"]) { page in
            for row in section.table.rows {
                guard let share = section.share("leads", row), let name = section.text("stage", row) else {
                    continue
                }
                page.element("div") { page in
                    page.element("dt", name)
                    page.element("dd") { page in
                        page.element("span", ["class": "big"], share.count.grouped)
                        if share.count != share.of, let percent = share.percent {
                            page.element("span", ["class": "part"], "\(percent) % of leads")
                        }
                    }
                }
            }
        }
    }

    private func drawContents(_ page: inout Markup) {
        page.element("nav", ["aria-label": "Reports"]) { page in
            page.element("ul") { page in
                for report in reports {
                    page.element("li") { $0.element("a", ["href": "#\(report.id)"], report.title) }
                }
                page.element("li") { $0.element("a", ["href": "#\(PageGlossary.id)"], PageGlossary.title) }
            }
        }
    }

    // MARK: Reports

    private func draw(_ report: Report, _ page: inout Markup) {
        page.element("section", ["class": "report", "aria-labelledby": report.id]) { page in
            page.element("h2", ["id": report.id], report.title)
            page.element("p", ["class": "question"], report.question)
            page.element("p", ["class": "answer"], report.answer)
            for warning in report.warnings { page.element("p", ["class": "warning"], "Note: \(warning)") }
            for section in report.sections {
                guard section.table.rows.contains(where: { !$0.isTotal }) else { continue }
                draw(section, of: report, &page)
            }
            page.element("p", ["class": "meaning"]) {
                $0.element("a", ["href": "#\(PageGlossary.id(of: report))"], "What these figures mean")
            }
        }
    }

    private func draw(_ section: Report.Section, of report: Report, _ page: inout Markup) {
        page.element("section", ["class": "part"]) { page in
            page.element("h3", section.title)
            for note in section.notes { page.element("p", ["class": "note"], note) }
            guard section.id != Review.worksheet else { return drawWorksheet(section, &page) }
            let chart = ReportChart(section, of: report)
            chart?.draw("\(report.id)-\(section.id)", on: &page)
            PageTable(
                section: section, caption: "\(report.title): \(section.title)", hasBars: chart == nil
            ).draw(on: &page)
        }
    }

    /// Points that a meeting works through, each with room for what it decides.
    private func drawWorksheet(_ section: Report.Section, _ page: inout Markup) {
        page.element("ol", ["class": "worksheet"]) { page in
            for row in section.table.rows {
                page.element("li") { page in
                    page.element("p", ["class": "change"], section.text("question", row) ?? "")
                    page.element("p", ["class": "headline"], section.text("point", row) ?? "")
                    page.element("p", ["class": "note"], ReviewWording.evidence(section, row))
                    page.element("dl", ["class": "blanks"]) { page in
                        for blank in ["Decision", "Owner", "By"] {
                            page.element("div") { page in
                                page.element("dt", blank)
                                page.element("dd", "\u{A0}")
                            }
                        }
                    }
                }
            }
        }
    }
}
