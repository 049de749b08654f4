//! Names in Khmer script, which has neither capitals nor spaces between words.
//!
//! Names of the lists and of the pack are matched on normalised keys (`text::khmer::name_normalised`), from cluster to
//! cluster: spaces, hyphens and dots inside a name do not count. A short match must besides stand between words that
//! can be told: `នួន ជា` also lies inside `ចំនួនជា`. Unknown people are found after a title when their name opens with a
//! known family name, has two parts between spaces after a form of address, or stands in Latin letters in brackets
//! behind; unknown parties, ministries and places after their head word. Precision goes before recall: a name that is
//! missed can be added to a pack, a wrong one misleads.

use std::sync::OnceLock;

use super::EntityType;
use super::lists::Lists;
use crate::order;
use crate::text::TextRange;
use crate::text::khmer::{boundary, clusters, is_base, is_khmer, name_key, name_normalised};
use crate::text::script::is_invisible;

/// A Khmer name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KhmerName {
    /// Where it stands.
    pub(super) range: TextRange,
    /// What it names.
    pub(super) entity_type: EntityType,
    /// Its key.
    pub(super) key: String,
    /// The row of the lists that it belongs to.
    pub(super) row: Option<u32>,
    /// The entry of the pack that it belongs to.
    pub(super) entry: Option<u32>,
}

/// Khmer names and what they stand for, to be matched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Forms {
    /// By their keys, in order.
    forms: Vec<(String, u32)>,
    /// The most clusters of one.
    longest: usize,
}

impl Forms {
    /// Those of some names. The first of a name counts.
    pub(super) fn new<'n>(names: impl Iterator<Item = (&'n str, u32)>) -> Self {
        let keys = names.map(|(name, id)| (name_key(name), id));
        let forms =
            order::firsts(keys.filter(|(key, _)| !key.is_empty() && key.chars().all(is_khmer)).collect());
        let forms = forms.into_entries();
        Self { longest: forms.iter().map(|(key, _)| clusters(key).len()).max().unwrap_or_default(), forms }
    }

    /// What a name stands for.
    pub(super) fn get(&self, name: &str) -> Option<u32> {
        self.of_key(&name_key(name))
    }

    /// What the name of a key stands for.
    fn of_key(&self, key: &str) -> Option<u32> {
        self.find(key).ok().map(|at| self.forms[at].1)
    }

    /// The place of a key, or else that of the key after it.
    fn find(&self, key: &str) -> Result<usize, usize> {
        self.forms.binary_search_by(|(form, _)| form.as_str().cmp(key))
    }

    /// The longest name that begins at the cluster `at`: its end (a cluster) and what it stands for.
    fn longest_at(&self, text: &Text, at: usize) -> Option<(usize, u32)> {
        let mut best = None;
        for end in at + 1..=(at + self.longest).min(text.clusters.len()) {
            if end - at > 1 && text.clusters[end - 1].breaks {
                break;
            }
            let key = text.between(at, end);
            let found = self.find(key);
            if let Ok(place) = found {
                best = Some((end, self.forms[place].1));
            }
            let after = found.map_or_else(|after| after, |place| place + 1);
            if !self.forms.get(after).is_some_and(|(form, _)| form.starts_with(key)) {
                break;
            }
        }
        best
    }
}

struct Cluster {
    start: usize,
    end: usize,
    origin: TextRange,
    /// Whether a space, a hyphen or a zero-width space stands before it.
    open: bool,
    /// Whether more than a zero-width space, which marks a word and not a name's end, stands before it.
    parted: bool,
    /// Whether something that is not of a name stands before it: the start, punctuation, another script.
    breaks: bool,
}

struct Text {
    key: String,
    clusters: Vec<Cluster>,
}

