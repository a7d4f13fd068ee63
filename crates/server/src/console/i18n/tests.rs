//! Checks of the message tables.
