//! Filters with operators, for example `last_modified__gte`, for the resources whose parameters are
//! fields.

use jiff::{SignedDuration, Timestamp};
use roster_model::{Error, Span};

use super::{instant, messages};
use crate::Params;

/// A parameter that names a field of the resource.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filter<'a> {
    pub(super) field: &'a str,
    /// The comparison; `exact` by default.
    operator: &'a str,
    value: &'a str,
}

/// Returns the parameters that name one of `fields`, in order. Empty and other parameters are
/// ignored.
pub(super) fn parse<'a>(
    params: &'a Params,
    fields: &'a [&str],
) -> impl Iterator<Item = Filter<'a>> {
    params.iter().filter(|(_, value)| !value.is_empty()).filter_map(move |(name, value)| {
        let by_dot = || name.split_once('.');
        let (field, operator) = name.split_once("__").or_else(by_dot).unwrap_or((name, "exact"));
        fields.contains(&field).then_some(Filter { field, operator, value })
    })
}

/// The difference between two instants that the store distinguishes.
const RESOLUTION: SignedDuration = SignedDuration::from_micros(1);

impl Filter<'_> {
    /// Returns the value, for a field that has only the operator `exact`.
    pub(super) fn exact(self) -> Result<String, Error> {
        if self.operator == "exact" {
            Ok(self.value.to_owned())
        } else {
            Err(self.unknown_operator())
        }
    }

    /// Adds a bound to a range of instants.
    pub(super) fn narrow_instants(self, range: &mut Span<Timestamp>) -> Result<(), Error> {
        self.narrow(range, |text| {
            instant::parse_param(text).ok_or_else(|| {
                Error::invalid_field(self.field, messages::invalid_filter_instant(text))
            })
        })
    }

    /// Returns the earliest instant that the filter allows, for a field without upper bounds.
    pub(super) fn lower_bound(
        self,
        parse: impl Fn(&str) -> Result<Timestamp, Error>,
    ) -> Result<Timestamp, Error> {
        match self.operator {
            "gte" => parse(self.value),
            "gt" => {
                let after = parse(self.value)?;
                Ok(after.saturating_add(RESOLUTION).unwrap_or(Timestamp::MAX))
            }
            _ => Err(self.unknown_operator()),
        }
    }

    /// Adds a bound to a range of decimal numbers.
    pub(super) fn narrow_decimals(self, range: &mut Span<String>) -> Result<(), Error> {
        self.narrow(range, |text| {
            let number = text.trim();
            if is_decimal(number) {
                return Ok(number.to_owned());
            }
            Err(Error::invalid_field(self.field, messages::filter_type_mismatch()))
        })
    }

    /// Returns the error for a field without filters.
    pub(super) fn not_filterable(self) -> Error {
        Error::invalid_field(self.field, messages::not_filterable(self.field))
    }

    fn narrow<T: Clone>(
        self,
        range: &mut Span<T>,
        parse: impl Fn(&str) -> Result<T, Error>,
    ) -> Result<(), Error> {
        match self.operator {
            "exact" => {
                let value = parse(self.value)?;
                range.from = Some(value.clone());
                range.to = Some(value);
            }
            "range" => {
                let bounds = self.value.split_once(',');
                let (from, to) = bounds.ok_or_else(|| self.unknown_operator())?;
                range.from = Some(parse(from)?);
                range.to = Some(parse(to)?);
            }
            "gte" => range.from = Some(parse(self.value)?),
            "gt" => range.after = Some(parse(self.value)?),
            "lte" => range.to = Some(parse(self.value)?),
            "lt" => range.before = Some(parse(self.value)?),
            _ => return Err(self.unknown_operator()),
        }
        Ok(())
    }

    fn unknown_operator(self) -> Error {
        Error::invalid_field(self.field, messages::unknown_operator(self.operator, self.field))
    }
}

/// Parses the parameter `order_by`, which must be one of `sortable`. Returns the field and whether
/// the order is descending.
///
/// # Errors
/// [`Error::Invalid`] for any other field. The live text depends on whether the field is one of
/// `fields`.
pub(super) fn parse_order<'a>(
    params: &'a Params,
    fields: &[&str],
    sortable: &[&str],
) -> Result<Option<(&'a str, bool)>, Error> {
    let Some(order) = params.non_empty("order_by") else { return Ok(None) };
    let (field, descending) = match order.strip_prefix('-') {
        Some(field) => (field, true),
        None => (order, false),
    };
    if sortable.contains(&field) {
        return Ok(Some((field, descending)));
    }
    let problem = if fields.contains(&field) {
        messages::not_sortable(field)
    } else {
        messages::unknown_sort_field(field)
    };
    Err(Error::invalid_field("order_by", problem))
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && text.len() <= 24
}
