//! Broken rules in the language of the request.

use roster_model::{AddressKind, CellProblem, Rule, SettingValue, UndoObstacle};

use super::{listed, number, problem_text};
use crate::console::{
    error_page::denial_message,
    i18n::{Message, Selector, message, text},
};

/// The text of a broken rule.
pub(super) fn rule_text(rule: &Rule) -> String {
    match without_arguments(rule) {
        Some(id) => text(id),
        None => with_arguments(rule).map_or_else(|| rule.to_string(), |it| it.to_string()),
    }
}

/// The message of a rule without arguments. Every rule has one here or in [`with_arguments`].
fn without_arguments(rule: &Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::SamePassword => "rules-same-password",
        Rule::WrongPassword => "rules-wrong-password",
        Rule::OfferExpired => "rules-offer-expired",
        Rule::WrongCode => "rules-wrong-code",
        Rule::HasAccount => "rules-has-account",
        Rule::CheckInput => "rules-check-input",
        Rule::NoSuchWorker => "rules-no-such-worker",
        Rule::WorkerDeactivated => "rules-worker-deactivated",
        Rule::ChangedAgain => "rules-changed-again",
        Rule::NoEarlierValues => "rules-no-earlier-values",
        Rule::ParentDeactivated => "rules-parent-deactivated",
        Rule::RepeatedLocation => "rules-repeated-location",
        Rule::LevelInUse => "rules-level-in-use",
        Rule::OneChoice => "rules-one-choice",
        Rule::NeedsChoices => "rules-needs-choices",
        Rule::Position => "rules-position",
        Rule::ProfileInUse => "rules-profile-in-use",
        Rule::RoleHasMoreRights => "rules-role-more-rights",
        Rule::RoleNameInUse => "rules-role-name-in-use",
        Rule::RoleInUse => "rules-role-in-use",
        Rule::NotInFuture => "rules-not-in-future",
        Rule::KeyPerDomain => "rules-key-per-domain",
        Rule::FirstPassword => "rules-first-password",
        Rule::RoleNeedsDomain => "rules-role-needs-domain",
        Rule::Day => "rules-day",
        Rule::UnconfirmedActive => "rules-unconfirmed-active",
        Rule::ErrorText => "rules-error-text",
        Rule::NoHeader => "rules-no-header",
        Rule::NotAnObject => "rules-not-an-object",
        Rule::ColumnPerField => "rules-column-per-field",
        Rule::Unsupported => "rules-unsupported",
        Rule::GroupWithoutName => "rules-group-without-name",
        Rule::GroupId => "rules-group-id",
        Rule::PayloadWithoutPeople => "rules-payload-without-people",
        Rule::NothingWaiting => "rules-nothing-waiting",
        Rule::ChangeOrCursor => "rules-change-or-cursor",
        Rule::NothingToTest => "rules-nothing-to-test",
        Rule::NotAUrl => "rules-not-a-url",
        Rule::NotHttps => "rules-not-https",
        Rule::HttpNotListed => "rules-http-not-listed",
        Rule::UrlWithCredentials => "rules-url-credentials",
        Rule::UrlWithFragment => "rules-url-fragment",
        Rule::Denied(_)
        | Rule::Gone(_)
        | Rule::InvalidSetting { .. }
        | Rule::UnknownTimeZone { .. }
        | Rule::TooManyAssigned(_)
        | Rule::Pattern(_)
        | Rule::TooManyFields(_)
        | Rule::NotARegex(_)
        | Rule::Slug(_)
        | Rule::FieldOfProfiles(_)
        | Rule::RepeatedWorker(_)
        | Rule::OtherDomain(_)
        | Rule::Cell(_)
        | Rule::CellCount { .. }
        | Rule::GroupRow { .. }
        | Rule::GroupNameTaken(_)
        | Rule::NotFlag(_)
        | Rule::TooManyGroups(_)
        | Rule::CannotUndo(_)
        | Rule::TooManyWebhooks(_)
        | Rule::UnknownKind(_)
        | Rule::UnknownChange(_)
        | Rule::AddressRefused { .. } => return None,
    })
}

