//! The state of the store, as a client reads it.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context as _, ensure};
use serde_json::Value;

use super::{operation, writer::Record};
use crate::{
    http::{Client, Lost, Request},
    tenant::{Keys, commcare, usercom},
};

/// All records, by names such as `worker w3-17`.
pub(super) async fn records(
    client: &mut Client,
    keys: &Keys,
) -> anyhow::Result<BTreeMap<String, Record>> {
    let mut seen = BTreeMap::new();
    let mut members = HashMap::new();
    for group in walk(client, &keys.commcare, commcare("group/v1/?limit=1000"), "objects").await? {
        let (id, shown) = (text(&group["id"]), text(&group["metadata"]["mark"]));
        for user in group["users"].as_array().into_iter().flatten() {
            members.insert(text(user), id.clone());
        }
        seen.insert(format!("group {}", text(&group["name"])), Record { id, shown });
    }
    for list in ["user/v1/?limit=1000", "user/v1/?limit=1000&archived=true"] {
        for worker in walk(client, &keys.commcare, commcare(list), "objects").await? {
            let username = text(&worker["username"]);
            let name = username.split('@').next().unwrap_or_default();
            let (id, active) = (text(&worker["id"]), worker["is_active"] == true);
            let group = worker["groups"].get(0).map(text);
            let agreed = !active || members.remove(&id) == group;
            ensure!(agreed, "worker {name} and their group differ about membership");
            let first_name = text(&worker["first_name"]);
            let shown = operation::worker(&first_name, active, group.is_some());
            seen.insert(format!("worker {name}"), Record { id, shown });
        }
    }
    for contact in walk(client, &keys.usercom, usercom("users/?page_size=100"), "results").await? {
        let name = format!("contact {}", text(&contact["user_id"]));
        let (id, shown) = (format!("#{}", contact["id"]), text(&contact["name"]));
        seen.insert(name, Record { id, shown });
    }
    Ok(seen)
}

/// The change log after `since`, and the next position.
pub(super) async fn changes(
    client: &mut Client,
    keys: &Keys,
    since: &mut u64,
) -> anyhow::Result<Vec<Value>> {
    let mut all = Vec::new();
    loop {
        let target = commcare(&format!("changes/v1/?since={since}&limit=1000"));
        let mut page = read(client, &keys.commcare, target).await?;
        let Value::Array(changes) = page["changes"].take() else { return Ok(all) };
        if changes.is_empty() {
            return Ok(all);
        }
        for change in changes {
            *since += 1;
            ensure!(change["seq"] == *since, "the log has {change} where {since} is due");
            all.push(change);
        }
    }
}

/// All objects of a list, following `next`.
async fn walk(
    client: &mut Client,
    key: &str,
    first: String,
    objects: &str,
) -> anyhow::Result<Vec<Value>> {
    let mut next = Some(first);
    let mut all = Vec::new();
    while let Some(target) = next {
        let mut page = read(client, key, target).await?;
        let Value::Array(found) = page[objects].take() else { break };
        all.extend(found);
        let link = page["meta"]["next"].as_str().or(page["next"].as_str()).map(str::to_owned);
        // One dialect returns a path, the other a full address.
        next = link.map(|link| match link.split_once("://") {
            Some((_, rest)) => {
                rest.split_once('/').map_or(link.clone(), |(_, it)| format!("/{it}"))
            }
            None => link,
        });
    }
    Ok(all)
}

async fn read(client: &mut Client, key: &str, target: String) -> anyhow::Result<Value> {
    let request = Request::get(target, key);
    let answer = match client.send(&request).await {
        Ok(answer) => answer,
        Err(Lost::Unsent(error) | Lost::Unknown(error)) => {
            return Err(error).context(request.target);
        }
    };
    ensure!(answer.status == 200, "{}: {} {}", request.target, answer.status, answer.body);
    answer.json()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
