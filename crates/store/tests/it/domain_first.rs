//! Every query of a tenant table names the domain, so that it runs in one domain's part of the
//! store: it cannot read rows of another, and the schema can be distributed by domain.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Tables that are searched without a domain.
const GLOBAL: [&str; 15] = [
    "meta",
    "domains",
    "web_users",
    "memberships",
    "invitations",
    "api_keys",
    "app_keys",
    "secrets",
    "schema_version",
    "sessions",
    "second_factors",
    "recovery_codes",
    "sign_in_attempts",
    "known_addresses",
    "identities",
];

/// Queries over all domains; no request of a client runs them.
const ACROSS_DOMAINS: [&str; 12] = [
    "SELECT key, MAX(used_at) FROM key_uses WHERE key = ANY($1) GROUP BY key",
    // The sender of webhooks looks for work.
    "SELECT w.domain, w.id, w.active, s.seq, p.holder, p.held_until, p.position, \
     p.revision, p.replays, p.attempts, p.failing_since, p.next_at \
     FROM webhooks w JOIN webhook_progress p ON p.domain = w.domain AND p.webhook = w.id \
     JOIN domain_state s ON s.domain = w.domain \
     WHERE w.paused_reason IS NOT NULL OR (w.active AND p.position < s.seq)",
    // The server deactivates workers on their day.
    "SELECT DISTINCT domain FROM people WHERE deactivate_at <= $1 ORDER BY domain",
    // The server completes changes of groups that a process left.
    "SELECT DISTINCT domain, group_id FROM membership_parts WHERE accepted_at < $1 \
     ORDER BY domain, group_id",
    // The server completes deletions that a process left.
    "SELECT domain, kind, id FROM pending_deletions WHERE accepted_at < $1 ORDER BY domain, kind, id",
    // An import keeps the numbers of its source where they are free.
    "SELECT 1 FROM locations WHERE number = $1 LIMIT 1",
    "SELECT 1 FROM location_types WHERE number = $1 LIMIT 1",
    "SELECT count(*) - count(DISTINCT number) FROM locations",
    "SELECT count(*) - count(DISTINCT number) FROM location_types",
    // The operator lists domains.
    "SELECT d.number, d.name, d.settings, s.record_bytes FROM domains d \
     JOIN domain_state s ON s.domain = d.number ORDER BY d.name",
    // Once, when a store is opened.
    "SELECT domain FROM domain_state WHERE record_bytes IS NULL",
    "SELECT d.domain FROM domain_state d WHERE NOT EXISTS \
     (SELECT 1 FROM counters c WHERE c.domain = d.domain AND c.name = $1 AND c.value = $2)",
];

#[test]
fn every_query_of_a_tenant_table_names_its_domain() {
    let tables = tenant_tables();
    assert!(tables.len() > 10, "the migrations were read: {tables:?}");
    let mut seen = 0;
    let mut strays = Vec::new();
    for file in sources(&root().join("src")) {
        let source = fs::read_to_string(&file).unwrap();
        for text in literals(&source) {
            let touched = tables_of(&text, &tables);
            seen += usize::from(!touched.is_empty());
            if !touched.is_empty() && !names_domain(&text, touched.len()) {
                strays.push(format!("{}: {text}", file.display()));
            }
        }
    }
    assert!(seen > 50, "the queries were found: {seen}");
    assert!(strays.is_empty(), "queries without a domain:\n{}", strays.join("\n"));
}

#[test]
fn every_key_of_a_tenant_table_begins_with_the_domain() {
    for (table, body) in table_bodies() {
        if GLOBAL.contains(&table.as_str()) {
            continue;
        }
        for key in ["PRIMARY KEY (", "UNIQUE ("] {
            for columns in body.split(key).skip(1) {
                assert!(columns.starts_with("domain"), "{table}: {key}{columns}");
            }
        }
        let inline_key = body.contains("domain BIGINT PRIMARY KEY");
        assert!(inline_key || body.contains("PRIMARY KEY (domain"), "{table} has a key");
    }
}

/// The requirements of a cluster on foreign keys: between tenant tables they contain the domain,
/// and a table that is on every node references only such tables.
#[test]
fn every_foreign_key_stays_in_its_domain_or_leads_to_every_node() {
    let mut seen = 0;
    for (table, body) in table_bodies() {
        for line in body.lines().filter(|line| line.contains("REFERENCES ")) {
            seen += 1;
            let target = line.split("REFERENCES ").nth(1).unwrap().split(' ').next().unwrap();
            let to_every_node = GLOBAL.contains(&target);
            let within_domain = line.contains("FOREIGN KEY (domain, ")
                && line.contains(&format!("REFERENCES {target} (domain, "));
            let of_every_node = GLOBAL.contains(&table.as_str());
            assert!(to_every_node || (within_domain && !of_every_node), "{table}: {line}");
        }
    }
    assert!(seen > 20, "the foreign keys were found: {seen}");
}

/// A unique index that is created apart from its table follows the same rule as its keys.
#[test]
fn every_unique_index_begins_with_the_domain() {
    for entry in fs::read_dir(root().join("migrations")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for index in text.split("CREATE UNIQUE INDEX ").skip(1) {
            let (table, columns) = index.split_once(" ON ").unwrap().1.split_once(" (").unwrap();
            assert!(GLOBAL.contains(&table) || columns.starts_with("domain"), "{index}");
        }
        assert!(!text.contains("CREATE TRIGGER"), "distributed tables have none");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// Name and definition of every table in the migrations.
fn table_bodies() -> Vec<(String, String)> {
    let mut tables = Vec::new();
    for entry in fs::read_dir(root().join("migrations")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for definition in text.split("CREATE TABLE ").skip(1) {
            let (name, rest) = definition.split_once(" (").unwrap();
            let body = rest.split(");").next().unwrap();
            tables.push((name.trim().to_owned(), body.to_owned()));
        }
    }
    tables
}

fn tenant_tables() -> Vec<String> {
    let names = table_bodies().into_iter().map(|(name, _)| name);
    names.filter(|name| !GLOBAL.contains(&name.as_str())).collect()
}

/// The string literals of a source file, with continuation lines joined and without comments.
fn literals(source: &str) -> Vec<String> {
    let code: Vec<&str> =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n").replace("\\\"", "'");
    let inside = code.split('"').skip(1).step_by(2);
    inside
        .map(|text| text.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// The tenant tables that a text reads or writes, with repetitions.
fn tables_of<'a>(text: &str, tables: &'a [String]) -> Vec<&'a str> {
    let words: Vec<&str> = words(text).collect();
    let named = words.windows(2).filter_map(|pair| {
        let verb = matches!(pair[0], "FROM" | "JOIN" | "INTO" | "UPDATE");
        tables.iter().find(|table| verb && *table == pair[1])
    });
    named.map(String::as_str).collect()
}

/// Whether a query names the domain as often as tables: joined tables must be of the same domain
/// too, so that a cluster finds all rows on one node. A condition that is filled in is a
/// `Selection`, which always has a domain.
fn names_domain(text: &str, tables: usize) -> bool {
    let bound = ["domain = $1", "(domain, ", "WHERE {}"].iter().any(|form| text.contains(form));
    let filled_in = text.matches("WHERE {}").count();
    let named = words(text).filter(|word| *word == "domain").count() + filled_in;
    bound && named >= tables || ACROSS_DOMAINS.contains(&text)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}
