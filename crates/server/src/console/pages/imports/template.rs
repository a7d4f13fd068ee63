//! An empty table to fill in.

use std::io::Cursor;

use roster_model::TableShape;
use roster_wire::table::{BYTE_ORDER_MARK, TableFormat, TableWriter};

use crate::{
    App,
    console::{
        components::Download,
        extract::{Auth, Query, State},
        pages::people::table_error,
        response::PageResult,
    },
    error::ApiError,
};

/// `GET /d/{domain}/imports/template`: the columns of the domain, without rows.
pub(crate) async fn template(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    app.directory.imports(&auth.actor)?;
    let format = TableFormat::parse(query.text("format")).ok_or(ApiError::NoRoute)?;
    let schema = app.directory.people_view(&auth.actor)?.choices().await?.schema;
    let declared = schema.fields.iter().filter(|field| field.declared);
    let shape = TableShape {
        total: 0,
        phones: 1,
        groups: 1,
        locations: 1,
        fields: declared.map(|field| field.slug.clone()).collect(),
    };
    let mut start = Vec::new();
    if format == TableFormat::Csv {
        start.extend(BYTE_ORDER_MARK.as_bytes());
    }
    let mut out = Cursor::new(start);
    out.set_position(out.get_ref().len() as u64);
    let table = TableWriter::new(format, shape, auth.actor.domain.clone(), out);
    let (_, out) = table.and_then(TableWriter::finish).map_err(table_error)?;
    let name = format!("{}-template.{}", auth.actor.domain.name, format.as_str());
    Download::from_bytes(&out.into_inner(), name, format)?.into_page()
}
