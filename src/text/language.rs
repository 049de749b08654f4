//! Language by script and by frequent words.
//!
//! The script decides between Khmer, Thai and the Latin ones; among these the words that hold sentences together do.
//! A text without such words, a list of names for instance, is [`Language::Unknown`]. What is left out: telling apart
//! languages that the rest of the crate knows nothing about.

/// A language that Saksi knows something about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Not known, or none of the others.
    #[default]
    Unknown,
    /// English.
    English,
    /// Khmer.
    Khmer,
    /// French.
    French,
    /// Thai.
    Thai,
    /// Vietnamese.
    Vietnamese,
    /// Indonesian.
    Indonesian,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 7] = [
        Self::Unknown,
        Self::English,
        Self::Khmer,
        Self::French,
        Self::Thai,
        Self::Vietnamese,
        Self::Indonesian,
    ];

    /// The BCP 47 tag: `und` where the language is not known.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Unknown => "und",
            Self::English => "en",
            Self::Khmer => "km",
            Self::French => "fr",
            Self::Thai => "th",
            Self::Vietnamese => "vi",
            Self::Indonesian => "id",
        }
    }

    /// The language with that [`tag`](Self::tag).
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// How many words are looked at: enough to be sure, few enough to cost nothing.
const WORDS: usize = 2000;

/// Frequent words, folded, that seldom or never belong to another of these languages.
const FREQUENT: [(Language, &str); 4] = [
    (
        Language::English,
        " the and of to in is was that for with on by from at are have has been his her were will not which who they \
          this be it as an or their had about after said ",
    ),
    (
        Language::French,
        " le la les des du de et un une est dans pour que qui sur par au aux avec ne pas plus ses son sont ce cette \
          ont il elle nous vous leur mais ou ",
    ),
    (
        Language::Indonesian,
        " yang dan di dengan untuk dari pada dalam ini itu tidak ke akan oleh adalah telah karena sebagai kepada juga \
          bahwa mereka bisa para atau tahun sudah saat ",
    ),
    (
        Language::Vietnamese,
        " cua va la cac duoc trong cho nhung mot khong nguoi voi nay co da den ve tai nuoc theo cung viec bi nhu tu khi \
          chinh quyen su ",
    ),
];

/// The language in which most of `text` is written.
pub fn detect(text: &str) -> Language {
    let (mut khmer, mut thai, mut latin, mut other) = (0_u32, 0_u32, 0_u32, 0_u32);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c {
            '\u{1780}'..='\u{17ff}' => khmer += 1,
            '\u{e01}'..='\u{e7f}' => thai += 1,
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
            _ => other += 1,
        }
    }
    let most = khmer.max(thai).max(latin).max(other);
    match most {
        0 => Language::Unknown,
        _ if most == khmer => Language::Khmer,
        _ if most == thai => Language::Thai,
        _ if most == latin => latin_language(text),
        _ => Language::Unknown,
    }
}

fn latin_language(text: &str) -> Language {
    let mut hits = [0_u32; FREQUENT.len()];
    let mut words = 0_u32;
    for word in text.split(|c: char| !c.is_alphabetic() && !('\u{300}'..='\u{36f}').contains(&c)) {
        if word.is_empty() {
            continue;
        }
        words += 1;
        if words as usize > WORDS {
            break;
        }
        let folded = format!(" {} ", super::normalise::fold(word));
        // A Vietnamese word without its tone marks may be a word of another language, and the other way round.
        let accented = word.chars().any(is_vietnamese);
        for (count, (language, frequent)) in hits.iter_mut().zip(FREQUENT) {
            let possible = if language == Language::Vietnamese { !word.is_ascii() } else { !accented };
            *count += u32::from(possible && frequent.contains(&folded));
        }
        hits[FREQUENT.len() - 1] += u32::from(accented);
    }
    let mut best = (0, Language::Unknown);
    for (count, (language, _)) in hits.into_iter().zip(FREQUENT) {
        if count > best.0 {
            best = (count, language);
        }
    }
    // One word in 16: function words are a third of running text, and none of a list of names.
    if best.0 * 16 >= words { best.1 } else { Language::Unknown }
}

/// Letters that Vietnamese alone among these languages has.
fn is_vietnamese(c: char) -> bool {
    matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        let check = |text: &str, expect: Language| assert_eq!(detect(text), expect, "{text}");
        check("The court in the capital sentenced her to two years.", Language::English);
        check("Les députés de l’opposition ont été arrêtés dans la capitale.", Language::French);
        check("Pemerintah tidak akan membahas hal itu dengan para wartawan.", Language::Indonesian);
        check("Chính quyền đã bắt giữ những người biểu tình trong tuần này.", Language::Vietnamese);
        check("តុលាការបានកាត់ទោសគាត់។", Language::Khmer);
        check("តុលាការបានកាត់ទោស Sophea នៅថ្ងៃនេះ។", Language::Khmer);
        check("ศาลตัดสินจำคุกสองปี", Language::Thai);
        check("Суд приговорил её", Language::Unknown);
        check("Kem Dara, Chan Sophal, Réseau 😀", Language::Unknown);
        check("\u{a0} 2017 – 😀", Language::Unknown);
        check("", Language::Unknown);
    }

    #[test]
    fn tags_round_trip() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }
}
