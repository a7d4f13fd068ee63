//! Charts of daily numbers, drawn as inline SVG.

use jiff::civil::Date;

use crate::console::i18n;

/// The size of the SVG view box and the edges of the plot area, in view box units.
pub(super) const WIDTH: f64 = 900.0;
pub(super) const HEIGHT: f64 = 240.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 888.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 206.0;

/// The kind of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChartKind {
    /// A line with a filled area, for totals.
    Area,
    /// One bar per day, for events.
    Bars,
}

/// A chart and its table.
pub(super) struct Chart {
    pub(super) title: String,
    /// The chart in one sentence, for screen readers.
    pub(super) summary: String,
    /// The SVG paths of the line and of the area.
    pub(super) line: Option<(String, String)>,
    pub(super) bars: Vec<Bar>,
    /// The ticks of the vertical axis.
    pub(super) y_ticks: Vec<Tick>,
    /// The ticks of the horizontal axis.
    pub(super) x_ticks: Vec<Tick>,
    /// The days, in ISO 8601 and as text, and their numbers, newest first.
    pub(super) rows: Vec<(String, String, i64)>,
}

/// A bar, in view box units.
pub(super) struct Bar {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
}

/// A tick of an axis.
pub(super) struct Tick {
    pub(super) position: String,
    pub(super) text: String,
}

impl Chart {
    /// Draws a chart. `numbers` has the oldest day first.
    pub(super) fn new(title: &str, unit: &str, kind: ChartKind, numbers: &[(Date, i64)]) -> Self {
        let max = numbers.iter().map(|(_, number)| *number).max().unwrap_or(0);
        let step = step(max);
        let top = ((max + step - 1) / step).max(1) * step;
        let slot = (RIGHT - LEFT) / usize_to_f64(numbers.len());
        let x = |index: usize| LEFT + slot * usize_to_f64(index);
        let y = |number: i64| BOTTOM - (BOTTOM - TOP) * i64_to_f64(number) / i64_to_f64(top);
        let line = (kind == ChartKind::Area).then(|| {
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
        let y_tick =
            |number: i64| Tick { position: format!("{:.1}", y(number)), text: number.to_string() };
        let row = |(day, number): &(Date, i64)| (day.to_string(), i18n::date(*day), *number);
        let spacing = numbers.len().div_ceil(7).max(1);
        let x_tick = |(index, (day, _)): (usize, &(Date, i64))| Tick {
            position: format!("{:.1}", x(index) + slot / 2.0),
            text: i18n::day_and_month(*day),
        };
        Self {
            title: title.to_owned(),
            summary: summary(unit, kind, numbers),
            line,
            bars: if kind == ChartKind::Bars { bars.map(bar).collect() } else { Vec::new() },
            y_ticks: (0..=top / step).map(|times| y_tick(times * step)).collect(),
            x_ticks: numbers
                .iter()
                .enumerate()
                .filter(|(index, _)| index % spacing == spacing / 2)
                .map(x_tick)
                .collect(),
            rows: numbers.iter().rev().map(row).collect(),
        }
    }
}

/// Describes the chart in one sentence.
fn summary(unit: &str, kind: ChartKind, numbers: &[(Date, i64)]) -> String {
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return i18n::message("activity-chart-empty").arg("unit", unit).to_string();
    };
    if kind == ChartKind::Area {
        return i18n::message("activity-chart-area")
            .arg("unit", unit)
            .arg("before", first.1)
            .arg("from", i18n::date(first.0))
            .arg("after", last.1)
            .arg("to", i18n::date(last.0))
            .to_string();
    }
    let max = numbers.iter().max_by_key(|(_, number)| *number).filter(|(_, number)| *number > 0);
    let message = match max {
        Some((day, number)) => {
            i18n::message("activity-chart-most").arg("most", *number).arg("day", i18n::date(*day))
        }
        None => i18n::message("activity-chart-none"),
    };
    message
        .arg("unit", unit)
        .arg("from", i18n::date(first.0))
        .arg("to", i18n::date(last.0))
        .to_string()
}

/// A round step of the vertical axis, so that at most five steps reach `max`.
fn step(max: i64) -> i64 {
    let mut ten = 1;
    loop {
        for step in [ten, 2 * ten, 5 * ten] {
            if max <= step * 5 {
                return step;
            }
        }
        ten *= 10;
    }
}

fn usize_to_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

fn i64_to_f64(number: i64) -> f64 {
    i32::try_from(number).map_or(f64::from(i32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Chart, ChartKind, step};

    #[test]
    fn steps_are_round_numbers() {
        assert_eq!(
            [0, 1, 5, 6, 23, 26, 51, 100, 4_000].map(step),
            [1, 1, 1, 2, 5, 10, 20, 20, 1_000]
        );
    }

    #[test]
    fn day_with_zero_has_no_bar() {
        let days = [(date(2026, 11, 20), 0), (date(2026, 11, 21), 4)];
        let chart = Chart::new("Submissions", "submissions", ChartKind::Bars, &days);
        assert_eq!(chart.bars.len(), 1);
        assert_eq!(chart.rows[0], ("2026-11-21".to_owned(), "21 Nov 2026".to_owned(), 4));
        assert!(chart.summary.contains("at most 4 submissions per day, on 21 Nov 2026"));
    }
}
