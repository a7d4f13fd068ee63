//! Numbers, dates and times in the language of the current task.
//!
//! Digits are European in all languages, as in the files and phone numbers that users compare them
//! with.

use std::fmt::Display;

use jiff::{Zoned, civil::Date};

use super::{Language, language, message, text};

/// A number with the separators of the language.
pub(crate) fn number(number: impl Display) -> String {
    decimal(&number.to_string())
}

/// Puts separators into a decimal number such as `-1234.5`.
pub(super) fn decimal(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let (group, point) = match language() {
        Language::English | Language::Hindi | Language::Arabic => (',', '.'),
        Language::French => ('\u{202f}', ','),
        Language::Portuguese | Language::Spanish => ('.', ','),
    };
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if is_group_start(whole.len() - index, whole.len()) && index > 0 {
            grouped.push(group);
        }
        grouped.push(digit);
    }
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}{point}{fraction}")
    }
}

/// Whether a separator stands before the digit with `left` digits from it to the end.
fn is_group_start(left: usize, digits: usize) -> bool {
    match language() {
        // Lakh and crore: 12,34,567.
        Language::Hindi => left == 3 || left > 3 && left % 2 == 1,
        // Four digits have no separator.
        Language::Spanish => digits > 4 && left.is_multiple_of(3),
        _ => left.is_multiple_of(3),
    }
}

/// The abbreviated name of the month.
fn month(day: Date) -> String {
    let months = text("common-months");
    let month = months.split(' ').nth(usize::from(day.month().unsigned_abs()) - 1);
    month.unwrap_or_default().to_owned()
}

/// A day of the year, such as `21 Nov`.
pub(crate) fn day_and_month(day: Date) -> String {
    format!("{} {}", day.day(), month(day))
}

/// A date, such as `21 Nov 2026`.
pub(crate) fn date(day: Date) -> String {
    message("common-date")
        .arg("day", day.day().to_string())
        .arg("month", month(day))
        .arg("year", day.year().to_string())
        .to_string()
}

/// A date and time with its zone, such as `21 Nov 2026, 20:15 UTC`.
pub(crate) fn date_time(at: &Zoned) -> String {
    message("common-date-time")
        .arg("date", date(at.date()))
        .arg("time", at.strftime("%H:%M").to_string())
        .arg("zone", zone(at))
        .to_string()
}

/// The abbreviation of the zone, or its difference from UTC where the IANA database has none.
fn zone(at: &Zoned) -> String {
    let info = at.time_zone().to_offset_info(at.timestamp());
    match info.abbreviation() {
        "UTC" => text("common-utc"),
        name if name.chars().all(char::is_alphabetic) => name.to_owned(),
        _ => format!("UTC{}", at.strftime("%:z")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, tz::TimeZone};

    use super::{
        super::{Language, language::with_language},
        date, date_time, number,
    };

    #[test]
    fn numbers_have_the_separators_of_the_language() {
        for (language, expected) in [
            (Language::English, "1,234 1,234,567 -12.5"),
            (Language::French, "1\u{202f}234 1\u{202f}234\u{202f}567 -12,5"),
            (Language::Portuguese, "1.234 1.234.567 -12,5"),
            (Language::Spanish, "1234 1.234.567 -12,5"),
            (Language::Hindi, "1,234 12,34,567 -12.5"),
            (Language::Arabic, "1,234 1,234,567 -12.5"),
        ] {
            let shown = with_language(language, || {
                format!("{} {} {}", number(1234), number(1_234_567), number(-12.5))
            });
            assert_eq!(shown, expected, "{language:?}");
        }
    }

    #[test]
    fn dates_have_the_month_names_of_the_language() {
        let time: Timestamp = "2026-02-01T20:15:59Z".parse().unwrap();
        let time = time.to_zoned(TimeZone::UTC);
        for (language, expected) in [
            (Language::English, "1 Feb 2026, 20:15 UTC"),
            (Language::French, "1 févr. 2026, 20:15 UTC"),
            (Language::Portuguese, "1 de fev. de 2026, 20:15 UTC"),
            (Language::Spanish, "1 feb 2026, 20:15 UTC"),
            (Language::Hindi, "1 फ़र॰ 2026, 20:15 UTC"),
            (Language::Arabic, "1 فبراير 2026، 20:15 بالتوقيت العالمي"),
        ] {
            with_language(language, || {
                assert_eq!(date_time(&time), expected);
                assert!(expected.starts_with(&date(time.date())), "{language:?}");
            });
        }
    }
}
