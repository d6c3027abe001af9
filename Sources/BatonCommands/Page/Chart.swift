import LineEditor
import Reporting

/// A picture of a table: rows of bars, or of points with their intervals, under one scale.
///
/// It is as wide as a small screen and grows with it; what it shows stands in the table below it too.
struct Chart {
    struct Row {
        var name: String
        /// What is drawn, from 0 to 1; nil where there are too few.
        var value: Double?
        var interval: WilsonInterval?
        /// The share of this row and all above it, for a Pareto.
        var upToHere: Double?
        /// The figures in words, as they stand at the end of the row.
        var figures: String
    }

    /// A line across the rows.
    struct Mark {
        /// Above the row with this number; a half is in the middle of one.
        var row: Double
        var name: String
        var isMain: Bool
    }

    var title: String
    /// How it is read, where that does not go without saying.
    var caption: String?
    var rows: [Row]
    var marks: [Mark] = []
    /// A line down the rows, at a value that they are compared with.
    var usual: (name: String, value: Double)?
    /// Whether the values are points, and not the ends of bars.
    var hasPoints = false

    private static let width = 480.0
    private static let plot = 4.0...330.0
    /// The name stands above its bar, so that it has room and need not be small on a small screen.
    private static let rowHeight = 42.0
    /// From the top of a row to the middle of its bar.
    private static let middle = 27.0
    /// So many letters fit into a row.
    private static let nameColumns = 44

    /// Whether there is anything to see: a picture of too few would be empty.
    var isEmpty: Bool { rows.allSatisfy { $0.value == nil } }

    /// Draws it; `id` is told from those of other pictures on the page.
    func draw(_ id: String, on page: inout Markup) {
        let top = usual == nil ? 6.0 : 24.0
        let height = top + Double(rows.count) * Chart.rowHeight + (isScaled ? 26 : 6)
        page.element("figure") { page in
            page.element(
                "svg",
                [
                    "viewBox": "0 0 \(Chart.number(Chart.width)) \(Chart.number(height))", "role": "img",
                    "aria-labelledby": "\(id)-title \(id)-words",
                ]
            ) { svg in
                svg.element("title", ["id": "\(id)-title"], title)
                svg.element("desc", ["id": "\(id)-words"], words)
                drawScale(top, height, &svg)
                for (index, row) in rows.enumerated() {
                    draw(row, at: top + Double(index) * Chart.rowHeight + Chart.middle, &svg)
                }
                drawPareto(top, &svg)
                for mark in marks { draw(mark, top, &svg) }
            }
            if let caption { page.element("figcaption", caption) }
        }
    }

    /// Everything it shows, for those who do not see it.
    private var words: String {
        let rows = rows.map { "\($0.name): \($0.figures)" }
        let marks = marks.map(\.name) + (usual.map { [$0.name] } ?? [])
        return (rows + marks).joined(separator: "; ") + "."
    }

    /// Points need a scale to be read by; the lengths of bars compare without one.
    private var isScaled: Bool { hasPoints || rows.contains { $0.upToHere != nil } }

    /// The right end: everything, or where nothing comes near that a round number.
    private var greatest: Double {
        if rows.contains(where: { $0.upToHere != nil }) { return 1 }
        let most = rows.compactMap { $0.interval?.high ?? $0.value }.max() ?? 1
        if !hasPoints { return most > 0 ? most : 1 }
        return [0.1, 0.2, 0.4, 0.6, 0.8].first { $0 >= most } ?? 1
    }

    private func x(_ value: Double) -> Double {
        let (low, high) = (Chart.plot.lowerBound, Chart.plot.upperBound)
        return low + min(1, max(0, value / greatest)) * (high - low)
    }

    private func drawScale(_ top: Double, _ height: Double, _ svg: inout Markup) {
        let bottom = top + Double(rows.count) * Chart.rowHeight
        if isScaled {
            for step in 0...2 {
                let value = greatest * Double(step) / 2
                line(x(value), top, x(value), bottom, "grid", &svg)
                words(
                    "\(Int((value * 100).rounded())) %", step == 0 ? 0 : x(value), bottom + 17, "small",
                    anchor: step == 0 ? "start" : "middle", &svg)
            }
        } else {
            line(x(0), top, x(0), bottom, "grid", &svg)
        }
        if let usual {
            line(x(usual.value), top, x(usual.value), bottom, "usual", &svg)
            // Near the left edge half of it would be cut off.
            words(usual.name, max(48, x(usual.value)), top - 8, "small", anchor: "middle", &svg)
        }
    }

    private func draw(_ row: Row, at y: Double, _ svg: inout Markup) {
        words(Chart.cut(row.name), 9, y - 14, "name", &svg)
        words(row.figures, Chart.plot.upperBound + 12, y + 4.5, "figures", &svg)
        guard let value = row.value else { return }
        if hasPoints {
            if let interval = row.interval {
                line(x(interval.low), y, x(interval.high), y, "interval", &svg)
            }
            svg.void(
                "circle", ["class": "point", "cx": Chart.number(x(value)), "cy": Chart.number(y), "r": "5"])
        } else {
            svg.void(
                "rect",
                [
                    "class": "bar", "x": Chart.number(x(0)), "y": Chart.number(y - 8),
                    "width": Chart.number(x(value) - x(0)), "height": "16", "rx": "2",
                ])
        }
    }

    /// The line of a Pareto: how much the rows take together.
    private func drawPareto(_ top: Double, _ svg: inout Markup) {
        let points = rows.enumerated().compactMap { index, row in
            row.upToHere.map { (x($0), top + Double(index) * Chart.rowHeight + Chart.middle) }
        }
        guard points.count > 1 else { return }
        svg.void(
            "polyline",
            [
                "class": "together",
                "points": points.map { "\(Chart.number($0.0)),\(Chart.number($0.1))" }.joined(separator: " "),
            ])
        for (x, y) in points {
            svg.void("circle", ["class": "knot", "cx": Chart.number(x), "cy": Chart.number(y), "r": "3.5"])
        }
    }

    private func draw(_ mark: Mark, _ top: Double, _ svg: inout Markup) {
        let y = top + mark.row * Chart.rowHeight
        line(Chart.plot.lowerBound, y, Chart.plot.upperBound, y, mark.isMain ? "mark main" : "mark", &svg)
        words(mark.name, Chart.plot.upperBound, y - 4, "small", anchor: "end", &svg)
    }

    private func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ name: String, _ svg: inout Markup
    ) {
        svg.void(
            "line",
            [
                "class": name, "x1": Chart.number(x1), "y1": Chart.number(y1), "x2": Chart.number(x2),
                "y2": Chart.number(y2),
            ])
    }

    private func words(
        _ text: String, _ x: Double, _ y: Double, _ name: String, anchor: String = "start",
        _ svg: inout Markup
    ) {
        svg.element(
            "text", ["class": name, "x": Chart.number(x), "y": Chart.number(y), "text-anchor": anchor], text)
    }

    /// A name that would run out of the picture ends in an ellipsis; the table has all of it.
    private static func cut(_ name: String) -> String {
        let name = Sanitiser.visible(name)
        guard DisplayWidth.columns(of: name) > nameColumns else { return name }
        var kept = ""
        for character in name {
            guard DisplayWidth.columns(of: kept + String(character)) < nameColumns else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// With one decimal at the most.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}
