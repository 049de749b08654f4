//! What the keys of words and names promise to the layers that match on them.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use saksi::text::normalise::{fold, folded, key, name_key};
use saksi::text::token::tokens;
use saksi::text::{TextRange, khmer};

/// Letters, marks and separators of several scripts, mixed as no person would.
fn mixed() -> impl Strategy<Value = String> {
    let alphabet: Vec<char> = "aÉßœđİＳ．’-. ,1២\u{301}\u{200b}\u{a0}កខាិី្មរដេុ់។ៗไท日😀".chars().collect();
    proptest::collection::vec(proptest::sample::select(alphabet), 0..24)
        .prop_map(|chars| chars.into_iter().collect())
}

fn check_same(names: &[&str]) {
    for name in names {
        assert_eq!(name_key(name), name_key(names[0]), "{name}");
    }
}

#[test]
fn one_name_has_one_key() {
    check_same(&["Hun Sen", "HUN SEN", "Hun-Sen", "Hunsen", "Hun\u{a0}Sen", "hun\u{2011}sen"]);
    check_same(&["Élise Đặng", "Elise Dang", "E\u{301}lise Đặng"]);
    check_same(&["ហ៊ុន-សែន", "ហ៊ុន សែន", "ហ៊ុនសែន", "ហុ៊ន\u{200b}សែន"]);
    check_same(&["គ.ជ.ប", "គជប", "គ.ជ.ប."]);
    assert_ne!(name_key("Hun Sen"), name_key("Hun Manet"));
    assert_eq!(name_key(""), "");
    assert_eq!(name_key("😀"), "😀");
}

#[test]
fn a_match_on_the_folded_text_points_at_the_words_as_they_stand() {
    let text = "Le député\u{a0}— លោក សុ\u{200b}ខា និង Œuvre 😀";
    let check = |needle: &str, expect: &str| {
        let folded = folded(text);
        let at = folded.text().find(&fold(needle)).unwrap();
        let origin = folded.origin(TextRange::new(at, at + fold(needle).len()));
        assert_eq!(origin.of(text), expect);
    };
    check("depute", "député");
    check("DÉPUTÉ", "député");
    check("សុខា", "សុ\u{200b}ខា");
    check("oeuvre", "Œuvre");
    check("😀", "😀");
}

proptest! {
    #[test]
    fn keys_of_keys_are_themselves(text in mixed()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded.clone(), "{:?}", text);
        let name = name_key(&text);
        prop_assert_eq!(name_key(&name), name.clone(), "{:?}", text);
    }

    #[test]
    fn every_part_of_a_folded_text_has_its_origin(text in mixed()) {
        let mapped = folded(&text);
        let mut last = 0;
        for (at, c) in mapped.text().char_indices() {
            let origin = mapped.origin(TextRange::new(at, at + c.len_utf8()));
            prop_assert!(!origin.is_empty() && text.get(origin.as_usize()).is_some(), "{:?} {:?}", text, origin);
            prop_assert!(origin.end >= last, "{:?}", text);
            last = origin.end;
        }
    }

    #[test]
    fn clusters_are_keyed_alike_alone_and_in_their_text(text in "[ក-ឳា-់្]{0,12}") {
        let keys: String = tokens(&text).into_iter().map(|token| key(&text, token)).collect();
        // Of the two shapes of one vowel a key has the first.
        prop_assert_eq!(keys, khmer::normalise(&text).replace('ឲ', "ឱ"), "{:?}", text);
    }
}