fn with_arguments(rule: &Rule) -> Option<Message> {
    let of_value = |id, value: &String| message(id).arg("value", value);
    Some(match rule {
        Rule::Denied(denial) => return denial_message(denial),
        Rule::Gone(names) => listed("rules-gone", names).arg("count", names.len()),
        Rule::InvalidSetting { value, expected } => of_value("rules-invalid-setting", value)
            .arg("expected", message("rules-setting").arg("kind", Selector(setting(*expected)))),
        Rule::UnknownTimeZone { name, similar } => unknown_time_zone(name, similar),
        Rule::TooManyAssigned(most) => number("rules-too-many-assigned", *most),
        Rule::Pattern(pattern) => of_value("rules-pattern", pattern),
        Rule::TooManyFields(most) => number("rules-too-many-fields", *most),
        Rule::NotARegex(reason) => of_value("rules-not-a-regex", reason),
        Rule::Slug(slug) => of_value("rules-slug", slug),
        Rule::FieldOfProfiles(names) => {
            message("rules-field-of-profiles").arg("names", names.join(", "))
        }
        Rule::RepeatedWorker(row) => message("rules-repeated-worker").arg("row", row.to_string()),
        Rule::OtherDomain(name) => of_value("rules-other-domain", name),
        Rule::Cell(problem) => message("rules-cell").arg("problem", Selector(cell(*problem))),
        Rule::CellCount { found, expected } => message("rules-cell-count")
            .arg("found", found.to_string())
            .arg("expected", expected.to_string()),
        Rule::GroupRow { row, problem } => message("rules-group-row")
            .arg("row", row.to_string())
            .arg("problem", problem_text(problem)),
        Rule::GroupNameTaken(name) => of_value("rules-group-name-taken", name),
        Rule::NotFlag(text) => of_value("rules-not-flag", text),
        Rule::TooManyGroups(most) => number("rules-too-many-groups", *most),
        Rule::CannotUndo(obstacle) => message("rules-cannot-undo").arg("reason", undo(obstacle)),
        Rule::TooManyWebhooks(most) => number("rules-too-many-webhooks", *most),
        Rule::UnknownKind(kind) => of_value("rules-unknown-kind", kind),
        Rule::UnknownChange(last) => message("rules-unknown-change").arg("last", last.to_string()),
        Rule::AddressRefused { host, address, kind } => {
            let refused = message("rules-address-refused").arg("address", address.to_string()).arg(
                "kind",
                message("rules-address-kind").arg("kind", Selector(address_kind(*kind))),
            );
            match host.as_str() {
                "" => refused,
                host => message("rules-of-host").arg("host", host).arg("problem", refused),
            }
        }
        _ => return None,
    })
}

fn unknown_time_zone(name: &str, similar: &[String]) -> Message {
    let or = |one: String, other: String| {
        message("rules-or").arg("one", one).arg("other", other).to_string()
    };
    match similar.iter().cloned().reduce(or) {
        Some(names) => message("rules-time-zone-similar").arg("value", name).arg("similar", names),
        None => message("rules-time-zone").arg("value", name),
    }
}

fn undo(obstacle: &UndoObstacle) -> Message {
    match obstacle {
        // The page of the imports shows the time.
        UndoObstacle::Undone(_) => message("rules-undo-undone"),
        UndoObstacle::Changed(names) => {
            message("rules-undo-changed").arg("names", names.join(", "))
        }
        UndoObstacle::Submitted => message("rules-undo-submitted"),
        UndoObstacle::Deleted => message("rules-undo-deleted"),
    }
}

/// The variant of the message for what a setting must be.
fn setting(expected: SettingValue) -> &'static str {
    match expected {
        SettingValue::Flag => "flag",
        SettingValue::Wire => "wire",
        SettingValue::RequestsPerMinute => "requests",
        SettingValue::DataLimit => "data",
        SettingValue::Bytes => "bytes",
        SettingValue::Host => "host",
        SettingValue::CasesUrl => "cases",
        SettingValue::Days => "days",
    }
}

/// The variant of the message for a cell.
fn cell(problem: CellProblem) -> &'static str {
    match problem {
        CellProblem::ErrorValue => "error",
        CellProblem::NoDate => "date",
        CellProblem::LostDigits => "digits",
        CellProblem::UnsavedFormula => "formula",
        CellProblem::MergedColumns => "merged",
    }
}

/// The variant of the message for an address.
fn address_kind(kind: AddressKind) -> &'static str {
    match kind {
        AddressKind::CloudMetadata => "metadata",
        AddressKind::ProviderMetadata => "provider",
        AddressKind::Unspecified => "unspecified",
        AddressKind::Private => "private",
        AddressKind::Loopback => "loopback",
        AddressKind::LinkLocal => "link",
        AddressKind::Reserved => "reserved",
        AddressKind::Documentation => "documentation",
        AddressKind::Multicast => "multicast",
        AddressKind::WithoutTls => "tls",
    }
}