impl Text {
    fn new(text: &str, offset: usize) -> Self {
        let mapped = name_normalised(text);
        let mut found: Vec<Cluster> = Vec::new();
        let mut at = 0;
        let key = mapped.text();
        while let Some(start) = key[at..].find(is_khmer_letter).map(|found| at + found) {
            let end = key[start..].find(|c| !is_khmer_letter(c)).map_or(key.len(), |found| start + found);
            for cluster in clusters(&key[start..end]) {
                let range = TextRange::new(start + cluster.start as usize, start + cluster.end as usize);
                let origin = mapped.origin(range);
                let breaks = cluster.start == 0;
                let between = found.last().map_or("", |last| {
                    text.get(last.origin.end as usize..origin.start as usize).unwrap_or("")
                });
                let open = breaks || !between.is_empty();
                let parted =
                    breaks || between.contains(|c| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'));
                found.push(Cluster {
                    start: range.start as usize,
                    end: range.end as usize,
                    origin,
                    open,
                    parted,
                    breaks,
                });
            }
            at = end;
        }
        for cluster in &mut found {
            cluster.origin = TextRange {
                start: cluster.origin.start + offset as u32,
                end: cluster.origin.end + offset as u32,
            };
        }
        Self { key: mapped.into_text(), clusters: found }
    }

    fn between(&self, start: usize, end: usize) -> &str {
        match (self.clusters.get(start), end.checked_sub(1).and_then(|last| self.clusters.get(last))) {
            (Some(first), Some(last)) => self.key.get(first.start..last.end).unwrap_or(""),
            _ => "",
        }
    }

    /// The Khmer from a cluster to the end of its run.
    fn from(&self, at: usize) -> &str {
        self.clusters.get(at).map_or("", |cluster| self.key.get(cluster.start..).unwrap_or(""))
    }

    /// The Khmer before a cluster.
    fn before(&self, at: usize) -> &str {
        self.clusters.get(at).map_or("", |cluster| self.key.get(..cluster.start).unwrap_or(""))
    }

    fn opens(&self, at: usize) -> bool {
        self.clusters.get(at).is_none_or(|cluster| cluster.open)
    }

    fn is_parted(&self, at: usize) -> bool {
        self.clusters.get(at).is_none_or(|cluster| cluster.parted)
    }

    fn breaks(&self, at: usize) -> bool {
        self.clusters.get(at).is_none_or(|cluster| cluster.breaks)
    }

    /// The cluster at which the normalised byte `at` begins.
    fn cluster_at(&self, byte: usize) -> Option<usize> {
        self.clusters.binary_search_by_key(&byte, |cluster| cluster.start).ok()
    }

    fn range(&self, start: usize, end: usize) -> TextRange {
        match (self.clusters.get(start), end.checked_sub(1).and_then(|last| self.clusters.get(last))) {
            (Some(first), Some(last)) => TextRange { start: first.origin.start, end: last.origin.end },
            _ => TextRange::default(),
        }
    }
}

fn is_khmer_letter(c: char) -> bool {
    is_khmer(c) && !('\u{17d4}'..='\u{17da}').contains(&c) && !('\u{17db}'..='\u{17dc}').contains(&c)
}

/// Words that announce names, as [`WORDS`] gives them.
struct Announcers {
    titles: Vec<String>,
    surnames: Vec<String>,
    orgs: Vec<String>,
    places: Vec<String>,
    stops: Vec<String>,
    generic: Vec<String>,
    org_ends: Vec<String>,
    word_places: Vec<String>,
    addresses: Vec<String>,
    forms: Forms,
    /// For each form: the row, whether it is attested.
    sure: Vec<(u32, bool)>,
    /// The head words of organisations, places and laws.
    heads: Vec<(EntityType, String)>,
}

const WORDS: &str = include_str!("../../models/khmer-words.tsv");

/// Words after which a name may begin and at which one ends, written from general knowledge of the language.
const STOPS: &str = "និង ដោយ របស់ ថា ពី ជាមួយ នៃ ដល់ លើ ចំពោះ បាន ដែល នៅ មាន ជា ត្រូវ ក៏ កំពុង នឹង ទៅ មក ឬ ដើម្បី ក្នុង \
     សម្រាប់ តាម ឲ្យ ឱ្យ អោយ ឡើយ ទេ នេះ នោះ ហើយ ប៉ុន្តែ ព្រោះ ពេល តែ ដូច គឺ ជូន ចំនួន រវាង ទាំង គ្រប់ អតីត ចូល ចេញ ចាប់ ថ្លែង \
     ប្រាប់ និយាយ សុំ ស្នើ អំពាវនាវ ព្រមាន ប្រើ ឃុំ សូម មិន បន្ត ទទួល ធ្វើ អាច គួរ កាល នា ក្រោយ មុន បន្ទាប់ ក្រៅ ប្រឆាំង គាំទ្រ \
     ប្រចាំ ដ៏ ប្រជាជន រដ្ឋាភិបាល អាជ្ញាធរ មន្ត្រី ព្រំដែន ប្រជាពលរដ្ឋ ពលរដ្ឋ ជនជាតិ ប្រទេស ខេត្ត ក្រុង រាជធានី ស្រុក ខណ្ឌ ឃុំ សង្កាត់ ភូមិ ប្រធាន អនុប្រធាន មេដឹកនាំ សមាជិក";

/// What makes a head word general: `the opposition party`, `this court`.
const GENERIC: &str = "នយោបាយ ប្រឆាំង ដឹកនាំ កាន់អំណាច សង្គមស៊ីវិល ក្រៅរដ្ឋាភិបាល អន្តរជាតិ ជាតិ ទាំង នេះ នោះ របស់ ខ្លួន មួយ ផ្សេង \
     តូច ធំ នានា វិញ លើក ថ្ងៃ ឆ្នាំ ខែ ចោទ ឃុំ សិទ្ធិមនុស្ស ជាច្រើន រដ្ឋ ខ្មែរ គ្រប់ អ្វី ណា ពាក់ព័ន្ធ ដទៃ ទី សាស្ត្រ ភាគ កំណើត គោលដៅ ដែល នឹង និង បាន ក៏ ជា មាន ត្រូវ";

/// Head words after which an unlisted organisation is believed.
const ORG_HEADS: [&str; 6] = ["គណបក្ស", "ក្រសួង", "សាកលវិទ្យាល័យ", "សមាគម", "សហជីព", "អង្គការ"];
/// Head words after which an unlisted place is believed.
const PLACE_HEADS: [&str; 6] = ["ខេត្ត", "ស្រុក", "ខណ្ឌ", "ឃុំ", "សង្កាត់", "ទីក្រុង"];

/// Words at which an unlisted organisation's name ends for certain.
const ORG_ENDS: &str = "និង បាន ដែល នៅ ត្រូវ ក្នុង";
/// Places whose names are also words, matched only after a head word: កណ្ដាល, the middle.
const WORD_PLACES: [&str; 1] = ["កណ្ដាល"];

/// Titles that a name always follows.
const ADDRESSES: [&str; 6] = ["លោក", "លោកស្រី", "អ្នកស្រី", "កញ្ញា", "ឧកញ៉ា", "ឯកឧត្តម"];

impl Announcers {
    fn get() -> &'static Self {
        static WORDS: OnceLock<Announcers> = OnceLock::new();
        WORDS.get_or_init(Self::read)
    }

