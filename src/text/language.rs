//! Language by script and by frequent words.

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

/// The language in which most of `text` is written.
pub fn detect(text: &str) -> Language {
    let khmer = text.chars().filter(|c| ('\u{1780}'..='\u{17ff}').contains(c)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    if khmer * 2 > latin && khmer > 0 {
        Language::Khmer
    } else if latin > 0 {
        Language::English
    } else {
        Language::Unknown
    }
}
