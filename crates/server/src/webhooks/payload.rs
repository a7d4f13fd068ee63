//! The bodies of messages.

use roster_directory::Directory;
use roster_model::{Actor, Change, Error, Start, Webhook, WebhookPayload, Window, WorkerFilter};
use roster_wire::{
    Format,
    commcare::{Style, View, group, location, location_type, user, web_user, webhook},
};
use serde_json::Value;

/// The body of the message about a change. `None` when there is nothing to send: the payload is a
/// mobile worker, and the person is none any more.
pub(super) async fn of_change(
    directory: &Directory,
    actor: &Actor,
    endpoint: &Webhook,
    change: &Change,
) -> Result<Option<Vec<u8>>, Error> {
    let view = view(actor, endpoint.payload);
    let object = present(object(directory, actor, &view, change).await)?;
    Ok(match (endpoint.payload, object) {
        (WebhookPayload::Event, object) => {
            Some(webhook::event(Some(change), object.unwrap_or(Value::Null), directory.now()))
        }
        (WebhookPayload::CommCare, object) => {
            object.map(|object| roster_wire::json::write(&object))
        }
    })
}

/// The body of a test. `None` when the payload is a mobile worker, and the domain has none.
pub(super) async fn of_test(
    directory: &Directory,
    actor: &Actor,
    endpoint: &Webhook,
) -> Result<Option<Vec<u8>>, Error> {
    if endpoint.payload == WebhookPayload::Event {
        return Ok(Some(webhook::event(None, Value::Null, directory.now())));
    }
    let window = Window { limit: 1, start: Start::Offset(0) };
    let workers = directory.workers(actor)?;
    let page = workers.list(&WorkerFilter::default(), &window, false).await?;
    let first = page.workers().next().transpose()?;
    let view = view(actor, endpoint.payload);
    Ok(first.map(|(worker, _)| user::write(&view, &page.schema, &worker, None)))
}

/// The object of the changed record, as its detail resource shows it.
async fn object(
    directory: &Directory,
    actor: &Actor,
    view: &View<'_>,
    change: &Change,
) -> Result<Value, Error> {
    let id = change.id.as_str();
    let record = change.kind.split('.').next().unwrap_or_default();
    Ok(match record {
        "person" => {
            let found = directory.workers(actor)?.find(id, false).await?;
            user::tree(view, &found.schema, &found.person, None)
        }
        "group" => group::tree(view, &directory.groups(actor)?.find(id).await?),
        "location" => {
            let found = directory.locations(actor)?.find(id).await?;
            location::v1::tree(view, &found.location)
        }
        "location_type" => {
            let number = change.number.unwrap_or_default();
            let found = directory.location_types(actor)?.find(number).await?;
            location_type::tree(view, &found)
        }
        "web_user" => {
            let found = directory.web_users(actor)?.find(id).await?;
            web_user::tree(view, &found.schema, &found.member)
        }
        // Other records have no object in the CommCare dialect.
        _ => Value::Null,
    })
}

/// `None` for a record that is gone.
fn present(object: Result<Value, Error>) -> Result<Option<Value>, Error> {
    match object {
        Ok(object) => Ok(Some(object)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// CommCare HQ forwards the user of version 0.5.
fn view(actor: &Actor, payload: WebhookPayload) -> View<'_> {
    let style = match payload {
        WebhookPayload::Event => Style::ResourceFirst("v1"),
        WebhookPayload::CommCare => Style::VersionFirst("v0.5"),
    };
    View { domain: &actor.domain, style, format: Format::Json, origin: "" }
}
