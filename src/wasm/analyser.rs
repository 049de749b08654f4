//! What the full build adds: files to segments, segments to an archive, an archive to files of other formats.

use std::cell::RefCell;
use std::sync::Arc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::json::Bytes;
use super::reader::{ArchiveHandle, Read, parse_when, ready};
use super::request::analysis_settings;
use super::{convert, plain, plain_with_bytes, shapes, step, thrown};
use crate::archive::{AnnotatedDocument, Archive, Step};
use crate::decisions::Decisions;
use crate::entity::alike;
use crate::entity::model::Tagger;
use crate::entity::{EntityType, Pack};
use crate::error::{Error, ErrorKind};
use crate::event::Quote;
use crate::export::{self, Contents, Format};
use crate::pipeline::{self, Settings};
use crate::query::network;

/// Reads one file and annotates its documents. `source` is its name, path or URL.
#[wasm_bindgen(unchecked_return_type = "FileAnalysis")]
pub fn annotate(
    bytes: &[u8],
    source: &str,
    #[wasm_bindgen(unchecked_param_type = "Partial<AnalysisSettings> | undefined")] settings: JsValue,
) -> Result<JsValue, JsValue> {
    let settings = analysis_settings(&settings).map_err(|error| thrown(&error))?;
    let analysis = analyse(bytes, source, &settings).map_err(|error| thrown(&error))?;
    plain_with_bytes(&analysis, "segment", &analysis.segment)
}

thread_local! {
    /// The tagger that [`load_tagger`] read; one for every file that this worker analyses.
    static TAGGER: RefCell<Option<Arc<Tagger>>> = const { RefCell::new(None) };
    /// The pack of the file analysed last, with its JSON.
    static PACK: RefCell<Option<(String, Arc<Pack>)>> = const { RefCell::new(None) };
}

/// Reads the trained tagger of names (`entity-tagger.bin`, the very file this module was built with), for every file
/// analysed after. Without it, rules find the names.
#[wasm_bindgen(js_name = loadTagger)]
pub fn load_tagger(bytes: &[u8]) -> Result<(), JsValue> {
    let tagger = Tagger::load_own(bytes).map_err(|error| thrown(&error))?;
    TAGGER.set(Some(Arc::new(tagger)));
    Ok(())
}

/// Builds an archive file from the segments of analysed files: `pack` is a site's own list of names, `decisions` what
/// people decided about entities and dates, both as JSON text. Without `decisions`, documents whose dates were corrected
/// stay so; with them, these alone count.
#[wasm_bindgen(unchecked_return_type = "Combination")]
pub fn combine(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array[]")] segments: Vec<Uint8Array>,
    pack: Option<String>,
    decisions: Option<String>,
) -> Result<JsValue, JsValue> {
    let segments: Vec<Vec<u8>> = segments.iter().map(Uint8Array::to_vec).collect();
    let build = || {
        let (decisions, pack) =
            (decisions.as_deref().map(Decisions::parse).transpose()?, read_pack(pack.as_deref())?);
        let decided = pipeline::combine_with(&segments, pack.as_deref(), decisions.as_ref())?;
        Ok((decided, pack.map_or_else(Vec::new, |pack| pack.warnings().to_vec())))
    };
    let (decided, warnings) = build().map_err(|error: Error| thrown(&error))?;
    let combination = shapes::Combination {
        archive: Bytes(decided.archive),
        idle: decided.idle.into_iter().map(convert::idle).collect(),
        warnings,
    };
    plain_with_bytes(&combination, "archive", &combination.archive)
}

/// Gathers passages into an archive that is searched only: no names, dates or events are looked for in them.
#[wasm_bindgen]
#[derive(Default)]
pub struct PassageBuilder {
    passages: Vec<AnnotatedDocument>,
}

#[wasm_bindgen]
impl PassageBuilder {
    /// One without passages.
    #[wasm_bindgen(constructor)]
    pub fn new() -> PassageBuilder {
        Self::default()
    }

    /// Adds a passage; its ordinal is the number of those before it.
    pub fn add(&mut self, id: String, title: String, text: String) {
        self.passages.push(pipeline::passage(id, title, text));
    }

