//! All location types of a domain as a tree.

use roster_model::{Error, LocationType};
use roster_store::{Tx, location_types};

/// All location types of a domain, by number. There are few.
pub(crate) struct LocationTypeTree(Vec<LocationType>);

impl LocationTypeTree {
    pub(crate) async fn load(tx: &mut Tx, domain: i64) -> Result<Self, Error> {
        Ok(location_types::list(tx, domain).await.map(Self)?)
    }

    pub(crate) fn into_all(self) -> Vec<LocationType> {
        self.0
    }

    /// The type with this number.
    pub(crate) fn with_number(&self, number: i64) -> Option<&LocationType> {
        self.0.iter().find(|location_type| location_type.number == number)
    }

    /// The type with this code.
    pub(crate) fn with_code(&self, code: &str) -> Option<&LocationType> {
        self.0.iter().find(|location_type| location_type.code == code)
    }

    /// The type with this code, else with this name.
    pub(crate) fn resolve(&self, text: &str) -> Option<&LocationType> {
        self.with_code(text)
            .or_else(|| self.0.iter().find(|location_type| location_type.name == text))
    }

    /// The types directly below `parent`; without a parent the root types.
    pub(crate) fn below(&self, parent: Option<i64>) -> Vec<&LocationType> {
        self.0.iter().filter(|location_type| location_type.parent == parent).collect()
    }

    /// Whether the type `inner` is `outer` or a descendant of it.
    pub(crate) fn is_within(&self, inner: i64, outer: i64) -> bool {
        let above = |location_type: &&LocationType| {
            location_type.parent.and_then(|parent| self.with_number(parent))
        };
        let mut chain = std::iter::successors(self.with_number(inner), above);
        chain.any(|location_type| location_type.number == outer)
    }
}

#[cfg(test)]
mod tests {
    use roster_model::LocationType;

    use super::LocationTypeTree;

    fn location_type(number: i64, code: &str, name: &str, parent: Option<i64>) -> LocationType {
        LocationType {
            number,
            code: code.to_owned(),
            name: name.to_owned(),
            parent,
            shares_cases: false,
            view_descendants: false,
            administrative: true,
        }
    }

    fn types() -> LocationTypeTree {
        LocationTypeTree(vec![
            location_type(1, "state", "State", None),
            location_type(2, "district", "state", Some(1)),
            location_type(3, "clinic", "Clinic", Some(2)),
        ])
    }

    fn number(location_type: Option<&LocationType>) -> Option<i64> {
        location_type.map(|location_type| location_type.number)
    }

    #[test]
    fn resolve_prefers_the_code() {
        assert_eq!(number(types().resolve("state")), Some(1));
        assert_eq!(number(types().resolve("Clinic")), Some(3));
        assert_eq!(number(types().resolve("ward")), None);
    }

    #[test]
    fn is_within_follows_the_parents() {
        let types = types();
        assert!(types.is_within(3, 1) && types.is_within(2, 2));
        assert!(!types.is_within(1, 2));
        assert_eq!(types.below(None).len(), 1);
        assert!(types.below(Some(3)).is_empty());
    }
}
