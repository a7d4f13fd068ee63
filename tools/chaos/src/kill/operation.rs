//! Operations of a writer: a request and all its effects.

use std::collections::BTreeMap;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::writer::{Record, Shown, Writer};
use crate::{
    http::{Answer, Request},
    tenant::{commcare, usercom},
};

/// Limit for the workers and contacts of a writer.
const MANY: usize = 8;

/// A write.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    pub(super) request: Request,
    pub(super) expected: Expected,
    /// All effects of the operation. Either all of them happen, or none.
    pub(super) effects: Vec<Effect>,
}

/// The expected result of an answered operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Done,
    Refused,
}

/// One change of one record.
#[derive(Clone, Debug)]
pub(super) struct Effect {
    pub(super) name: String,
    /// The kind in the change log.
    pub(super) kind: &'static str,
    /// What is shown afterwards; `None` if the record is gone.
    pub(super) after: Option<Shown>,
}

impl Operation {
    /// The ids of the created records in a response, by name.
    pub(super) fn ids_by_name(&self, answer: &Answer) -> anyhow::Result<BTreeMap<String, String>> {
        let made: Vec<&Effect> =
            self.effects.iter().filter(|effect| effect.kind.ends_with(".created")).collect();
        if made.is_empty() {
            return Ok(BTreeMap::new());
        }
        let body = answer.json()?;
        let rows: Vec<&Value> = match body.get("objects").and_then(Value::as_array) {
            Some(rows) => rows.iter().filter(|row| row["status"] == 201).collect(),
            None => vec![&body],
        };
        let identity = |row: &Value| match &row["id"] {
            Value::Number(number) => Some(format!("#{number}")),
            id => id.as_str().map(str::to_owned),
        };
        let ids: Option<Vec<String>> = rows.into_iter().map(identity).collect();
        let ids = ids.filter(|ids| ids.len() == made.len());
        let ids = ids.with_context(|| format!("an answer without ids: {}", answer.body))?;
        Ok(made.into_iter().map(|effect| effect.name.clone()).zip(ids).collect())
    }
}

/// The shown values of a worker.
pub(super) fn worker(first_name: &str, active: bool, in_group: bool) -> Shown {
    format!("{first_name}, active {active}, in group {in_group}")
}

impl Writer {
    /// Chooses the next operation.
    pub(super) fn choose(&mut self) -> Operation {
        let workers = self.count("worker ");
        let contacts = self.count("contact ");
        let mut operation = match self.random.u8(..100) {
            _ if self.count("group ") == 0 => self.create_group(),
            0..8 if contacts < MANY => self.create_contact(),
            8..16 => self.edit_contact(),
            16..20 => self.delete("contact "),
            20..24 => self.edit_group(),
            24..30 => self.refused(),
            30..34 => self.refused_in_bulk(),
            34..50 if workers < MANY => self.create_worker(),
            50..58 if workers < MANY => self.bulk(),
            58..70 => self.delete("worker "),
            70..80 => self.switch(),
            _ => self.edit_worker(),
        };
        if self.random.bool() {
            operation.request.key = Some(self.name("key"));
        }
        operation
    }

    fn create_group(&mut self) -> Operation {
        let (name, mark) = (format!("g{}", self.number), self.mark());
        let body = json!({ "name": name, "metadata": { "mark": mark } });
        let effect = created(format!("group {name}"), "group.created", mark);
        self.ask("POST", commcare("group/v1/"), &body, vec![effect])
    }

    fn edit_group(&mut self) -> Operation {
        let Some((name, record)) = self.any("group ") else { return self.create_group() };
        let mark = self.mark();
        let body = json!({ "metadata": { "mark": mark } });
        let effect = created(name, "group.updated", mark);
        self.ask("PUT", commcare(&format!("group/v1/{}/", record.id)), &body, vec![effect])
    }

    fn create_worker(&mut self) -> Operation {
        let (body, effect) = self.new_worker();
        self.ask("POST", commcare("user/v1/"), &body, vec![effect])
    }

    /// Changes the name, and with it the membership of the writer's group.
    fn edit_worker(&mut self) -> Operation {
        let Some((name, record)) = self.any("worker ") else { return self.create_worker() };
        let group = self.any("group ").map(|(_, group)| group.id);
        let (mark, joins) = (self.mark(), self.random.bool());
        let groups: Vec<String> = group.into_iter().filter(|_| joins).collect();
        let body = json!({ "first_name": mark, "groups": groups });
        let active = record.shown.contains("active true");
        let effect = created(name, "person.updated", worker(&mark, active, joins));
        self.ask("PUT", commcare(&format!("user/v1/{}/", record.id)), &body, vec![effect])
    }

