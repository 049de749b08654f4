//! **Saksi** ("witness") reads an archive of documents and, with no server, *searches* it, *extracts its
//! entities* and *builds its timeline*, in English and Khmer.
//!
//! # The road a document takes
//!
//! ```text
//! bytes ─ingest─▶ documents ─text─▶ sentences, tokens ─┬─index────▶ postings
//!                                                      ├─entity───▶ mentions ─▶ entities
//!                                                      └─temporal─▶ timexes ─┐
//!                                                          mentions + timexes ─event─▶ events ─▶ timeline
//!                 query ◀──────── archive file (immutable segments) ◀────────pipeline────┘
//!                   │
//!                 wasm bindings ─▶ worker ─▶ page
//! ```
//!
//! A module may use those above it in this list, never one below; siblings in one line never use one another:
//!
//! 1. [`error`], `order`, [`calendar`], [`text`]
//! 2. [`document`]
//! 3. `ingest`, [`index`], [`entity`], [`temporal`]
//! 4. [`event`], `decisions`
//! 5. [`archive`]
//! 6. `pipeline`, [`query`], [`export`]
//! 7. `wasm`, and the binary `saksi`
//!
//! `tests/tidy.rs` enforces that order. The core does no input or output: no clock, network, file, chance or
//! thread. The same documents give the same bytes on every machine.
//!
//! # Two builds
//!
//! Without features the crate is the **reader**: it opens an archive and queries it. The feature `full` adds what
//! analyses documents: `ingest`, `pipeline`, and the extracting halves of [`entity`], [`temporal`], [`event`].

pub mod archive;
pub mod calendar;
#[cfg(feature = "full")]
pub mod decisions;
pub mod document;
pub mod entity;
pub mod error;
pub mod event;
#[cfg(feature = "full")]
pub mod export;
pub mod index;
#[cfg(feature = "full")]
pub mod ingest;
mod order;
#[cfg(feature = "full")]
pub mod pipeline;
pub mod query;
pub mod temporal;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use archive::Archive;
pub use document::Document;
pub use error::{Error, ErrorKind, Result};
