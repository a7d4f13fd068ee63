//! A store on a Citus cluster: tables of a domain are distributed by its number, all of one domain
//! on one node; tables without a domain are on every node.

use std::fmt;

use crate::{Error, ErrorKind, Store, Tx, Value, migrate};

/// The tables on every node: those that are searched without a domain, also if they have one. Every
/// request reads them; they are written when access is granted or revoked.
const EVERYWHERE: [&str; 14] = [
    migrate::LEDGER,
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
    "identities",
];

/// The table that the others are co-located with.
const FIRST: &str = "people";

/// The node of a Citus cluster that a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// Tables are created, migrated and distributed there.
    Coordinator,
    /// It serves requests like the coordinator, once it knows the distributed tables.
    Worker {
        /// Its group, as in `pg_dist_node`.
        group: i64,
    },
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Coordinator => f.write_str("the coordinator of a Citus cluster"),
            Self::Worker { group } => write!(f, "the worker of group {group} of a Citus cluster"),
        }
    }
}

/// The node that the database of the transaction is; `None` without Citus.
pub(crate) async fn node(tx: &mut Tx) -> Result<Option<Node>, Error> {
    if !is_present(tx).await? {
        return Ok(None);
    }
    let sql = "SELECT CAST(COALESCE(MAX(groupid), 0) AS BIGINT) FROM pg_dist_local_group";
    let group = tx.one(sql, &[], |row| row.int(0)).await?;
    Ok(Some(if group == 0 { Node::Coordinator } else { Node::Worker { group } }))
}

/// Whether the database has the Citus extension.
pub(crate) async fn is_present(tx: &mut Tx) -> Result<bool, Error> {
    if tx.is_embedded() {
        return Ok(false);
    }
    let sql = "SELECT count(*) FROM pg_extension WHERE extname = 'citus'";
    Ok(tx.one(sql, &[], |row| row.int(0)).await? > 0)
}

/// Makes the statements of a transaction use one connection to each node. By default Citus opens
/// several, and then rejects a write to a table on every node, or a definition, in the same
/// transaction. Has no effect without Citus.
///
/// Call it before the other statements of the transaction.
pub(crate) async fn use_one_connection(tx: &mut Tx) -> Result<(), Error> {
    if is_present(tx).await? {
        tx.define("SET LOCAL citus.multi_shard_modify_mode = 'sequential'").await?;
    }
    Ok(())
}

/// Checks that tables can be created and changed in this database.
///
/// # Errors
/// [`ErrorKind::Other`] on a worker, with the remedy.
pub(crate) async fn require_no_worker(tx: &mut Tx) -> Result<(), Error> {
    let Some(node @ Node::Worker { .. }) = self::node(tx).await? else { return Ok(()) };
    let text = format!(
        "this database is {node}, where no tables are created or migrated: start this version of \
         roster at the coordinator first, then run `roster cluster distribute` with its URL"
    );
    Err(Error::new(ErrorKind::Other, text))
}

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
        if standing(&mut tx, table).await? == Placement::Local {
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
    if !is_present(&mut tx).await? {
        return refuse(
            "this PostgreSQL has no Citus, so there is nothing to distribute over: install Citus on \
             every node, do `CREATE EXTENSION citus` in this database and add the workers with \
             `citus_add_node`; without a cluster Roster works as it is",
        );
    }
    require_no_worker(&mut tx).await
}

/// The placement of a table.
#[derive(Debug, PartialEq, Eq)]
enum Placement {
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

async fn standing(tx: &mut Tx, table: &str) -> Result<Placement, Error> {
    let sql = "SELECT CAST(citus_table_type AS TEXT), CAST(distribution_column AS TEXT), \
               CAST(colocation_id AS BIGINT) FROM citus_tables \
               WHERE table_name = CAST(CAST($1 AS TEXT) AS REGCLASS)";
    let found = tx
        .maybe(sql, &[table.into()], |row| {
            Ok(match (row.str(0)?, row.maybe_text(1)?.as_deref()) {
                ("reference", _) => Placement::Everywhere,
                ("distributed", Some("domain")) => Placement::ByDomain { layout: row.int(2)? },
                ("local", _) => Placement::Local,
                _ => Placement::Otherwise,
            })
        })
        .await?;
    Ok(found.unwrap_or(Placement::Local))
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
            found == Placement::Everywhere
        } else {
            matches!(found, Placement::ByDomain { .. }) && found == first
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
