//! Number formats of workbook cells, as far as they change the text of a value.

use calamine::ExcelDateTime;

/// Number of seconds of a day.
const DAY_SECONDS: f64 = 86_400.0;

/// What the format of a cell does to its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// The number is shown in decimal notation.
    #[default]
    Plain,
    /// Zeros fill the number up to this many digits, between literal characters: `0000000000`,
    /// `000-0000`. `None` stands for a digit.
    Digits(Vec<Option<char>>),
    /// A time of the day without a date: `hh:mm`.
    Time,
    /// A format with a date.
    Date,
}

impl NumberFormat {
    /// Parses a format code. Only the section for positive numbers counts.
    pub(super) fn parse(code: &str) -> Self {
        let (mut parts, mut digits, mut is_fixed) = (Vec::new(), 0, true);
        let (mut has_time, mut has_date) = (false, false);
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '"' => parts.extend(chars.by_ref().take_while(|c| *c != '"').map(Some)),
                '\\' => parts.extend(chars.next().map(Some)),
                // A width or a fill character, which is not part of the text.
                '_' | '*' => drop(chars.next()),
                // A color, a condition, a locale or the unit of a duration.
                '[' => {
                    let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    is_fixed &= !inner.starts_with(['<', '>', '=']);
                }
                '0' => {
                    digits += 1;
                    parts.push(None);
                }
                '-' | ' ' | '(' | ')' | '+' | ':' => parts.push(Some(c)),
                _ => {
                    is_fixed = false;
                    has_time |= matches!(c, 'h' | 'H' | 's' | 'S');
                    has_date |= matches!(c, 'y' | 'Y' | 'd' | 'D' | 'e' | 'g');
                }
            }
        }
        match (has_date, has_time) {
            (true, _) => Self::Date,
            (false, true) => Self::Time,
            // One zero is an ordinary number, perhaps with a unit.
            (false, false) if is_fixed && digits > 1 => Self::Digits(parts),
            (false, false) => Self::Plain,
        }
    }

    /// Formats a number; `None` if the format does not change it.
    pub(super) fn number(&self, number: f64) -> Option<String> {
        let Self::Digits(parts) = self else { return None };
        if number < 0.0 || number.fract() != 0.0 {
            return None;
        }
        let width = parts.iter().filter(|part| part.is_none()).count();
        let digits = format!("{number:0width$.0}");
        // The digits that do not fit stand before the others.
        let mut rest = digits.chars();
        let mut surplus = digits.len().saturating_sub(width);
        let mut text = String::with_capacity(parts.len() + surplus);
        for part in parts {
            match part {
                Some(literal) => text.push(*literal),
                None => text.extend(rest.by_ref().take(1 + std::mem::take(&mut surplus))),
            }
        }
        Some(text)
    }

    /// Formats a date, a time or a duration; `None` if it is none.
    pub(super) fn date_time(&self, at: &ExcelDateTime) -> Option<String> {
        let days = at.as_f64();
        if at.is_duration() {
            return Some(duration(days));
        }
        if days < 0.0 {
            return None;
        }
        if days < 1.0 {
            // A date of 0 is a reference to an empty cell.
            return (*self == Self::Time || days > 0.0).then(|| duration(days));
        }
        let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
        Some(match (hour, minute, second) {
            (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
        })
    }
}

/// Formats days as hours, minutes and seconds.
fn duration(days: f64) -> String {
    let sign = if days < 0.0 { "-" } else { "" };
    let total = (days.abs() * DAY_SECONDS).round();
    let (hours, rest) = ((total / 3_600.0).floor(), total % 3_600.0);
    let (minutes, seconds) = ((rest / 60.0).floor(), rest % 60.0);
    format!("{sign}{hours:02.0}:{minutes:02.0}:{seconds:02.0}")
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::NumberFormat;

    #[test]
    fn leading_zeros_of_the_format_are_kept() {
        for (code, number, text) in [
            ("0000000000", 700_100_302.0, Some("0700100302")),
            ("0000000000;-0000000000", 700_100_302.0, Some("0700100302")),
            ("[$-409]0000", 7.0, Some("0007")),
            ("0000", 12_345.0, Some("12345")),
            ("000-0000", 12_345.0, Some("001-2345")),
            ("\"CHW\"0000", 12.0, Some("CHW0012")),
            ("00\\/00", 12_345.0, Some("123/45")),
            ("0000", 1.5, None),
            ("0000", -7.0, None),
            ("0", 5.0, None),
            ("0\" years\"", 5.0, None),
            ("General", 5.0, None),
            ("0.00", 5.0, None),
            ("#,##0", 5.0, None),
            ("00%", 5.0, None),
            ("0.00E+00", 5.0, None),
            ("[<=9999999]000-0000;(000) 000-0000", 5.0, None),
        ] {
            assert_eq!(NumberFormat::parse(code).number(number).as_deref(), text, "{code}");
        }
    }

    #[test]
    fn times_and_durations_have_no_date() {
        let text = |code: &str, days: f64, kind| {
            NumberFormat::parse(code).date_time(&ExcelDateTime::new(days, kind, false))
        };
        let date_time = ExcelDateTimeType::DateTime;
        assert_eq!(text("hh:mm", 0.354_166_666_666, date_time).as_deref(), Some("08:30:00"));
        assert_eq!(text("hh:mm", 0.0, date_time).as_deref(), Some("00:00:00"));
        assert_eq!(text("h:mm AM/PM", 0.75, date_time).as_deref(), Some("18:00:00"));
        assert_eq!(text("yyyy-mm-dd", 46_347.0, date_time).as_deref(), Some("2026-11-21"));
        let full = text("yyyy-mm-dd hh:mm", 46_347.5, date_time);
        assert_eq!(full.as_deref(), Some("2026-11-21T12:00:00"));
        assert_eq!(text("yyyy-mm-dd", 0.0, date_time), None);
        assert_eq!(text("yyyy-mm-dd", -1.0, date_time), None);
        let duration = ExcelDateTimeType::TimeDelta;
        assert_eq!(text("[h]:mm", 1.5, duration).as_deref(), Some("36:00:00"));
        assert_eq!(text("[h]:mm:ss", -0.5, duration).as_deref(), Some("-12:00:00"));
        assert_eq!(text("[h]:mm", 45.0, duration).as_deref(), Some("1080:00:00"));
    }
}
