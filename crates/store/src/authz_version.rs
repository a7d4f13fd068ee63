//! The authorization version: a number that rises with every change of permissions. A cached
//! permission is valid while the version is unchanged, whichever process makes the change.

use crate::{Error, Row, Tx};

/// The tables of authorization data.
#[cfg(test)]
const TABLES: [&str; 5] = ["api_keys", "domains", "memberships", "roles", "web_users"];

/// The current version.
pub async fn version(tx: &mut Tx) -> Result<i64, Error> {
    let sql = "SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'access'";
    Ok(tx.maybe(sql, &[], |row| row.int(0)).await?.unwrap_or(0))
}

/// The current version and, in the same snapshot, the last numbers of a domain's change log and of
/// its activity. The latter are `None` when the domain does not exist.
pub async fn version_and_state(
    tx: &mut Tx,
    domain: i64,
) -> Result<(i64, Option<(i64, i64)>), Error> {
    let sql = "SELECT CAST(m.value AS BIGINT), s.seq, s.activity FROM domain_state s \
               LEFT JOIN meta m ON m.name = 'access' WHERE s.domain = $1";
    let present =
        |row: &Row<'_>| Ok((row.maybe_int(0)?.unwrap_or(0), Some((row.int(1)?, row.int(2)?))));
    match tx.maybe(sql, &[domain.into()], present).await? {
        Some(present) => Ok(present),
        None => Ok((version(tx).await?, None)),
    }
}

/// Raises the version.
pub(crate) async fn raise(tx: &mut Tx) -> Result<(), Error> {
    let sql = "INSERT INTO meta (name, value) VALUES ('access', '1') \
               ON CONFLICT (name) DO UPDATE \
               SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)";
    tx.run(sql, &[]).await.map(drop)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::TABLES;

    #[test]
    fn every_write_of_authorization_data_raises_the_version() {
        let mut writes = 0;
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for function in
                code.split("async fn ").skip(1).filter(|function| writes_table(function))
            {
                let name = function.split('(').next().unwrap();
                let raises = function.contains("raise_authz_version()");
                assert!(raises, "{}: {name} does not raise the version", path.display());
                writes += 1;
            }
        }
        assert!(writes >= TABLES.len(), "{writes} writes found");
    }

    fn writes_table(function: &str) -> bool {
        TABLES.iter().any(|table| {
            ["INSERT INTO", "UPDATE", "DELETE FROM"]
                .iter()
                .any(|verb| function.contains(&format!("\"{verb} {table} ")))
        })
    }
}
