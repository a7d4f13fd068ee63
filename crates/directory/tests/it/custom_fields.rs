//! The rules of custom fields, and searching by their values.

use jiff::Timestamp;
use roster_model::{
    Actor, Channel, DataEdit, Error, FieldEdit, FieldOptions, FieldType, HqWorker, Id, ImportMode,
    ImportRow, NewField, NewProfile, NewWorker, PeopleViewFilter, PeopleViewOrder, PersonEdit,
    Phone, PhoneEdit, Problem, Start, Submission, Window, WorkerEdit, WorkerFilter,
};
use roster_store::{Backend, Store, check};
use serde_json::{Value, json};

use crate::{
    fixture::Fixture,
    imports::{columns, import, outcomes, row},
};

roster_testkit::on_both_engines! {
    the_console_validates_values_and_requires_fields,
    apis_validate_where_the_domain_asks_for_it,
    imports_validate_and_read_several_choices,
    a_profile_adds_no_field_by_itself,
    invalid_options_are_rejected,
    deleting_a_field_deletes_its_values,
    marking_a_field_searchable_finds_people_who_exist,
    filters_find_people_by_values_phones_and_forms,
}

async fn declare(fixture: &Fixture, new: NewField) -> roster_model::Field {
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    let field = fields.declare(new).await.unwrap();
    fields.update_search_index(&field).await.unwrap();
    field
}

fn field(slug: &str, options: FieldOptions) -> NewField {
    NewField { slug: slug.to_owned(), options, ..NewField::default() }
}

/// A number with a pattern, a required village, a date and a choice of several colours.
async fn with_fields(backend: Backend) -> Fixture {
    let fixture = Fixture::open(backend).await;
    let pattern = FieldOptions {
        pattern: Some("[A-Z]{2}[0-9]{4}".to_owned()),
        pattern_message: Some("two letters and four digits".to_owned()),
        ..FieldOptions::default()
    };
    declare(&fixture, field("number", pattern)).await;
    let required = FieldOptions { required: true, ..FieldOptions::default() };
    declare(&fixture, field("village", required)).await;
    let joined =
        NewField { value_type: Some(FieldType::Date), ..field("joined", FieldOptions::default()) };
    declare(&fixture, joined).await;
    let several = FieldOptions { multiple: true, ..FieldOptions::default() };
    let choices = ["red", "green", "blue"].map(str::to_owned).to_vec();
    declare(&fixture, NewField { choices, ..field("colours", several) }).await;
    fixture
}

fn through(fixture: &Fixture, channel: Channel) -> Actor {
    Actor { channel, ..fixture.actor.clone() }
}

fn new_worker(name: &str, data: &Value) -> NewWorker {
    NewWorker {
        username: Some(name.to_owned()),
        connect_username: Some(name.to_owned()),
        edit: with_data(data),
        ..NewWorker::default()
    }
}

fn with_data(data: &Value) -> WorkerEdit {
    let data = data.as_object().unwrap().clone();
    WorkerEdit { data: Some(DataEdit::Merge(data)), ..WorkerEdit::default() }
}

/// The slugs of the custom fields with an error.
fn slugs(result: Result<impl std::fmt::Debug, Error>) -> Vec<String> {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    let slug = |problem| match problem {
        Problem::OfField { slug, .. } | Problem::UnknownField { slug, .. } => slug,
        other => panic!("{other}"),
    };
    errors.into_iter().map(|error| slug(error.problem)).collect()
}

