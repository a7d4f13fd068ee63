//! What the operator does in the middle of a transcript, written as a request:
//!
//! ```text
//! OPERATOR /clock?to=2026-08-01T00:00:00Z
//! OPERATOR /domain?name=north&wire=live
//! OPERATOR /setting?domain=demo&strong_passwords=true
//! OPERATOR /field?domain=demo&slug=village&label=Village&choice=Patna
//! OPERATOR /profile?domain=demo&name=North&district=Patna
//! OPERATOR /role?domain=demo&name=Clerk&permission=access_api
//! OPERATOR /web-user?domain=demo&email=bo@example.org&role=Clerk&password=secret
//! OPERATOR /api-key?user=bo@example.org&domain=demo&role=Clerk&allow_ip=192.0.2.1&expires=2027-01-01T00:00:00Z
//! OPERATOR /app-key?domain=demo&contacts_only=true
//! OPERATOR /group?domain=demo&id=g1&name=Trainers
//! OPERATOR /location?domain=demo&id=l1&name=Danapur&type=village
//! OPERATOR /worker?domain=demo&id=w1&username=jdoe
//! ```
//!
//! The last three keep an identity, as an import does. The answer to a key is the key, to a profile its
//! number; 400 with the reason when the operator is refused.

use bytes::Bytes;
use http::{Response, StatusCode, Uri};
use roster_model::{
    DomainName, Error, ExposeSecret as _, Id, LocationEdit, NewApiKey, NewField, NewGroup,
    NewLocation, NewProfile, NewRole, NewWorker, Patch,
};
use roster_wire::Params;
use serde_json::Value;

use super::{Stage, app_key};

pub(super) async fn act(stage: &Stage, uri: &Uri) -> Response<Bytes> {
    let params = Params::parse(uri.query().unwrap_or_default());
    let (status, told) = match deed(stage, uri.path(), &params).await {
        Ok(told) => (StatusCode::OK, told),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    };
    Response::builder().status(status).body(Bytes::from(told)).unwrap()
}

async fn deed(stage: &Stage, what: &str, params: &Params) -> Result<String, Error> {
    let admin = stage.directory.admin();
    let text = |name: &str| params.get(name).unwrap_or_default();
    let given = |name: &str| params.get(name).map(str::to_owned);
    let all = |name: &str| params.all(name).map(str::to_owned).collect::<Vec<_>>();
    let others = |known: &[&str]| -> Vec<(String, String)> {
        let other = |(name, _): &(&str, &str)| !known.contains(name);
        params.iter().filter(other).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    };
    let domain = text("domain");
    match what {
        "/clock" => stage.clock.set(text("to").parse().unwrap()),
        "/domain" => drop(admin.create_domain(text("name"), params.get("wire")).await?),
        "/setting" => {
            for (key, value) in others(&["domain"]) {
                admin.set_domain(domain, &key, &value).await?;
            }
        }
        "/field" => {
            let actor = admin.actor(domain).await?;
            let slug = text("slug").to_owned();
            let new = NewField { slug, label: given("label"), choices: all("choice") };
            stage.directory.fields(&actor)?.declare(new).await?;
        }
        "/profile" => {
            let actor = admin.actor(domain).await?;
            let values = others(&["domain", "name"]).into_iter();
            let values = values.map(|(key, value)| (key, Value::from(value))).collect();
            let new = NewProfile { name: text("name").to_owned(), values };
            let made = stage.directory.fields(&actor)?.create_profile(new).await?;
            return Ok(made.number.to_string());
        }
        "/role" => {
            let new = NewRole { name: text("name").to_owned(), permissions: all("permission") };
            admin.create_role(domain, new).await?;
        }
        "/web-user" => {
            let password = given("password").map(Into::into);
            let role = params.get("role");
            admin.create_web_user(text("email"), domain, role, password).await?;
        }
        "/api-key" => {
            let new = NewApiKey {
                owner: text("user").to_owned(),
                domain: DomainName::parse(domain).ok(),
                role: given("role"),
                allowed_ips: params.all("allow_ip").map(|ip| ip.parse().unwrap()).collect(),
                expires_at: params.get("expires").map(|at| at.parse().unwrap()),
            };
            return Ok(admin.create_api_key(new).await?.1.expose_secret().to_owned());
        }
        "/app-key" => {
            return Ok(app_key(&stage.directory, domain, params.flag("contacts_only")).await);
        }
        "/group" => {
            let actor = admin.actor(domain).await?;
            let new =
                NewGroup { id: Id::parse(text("id")), name: given("name"), ..NewGroup::default() };
            stage.directory.groups(&actor)?.create(new).await?;
        }
        "/location" => {
            let actor = admin.actor(domain).await?;
            let parent = given("parent").map_or(Patch::Keep, Patch::Set);
            let edit = LocationEdit {
                name: given("name"),
                kind: given("type"),
                parent,
                ..LocationEdit::default()
            };
            let new = NewLocation { edit, id: Id::parse(text("id")) };
            stage.directory.locations(&actor)?.create(new).await?;
        }
        "/worker" => {
            let actor = admin.actor(domain).await?;
            let new = NewWorker {
                id: Id::parse(text("id")),
                username: given("username"),
                connect_username: given("username"),
                ..NewWorker::default()
            };
            stage.directory.workers(&actor)?.create(new).await?;
        }
        other => panic!("the operator knows no {other}"),
    }
    Ok(String::new())
}