    fn switch(&mut self) -> Operation {
        let Some((name, record)) = self.any("worker ") else { return self.create_worker() };
        let (action, shown) = if record.shown.contains("active true") {
            ("deactivate", record.shown.replace("active true", "active false"))
        } else {
            ("activate", record.shown.replace("active false", "active true"))
        };
        let effect = created(name, "person.updated", shown);
        let target = commcare(&format!("user/v1/{}/{action}/", record.id));
        self.ask("POST", target, &Value::Null, vec![effect])
    }

    fn delete(&mut self, sort: &str) -> Operation {
        let Some((name, record)) = self.any(sort) else { return self.create_worker() };
        let target = match record.id.strip_prefix('#') {
            Some(number) => usercom(&format!("users/{number}/")),
            None => commcare(&format!("user/v1/{}/", record.id)),
        };
        let effect = Effect { name, kind: "person.deleted", after: None };
        self.ask("DELETE", target, &Value::Null, vec![effect])
    }

    /// A bulk request with creates and one edit, sometimes with one invalid row.
    fn bulk(&mut self) -> Operation {
        let (mut rows, mut effects): (Vec<Value>, Vec<Effect>) =
            (0..self.random.usize(1..4)).map(|_| self.new_worker()).unzip();
        if let Some((name, record)) = self.any("worker ") {
            let mark = self.mark();
            let (_, rest) = record.shown.split_once(',').unwrap_or_default();
            rows.push(json!({ "id": record.id, "first_name": mark }));
            effects.push(created(name, "person.updated", format!("{mark},{rest}")));
        }
        let atomic = self.random.bool();
        if !atomic && self.random.bool() {
            rows.push(json!({ "username": "no!good", "connect_username": "x" }));
        }
        let body = json!({ "atomic": atomic, "objects": rows });
        self.ask("POST", commcare("user/v1/bulk/"), &body, effects)
    }

    fn refused_in_bulk(&mut self) -> Operation {
        let (row, _) = self.new_worker();
        let bad = json!({ "username": "no!good", "connect_username": "x" });
        let body = json!({ "atomic": true, "objects": [row, bad] });
        refused(self.ask("POST", commcare("user/v1/bulk/"), &body, Vec::new()))
    }

    fn refused(&mut self) -> Operation {
        let (mut body, _) = self.new_worker();
        body["email"] = "nowhere".into();
        refused(self.ask("POST", commcare("user/v1/"), &body, Vec::new()))
    }

    fn create_contact(&mut self) -> Operation {
        let (name, mark) = (self.name("c"), self.mark());
        let body = json!({ "user_id": name, "first_name": mark });
        let effect = created(format!("contact {name}"), "person.created", mark);
        self.ask("POST", usercom("users/"), &body, vec![effect])
    }

    fn edit_contact(&mut self) -> Operation {
        let Some((name, _)) = self.any("contact ") else { return self.create_contact() };
        let mark = self.mark();
        let custom_id = name.trim_start_matches("contact ");
        let body = json!({ "user_id": custom_id, "first_name": mark });
        let effect = created(name.clone(), "person.updated", mark);
        self.ask("POST", usercom("users/update_or_create/"), &body, vec![effect])
    }

    /// The row of a new worker and its effect.
    fn new_worker(&mut self) -> (Value, Effect) {
        let (name, mark) = (self.name("w"), self.mark());
        let row = json!({ "username": name, "connect_username": name, "first_name": mark });
        let shown = worker(&mark, true, false);
        (row, created(format!("worker {name}"), "person.created", shown))
    }

    fn ask(
        &self,
        method: &'static str,
        target: String,
        body: &Value,
        effects: Vec<Effect>,
    ) -> Operation {
        let of_usercom = target.starts_with("/api/public/");
        let key = if of_usercom { &self.keys.usercom } else { &self.keys.commcare };
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let authorization = key.clone();
        let request = Request { method, target, authorization, key: None, body };
        Operation { request, expected: Expected::Done, effects }
    }

    fn any(&mut self, sort: &str) -> Option<(String, Record)> {
        let of_sort: Vec<_> =
            self.records.iter().filter(|(name, _)| name.starts_with(sort)).collect();
        let (name, record) = self.random.choice(of_sort)?;
        Some((name.clone(), record.clone()))
    }

    fn count(&self, sort: &str) -> usize {
        self.records.keys().filter(|name| name.starts_with(sort)).count()
    }

    /// A name that no other writer uses and that is never reused.
    fn name(&mut self, sort: &str) -> String {
        let given = self.give();
        format!("{sort}{}-{given}", self.number)
    }

    fn mark(&mut self) -> String {
        format!("m{}", self.give())
    }

    fn give(&mut self) -> u64 {
        self.given += 1;
        self.given
    }
}

fn created(name: String, kind: &'static str, shown: Shown) -> Effect {
    Effect { name, kind, after: Some(shown) }
}

fn refused(operation: Operation) -> Operation {
    Operation { expected: Expected::Refused, ..operation }
}
