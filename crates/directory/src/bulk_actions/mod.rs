//! One action on any number of workers, in batches that can be undone together like an import.

mod links;

use std::collections::HashMap;

use futures_util::future::join_all;
use roster_model::{
    Actor, BulkAction, CustomData, DataEdit, Error, FieldChange, FieldError, Id, Patch, Permission,
    Person, Problem, RowError, RowOutcome, RowVerdict, Rule, Schema, SecretString, WorkerEdit,
};
use roster_store::{groups, imports, people, tags};

use crate::{
    Directory,
    field_rules::{self, FieldRules},
    import::changed_columns,
    op_context::OpContext,
    password_links::{self, IssuedLink},
    people::write::{self, Batch, PasswordChange},
    unit_of_work::WriteTx,
    workers::{
        apply, location_access,
        names::Names,
        references::{self, References},
    },
};

/// How many workers one transaction changes.
const BATCH_SIZE: usize = 1_000;

/// Actions on many workers.
pub struct BulkActions<'a> {
    ctx: OpContext<'a>,
}

/// An action in progress.
pub struct BulkRun<'a> {
    ctx: &'a OpContext<'a>,
    /// The name in the history of imports.
    name: String,
    action: BulkAction,
    /// The number in the history, once something has changed.
    number: Option<i64>,
    row: u64,
}

/// The outcome for one worker.
#[derive(Debug)]
pub struct BulkVerdict {
    /// The outcome, as that of a row of an import.
    pub verdict: RowVerdict,
    /// The new password, for [`BulkAction::ResetPassword`].
    pub password: Option<SecretString>,
    /// The new link, for [`BulkAction::CreatePasswordLink`].
    pub link: Option<IssuedLink>,
}

impl From<RowVerdict> for BulkVerdict {
    fn from(verdict: RowVerdict) -> Self {
        Self { verdict, password: None, link: None }
    }
}

/// A generated password and its hash.
struct NewPassword {
    password: SecretString,
    hash: String,
}

impl Directory {
    /// Actions on many workers of the actor's domain. Requires `edit_commcare_users`; an actor who is
    /// limited to locations reaches only the workers there.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn bulk_actions(&self, actor: &Actor) -> Result<BulkActions<'_>, Error> {
        Ok(BulkActions { ctx: self.ctx(actor, Permission::EDIT_COMMCARE_USERS)? })
    }
}

impl BulkActions<'_> {
    /// Starts an action. `name` is its name in the history of imports.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the action names a group, location, role, tag, field or profile that
    /// does not exist, or when links are to be valid too shortly or too long.
    pub async fn start(&self, name: &str, action: BulkAction) -> Result<BulkRun<'_>, Error> {
        if let BulkAction::CreatePasswordLink(valid_for) = action {
            password_links::check_validity(valid_for)?;
        }
        let mut tx = self.ctx.begin().await?;
        let references = load_references(&self.ctx, &mut tx, &to_edit(&action)).await?;
        check_references(&mut tx, &action, &references).await?;
        Ok(BulkRun { ctx: &self.ctx, name: name.to_owned(), action, number: None, row: 0 })
    }
}

