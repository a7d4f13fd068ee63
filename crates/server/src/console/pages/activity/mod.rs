//! Charts of the domain by day.

mod chart;

use std::collections::HashMap;

use askama::Template;
use chart::{Chart, ChartKind};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use roster_directory::Trends;

use crate::{
    App,
    console::{
        extract::{Auth, Query, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

/// The periods to choose from, in days.
const PERIODS: [u32; 3] = [30, 90, 365];

const DEFAULT_PERIOD: u32 = 90;

#[derive(Template)]
#[template(path = "activity.html")]
struct Page {
    layout: Layout,
    base: String,
    trends: Trends,
    days: u32,
    charts: Vec<Chart>,
}

/// `GET /d/{domain}/activity`.
pub(crate) async fn show(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let requested = query.number("days");
    let days = PERIODS.into_iter().find(|days| Some(u64::from(*days)) == requested);
    let days = days.unwrap_or(DEFAULT_PERIOD);
    let trends = app.directory.statistics(&auth.actor)?.trends(days).await?;
    render(&Page {
        layout: auth.layout(&i18n::text("activity-title"), Section::Activity),
        base: auth.base(),
        charts: charts(&trends, days),
        days,
        trends,
    })
}

fn charts(trends: &Trends, days: u32) -> Vec<Chart> {
    let all: Vec<i64> = (0..i64::from(days)).rev().map(|back| trends.today - back).collect();
    let submitted: HashMap<i64, (i64, i64)> =
        trends.submitted.iter().map(|it| (it.day, (it.workers, it.submissions))).collect();
    let dated = |numbers: Vec<i64>| -> Vec<(Date, i64)> {
        all.iter().map(|day| date(*day)).zip(numbers).collect()
    };
    let on = |day: &i64| submitted.get(day).copied().unwrap_or_default();
    vec![
        Chart::new(
            &i18n::text("activity-people"),
            &i18n::text("activity-unit-people"),
            ChartKind::Area,
            &dated(people_by_day(trends, &all)),
        ),
        Chart::new(
            &i18n::text("activity-chart-workers"),
            &i18n::text("activity-unit-workers"),
            ChartKind::Bars,
            &dated(all.iter().map(|day| on(day).0).collect()),
        ),
        Chart::new(
            &i18n::text("activity-chart-submissions"),
            &i18n::text("activity-unit-submissions"),
            ChartKind::Bars,
            &dated(all.iter().map(|day| on(day).1).collect()),
        ),
    ]
}

/// The number of people at the end of each day, computed backwards from the current number.
fn people_by_day(trends: &Trends, days: &[i64]) -> Vec<i64> {
    let change: HashMap<i64, i64> =
        trends.by_day.iter().map(|it| (it.day, it.created - it.deleted)).collect();
    let mut total = trends.people;
    let mut totals: Vec<i64> = days
        .iter()
        .rev()
        .map(|day| {
            let end_of_day = total;
            total -= change.get(day).copied().unwrap_or(0);
            end_of_day.max(0)
        })
        .collect();
    totals.reverse();
    totals
}

/// The date of a day number, counted from 1970-01-01.
fn date(day: i64) -> Date {
    let epoch = Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC).date();
    epoch.checked_add(day.days()).unwrap_or(epoch)
}

#[cfg(test)]
mod tests {
    use roster_directory::Trends;
    use roster_model::DayOfPeople;

    use super::{date, people_by_day};

    #[test]
    fn totals_are_computed_back_from_today() {
        let by_day = vec![
            DayOfPeople { day: 8, created: 5, deleted: 0 },
            DayOfPeople { day: 10, created: 1, deleted: 2 },
        ];
        let trends =
            Trends { today: 10, people: 9, workers: 0, active: 0, by_day, submitted: vec![] };
        assert_eq!(people_by_day(&trends, &[7, 8, 9, 10]), [5, 10, 10, 9]);
    }

    #[test]
    fn day_numbers_start_in_1970() {
        assert_eq!(date(0).to_string(), "1970-01-01");
        assert_eq!(date(20_778).to_string(), "2026-11-21");
    }
}
