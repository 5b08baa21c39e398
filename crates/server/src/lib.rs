//! Shows a ledger as pages for people and as an HTTP API for programs.
//!
//! ```text
//! connection ─ serve ─ guard ─ route ─┬─ page ─▶ sheet ─┬─ frame, told, picture, table ─▶ HTML
//!                                     │                 └─ JSON, CSV
//!                                     ├─ download ─▶ exports, streamed
//!                                     └─ read, add ◀─ articles that are sent
//! ```
//!
//! Pages are complete without scripts; scripts make them quicker to use. The whole state of a page stands in its
//! address. Whatever an article says is shown as text and never taken for markup: pages are written with a library that
//! escapes, and browsers are told to run nothing that stands in a page.

#![allow(clippy::struct_field_names, reason = "fields are called what answers call them")]

mod add;
mod address;
mod answer;
mod dates;
mod download;
mod frame;
mod guard;
mod house;
mod metrics;
mod names;
mod openapi;
mod pack;
mod page;
mod picture;
mod problem;
mod readers;
mod route;
mod serve;
mod survey;
mod table;
mod told;

pub use house::{House, Limits, Settings};
pub use route::router;
pub use serve::Server;
