//! What the full build adds: files to segments, segments to an archive.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::reader::parse_when;
use super::{convert, plain, shapes, thrown};
use crate::entity::Pack;
use crate::error::{Error, ErrorKind};
use crate::pipeline::{self, Settings};

/// Reads one file and annotates its documents. `source` is its name, path or URL.
#[wasm_bindgen(unchecked_return_type = "FileAnalysis")]
pub fn annotate(
    bytes: &[u8],
    source: &str,
    #[wasm_bindgen(unchecked_param_type = "Partial<AnalysisSettings> | undefined")] settings: JsValue,
) -> Result<JsValue, JsValue> {
    let settings: shapes::AnalysisSettings = if settings.is_undefined() || settings.is_null() {
        shapes::AnalysisSettings::default()
    } else {
        serde_wasm_bindgen::from_value(settings)
            .map_err(|error| thrown(&Error::new(ErrorKind::Argument, error.to_string())))?
    };
    let analysis = analyse(bytes, source, &settings).map_err(|error| thrown(&error))?;
    plain(&analysis)
}

/// Builds an archive file from the segments of analysed files.
#[wasm_bindgen]
pub fn combine(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array[]")] segments: Vec<Uint8Array>,
    pack: Option<String>,
) -> Result<Vec<u8>, JsValue> {
    let segments: Vec<Vec<u8>> = segments.iter().map(Uint8Array::to_vec).collect();
    let build = || pipeline::combine(&segments, read_pack(pack.as_deref())?.as_ref());
    build().map_err(|error| thrown(&error))
}

fn analyse(
    bytes: &[u8],
    source: &str,
    settings: &shapes::AnalysisSettings,
) -> crate::Result<shapes::FileAnalysis> {
    let settings = Settings {
        pack: read_pack(settings.pack.as_deref())?,
        published: settings.published.as_deref().map(parse_when).transpose()?,
    };
    let annotated = pipeline::annotate(bytes, source, &settings)?;
    let documents = annotated
        .documents
        .iter()
        .map(|annotated| shapes::AnalysedDocument {
            id: annotated.document.id.clone(),
            title: annotated.document.title.clone(),
            language: annotated.document.language.tag().to_owned(),
            published: convert::published(&annotated.document),
        })
        .collect();
    Ok(shapes::FileAnalysis {
        segment: crate::archive::write_segment(&annotated.documents)?,
        documents,
        warnings: annotated.warnings,
    })
}

fn read_pack(json: Option<&str>) -> crate::Result<Option<Pack>> {
    json.map(Pack::parse).transpose()
}
