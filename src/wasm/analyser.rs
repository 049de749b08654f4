//! What the full build adds: files to segments, segments to an archive, an archive to files of other formats.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::reader::{ArchiveHandle, parse_when};
use super::{convert, plain, shapes, step, thrown};
use crate::archive::Step;
use crate::entity::Pack;
use crate::error::{Error, ErrorKind};
use crate::export::{Contents, Format};
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

/// The formats in which an archive can be handed on.
#[wasm_bindgen(js_name = exportFormats, unchecked_return_type = "ExportFormat[]")]
pub fn export_formats() -> Result<JsValue, JsValue> {
    plain(&Format::ALL.map(|format| shapes::ExportFormat {
        name: format.name().to_owned(),
        description: format.description().to_owned(),
        ending: format.ending().to_owned(),
        media_type: format.media_type().to_owned(),
    }))
}

#[wasm_bindgen]
impl ArchiveHandle {
    /// The archive in one of [`export_formats`], by name. Needs the whole archive, and asks for it.
    #[wasm_bindgen(js_name = exportFile, unchecked_return_type = "Step<ExportFile>")]
    pub fn export_file(&self, format: &str) -> Result<JsValue, JsValue> {
        let archive = self.archive();
        let export = || {
            let format = Format::from_name(format)?;
            if archive.bytes_held() < archive.byte_length() {
                let whole = 0..archive.byte_length();
                return Ok(Step::Missing(vec![whole]));
            }
            Ok(Step::Ready(format.write(&Contents::read(archive)?)))
        };
        step(export(), |export| shapes::ExportFile { text: export.text, notes: export.notes })
    }
}

/// The segments of an archive file and the documents of each, to combine with those of more files.
#[wasm_bindgen(unchecked_return_type = "ArchiveSegment[]")]
pub fn split(archive: &[u8]) -> Result<JsValue, JsValue> {
    plain(&segments(archive).map_err(|error| thrown(&error))?)
}

fn segments(archive: &[u8]) -> crate::Result<Vec<shapes::ArchiveSegment>> {
    let mut segments = Vec::new();
    for segment in crate::archive::split(archive)? {
        let documents = crate::archive::read_segment(&segment)?.ids;
        segments.push(shapes::ArchiveSegment { segment, documents });
    }
    Ok(segments)
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
