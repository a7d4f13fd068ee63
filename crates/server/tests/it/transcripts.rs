//! Runs each transcript of `tests/transcripts` on both engines, with a [`Fixture`] of its own.

use std::path::Path;

use roster_store::Backend;
use roster_testkit::transcript;

use crate::fixture::Fixture;

/// Defines a test for each transcript of a folder, and one that compares the list with the folder.
macro_rules! folder {
    ($folder:ident: $($name:ident),+ $(,)?) => {
        mod $folder {
            use roster_store::Backend;

            roster_testkit::on_both_engines! { $($name),+ }

            $(async fn $name(backend: Backend) {
                super::run(backend, stringify!($folder), stringify!($name)).await;
            })+

            #[test]
            fn all_transcripts_are_listed() {
                super::check_list(stringify!($folder), &[$(stringify!($name)),+]);
            }
        }
    };
}

folder! {
    commcare: account, auth, bulk, bulk_user, changes, extras, formats, forwarded, groups,
    location_rules, location_types, locations_v1, locations_v2, permissions, published_list,
    reliability, routes, saved_filters, search, web_users, webhooks, wire_modes, worker_create,
    worker_data, worker_delete, worker_edit, worker_filters, worker_list, worker_restore,
    worker_state
}

folder! {
    usercom: attributes, both_dialects, companies, create, events, filters, many, paging,
    refusals, reliability, search, standard_fields, tags_and_lists, throttling,
    update_or_create, users
}

folder! {
    scim: bulk, discovery, filters, groups, paging, permissions, providers, user_patch, users
}

async fn run(backend: Backend, folder: &str, name: &str) {
    let fixture = Fixture::open(&backend).await;
    let path = in_folder(folder).join(name).with_extension("http");
    transcript::check(&path, &fixture.variables(), |request| fixture.send(request)).await;
}

fn check_list(folder: &str, listed: &[&str]) {
    let paths = transcript::in_folder(&in_folder(folder));
    let names = paths.iter().filter_map(|path| path.file_stem()?.to_str());
    let mut listed = listed.to_vec();
    listed.sort_unstable();
    assert_eq!(names.collect::<Vec<_>>(), listed, "transcripts.rs must list every transcript");
}

fn in_folder(folder: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts").join(folder)
}
