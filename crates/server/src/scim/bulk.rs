//! Bulk requests. All operations are one transaction: those that succeed are committed together.

use std::collections::{BTreeMap, HashSet};

use futures_util::future::join_all;
use http::StatusCode;
use roster_directory::{Directory, HashedPassword, ScimWrite};
use roster_model::{Error, SecretString};
use roster_wire::scim::{
    BulkMethod, BulkOperation, BulkRequest, BulkResult, BulkSuccess, BulkTarget, ErrorResponse,
    Patch, Resource, decode_body, encode_results, group, user,
};

use super::request_context::RequestContext;
use crate::{error::ApiError, extract::Body, rate_limit::RowCounter, reply::ApiResult};

/// `POST Bulk`.
pub(super) async fn execute(request: RequestContext, rows: RowCounter, body: Body) -> ApiResult {
    request.directory.scim_users(&request.actor)?;
    let BulkRequest { mut operations, fail_on_errors } =
        BulkRequest::decode(&body.decode(decode_body).await?)?;
    rows.count(&request.actor, operations.len())?;
    let hashes = hash_all(&request.directory, &operations).await?;
    let mut write = request.directory.scim_write(&request.actor).await?;
    let results = run(&request, &mut write, &mut operations, &hashes, fail_on_errors).await?;
    write.commit().await?;
    let carried_out = operations.iter().zip(&results);
    let carried_out =
        carried_out.filter_map(|(operation, result)| Some((operation, result.as_ref()?)));
    Ok(RequestContext::reply(&encode_results(carried_out)))
}

/// Runs the operations in their order, apart from those that refer to a later one: they wait for it.
/// The results have the order of the operations; the last ones are absent after too many errors.
async fn run(
    request: &RequestContext,
    write: &mut ScimWrite<'_>,
    operations: &mut [BulkOperation],
    hashes: &[Option<HashedPassword>],
    fail_on_errors: Option<usize>,
) -> Result<Vec<Option<BulkResult>>, ApiError> {
    let mut results: Vec<Option<BulkResult>> = operations.iter().map(|_| None).collect();
    let mut created: BTreeMap<String, String> = BTreeMap::new();
    let mut waiting: Vec<usize> = (0..operations.len()).collect();
    let mut errors = 0;
    while !waiting.is_empty() {
        let mut later = Vec::new();
        let mut announced: HashSet<String> =
            waiting.iter().filter_map(|index| operations[*index].bulk_id.clone()).collect();
        for index in waiting.iter().copied() {
            let operation = &mut operations[index];
            let is_ready = |id: &String| created.contains_key(id) || !announced.contains(id);
            let is_own = |id: &String| operation.bulk_id.as_ref() == Some(id);
            if !operation.references().iter().all(|id| is_ready(id) || is_own(id)) {
                later.push(index);
                continue;
            }
            let outcome = one(request, write, operation, hashes[index].as_ref(), &created).await?;
            if let Some(id) = &operation.bulk_id {
                announced.remove(id);
            }
            match &outcome {
                Ok((_, Some(id))) => {
                    if let Some(bulk_id) = &operation.bulk_id {
                        created.insert(bulk_id.clone(), id.clone());
                    }
                }
                Ok(_) => {}
                Err(_) => errors += 1,
            }
            let outcome = outcome.map(|(success, _)| success);
            results[index] = Some(BulkResult { outcome });
            if fail_on_errors.is_some_and(|limit| errors >= limit) {
                return Ok(results);
            }
        }
        if later.len() == waiting.len() {
            // The operations wait for each other.
            for index in later {
                let detail = "The operation refers to one that refers to it.";
                let outcome = Err(ErrorResponse::new(StatusCode::CONFLICT, detail));
                results[index] = Some(BulkResult { outcome });
            }
            return Ok(results);
        }
        waiting = later;
    }
    Ok(results)
}

/// A success, and the id of a created resource; or the error of the operation.
type Outcome = Result<(BulkSuccess, Option<String>), ErrorResponse>;

/// Runs one operation.
///
/// # Errors
/// Those that end the request: [`Error::TransactionConflict`], [`Error::Unavailable`] and
/// [`Error::Internal`].
async fn one(
    request: &RequestContext,
    write: &mut ScimWrite<'_>,
    operation: &mut BulkOperation,
    hash: Option<&HashedPassword>,
    created: &BTreeMap<String, String>,
) -> Result<Outcome, ApiError> {
    if let Err(error) = operation.resolve(created) {
        return Ok(Err(error));
    }
    let target = match &operation.target {
        Ok(target) => target.clone(),
        Err(error) => return Ok(Err(error.clone())),
    };
    let done = match target.resource {
        Resource::User => user_operation(request, write, operation, &target, hash).await,
        Resource::Group => group_operation(request, write, operation, &target).await,
    };
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Failure::Operation(error)) => Ok(Err(error)),
        Err(Failure::Directory(error)) => match error {
            Error::TransactionConflict(_) | Error::Unavailable(_) | Error::Internal(_) => {
                Err(error.into())
            }
            error => Ok(Err(ErrorResponse::from(&error))),
        },
    }
}

