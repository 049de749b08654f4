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
//! 1. [`error`], `order`, `fields`, [`calendar`], [`text`]
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
//!
//! # Four crates
//!
//! Rust decides by crate whether code is compiled to be fast or to be small. So that the layers in which most of the
//! time is spent can be fast, they are crates of their own, whose files stand here like all others: `base.rs` holds
//! [`error`], `order`, `fields`, [`calendar`], [`text`] and [`document`], `postings.rs` [`index`], and `names.rs` [`entity`]. This
//! crate hands their modules on, so that `crate::text` is `text` everywhere.

pub mod archive;
#[cfg(feature = "full")]
pub mod decisions;
pub mod event;
#[cfg(feature = "full")]
pub mod export;
#[cfg(feature = "full")]
pub mod ingest;
#[cfg(feature = "full")]
pub mod pipeline;
pub mod query;
pub mod temporal;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use archive::Archive;
#[cfg(feature = "full")]
use saksi_base::fields;
use saksi_base::order;
pub use saksi_base::{Document, Error, ErrorKind, Result, calendar, document, error, text};
pub use saksi_index::index;
pub use saksi_names::entity;
