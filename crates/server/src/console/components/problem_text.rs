//! Problems of fields in the language of the request.

mod rule;

use roster_model::{
    FieldType, PhoneProblem, Problem,
    limits::{MAX_LISTED_ERRORS, shorten},
};

use self::rule::rule_text;
use crate::console::i18n::{Message, Selector, message, text};

/// The text of a problem. It follows the name of the field. Problems that only an API meets, and those
/// with a text of their own, keep their text.
pub(crate) fn problem_text(problem: &Problem) -> String {
    if let Problem::Rule(rule) = problem {
        return rule_text(rule);
    }
    if let Some(id) = without_arguments(problem) {
        return text(id);
    }
    with_arguments(problem).map_or_else(|| problem.to_string(), |it| it.to_string())
}

/// A problem as a sentence.
pub(crate) fn problem_sentence(problem: &Problem) -> String {
    let text = match problem {
        Problem::Required | Problem::Empty => text("errors-required-field"),
        Problem::TooLong(most) => number("errors-use-at-most", *most).to_string(),
        other => problem_text(other),
    };
    let verbs = ["is", "may", "must", "has", "cannot", "contains", "ends", "would"];
    if verbs.contains(&text.split(' ').next().unwrap_or_default()) {
        sentence(&format!("This {text}"))
    } else {
        sentence(&text)
    }
}

/// Adds the capital letter and the full stop of a sentence.
pub(crate) fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let stop = text("errors-full-stop");
    let stop = if clause.ends_with('.') || clause.ends_with(&stop) { "" } else { &stop };
    format!("{first}{}{stop}", letters.as_str())
}

fn without_arguments(problem: &Problem) -> Option<&'static str> {
    Some(match problem {
        Problem::Required => "errors-required",
        Problem::Empty => "errors-empty",
        Problem::WrongType("a whole number") => "errors-whole-number",
        Problem::WrongType("a number") => "errors-number",
        Problem::WrongType("a text") => "errors-text",
        Problem::WrongType("true or false") => "errors-true-or-false",
        Problem::WrongType("a JSON object") => "errors-json-object",
        Problem::Unstorable => "errors-unstorable",
        Problem::NotEditable => "errors-not-editable",
        Problem::DomainName => "errors-domain-name",
        Problem::PasswordOrConnectRequired => "errors-password-or-connect",
        Problem::PasswordWeak => "errors-password-weak",
        Problem::PasswordTooLong => "errors-password-too-long",
        Problem::ConfirmationNeedsEmail => "errors-confirmation-email",
        Problem::ConfirmationSetsPassword => "errors-confirmation-password",
        Problem::ConfirmationNotRequired => "errors-confirmation-not-required",
        Problem::AlreadyConfirmed => "errors-already-confirmed",
        Problem::UnknownProfile => "errors-unknown-profile",
        Problem::ProfileConflict => "errors-profile-conflict",
        Problem::LocationsTogether => "errors-locations-together",
        Problem::PrimaryNotAmong => "errors-primary-not-among",
        Problem::LocationIncomplete => "errors-location-incomplete",
        Problem::LocationTypeRequired => "errors-location-type-required",
        Problem::UnknownParent => "errors-unknown-parent",
        Problem::ParentChildless => "errors-parent-childless",
        Problem::ParentOfOtherType => "errors-parent-of-other-type",
        Problem::SiblingName => "errors-sibling-name",
        Problem::SiteCode => "errors-site-code",
        Problem::SiteCodeTaken => "errors-site-code-taken",
        Problem::TypeNotForParent => "errors-type-not-for-parent",
        Problem::TypeWithChildren => "errors-type-with-children",
        Problem::Circular => "errors-circular",
        Problem::MergeLosesUsername => "errors-merge-username",
        _ => return None,
    })
}