async fn the_console_validates_values_and_requires_fields(backend: Backend) {
    let fixture = with_fields(backend).await;
    let console = through(&fixture, Channel::Console);
    let workers = fixture.directory.workers(&console).unwrap();
    let invalid = json!({
        "number": "AB12345", "joined": "13.3.2015", "colours": ["red", "pink"], "village": " ",
    });
    let errors = slugs(workers.create(new_worker("ada", &invalid)).await);
    assert_eq!(errors, ["number", "joined", "colours", "village"]);
    let valid = json!({
        "number": "AB1234", "joined": "2015-03-13", "colours": ["red", "blue"], "village": "Kaya",
    });
    let ada = workers.create(new_worker("ada", &valid)).await.unwrap().person.id;
    let emptied = workers.edit(ada.as_str(), with_data(&json!({"village": ""}))).await;
    assert_eq!(slugs(emptied), ["village"]);
    let Err(Error::Invalid(errors)) =
        workers.edit(ada.as_str(), with_data(&json!({"number": "x"}))).await
    else {
        panic!()
    };
    assert_eq!(errors[0].problem.to_string(), "number: two letters and four digits");
    // An edit without custom data is about other fields.
    let bare = fixture.worker("bare").await;
    let renamed = WorkerEdit { first_name: Some("Bare".to_owned()), ..WorkerEdit::default() };
    workers.edit(bare.as_str(), renamed).await.unwrap();
    assert_eq!(slugs(workers.edit(bare.as_str(), with_data(&json!({}))).await), ["village"]);
}

async fn apis_validate_where_the_domain_asks_for_it(backend: Backend) {
    let fixture = with_fields(backend).await;
    let invalid = json!({"number": "nonsense", "vilage": "Kaya"});
    let api = through(&fixture, Channel::CommCare);
    let workers = fixture.directory.workers(&api).unwrap();
    workers.create(new_worker("free", &invalid)).await.unwrap();

    let setting = [("enforce_fields".to_owned(), "true".to_owned())];
    fixture.directory.settings(&fixture.actor).unwrap().save(&setting).await.unwrap();
    let domain = fixture.directory.operator("demo").await.unwrap().domain;
    let api = Actor { domain, ..api };
    let workers = fixture.directory.workers(&api).unwrap();
    let invalid = json!({"number": "nonsense", "vilages": "Kaya"});
    let Err(Error::Invalid(errors)) = workers.create(new_worker("ada", &invalid)).await else {
        panic!()
    };
    let texts: Vec<String> = errors.iter().map(|error| error.problem.to_string()).collect();
    assert_eq!(texts[1], "there is no custom field 'vilages'; did you mean 'vilage'?");
    assert_eq!(errors.len(), 3, "{texts:?}");
    // A value that does not change stays valid.
    let filter = WorkerFilter { username: Some("free".to_owned()), ..WorkerFilter::default() };
    let window = Window { limit: 1, start: Start::Offset(0) };
    let page = workers.list(&filter, &window, false).await.unwrap();
    let free = page.workers().next().unwrap().unwrap().0.id.to_owned();
    let edit = with_data(&json!({"number": "nonsense", "joined": "2015-03-13"}));
    workers.edit(&free, edit).await.unwrap();

    // Workers that HQ forwards.
    let forward = |data: Value| {
        let edit = WorkerEdit {
            groups: Some(Vec::new()),
            locations: Some(Vec::new()),
            ..with_data(&data)
        };
        HqWorker {
            id: Id::parse("w1").unwrap(),
            username: "hq@demo.commcarehq.org".to_owned(),
            active: true,
            created_at: None,
            edit,
            left_out: Vec::new(),
        }
    };
    for data in [json!({"number": "nonsense"}), json!({"vilages": "Kaya"})] {
        let forwarded = fixture.directory.forwarded_workers(&api).unwrap();
        let outcome = forwarded.worker(forward(data), None).await;
        assert!(matches!(outcome, Err(Error::Invalid(_))));
    }

    let usercom = Actor { channel: Channel::UserCom, ..api };
    let people = fixture.directory.people(&usercom).unwrap();
    let mut edit =
        PersonEdit { undefined: roster_model::Undefined::Define, ..PersonEdit::default() };
    edit.attributes.insert("number".to_owned(), json!("x"));
    edit.attributes.insert("colour".to_owned(), json!("red"));
    let Err(Error::Invalid(errors)) = people.create(&edit).await else { panic!() };
    let mut fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["colour", "number"]);
}

