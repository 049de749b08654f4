//! The bindings, in a real browser: files to an archive, the archive queried whole and by ranges, errors as JavaScript
//! sees them, positions in UTF-16. `tools/wasm-test` runs it.
#![cfg(all(target_arch = "wasm32", feature = "full"))]

use js_sys::{Array, Reflect, Uint8Array};
use saksi::wasm::{ArchiveHandle, File, PassageBuilder, annotate, combine};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const LETTER: &str = "Letter from the river 😀\n\nPublished: 4 September 2017\n\n\
    Café owners met Kem Sokha in Phnom Penh on 2 September 2017. He was arrested on 3 September 2017.\n\n\
    លោក កឹម សុខា ត្រូវបានចាប់ខ្លួននៅថ្ងៃទី៣ ខែកញ្ញា ឆ្នាំ២០១៧។\n";

fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| {
        Reflect::get(&value, &key.into()).unwrap_or_else(|_| panic!("no {key} in {path}"))
    })
}

fn string(value: &JsValue, path: &str) -> String {
    get(value, path).as_string().unwrap_or_else(|| panic!("{path} is no string"))
}

fn number(value: &JsValue, path: &str) -> f64 {
    get(value, path).as_f64().unwrap_or_else(|| panic!("{path} is no number"))
}

fn archive() -> Vec<u8> {
    let analysis = annotate(LETTER.as_bytes(), "letter.txt", JsValue::UNDEFINED).expect("annotated");
    assert_eq!(get(&analysis, "documents").unchecked_ref::<Array>().length(), 1);
    let segment: Uint8Array = get(&analysis, "segment").dyn_into().expect("bytes");
    let combined = combine(vec![segment], None, None).expect("combined");
    get(&combined, "archive").dyn_into::<Uint8Array>().expect("bytes").to_vec()
}

/// A request with this query.
fn query(text: &str) -> JsValue {
    let request = js_sys::Object::new();
    Reflect::set(&request, &"query".into(), &text.into()).expect("set");
    request.into()
}

/// Bytes as JavaScript holds them.
fn file(bytes: &[u8]) -> File {
    Uint8Array::from(bytes).unchecked_into()
}

/// The part of a JavaScript string between two UTF-16 positions.
fn slice(text: &str, mark: &JsValue) -> String {
    js_sys::JsString::from(text).slice(number(mark, "start") as u32, number(mark, "end") as u32).into()
}

#[wasm_bindgen_test]
fn text_crosses_as_it_is() {
    let line = "Quotes \"so\" and \\ and 😀 and \u{7f} and \u{2028} and ខ្មែរ.";
    let text = ["A title\n\n", line, "\tTab.\n"].concat();
    let analysis = annotate(text.as_bytes(), "a \"quoted\" name.txt", JsValue::UNDEFINED).expect("annotated");
    let segment: Uint8Array = get(&analysis, "segment").dyn_into().expect("bytes");
    let archive = get(&combine(vec![segment], None, None).expect("combined"), "archive");
    let mut handle = ArchiveHandle::from_bytes(archive.unchecked_into::<File>()).expect("opened");
    let hit = get(&handle.search(query("quotes")).expect("searched"), "ready.hits.0");
    let document = get(&handle.document(&string(&hit, "id")).expect("read"), "ready");
    assert!(string(&document, "text").contains(line));
    assert_eq!(string(&document, "source"), "a \"quoted\" name.txt");
    // What has no value is no field, and a score is a number that keeps its digits.
    assert!(
        get(&hit, "published").is_undefined() && !Reflect::has(&hit, &"copyOf".into()).expect("an object")
    );
    let request = query("quotes");
    Reflect::set(&request, &"explain".into(), &JsValue::TRUE).expect("set");
    let hit = get(&handle.search(request).expect("searched"), "ready.hits.0");
    let parts: f64 =
        get(&hit, "explanation").unchecked_ref::<Array>().iter().map(|one| number(&one, "score")).sum();
    assert!(parts > 0.0 && (parts - number(&hit, "score")).abs() < 1e-6);
}

#[wasm_bindgen_test]
fn a_file_becomes_an_archive_that_answers() {
    let mut handle = ArchiveHandle::from_bytes(file(&archive())).expect("opened");
    for (text, expected) in [("Kem Sokha", "Sokha"), ("cafe", "Café"), ("កឹម សុខា", "សុខា")]
    {
        let answer = get(&handle.search(query(text)).expect("searched"), "ready");
        assert_eq!(number(&answer, "total") as u32, 1, "{text}");
        let snippet = get(&answer, "hits.0.snippets.0");
        let words = string(&snippet, "text");
        let marks: Vec<String> =
            get(&snippet, "highlights").unchecked_ref::<Array>().iter().map(|m| slice(&words, &m)).collect();
        assert!(marks.iter().any(|mark| mark.contains(expected)), "{text}: {marks:?}");
    }
    let nothing = get(&handle.search(query("\"Sokha Kem\"")).expect("searched"), "ready");
    assert_eq!(number(&nothing, "total") as u32, 0);
}

