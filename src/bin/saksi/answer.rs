//! The JSON of `saksi search --json`.

use saksi::query::{Answer, Facets, Hit};
use saksi::text::TextRange;
use saksi::text::offsets::{Offsets, Unit};
use serde::Serialize;

/// An answer as `saksi search --json` prints it:
///
/// ```json
/// {"query","total",
///  "hits":[{"id","title","source","published","score",
///           "snippets":[{"start","end","text","highlights":[{"start","end"}]}],
///           "copy_of"?,"copies"?:[{"id","title","source","published"}],
///           "explanation"?:[{"clause","rarity","frequency","score"}]}],
///  "facets":{"entities":[{"id","name","type","documents"}],
///            "languages":[{"language","documents"}],"months":[{"month","documents"}],
///            "sources":[{"source","documents"}],"events":[{"type","documents"}]},
///  "understood","notes":[{"kind","text"}],"suggestion","corrected",
///  "expanded":[{"name","entities":["…"],"names":["…"]}]}
/// ```
///
/// `query` is as typed, `understood` how it was read; with `corrected` the hits are those of the `suggestion`;
/// `copy_of` names the better hit of which a document is a near copy; `published` is the date's value or `null`; `snippets` count code points of the document's
/// text, `highlights` those of the snippet's. `texts` are the texts of the hits' documents, in the order of the hits.
///
/// # Errors
/// Where it cannot be written as JSON, which no text can bring about.
pub(crate) fn json(query: &str, answer: &Answer, texts: &[String]) -> serde_json::Result<String> {
    let text = |at: usize| texts.get(at).map_or("", String::as_str);
    serde_json::to_string(&AnswerJson {
        query,
        total: answer.total,
        hits: answer.hits.iter().enumerate().map(|(at, hit)| hit_json(hit, text(at))).collect(),
        facets: facets_json(&answer.facets),
        understood: &answer.understood,
        notes: answer
            .notes
            .iter()
            .map(|note| NoteJson { kind: note.kind.code(), text: &note.text })
            .collect(),
        suggestion: answer.suggestion.as_deref(),
        corrected: answer.corrected,
        expanded: answer
            .expanded
            .iter()
            .map(|one| ExpansionJson { name: &one.name, entities: &one.entities, names: &one.names })
            .collect(),
    })
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    query: &'a str,
    total: u32,
    hits: Vec<HitJson<'a>>,
    facets: FacetsJson<'a>,
    understood: &'a str,
    notes: Vec<NoteJson<'a>>,
    suggestion: Option<&'a str>,
    corrected: bool,
    expanded: Vec<ExpansionJson<'a>>,
}

#[derive(Serialize)]
struct NoteJson<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct ExpansionJson<'a> {
    name: &'a str,
    entities: &'a [String],
    names: &'a [String],
}

#[derive(Serialize)]
struct CopyJson<'a> {
    id: &'a str,
    title: &'a str,
    source: &'a str,
    published: Option<&'a str>,
}

#[derive(Serialize)]
struct ReasonJson<'a> {
    clause: &'a str,
    rarity: f64,
    frequency: f64,
    score: f64,
}

#[derive(Serialize)]
struct HitJson<'a> {
    id: &'a str,
    title: &'a str,
    source: &'a str,
    published: Option<&'a str>,
    score: f64,
    snippets: Vec<SnippetJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies: Vec<CopyJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    explanation: Vec<ReasonJson<'a>>,
}

#[derive(Serialize)]
struct SnippetJson<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    highlights: Vec<SpanJson>,
}

#[derive(Serialize)]
struct FacetsJson<'a> {
    entities: Vec<EntityFacetJson<'a>>,
    languages: Vec<LanguageFacetJson>,
    months: Vec<MonthFacetJson<'a>>,
    sources: Vec<SourceFacetJson<'a>>,
    events: Vec<EventFacetJson>,
}

#[derive(Serialize)]
struct SourceFacetJson<'a> {
    source: &'a str,
    documents: u32,
}

#[derive(Serialize)]
struct EventFacetJson {
    #[serde(rename = "type")]
    kind: &'static str,
    documents: u32,
}

#[derive(Serialize)]
struct EntityFacetJson<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    documents: u32,
}

#[derive(Serialize)]
struct LanguageFacetJson {
    language: &'static str,
    documents: u32,
}

#[derive(Serialize)]
struct MonthFacetJson<'a> {
    month: &'a str,
    documents: u32,
}

