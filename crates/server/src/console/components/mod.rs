//! Parts that several pages share.

pub(crate) mod cases;
pub(crate) mod choices;
mod confirm;
mod download;
mod flash;
mod form_errors;
pub(crate) mod pager;
mod problem_text;
mod qr_code;
mod time;

pub(crate) use confirm::Confirmation;
pub(crate) use download::{Download, attachment};
pub(crate) use flash::{Flash, left_out_text};
pub(crate) use form_errors::FormErrors;
pub(crate) use problem_text::{problem_sentence, problem_text, sentence};
pub(crate) use qr_code::QrImage;
pub(crate) use time::{DisplayTime, start_of_day};
