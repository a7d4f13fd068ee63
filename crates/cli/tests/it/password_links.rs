//! One-time links with which workers set their passwords.

use roster_store::Backend;
use roster_testkit::on_both_engines;

use crate::program::Program;

on_both_engines! {
    slips_are_in_the_languages_of_the_workers,
    table_has_a_row_per_active_worker,
}

const TABLE: &str = "\
username,first_name,language,is_active
amina,أمينة,ara,true
asha,Asha,hin,true
bob,Bob,,true
gone,,,false
";

const LINKS: &str = "password-links --domain north --url https://roster.example.org/";

fn north(place: Backend) -> Program {
    let roster = Program::on(place);
    roster.must("domain create north");
    roster.write("workers.csv", TABLE);
    roster.must("import workers.csv --domain north");
    roster
}

async fn slips_are_in_the_languages_of_the_workers(place: Backend) {
    let roster = north(place);
    let output = roster.run(&format!("{LINKS} --format html --language fr --output slips.html"));
    assert_eq!((output.code, output.stderr.trim()), (0, "3 links in slips.html"));
    assert!(!output.stdout.contains("set-password"), "{}", output.stdout);
    let page = roster.read("slips.html");
    let slips: Vec<&str> = page.split("<section").skip(1).collect();
    assert_eq!(slips.len(), 3);
    for (slip, language, direction, name) in [
        (slips[0], "ar", "rtl", "أمينة"),
        (slips[1], "hi", "ltr", "Asha"),
        (slips[2], "fr", "ltr", "Bob"),
    ] {
        assert!(slip.contains(&format!("lang=\"{language}\" dir=\"{direction}\"")), "{slip}");
        assert!(slip.contains(&format!("<bdi>{name}</bdi>")), "{slip}");
        assert!(slip.contains("https://roster.example.org/set-password/"), "{slip}");
        assert!(slip.contains("<svg ") && slip.contains(">north<"), "{slip}");
    }
    assert!(page.contains("<style>") && !page.contains("<script") && !page.contains("<link"));
    let unknown = roster.run(&format!("{LINKS} --format html --language xx"));
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("'xx'"), "{}", unknown.stderr);
}

async fn table_has_a_row_per_active_worker(place: Backend) {
    let roster = north(place);
    let table = roster.must(LINKS);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "username,name,link,expires,language,problem");
    assert_eq!(lines.len(), 4, "{table}");
    assert!(
        lines[1].starts_with("amina@north.commcarehq.org,أمينة,https://roster.example.org/set")
    );
    assert!(lines[1].ends_with("Z,ara,"), "{table}");
    let none = roster.run(&format!("{LINKS} --username gone"));
    assert_eq!(none.code, 1);
    assert!(none.stderr.contains("'gone'"), "{}", none.stderr);
}
