//! The SCIM dialect.

mod filter;
mod patch;

use roster_model::{Domain, DomainName, Settings};
use roster_wire::scim::View;

fn domain() -> Domain {
    Domain { number: 1, name: DomainName::parse("demo").unwrap(), settings: Settings::default() }
}

fn view() -> View {
    View::new("https://roster.example.org", &domain())
}
