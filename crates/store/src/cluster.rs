//! A store on a Citus cluster: tables of a domain are distributed by its number, all of one domain
//! on one node; tables without a domain are on every node.

use crate::{Error, ErrorKind, Store, Tx, Value, migrate};

/// The tables on every node: those that are searched without a domain, also if they have one. Every
/// request reads them; they are written when access is granted or revoked.
const EVERYWHERE: [&str; 12] = [
    "meta",
    "domains",
    "web_users",
    "memberships",
    "invitations",
    "api_keys",
    "app_keys",
    "sessions",
    "second_factors",
    "recovery_codes",
    "sign_in_attempts",
    "known_addresses",
];

/// The table that the others are co-located with.
const FIRST: &str = "people";

/// The distribution of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Number of tables that are distributed by domain.
    pub distributed: usize,
    /// Number of tables on every node.
    pub everywhere: usize,
    /// Number of tables that were neither before.
    pub moved: usize,
}

/// Distributes the tables that are not distributed yet, and verifies the result.
///
/// # Errors
///
/// [`ErrorKind::Other`] on a store that is not a Citus database, with the remedy, or when a table
/// is distributed in another way.
pub async fn distribute(store: &Store) -> Result<Spread, Error> {
    require_citus(store).await?;
    let mut moved = 0;
    for table in in_order() {
        let mut tx = store.write().await?;
        if standing(&mut tx, table).await? == HqSummary::Local {
            place(&mut tx, table).await?;
            moved += 1;
        }
        tx.commit().await?;
    }
    check(store).await?;
    let everywhere = EVERYWHERE.len();
    Ok(Spread { distributed: in_order().count() - everywhere, everywhere, moved })
}

/// The tables on every node, then the first distributed table, then the others, each after those
/// that it references.
fn in_order() -> impl Iterator<Item = &'static str> {
    let of_domains =
        migrate::tables().filter(|table| *table != FIRST && !EVERYWHERE.contains(table));
    EVERYWHERE.into_iter().chain([FIRST]).chain(of_domains)
}

async fn require_citus(store: &Store) -> Result<(), Error> {
    let refuse = |text: &str| Err(Error::new(ErrorKind::Other, text));
    if store.engine() != "postgres" {
        return refuse(
            "the embedded store is on one machine: copy it into a Citus database first, with \
             `roster copy --from DIR --to URL`",
        );
    }
    let mut tx = store.read().await?;
    let sql = "SELECT count(*) FROM pg_extension WHERE extname = 'citus'";
    if tx.one(sql, &[], |row| row.int(0)).await? == 0 {
        return refuse(
            "this PostgreSQL has no Citus, so there is nothing to distribute over: install Citus on \
             every node, do `CREATE EXTENSION citus` in this database and add the workers with \
             `citus_add_node`; without a cluster Roster works as it is",
        );
    }
    Ok(())
}

/// The placement of a table.
#[derive(Debug, PartialEq, Eq)]
enum HqSummary {
    /// On this node only.
    Local,
    Everywhere,
    /// By its column `domain`, co-located with this group.
    ByDomain {
        layout: i64,
    },
    /// In another way.
    Otherwise,
}

async fn standing(tx: &mut Tx, table: &str) -> Result<HqSummary, Error> {
    let sql = "SELECT CAST(citus_table_type AS TEXT), CAST(distribution_column AS TEXT), \
               CAST(colocation_id AS BIGINT) FROM citus_tables \
               WHERE table_name = CAST(CAST($1 AS TEXT) AS REGCLASS)";
    let found = tx
        .maybe(sql, &[table.into()], |row| {
            Ok(match (row.str(0)?, row.maybe_text(1)?.as_deref()) {
                ("reference", _) => HqSummary::Everywhere,
                ("distributed", Some("domain")) => HqSummary::ByDomain { layout: row.int(2)? },
                ("local", _) => HqSummary::Local,
                _ => HqSummary::Otherwise,
            })
        })
        .await?;
    Ok(found.unwrap_or(HqSummary::Local))
}

async fn place(tx: &mut Tx, table: &str) -> Result<(), Error> {
    let (sql, values) = if EVERYWHERE.contains(&table) {
        ("SELECT 1 FROM create_reference_table(CAST($1 AS TEXT)::regclass)", vec![table.into()])
    } else if table == FIRST {
        (
            "SELECT 1 FROM create_distributed_table(CAST($1 AS TEXT)::regclass, 'domain')",
            vec![table.into()],
        )
    } else {
        (
            "SELECT 1 FROM create_distributed_table(CAST($1 AS TEXT)::regclass, 'domain', \
             colocate_with => $2)",
            vec![Value::from(table), FIRST.into()],
        )
    };
    tx.all(sql, &values, |_| Ok(())).await.map(drop)
}

async fn check(store: &Store) -> Result<(), Error> {
    let mut tx = store.read().await?;
    let first = standing(&mut tx, FIRST).await?;
    for table in in_order() {
        let found = standing(&mut tx, table).await?;
        let right = if EVERYWHERE.contains(&table) {
            found == HqSummary::Everywhere
        } else {
            matches!(found, HqSummary::ByDomain { .. }) && found == first
        };
        if !right {
            let text = format!("the table {table} is not spread as it should be: {found:?}");
            return Err(Error::new(ErrorKind::Other, text));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{EVERYWHERE, in_order};
    use crate::domains::TENANT_TABLES;

    /// The two kinds of tables are known by name: each table must be in exactly one list.
    #[test]
    fn every_table_has_its_place_in_a_cluster() {
        let mut tables: Vec<&str> = in_order().collect();
        let count = tables.len();
        tables.sort_unstable();
        tables.dedup();
        assert_eq!(tables.len(), count);
        for table in tables {
            assert!(EVERYWHERE.contains(&table) || TENANT_TABLES.contains(&table), "{table}");
        }
    }
}
