//! Groups of workers.
//!
//! Membership is stored twice, in the group's rows and in each worker's record, and is always changed
//! through the worker. So each worker who joins or leaves is updated and logged.

mod create;
mod delete;
mod edit;
mod hq_import;
mod members;
mod membership;
mod sheet_import;
mod summaries;
mod turns;

use roster_model::{Error, FieldError, Group, Id, Page, Problem, Window, limits::check_json_size};
use roster_store::{Tx, groups};
use serde_json::{Map, Value};

use crate::{op_context::OpContext, text, unit_of_work::WriteTx};
pub(crate) use create::validate_users;
pub(crate) use delete::{GroupDeletion, LoadedGroup, delete};
pub(crate) use membership::MembershipChanges;
pub use sheet_import::ImportedGroups;
pub use summaries::GroupSummaries;
pub(crate) use turns::{change_members, complete_changes};

/// The groups of a domain.
pub struct Groups<'a> {
    ctx: OpContext<'a>,
}

impl<'a> Groups<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// A page of groups, by name in byte order. The name is the sort key.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<Group>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(groups::list(&mut tx, self.ctx.domain().number, window).await?)
    }

    /// Returns the group with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, id: &str) -> Result<Group, Error> {
        let mut tx = self.ctx.read().await?;
        load(&mut tx, self.ctx.domain().number, id).await
    }
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Group, Error> {
    let missing = || Error::not_found("group");
    let id = Id::parse(id).ok_or_else(missing)?;
    groups::find(tx, domain, id.as_str()).await?.ok_or_else(missing)
}

/// The problem of a group's name. An empty name counts as a missing one.
pub(crate) fn name_problem(name: &str) -> Option<Problem> {
    match text::name_problem(name) {
        Some(Problem::Empty) => Some(Problem::Required),
        other => other,
    }
}

/// The error of metadata that are too large. Those of `before` may stay as large as they are.
fn validate_metadata(
    tx: &WriteTx,
    before: Option<&Group>,
    data: &Map<String, Value>,
) -> Option<FieldError> {
    let limit = tx.domain.settings.custom_data_limit;
    check_json_size("metadata", before.map(|group| &group.metadata), data, limit)
}
