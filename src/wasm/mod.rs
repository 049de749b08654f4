//! The bindings for JavaScript: handles and plain data. Converts and delegates; holds no logic.
//!
//! Every answer is plain data whose TypeScript type is generated from [`shapes`]; positions are UTF-16 code units.
//! A call that reads an archive answers `{ ready: T }` or `{ missing: [start, end][] }`: fetch those byte ranges,
//! `supply` them, call again. Errors are thrown as `SaksiError`-shaped `Error`s: `code`, `message`, `source`, `offset`.
//!
//! | module | what |
//! |---|---|
//! | [`shapes`] | the data that crosses, with its TypeScript types |
//! | [`convert`] | from the core's types to those shapes |
//! | [`request`] | from a JavaScript object to a search request |
//! | [`reader`] | `ArchiveHandle`: open and query |
//! | `analyser` | `annotate`, `combine`, `split` (feature `full`) |

// What `wasm_bindgen` exports takes owned values, and its errors are the shape that the module's essay describes.
#![allow(clippy::needless_pass_by_value, clippy::missing_errors_doc)]

#[cfg(feature = "full")]
mod analyser;
mod convert;
mod reader;
mod request;
mod shapes;

#[cfg(feature = "full")]
pub use analyser::{PassageBuilder, annotate, combine, export_formats, load_tagger, split};
pub use reader::{ArchiveHandle, version};

use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::archive::Step;

#[wasm_bindgen(typescript_custom_section)]
const STEP: &str = r#"
/** The outcome of a call that reads an archive: what was asked, or the byte ranges to supply before asking again. */
export type Step<T> = { ready: T } | { missing: [start: number, end: number][] };

/** What a failed call throws. */
export interface SaksiError extends Error {
    code: "empty" | "not-text" | "encoding" | "too-large" | "archive" | "version" | "model" | "pack" | "decisions" | "argument" | "not-found";
    /** File or URL the error is about. */
    source?: string;
    /** Byte of the source at which the error stands. */
    offset?: number;
}
"#;

/// An error of the core as a JavaScript `Error` with `code`, `source` and `offset`.
fn thrown(error: &crate::Error) -> JsValue {
    let thrown = js_sys::Error::new(error.message());
    let set = |name: &str, value: JsValue| {
        // Setting a property of a fresh Error cannot fail.
        let _ = Reflect::set(&thrown, &name.into(), &value);
    };
    set("code", error.kind().code().into());
    if let Some(source) = error.source_name() {
        set("source", source.into());
    }
    if let Some(offset) = error.offset() {
        set("offset", (offset as f64).into());
    }
    thrown.into()
}

/// Plain data as a JavaScript value.
fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::new()).map_err(JsValue::from)
}

/// A step as `{ ready }` or `{ missing }`, its content converted to a shape.
fn step<T, S: Serialize>(
    outcome: crate::Result<Step<T>>,
    convert: impl FnOnce(T) -> S,
) -> Result<JsValue, JsValue> {
    let outcome = match outcome.map_err(|error| thrown(&error))? {
        Step::Ready(value) => shapes::Outcome::Ready(convert(value)),
        Step::Missing(ranges) => shapes::Outcome::Missing(
            ranges.into_iter().map(|range| (range.start as f64, range.end as f64)).collect(),
        ),
    };
    plain(&outcome)
}
