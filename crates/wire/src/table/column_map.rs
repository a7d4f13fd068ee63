//! Columns for headers that are not the names of columns.

use super::column::Column;

/// Which column a header stands for, by header. It wins over the names of columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnMap(Vec<(String, Column)>);

/// Why a header cannot be mapped to a column.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColumnMapError {
    /// There is no column with this name.
    #[error(
        "there is no column '{0}': use the name of a column, 'data: FIELD' for a custom field, or 'ignore'"
    )]
    UnknownColumn(String),
    /// The header is mapped twice.
    #[error("the column '{0}' is mapped twice: remove one of them")]
    RepeatedHeader(String),
    /// Another header is mapped to the same column.
    #[error("'{other}' is mapped to '{column}' too: leave one of them out with 'ignore'")]
    SameColumn {
        /// The header that was mapped before.
        other: String,
        /// The name of the column.
        column: String,
    },
}

impl ColumnMap {
    /// The name of no column: the import leaves out what stands below the header.
    pub const IGNORE: &'static str = "ignore";

    /// Maps a header to the column with this name, or to [`ColumnMap::IGNORE`]. Several headers may be
    /// mapped to a list, such as the phone numbers.
    ///
    /// # Errors
    /// [`ColumnMapError`]; then the map stays as it is.
    pub fn add(&mut self, header: &str, column: &str) -> Result<(), ColumnMapError> {
        let (header, name) = (header.trim(), column.trim());
        if self.get(header).is_some() {
            return Err(ColumnMapError::RepeatedHeader(header.to_owned()));
        }
        let column = match name {
            Self::IGNORE => Some(Column::Ignored),
            name => Column::parse(name),
        };
        let column = column.ok_or_else(|| ColumnMapError::UnknownColumn(name.to_owned()))?;
        if let Some((other, _)) = self.0.iter().find(|(_, known)| known.excludes(&column)) {
            let (other, column) = (other.clone(), column.name());
            return Err(ColumnMapError::SameColumn { other, column });
        }
        self.0.push((header.to_owned(), column));
        Ok(())
    }

    /// Whether no header is mapped.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The column that a header is mapped to.
    pub(super) fn get(&self, header: &str) -> Option<&Column> {
        self.0.iter().find(|(known, _)| known == header).map(|(_, column)| column)
    }

    /// The mapped headers that are not among `headers`.
    pub(super) fn missing(&self, headers: &[String]) -> Vec<String> {
        let is_missing = |header: &&String| !headers.iter().any(|it| it.trim() == header.as_str());
        self.0.iter().map(|(header, _)| header).filter(is_missing).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{ColumnMap, ColumnMapError};

    #[test]
    fn only_lists_take_several_headers() {
        let mut map = ColumnMap::default();
        map.add("Teléfono", "phone-number").unwrap();
        map.add("Celular", "phone-number 2").unwrap();
        map.add("Nom", "last_name").unwrap();
        map.add("Notes", "ignore").unwrap();
        map.add("Other", "ignore").unwrap();
        let same =
            ColumnMapError::SameColumn { other: "Nom".to_owned(), column: "last_name".to_owned() };
        assert_eq!(map.add("Apellido", "Last Name"), Err(same));
        let unknown = ColumnMapError::UnknownColumn("frist_name".to_owned());
        assert_eq!(map.add("Prénom", "frist_name"), Err(unknown));
        let twice = ColumnMapError::RepeatedHeader("Nom".to_owned());
        assert_eq!(map.add(" Nom ", "ignore"), Err(twice));
    }
}