#[wasm_bindgen_test]
fn positions_are_utf16() {
    let mut handle = ArchiveHandle::from_bytes(file(&archive())).expect("opened");
    let answer = get(&handle.search(query("Sokha")).expect("searched"), "ready");
    let document = get(&handle.document(&string(&answer, "hits.0.id")).expect("read"), "ready");
    let text = string(&document, "text");
    assert_eq!(text, LETTER);
    let snippet = get(&answer, "hits.0.snippets.0");
    assert_eq!(slice(&text, &snippet), string(&snippet, "text"), "a snippet is found in its document");
    let marks = |name: &str| -> Vec<String> {
        get(&document, name).unchecked_ref::<Array>().iter().map(|mark| slice(&text, &mark)).collect()
    };
    assert!(marks("mentions").contains(&"Kem Sokha".to_owned()), "{:?}", marks("mentions"));
    assert!(marks("timexes").contains(&"3 September 2017".to_owned()), "{:?}", marks("timexes"));
    assert_eq!(string(&document, "published.when.value"), "2017-09-04");
}

#[wasm_bindgen_test]
fn a_timeline_event_has_its_quotes() {
    let mut handle = ArchiveHandle::from_bytes(file(&archive())).expect("opened");
    let events = get(&handle.timeline().expect("read"), "ready");
    let arrest = events
        .unchecked_ref::<Array>()
        .iter()
        .find(|event| string(event, "type") == "arrest")
        .expect("an arrest on the timeline");
    assert_eq!(string(&arrest, "when.value"), "2017-09-03");
    let quotes = get(&handle.quotes(&string(&arrest, "id")).expect("read"), "ready");
    let quotes: Vec<String> = quotes.unchecked_ref::<Array>().iter().map(|q| string(&q, "text")).collect();
    assert!(quotes.iter().any(|quote| quote.contains("arrested")), "{quotes:?}");
}

#[wasm_bindgen_test]
fn ranges_are_asked_for_until_the_answer_is_there() {
    let bytes = archive();
    let mut whole = ArchiveHandle::from_bytes(file(&bytes)).expect("opened");
    let expected = get(&whole.search(query("Sokha")).expect("searched"), "ready");
    let mut handle = ArchiveHandle::remote(bytes.len() as f64);
    for _round in 0..8 {
        let step = handle.search(query("Sokha")).expect("searched");
        let ready = get(&step, "ready");
        if !ready.is_undefined() {
            assert_eq!(number(&ready, "total"), number(&expected, "total"));
            assert_eq!(string(&ready, "hits.0.id"), string(&expected, "hits.0.id"));
            return;
        }
        for range in get(&step, "missing").unchecked_ref::<Array>().iter() {
            let (start, end) = (number(&range, "0") as usize, number(&range, "1") as usize);
            handle.supply(start as f64, bytes[start..end.min(bytes.len())].to_vec());
        }
    }
    panic!("still not answered after eight rounds");
}

#[wasm_bindgen_test]
fn errors_say_what_and_where() {
    let error = annotate(b"", "empty.txt", JsValue::UNDEFINED).expect_err("an empty file");
    assert_eq!(string(&error, "code"), "empty");
    assert_eq!(string(&error, "source"), "empty.txt");
    let error = annotate(b"\x89PNG\r\n\x1a\n\0\0\0", "a.txt", JsValue::UNDEFINED).expect_err("an image");
    assert_eq!(string(&error, "code"), "not-text");
    let error = ArchiveHandle::from_bytes(file(b"not an archive at all")).err().expect("no archive");
    assert_eq!(string(&error, "code"), "archive");
    let mut handle = ArchiveHandle::from_bytes(file(&archive())).expect("opened");
    let error = handle.document("no-such-document").expect_err("no document");
    assert_eq!(string(&error, "code"), "not-found");
}

#[wasm_bindgen_test]
fn a_file_that_was_handed_over_is_asked_for() {
    // More than is read to open it.
    let mut builder = PassageBuilder::new();
    for n in 0..3000 {
        builder.add(n.to_string(), String::new(), format!("Letter {n} by {} of Sokha", n * 7919));
    }
    let bytes: Uint8Array = builder.finish().expect("built").as_slice().into();
    let mut handle = ArchiveHandle::from_bytes(bytes.clone().unchecked_into()).expect("opened");
    let transfer = js_sys::Object::new();
    Reflect::set(&transfer, &"transfer".into(), &Array::of1(&bytes.buffer())).expect("set");
    let clone: js_sys::Function = get(&js_sys::global(), "structuredClone").unchecked_into();
    clone.call2(&JsValue::UNDEFINED, &bytes.buffer(), &transfer).expect("handed over");
    let step = handle.search(query("Sokha")).expect("searched");
    assert!(get(&step, "ready").is_undefined() && get(&step, "missing.0.0").as_f64().is_some());
}