impl BulkRun<'_> {
    /// The number in the history of imports, for undoing the action; `None` if nothing changed.
    /// Deletions are undone in the list of deleted people.
    pub fn number(&self) -> Option<i64> {
        self.number
    }

    /// Applies the action to these workers, in transactions of a thousand. A worker that it does not fit is
    /// left out, with the reason.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the record that the action names was deleted meanwhile;
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store. Earlier transactions stay.
    pub async fn add(&mut self, ids: &[String]) -> Result<Vec<BulkVerdict>, Error> {
        let mut verdicts = Vec::with_capacity(ids.len());
        for ids in ids.chunks(BATCH_SIZE) {
            if let BulkAction::CreatePasswordLink(valid_for) = self.action {
                verdicts.extend(self.create_links(ids, valid_for).await?);
                continue;
            }
            let passwords = match self.action {
                BulkAction::ResetPassword => self.new_passwords(ids).await?,
                _ => HashMap::new(),
            };
            verdicts.extend(self.apply(ids, passwords).await?);
        }
        Ok(verdicts)
    }

    /// A password for each worker. Hashing takes long, so it happens before the transaction, as many at
    /// a time as the machine has cores.
    async fn new_passwords(&self, ids: &[String]) -> Result<HashMap<String, NewPassword>, Error> {
        let directory = self.ctx.directory();
        let domain = self.ctx.domain().number;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut passwords = HashMap::with_capacity(ids.len());
        for ids in ids.chunks(cores) {
            let running = ids.iter().map(|id| async move {
                let password = directory.new_worker_password();
                let hash = directory.hash_password_of(domain, &password).await?;
                Ok::<_, Error>((id.clone(), NewPassword { password, hash }))
            });
            for result in join_all(running).await {
                passwords.extend([result?]);
            }
        }
        Ok(passwords)
    }

    async fn apply(
        &mut self,
        ids: &[String],
        mut passwords: HashMap<String, NewPassword>,
    ) -> Result<Vec<BulkVerdict>, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let found = people::find_many(&mut tx.store, domain, ids.to_vec()).await?;
        let mut found: HashMap<String, Person> =
            found.into_iter().map(|person| (person.id.to_string(), person)).collect();
        let edit = to_edit(&self.action);
        let references = load_references(self.ctx, &mut tx, &edit).await?;
        check_references(&mut tx, &self.action, &references).await?;
        let mut verdicts = Vec::with_capacity(ids.len());
        let mut changes = Vec::new();
        let mut deleted = 0_usize;
        for id in ids {
            self.row += 1;
            let before = found.remove(id).filter(|person| person.worker.is_some());
            let planned = match before {
                Some(before) => self.plan(&mut tx, before, &edit, &references).await,
                None => Err(Error::not_found("worker")),
            };
            let verdict = |username: &str, outcome| RowVerdict {
                row: self.row,
                username: username.to_owned(),
                id: Id::parse(id),
                outcome,
            };
            let (before, after) = match planned {
                Ok(planned) => planned,
                Err(error) => {
                    let outcome = RowOutcome::Refused(reasons(error)?);
                    verdicts.push(verdict("", outcome).into());
                    continue;
                }
            };
            let username = username(&before);
            if self.action == BulkAction::Delete {
                write::delete(&mut tx, &before).await?;
                deleted += 1;
                let outcome = RowOutcome::Changed(vec![FieldChange {
                    column: "deleted".to_owned(),
                    from: "no".to_owned(),
                    to: "yes".to_owned(),
                }]);
                verdicts.push(verdict(&username, outcome).into());
                continue;
            }
            let password = passwords.remove(id);
            // Filled in below, when the names of all groups and locations are known.
            let outcome = RowOutcome::Unchanged;
            verdicts.push(verdict(&username, outcome).into());
            changes.push(Planned { at: verdicts.len() - 1, before, after, password });
        }
        self.write(&mut tx, changes, &references.schema, &mut verdicts).await?;
        if deleted > 0
            || verdicts.iter().any(|it| matches!(it.verdict.outcome, RowOutcome::Changed(_)))
        {
            tx.commit_or_defer().await?;
        }
        Ok(verdicts)
    }

    /// The worker before and after the action.
    async fn plan(
        &self,
        tx: &mut WriteTx,
        before: Person,
        edit: &WorkerEdit,
        references: &References,
    ) -> Result<(Person, Person), Error> {
        let actor = self.ctx.actor();
        let mut after = before.clone();
        if let Some(worker) = &before.worker
            && !location_access::has_access(&mut tx.store, actor, worker).await?
        {
            return Err(Error::not_found("worker"));
        }
        tx.require_person(&before.id);
        apply::apply(&mut after, edit, self.ctx.domain(), references, Vec::new())?;
        let Some(worker) = &mut after.worker else { return Err(Error::not_found("worker")) };
        match &self.action {
            BulkAction::SetActive(active) => {
                worker.active = *active;
                worker.unconfirmed &= !active;
            }
            BulkAction::JoinGroup(group) if !worker.groups.contains(group) => {
                worker.groups.push(group.clone());
                worker.groups.sort_unstable();
            }
            BulkAction::LeaveGroup(group) => worker.groups.retain(|id| id != group),
            BulkAction::AddTag(tag) if !after.usercom.tags.contains(tag) => {
                after.usercom.tags.push(*tag);
            }
            BulkAction::RemoveTag(tag) => after.usercom.tags.retain(|number| number != tag),
            _ => {}
        }
        let exceeded = write::exceeded(tx, Some(&before), &after);
        if !exceeded.is_empty() {
            return Err(Error::Invalid(exceeded));
        }
        location_access::check_change(&mut tx.store, actor, Some(&before), &after).await?;
        Ok((before, after))
    }

    /// Stores the changes, and sets their outcomes.
    async fn write(
        &mut self,
        tx: &mut WriteTx,
        changes: Vec<Planned>,
        schema: &Schema,
        verdicts: &mut [BulkVerdict],
    ) -> Result<(), Error> {
        let domain = tx.number();
        let both = changes.iter().flat_map(|change| [&change.before, &change.after]);
        let names = Names::load(&mut tx.store, domain, both).await?;
        let mut batch = Batch::default();
        let start = (tx.now, tx.state.seq);
        for Planned { at, before, after, password } in changes {
            let with_names = |person: &Person| names.resolve(person.clone(), schema);
            let mut columns = changed_columns(&with_names(&before), &with_names(&after));
            let mut change = PasswordChange::Keep;
            if let Some(NewPassword { password, hash }) = password {
                let hidden = || "****".to_owned();
                let column = "password".to_owned();
                columns.push(FieldChange { column, from: hidden(), to: hidden() });
                change = PasswordChange::Set(hash);
                verdicts[at].password = Some(password);
            }
            // Tags have no column.
            if before.usercom.tags != after.usercom.tags {
                let texts =
                    |tags: &[i64]| tags.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
                columns.push(FieldChange {
                    column: "tags".to_owned(),
                    from: texts(&before.usercom.tags),
                    to: texts(&after.usercom.tags),
                });
            }
            if batch.update(tx, before, after, &[], change)?.is_none() {
                verdicts[at].verdict.outcome = RowOutcome::Changed(columns);
            }
        }
        let replaced = self.replaced_hashes(tx, verdicts).await?;
        let written = batch.flush(tx).await?;
        if written.is_empty() {
            return Ok(());
        }
        let number = if let Some(number) = self.number {
            number
        } else {
            let actor = self.ctx.actor().who.label();
            imports::begin(&mut tx.store, domain, &self.name, &actor, start).await?
        };
        let touched: Vec<imports::Touched<'_>> = written
            .iter()
            .map(|write| imports::Touched {
                after: &write.after,
                before: write.before.as_ref(),
                hash: replaced.get(&write.after.id).map(String::as_str),
                seq: write.seq,
            })
            .collect();
        imports::add(&mut tx.store, domain, number, &touched).await?;
        self.number = Some(number);
        Ok(())
    }

    /// The password hashes that are about to be replaced; empty for workers without one.
    async fn replaced_hashes(
        &self,
        tx: &mut WriteTx,
        verdicts: &[BulkVerdict],
    ) -> Result<HashMap<Id, String>, Error> {
        let reset = verdicts.iter().filter(|verdict| verdict.password.is_some());
        let ids: Vec<Id> = reset.filter_map(|verdict| verdict.verdict.id.clone()).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let domain = tx.number();
        let texts = ids.iter().map(Id::to_string).collect();
        let mut hashes: HashMap<Id, String> =
            ids.into_iter().map(|id| (id, String::new())).collect();
        hashes.extend(people::passwords(&mut tx.store, domain, texts).await?);
        Ok(hashes)
    }
}

