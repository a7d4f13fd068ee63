//! What pages bring with them: a style sheet, a script and an icon, all inside the program. Their
//! names hold a hash of their bytes, so a browser asks for each once.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use http::header;
use sha2::{Digest as _, Sha256};

use crate::error::ApiError;

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
        bytes: include_bytes!("console.css"),
    },
    Asset {
        stem: "htmx",
        ending: "js",
        content_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("htmx-4.0.1.min.js"),
    },
    Asset {
        stem: "icon",
        ending: "svg",
        content_type: "image/svg+xml",
        bytes: include_bytes!("icon.svg"),
    },
];

static NAMES: LazyLock<[String; 3]> = LazyLock::new(|| {
    ASSETS.each_ref().map(|asset| {
        let hash = &Sha256::digest(asset.bytes)[..6];
        let hash: Vec<String> = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{}.{}", asset.stem, hash.concat(), asset.ending)
    })
});

/// The names of what every page brings with it.
pub(super) struct Names {
    /// The style sheet.
    pub(super) style: &'static str,
    /// The script.
    pub(super) script: &'static str,
    /// The icon.
    pub(super) icon: &'static str,
}

impl Names {
    /// The names of this build.
    pub(super) fn get() -> Self {
        let [style, script, icon] = &*NAMES;
        Self { style, script, icon }
    }
}

/// `GET /assets/{name}`.
pub(super) async fn show(Path(name): Path<String>) -> Result<Response, ApiError> {
    let place = NAMES.iter().position(|known| *known == name).ok_or(ApiError::NoRoute)?;
    let asset = &ASSETS[place];
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.bytes).into_response())
}
