//! The cost of a page against its depth, drawn.

use std::fmt::Write as _;

/// What pages at one depth cost, in processor microseconds.
pub(crate) struct Point {
    /// The part of the list that is before them.
    pub(crate) depth: f64,
    /// By following `next`.
    pub(crate) next: f64,
    /// By a bare offset.
    pub(crate) offset: f64,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
const MARGIN: f64 = 48.0;

/// An SVG of both lines.
pub(crate) fn draw(points: &[Point]) -> String {
    let highest = points.iter().map(|point| point.next.max(point.offset)).fold(1.0, f64::max) * 1.1;
    let x = |depth: f64| MARGIN + depth * (WIDTH - 2.0 * MARGIN);
    let y = |cost: f64| HEIGHT - MARGIN - cost / highest * (HEIGHT - 2.0 * MARGIN);
    let line = |cost: fn(&Point) -> f64| {
        let places = points.iter().map(|it| format!("{:.1},{:.1}", x(it.depth), y(cost(it))));
        places.collect::<Vec<_>>().join(" ")
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" \
         fill=\"white\"/>\n<text x=\"{MARGIN}\" y=\"20\">Processor time of a page of 20 (us) by its \
         depth in the list</text>\n"
    );
    for part in 0..=4 {
        let part = f64::from(part) / 4.0;
        let (cost, left, right) = (part * highest, x(0.0), x(1.0));
        // Writing to a text has nothing to fail on.
        let _ = writeln!(
            svg,
            "<line x1=\"{left:.1}\" x2=\"{right:.1}\" y1=\"{0:.1}\" y2=\"{0:.1}\" stroke=\"#ddd\"/>\
             <text x=\"4\" y=\"{0:.1}\">{cost:.0}</text>\
             <text x=\"{1:.1}\" y=\"{2:.1}\">{3:.0}%</text>",
            y(cost),
            x(part),
            HEIGHT - 20.0,
            part * 100.0
        );
    }
    for (name, colour, places, place) in [
        ("by next", "#0a6", line(|point| point.next), 36.0),
        ("by offset", "#c40", line(|point| point.offset), 52.0),
    ] {
        let _ = writeln!(
            svg,
            "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{places}\"/>\
             <text x=\"{:.1}\" y=\"{place}\" fill=\"{colour}\">{name}</text>",
            WIDTH - 2.5 * MARGIN
        );
    }
    svg + "</svg>\n"
}
