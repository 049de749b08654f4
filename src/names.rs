//! The crate of [`entity`], between `base` and the crate `saksi`, which hands it on as its own: see `src/base.rs`.

pub mod entity;

#[cfg(feature = "full")]
use saksi_base::document;
use saksi_base::text;
#[cfg(feature = "full")]
use saksi_base::{error, fields, order};
