//! Optimistic locking of forms: a record is saved only if it is still as the form showed it. Where the
//! form carries the values that it showed, the changes of both users are merged.

use std::collections::BTreeSet;

use roster_directory::{Directory, Precondition, Revision};
use roster_model::Error;
use roster_wire::encode_query;

use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form},
        i18n,
    },
};

/// Separates the revision in the field `version` from the values that the form showed.
const SEPARATOR: char = '?';

/// The fields of a form that are not about the record.
const OTHER_FIELDS: [&str; 3] = ["token", "version", "resumed"];

/// Returns the revision of a record, for the hidden form field `version`.
pub(crate) fn version(auth: &Auth, record: &impl std::hash::Hash) -> String {
    Revision::new(&auth.actor.domain, record).as_str().to_owned()
}

/// Returns the hidden form field `version` for a form that can be merged: the revision of a record, and
/// the values of the form's inputs.
pub(crate) fn version_with(auth: &Auth, record: &impl std::hash::Hash, inputs: &Inputs) -> String {
    format!("{}{SEPARATOR}{}", version(auth, record), inputs.encode())
}

/// The values of a form's inputs, as a browser would send them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inputs(Vec<(String, String)>);

impl Inputs {
    /// Adds a text field or a select.
    #[must_use]
    pub(crate) fn text(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds a checkbox that sends `on`.
    #[must_use]
    pub(crate) fn checkbox(self, name: &str, checked: bool) -> Self {
        if checked { self.text(name, "on") } else { self }
    }

    /// Adds checkboxes with the same name.
    #[must_use]
    pub(crate) fn set<T: AsRef<str>>(self, name: &str, values: &[T]) -> Self {
        values.iter().fold(self, |inputs, value| inputs.text(name, value.as_ref()))
    }

    fn parse(encoded: &str) -> Self {
        Self::of(&Form::parse(encoded.as_bytes()))
    }

    fn of(form: &Form) -> Self {
        let pairs = form.iter().filter(|(name, _)| !OTHER_FIELDS.contains(name));
        Self(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    fn encode(&self) -> String {
        encode_query(&self.pairs().collect::<Vec<_>>())
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The values of an input that are not empty, with line breaks as the server writes them.
    fn values(&self, wanted: &str) -> Vec<String> {
        let values = self.pairs().filter(|(name, _)| *name == wanted);
        let values = values.map(|(_, value)| value.trim().replace("\r\n", "\n"));
        values.filter(|value| !value.is_empty()).collect()
    }
}

/// A form whose input was merged with the changes of other users since the form was opened.
pub(crate) struct Merge {
    /// The form with the merged values. Where both sides changed a field, it has the submitted value.
    pub(crate) form: Form,
    /// The fields that both sides changed.
    collisions: FormErrors,
    /// Whether another user changed the record since the form was opened.
    has_others: bool,
}

impl Merge {
    /// Merges the form with the current values of the record. `sets` are the inputs with any number of
    /// values, whose values are merged one by one. `label` shows the value of an input to people.
    pub(crate) fn new(
        form: Form,
        current: &Inputs,
        sets: &[&str],
        label: impl Fn(&str, &str) -> String,
    ) -> Self {
        let opened = match split(form.text("version")) {
            (_, Some(inputs)) => Inputs::parse(inputs),
            // Without the values that the form showed, no change of another user is known.
            (_, None) => {
                return Self { form, collisions: FormErrors::default(), has_others: false };
            }
        };
        let yours = Inputs::of(&form);
        let names: BTreeSet<&str> = [&opened, current, &yours]
            .into_iter()
            .flat_map(|inputs| inputs.pairs().map(|(name, _)| name))
            .collect();
        let mut merged = Inputs::default();
        let mut collisions = FormErrors::default();
        let mut has_others = false;
        for name in names {
            let values = [opened.values(name), current.values(name), yours.values(name)];
            has_others |= values[0] != values[1];
            let values = if sets.contains(&name) { Some(merge_set(values)) } else { pick(values) };
            if values.is_none() {
                let shown = |inputs: &Inputs| match inputs.values(name).as_slice() {
                    [] => i18n::text("common-collision-empty"),
                    values => {
                        values.iter().map(|it| label(name, it)).collect::<Vec<_>>().join(", ")
                    }
                };
                let text = i18n::message("common-collision")
                    .arg("now", shown(current))
                    .arg("yours", shown(&yours));
                collisions.add(name, text.into());
            }
            merged = merged.set(name, &values.unwrap_or_else(|| yours.values(name)));
        }
        let others = OTHER_FIELDS.map(|name| (name, form.text(name)));
        let pairs: Vec<_> = others.into_iter().chain(merged.pairs()).collect();
        let form = Form::parse(encode_query(&pairs).as_bytes());
        Self { form, collisions, has_others }
    }

    /// Saves the merged form with `write`, if `record`, with whose values the form was merged, is still
    /// as it was read.
    ///
    /// # Errors
    /// The collisions as errors of their fields, [`Error::PreconditionFailed`] if the record has
    /// changed, or the error of `write`.
    pub(crate) async fn save<T>(
        &self,
        app: &App,
        auth: &Auth,
        record: &impl std::hash::Hash,
        write: impl AsyncFnOnce(&Directory) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.collisions.check()?;
        let revision = match split(self.form.text("version")) {
            (_, Some(_)) => version(auth, record),
            (revision, None) => revision.to_owned(),
        };
        let unchanged = Precondition::RevisionIn(vec![revision]);
        let attempt = app.directory.conditional_write(&auth.actor, unchanged);
        let saved = write(attempt.directory()).await?;
        attempt.commit().await?;
        Ok(saved)
    }

    /// Whether both sides changed a field.
    pub(crate) fn has_collisions(&self) -> bool {
        !self.collisions.is_empty()
    }

    /// The code of the flash message after the merged form is saved.
    pub(crate) fn done(&self) -> &'static str {
        if self.has_others { "merged" } else { "saved" }
    }
}

/// The value that only one side changed; `None` if both changed it differently.
fn pick([opened, current, yours]: [Vec<String>; 3]) -> Option<Vec<String>> {
    if yours == opened {
        Some(current)
    } else if current == opened || current == yours {
        Some(yours)
    } else {
        None
    }
}

/// The current values without those that the form removed, and with those that it added.
fn merge_set([opened, current, yours]: [Vec<String>; 3]) -> Vec<String> {
    let removed = |it: &String| opened.contains(it) && !yours.contains(it);
    let mut merged: Vec<String> = current.into_iter().filter(|it| !removed(it)).collect();
    for added in yours.into_iter().filter(|it| !opened.contains(it)) {
        if !merged.contains(&added) {
            merged.push(added);
        }
    }
    merged
}

/// The revision in the field `version`, and the values that the form showed.
fn split(version: &str) -> (&str, Option<&str>) {
    match version.split_once(SEPARATOR) {
        Some((revision, inputs)) => (revision, Some(inputs)),
        None => (version, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Inputs, Merge};

    /// Merges a form that was opened with `opened`, while the record has `current`.
    fn merge(opened: &str, current: &str, yours: &str) -> Merge {
        let version = format!("0123?{opened}").replace('&', "%26").replace('=', "%3D");
        let form = Form::parse(format!("token=t&version={version}&{yours}").as_bytes());
        let current = Inputs::parse(current);
        Merge::new(form, &current, &["groups"], |_, value| value.to_uppercase())
    }

    fn inputs(merge: &Merge) -> String {
        Inputs::of(&merge.form).encode()
    }

    #[test]
    fn fields_that_one_side_changed_are_taken_from_it() {
        let merged = merge("a=1&b=1&c=1", "a=2&b=1&c=1", "a=1&b=2&c=1");
        assert_eq!(inputs(&merged), "a=2&b=2&c=1");
        assert!(merged.collisions.is_empty());
        assert_eq!((merged.done(), merged.form.text("token")), ("merged", "t"));
        assert_eq!(merge("a=1", "a=1", "a=2").done(), "saved");
    }

    #[test]
    fn fields_that_both_sides_changed_are_shown_with_both_values() {
        let merged = merge("a=x&b=1", "a=y&b=1", "a=z&b=2");
        assert_eq!(inputs(&merged), "a=z&b=2");
        let text = merged.collisions.text("a");
        assert_eq!(text, "Changed by another user; now: Y, yours: Z.");
        assert!(!merged.collisions.has("b"));
        assert!(merge("a=x", "a=y", "a=y").collisions.is_empty());
        assert_eq!(merge("a=x", "a=", "a=z").collisions.text("a").matches("empty").count(), 1);
    }

    #[test]
    fn values_of_sets_are_merged_one_by_one() {
        let merged = merge("groups=1&groups=2", "groups=1&groups=2&groups=3", "groups=2&groups=4");
        assert_eq!(inputs(&merged), "groups=2&groups=3&groups=4");
        assert!(merged.collisions.is_empty());
    }

    #[test]
    fn line_breaks_of_the_browser_are_no_change() {
        let merged = merge("a=1%250A2", "a=3", "a=1%0D%0A2");
        assert_eq!(inputs(&merged), "a=3");
    }

    #[test]
    fn form_without_its_values_is_not_merged() {
        let form = Form::parse(b"version=0123&a=2");
        let merged = Merge::new(form, &Inputs::parse("a=3"), &[], |_, value| value.to_owned());
        assert_eq!((inputs(&merged), merged.has_others), ("a=2".to_owned(), false));
    }
}
