//! Import and export of tables.

use std::fs;

use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::{Value, json};

use crate::program::Program;

on_both_engines! {
    reimported_export_changes_nothing,
    dry_run_reports_each_row,
    invalid_row_is_reported_and_does_not_stop_others,
    all_or_nothing,
    import_is_undone,
    killed_import_continues,
    invalid_table_is_rejected_as_a_whole,
    generated_people_are_exported_and_imported_unchanged,
    standard_input_is_imported,
    deactivation_is_scheduled_and_exported,
    headers_are_mapped_to_columns,
}

const TABLE: &str = "\
username,user_id,password,first_name,last_name,email,phone-number 1,phone-number 2,language,\
is_active,data: note
ada,id-ada,,'=Ada,\"Love, \"\"lace\"\"\",Ada@Example.org,+502 5331,007,en,true,'+1
bob,,****,Bob,\"two
lines\",,,,,false,Ünï 😀
cleo,,,,,,,,,,'-
";

fn north(place: Backend) -> Program {
    let roster = Program::on(place);
    roster.must("domain create north");
    roster
}

async fn reimported_export_changes_nothing(place: Backend) {
    let roster = north(place);
    roster.write("workers.csv", TABLE);
    let output = roster.must("import workers.csv --domain north");
    assert_eq!(output, "created 3, changed 0, unchanged 0, refused 0");
    for format in ["csv", "xlsx", "jsonl"] {
        let file = format!("out.{format}");
        roster.must(&format!("export --domain north --format {format} --output {file}"));
        let output = roster.json(&format!("import {file} --domain north"));
        assert_eq!(
            (&output["unchanged"], &output["import"]),
            (&json!(3), &Value::Null),
            "{output}"
        );
    }
    let csv = roster.must("export --domain north --format csv");
    assert_eq!(csv.trim_end(), fs::read_to_string(roster.path("out.csv")).unwrap().trim_end());
    let names: Vec<&str> = csv.lines().filter_map(|line| line.split(',').next()).collect();
    assert_eq!(names, ["username", "ada", "bob", "lines\"", "cleo"]);
    assert!(csv.contains("'=Ada") && csv.contains("id-ada"), "{csv}");

    // An import into another domain creates the same workers.
    roster.must("domain create south");
    roster.must("import out.jsonl --domain south");
    let first = roster.must("export --domain north --format jsonl");
    let second = roster.must("export --domain south --format jsonl");
    let people = |text: &str| -> Vec<Value> {
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines
            .map(|mut person| {
                let members = person.as_object_mut().unwrap();
                members.retain(|key, _| !key.ends_with("(read only)"));
                person
            })
            .collect()
    };
    assert_eq!(people(&first), people(&second));
}

async fn dry_run_reports_each_row(place: Backend) {
    let roster = north(place);
    roster.write("one.csv", "username,first_name\nada,Ada\n");
    roster.must("import one.csv --domain north");
    roster.write("two.csv", "username,first_name,group 1\nada,Augusta,\nbob,,Unknown\ncleo,,\n");
    let output = roster.run("import two.csv --domain north --dry-run --json");
    assert_eq!(output.code, 1);
    let output: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(output["executed"], false);
    let change = json!([{ "column": "first_name", "from": "Ada", "to": "Augusta" }]);
    assert_eq!(output["rows"][0]["changes"], change);
    let error = &output["rows"][1]["errors"][0];
    assert_eq!((&error["column"], &error["value"]), (&json!("group"), &json!("Unknown")));
    assert_eq!((&output["rows"][1]["row"], &error["code"]), (&json!(3), &json!("group_unknown")));
    assert_eq!(output["rows"][2]["outcome"], "created");
    let output = roster.run("import two.csv --domain north --dry-run");
    assert!(output.stdout.contains("first_name from 'Ada' to 'Augusta'"), "{}", output.stdout);
    assert_eq!(roster.must("export --domain north --format csv").lines().count(), 2);
}

