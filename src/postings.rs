//! The crate of [`index`], between `base` and the crate `saksi`, which hands it on as its own: see `src/base.rs`.

pub mod index;

use saksi_base::{document, error, order, text};
