//! Users and groups of SCIM: lists in the order of creation, names, and deleted workers.

mod condition;
mod groups;
mod removed;
mod users;

pub use condition::Condition;
pub use groups::{
    GroupSelection, find_group, group_members, groups_after, groups_by_id, member_counts,
    set_external_id,
};
pub use removed::{Removed, find_removed, forget_removed, keep_removed, purge_removed};
pub use users::{UserSelection, count_users, find_by_user_name, users_after, users_at};