async fn imports_validate_and_read_several_choices(backend: Backend) {
    let fixture = with_fields(backend).await;
    let with = |place, name: &str, data: &Value| ImportRow {
        data: data.as_object().unwrap().clone(),
        connect_username: Some(name.to_owned()),
        ..row(place, name)
    };
    let rows = vec![
        with(2, "ada", &json!({"number": "AB1234", "village": "Kaya", "colours": "red; blue"})),
        with(3, "bob", &json!({"number": "1234", "village": "Kaya", "colours": "pink"})),
        with(4, "cleo", &json!({"number": "AB1234"})),
    ];
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, rows.clone()).await;
    assert_eq!(outcomes(&verdicts), ["created", "refused", "refused"]);
    assert_eq!(columns(&verdicts[1]), ["data: number", "data: colours"]);
    assert_eq!(columns(&verdicts[2]), ["data: village"]);
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, rows).await;
    assert_eq!(outcomes(&verdicts)[0], "unchanged");
    let exported = json!({"colours": "[\"red\",\"blue\"]"});
    let (verdicts, _) =
        import(&fixture, ImportMode::RowByRow, vec![with(2, "ada", &exported)]).await;
    assert_eq!(outcomes(&verdicts), ["unchanged"]);
}

async fn a_profile_adds_no_field_by_itself(backend: Backend) {
    let fixture = with_fields(backend).await;
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    let values = json!({"vilage": "Kaya"}).as_object().unwrap().clone();
    let new = NewProfile { name: "day".to_owned(), values, adds_fields: false };
    let Err(Error::Invalid(errors)) = fields.create_profile(new.clone()).await else { panic!() };
    assert_eq!(errors[0].field, "values");
    assert!(errors[0].problem.to_string().ends_with("did you mean 'village'?"));
    fields.create_profile(NewProfile { adds_fields: true, ..new }).await.unwrap();
}

async fn invalid_options_are_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    let text = |text: &str| Some(text.to_owned());
    for (error, options) in [
        ("pattern", FieldOptions { pattern: text("[a"), ..FieldOptions::default() }),
        ("pattern", FieldOptions { pattern: text(&"a".repeat(501)), ..FieldOptions::default() }),
        (
            "pattern_message",
            FieldOptions { pattern_message: text(&"a".repeat(201)), ..FieldOptions::default() },
        ),
        ("position", FieldOptions { position: -1, ..FieldOptions::default() }),
    ] {
        let Err(Error::Invalid(errors)) = fields.declare(field("size", options)).await else {
            panic!("{error}")
        };
        assert_eq!(errors.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), [error]);
    }
    let choice =
        NewField { value_type: Some(FieldType::Fixed), ..field("size", FieldOptions::default()) };
    assert!(fields.declare(choice).await.is_err());
}

async fn deleting_a_field_deletes_its_values(backend: Backend) {
    let fixture = with_fields(backend).await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    for (name, village) in [("ada", "Kaya"), ("bob", ""), ("cleo", "Dori")] {
        workers.create(new_worker(name, &json!({"village": village}))).await.unwrap();
    }
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    let all = fields.schema().await.unwrap().fields;
    let village = all.iter().find(|field| field.slug == "village").unwrap().number;
    assert_eq!(fields.usage(village).await.unwrap().people, 2);
    fields.delete(village).await.unwrap();
    assert!(fields.usage(village).await.is_err());
    assert_eq!(total(&fixture, PeopleViewFilter::default()).await, 3);
    let of_village = PeopleViewFilter {
        fields: vec![("village".to_owned(), "Kaya".to_owned())],
        ..PeopleViewFilter::default()
    };
    assert_eq!(total(&fixture, of_village).await, 0);
}

async fn total(fixture: &Fixture, filter: PeopleViewFilter) -> u64 {
    let people = fixture.directory.people_view(&fixture.actor).unwrap();
    people.list(&filter, PeopleViewOrder::default(), 0, 10).await.unwrap().page.total
}

async fn search(fixture: &Fixture, text: &str) -> u64 {
    let filter = WorkerFilter { search: Some(text.to_owned()), ..WorkerFilter::default() };
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let window = Window { limit: 10, start: Start::Offset(0) };
    workers.list(&filter, &window, false).await.unwrap().total
}