/// A change of a worker whose verdict is at `at`.
struct Planned {
    at: usize,
    before: Person,
    after: Person,
    password: Option<NewPassword>,
}

/// The records that an edit refers to. The rules are those of a change, not of a whole form.
async fn load_references(
    ctx: &OpContext<'_>,
    tx: &mut WriteTx,
    edit: &WorkerEdit,
) -> Result<References, Error> {
    let mut references = references::load(tx, edit).await?;
    let settings = &ctx.domain().settings;
    references.rules = FieldRules::of_channel(tx.via(), settings, &references.schema);
    Ok(references)
}

/// The part of an action that is an edit of a worker.
fn to_edit(action: &BulkAction) -> WorkerEdit {
    let data = |slug: &str, value: serde_json::Value| {
        let data: CustomData = [(slug.to_owned(), value)].into_iter().collect();
        Some(DataEdit::Merge(data))
    };
    match action {
        BulkAction::SetLocation(location) => {
            let id = location.as_ref().map(Id::to_string);
            WorkerEdit {
                locations: Some(id.iter().cloned().collect()),
                primary_location: id.map_or(Patch::Clear, Patch::Set),
                ..WorkerEdit::default()
            }
        }
        BulkAction::SetRole(role) => {
            WorkerEdit { role: Some(role.clone()), ..WorkerEdit::default() }
        }
        BulkAction::SetLanguage(language) => {
            WorkerEdit { language: Some(language.clone()), ..WorkerEdit::default() }
        }
        BulkAction::SetField { slug, value } => {
            WorkerEdit { data: data(slug, value.clone()), ..WorkerEdit::default() }
        }
        BulkAction::SetProfile(profile) => WorkerEdit {
            data: data(Schema::PROFILE_KEY, (*profile).into()),
            ..WorkerEdit::default()
        },
        // The group must exist, and the worker's other groups stay.
        BulkAction::JoinGroup(_)
        | BulkAction::LeaveGroup(_)
        | BulkAction::SetActive(_)
        | BulkAction::AddTag(_)
        | BulkAction::RemoveTag(_)
        | BulkAction::ResetPassword
        | BulkAction::CreatePasswordLink(_)
        | BulkAction::Delete => WorkerEdit::default(),
    }
}