async fn invalid_row_is_reported_and_does_not_stop_others(place: Backend) {
    let roster = north(place);
    roster.write(
        "workers.csv",
        "username,email,password\nada,nowhere,secret-1\nbob,b@example.org,\n",
    );
    let output = roster.run("import workers.csv --domain north");
    assert_eq!(output.code, 1);
    assert_eq!(output.stdout.trim_end(), "created 1, changed 0, unchanged 0, refused 1");
    assert!(output.stderr.contains("row 2 refused ada: email 'nowhere'"), "{}", output.stderr);
    let verdicts = fs::read_to_string(roster.path("workers.csv.verdicts.csv")).unwrap();
    let lines: Vec<&str> = verdicts.lines().collect();
    assert!(lines[1].starts_with("2,refused,ada,,email,,nowhere,"), "{verdicts}");
    assert!(lines[2].starts_with("3,created,bob@north.commcarehq.org,"), "{verdicts}");
    assert!(!verdicts.contains("secret-1") && !output.stderr.contains("secret-1"));
}

async fn all_or_nothing(place: Backend) {
    let roster = north(place);
    roster.write("workers.csv", "username,role\nada,\nbob,Unknown\n");
    let output = roster.run("import workers.csv --domain north --atomic");
    assert_eq!(output.code, 1);
    assert!(output.stderr.contains("nothing was imported"), "{}", output.stderr);
    assert_eq!(roster.must("export --domain north --format csv").lines().count(), 1);
    roster.write("workers.csv", "username,role\nada,\nbob,\n");
    roster.must("import workers.csv --domain north --atomic");
    assert_eq!(roster.must("export --domain north --format csv").lines().count(), 3);
}

async fn import_is_undone(place: Backend) {
    let roster = north(place);
    roster.write("workers.csv", TABLE);
    let id = roster.json("import workers.csv --domain north")["import"].clone();
    assert_eq!(id, "north/1");
    assert_eq!(roster.json("import list --domain north")[0]["created"], 3);
    assert_eq!(roster.must("import undo north/1"), "deleted 3 workers, reverted 0");
    assert_eq!(roster.run("import undo north/1").code, 1);
    assert_eq!(roster.run("import undo 1").code, 2);
    let output = roster.json("import workers.csv --domain north");
    assert_eq!((&output["created"], &output["import"]), (&json!(3), &json!("north/2")));
    roster.must("check");
}

async fn killed_import_continues(place: Backend) {
    const ROWS: usize = 12_000;
    let roster = north(place);
    let rows: Vec<String> = (0..ROWS).map(|row| format!("worker{row},Name {row}")).collect();
    roster.write("many.csv", &format!("username,name\n{}\n", rows.join("\n")));
    let mut import = roster.start("import many.csv --domain north");
    loop {
        let list = roster.json("import list --domain north");
        if list[0]["created"].as_u64().is_some_and(|created| created > 0) {
            break;
        }
        assert!(import.try_wait().unwrap().is_none(), "it ended before it was seen");
    }
    import.kill().unwrap();
    import.wait().unwrap();
    roster.must("check");

    let output = roster.json("import many.csv --domain north");
    let (created, unchanged) =
        (output["created"].as_u64().unwrap(), output["unchanged"].as_u64().unwrap());
    assert_eq!(created + unchanged, ROWS as u64);
    assert!(unchanged >= 500, "{output}");
    let output = roster.json("check");
    assert_eq!((&output["people"], &output["findings"]), (&json!(ROWS), &json!([])));
    assert_eq!(roster.must("export --domain north --format csv").lines().count(), ROWS + 1);
}

