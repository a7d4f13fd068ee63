//! One suite of tests for both engines.

use tempfile::TempDir;

/// Turns each named `async fn case(place: Backend)` into a test on SQLite and one on PostgreSQL, in
/// the modules `sqlite` and `postgres`. Each test has its own, empty store.
///
/// ```text
/// on_both_engines! { group_has_members, group_is_deleted }
///
/// async fn group_has_members(place: Backend) { .. }
/// ```
#[macro_export]
macro_rules! on_both_engines {
    ($($case:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                let folder = $crate::engines::folder();
                super::$case(roster_store::Backend::Embedded(folder.path().to_owned())).await;
            })+
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                let server = $crate::postgres::Postgres::shared();
                let url = server.database().await;
                super::$case(roster_store::Backend::Postgres(url.clone())).await;
                server.remove(&url).await;
            })+
        }
    };
}

/// A new temporary folder.
///
/// # Panics
///
/// When it cannot be created.
pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}
