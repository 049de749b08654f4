//! The trained tagger: its file, hostile bytes, names in texts of many shapes.
#![cfg(feature = "full")]

use proptest::prelude::*;
use saksi::entity::model::asset::Parts;
use saksi::entity::model::{Span, Tagger};
use saksi::text::TextRange;
use saksi::text::sentence::sentences;

const FILE: &[u8] = include_bytes!("../models/entity-tagger.bin");

fn tagger() -> Tagger {
    Tagger::load(FILE).expect("the tagger's own file opens")
}

fn shown(text: &str, spans: &[Span]) -> String {
    let names: Vec<String> =
        spans.iter().map(|span| format!("{} {}", span.range.of(text), span.entity_type.code())).collect();
    names.join("; ")
}

#[test]
fn the_file_is_written_as_it_is_read() {
    let parts = Parts::from_bytes(FILE).expect("the tagger's own file opens");
    assert_eq!(parts.to_bytes(), FILE);
    // Its fingerprint stands beside it.
    Tagger::load_own(FILE).expect("models/entity-tagger.sha256 is that of the file");
    let mut other = parts;
    other.moves[0] ^= 1;
    assert!(Tagger::load(&other.to_bytes()).is_ok() && Tagger::load_own(&other.to_bytes()).is_err());
}

#[test]
fn names_of_persons_in_both_orders_are_found() {
    let tagger = tagger();
    for (text, expect) in [
        ("", ""),
        ("é កម្ពុជា 😀\u{a0}", ""),
        ("Police arrested Chhorn Sokunthea in Battambang on Friday.", "Chhorn Sokunthea PER; Battambang LOC"),
        ("The lawyer Sophal Heng fled to Canada, his wife said.", "Sophal Heng PER; Canada LOC"),
    ] {
        assert_eq!(shown(text, &tagger.spans(text, &sentences(text))), expect, "{text}");
    }
}

#[test]
fn a_damaged_file_is_refused() {
    for at in (0..FILE.len()).step_by(FILE.len() / 40) {
        assert!(Tagger::load(&FILE[..at]).is_err(), "cut at {at}");
        let mut bytes = FILE.to_vec();
        bytes[at] ^= 0x55;
        assert!(Tagger::load(&bytes).is_err(), "changed at {at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_give_a_tagger_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Tagger::load(&bytes);
        let mut file = b"SAKSITAG\x01\0\0\0".to_vec();
        file.extend(&bytes);
        let _ = Tagger::load(&file);
    }

    #[test]
    fn any_text_gives_names_in_order_within_it(text in "[A-Z]?[a-zA-Zé’' .,()\n-]{0,80}(កម្ពុជា|😀| )?[A-Za-z ]{0,30}") {
        let range = TextRange::new(0, text.len());
        let mut end = 0;
        for span in tagger().spans(&text, &[range]) {
            prop_assert!(span.range.start >= end && !span.range.of(&text).is_empty());
            end = span.range.end;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_document_hangs_on_those_before_it(
        texts in prop::collection::vec(
            "((The|the|Mr|Sokunthea|Chhorn|CHHORN|of|said|@|in|Phnom|Penh|é|ក|😀|U.S.|Roe's|,|\\.|-) ){0,16}",
            2..4,
        )
    ) {
        let one = tagger();
        for text in texts.iter().chain(&texts) {
            let ranges = sentences(text);
            prop_assert_eq!(one.spans(text, &ranges), tagger().spans(text, &ranges));
        }
    }
}
