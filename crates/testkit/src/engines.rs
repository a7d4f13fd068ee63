//! One suite of tests for both engines.

use tempfile::TempDir;

/// Makes of each `async fn case(place: Backend)` named a test on SQLite and one on PostgreSQL, in
/// modules `sqlite` and `postgres`. The place is new and empty, and the test's own.
///
/// ```text
/// on_both_engines! { a_group_has_members, a_group_can_go }
///
/// async fn a_group_has_members(place: Backend) { .. }
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
                let url = $crate::postgres::Postgres::shared().database().await;
                super::$case(roster_store::Backend::Postgres(url)).await;
            })+
        }
    };
}

/// A new folder, which goes with its handle.
///
/// # Panics
/// When it cannot be made.
pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}
