//! Exported tables are imported unchanged, and spreadsheets evaluate none of their cells.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx as Book};
use proptest::prelude::*;
use roster_model::{
    CustomData, Domain, DomainName, Email, Id, NamedWorker, Person, Phone, Settings, TableShape,
    UsercomFields, Username, Worker, is_invisible,
};
use roster_wire::table::{TableFormat, TableWriter};
use serde_json::json;

use super::rows;

const FORMATS: [TableFormat; 3] = [TableFormat::Csv, TableFormat::Xlsx, TableFormat::JsonLines];

fn worker(name: &str, text: &str) -> NamedWorker {
    let at = "2026-07-01T12:00:00Z".parse().unwrap();
    let mut custom = CustomData::new();
    custom.insert("note".to_owned(), json!(text));
    let username = Username::new_unchecked(format!("{name}@demo.commcarehq.org"));
    let worker = Worker {
        language: Some("en".to_owned()),
        role: (!text.is_empty()).then(|| text.to_owned()),
        deactivate_on: Some(jiff::civil::date(2027, 3, 1)),
        ..Worker::new(username)
    };
    let person = Person {
        id: Id::new_unchecked(format!("id-{name}")),
        number: 1,
        key: "k".to_owned(),
        custom_id: None,
        first_name: text.to_owned(),
        last_name: "Doe".to_owned(),
        email: Some(Email::new_unchecked("a@b.org".to_owned())),
        phones: vec![
            Phone::new_unchecked("50253311399".to_owned()),
            Phone::new_unchecked("007".to_owned()),
        ],
        custom,
        usercom: UsercomFields::default(),
        worker: Some(worker),
        created_at: at,
        updated_at: at,
    };
    let groups = vec!["=Nurses".to_owned(), "O'Neill, \"x\"".to_owned()];
    NamedWorker {
        person,
        groups,
        locations: vec!["north".to_owned()],
        profile: Some("p".to_owned()),
    }
}

fn table(format: TableFormat, worker: &NamedWorker) -> Vec<u8> {
    let domain = Domain {
        number: 1,
        name: DomainName::new_unchecked("demo".to_owned()),
        settings: Settings::default(),
    };
    let shape = TableShape {
        total: 1,
        phones: 2,
        groups: 2,
        locations: 1,
        fields: vec!["note".to_owned()],
    };
    let mut writer = TableWriter::new(format, shape, domain, Cursor::new(Vec::new())).unwrap();
    writer.write(worker).unwrap();
    let (written, out) = writer.finish().unwrap();
    assert_eq!(written, 1);
    out.into_inner()
}

fn check(format: TableFormat, text: &str) {
    let worker = worker("ada", text);
    let rows = rows(format, &table(format, &worker)).unwrap();
    let row = &rows[0];
    assert!(row.errors.is_empty(), "{:?}", row.errors);
    // An empty cell changes nothing.
    let value = (!is_blank(text)).then(|| text.to_owned());
    assert_eq!(row.edit.first_name, value, "{format:?}");
    assert_eq!(row.edit.role, value.map(Some));
    assert_eq!(row.data["note"], json!(text));
    assert_eq!(row.username.as_deref(), Some("ada"));
    assert_eq!(row.id.as_deref(), Some("id-ada"));
    assert_eq!(row.groups, Some(worker.groups.clone()));
    assert_eq!(row.locations, Some(worker.locations.clone()));
    assert_eq!(row.profile, Some(worker.profile.clone()));
    assert_eq!(row.phones.as_ref(), Some(&worker.person.phones));
    assert!(row.password.is_none());
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

#[test]
fn awkward_texts_are_restored() {
    let texts = [
        "",
        "=1+1",
        "+502",
        "-1",
        "@sum",
        "'",
        "''=",
        "\"",
        "a,b;c\td",
        "a\nb\r\nc\r",
        " edge ",
        "\t",
        "_x000D_",
        "_x005F_x000D_",
        "ünïcödé 😀",
        "<b>&amp;</b>",
        "true",
        "0012",
        "\u{FEFF}bom",
        "\u{1}",
        "#clear",
        "##clear",
        " #clear ",
        "FALSE",
        "#N/A",
    ];
    for format in FORMATS {
        for text in texts {
            check(format, text);
        }
    }
}

#[test]
fn workbook_has_only_text_cells() {
    let bytes = table(TableFormat::Xlsx, &worker("ada", "=1+1"));
    let mut book: Book<_> = Book::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("users").unwrap();
    for (_, _, cell) in sheet.used_cells() {
        assert!(matches!(cell, Data::String(_)), "{cell:?}");
    }
    assert!(book.worksheet_formula("users").unwrap().is_empty());
}

#[test]
fn csv_has_no_formulas() {
    let bytes = table(TableFormat::Csv, &worker("ada", "=cmd|' /C calc'!A0"));
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    for record in reader.records() {
        for cell in &record.unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
}

#[test]
fn columns_have_the_documented_order() {
    let bytes = table(TableFormat::Csv, &worker("ada", "note"));
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(
        text.lines().next().unwrap(),
        "username,user_id,password,first_name,last_name,email,phone-number 1,phone-number 2,\
         language,role,group 1,group 2,location_code 1,user_profile,is_active,\
         is_account_confirmed,connect_username,deactivate_after,data: note,registered_on (read only),\
         last_modified (read only)"
    );
    assert_eq!(
        text.lines().nth(1).unwrap(),
        "ada,id-ada,****,note,Doe,a@b.org,50253311399,007,en,note,'=Nurses,\"O'Neill, \"\"x\"\"\",north,p,\
         true,true,,03-2027,note,2026-07-01T12:00:00Z,2026-07-01T12:00:00Z"
    );
}

#[test]
fn json_lines_have_the_documented_keys() {
    let bytes = table(TableFormat::JsonLines, &worker("ada", "note"));
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        concat!(
            r#"{"username":"ada","user_id":"id-ada","password":"****","first_name":"note","#,
            r#""last_name":"Doe","email":"a@b.org","phone-number":["50253311399","007"],"#,
            r#""language":"en","role":"note","group":["=Nurses","O'Neill, \"x\""],"#,
            r#""location_code":["north"],"user_profile":"p","is_active":true,"#,
            r#""is_account_confirmed":true,"connect_username":null,"deactivate_after":"03-2027","data":{"note":"note"},"#,
            r#""registered_on (read only)":"2026-07-01T12:00:00Z","#,
            r#""last_modified (read only)":"2026-07-01T12:00:00Z"}"#,
            "\n"
        )
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_restored(text in "[^\u{0}]{0,40}") {
        for format in FORMATS {
            check(format, &text);
        }
    }
}
