//! Workers as items of a list, for the cache of rendered workers.

use std::sync::Arc;

use roster_directory::RenderWorkers;
use roster_model::{Schema, WorkerRef};
use roster_wire::{
    Format,
    commcare::{Style, View, user},
};

/// Renders workers for one view.
pub(super) struct Renderer<'a> {
    writer: user::ItemWriter<'a>,
    style: Arc<str>,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(view: View<'a>) -> Self {
        Self { writer: user::ItemWriter::new(view), style: style(&view).into() }
    }
}

impl RenderWorkers for Renderer<'_> {
    fn style(&self) -> &Arc<str> {
        &self.style
    }

    fn separator(&self) -> &'static [u8] {
        self.writer.separator()
    }

    fn render(&self, schema: &Schema, worker: &WorkerRef<'_>, out: &mut Vec<u8>) {
        self.writer.write(schema, worker, out);
    }
}

/// The parts of a view that the item of a worker depends on: all of them but the origin, since items
/// have no absolute links.
fn style(view: &View<'_>) -> String {
    let View { domain, style, format, origin: _ } = view;
    let format = match format {
        Format::Json => "json",
        Format::Xml => "xml",
    };
    let (version_first, version) = match style {
        Style::VersionFirst(version) => (true, version),
        Style::ResourceFirst(version) => (false, version),
    };
    let (domain, mode) = (&domain.name, domain.settings.wire.as_str());
    format!("{format} {mode} {version_first} {version} {domain}")
}
