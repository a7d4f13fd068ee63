//! TLS to PostgreSQL.

use roster_store::{Backend, Error, Store};
use roster_testkit::postgres::OwnPostgres;

#[tokio::test(flavor = "multi_thread")]
async fn sslmode_decides_the_encryption() {
    let mut postgres = OwnPostgres::new();
    let plain = postgres.database().await;
    assert!(!is_hidden(&plain).await.unwrap(), "a socket of this machine needs no TLS");
    let required = format!("{plain}?sslmode=require");
    assert!(is_hidden(&required).await.is_err(), "not to be had, so there is no connection");

    let (url, authority) = postgres.restart_with_tls().await;
    let authority = authority.display();
    for (said, hidden) in [
        ("", true),
        ("?sslmode=disable", false),
        ("?sslmode=prefer", true),
        ("?sslmode=require", true),
        (&format!("?sslmode=verify-full&sslrootcert={authority}"), true),
    ] {
        assert_eq!(is_hidden(&format!("{url}{said}")).await.unwrap(), hidden, "{said}");
    }
    // The certificate is for `localhost` only, from an authority that the system does not trust.
    for (url, said) in [
        (url.replace("localhost", "127.0.0.1"), format!("sslrootcert={authority}")),
        (url.clone(), "sslrootcert=system".to_owned()),
    ] {
        let refused = is_hidden(&format!("{url}?sslmode=verify-full&{said}")).await;
        assert!(refused.is_err(), "{said}");
    }
}

/// Whether the connection is encrypted.
async fn is_hidden(url: &str) -> Result<bool, Error> {
    let store = Store::open(&Backend::Postgres(url.to_owned())).await?;
    let mut tx = store.read().await?;
    let own = "SELECT count(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl";
    Ok(tx.one(own, &[], |row| row.int(0)).await? > 0)
}