    fn read() -> Self {
        let of = |kind: &str| -> Vec<String> {
            let mut found: Vec<String> = WORDS
                .lines()
                .filter_map(|line| line.split_once('\t').filter(|(found, _)| *found == kind))
                .map(|(_, word)| name_key(word))
                .collect();
            longest_first(&mut found);
            found
        };
        let list = |words: &str| -> Vec<String> {
            let mut found: Vec<String> = words.split_whitespace().map(name_key).collect();
            longest_first(&mut found);
            found
        };
        let mut forms = Vec::new();
        let mut sure = Vec::new();
        let mut surnames = of("surname");
        for (row, entry) in Lists::get().rows().iter().enumerate() {
            for &(form, attested) in &entry.khmer {
                // The family names of listed people are family names.
                if let (EntityType::Person, true, Some((family, _))) =
                    (entry.entity_type, attested, form.split_once(' '))
                {
                    surnames.push(name_key(family));
                }
                forms.push((form, sure.len() as u32));
                sure.push((row as u32, attested));
            }
        }
        // ជា is also "is", ស a letter.
        surnames.retain(|name| name != "ជា" && name.chars().count() > 1);
        order::sort(&mut surnames);
        surnames.dedup();
        longest_first(&mut surnames);
        Self {
            titles: of("title"),
            surnames,
            orgs: ORG_HEADS.map(name_key).to_vec(),
            places: PLACE_HEADS.map(name_key).to_vec(),
            stops: list(STOPS),
            generic: list(GENERIC),
            org_ends: list(ORG_ENDS),
            word_places: WORD_PLACES.map(name_key).to_vec(),
            addresses: ADDRESSES.map(name_key).to_vec(),
            forms: Forms::new(forms.into_iter()),
            sure,
            heads: [
                (EntityType::Organisation, "org"),
                (EntityType::Place, "place"),
                (EntityType::Law, "law"),
            ]
            .into_iter()
            .flat_map(|(entity_type, kind)| of(kind).into_iter().map(move |head| (entity_type, head)))
            .collect(),
        }
    }
}