/// Checks that the record that an action names exists.
///
/// # Errors
/// [`Error::Invalid`] of the input of the action.
async fn check_references(
    tx: &mut WriteTx,
    action: &BulkAction,
    references: &References,
) -> Result<(), Error> {
    let domain = tx.number();
    let schema = &references.schema;
    let missing = match action {
        BulkAction::JoinGroup(group) | BulkAction::LeaveGroup(group) => {
            let wanted = vec![group.to_string()];
            let known = groups::existing(&mut tx.store, domain, wanted.clone()).await?;
            known.is_empty().then_some(("group", Problem::UnknownGroups(wanted)))
        }
        BulkAction::SetLocation(Some(location)) => {
            let wanted = location.to_string();
            let is_known = references.locations.contains(&wanted);
            (!is_known).then(|| ("location", Problem::UnknownLocations(vec![wanted])))
        }
        BulkAction::SetRole(Some(role)) => {
            (!references.role_exists).then(|| ("role", Problem::UnknownRole(role.clone())))
        }
        BulkAction::AddTag(tag) | BulkAction::RemoveTag(tag) => {
            let known = tags::find_many(&mut tx.store, domain, vec![*tag]).await?;
            known.is_empty().then(|| ("tag", Problem::Unknown(tag.to_string())))
        }
        BulkAction::SetField { slug, .. } => {
            let is_known = schema.fields.iter().any(|field| field.slug == *slug);
            let error = (!is_known).then(|| field_rules::unknown(slug, schema));
            error.map(|error| ("field", error.problem))
        }
        BulkAction::SetProfile(Some(number)) => {
            schema.profile(*number).is_none().then_some(("profile", Problem::UnknownProfile))
        }
        BulkAction::SetLocation(None)
        | BulkAction::SetRole(None)
        | BulkAction::SetProfile(None)
        | BulkAction::SetLanguage(_)
        | BulkAction::SetActive(_)
        | BulkAction::ResetPassword
        | BulkAction::CreatePasswordLink(_)
        | BulkAction::Delete => None,
    };
    let error = |(field, problem)| Err(Error::invalid_field(field, problem));
    missing.map_or(Ok(()), error)
}

/// The reasons why the action does not fit a worker.
///
/// # Errors
/// The error, if it is none of the request.
fn reasons(error: Error) -> Result<Vec<RowError>, Error> {
    let of_row = |rule: Rule| vec![RowError::new("", "", rule.into())];
    match error {
        Error::Invalid(errors) => {
            let reason = |it: FieldError| RowError::new(&it.field, "", it.problem);
            Ok(errors.into_iter().map(reason).collect())
        }
        Error::NotFound { .. } => Ok(of_row(Rule::NoSuchWorker)),
        Error::Forbidden(denial) => Ok(of_row(Rule::Denied(denial))),
        other => Err(other),
    }
}

fn username(person: &Person) -> String {
    person.worker.as_ref().map(|worker| worker.username.to_string()).unwrap_or_default()
}
