//! Searching: which documents a query finds, in which order, and what is shown of them. Tables in `tests/data/query`.

mod shelf;

use proptest::prelude::*;
use saksi::archive::{self, Archive, Rehearsal, Step};
use saksi::calendar::{Date, Interval, When};
use saksi::document::{Boilerplate, BoilerplateKind, Published};
use saksi::entity::{Entity, EntityType, Name};
use saksi::event::EventType;
use saksi::pipeline;
use saksi::query::{self, Answer, Filters, Request, Sort};
use saksi::text::{Language, TextRange};
use shelf::{file, shelf};

fn ask(archive: &Archive, request: &Request) -> Answer {
    match query::search(archive, request).expect("a sound archive") {
        Step::Ready(answer) => answer,
        Step::Missing(ranges) => panic!("nothing is missing: {ranges:?}"),
    }
}

fn open(file: &[u8]) -> Archive {
    Archive::from_bytes(file.to_vec()).expect("a sound archive")
}

fn ids(answer: &Answer) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.id.as_str()).collect()
}

#[test]
fn queries_find_what_the_table_says() {
    let archive = open(&file(&shelf()));
    let table = include_str!("data/query/queries.tsv");
    let mut wrong = Vec::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [query, documents, understood] = cells[..] else { panic!("three cells: {row}") };
        let answer = ask(&archive, &Request::new(query));
        let expected = documents;
        let (how, expected) = expected.split_at(1);
        let (mut found, mut expected): (Vec<_>, Vec<_>) =
            (ids(&answer), expected.split_whitespace().collect());
        if how == "~" {
            found.sort_unstable();
            expected.sort_unstable();
        }
        let is = [query, &[how, &found.join(" ")].join(" "), &answer.understood].join("\t");
        if found != expected || answer.understood != understood || answer.total as usize != expected.len() {
            wrong.push([row, &is].join("\n   is "));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The highlights of the first hit, and its first passage.
fn highlights(query: &str) -> (Vec<String>, String) {
    let answer = ask(&open(&file(&shelf())), &Request::new(query));
    let hit = answer.hits.first().unwrap_or_else(|| panic!("a hit for {query}"));
    let marked = hit
        .snippets
        .iter()
        .flat_map(|snippet| snippet.highlights.iter().map(|range| range.of(&snippet.text).to_owned()));
    (marked.collect(), hit.snippets[0].text.clone())
}

#[test]
fn highlights_are_the_exact_words() {
    let check = |query: &str, expected: &[&str]| assert_eq!(highlights(query).0, expected, "{query}");
    check("elections", &["Élections"]);
    check("headline price", &["headline", "price"]);
    check("\"freedom of the press\"", &["freedom of the press"]);
    check("\"Kem Sokha\" guilty", &["Kem Sokha", "guilty"]);
    check("ហ៊ុនសែន ចាប់ខ្លួន", &["ហ៊ុន សែន", "ចាប់ខ្លួន"]);
    check("កឹមសុខា ពន្ធនាគារ", &["កឹម\u{200b}សុខា", "ពន្ធនាគារ"]);
    check("ហ៊ុនសែន ហត្ថលេខា", &["ហ៊ុន-សែន", "ហត្ថលេខា"]);
    check("north floods", &["north"]);
    check("kemsokha", &["Kem Sokha"]);
}

#[test]
fn a_passage_is_of_the_documents_own_words() {
    for query in ["treason lawyers", "ហ៊ុនសែន", ""] {
        let archive = open(&file(&shelf()));
        for hit in ask(&archive, &Request::new(query)).hits {
            let Ok(Step::Ready(annotated)) = archive.document(hit.document) else { panic!("a document") };
            let document = annotated.document;
            assert_eq!(hit.snippets.is_empty(), document.text.is_empty(), "{}", hit.id);
            for snippet in hit.snippets {
                assert_eq!(snippet.range.of(&document.text), snippet.text);
                assert!(!document.is_boilerplate(snippet.range), "{query}: {}", snippet.text);
                assert_eq!(snippet.text.trim(), snippet.text);
            }
        }
    }
}

#[test]
fn filters_and_facets_agree() {
    let archive = open(&file(&shelf()));
    let with = |query: &str, filters: Filters| {
        let answer = ask(&archive, &Request { filters, ..Request::new(query) });
        ids(&answer).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let all = ask(&archive, &Request::new(""));
    assert_eq!(all.facets.languages, [(Language::English, 4), (Language::Khmer, 3), (Language::Unknown, 1)]);
    let months: Vec<_> = all.facets.months.iter().map(|(month, count)| (month.as_str(), *count)).collect();
    assert_eq!(months, [("2016", 1), ("2017-09", 2), ("2018-01", 1), ("2018-07", 1), ("2023-03", 1)]);
    let entities: Vec<_> =
        all.facets.entities.iter().map(|entity| (entity.id.as_str(), entity.documents)).collect();
    assert_eq!(entities, [("per-kem-sokha", 4), ("loc-phnom-penh", 2)]);

    let khmer = Filters { languages: vec![Language::Khmer], ..Filters::default() };
    assert_eq!(with("", khmer.clone()), ["spoken", "khmer", "hyphen"]);
    assert_eq!(with("treason", khmer), [""; 0]);
    let person = Filters { entities: vec!["per-kem-sokha".to_owned()], ..Filters::default() };
    assert_eq!(with("", person.clone()), ["verdict", "spoken", "khmer", "witness"]);
    assert_eq!(with("court", person), ["verdict", "witness"]);
    let two = Filters { documents: vec!["floods".to_owned(), "witness".to_owned()], ..Filters::default() };
    assert_eq!(with("arrested", two), ["witness", "floods"]);
    let days = |first: &str, last: &str| Some(Interval::new(Date::parse_iso(first), Date::parse_iso(last)));
    let published = Filters { published: days("2017-09-01", "2017-09-04"), ..Filters::default() };
    assert_eq!(with("", published), ["witness"]);
    let about = Filters { about: days("2017-09-03", "2017-09-03"), ..Filters::default() };
    assert_eq!(with("", about), ["witness"]);
    let unknown = Filters { entities: vec!["per-nobody".to_owned()], ..Filters::default() };
    let error = query::search(&archive, &Request { filters: unknown, ..Request::new("") }).unwrap_err();
    assert_eq!(error.kind(), saksi::ErrorKind::NotFound);
}

#[test]
fn a_time_that_is_open_on_one_side_names_no_day() {
    let text = "Police came to the village on Friday. The houses there were built in 1998.";
    let documents = pipeline::annotate(text.as_bytes(), "note.txt", &pipeline::Settings::default());
    let mut documents = documents.expect("a text").documents;
    // What is known of a text that was written in 1998 or later.
    let friday = documents[0].timexes.first_mut().expect("Friday");
    friday.interval = Some(Interval::new(Date::parse_iso("1998-01-01"), None));
    let archive = open(&file(&documents));
    let found = |query: &str| ask(&archive, &Request::new(query)).total;
    assert_eq!([found("about:1998"), found("about:1998-05")], [1, 1]);
    assert_eq!([found("about:1997"), found("about:2019")], [0, 0]);
    let about = Some(Interval::day(Date::parse_iso("2019-01-01").expect("a day")));
    let request = Request { filters: Filters { about, ..Filters::default() }, ..Request::new("") };
    assert_eq!(ask(&archive, &request).total, 0);
}

#[test]
fn the_count_of_a_month_is_what_its_filter_finds() {
    let mut documents = shelf();
    let days = |first: &str, last: &str| Interval::new(Date::parse_iso(first), Date::parse_iso(last));
    let when = [
        days("2017-09-05", ""),
        days("", "2017-10-01"),
        days("2017-09-20", "2017-10-10"),
        days("2017-01-01", "2017-12-31"),
    ];
    let published = documents.iter().find_map(|one| one.document.published.clone()).expect("a date");
    for (annotated, interval) in documents.iter_mut().zip(when) {
        let when = When { interval, ..published.when };
        annotated.document.published = Some(Published { when, ..published.clone() });
    }
    let archive = open(&file(&documents));
    let all = ask(&archive, &Request::new(""));
    assert!(all.facets.months.iter().any(|(value, _)| value == "2017"), "{:?}", all.facets.months);
    for (value, count) in &all.facets.months {
        let published = When::parse_iso(value).map(|when| when.interval);
        let filters = Filters { published, ..Filters::default() };
        assert_eq!(ask(&archive, &Request { filters, ..Request::new("") }).total, *count, "{value}");
    }
}

#[test]
fn a_word_broken_at_the_end_of_a_line_is_found_whole_and_by_its_halves() {
    let text = "He was charged with conspi-\nracy to incite. A long-\r\nterm détente-\n  naît. Five-\nKem. 2-\nthree";
    let archive = pipeline::passages(&[pipeline::passage("one".into(), String::new(), text.into())]);
    let archive = archive.and_then(Archive::from_bytes).expect("an archive");
    let check = |query: &str, marked: &[&str]| {
        let answer = ask(&archive, &Request { correct: false, ..Request::new(query) });
        let passages = answer.hits.iter().flat_map(|hit| &hit.snippets);
        let found: Vec<&str> = passages
            .flat_map(|snippet| snippet.highlights.iter().map(|range| range.of(&snippet.text)))
            .collect();
        assert_eq!(found, marked, "{query}");
    };
    check("conspiracy", &["conspi-\nracy"]);
    check("conspiracies", &["conspi-\nracy"]);
    check("\"with conspiracy\"", &["with conspi-\nracy"]);
    check("\"conspiracy to\"", &["conspi-\nracy to"]);
    check("\"long-term\"", &["long-\r\nterm"]);
    check("longterm", &["long-\r\nterm"]);
    check("detentenait", &["détente-\n  naît"]);
    check("fivekem", &[]);
    check("2three", &[]);
}

#[test]
fn pages_of_hits_join() {
    let archive = open(&file(&shelf()));
    let whole = ask(
        &archive,
        &Request { limit: 100, ..Request::new("the court arrested him in the north for treason") },
    );
    assert!(whole.total >= 3);
    for offset in 0..=whole.total {
        let request =
            Request { offset, limit: 2, ..Request::new("the court arrested him in the north for treason") };
        let page = ask(&archive, &request);
        let expected: Vec<_> = whole.hits.iter().skip(offset as usize).take(2).cloned().collect();
        assert_eq!(page.hits, expected);
        assert_eq!(page.total, whole.total);
    }
}

#[test]
fn a_far_archive_answers_as_a_near_one_in_three_rounds() {
    // Documents enough that the head is not the whole file.
    let mut documents = Vec::new();
    for n in 0..400 {
        for mut annotated in shelf() {
            annotated.document.id = format!("{}-{n}", annotated.document.id);
            annotated.document.title = format!("{} {n}", annotated.document.title);
            let filler: Vec<_> =
                (0..40).map(|m| format!("word{}", (n * 7919 + m * 104_729) % 5000)).collect();
            annotated.document.text += &filler.join(" ");
            documents.push(annotated);
        }
    }
    let file = file(&documents);
    let near = open(&file);
    let person = Filters { entities: vec!["per-kem-sokha".to_owned()], ..Filters::default() };
    let about =
        Filters { about: Some(Interval::day(Date::parse_iso("2017-09-03").unwrap())), ..Filters::default() };
    for filters in [Filters::default(), person, about] {
        for query in [
            "",
            "treason",
            "\"Kem Sokha\" -Thailand",
            "trea*",
            "លោកហ៊ុន-សែន",
            "word77 press freedom",
            "zzz",
            "Kem Sokha",
            "person:\"Kem Sokha\" event:arrest",
            "treason (court OR rice) before:2018",
            "court NEAR/5 treason",
            "about:2017-09 source:shelf",
            "title:verdict",
            "treason jornalist",
            "word77~1",
        ] {
            let request = Request { filters: filters.clone(), ..Request::new(query) };
            let mut far = Rehearsal::new(&file);
            far.run(Archive::document_count).expect("a sound archive");
            far.rounds = 0;
            let answer = far.run(|archive| query::search(archive, &request)).expect("a sound archive");
            assert_eq!(answer, ask(&near, &request), "{query}");
            assert!(far.rounds <= 3, "{query}: {} rounds", far.rounds);
            assert!(far.bytes < file.len() as u64 / 2, "{query}: {} of {} bytes", far.bytes, file.len());
        }
    }
}

#[test]
fn segments_answer_as_one() {
    let shelf = shelf();
    let one = open(&file(&shelf));
    let segments: Vec<Vec<u8>> =
        shelf.chunks(3).map(|part| archive::write_segment(part).expect("a segment")).collect();
    let many = open(&shelf::assemble(&segments));
    for row in include_str!("data/query/queries.tsv").lines().skip(1) {
        let request = Request::new(row.split('\t').next().unwrap_or_default());
        let (one, many) = (ask(&one, &request), ask(&many, &request));
        assert_eq!((one.total, ids(&one)), (many.total, ids(&many)), "{}", request.query);
    }
}

#[test]
fn a_deleted_document_is_found_no_more() {
    let whole = file(&shelf());
    let fewer = archive::delete(&whole, &["witness"]).expect("an archive");
    let archive = open(&fewer);
    assert_eq!(archive.document_count(), Ok(Step::Ready(7)));
    assert_eq!(ids(&ask(&archive, &Request::new("treason"))), ["verdict"]);
    assert_eq!(ask(&archive, &Request::new("")).total, 7);
    assert!(archive.ordinal("witness").is_err());
    let Ok(Step::Ready(entities)) = archive.entities() else { panic!("entities") };
    assert!(entities.iter().all(|entity| !entity.documents.contains(&0)));
    // Taken apart and put together again, it is gone for good.
    let again = open(&shelf::assemble(&archive::split(&fewer).expect("segments")));
    assert_eq!(again.document_count(), Ok(Step::Ready(7)));
    assert_eq!(ids(&ask(&again, &Request::new("treason"))), ["verdict"]);
}

#[test]
fn a_name_is_found_by_its_other_names_unless_that_is_switched_off() {
    let archive = open(&file(&shelf()));
    let check = |query: &str, aliases: bool, expected: &str, names: &[&str]| {
        let answer = ask(&archive, &Request { aliases, ..Request::new(query) });
        let mut found = ids(&answer);
        found.sort_unstable();
        assert_eq!(found.join(" "), expected, "{query}");
        let expanded: Vec<&str> =
            answer.expanded.iter().flat_map(|one| &one.names).map(String::as_str).collect();
        assert_eq!(expanded, names, "{query}");
    };
    check("Kem Sokha", true, "khmer spoken verdict witness", &["កឹមសុខា"]);
    check("kem-sokha", true, "khmer spoken verdict witness", &["កឹមសុខា"]);
    check("Kem Sokha", false, "verdict witness", &[]);
    check("កឹមសុខា", true, "khmer spoken verdict witness", &["Kem Sokha"]);
    check("កឹម សុខា treason", true, "verdict witness", &["Kem Sokha"]);
    check("\"Kem Sokha\"", true, "verdict witness", &[]);
    check("guilty Kem Sokha", true, "verdict", &["កឹមសុខា"]);
    check("Kem Sokha OR rice", true, "charter floods khmer spoken verdict witness", &["កឹមសុខា"]);
    check("Kem", true, "verdict witness", &[]);
    check("person:\"Kem Sokha\" -lang:en", true, "khmer spoken", &["កឹមសុខា"]);
    // What the query says is a name is found by all its names all the same, and the answer knows that it was said.
    check("person:\"Kem Sokha\"", false, "khmer spoken verdict witness", &["កឹមសុខា"]);
    let marked = |query: &str| ask(&archive, &Request::new(query)).expanded.first().map(|one| one.marked);
    assert_eq!((marked("person:\"Kem Sokha\""), marked("Kem Sokha")), (Some(true), Some(false)));
    check("place:(\"Phnom Penh\" OR person:\"Kem Sokha\") -lang:en", true, "khmer spoken", &["កឹមសុខា"]);
    // The other name is what is highlighted, and documents with the name as typed come first.
    let answer = ask(&archive, &Request::new("Kem Sokha"));
    let khmer = answer.hits.iter().find(|hit| hit.id == "khmer").expect("a hit");
    assert!(khmer.snippets.iter().any(|snippet| {
        snippet.highlights.iter().any(|range| range.of(&snippet.text) == "កឹមសុខា")
    }));
    assert!(answer.hits[..2].iter().all(|hit| hit.language == Language::English));
}

#[test]
fn what_was_meant_is_offered_and_used_where_nothing_matches() {
    let archive = open(&file(&shelf()));
    let check = |query: &str, suggestion: Option<&str>, corrected: bool| {
        let answer = ask(&archive, &Request::new(query));
        assert_eq!((answer.suggestion.as_deref(), answer.corrected), (suggestion, corrected), "{query}");
        assert_eq!(answer.total == 0, suggestion.is_none(), "{query}");
        let request = Request { correct: false, ..Request::new(query) };
        let strict = ask(&archive, &request);
        assert_eq!((strict.suggestion, strict.corrected), (None, false));
        // A Khmer sequence is otherwise taken apart.
        if corrected && query.is_ascii() {
            assert_eq!(strict.total, 0, "{query}");
        }
    };
    check("treeson", Some("treason"), true);
    check("Jornalist", Some("Journalist"), true);
    check("treason jornalists", Some("treason journalists"), false);
    check("\"guilty of treeson\"", Some("\"guilty of treason\""), true);
    check("title:verdikt", Some("title:verdict"), true);
    check("កិមសុខា", Some("កឹមសុខា"), true);
    check("ភ្នំពេន", Some("ភ្នំពេញ"), true);
    // The last word may be typed in part: what begins so was meant, whatever is spelt more like it.
    check("treas", Some("treason"), true);
    check("newsp", Some("newspapers"), true);
    check("\"house arr", Some("\"house arrest\""), true);
    check("title:ver", Some("title:verdict"), true);
    check("person:\"Kem So", Some("person:\"Kem Sokha\""), true);
    check("zzzzzzzz", None, false);
    check("🙂", None, false);
    // The archive has the words, but not together, or not in a title: nothing is offered that finds nothing.
    check("person:\"Ricce Treeson\"", None, false);
    check("\"rice of treeson\"", None, false);
    check("title:ricce", None, false);
    check("treeson AND ricce", None, false);
}

#[test]
fn words_spelt_alike_come_behind_the_word_itself() {
    let mut documents = shelf();
    documents[3].document.text += &" tresson".repeat(40);
    let archive = open(&file(&documents));
    let answer = ask(&archive, &Request::new("treason~"));
    assert_eq!(ids(&answer).last(), Some(&"floods"));
    assert_eq!(answer.total, 3);
}

#[test]
fn notes_say_what_was_dropped() {
    let archive = open(&file(&shelf()));
    let check = |query: &str, codes: &[&str]| {
        let answer = ask(&archive, &Request::new(query));
        let found: Vec<&str> = answer.notes.iter().map(|note| note.kind.code()).collect();
        assert_eq!(found, codes, "{query}");
    };
    check("treason", &[]);
    check("treason \"house arr", &["open-quote"]);
    check("treason before:soon", &["unknown-value"]);
    check("person:\"Nobody Atall\"", &["unknown-name"]);
    check("floods treason", &["some-words"]);
    check("source:elsewhere", &["nowhere"]);
    check("source:shelf", &[]);
    check("ហ៊ុនសែនខ្ញែ", &["nowhere"]);
    check("*", &["nothing-to-find"]);
    assert_eq!(ask(&archive, &Request::new("  ")).total, 8);
}

#[test]
fn hits_come_in_the_order_that_was_asked_for() {
    let archive = open(&file(&shelf()));
    let sorted =
        |query: &str, sort: Sort| ids(&ask(&archive, &Request { sort, ..Request::new(query) })).join(" ");
    assert_eq!(sorted("rice", Sort::Newest), "floods charter");
    assert_eq!(sorted("rice", Sort::Oldest), "charter floods");
    assert_eq!(sorted("treason", Sort::Oldest), "witness verdict");
    assert_eq!(sorted("ហ៊ុនសែន", Sort::Newest), "spoken khmer hyphen");
    assert_eq!(sorted("ហ៊ុនសែន", Sort::Oldest), "khmer spoken hyphen");
    assert_eq!(sorted("lang:km", Sort::Oldest), "khmer spoken hyphen");
}

#[test]
fn near_copies_are_told_and_none_is_hidden() {
    let mut documents = shelf();
    let words: Vec<String> = (0..80).map(|n| format!("matter{}", n * 7919 % 997)).collect();
    documents[3].document.text += &words.join(" ");
    let mut copy = documents[3].clone();
    copy.document.id = "reprint".to_owned();
    copy.document.title = "Floods, reprinted é ខ្មែរ 😀".to_owned();
    copy.document.text = format!("As others wrote. {}", copy.document.text);
    documents.insert(1, copy);
    let archive = open(&file(&documents));
    let apart = ask(&archive, &Request::new("market"));
    assert_eq!((apart.total, apart.groups, apart.hits.len()), (2, 2, 2));
    assert_eq!(apart.hits[1].copy_of.as_ref(), Some(&apart.hits[0].id));
    assert_eq!(apart.hits[0].copy_of, None);
    let request = Request { group_copies: true, ..Request::new("market") };
    let grouped = ask(&archive, &request);
    assert_eq!((grouped.total, grouped.groups, grouped.hits.len()), (2, 1, 1));
    assert_eq!(grouped.hits[0].copies[0].id, apart.hits[1].id);
    // A copy that does not match is no copy of a hit.
    let one = ask(&archive, &Request { group_copies: true, ..Request::new("others") });
    assert_eq!((one.total, one.hits[0].copies.len()), (1, 0));
    // Segments are compared with one another.
    let segments: Vec<Vec<u8>> =
        documents.chunks(2).map(|part| archive::write_segment(part).expect("a segment")).collect();
    let many = open(&shelf::assemble(&segments));
    assert_eq!(ask(&many, &request).groups, 1);
}

#[test]
fn a_score_is_explained() {
    let archive = open(&file(&shelf()));
    for query in
        ["treason", "Kem Sokha guilty", "trea* OR rice", "treeson~ \"house arrest\" -floods", "ហ៊ុន សែន"]
    {
        let answer = ask(&archive, &Request { explain: true, ..Request::new(query) });
        assert!(answer.total > 0, "{query}");
        for hit in answer.hits {
            let sum: f64 = hit.explanation.iter().map(|reason| reason.score).sum();
            assert!((sum - hit.score).abs() < 1e-6, "{query}: {sum} of {}", hit.score);
            assert!(!hit.explanation.is_empty());
        }
        assert!(ask(&archive, &Request::new(query)).hits.iter().all(|hit| hit.explanation.is_empty()));
    }
}

#[test]
fn events_and_sources_are_counted_and_filter() {
    let archive = open(&file(&shelf()));
    let facets = ask(&archive, &Request::new("treason")).facets;
    assert_eq!(facets.events, [(EventType::Arrest, 1)]);
    assert_eq!(facets.sources, [("shelf".to_owned(), 2)]);
    let with = |filters: Filters| ask(&archive, &Request { filters, ..Request::new("") }).total;
    assert_eq!(with(Filters { events: vec![EventType::Arrest], ..Filters::default() }), 1);
    assert_eq!(with(Filters { events: vec![EventType::Trial], ..Filters::default() }), 0);
    assert_eq!(with(Filters { sources: vec!["shelf".to_owned()], ..Filters::default() }), 8);
    assert_eq!(with(Filters { sources: vec!["she".to_owned()], ..Filters::default() }), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_query_is_answered(query in ".{0,60}") {
        let archive = open(&file(&shelf()));
        let answer = ask(&archive, &Request::new(query));
        prop_assert!(answer.hits.len() <= 10);
    }
}

#[test]
fn an_order_alone_is_the_order_of_the_hits() {
    let archive = open(&file(&shelf()));
    for query in ["treason", "floods treason", "ហ៊ុនសែន", ""] {
        let whole = ask(&archive, &Request::new(query));
        let order = ask(&archive, &Request { snippets: false, ..Request::new(query) });
        let hits =
            |answer: &Answer| answer.hits.iter().map(|hit| (hit.document, hit.score)).collect::<Vec<_>>();
        assert_eq!(hits(&order), hits(&whole), "{query}");
        assert!(order.hits.iter().all(|hit| hit.snippets.is_empty() && hit.id.is_empty()));
    }
}

#[test]
fn a_khmer_word_ranks_before_the_same_letters_inside_other_words() {
    // The name Nuon Chea stands by chance in the words for "many in number".
    let texts = ["មនុស្សចំនួនជាច្រើនបានមកដល់ទីនេះ។", "តុលាការបានកោះហៅ នួន ជា មកបំភ្លឺ។", "ក្រុមគ្រួសារមួយចំនួនជាសាក្សី។"];
    let passages: Vec<_> = texts
        .iter()
        .zip(["many", "name", "some"])
        .map(|(text, id)| pipeline::passage(id.to_owned(), String::new(), (*text).to_owned()))
        .collect();
    let archive = open(&pipeline::passages(&passages).expect("an archive"));
    for query in ["នួនជា", "នួន\u{200b}ជា"] {
        let answer = ask(&archive, &Request::new(query));
        assert_eq!(answer.total, 3, "a boundary loses no document");
        assert_eq!(ids(&answer)[0], "name", "{query}");
    }
}

/// The shelf with entities besides: type, forms, documents by ordinal.
fn with_entities(others: &[(EntityType, &[&str], &[u32])]) -> Archive {
    let entity = |&(entity_type, forms, documents): &(EntityType, &[&str], &[u32])| Entity {
        id: format!("x-{}", forms.join("-")),
        entity_type,
        name: forms[0].to_owned(),
        names: forms.iter().map(|form| Name { text: (*form).to_owned(), count: 1 }).collect(),
        mentions: documents.len() as u32,
        documents: documents.to_vec(),
        merges: Vec::new(),
    };
    let segment = archive::write_segment(&shelf()).expect("a segment");
    open(&shelf::assemble_with(&[segment], others.iter().map(entity).collect()))
}

/// The documents that a query finds and the names that the answer says, each in order of the alphabet.
fn told(archive: &Archive, query: &str) -> (String, String) {
    let answer = ask(archive, &Request::new(query));
    let mut found = ids(&answer);
    found.sort_unstable();
    let mut names: Vec<&str> =
        answer.expanded.iter().flat_map(|one| &one.names).map(String::as_str).collect();
    names.sort_unstable();
    (found.join(" "), names.join(", "))
}

#[test]
fn a_name_finds_all_who_are_called_so() {
    let archive = with_entities(&[
        (EntityType::Person, &["Sokha"], &[3]),
        (EntityType::Place, &["Cambodia"], &[2]),
        (EntityType::Person, &["Sok Dara (activist)"], &[2]),
        (EntityType::Place, &["Northern Cambodia é 😀"], &[3]),
        (EntityType::Organisation, &["LICADHO é", "អង្គការ លីកាដូ", "អង្គការលីកាដូ"], &[2, 3]),
        (EntityType::Place, &["Kampot", "ខេត្តកំពត"], &[6]),
    ]);
    let check = |query: &str, documents: &str, names: &str| {
        assert_eq!(told(&archive, query), (documents.to_owned(), names.to_owned()), "{query}");
    };
    check("person:Sokha", "floods khmer spoken verdict witness", "Kem Sokha, កឹមសុខា");
    check("name:sokha", "floods khmer spoken verdict witness", "Kem Sokha, កឹមសុខា");
    check("person:\"Kem Sokha\"", "khmer spoken verdict witness", "កឹមសុខា");
    // The words behind a field are part of the name where there is such a name.
    check("person:Kem Sokha", "khmer spoken verdict witness", "កឹមសុខា");
    check("person:kem sokha verdict", "verdict", "កឹមសុខា");
    check("verdict person:Kem Sokha", "verdict", "កឹមសុខា");
    check("person:Sokha verdict", "verdict", "Kem Sokha, កឹមសុខា");
    check("place:Kem Sokha", "verdict witness", "");
    check("(org:LICADHO é) floods", "floods", "អង្គការ លីកាដូ");
    for (bare, quoted) in [
        ("-person:Kem Sokha", "-person:\"Kem Sokha\""),
        ("court -person:Kem Sokha", "court -person:\"Kem Sokha\""),
        ("NOT person:Kem Sokha", "NOT person:\"Kem Sokha\""),
        ("person:Kem Sokha OR org:LICADHO é", "person:\"Kem Sokha\" OR org:\"LICADHO é\""),
        ("verdict person:Kem Sokha -arrest", "verdict person:\"Kem Sokha\" -arrest"),
    ] {
        assert_eq!(told(&archive, bare), told(&archive, quoted), "{bare}");
        let understood = |query: &str| ask(&archive, &Request::new(query)).understood;
        assert_eq!(understood(bare), understood(quoted), "{bare}");
    }
    check("person:\"Sok Dara (activist)\"", "charter", "");
    check("-person:\"Sok Dara (activist)\" charter", "", "");
    // One word of the name of another place is not that place.
    check("place:Cambodia", "charter", "");
    check("place:northern", "floods", "Northern Cambodia é 😀");
    check("org:លីកាដូ", "charter floods", "LICADHO é, អង្គការ លីកាដូ");
    check("org:កាដូ", "", "");
    // Only a name that is asked for as one is known without its head word.
    check("លីកាដូ", "", "");
    check("place:កំពត", "hyphen", "Kampot, ខេត្តកំពត");
    // A word that is not said to be a name is the villager's alone.
    check("Sokha", "floods verdict witness", "");
}

#[test]
fn a_khmer_word_is_found_in_both_shapes_of_its_vowel() {
    let texts =
        ["គេទាមទារឲ្យដោះលែងគាត់។", "គេអំពាវនាវ\u{200b}ឱ្យ\u{200b}ដោះលែងអ្នកកាសែត 😀 é។", "គេមិនបានដោះលែងទេ។"];
    let passages: Vec<_> = texts
        .iter()
        .zip(["old", "new", "none"])
        .map(|(text, id)| pipeline::passage(id.to_owned(), String::new(), (*text).to_owned()))
        .collect();
    let archive = open(&pipeline::passages(&passages).expect("an archive"));
    for query in ["ឲ្យដោះលែង", "ឱ្យដោះលែង", "\"ឲ្យដោះលែង\"", "\"ឱ្យដោះលែង\""]
    {
        let answer = ask(&archive, &Request::new(query));
        let mut found = ids(&answer);
        found.sort_unstable();
        assert_eq!(found, ["new", "old"], "{query}");
        for hit in &answer.hits {
            let marked = hit.snippets.iter().flat_map(|one| one.highlights.iter().map(|at| at.of(&one.text)));
            let marked: Vec<String> = marked.map(|text| text.replace('\u{200b}', "")).collect();
            assert!(matches!(marked[..], [ref one] if one.ends_with("្យដោះលែង")), "{query}: {marked:?}");
        }
    }
}

#[test]
fn a_passage_begins_with_its_sentence_if_that_is_near() {
    // The word stands a little farther from the beginning than a passage looks back.
    let text = "A verdict 😀\n\nPHNOM PENH, 3 March 2023 — The Phnom Penh Municipal Court found the man é guilty of treason \
                this morning.";
    let passage = pipeline::passage("one".into(), "A verdict 😀".into(), text.into());
    let answer = ask(&open(&pipeline::passages(&[passage]).expect("an archive")), &Request::new("treason"));
    assert!(answer.hits[0].snippets[0].text.starts_with("PHNOM PENH"), "{:?}", answer.hits[0].snippets);
}

#[test]
fn a_passage_is_not_the_title_again() {
    let text = "Résumé of the case\n\nPosted on: 3 May 2018\n\nThe résumé of Dara was seized 😀 at the border. Nothing else was taken.";
    let mut document = pipeline::passage("one".into(), "Résumé of the case".into(), text.into());
    let posted = text.find("Posted").expect("a line");
    let range = TextRange::new(posted, posted + "Posted on: 3 May 2018".len());
    document.document.boilerplate = vec![Boilerplate { range, kind: BoilerplateKind::PostedLine }];
    let archive = open(&pipeline::passages(&[document]).expect("an archive"));
    let passage = |query: &str| {
        let answer = ask(&archive, &Request::new(query));
        let shown = &answer.hits[0].snippets;
        assert_eq!(shown[0].range.of(text), shown[0].text, "{query}");
        shown.iter().map(|one| one.text.clone()).collect::<Vec<_>>()
    };
    let told = "The résumé of Dara was seized 😀 at the border. Nothing else was taken.";
    for query in ["résumé", "resume case", "", "seized", "lang:en"] {
        assert_eq!(passage(query), [told], "{query}");
    }
    // A title that is the beginning of the text's first word or sentence is no line of its own.
    for title in ["Note", "Notebook", "Notebook seized"] {
        let text = "Notebook seized at the border 😀.";
        let one = pipeline::passage("one".into(), title.into(), text.into());
        let answer =
            ask(&open(&pipeline::passages(&[one]).expect("an archive")), &Request::new("notebook OR border"));
        assert_eq!(answer.hits[0].snippets[0].text, text, "{title}");
    }
    // What only the title says is shown in it.
    assert_eq!(passage("case"), ["Résumé of the case"]);
    assert_eq!(passage("title:case"), ["Résumé of the case"]);
}

#[test]
fn a_word_with_its_accents_ranks_before_the_same_letters_without() {
    let passage = |id: &str, title: &str, text: &str| pipeline::passage(id.into(), title.into(), text.into());
    let passages = [
        passage("ghost", "", "Con ma ma ma ma ma ma ma o lang ben song."),
        passage("mother", "", "Con má ở làng bên sông không có nhà đâu."),
        passage("but", "", "Con mà mà mà mà mà mà mà ở làng bên sông."),
        passage("seed", "", "Con mạ mạ mạ mạ ở làng bên sông."),
        passage("title", "Má", "Ở làng bên sông không có con nhà ai đâu."),
    ];
    let whole = open(&pipeline::passages(&passages).expect("an archive"));
    let segments: Vec<Vec<u8>> =
        passages.chunks(1).map(|part| archive::write_segment(part).expect("a segment")).collect();
    let many = open(&shelf::assemble(&segments));
    for archive in [&whole, &many] {
        let best = |query: &str, n: usize| {
            let answer = ask(archive, &Request::new(query));
            assert_eq!(answer.total, 5, "accents lose no document: {query}");
            ids(&answer)[..n].iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(best("má", 2), ["title", "mother"]);
        assert_eq!(best("MÁ", 2), ["title", "mother"]);
        assert_eq!(best("mà", 1), ["but"]);
        assert_eq!(best("mạ", 1), ["seed"]);
        assert_eq!(best("con má", 1), ["title"]);
        // Nobody has these accents, so they part nobody.
        assert_eq!(best("mã", 5), best("ma", 5));
        let answer = ask(archive, &Request { explain: true, ..Request::new("má") });
        let mother = answer.hits.iter().find(|hit| hit.id == "mother").expect("a hit");
        assert_eq!(mother.explanation.len(), 1, "{:?}", mother.explanation);
        assert_eq!(mother.snippets[0].highlights.len(), 1);
        // In a phrase, in titles, and with mistakes, it is the letters alone that are asked for.
        for (query, total) in
            [("\"con má\"", 4), ("title:má", 1), ("title:ma", 1), ("má~", 5), ("má*", 5), ("-má làng", 0)]
        {
            assert_eq!(
                ask(archive, &Request { correct: false, ..Request::new(query) }).total,
                total,
                "{query}"
            );
        }
    }
}

/// Passages in three languages, two of them in one document.
fn tongues() -> Archive {
    let passages = [
        (
            "both",
            "The ship left the port of Kampot on the day that the judges had named, with eleven people on board.\n\n\
             Les policiers ont arrêté les deux députés devant la finance, puis les autorités provinciales les \
             ont libérés dans la soirée.",
        ),
        (
            "indonesian",
            "Polisi menahan dua wartawan yang memberitakan pemogokan itu, dan pemerintah tidak akan membebaskan mereka \
             sebelum pengadilan memutuskan.",
        ),
        (
            "english",
            "The reporters were freed in the evening and crossed the port by car. 😀 The arrests went on.",
        ),
        ("khmer", "តុលាការបានដោះលែងអ្នកកាសែត។"),
    ];
    let passages: Vec<_> = passages
        .map(|(id, text)| pipeline::passage(id.to_owned(), String::new(), text.to_owned()))
        .into_iter()
        .collect();
    open(&pipeline::passages(&passages).expect("an archive"))
}

#[test]
fn a_word_is_found_by_its_forms_in_the_language_of_each_passage() {
    let archive = tongues();
    let check = |query: &str, expected: &[&str], marked: &[&str]| {
        let answer = ask(&archive, &Request { correct: false, ..Request::new(query) });
        let mut found = ids(&answer);
        found.sort_unstable();
        assert_eq!(found, expected, "{query}");
        let snippets = answer.hits.iter().flat_map(|hit| &hit.snippets);
        let highlights = snippets.flat_map(|one| one.highlights.iter().map(|range| range.of(&one.text)));
        assert_eq!(highlights.collect::<Vec<_>>(), marked, "{query}");
    };
    check("arrêtées", &["both"], &["arrêté"]);
    check("député", &["both"], &["députés"]);
    check("libération", &["both"], &["libérés"]);
    check("provincial", &["both"], &["provinciales"]);
    check("penahanan", &["indonesian"], &["menahan"]);
    check("kebebasan", &["indonesian"], &["membebaskan"]);
    check("diperintah", &["indonesian"], &["pemerintah"]);
    check("reporter", &["english"], &["reporters"]);
    check("arrested", &["english"], &["arrests"]);
    // Each by its own form; and by English rules this would be the French word.
    check("finances", &["both"], &["finance"]);
    check("financing", &[], &[]);
    check("mereka", &["indonesian"], &["mereka"]);
    check("អ្នកកាសែត", &["khmer"], &["អ្នកកាសែត"]);
}
