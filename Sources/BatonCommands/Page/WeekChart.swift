import Reporting

/// A picture of a share from week to week: a line through the weeks that have a percentage.
struct WeekChart {
    struct Week {
        var name: String
        var share: Share
    }

    var title: String
    var weeks: [Week]

    private static let plot = (left: 44.0, right: 468.0, top: 12.0, bottom: 132.0)

    /// One point is no line.
    var isEmpty: Bool { weeks.count { $0.share.percent != nil } < 2 }

    func draw(_ id: String, on page: inout Markup) {
        page.element("figure") { page in
            page.element(
                "svg",
                ["viewBox": "0 0 480 160", "role": "img", "aria-labelledby": "\(id)-title \(id)-words"]
            ) { svg in
                svg.element("title", ["id": "\(id)-title"], title)
                svg.element("desc", ["id": "\(id)-words"], words)
                drawScale(&svg)
                drawLines(&svg)
            }
            page.element("figcaption", title)
        }
    }

    private var words: String {
        weeks.map { week in
            let percent = week.share.percent.map { " (\($0) %)" } ?? ""
            return "\(week.name): \(week.share.count.grouped) of \(week.share.of.grouped)\(percent)"
        }
        .joined(separator: "; ") + "."
    }

    private func x(_ index: Int) -> Double {
        let (left, right) = (WeekChart.plot.left + 8, WeekChart.plot.right - 8)
        return weeks.count < 2
            ? (left + right) / 2 : left + Double(index) / Double(weeks.count - 1) * (right - left)
    }

    private func y(_ fraction: Double) -> Double {
        WeekChart.plot.bottom - fraction * (WeekChart.plot.bottom - WeekChart.plot.top)
    }

    private func drawScale(_ svg: inout Markup) {
        for step in 0...2 {
            let height = Chart.number(y(Double(step) / 2))
            svg.void(
                "line",
                [
                    "class": "grid", "x1": Chart.number(WeekChart.plot.left), "y1": height,
                    "x2": Chart.number(WeekChart.plot.right), "y2": height,
                ])
            svg.element(
                "text",
                [
                    "class": "small", "x": Chart.number(WeekChart.plot.left - 6),
                    "y": Chart.number(y(Double(step) / 2) + 4), "text-anchor": "end",
                ], "\(step * 50) %")
        }
        for (index, anchor) in [(0, "start"), (weeks.count - 1, "end")] where weeks.indices.contains(index) {
            svg.element(
                "text",
                [
                    "class": "small",
                    "x": Chart.number(index == 0 ? WeekChart.plot.left : WeekChart.plot.right),
                    "y": Chart.number(WeekChart.plot.bottom + 20), "text-anchor": anchor,
                ], weeks[index].name)
        }
    }

    /// A week of too few breaks the line.
    private func drawLines(_ svg: inout Markup) {
        let runs = weeks.enumerated().split { $0.element.share.percent == nil }
        for run in runs {
            let points = run.map { (x($0.offset), y($0.element.share.fraction)) }
            svg.void(
                "polyline",
                [
                    "class": "together",
                    "points": points.map { "\(Chart.number($0.0)),\(Chart.number($0.1))" }
                        .joined(separator: " "),
                ])
            for (x, y) in points {
                svg.void(
                    "circle", ["class": "point", "cx": Chart.number(x), "cy": Chart.number(y), "r": "3.5"])
            }
        }
    }
}