/// What is left of the key of a Khmer name without the head word that it begins with: `លីកាដូ` of `អង្គការលីកាដូ`. A
/// single cluster is no name.
pub fn without_head(key: &str, entity_type: EntityType) -> Option<&str> {
    if !key.starts_with(is_khmer) {
        return None;
    }
    let heads = Announcers::get().heads.iter().filter(|one| one.0 == entity_type);
    let mut rests = heads.filter_map(|(_, head)| key.strip_prefix(head.as_str()));
    rests.find(|rest| rest.starts_with(is_base) && clusters(rest).len() > 1)
}

fn longest_first(words: &mut [String]) {
    order::sort_by(words, |a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
}

/// The row of the lists that has this Khmer name.
pub(super) fn row_of(key: &str) -> Option<u32> {
    let words = Announcers::get();
    words.forms.of_key(key).and_then(|id| words.sure.get(id as usize)).map(|&(row, _)| row)
}

/// The Khmer names in the part of `text` that `range` names, in order, without overlap. `pack` overrides the lists.
pub(super) fn names(text: &str, range: TextRange, pack: Option<&Forms>) -> Vec<KhmerName> {
    let part = range.of(text);
    if part.is_ascii() || !part.chars().any(is_khmer) {
        return Vec::new();
    }
    let words = Announcers::get();
    Reader { source: text, text: Text::new(part, range.start as usize), words, pack }.read()
}

/// The Khmer that stands alone in brackets behind a name in Latin letters, which it writes once more: `Pav Tevy
/// (ប៉ាវ ទេវី)`. Its range, and its key.
pub(super) fn gloss(text: &str, name: TextRange) -> Option<(TextRange, String)> {
    let rest = text.get(name.end as usize..)?;
    let inner = rest.trim_start_matches(' ').strip_prefix('(')?;
    let start = text.len() - inner.len();
    // No further than a name may go: a text may open brackets that it never closes.
    let (close, _) = inner.char_indices().take(8 * LONGEST_GLOSS).find(|&(_, c)| c == ')')?;
    let written = &inner[..close];
    let khmer = written.trim_start_matches("Khmer:").trim();
    let of_name = |c: char| is_khmer_letter(c) || c == ' ' || c == '-' || is_invisible(c);
    if name.of(text).chars().any(is_khmer) || !khmer.chars().all(of_name) {
        return None;
    }
    let key = name_key(khmer);
    let length = clusters(&key).len();
    let first = start + written.find(khmer)?;
    (1 < length && length <= LONGEST_GLOSS).then(|| (TextRange::new(first, first + khmer.len()), key))
}

/// The most clusters of a name that is told by the one beside it.
const LONGEST_GLOSS: usize = 16;

struct Reader<'p> {
    /// The whole text, in which ranges count.
    source: &'p str,
    text: Text,
    words: &'static Announcers,
    pack: Option<&'p Forms>,
}

