//! Numbers by day, drawn within the page.

use jiff::civil::Date;

/// The size of the drawing, and where the numbers are drawn within it, in its own units.
pub(super) const WIDTH: f64 = 900.0;
pub(super) const HEIGHT: f64 = 240.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 888.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 206.0;

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A line with what is below it: for what there is.
    Area,
    /// A bar a day: for what happens.
    Bars,
}

/// Numbers by day, to be drawn and to be read.
pub(super) struct Chart {
    pub(super) title: &'static str,
    /// The chart in a sentence.
    pub(super) summary: String,
    /// The line, and what is below it.
    pub(super) line: Option<(String, String)>,
    pub(super) bars: Vec<Bar>,
    /// Lines across, each with its number.
    pub(super) levels: Vec<Tick>,
    /// Days below, each with its place.
    pub(super) days: Vec<Tick>,
    /// The last day first.
    pub(super) rows: Vec<(String, i64)>,
}

/// A bar.
pub(super) struct Bar {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
}

/// A mark on an axis.
pub(super) struct Tick {
    pub(super) at: String,
    pub(super) text: String,
}

impl Chart {
    /// The chart of these numbers, the earliest first.
    pub(super) fn new(
        title: &'static str,
        unit: &'static str,
        form: Form,
        numbers: &[(Date, i64)],
    ) -> Self {
        let most = numbers.iter().map(|(_, number)| *number).max().unwrap_or(0);
        let step = step(most);
        let top = ((most + step - 1) / step).max(1) * step;
        let slot = (RIGHT - LEFT) / float(numbers.len());
        let x = |index: usize| LEFT + slot * float(index);
        let y = |number: i64| BOTTOM - (BOTTOM - TOP) * whole(number) / whole(top);
        let line = (form == Form::Area).then(|| {
            let points: Vec<String> = numbers
                .iter()
                .enumerate()
                .map(|(index, (_, number))| {
                    format!("{:.1} {:.1}", x(index) + slot / 2.0, y(*number))
                })
                .collect();
            let line = format!("M{}", points.join("L"));
            let (first, last) = (LEFT + slot / 2.0, RIGHT - slot / 2.0);
            let area = format!("{line}L{last:.1} {BOTTOM:.1}L{first:.1} {BOTTOM:.1}Z");
            (line, area)
        });
        let bar = |(index, (_, number)): (usize, &(Date, i64))| Bar {
            x: format!("{:.1}", x(index) + slot * 0.1),
            y: format!("{:.1}", y(*number)),
            width: format!("{:.1}", slot * 0.8),
            height: format!("{:.1}", BOTTOM - y(*number)),
        };
        let bars = numbers.iter().enumerate().filter(|(_, (_, number))| *number > 0);
        let level =
            |number: i64| Tick { at: format!("{:.1}", y(number)), text: number.to_string() };
        let spacing = numbers.len().div_ceil(7).max(1);
        let day = |(index, (day, _)): (usize, &(Date, i64))| Tick {
            at: format!("{:.1}", x(index) + slot / 2.0),
            text: day.strftime("%-d %b").to_string(),
        };
        Self {
            title,
            summary: summary(unit, form, numbers),
            line,
            bars: if form == Form::Bars { bars.map(bar).collect() } else { Vec::new() },
            levels: (0..=top / step).map(|times| level(times * step)).collect(),
            days: numbers
                .iter()
                .enumerate()
                .filter(|(index, _)| index % spacing == spacing / 2)
                .map(day)
                .collect(),
            rows: numbers.iter().rev().map(|(day, number)| (day.to_string(), *number)).collect(),
        }
    }
}

/// The chart in a sentence.
fn summary(unit: &str, form: Form, numbers: &[(Date, i64)]) -> String {
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return format!("No {unit}.");
    };
    if form == Form::Area {
        return format!("{} {unit} on {}, {} on {}.", first.1, first.0, last.1, last.0);
    }
    let most = numbers.iter().max_by_key(|(_, number)| *number).filter(|(_, number)| *number > 0);
    match most {
        Some((day, number)) => {
            format!("From {} to {}, at most {number} {unit} a day, on {day}.", first.0, last.0)
        }
        None => format!("No {unit} from {} to {}.", first.0, last.0),
    }
}

/// A round number of which three to five make up `most`.
fn step(most: i64) -> i64 {
    let mut ten = 1;
    loop {
        for step in [ten, 2 * ten, 5 * ten] {
            if most <= step * 5 {
                return step;
            }
        }
        ten *= 10;
    }
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

fn whole(number: i64) -> f64 {
    i32::try_from(number).map_or(f64::from(i32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Chart, Form, step};

    #[test]
    fn levels_are_round() {
        assert_eq!(
            [0, 1, 5, 6, 23, 26, 51, 100, 4_000].map(step),
            [1, 1, 1, 2, 5, 10, 20, 20, 1_000]
        );
    }

    #[test]
    fn a_day_without_anything_has_no_bar() {
        let days = [(date(2026, 11, 20), 0), (date(2026, 11, 21), 4)];
        let chart = Chart::new("Submissions", "submissions", Form::Bars, &days);
        assert_eq!(chart.bars.len(), 1);
        assert_eq!(chart.rows[0], ("2026-11-21".to_owned(), 4));
        assert!(chart.summary.contains("at most 4 submissions a day, on 2026-11-21"));
    }
}
