//! A map of places, drawn within the page: as many degrees east as degrees north, so that nothing
//! has to be fetched from anywhere.

use roster_directory::LocationNode;

/// The width of the drawing, and its greatest and least height, in its own units.
const WIDTH: f64 = 900.0;
const HEIGHTS: (f64, f64) = (560.0, 260.0);

/// How much is left free around the outermost places, as a share of the span.
const MARGIN: f64 = 0.12;

/// The least span that is drawn, in degrees: a village, where there is but one place.
const LEAST: f64 = 0.02;

/// The distances that lines of the grid may have, in degrees.
const STEPS: [f64; 15] =
    [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0];

/// The places that names are written beside, at most.
const NAMED: usize = 60;

/// A map.
pub(super) struct Chart {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) points: Vec<Point>,
    /// Lines from south to north, each with its degrees.
    pub(super) meridians: Vec<Line>,
    /// Lines from west to east.
    pub(super) parallels: Vec<Line>,
}

/// A place on the map.
pub(super) struct Point {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) name: String,
    /// Where the name is written, where there is room.
    pub(super) label: Option<Label>,
}

/// A name beside its place.
pub(super) struct Label {
    pub(super) x: String,
    pub(super) y: String,
    /// `start` or `end`.
    pub(super) anchor: &'static str,
}

/// A line of the grid.
pub(super) struct Line {
    pub(super) at: String,
    pub(super) degrees: String,
}

impl Chart {
    /// The map of those places that have degrees; none when no place has any.
    pub(super) fn of(places: &[LocationNode]) -> Option<Self> {
        let located: Vec<(f64, f64, &str)> = places.iter().filter_map(located).collect();
        let north = Span::of(located.iter().map(|(north, ..)| *north))?;
        let east = Span::of(located.iter().map(|(_, east, _)| *east))?;
        // One degree is as long in both directions.
        let unit = (WIDTH / east.length()).min(HEIGHTS.0 / north.length());
        let height = (north.length() * unit).max(HEIGHTS.1);
        let x = |degrees: f64| WIDTH / 2.0 + (degrees - east.middle()) * unit;
        let y = |degrees: f64| height / 2.0 - (degrees - north.middle()) * unit;
        let (half_width, half_height) = (WIDTH / unit / 2.0, height / unit / 2.0);
        let step = STEPS.into_iter().find(|step| 2.0 * half_width / step <= 9.0).unwrap_or(60.0);
        let mut taken: Vec<Box> = Vec::new();
        let mut points = Vec::with_capacity(located.len());
        for (north, east, name) in located {
            let (x, y) = (x(east), y(north));
            taken.push(Box { left: x - 7.0, right: x + 7.0, top: y - 7.0, bottom: y + 7.0 });
            points.push((x, y, name));
        }
        let points = points
            .into_iter()
            .enumerate()
            .map(|(index, (x, y, name))| {
                let label = (index < NAMED).then(|| label(x, y, name, &mut taken)).flatten();
                Point { x: short(x), y: short(y), name: name.to_owned(), label }
            })
            .collect();
        let line = |at: f64, degrees: f64, letters: (&str, &str)| Line {
            at: short(at),
            degrees: told(degrees, step, letters),
        };
        let meridians = ticks(east.middle() - half_width, east.middle() + half_width, step)
            .into_iter()
            .map(|degrees| line(x(degrees), degrees, ("E", "W")))
            .collect();
        let parallels = ticks(north.middle() - half_height, north.middle() + half_height, step)
            .into_iter()
            .map(|degrees| line(y(degrees), degrees, ("N", "S")))
            .collect();
        Some(Self { width: WIDTH, height: height.round(), points, meridians, parallels })
    }
}

/// From where to where places lie, in degrees.
struct Span {
    from: f64,
    to: f64,
}

impl Span {
    /// The span of these, with a margin.
    fn of(degrees: impl Iterator<Item = f64>) -> Option<Self> {
        let within = degrees.fold(None, |span: Option<(f64, f64)>, at| {
            Some(span.map_or((at, at), |(from, to)| (from.min(at), to.max(at))))
        });
        let (from, to) = within?;
        let margin = ((to - from) * MARGIN).max(LEAST);
        Some(Self { from: from - margin, to: to + margin })
    }

    fn length(&self) -> f64 {
        self.to - self.from
    }

    fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }
}

/// A part of the drawing where something is.
struct Box {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Box {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Where the name can be written: right or left of the place, if it meets nothing there.
fn label(x: f64, y: f64, name: &str, taken: &mut Vec<Box>) -> Option<Label> {
    let letters = u32::try_from(name.chars().count()).unwrap_or(u32::MAX);
    let width = f64::from(letters) * 10.0;
    let sides = [
        ("start", x + 11.0, x + 11.0, x + 11.0 + width),
        ("end", x - 11.0, x - 11.0 - width, x - 11.0),
    ];
    for (anchor, at, left, right) in sides {
        let place = Box { left, right, top: y - 9.0, bottom: y + 9.0 };
        let inside = left > 0.0 && right < WIDTH;
        if inside && taken.iter().all(|other| !place.meets(other)) {
            taken.push(place);
            return Some(Label { x: short(at), y: short(y + 5.0), anchor });
        }
    }
    None
}

fn located(place: &LocationNode) -> Option<(f64, f64, &str)> {
    let degrees = |text: &Option<String>| text.as_deref()?.parse::<f64>().ok();
    let (north, east) = (degrees(&place.location.latitude)?, degrees(&place.location.longitude)?);
    Some((north, east, place.location.name.as_str()))
}

/// The multiples of `step` between two numbers.
fn ticks(from: f64, to: f64, step: f64) -> Vec<f64> {
    let mut ticks = Vec::new();
    let mut at = (from / step).ceil() * step;
    while at <= to && ticks.len() < 40 {
        ticks.push(at);
        at += step;
    }
    ticks
}

/// Degrees as maps write them: `12.5° N`.
fn told(degrees: f64, step: f64, (positive, negative): (&str, &str)) -> String {
    let decimals = if step < 0.01 {
        3
    } else if step < 0.1 {
        2
    } else {
        usize::from(step < 1.0)
    };
    let text = format!("{:.decimals$}", degrees.abs());
    if text.chars().all(|c| matches!(c, '0' | '.')) {
        return "0°".to_owned();
    }
    format!("{text}° {}", if degrees < 0.0 { negative } else { positive })
}

/// A coordinate of the drawing.
fn short(at: f64) -> String {
    format!("{at:.1}")
}

#[cfg(test)]
mod tests {
    use super::{Span, ticks, told};

    #[test]
    fn degrees_are_told_as_maps_tell_them() {
        assert_eq!(told(12.5, 0.5, ("N", "S")), "12.5° N");
        assert_eq!(told(-71.06, 0.02, ("E", "W")), "71.06° W");
        assert_eq!(told(-0.0, 1.0, ("E", "W")), "0°");
    }

    #[test]
    fn a_grid_has_the_multiples_of_its_step() {
        assert_eq!(ticks(-1.5, 2.5, 1.0), [-1.0, 0.0, 1.0, 2.0]);
    }

    #[test]
    fn one_place_has_room_around_it() {
        let span = Span::of([42.0].into_iter()).map(|span| (span.length(), span.middle()));
        assert_eq!(
            span.map(|(length, middle)| ((length * 100.0).round(), middle)),
            Some((4.0, 42.0))
        );
        assert!(Span::of(std::iter::empty()).is_none());
    }
}