impl Reader<'_> {
    fn read(&self) -> Vec<KhmerName> {
        let mut found = Vec::new();
        let mut at = 0;
        // Where the last title ended: a name may begin there.
        let mut titled = None;
        while at < self.text.clusters.len() {
            if let Some((end, name)) = self.packed(at).or_else(|| self.listed(at, titled == Some(at))) {
                found.push(name);
                at = end;
                continue;
            }
            let after = titled == Some(at);
            if after && let Some((end, name)) = self.glossed(at).or_else(|| self.person(at)) {
                found.push(name);
                at = end;
                continue;
            }
            if (after || self.starts(at))
                && let Some(end) = self.word_at(at, &self.words.titles)
            {
                titled = Some(end);
                at = end;
                continue;
            }
            if let Some((end, name)) = self.organisation(at).or_else(|| self.place(at)) {
                found.push(name);
                at = end;
                continue;
            }
            at += 1;
        }
        found
    }

    fn name(&self, start: usize, end: usize, entity_type: EntityType) -> KhmerName {
        KhmerName {
            range: self.text.range(start, end),
            entity_type,
            key: self.text.between(start, end).to_owned(),
            row: None,
            entry: None,
        }
    }

    /// The end of the longest of `words` that stands at a cluster.
    fn word_at(&self, at: usize, words: &[String]) -> Option<usize> {
        let rest = self.text.from(at);
        let start = self.text.clusters.get(at)?.start;
        words.iter().filter(|word| rest.starts_with(word.as_str())).find_map(|word| {
            let end = start + word.len();
            if end == self.text.key.len() {
                return Some(self.text.clusters.len());
            }
            self.text.cluster_at(end).or_else(|| {
                // The run ends there: what follows is no Khmer letter.
                let next = self.text.clusters.partition_point(|cluster| cluster.start < end);
                (next > at && self.text.clusters[next - 1].end == end).then_some(next)
            })
        })
    }

    /// Whether a word may begin at a cluster: after a gap, or after a word that can be told.
    fn starts(&self, at: usize) -> bool {
        let before = self.text.before(at);
        self.text.opens(at)
            || [&self.words.stops, &self.words.titles, &self.words.orgs, &self.words.places]
                .into_iter()
                .flatten()
                .any(|word| before.ends_with(word.as_str()))
    }

    /// Whether a word may end before a cluster.
    fn ends(&self, at: usize) -> bool {
        self.text.opens(at)
            || self.word_at(at, &self.words.stops).is_some()
            || self.word_at(at, &self.words.titles).is_some()
    }

    fn packed(&self, at: usize) -> Option<(usize, KhmerName)> {
        let (end, entry) = self.pack?.longest_at(&self.text, at)?;
        let bounded = (self.starts(at) && (self.ends(end) || end - at >= 4)) || end - at >= 6;
        bounded.then(|| (end, KhmerName { entry: Some(entry), ..self.name(at, end, EntityType::Person) }))
    }

    fn listed(&self, at: usize, titled: bool) -> Option<(usize, KhmerName)> {
        let (end, id) = self.words.forms.longest_at(&self.text, at)?;
        let &(row, sure) = self.words.sure.get(id as usize)?;
        let entity_type = Lists::get().rows().get(row as usize)?.entity_type;
        let length = end - at;
        let begins = titled || self.starts(at);
        let bounded = match entity_type {
            EntityType::Person => begins && (self.ends(end) || length >= 4) && (sure || titled),
            // `គណបក្ស…`: an organisation's name opens with its own head word.
            EntityType::Organisation | EntityType::Law | EntityType::Event => {
                (begins && self.ends(end)) || length >= 5 || (begins && length >= 4)
            }
            EntityType::Place
                if self.words.word_places.iter().any(|word| word == self.text.between(at, end)) =>
            {
                self.words.places.iter().any(|head| self.text.before(at).ends_with(head.as_str()))
            }
            EntityType::Place => {
                (begins && (length >= 3 || self.ends(end))) || (length >= 4 && self.ends(end))
            }
        };
        // `ជនចិន`, a Chinese person; but `ប្រជាជនកម្ពុជា`, the people of Cambodia.
        let before = self.text.before(at);
        let nation =
            ["ជនជាតិ", "ភាសា", "ជន"].iter().any(|word| before.ends_with(word)) && !before.ends_with("ប្រជាជន");
        if !bounded || (entity_type == EntityType::Place && nation) {
            return None;
        }
        Some((end, KhmerName { row: Some(row), ..self.name(at, end, entity_type) }))
    }

    /// A person's name right after a title: a known family name and a given name that ends at a gap or a known word.
    fn person(&self, at: usize) -> Option<(usize, KhmerName)> {
        let given = self.word_at(at, &self.words.surnames).or_else(|| self.family(at))?;
        if self.text.breaks(given) || self.word_at(given, &self.words.stops).is_some() {
            return None;
        }
        let end = self.run_end(given, 6, &[&self.words.stops, &self.words.titles])?;
        Some((end, self.name(at, end, EntityType::Person)))
    }

    /// The end of a family name that no list has: a short word between two spaces, right after a form of address.
    fn family(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let before = self.text.before(at);
        let others = [&words.stops, &words.titles, &words.orgs, &words.places, &words.generic];
        (self.text.is_parted(at)
            && words.addresses.iter().any(|word| before.ends_with(word.as_str()))
            && others.into_iter().all(|words| self.word_at(at, words).is_none()))
        .then(|| (at + 1..at + 4).find(|&end| self.text.is_parted(end)))
        .flatten()
    }

    /// A person's name after a title that is written in Latin letters behind it, whatever the family name: `លោក ស្រ៊ុន
    /// រដ្ឋា (Srun Ratha)`.
    fn glossed(&self, at: usize) -> Option<(usize, KhmerName)> {
        let end = (at + 2..=at + LONGEST_GLOSS).find(|&end| self.text.breaks(end))?;
        let name = self.name(at, end, EntityType::Person);
        let rest = self.source.get(name.range.end as usize..)?.trim_start_matches(' ');
        let written = name.range.of(self.source);
        let is_stop = |word: TextRange| self.words.stops.contains(&name_key(word.of(written)));
        let glossed = rest.strip_prefix('(')?.starts_with(char::is_uppercase);
        // A given name may end like such a word: `ឈឹម ស៊ីថា`.
        (glossed && !boundary::words(written).first().copied().is_some_and(is_stop)).then_some((end, name))
    }

    /// Where the run that begins at a cluster ends: the next space or one of `words`, within `most` clusters.
    fn run_end(&self, at: usize, most: usize, words: &[&[String]]) -> Option<usize> {
        (at + 1..=at + most).find(|&end| {
            self.text.clusters.get(end).is_none_or(|cluster| cluster.parted)
                || words.iter().any(|words| self.word_at(end, words).is_some())
        })
    }

    fn organisation(&self, at: usize) -> Option<(usize, KhmerName)> {
        let after = self.word_at(at, &self.words.orgs).filter(|_| self.starts(at))?;
        if self.text.is_parted(after) || self.word_at(after, &self.words.generic).is_some() {
            return None;
        }
        let ends: [&[String]; 1] = [&self.words.org_ends];
        let end = self.run_end(after, 9, &ends).filter(|end| end - after >= 2)?;
        Some((end, self.name(at, end, EntityType::Organisation)))
    }

    fn place(&self, at: usize) -> Option<(usize, KhmerName)> {
        let after = self.word_at(at, &self.words.places).filter(|_| self.starts(at))?;
        if self.text.is_parted(after)
            || self.word_at(after, &self.words.generic).is_some()
            || self.word_at(after, &self.words.stops).is_some()
        {
            return None;
        }
        let ends: [&[String]; 1] = [&self.words.places];
        let end = self.run_end(after, 5, &ends).filter(|end| end - after >= 2)?;
        Some((end, self.name(after, end, EntityType::Place)))
    }
}
