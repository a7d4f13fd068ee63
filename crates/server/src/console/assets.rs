//! What pages bring with them: a style sheet, a script and an icon, all inside the program. Their
//! names hold a hash of their bytes, so a browser asks for each once.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use http::header;
use sha2::{Digest as _, Sha256};

use crate::refusal::Refusal;

/// A file that is served as it is.
pub(super) struct Asset {
    stem: &'static str,
    ending: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
}

/// Every asset there is.
static ASSETS: [Asset; 3] = [
    Asset {
        stem: "console",
        ending: "css",
        content_type: "text/css; charset=utf-8",
        bytes: include_bytes!("assets/console.css"),
    },
    Asset {
        stem: "htmx",
        ending: "js",
        content_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("assets/htmx-4.0.1.min.js"),
    },
    Asset {
        stem: "icon",
        ending: "svg",
        content_type: "image/svg+xml",
        bytes: include_bytes!("assets/icon.svg"),
    },
];

static NAMES: LazyLock<[String; 3]> = LazyLock::new(|| {
    ASSETS.each_ref().map(|asset| {
        let hash = Sha256::digest(asset.bytes);
        let hash: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{hash}.{}", asset.stem, asset.ending)
    })
});

/// The addresses of the style sheet, the script and the icon.
pub(super) struct Addresses;

impl Addresses {
    /// The style sheet.
    pub(super) fn style(&self) -> &'static str {
        &NAMES[0]
    }

    /// The script.
    pub(super) fn script(&self) -> &'static str {
        &NAMES[1]
    }

    /// The icon.
    pub(super) fn icon(&self) -> &'static str {
        &NAMES[2]
    }
}

/// `GET /assets/{name}`.
pub(super) async fn show(Path(name): Path<String>) -> Result<Response, Refusal> {
    let place = NAMES.iter().position(|known| *known == name).ok_or(Refusal::NoRoute)?;
    let asset = &ASSETS[place];
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.bytes).into_response())
}