async fn marking_a_field_searchable_finds_people_who_exist(backend: Backend) {
    let fixture = Fixture::open(backend.clone()).await;
    let number = declare(&fixture, field("number", FieldOptions::default())).await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    for place in 0..600 {
        let data = json!({"number": format!("CHW-{place:04} Kaya")});
        workers.create(new_worker(&format!("w{place}"), &data)).await.unwrap();
    }
    assert_eq!(search(&fixture, "kaya").await, 0);
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    let mark = |searchable| FieldEdit {
        options: Some(FieldOptions { searchable, ..FieldOptions::default() }),
        ..FieldEdit::default()
    };
    fields.edit(number.number, mark(true)).await.unwrap();
    // A worker who changes before the index is complete is found, and can be changed again.
    let window = Window { limit: 1, start: Start::Offset(0) };
    let page = workers.list(&WorkerFilter::default(), &window, false).await.unwrap();
    let first = page.workers().next().unwrap().unwrap().0.id.to_owned();
    for name in ["Kaya", "Zoe", "Kaya"] {
        let edit = WorkerEdit { first_name: Some(name.to_owned()), ..WorkerEdit::default() };
        workers.edit(&first, edit).await.unwrap();
    }
    fields.update_search_index(&number).await.unwrap();
    assert_eq!(search(&fixture, "KAYA").await, 600);
    assert_eq!(search(&fixture, "chw 0007").await, 1);
    fields.edit(number.number, mark(false)).await.unwrap();
    fields.update_search_index(&number).await.unwrap();
    assert_eq!(search(&fixture, "kaya").await, 1);
    let report = check::check(&Store::open(&backend).await.unwrap()).await.unwrap();
    assert!(report.findings.is_empty(), "{report:?}");
}

async fn filters_find_people_by_values_phones_and_forms(backend: Backend) {
    let fixture = with_fields(backend).await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let data = json!({"village": "Ouédraogo", "colours": ["red", "blue"]});
    let ada = workers.create(new_worker("ada", &data)).await.unwrap().person.id;
    fixture.worker("bob").await;
    let edit = WorkerEdit {
        phones: vec![PhoneEdit::All(vec![Phone::parse("+27820000006").unwrap()])],
        ..WorkerEdit::default()
    };
    workers.edit(ada.as_str(), edit).await.unwrap();
    let with = |slug: &str, value: &str| PeopleViewFilter {
        fields: vec![(slug.to_owned(), value.to_owned())],
        ..PeopleViewFilter::default()
    };
    for (slug, value, expected) in [
        ("village", "ouedraogo", 1),
        ("village", "oued", 0),
        ("colours", "red", 1),
        ("colours", "green", 0),
        ("nothing", "red", 0),
    ] {
        assert_eq!(total(&fixture, with(slug, value)).await, expected, "{slug} {value}");
    }
    let no_phone = PeopleViewFilter { no_phone: true, ..PeopleViewFilter::default() };
    assert_eq!(total(&fixture, no_phone).await, 1);
    let silent = PeopleViewFilter { never_submitted: true, ..PeopleViewFilter::default() };
    assert_eq!(total(&fixture, silent.clone()).await, 2);
    let active =
        PeopleViewFilter { state: Some(roster_model::PersonState::Active), ..silent.clone() };
    assert_eq!(total(&fixture, active).await, 2);
    let form = Submission {
        instance_id: "f1".to_owned(),
        user_id: ada.to_string(),
        received_on: None,
        completed_on: None,
    };
    fixture.directory.activity(&fixture.actor).unwrap().record(vec![form]).await.unwrap();
    assert_eq!(total(&fixture, silent).await, 1);
    let since = |at| PeopleViewFilter { changed_since: Some(at), ..PeopleViewFilter::default() };
    assert_eq!(total(&fixture, since(Timestamp::UNIX_EPOCH)).await, 2);
    assert_eq!(total(&fixture, since(Timestamp::MAX)).await, 0);
}