    /// The archive file.
    pub fn finish(self) -> Result<Vec<u8>, JsValue> {
        pipeline::passages(&self.passages).map_err(|error| thrown(&error))
    }
}

/// The formats in which an archive can be handed on.
#[wasm_bindgen(js_name = exportFormats, unchecked_return_type = "ExportFormat[]")]
pub fn export_formats() -> Result<JsValue, JsValue> {
    let formats = Format::ALL.map(|format| shapes::ExportFormat {
        name: format.name(),
        description: format.description(),
        ending: format.ending(),
        media_type: format.media_type(),
    });
    plain(&Vec::from(formats))
}

#[wasm_bindgen]
impl ArchiveHandle {
    /// The archive in one of [`export_formats`], by name. Needs the whole archive, and asks for it.
    #[wasm_bindgen(js_name = exportFile, unchecked_return_type = "Step<ExportFile>")]
    pub fn export_file(&mut self, format: &str) -> Result<JsValue, JsValue> {
        let archive = self.held();
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

#[wasm_bindgen]
impl ArchiveHandle {
    /// What the archive says of one entity: when it is first and last seen, with whom, in which sentences; in which
    /// sentences with another one, where `beside` names it.
    #[wasm_bindgen(unchecked_return_type = "Step<EntityProfile>")]
    pub fn profile(&mut self, entity: &str, beside: Option<String>) -> Result<JsValue, JsValue> {
        step(read_profile(self.held(), entity, beside.as_deref()), |profile| profile)
    }

    /// The corrections of dates that the archive keeps: what to hand to [`combine`] with more decisions, so that they
    /// stay.
    #[wasm_bindgen(unchecked_return_type = "Step<DateDecision[]>")]
    pub fn decisions(&mut self) -> Result<JsValue, JsValue> {
        step(pipeline::corrections(self.held()), |corrections| {
            corrections.into_iter().map(convert::correction).collect::<Vec<_>>()
        })
    }

    /// Which of the entities of some types that are named most are named together: at most `most` entities.
    #[wasm_bindgen(unchecked_return_type = "Step<NetworkView>")]
    pub fn network(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "EntityType[]")] types: Vec<String>,
        most: u32,
    ) -> Result<JsValue, JsValue> {
        step(read_network(self.held(), &types, most), |network| network)
    }

    /// Entities that may be one, of which nobody decided yet: `decisions` and `pack` as for [`combine`].
    #[wasm_bindgen(unchecked_return_type = "Step<SuggestionView[]>")]
    pub fn suggestions(
        &mut self,
        decisions: Option<String>,
        pack: Option<String>,
    ) -> Result<JsValue, JsValue> {
        step(read_suggestions(self.held(), decisions, pack), |suggestions| suggestions)
    }
}

/// How many sentences a profile gives.
const PASSAGES: usize = 200;

fn read_profile(archive: &Archive, id: &str, beside: Option<&str>) -> Read<shapes::EntityProfile> {
    let profile = ready!(network::profile(archive, id, beside));
    let entities = ready!(archive.entities());
    let elsewhere = ready!(archive.elsewhere());
    let number = entities.iter().zip(0..).find(|one| one.0.id == id).map_or(u32::MAX, |one| one.1);
    let ids = export::of_entity(&elsewhere, number).iter().cloned();
    let mut passages = Vec::new();
    for passage in profile.passages.iter().take(PASSAGES) {
        let document = ready!(archive.document(passage.document)).document;
        let quote = Quote { document: passage.document, range: passage.sentence, trigger: passage.name };
        passages.push(convert::quote(&document, quote));
    }
    let companions = profile.companions.iter().filter_map(|companion| {
        let entity = entities.get(companion.entity as usize)?;
        Some(shapes::CompanionView {
            id: entity.id.clone(),
            name: entity.name.clone(),
            r#type: entity.entity_type.code(),
            sentences: companion.sentences,
            documents: companion.documents,
        })
    });
    Ok(Step::Ready(shapes::EntityProfile {
        first: profile.seen.map(|seen| convert::when(seen.0)),
        last: profile.seen.map(|seen| convert::when(seen.1)),
        companions: companions.collect(),
        total: profile.passages.len() as u32,
        passages,
        ids: ids
            .map(|(scheme, id)| shapes::IdElsewhere { address: export::address(&scheme, &id), scheme, id })
            .collect(),
    }))
}

