//! The lower layers of the crate `saksi`: what all others stand on, text and documents.
//!
//! Most of the time that Saksi takes is spent here, on the index (`postings.rs`) and on entities (`names.rs`), and most of
//! its bytes stand elsewhere: so these three are crates of their own, which `profile.wasm-full` compiles for speed, and all
//! else for size. The crate `saksi` hands their modules on under its own name, and is what others use.

pub mod calendar;
pub mod document;
pub mod error;
#[cfg(feature = "full")]
pub mod fields;
pub mod order;
pub mod text;

pub use document::Document;
pub use error::{Error, ErrorKind, Result};