#[derive(Serialize)]
struct SpanJson {
    start: u32,
    end: u32,
}

fn hit_json<'a>(hit: &'a Hit, text: &str) -> HitJson<'a> {
    let offsets = Offsets::new(text, Unit::CodePoint);
    let snippets = hit.snippets.iter().map(|snippet| {
        let (start, end) = offsets.from_range(snippet.range);
        let within = Offsets::new(&snippet.text, Unit::CodePoint);
        let highlights = snippet.highlights.iter().map(|&range| span(&within, range)).collect();
        SnippetJson { start, end, text: &snippet.text, highlights }
    });
    HitJson {
        id: &hit.id,
        title: &hit.title,
        source: &hit.source,
        published: hit.published.as_deref(),
        score: hit.score,
        snippets: snippets.collect(),
        copy_of: hit.copy_of.as_deref(),
        copies: hit
            .copies
            .iter()
            .map(|copy| CopyJson {
                id: &copy.id,
                title: &copy.title,
                source: &copy.source,
                published: copy.published.as_deref(),
            })
            .collect(),
        explanation: hit
            .explanation
            .iter()
            .map(|reason| ReasonJson {
                clause: &reason.clause,
                rarity: reason.rarity,
                frequency: reason.frequency,
                score: reason.score,
            })
            .collect(),
    }
}

fn facets_json(facets: &Facets) -> FacetsJson<'_> {
    FacetsJson {
        entities: facets
            .entities
            .iter()
            .map(|facet| EntityFacetJson {
                id: &facet.id,
                name: &facet.name,
                kind: facet.entity_type.code(),
                documents: facet.documents,
            })
            .collect(),
        languages: facets
            .languages
            .iter()
            .map(|&(language, documents)| LanguageFacetJson { language: language.tag(), documents })
            .collect(),
        months: facets
            .months
            .iter()
            .map(|(month, documents)| MonthFacetJson { month, documents: *documents })
            .collect(),
        sources: facets
            .sources
            .iter()
            .map(|(source, documents)| SourceFacetJson { source, documents: *documents })
            .collect(),
        events: facets
            .events
            .iter()
            .map(|&(event, documents)| EventFacetJson { kind: event.code(), documents })
            .collect(),
    }
}

fn span(offsets: &Offsets, range: TextRange) -> SpanJson {
    let (start, end) = offsets.from_range(range);
    SpanJson { start, end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(value: &serde_json::Value, text: &str) -> String {
        let at = |name: &str| value[name].as_u64().unwrap() as usize;
        text.chars().skip(at("start")).take(at("end") - at("start")).collect()
    }

    #[test]
    fn snippets_and_highlights_count_code_points() {
        let text = "😀 ក្រុង saw rain".to_owned();
        let start = text.find("ក្រុង").unwrap();
        let snippet = saksi::query::Snippet {
            range: TextRange::new(start, text.len()),
            text: text[start..].to_owned(),
            highlights: vec![TextRange::new(text[start..].find("saw").unwrap(), text.len() - start - 5)],
        };
        let hit = Hit {
            document: 0,
            id: "a".into(),
            title: "t".into(),
            source: "s".into(),
            language: saksi::text::Language::English,
            published: None,
            score: 1.5,
            text: String::new(),
            snippets: vec![snippet],
            copies: Vec::new(),
            copy_of: None,
            explanation: Vec::new(),
        };
        let found = Answer {
            understood: String::new(),
            notes: Vec::new(),
            suggestion: None,
            corrected: false,
            expanded: Vec::new(),
            total: 1,
            groups: 1,
            hits: vec![hit],
            facets: Facets::default(),
        };
        let line = json("saw", &found, std::slice::from_ref(&text)).unwrap();
        let order =
            ["\"query\":", "\"total\":", "\"hits\":", "\"id\":", "\"title\":", "\"score\":", "\"facets\":"];
        let places: Vec<_> = order.iter().map(|key| line.find(key).unwrap()).collect();
        assert!(places.is_sorted(), "{line}");
        let json: serde_json::Value = serde_json::from_str(&line).unwrap();
        let snippet = &json["hits"][0]["snippets"][0];
        assert_eq!(slice(snippet, &text), snippet["text"].as_str().unwrap());
        assert_eq!(slice(&snippet["highlights"][0], snippet["text"].as_str().unwrap()), "saw");
        assert!(json["hits"][0]["published"].is_null());
        assert!(json["facets"]["months"].as_array().unwrap().is_empty());
    }
}
