//! Statements that take many rows as one list for each column.

use crate::value::Value;

/// The columns of these rows as lists of texts, behind the first value, which is that of all rows.
pub(super) fn columns<'r, 'v: 'r>(
    rows: impl IntoIterator<Item = &'r Vec<Value<'v>>>,
) -> Vec<Value<'v>> {
    let mut lists: Vec<Vec<String>> = Vec::new();
    let mut first = Value::Null;
    for row in rows {
        let Some((of_all, row)) = row.split_first() else { continue };
        first = of_all.clone();
        lists.resize(row.len(), Vec::new());
        for (list, value) in lists.iter_mut().zip(row) {
            list.push(value.literal());
        }
    }
    std::iter::once(first).chain(lists.into_iter().map(Value::List)).collect()
}

#[cfg(test)]
mod tests {
    use super::columns;
    use crate::value::Value;

    #[test]
    fn columns_become_lists_behind_the_domain() {
        let rows = [("asha", 1), ("bela", -1)]
            .map(|(name, number)| vec![Value::Int(7), name.into(), number.into()]);
        let columns: Vec<String> = columns(&rows).iter().map(Value::literal).collect();
        assert_eq!(columns, ["7", r#"{"asha","bela"}"#, r#"{"1","-1"}"#]);
    }
}
