//! What the domain was like, day by day.

mod chart;

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use chart::{Chart, Form};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use roster_directory::Trends;

use super::{
    asked::RequestContext,
    frame::{Frame, Section},
    member::Member,
    page::{Shown, page},
};
use crate::App;

/// How many days can be asked for, and how many are shown unless they are.
const SPANS: [u32; 3] = [30, 90, 365];
const SPAN: u32 = 90;

#[derive(Template)]
#[template(path = "activity.html")]
struct Page {
    frame: Frame,
    base: String,
    trends: Trends,
    days: u32,
    charts: Vec<Chart>,
}

/// `GET /d/{domain}/activity`.
pub(super) async fn show(State(app): State<App>, member: Member, asked: RequestContext) -> Shown {
    let wanted = asked.number("days");
    let days = SPANS.into_iter().find(|days| Some(u64::from(*days)) == wanted);
    let days = days.unwrap_or(SPAN);
    let trends = app.directory.statistics(&member.actor)?.trends(days).await?;
    page(&Page {
        frame: member.frame("Activity", Section::Activity),
        base: member.base(),
        charts: charts(&trends, days),
        days,
        trends,
    })
}

fn charts(trends: &Trends, days: u32) -> Vec<Chart> {
    let all: Vec<i64> = (0..i64::from(days)).rev().map(|back| trends.today - back).collect();
    let submitted: HashMap<i64, (i64, i64)> =
        trends.submitted.iter().map(|it| (it.day, (it.workers, it.submissions))).collect();
    let named = |numbers: Vec<i64>| -> Vec<(Date, i64)> {
        all.iter().map(|day| date(*day)).zip(numbers).collect()
    };
    let of = |day: &i64| submitted.get(day).copied().unwrap_or_default();
    vec![
        Chart::new("People", "people", Form::Area, &named(people(trends, &all))),
        Chart::new(
            "Workers who submitted something",
            "workers",
            Form::Bars,
            &named(all.iter().map(|day| of(day).0).collect()),
        ),
        Chart::new(
            "Submissions",
            "submissions",
            Form::Bars,
            &named(all.iter().map(|day| of(day).1).collect()),
        ),
    ]
}

/// How many people there were at the end of each day, reckoned back from how many there are.
fn people(trends: &Trends, days: &[i64]) -> Vec<i64> {
    let change: HashMap<i64, i64> =
        trends.by_day.iter().map(|it| (it.day, it.created - it.deleted)).collect();
    let mut total = trends.people;
    let mut totals: Vec<i64> = days
        .iter()
        .rev()
        .map(|day| {
            let at_the_end = total;
            total -= change.get(day).copied().unwrap_or(0);
            at_the_end.max(0)
        })
        .collect();
    totals.reverse();
    totals
}

/// The day so many days after 1 January 1970.
fn date(day: i64) -> Date {
    let first = Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC).date();
    first.checked_add(day.days()).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use roster_directory::Trends;
    use roster_model::DayOfPeople;

    use super::{date, people};

    #[test]
    fn totals_are_reckoned_back_from_today() {
        let by_day = vec![
            DayOfPeople { day: 8, created: 5, deleted: 0 },
            DayOfPeople { day: 10, created: 1, deleted: 2 },
        ];
        let trends =
            Trends { today: 10, people: 9, workers: 0, active: 0, by_day, submitted: vec![] };
        assert_eq!(people(&trends, &[7, 8, 9, 10]), [5, 10, 10, 9]);
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(date(0).to_string(), "1970-01-01");
        assert_eq!(date(20_778).to_string(), "2026-11-21");
    }
}