async fn invalid_table_is_rejected_as_a_whole(place: Backend) {
    let roster = north(place);
    for (name, text, code, error) in [
        ("a.csv", "username,shoe_size\nada,43\n", 1, "'shoe_size'"),
        ("b.csv", "email\na@b.org\n", 1, "'user_id'"),
        ("c.xlsx", "username\nada\n", 1, "not a workbook"),
        ("d.doc", "username\nada\n", 2, "--format"),
    ] {
        roster.write(name, text);
        let output = roster.run(&format!("import {name} --domain north"));
        assert_eq!((output.code, output.stdout.as_str()), (code, ""), "{name}: {}", output.stderr);
        assert!(output.stderr.contains(error), "{name}: {}", output.stderr);
    }
    assert_eq!(roster.run("import none.csv --domain north").code, 1);
    assert_eq!(roster.run("import a.csv").code, 2);
    assert_eq!(roster.run("import a.csv --domain nowhere").code, 1);
    let output = roster.run("export --domain north --output nowhere/out.csv");
    assert_eq!(output.code, 1);
}

/// Texts that formats, programs and this program treat in a special way.
const AWKWARD: [&str; 24] = [
    "",
    " ",
    "a",
    "=1+1",
    "'=x",
    "''",
    "-5",
    "@a",
    "\t",
    "a\nb",
    "a\r\nb",
    "\"q\"",
    "a,b;c",
    "TRUE",
    "false",
    "007",
    "1e5",
    "5.0",
    "#clear",
    "##clear",
    "#N/A",
    "\u{FEFF}x\u{200B}",
    " \u{A0}é😀 ",
    "null",
];

/// People with awkward values, as JSON Lines. The same seed gives the same people.
fn generated_people(seed: u64, count: usize) -> String {
    let mut state = seed;
    let mut below = |limit: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % limit
    };
    let mut lines = String::new();
    for number in 0..count {
        let mut data = serde_json::Map::new();
        for slug in ["village", "Village", " edge ", "a: b", "\"q\"", "zero\u{200B}width"] {
            let value = match below(6) {
                0 => json!(true),
                1 => json!(below(9)),
                2 => json!(0.5),
                3 => json!([1, "x", {"y": null}]),
                _ => json!(AWKWARD[below(AWKWARD.len())]),
            };
            if below(3) > 0 && value != "#N/A" {
                data.insert(slug.to_owned(), value);
            }
        }
        let mut name = || match AWKWARD[below(AWKWARD.len())] {
            // A person gets no error value from a table.
            "#N/A" => "#".to_owned(),
            // In a table, this text clears the name.
            "#clear" => "##clear".to_owned(),
            text => text.to_owned(),
        };
        let person = json!({
            "username": format!("w{number}"),
            "first_name": name(),
            "last_name": name(),
            "language": if number % 2 == 0 { "fr" } else { "" },
            "phone-number": (0..number % 4).map(|phone| format!("0{number}{phone}55")).collect::<Vec<_>>(),
            "is_active": number % 5 > 0,
            "data": data,
        });
        lines += &person.to_string();
        lines.push('\n');
    }
    lines
}

async fn generated_people_are_exported_and_imported_unchanged(place: Backend) {
    let roster = Program::on(place);
    for seed in 1..4 {
        roster.must(&format!("domain create north{seed}"));
        roster.write("people.jsonl", &generated_people(seed, 150));
        roster.must(&format!("import people.jsonl --domain north{seed}"));
        for format in ["csv", "xlsx", "jsonl"] {
            let file = format!("out{seed}.{format}");
            roster.must(&format!("export --domain north{seed} --format {format} --output {file}"));
            let output = roster.json(&format!("import {file} --domain north{seed}"));
            assert_eq!(output["unchanged"], json!(150), "seed {seed}, {format}: {output}");
        }
    }
}

async fn standard_input_is_imported(place: Backend) {
    let roster = north(place);
    let output = roster.run_with(
        "import - --format csv --domain north --json",
        &[],
        "username,status\nada,on\n",
    );
    let document: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(document["created"], json!(1));
    assert!(document["notes"][0].as_str().unwrap().contains("status"), "{document}");
    assert!(roster.path("stdin.verdicts.csv").exists());
    let output = roster.run_with("import - --domain north", &[], "");
    assert_eq!(output.code, 2);
}

