//! A plot of the cost of a page against its depth, in light or dark colours.

use std::fmt::Write as _;

/// Depths of the plot, as parts of the list.
pub(crate) const DEPTHS: [f64; 8] = [0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.98];

/// The cost of pages at one depth, in processor microseconds.
pub(crate) struct Point {
    /// The part of the list before the page.
    pub(crate) depth: f64,
    /// By following `next`.
    pub(crate) next: f64,
    /// By a bare offset.
    pub(crate) offset: f64,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 340.0;
/// Positions of the axes.
const LEFT: f64 = 64.0;
const RIGHT: f64 = WIDTH - 112.0;
const TOP: f64 = 64.0;
const BOTTOM: f64 = HEIGHT - 56.0;
/// Least distance of two labels.
const APART: f64 = 18.0;

const STYLE: &str = "\
  .paper { fill: #ffffff } .text { fill: #1f2933 } .faint { fill: #52606d } .grid { stroke: #e4e7eb }
  .next { stroke: #0b7285 } .next-text { fill: #0b7285 } .offset { stroke: #c2410c } .offset-text { fill: #c2410c }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #15191e } .text { fill: #e6e9ec } .faint { fill: #9aa5b1 } .grid { stroke: #2f3740 }
    .next { stroke: #4dc3d8 } .next-text { fill: #4dc3d8 } .offset { stroke: #fb923c } .offset-text { fill: #fb923c }
  }";

/// One of the two costs at a point.
type Cost = fn(&Point) -> f64;

/// An SVG of both lines; `of` names the domain.
pub(crate) fn draw(points: &[Point], of: &str) -> String {
    let highest = points.iter().flat_map(|it| [it.next, it.offset]).fold(1.0, f64::max);
    let step = step(highest);
    let steps = (highest / step).ceil();
    let x = |depth: f64| LEFT + depth * (RIGHT - LEFT);
    let y = |cost: f64| BOTTOM - cost / (steps * step) * (BOTTOM - TOP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-labelledby=\"title\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n\
         <title id=\"title\">Processor time of a page of 20 by its depth in the list: {of}</title>\n\
         <style>\n{STYLE}\n</style>\n\
         <rect class=\"paper\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"8\"/>\n\
         <text class=\"text\" x=\"{LEFT}\" y=\"28\" font-size=\"15\" font-weight=\"600\">\
         A page of 20 costs the same at any depth</text>\n\
         <text class=\"faint\" x=\"{LEFT}\" y=\"46\">Processor microseconds a request; {of}</text>\n"
    );
    let mut level = 0.0;
    while level <= steps {
        let (cost, height) = (level * step, y(level * step));
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{height:.1}\" y2=\"{height:.1}\"/>\
             <text class=\"faint\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{cost:.0}</text>",
            LEFT - 10.0,
            height + 4.0
        );
        level += 1.0;
    }
    for part in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let _ = writeln!(
            svg,
            "<text class=\"faint\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.0}%</text>",
            x(part),
            BOTTOM + 20.0,
            part * 100.0
        );
    }
    let _ = writeln!(
        svg,
        "<text class=\"faint\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">\
         part of the list that is before the page</text>",
        f64::midpoint(LEFT, RIGHT),
        BOTTOM + 42.0
    );
    let end = points.last().map_or((0.0, 0.0), |last| (y(last.next), y(last.offset)));
    let labels = apart(end);
    let lines: [(&str, &str, Cost, f64); 2] = [
        ("offset", "by offset", |point| point.offset, labels.1),
        ("next", "by next", |point| point.next, labels.0),
    ];
    for (class, name, cost, label) in lines {
        let places = points.iter().map(|it| (x(it.depth), y(cost(it))));
        let path: Vec<String> = places.clone().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(
            svg,
            "<polyline class=\"{class}\" fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" \
             points=\"{}\"/>",
            path.join(" ")
        );
        for (x, y) in places {
            let _ = writeln!(
                svg,
                "<circle class=\"{class}-text\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"
            );
        }
        let _ = writeln!(
            svg,
            "<text class=\"{class}-text\" x=\"{:.1}\" y=\"{:.1}\" font-weight=\"600\">{name}</text>",
            RIGHT + 8.0,
            label + 4.0
        );
    }
    svg + "</svg>\n"
}

/// Moves two overlapping labels apart.
fn apart((one, other): (f64, f64)) -> (f64, f64) {
    if (one - other).abs() >= APART {
        return (one, other);
    }
    let middle = f64::midpoint(one, other);
    let (above, below) = (middle - APART / 2.0, middle + APART / 2.0);
    if one <= other { (above, below) } else { (below, above) }
}

/// A round step so that about five reach `highest`.
fn step(highest: f64) -> f64 {
    let rough = highest / 5.0;
    let power = 10_f64.powf(rough.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|part| part * power);
    steps.into_iter().find(|step| *step >= rough).unwrap_or(rough)
}
