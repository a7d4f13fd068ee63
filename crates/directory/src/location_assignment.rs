//! The locations of a worker or web user: none, or some with one of them primary.

use std::collections::HashSet;

use roster_model::{Id, Patch, Problem};

/// Assigned locations.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Assignment {
    pub(crate) primary: Option<Id>,
    pub(crate) all: Vec<Id>,
}

/// The part of a request that is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    Primary,
    All,
}

impl Assignment {
    /// Applies a request, of whose locations those in `known` exist. A half that is not sent keeps its
    /// stored value.
    pub(crate) fn change(
        &self,
        primary: &Patch<String>,
        all: Option<&[String]>,
        known: &[String],
    ) -> Result<Self, (Half, Problem)> {
        let primary = match (primary, all) {
            (_, Some([])) if !matches!(primary, Patch::Set(_)) => return Ok(Self::default()),
            (Patch::Clear, None) => return Ok(Self { primary: None, all: self.all.clone() }),
            (Patch::Keep, None) => return Ok(self.clone()),
            (Patch::Keep, Some(_)) => self.primary.clone(),
            (Patch::Clear, Some(_)) => None,
            (Patch::Set(id), _) => Some(Id::new_unchecked(id.clone())),
        };
        let all = match all {
            Some(ids) => distinct(ids),
            None => self.all.clone(),
        };
        let changed = Self { primary, all };
        // The stored assignment may always be sent back.
        if changed == *self {
            return Ok(changed);
        }
        let Some(primary) = changed.primary.as_ref().filter(|_| !changed.all.is_empty()) else {
            return Err((Half::Primary, Problem::LocationsTogether));
        };
        if !changed.all.contains(primary) {
            return Err((Half::Primary, Problem::PrimaryNotAmong));
        }
        let known: HashSet<&str> = known.iter().map(String::as_str).collect();
        // A deactivated location stays with those who have it.
        let is_unknown = |id: &&Id| !known.contains(id.as_str()) && !self.all.contains(id);
        let unknown: Vec<String> =
            changed.all.iter().filter(is_unknown).map(Id::to_string).collect();
        if !unknown.is_empty() {
            return Err((Half::All, Problem::UnknownLocations(unknown)));
        }
        Ok(changed)
    }
}

fn distinct(ids: &[String]) -> Vec<Id> {
    let mut seen = HashSet::new();
    let new = ids.iter().filter(|id| seen.insert(id.as_str()));
    new.map(|id| Id::new_unchecked(id.clone())).collect()
}

#[cfg(test)]
mod tests {
    use roster_model::{Id, Patch, Problem};

    use super::{Assignment, Half};

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    fn assignment(primary: Option<&str>, all: &[&str]) -> Assignment {
        let id = |id: &str| Id::new_unchecked(id.to_owned());
        Assignment { primary: primary.map(id), all: all.iter().map(|it| id(it)).collect() }
    }

    /// `-` keeps the primary location, an empty text clears it.
    fn change(
        from: &Assignment,
        primary: &str,
        all: Option<&[&str]>,
    ) -> Result<Assignment, (Half, Problem)> {
        let primary = match primary {
            "-" => Patch::Keep,
            "" => Patch::Clear,
            id => Patch::Set(id.to_owned()),
        };
        from.change(&primary, all.map(ids).as_deref(), &ids(&["a", "b", "c"]))
    }

    #[test]
    fn both_halves_can_be_replaced_and_cleared() {
        let none = assignment(None, &[]);
        let ab = assignment(Some("a"), &["a", "b"]);
        assert_eq!(change(&none, "a", Some(&["a", "b", "a"])), Ok(ab.clone()));
        assert_eq!(change(&ab, "-", None), Ok(ab.clone()));
        assert_eq!(change(&ab, "b", None), Ok(assignment(Some("b"), &["a", "b"])));
        assert_eq!(change(&ab, "-", Some(&["a"])), Ok(assignment(Some("a"), &["a"])));
        assert_eq!(change(&ab, "", None), Ok(assignment(None, &["a", "b"])));
        assert_eq!(change(&ab, "-", Some(&[])), Ok(none.clone()));
        assert_eq!(change(&ab, "", Some(&[])), Ok(none));
    }

    #[test]
    fn halves_that_do_not_fit_are_rejected() {
        let none = assignment(None, &[]);
        let a = assignment(Some("a"), &["a"]);
        let together = Err((Half::Primary, Problem::LocationsTogether));
        assert_eq!(change(&none, "a", None), together);
        assert_eq!(change(&none, "-", Some(&["a"])), together);
        assert_eq!(change(&a, "a", Some(&[])), together);
        assert_eq!(change(&a, "b", Some(&["a"])), Err((Half::Primary, Problem::PrimaryNotAmong)));
        let unknown = Problem::UnknownLocations(ids(&["x", "y"]));
        assert_eq!(change(&a, "a", Some(&["x", "a", "y"])), Err((Half::All, unknown)));
        let gone = assignment(Some("gone"), &["gone"]);
        assert_eq!(change(&gone, "gone", Some(&["gone"])), Ok(gone.clone()));
    }
}
