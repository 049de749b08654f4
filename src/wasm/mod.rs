//! The bindings for JavaScript: handles and plain data. Converts and delegates; holds no logic.
//!
//! Every answer is plain data whose TypeScript type is generated from [`shapes`]; positions are UTF-16 code units.
//! A call that reads an archive answers `{ ready: T }` or `{ missing: [start, end][] }`: fetch those byte ranges,
//! `supply` them, call again. Errors are thrown as `SaksiError`-shaped `Error`s: `code`, `message`, `source`, `offset`.
//!
//! | module | what |
//! |---|---|
//! | [`shapes`] | the data that crosses, with its TypeScript types |
//! | [`json`] | how it crosses: as text that JavaScript's own parser reads |
//! | [`convert`] | from the core's types to those shapes |
//! | [`request`] | from a JavaScript object to a search request |
//! | [`reader`] | `ArchiveHandle`: open and query |
//! | `analyser` | `annotate`, `combine`, `split` (feature `full`) |

// What `wasm_bindgen` exports takes owned values, and its errors are the shape that the module's essay describes.
#![allow(clippy::needless_pass_by_value, clippy::missing_errors_doc)]

#[cfg(feature = "full")]
mod analyser;
mod convert;
mod json;
mod reader;
mod request;
mod shapes;

#[cfg(feature = "full")]
pub use analyser::{PassageBuilder, annotate, combine, export_formats, load_tagger, split};
pub use reader::{ArchiveHandle, File, version};

/// The reader's memory: two-level segregated fit, 2 KB smaller than the standard library's allocator. What analyses
/// documents allocates far more, and would hold a third more memory with it.
#[cfg(not(feature = "full"))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use crate::archive::Step;
use json::Plain;

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
#[cfg(feature = "full")]
fn plain(value: &dyn Plain) -> Result<JsValue, JsValue> {
    let mut text = String::new();
    value.write(&mut text);
    js_sys::JSON::parse(&text)
}

/// A step as `{ ready }` or `{ missing }`, its content converted to a shape.
fn step<T, S: Plain>(read: crate::Result<Step<T>>, convert: impl FnOnce(T) -> S) -> Result<JsValue, JsValue> {
    match read.map_err(|error| thrown(&error))? {
        Step::Ready(value) => outcome("ready ", &convert(value)),
        Step::Missing(ranges) => {
            let ranges: Vec<_> = ranges.into_iter().map(|range| (range.start, range.end)).collect();
            outcome("missing ", &ranges)
        }
    }
}

/// An object of one field as a JavaScript value.
fn outcome(name: &str, value: &dyn Plain) -> Result<JsValue, JsValue> {
    let mut text = String::new();
    json::object(&mut text, name, &[value]);
    js_sys::JSON::parse(&text)
}

/// Plain data with a field of bytes, which JSON cannot hold.
#[cfg(feature = "full")]
fn plain_with_bytes(value: &dyn Plain, name: &str, bytes: &json::Bytes) -> Result<JsValue, JsValue> {
    let object = plain(value)?;
    Reflect::set(&object, &name.into(), &js_sys::Uint8Array::from(bytes.0.as_slice()))?;
    Ok(object)
}
