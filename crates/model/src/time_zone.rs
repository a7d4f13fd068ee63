//! Time zones by name.

use jiff::tz::{self, TimeZone};

use crate::{Problem, Rule, suggest::distance};

/// Names of the IANA database that stand for no zone.
const PLACEHOLDERS: [&str; 2] = ["Etc/Unknown", "Factory"];

/// The inhabited regions, whose zones are named after places.
const REGIONS: [&str; 8] =
    ["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// The most similar names of an error.
const MAX_SIMILAR: usize = 3;

/// The name of a time zone of the IANA database, such as `Africa/Nairobi`. The database is part of the
/// program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimeZoneName(String);

impl Default for TimeZoneName {
    fn default() -> Self {
        Self("UTC".to_owned())
    }
}

impl TimeZoneName {
    /// Finds the time zone with this name, without regard to case.
    ///
    /// # Errors
    /// [`Problem::Empty`]; [`Rule::UnknownTimeZone`] with the names that are probably meant.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        let zone = TimeZone::get(text).ok();
        let name = zone.as_ref().and_then(TimeZone::iana_name);
        let name = name.filter(|name| !PLACEHOLDERS.contains(name));
        let unknown = || Rule::UnknownTimeZone { name: text.to_owned(), similar: similar(text) };
        name.map(|name| Self(name.to_owned())).ok_or_else(|| unknown().into())
    }

    /// Wraps a name that was parsed before.
    pub fn new_unchecked(name: String) -> Self {
        Self(name)
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the time zone; UTC if the database of this version lacks it.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.0).unwrap_or(TimeZone::UTC)
    }

    /// Returns the names to choose from: UTC, and the zones that are named after one place.
    pub fn choices() -> impl Iterator<Item = String> {
        let is_place = |name: &String| {
            let parts = name.split_once('/');
            parts.is_some_and(|(region, place)| REGIONS.contains(&region) && !place.contains('/'))
        };
        let places = tz::db().available().map(|name| name.as_str().to_owned()).filter(is_place);
        std::iter::once("UTC".to_owned()).chain(places)
    }
}

/// The names whose last part contains that of `text` or is like it, the most similar first.
fn similar(text: &str) -> Vec<String> {
    let place = |name: &str| name.rsplit('/').next().unwrap_or_default().to_lowercase();
    let wanted = place(text).replace(' ', "_");
    let is_part =
        |name: &str| wanted.chars().count() >= MAX_SIMILAR && place(name).contains(&wanted);
    let rank = |name: String| {
        let errors = if is_part(&name) { Some(0) } else { distance(&wanted, &place(&name)) };
        errors.map(|errors| (errors, name))
    };
    let mut ranked: Vec<(usize, String)> = TimeZoneName::choices().filter_map(rank).collect();
    ranked.sort();
    ranked.into_iter().take(MAX_SIMILAR).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::TimeZoneName;

    fn parse(text: &str) -> Result<String, String> {
        let name = TimeZoneName::parse(text);
        name.map(|it| it.as_str().to_owned()).map_err(|problem| problem.to_string())
    }

    #[test]
    fn zones_are_found_in_any_case() {
        assert_eq!(parse(" africa/nairobi ").as_deref(), Ok("Africa/Nairobi"));
        assert_eq!(parse("utc").as_deref(), Ok("UTC"));
        assert_eq!(parse("US/Eastern").as_deref(), Ok("US/Eastern"));
    }

    #[test]
    fn unknown_zone_is_refused_with_the_names_that_are_probably_meant() {
        for (text, hint) in [
            ("Nairobi", "did you mean Africa/Nairobi?"),
            ("Africa/Nairoby", "did you mean Africa/Nairobi?"),
            ("New York", "did you mean America/New_York?"),
            ("Buenos Aires", "did you mean America/Buenos_Aires?"),
            ("GMT+3", "use a name such as Africa/Nairobi"),
            ("Factory", "use a name such as Africa/Nairobi"),
            ("Etc/Unknown", "is not a time zone"),
            ("/", "use a name such as Africa/Nairobi"),
            ("", "must not be empty"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(hint), "{text}: {error}");
        }
    }

    #[test]
    fn every_choice_is_a_zone() {
        let all: Vec<String> = TimeZoneName::choices().collect();
        assert!(all.len() > 300, "{}", all.len());
        for name in &all {
            assert_eq!(parse(name).as_ref(), Ok(name));
        }
    }
}