fn read_suggestions(
    archive: &Archive,
    decisions: Option<String>,
    pack: Option<String>,
) -> Read<Vec<shapes::SuggestionView>> {
    let decisions = read_decisions(decisions.as_deref())?;
    let pack = read_pack(pack.as_deref())?;
    let entities = ready!(archive.entities());
    let views =
        alike::open(&entities, &decisions.actions(), pack.as_deref()).into_iter().filter_map(|found| {
            let (one, other) = (entities.get(found.entity as usize)?, entities.get(found.other as usize)?);
            Some(shapes::SuggestionView {
                entity: convert::entity_name(one),
                other: convert::entity_name(other),
                names: vec![found.names.0, found.names.1],
                rule: found.rule.code(),
                mentions: vec![one.mentions, other.mentions],
                documents: found.documents,
                shared: convert::entity_names(&found.shared, &entities),
            })
        });
    Ok(Step::Ready(views.collect()))
}

fn read_network(archive: &Archive, types: &[String], most: u32) -> Read<shapes::NetworkView> {
    let types = types.iter().map(|code| {
        EntityType::from_code(code).ok_or_else(|| {
            Error::new(
                ErrorKind::Argument,
                format!("expected a type of entity such as \"PER\", found {code:?}"),
            )
        })
    });
    let network = ready!(network::network(archive, &types.collect::<crate::Result<Vec<_>>>()?, most));
    let entities = ready!(archive.entities());
    let chosen = network.entities.iter().filter_map(|&at| entities.get(at as usize));
    Ok(Step::Ready(shapes::NetworkView {
        entities: chosen
            .map(|entity| shapes::NetworkEntity {
                id: entity.id.clone(),
                name: entity.name.clone(),
                r#type: entity.entity_type.code(),
                mentions: entity.mentions,
            })
            .collect(),
        links: network
            .links
            .into_iter()
            .map(|link| shapes::NetworkLink {
                pair: link.pair,
                sentences: link.sentences,
                documents: link.documents,
            })
            .collect(),
    }))
}

/// The segments of an archive file and the documents of each, to combine with those of more files.
#[wasm_bindgen(unchecked_return_type = "ArchiveSegment[]")]
pub fn split(archive: &[u8]) -> Result<JsValue, JsValue> {
    let found = js_sys::Array::new();
    for part in segments(archive).map_err(|error| thrown(&error))? {
        found.push(&plain_with_bytes(&part, "segment", &part.segment)?);
    }
    Ok(found.into())
}

fn segments(archive: &[u8]) -> crate::Result<Vec<shapes::ArchiveSegment>> {
    let mut segments = Vec::new();
    for segment in crate::archive::split(archive)? {
        let documents = crate::archive::read_segment(&segment)?.ids;
        segments.push(shapes::ArchiveSegment { segment: Bytes(segment), documents });
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
        tagger: TAGGER.with_borrow(Clone::clone),
    };
    let annotated = pipeline::annotate(bytes, source, &settings)?;
    let documents = annotated
        .documents
        .iter()
        .map(|annotated| shapes::AnalysedDocument {
            id: annotated.document.id.clone(),
            title: annotated.document.title.clone(),
            language: annotated.document.language.tag(),
            published: convert::published(&annotated.document),
        })
        .collect();
    Ok(shapes::FileAnalysis {
        segment: Bytes(crate::archive::write_segment(&annotated.documents)?),
        documents,
        warnings: annotated.warnings,
    })
}

fn read_decisions(json: Option<&str>) -> crate::Result<Decisions> {
    Ok(json.map(Decisions::parse).transpose()?.unwrap_or_default())
}

/// The pack of a page. It is the same for all its files, so the one read last is kept.
fn read_pack(json: Option<&str>) -> crate::Result<Option<Arc<Pack>>> {
    let Some(json) = json else { return Ok(None) };
    let kept =
        PACK.with_borrow(|kept| kept.as_ref().filter(|kept| kept.0 == json).map(|kept| kept.1.clone()));
    if kept.is_some() {
        return Ok(kept);
    }
    let pack = Arc::new(Pack::parse(json)?);
    PACK.set(Some((json.to_owned(), pack.clone())));
    Ok(Some(pack))
}
