//! Static files: style sheet, scripts and icon, compiled into the binary. Their names contain a hash of
//! the content, so browsers cache them without revalidation.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use http::header;
use sha2::{Digest as _, Sha256};

use crate::error::ApiError;

/// A static file.
struct Asset {
    stem: &'static str,
    extension: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
}

/// The style sheet of password slips, for files that have their style inside.
pub(crate) const SLIPS: &str = include_str!("slips.css");

static ASSETS: [Asset; 9] = [
    Asset {
        stem: "console",
        extension: "css",
        content_type: "text/css; charset=utf-8",
        bytes: include_bytes!("console.css"),
    },
    Asset {
        stem: "htmx",
        extension: "js",
        content_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("htmx-4.0.1.min.js"),
    },
    Asset {
        stem: "copy",
        extension: "js",
        content_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("copy.js"),
    },
    Asset {
        stem: "select",
        extension: "js",
        content_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("select.js"),
    },
    Asset {
        stem: "forms",
        extension: "js",
        content_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("forms.js"),
    },
    Asset {
        stem: "page",
        extension: "js",
        content_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("page.js"),
    },
    Asset {
        stem: "results",
        extension: "js",
        content_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("results.js"),
    },
    Asset {
        stem: "icon",
        extension: "svg",
        content_type: "image/svg+xml",
        bytes: include_bytes!("icon.svg"),
    },
    Asset {
        stem: "slips",
        extension: "css",
        content_type: "text/css; charset=utf-8",
        bytes: SLIPS.as_bytes(),
    },
];

static NAMES: LazyLock<[String; 9]> = LazyLock::new(|| {
    ASSETS.each_ref().map(|asset| {
        let hash = &Sha256::digest(asset.bytes)[..6];
        let hash: Vec<String> = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{}.{}", asset.stem, hash.concat(), asset.extension)
    })
});

/// The file names that pages refer to.
pub(crate) struct AssetNames {
    /// The style sheet.
    pub(crate) style: &'static str,
    /// The htmx library.
    pub(crate) htmx: &'static str,
    /// The script of the copy buttons.
    pub(crate) copy: &'static str,
    /// The script of the selection of workers.
    pub(crate) select: &'static str,
    /// The script of forms.
    pub(crate) forms: &'static str,
    /// The script of the navigation and of printing.
    pub(crate) page: &'static str,
    /// The script of searched lists.
    pub(crate) results: &'static str,
    /// The icon.
    pub(crate) icon: &'static str,
    /// The style sheet of password slips.
    pub(crate) slips: &'static str,
}

impl AssetNames {
    /// The file names of this build.
    pub(crate) fn get() -> Self {
        let [style, htmx, copy, select, forms, page, results, icon, slips] = &*NAMES;
        Self { style, htmx, copy, select, forms, page, results, icon, slips }
    }
}

/// `GET /assets/{name}`.
pub(crate) async fn show(Path(name): Path<String>) -> Result<Response, ApiError> {
    let index = NAMES.iter().position(|known| *known == name).ok_or(ApiError::NoRoute)?;
    let asset = &ASSETS[index];
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.bytes).into_response())
}