enum Failure {
    Operation(ErrorResponse),
    Directory(Error),
}

impl From<ErrorResponse> for Failure {
    fn from(error: ErrorResponse) -> Self {
        Self::Operation(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Directory(error)
    }
}

type Done = Result<(BulkSuccess, Option<String>), Failure>;

async fn user_operation(
    request: &RequestContext,
    write: &mut ScimWrite<'_>,
    operation: &BulkOperation,
    target: &BulkTarget,
    hash: Option<&HashedPassword>,
) -> Done {
    if target.method == BulkMethod::Post {
        let created = write.create_user(&user::decode(&operation.data), hash).await?;
        let id = created.person.id.to_string();
        let location = request.view.user(&id);
        let version = Some(request.version(&created));
        return Ok((BulkSuccess { status: StatusCode::CREATED, location, version }, Some(id)));
    }
    let current = write.user(&target.id).await?;
    if let Some(version) = &operation.version {
        write.check_version(version, &current)?;
    }
    let location = request.view.user(&target.id);
    let data = match target.method {
        BulkMethod::Delete => {
            write.delete_user(current).await?;
            let status = StatusCode::NO_CONTENT;
            return Ok((BulkSuccess { status, location, version: None }, None));
        }
        BulkMethod::Patch => {
            let patch = Patch::decode(&operation.data, Resource::User)?;
            let mut resource = user::writable(&current);
            patch.apply(&mut resource)?;
            let mut data = user::decode_patched(&resource);
            data.password = patch.password().cloned();
            data
        }
        BulkMethod::Put | BulkMethod::Post => user::decode(&operation.data),
    };
    let saved = write.replace_user(current, &data, hash).await?;
    let version = Some(request.version(&saved));
    Ok((BulkSuccess { status: StatusCode::OK, location, version }, None))
}

async fn group_operation(
    request: &RequestContext,
    write: &mut ScimWrite<'_>,
    operation: &BulkOperation,
    target: &BulkTarget,
) -> Done {
    if target.method == BulkMethod::Post {
        let created = write.create_group(&group::decode(&operation.data)).await?;
        let id = created.id.to_string();
        let location = request.view.group(&id);
        let version = Some(request.version(&created));
        return Ok((BulkSuccess { status: StatusCode::CREATED, location, version }, Some(id)));
    }
    let current = write.group(&target.id).await?;
    if let Some(version) = &operation.version {
        write.check_version(version, &current)?;
    }
    let location = request.view.group(&target.id);
    let data = match target.method {
        BulkMethod::Delete => {
            write.delete_group(current).await?;
            let status = StatusCode::NO_CONTENT;
            return Ok((BulkSuccess { status, location, version: None }, None));
        }
        BulkMethod::Patch => {
            let patch = Patch::decode(&operation.data, Resource::Group)?;
            let mut resource = group::writable(&request.view, &current);
            patch.apply(&mut resource)?;
            group::decode(&resource)
        }
        BulkMethod::Put | BulkMethod::Post => group::decode(&operation.data),
    };
    let saved = write.replace_group(current, &data).await?;
    let version = Some(request.version(&saved));
    Ok((BulkSuccess { status: StatusCode::OK, location, version }, None))
}

/// The hashes of the passwords, as many at a time as the machine has cores. They are computed before
/// the transaction.
async fn hash_all(
    directory: &Directory,
    operations: &[BulkOperation],
) -> Result<Vec<Option<HashedPassword>>, Error> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut hashes = Vec::with_capacity(operations.len());
    for chunk in operations.chunks(cores) {
        let running = chunk.iter().map(|operation| async {
            match password(operation) {
                Some(password) => directory.hash_scim_password(&password).await,
                None => Ok(None),
            }
        });
        for hash in join_all(running).await {
            hashes.push(hash?);
        }
    }
    Ok(hashes)
}

fn password(operation: &BulkOperation) -> Option<SecretString> {
    let target = operation.target.as_ref().ok()?;
    match (target.resource, target.method) {
        (Resource::User, BulkMethod::Post | BulkMethod::Put) => {
            user::decode(&operation.data).password
        }
        (Resource::User, BulkMethod::Patch) => {
            Patch::decode(&operation.data, Resource::User).ok()?.password().cloned()
        }
        _ => None,
    }
}