async fn deactivation_is_scheduled_and_exported(place: Backend) {
    let roster = north(place);
    roster.write(
        "workers.csv",
        "username,deactivate_after,domain\nada,03-2099,north\nbob,2099-03-31,North\ncyd,01-2020,\ndan,soon,\n",
    );
    let output = roster.run("import workers.csv --domain north");
    assert!(output.stdout.starts_with("created 3,"), "{}", output.stdout);
    assert!(
        output.stderr.contains("row 5 refused dan: deactivate_after 'soon'"),
        "{}",
        output.stderr
    );
    let lines = roster.must("export --domain north --format jsonl");
    let workers: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let days: Vec<&Value> = workers.iter().map(|worker| &worker["deactivate_after"]).collect();
    assert_eq!(days, [&json!("03-2099"), &json!("2099-03-31"), &Value::Null]);
    assert_eq!(workers[2]["is_active"], json!(false));
    roster.must("check");
}

async fn headers_are_mapped_to_columns(place: Backend) {
    let roster = north(place);
    roster.must("field create village --domain north --label Village");
    roster.write("own.csv", "Login,Nom,Tel\u{e9}fono,vilage,shoe\nasha,Devi,98765,Rampur,38\n");
    let unknown = roster.run("import own.csv --domain north");
    assert_eq!(unknown.code, 1);
    for text in [
        "nothing was imported",
        "'Nom' (did you mean 'name'?)",
        "'vilage' is probably 'data: village': --map 'vilage=data: village'",
        "to leave out 'shoe': --map 'shoe=ignore'",
    ] {
        assert!(unknown.stderr.contains(text), "{text}: {}", unknown.stderr);
    }
    let maps = "--map Login=username --map Nom=last_name --map Tel\u{e9}fono=phone-number --map \
                vilage=data:village";
    for (options, code, text) in [
        ("--map Login", 2, "write HEADER=COLUMN"),
        ("--map Login=frist_name", 2, "there is no column 'frist_name'"),
        ("--map Login=username --map Nom=username", 2, "'Login' is mapped to 'username' too"),
        ("--map Name=username", 1, "the table has no column 'Name'"),
    ] {
        let output = roster.run(&format!("import own.csv --domain north {options}"));
        assert_eq!(output.code, code, "{options}: {}", output.stderr);
        assert!(output.stderr.contains(text), "{options}: {}", output.stderr);
    }
    let command = format!("import own.csv --domain north {maps} --map shoe=ignore");
    let output = roster.run(&command);
    assert_eq!(output.stdout.trim_end(), "created 1, changed 0, unchanged 0, refused 0");
    assert!(output.stderr.contains("Ignored columns: shoe."), "{}", output.stderr);
    let exported = roster.must("export --domain north --format jsonl");
    let worker: Value = serde_json::from_str(exported.lines().next().unwrap()).unwrap();
    assert_eq!((&worker["username"], &worker["last_name"]), (&json!("asha"), &json!("Devi")));
    assert_eq!(worker["data"]["village"], "Rampur");
    assert_eq!(worker["phone-number"], json!(["98765"]));
    // The members of JSON Lines are mapped too.
    roster.write("own.jsonl", "{\"Login\": \"bela\", \"username\": \"x\"}\n");
    let both = roster.run("import own.jsonl --domain north --map Login=username");
    assert!(both.stderr.contains("'Login' and 'username' are both 'username'"), "{}", both.stderr);
    roster.write("own.jsonl", "{\"Login\": \"bela\"}\n");
    roster.must("import own.jsonl --domain north --map Login=username");
    assert!(roster.must("export --domain north --format csv").contains("bela"));
}
