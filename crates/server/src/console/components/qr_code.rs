//! QR codes.

use std::fmt::Write as _;

use qrcode::{Color, QrCode};

/// A QR code as an SVG path of rectangles, one for each run of dark squares. A square has a side of one
/// unit.
pub(crate) struct QrImage {
    /// The number of squares of a side; 0 if the text is too long for a QR code.
    pub(crate) size: usize,
    /// The path.
    pub(crate) path: String,
}

impl QrImage {
    /// Encodes a text.
    pub(crate) fn new(text: &str) -> Self {
        let Ok(code) = QrCode::new(text) else { return Self { size: 0, path: String::new() } };
        let size = code.width();
        let colors = code.to_colors();
        let mut path = String::new();
        for (y, row) in colors.chunks(size).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|one, next| one == next) {
                let width = run.len();
                if run.first() == Some(&Color::Dark) {
                    // Writing to a `String` cannot fail.
                    let _ = write!(path, "M{x} {y}h{width}v1h-{width}z");
                }
                x += width;
            }
        }
        Self { size, path }
    }
}
