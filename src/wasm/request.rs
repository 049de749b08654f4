//! From JavaScript objects to a [`SearchRequest`] and to the settings of an analysis. Read field by field, because a general deserialiser costs the reader
//! module about a tenth of its size (it brings the formatting of floating-point numbers along).

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

#[cfg(feature = "full")]
use super::shapes::AnalysisSettings;
use super::shapes::SearchRequest;
use crate::error::{Error, ErrorKind, Result};

/// Reads a request. Fields that are missing, `undefined` or `null` have their default.
pub(super) fn search_request(value: &JsValue) -> Result<SearchRequest> {
    let object = Fields { value };
    Ok(SearchRequest {
        query: object.text("query")?.unwrap_or_default(),
        entities: object.texts("entities")?,
        languages: object.texts("languages")?,
        documents: object.texts("documents")?,
        events: object.texts("events")?,
        sources: object.texts("sources")?,
        sort: object.text("sort")?,
        aliases: object.flag("aliases")?,
        correct: object.flag("correct")?,
        group_copies: object.flag("groupCopies")?,
        explain: object.flag("explain")?,
        facets: object.flag("facets")?,
        published_from: object.text("publishedFrom")?,
        published_to: object.text("publishedTo")?,
        about_from: object.text("aboutFrom")?,
        about_to: object.text("aboutTo")?,
        offset: object.count("offset")?.unwrap_or(0),
        limit: object.count("limit")?,
    })
}

/// Reads what the caller knows of a file; nothing, if it gives nothing.
#[cfg(feature = "full")]
pub(super) fn analysis_settings(value: &JsValue) -> Result<AnalysisSettings> {
    if value.is_undefined() || value.is_null() {
        return Ok(AnalysisSettings::default());
    }
    let object = Fields { value };
    Ok(AnalysisSettings { pack: object.text("pack")?, published: object.text("published")? })
}

struct Fields<'v> {
    value: &'v JsValue,
}

impl Fields<'_> {
    fn get(&self, name: &str) -> Option<JsValue> {
        Reflect::get(self.value, &name.into()).ok().filter(|found| !found.is_undefined() && !found.is_null())
    }

    fn text(&self, name: &str) -> Result<Option<String>> {
        self.get(name).map(|found| found.as_string().ok_or_else(|| wrong(name, "a string"))).transpose()
    }

    fn texts(&self, name: &str) -> Result<Vec<String>> {
        let Some(found) = self.get(name) else { return Ok(Vec::new()) };
        if !Array::is_array(&found) {
            return Err(wrong(name, "an array of strings"));
        }
        let texts = Array::from(&found).iter().map(|one| one.as_string()).collect::<Option<_>>();
        texts.ok_or_else(|| wrong(name, "an array of strings"))
    }

    fn flag(&self, name: &str) -> Result<Option<bool>> {
        self.get(name).map(|found| found.as_bool().ok_or_else(|| wrong(name, "a boolean"))).transpose()
    }

    fn count(&self, name: &str) -> Result<Option<u32>> {
        let Some(found) = self.get(name) else { return Ok(None) };
        match found.as_f64() {
            Some(number) if (0.0..=f64::from(u32::MAX)).contains(&number) => Ok(Some(number as u32)),
            _ => Err(wrong(name, "a number from 0 to 4294967295")),
        }
    }
}

fn wrong(name: &str, expected: &str) -> Error {
    Error::new(ErrorKind::Argument, format!("expected {expected} as `{name}`, found something else"))
}
