//! Filters of the resources whose parameters are fields with lookups, `last_modified__gte` for
//! example.

use jiff::Timestamp;
use roster_model::{Error, Problem, Span};

use super::instant;
use crate::Params;

/// A parameter that names a field of the resource.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lookup<'a> {
    /// The field.
    pub(super) field: &'a str,
    /// How to compare: `exact` when nothing is said.
    pub(super) how: &'a str,
    /// What to compare with.
    pub(super) value: &'a str,
}

/// The parameters that name one of `fields`, in order; the rest is nothing. An empty filter is not
/// given.
pub(super) fn of<'a>(params: &'a Params, fields: &'a [&str]) -> impl Iterator<Item = Lookup<'a>> {
    params.iter().filter(|(_, value)| !value.is_empty()).filter_map(move |(name, value)| {
        let by_dot = || name.split_once('.');
        let (field, how) = name.split_once("__").or_else(by_dot).unwrap_or((name, "exact"));
        fields.contains(&field).then_some(Lookup { field, how, value })
    })
}

impl Lookup<'_> {
    /// The value, of a field that can only be compared as a whole.
    pub(super) fn exact(self) -> Result<String, Error> {
        if self.how == "exact" { Ok(self.value.to_owned()) } else { Err(self.not_allowed()) }
    }

    /// Adds to a span of instants.
    pub(super) fn instants(self, span: &mut Span<Timestamp>) -> Result<(), Error> {
        self.within(span, |text| {
            instant::read_param(text).ok_or_else(|| {
                let told =
                    format!("'{text}' is not a date, nor a date and a time, in ISO 8601 form.");
                Error::invalid_field(self.field, Problem::Other(told))
            })
        })
    }

    /// Adds to a span of degrees.
    pub(super) fn degrees(self, span: &mut Span<String>) -> Result<(), Error> {
        self.within(span, |text| {
            let number = text.trim();
            if is_decimal(number) {
                return Ok(number.to_owned());
            }
            let told = "Invalid resource lookup data provided (mismatched type).";
            Err(Error::invalid_field(self.field, Problem::Other(told.to_owned())))
        })
    }

    /// The field can be filtered by nothing.
    pub(super) fn refuse(self) -> Error {
        let told = format!("The '{}' field does not allow filtering.", self.field);
        Error::invalid_field(self.field, Problem::Other(told))
    }

    fn within<T: Clone>(
        self,
        span: &mut Span<T>,
        read: impl Fn(&str) -> Result<T, Error>,
    ) -> Result<(), Error> {
        match self.how {
            "exact" => {
                let value = read(self.value)?;
                span.from = Some(value.clone());
                span.to = Some(value);
            }
            "range" => {
                let (from, to) = self.value.split_once(',').ok_or_else(|| self.not_allowed())?;
                span.from = Some(read(from)?);
                span.to = Some(read(to)?);
            }
            "gte" => span.from = Some(read(self.value)?),
            "gt" => span.after = Some(read(self.value)?),
            "lte" => span.to = Some(read(self.value)?),
            "lt" => span.before = Some(read(self.value)?),
            _ => return Err(self.not_allowed()),
        }
        Ok(())
    }

    fn not_allowed(self) -> Error {
        let told =
            format!("'{}' is not an allowed filter on the '{}' field.", self.how, self.field);
        Error::invalid_field(self.field, Problem::Other(told))
    }
}

/// The field to order by, and whether backwards, when it is among `sortable`.
///
/// # Errors
/// Any other field, whether it is one of `fields` or not.
pub(super) fn order<'a>(
    params: &'a Params,
    fields: &[&str],
    sortable: &[&str],
) -> Result<Option<(&'a str, bool)>, Error> {
    let Some(asked) = params.given("order_by") else { return Ok(None) };
    let (field, backwards) = match asked.strip_prefix('-') {
        Some(field) => (field, true),
        None => (asked, false),
    };
    if sortable.contains(&field) {
        return Ok(Some((field, backwards)));
    }
    let told = if fields.contains(&field) {
        format!("The '{field}' field does not allow ordering.")
    } else {
        format!("No matching '{field}' field for ordering on.")
    };
    Err(Error::invalid_field("order_by", Problem::Other(told)))
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && text.len() <= 24
}