fn with_arguments(problem: &Problem) -> Option<Message> {
    let of_value = |id, value: &String| message(id).arg("value", value);
    Some(match problem {
        Problem::NotOfType(kind) => of_type(*kind),
        Problem::TooLong(most) => number("errors-too-long", *most),
        Problem::TooMany(most) | Problem::TooManyItems(most) => {
            number("errors-too-many-items", *most)
        }
        Problem::TooManyWords(most) => number("errors-too-many-words", *most),
        Problem::TooManyConditions(most) => number("errors-too-many-conditions", *most),
        Problem::TooManyBytes { size, limit } => message("errors-too-many-bytes")
            .arg("size", size.to_string())
            .arg("limit", limit.to_string()),
        Problem::UnknownChoice(value) => of_value("errors-unknown-choice", value),
        Problem::Taken(value) => of_value("errors-taken", value),
        Problem::Unknown(value) => of_value("errors-unknown", value),
        Problem::Email(value) => of_value("errors-email", value),
        Problem::Phone(value, cause) => {
            of_value("errors-phone", value).arg("cause", text(phone_cause(*cause)))
        }
        Problem::UsernameNotEmail(value) => of_value("errors-username-not-email", value),
        Problem::UsernameSpecial { local, full } => {
            message("errors-username-special").arg("local", local).arg("full", full)
        }
        Problem::UsernameHost { got, expected } => {
            message("errors-username-host").arg("got", got).arg("expected", expected)
        }
        Problem::UsernameTaken(value) => of_value("errors-username-taken", value),
        Problem::UnknownGroups(names) => listed("errors-unknown-groups", names),
        Problem::UnknownUsers(names) => listed("errors-unknown-users", names),
        Problem::UnknownLocations(names) => listed("errors-unknown-locations", names),
        Problem::UnknownRole(name) => message("errors-unknown-role").arg("name", name),
        Problem::UnknownLocationType(name) => {
            message("errors-unknown-location-type").arg("name", name)
        }
        Problem::Controlled(key) => message("errors-controlled").arg("key", key),
        Problem::StandardField(name) => message("errors-standard-field").arg("name", *name),
        Problem::OfSite { site_code, problem } => {
            message("errors-of-site").arg("problem", problem_text(problem)).arg("code", site_code)
        }
        Problem::OfField { label, problem, .. } => {
            message("errors-of-field").arg("label", label).arg("problem", problem_text(problem))
        }
        Problem::UnknownField { slug, similar: Some(similar) } => {
            message("errors-unknown-field-similar").arg("key", slug).arg("similar", similar)
        }
        Problem::UnknownField { slug, similar: None } => {
            message("errors-unknown-field").arg("key", slug)
        }
        Problem::Degrees { value, limit } => {
            of_value("errors-degrees", value).arg("limit", limit.to_string())
        }
        _ => return None,
    })
}

fn of_type(kind: FieldType) -> Message {
    message("errors-not-of-type").arg("type", Selector(kind.as_str()))
}

/// A limit. English shows it without separators, as the APIs do.
fn number(id: &str, most: usize) -> Message {
    message(id).arg("most", most.to_string())
}

/// The first of the names, and how many follow.
fn listed(id: &str, names: &[String]) -> Message {
    let shown = names.iter().take(MAX_LISTED_ERRORS).map(|name| shorten(name));
    let shown = shown.collect::<Vec<_>>().join(", ");
    let names = match names.len().saturating_sub(MAX_LISTED_ERRORS) {
        0 => shown,
        more => message("errors-and-more")
            .arg("names", shown)
            .arg("count", more.to_string())
            .to_string(),
    };
    message(id).arg("names", names)
}

fn phone_cause(cause: PhoneProblem) -> &'static str {
    match cause {
        PhoneProblem::Characters => "errors-phone-characters",
        PhoneProblem::Length => "errors-phone-length",
        PhoneProblem::Negative => "errors-phone-negative",
        PhoneProblem::Decimals => "errors-phone-decimals",
        PhoneProblem::Exponent => "errors-phone-exponent",
        PhoneProblem::Several => "errors-phone-several",
        PhoneProblem::TrunkZero => "errors-phone-trunk-zero",
    }
}

#[cfg(test)]
mod tests;
