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
///           "snippets":[{"start","end","text","highlights":[{"start","end"}]}]}],
///  "facets":{"entities":[{"id","name","type","documents"}],
///            "languages":[{"language","documents"}],"months":[{"month","documents"}]}}
/// ```
///
/// `query` is as typed; `published` is the date's value or `null`; `snippets` count code points of the document's
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
    })
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    query: &'a str,
    total: u32,
    hits: Vec<HitJson<'a>>,
    facets: FacetsJson<'a>,
}

#[derive(Serialize)]
struct HitJson<'a> {
    id: &'a str,
    title: &'a str,
    source: &'a str,
    published: Option<&'a str>,
    score: f64,
    snippets: Vec<SnippetJson<'a>>,
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
            snippets: vec![snippet],
        };
        let found =
            Answer { understood: String::new(), total: 1, hits: vec![hit], facets: Facets::default() };
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
