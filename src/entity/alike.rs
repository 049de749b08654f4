//! Entities of an archive whose names are so alike that a person should say whether they are one: typed variants,
//! slips of the keyboard, acronyms that nothing explains.
//!
//! Input is the entities as resolved and decided, output [`Suggestion`]s, surest rule first. Nothing is merged: taking
//! one up is a decision to merge, turning it down one to keep the two apart ([`super::decisions`]), after which
//! [`open`] leaves it out.
//!
//! | rule | alike are | for persons |
//! |---|---|---|
//! | same letters | names with their spaces elsewhere; no small words of one (`Ministry of the Interior`) | spaces |
//! | slip | a letter doubled, two neighbours exchanged | the same |
//! | ending | a word with another ending (`Cambodian National …`, `Elections`) | no |
//! | letters | a letter put in, left out or replaced in a word of five; in long names, two | within a word of six, not at its ends |
//! | part | no | a middle name left out, the beginning left out of three words and more |
//! | acronym | a slip of an acronym whose letters no name of the archive explains | no |
//! | initials | an acronym, with the one name that it can stand for | no |
//! | spelling | Khmer names with one [`weak_key`] | the same, and in Latin letters one word of a name as another romanisation has it: `Rainsy`, `Rangsy`; `Chhay`, `Chhai`; `Savuth`, `Sawuth` |
//!
//! A wrong suggestion costs trust, so: one type; never two that the pack, or the lists, have as two; no numbers that
//! differ; no two words that are both known names, or both ordinary words, unless by their endings (`Information` is no
//! slip for `Formation`). Persons, and whatever is no better than *letters*, must share a document or a third entity,
//! and of *letters* one must be named three times as often as the other. Two persons who differ in a letter and stand
//! together in several documents are brothers; two spellings of a sound never stand in one.
//!
//! Names are compared where they share what is left after taking out one letter (Bocek, Hunt and Hauck, "Fast Similarity
//! Search in Large Dictionaries", 2007), or a word, so that an archive of many names takes little longer than its size.

use super::acronym::{SMALL, initials};
use super::decisions::{Action, apart};
use super::lists::{Kind, Lists};
use super::pack::Pack;
use super::table::{joined, word_number};
use super::word::spaced_key;
use super::{Entity, EntityType};
use crate::order;
use crate::text::khmer::{is_khmer, weak_key};

/// In what two names are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlikeRule {
    /// The same letters, with spaces or small words elsewhere.
    SameLetters,
    /// A letter doubled, or two neighbours exchanged.
    Slip,
    /// A word with another ending.
    Ending,
    /// Spellings of one sound, in Khmer or Latin letters.
    Spelling,
    /// A slip of an acronym that stands for nothing itself.
    Acronym,
    /// An acronym and the one name with these initials.
    Initials,
    /// A person's name without its middle or its beginning.
    Part,
    /// A letter more, less or another; in long names two.
    Letters,
}

impl AlikeRule {
    /// The word for it in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::SameLetters => "same-letters",
            Self::Slip => "slip",
            Self::Ending => "ending",
            Self::Spelling => "spelling",
            Self::Acronym => "acronym",
            Self::Initials => "initials",
            Self::Part => "part",
            Self::Letters => "letters",
        }
    }
}

/// Two entities that may be one, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The one that is named more often, an index into the entities; a merge keeps it.
    pub entity: u32,
    /// The other.
    pub other: u32,
    /// The name of each that is alike, as written.
    pub names: (String, String),
    /// In what they are alike.
    pub rule: AlikeRule,
    /// The number of documents that name both.
    pub documents: u32,
    /// Entities that documents of both name besides, the rarest first, at most [`SHARED`].
    pub shared: Vec<u32>,
}

/// How many entities named beside both are evidence enough.
pub const SHARED: usize = 3;

/// How many names with one word in common are compared with one another.
const MOST_LIKE: usize = 40;

/// In how many letters, counted without spaces, a name may hide one that is wrong.
const LONG: usize = 16;

/// Two entities, the one that is named more often first.
type Pair = (u32, u32);
/// In what which of their names are alike.
type Likeness = (AlikeRule, usize, usize);

/// One name of an entity.
struct Form<'e> {
    entity: u32,
    text: &'e str,
    key: String,
}

/// The suggestions for the entities of an archive. Where a pack is in use, its entries are never one.
pub fn suggestions(entities: &[Entity], pack: Option<&Pack>) -> Vec<Suggestion> {
    let forms = forms(entities);
    let context = Context::new(entities);
    let mut found: Vec<(Pair, Likeness)> = Vec::new();
    let mut keep = |one: usize, other: usize, rule: AlikeRule| {
        // Entities come most mentions first, so the lesser number is the one that stays.
        let (one, other) = if forms[one].entity < forms[other].entity { (one, other) } else { (other, one) };
        found.push(((forms[one].entity, forms[other].entity), (rule, one, other)));
    };
    for (_, block) in order::group(blocks(&forms, entities)) {
        for (at, &one) in block.iter().enumerate() {
            for &other in &block[at + 1..] {
                if let Some(rule) = alike(&forms[one as usize], &forms[other as usize], entities) {
                    keep(one as usize, other as usize, rule);
                }
            }
        }
    }
    for (one, other, rule) in acronyms(&forms, entities, &context) {
        keep(one, other, rule);
    }
    // Of a pair the surest.
    order::sort(&mut found);
    found.dedup_by_key(|pair| pair.0);
    let mut suggestions: Vec<Suggestion> = found
        .into_iter()
        .filter_map(|((entity, other), (rule, one, two))| {
            let (a, b) = (&entities[entity as usize], &entities[other as usize]);
            if known(a, pack) && known(b, pack) {
                return None;
            }
            let names = (forms[one].text.to_owned(), forms[two].text.to_owned());
            let documents = a.documents.iter().filter(|&at| b.documents.binary_search(at).is_ok()).count();
            let shared = context.shared(entity, other);
            let near = documents > 0 || !shared.is_empty();
            let person = a.entity_type == EntityType::Person;
            let rarer = b.mentions.saturating_mul(3) <= a.mentions;
            let sure = match rule {
                AlikeRule::SameLetters => true,
                // In Latin letters the same sound is less of a sign.
                AlikeRule::Spelling => names.0.chars().any(is_khmer) || near && documents == 0,
                AlikeRule::Slip | AlikeRule::Ending => near || !person,
                AlikeRule::Acronym | AlikeRule::Initials | AlikeRule::Part => near,
                AlikeRule::Letters => {
                    let heard = || person && documents == 0 && all_heard(&forms[one].key, &forms[two].key);
                    near && (rarer || heard()) && !(person && documents > 1)
                }
            };
            sure.then_some(Suggestion { entity, other, names, rule, documents: documents as u32, shared })
        })
        .collect();
    // A part of two names is a sign of neither.
    let parts = suggestions.iter().filter(|found| found.rule == AlikeRule::Part);
    let parts: Vec<(u32, u32)> = parts.map(|found| (found.entity, found.other)).collect();
    suggestions.retain(|found| {
        let several = |at: u32| parts.iter().filter(|pair| pair.0 == at || pair.1 == at).count() > 1;
        found.rule != AlikeRule::Part || !(several(found.entity) || several(found.other))
    });
    order::sort_by_key(&mut suggestions, |found| (found.rule, found.entity, found.other));
    suggestions
}

/// Those [`suggestions`] of which nobody decided yet.
pub fn open(entities: &[Entity], actions: &[&Action], pack: Option<&Pack>) -> Vec<Suggestion> {
    let mut found = suggestions(entities, pack);
    found.retain(|one| !apart(actions, &entities[one.entity as usize], &entities[one.other as usize]));
    found
}

/// The names by which an entity may be compared: of a person those of two words and more.
fn forms(entities: &[Entity]) -> Vec<Form<'_>> {
    let mut forms: Vec<Form<'_>> = Vec::new();
    for (entity, number) in entities.iter().zip(0..) {
        let first = forms.len();
        let names = entity.names.iter().map(|name| name.text.as_str());
        for text in names.chain([entity.name.as_str()]) {
            let khmer = text.chars().any(is_khmer);
            let key = if khmer { weak_key(text) } else { spaced_key(text) };
            let whole = entity.entity_type != EntityType::Person || khmer || key.contains(' ');
            if whole && !key.is_empty() && forms[first..].iter().all(|form| form.key != key) {
                forms.push(Form { entity: number, text, key });
            }
        }
    }
    forms
}

/// Whether the pack or the lists have an entity, so that another that they have is another.
fn known(entity: &Entity, pack: Option<&Pack>) -> bool {
    pack.is_some_and(|pack| pack.entry(&entity.id).is_some())
        || std::iter::once(&entity.name).chain(entity.names.iter().map(|name| &name.text)).any(|name| {
            Lists::get()
                .known(&spaced_key(name))
                .is_some_and(|known| known.entity_type == entity.entity_type && !known.capitals)
        })
}

/// What names have in common that are worth comparing, as numbers, with each name that has it.
fn blocks(forms: &[Form<'_>], entities: &[Entity]) -> Vec<(u64, u32)> {
    let mut blocks = Vec::new();
    let mut by_word = Vec::new();
    for (form, number) in forms.iter().zip(0..) {
        let entity_type = entities[form.entity as usize].entity_type;
        let of = |what: &str| joined(entity_type as u64 + 1, word_number(what));
        let mut own = vec![of(&content(&form.key))];
        let letters: Vec<char> = form.key.chars().filter(|&c| c != ' ').collect();
        own.push(of(&letters.iter().collect::<String>()));
        if entity_type == EntityType::Person {
            let words = form.key.split(' ').map(|word| heard(word, false));
            own.push(joined(of(&words.collect::<Vec<_>>().join(" ")), 2));
        }
        // A longer one is no name.
        for left_out in 0..letters.len().min(80) {
            let rest = letters.iter().enumerate().filter(|&(at, _)| at != left_out).map(|(_, c)| c);
            own.push(of(&rest.collect::<String>()));
        }
        blocks.extend(order::set(own).into_iter().map(|block| (block, number)));
        let person = entity_type == EntityType::Person;
        for word in form.key.split(' ').filter(|word| person || (letters.len() >= LONG && word.len() >= 5)) {
            by_word.push((joined(of(word), 1), number));
        }
    }
    for (block, mut names) in order::group(by_word) {
        names.truncate(MOST_LIKE);
        blocks.extend(names.into_iter().map(|name| (block, name)));
    }
    blocks
}

/// A key without small words and spaces.
fn content(key: &str) -> String {
    key.split(' ').filter(|word| !SMALL.contains(word)).collect()
}

/// How one word came to be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edit {
    /// A letter doubled, or two neighbours exchanged.
    Slip,
    /// A letter more, less or another; whether it is the word's last.
    Letter { last: bool },
    /// Two letters that stand together.
    Two,
}

fn edit(one: &[char], other: &[char]) -> Option<Edit> {
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let start = one.iter().zip(other).take_while(same).count();
    let end = one[start..].iter().rev().zip(other[start..].iter().rev()).take_while(same).count();
    match (&one[start..one.len() - end], &other[start..other.len() - end]) {
        ([], [more]) | ([more], []) => {
            let short = if one.len() < other.len() { one } else { other };
            let beside = |at: Option<usize>| at.and_then(|at| short.get(at)) == Some(more);
            let doubled = beside(start.checked_sub(1)) || beside(Some(start));
            // The first letter of a word is seldom mistyped; another makes another word.
            if doubled { Some(Edit::Slip) } else { (start > 0).then_some(Edit::Letter { last: end == 0 }) }
        }
        ([a, b], [c, d]) if a == d && b == c => Some(Edit::Slip),
        _ if start == 0 => None,
        ([_], [_]) => Some(Edit::Letter { last: end == 0 }),
        ([_, _] | [_] | [], [_, _] | [_] | []) => Some(Edit::Two),
        _ => None,
    }
}

/// Whether one word is the other with an ending of number or nationality.
fn ending(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.len() >= 4
        && long.strip_prefix(short).is_some_and(|rest| ["s", "es", "n", "an", "ian"].contains(&rest))
}

/// Whether both words are names, or both ordinary words, that each mean something by themselves.
fn both_known(one: &str, other: &str, person: bool) -> bool {
    let names = Kind::FAMILY.or(Kind::GIVEN);
    let heads = Kind::ORG_HEAD.or(Kind::LOC_HEAD).or(Kind::LAW_HEAD).or(Kind::EVENT_HEAD);
    let kinds = if person { names } else { names.or(heads).or(Kind::COMMON).or(Kind::DEMONYM) };
    let known = |word: &str| Lists::get().kind(word).any(kinds) || Lists::get().known(word).is_some();
    known(one) && known(other)
}

/// In what two names are alike, going by themselves.
fn alike(one: &Form<'_>, other: &Form<'_>, entities: &[Entity]) -> Option<AlikeRule> {
    let entity_type = entities[one.entity as usize].entity_type;
    if one.entity == other.entity || entity_type != entities[other.entity as usize].entity_type {
        return None;
    }
    let person = entity_type == EntityType::Person;
    if [one, other].iter().any(|form| form.key.chars().any(is_khmer)) {
        return (one.key == other.key).then_some(AlikeRule::Spelling);
    }
    let letters = |form: &Form<'_>| form.key.chars().filter(|&c| c != ' ').count();
    let length = letters(one).min(letters(other));
    let bare = |form: &Form<'_>| form.key.replace(' ', "");
    if length >= 6 && (bare(one) == bare(other) || (!person && content(&one.key) == content(&other.key))) {
        return Some(AlikeRule::SameLetters);
    }
    let words: [Vec<&str>; 2] = [one, other].map(|form| form.key.split(' ').collect());
    if words[0].len() != words[1].len() {
        let [short, long] =
            if words[0].len() < words[1].len() { [&words[0], &words[1]] } else { [&words[1], &words[0]] };
        return (person && is_part(short, long)).then_some(AlikeRule::Part);
    }
    let pairs: Vec<(&str, &str)> = words[0]
        .iter()
        .zip(&words[1])
        .filter(|pair| pair.0 != pair.1)
        .map(|pair| (*pair.0, *pair.1))
        .collect();
    if words[0].len() < 2 && length < 8 {
        return None;
    }
    let mut rule = None;
    for &(a, b) in &pairs {
        let Some(found) = word_rule(a, b, person, length) else {
            let sound = same_letters_heard(a, b) && length >= 5 || same_sound(a, b) && length >= 7;
            let sound = sound && person && pairs.len() == 1 && words[0].len() > 1;
            return sound.then_some(AlikeRule::Spelling);
        };
        rule = rule.max(Some(found));
    }
    match pairs.len() {
        1 => rule,
        2 if length >= LONG => Some(AlikeRule::Letters),
        _ => None,
    }
}

/// In what two words are alike that stand at one place of two names, the shorter of so many letters.
fn word_rule(one: &str, other: &str, person: bool, length: usize) -> Option<AlikeRule> {
    if [one, other].iter().any(|word| word.chars().any(char::is_numeric)) {
        return None;
    }
    if !person && length > one.len().max(other.len()) && ending(one, other) {
        return Some(AlikeRule::Ending);
    }
    if both_known(one, other, person) {
        return None;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let least = a.len().min(b.len());
    match edit(&a, &b)? {
        Edit::Slip if length >= 7 => Some(AlikeRule::Slip),
        Edit::Letter { last } if person => {
            (!last && least >= 5 && a.len().max(b.len()) >= 6 && length >= 8).then_some(AlikeRule::Letters)
        }
        Edit::Letter { .. } if least >= 5 && length >= 10 => Some(AlikeRule::Letters),
        Edit::Two if least >= 8 && length >= LONG => Some(AlikeRule::Letters),
        _ => None,
    }
}

/// A word with one letter for what romanisations of Khmer write either way: `Chhay` and `Chhai`, `Ley` and `Lei`, `Vanny`
/// and `Vani`, `Savuth` and `Sawuth`. Whether a consonant is breathed (`ph`, `th`, `kh`, `chh`) tells two names apart as
/// often as not, so that only counts if `breath`.
fn heard(word: &str, breath: bool) -> String {
    let mut found = String::new();
    for c in word.chars() {
        let before = found.chars().next_back();
        let c = match (before, c) {
            (_, 'w') => 'v',
            (_, 'j') => 'c',
            // `ch` is one sound, which is breathed where another `h` follows.
            (Some('c'), 'h') => continue,
            (Some('k' | 'p' | 't'), 'h') if !breath => continue,
            (_, c) => c,
        };
        if before != Some(c) {
            found.push(c);
        }
    }
    if breath && word.contains("chh") {
        found.push('+');
    }
    for (ending, sound) in [("ai", "ay"), ("ei", "ay"), ("ey", "ay"), ("i", "y")] {
        if found.len() > ending.len()
            && let Some(stem) = found.strip_suffix(ending)
        {
            return [stem, sound].concat();
        }
    }
    found
}

/// Whether two words are one but for how it is romanised. Of two known names a breath makes two.
fn same_letters_heard(one: &str, other: &str) -> bool {
    let known = |word: &str| Lists::get().kind(word).any(Kind::FAMILY.or(Kind::GIVEN));
    let breath = known(one) && known(other);
    let numeric = |word: &str| word.chars().any(char::is_numeric);
    one.len().min(other.len()) > 1
        && !numeric(one)
        && !numeric(other)
        && heard(one, breath) == heard(other, breath)
}

/// Whether two names are one but for how their words are romanised.
fn all_heard(one: &str, other: &str) -> bool {
    let words = one.split(' ').zip(other.split(' '));
    let mut same = words.map(|(one, other)| one == other || same_letters_heard(one, other));
    one.matches(' ').count() == other.matches(' ').count() && same.all(|same| same)
}

/// Whether two words may be one in the Latin letters of a Khmer, Thai or Burmese name: they differ in up to two letters
/// that stand together, not in the first or last sound, and their consonants are the same but for what romanisations
/// write either way (`Rainsy`, `Rangsy`; `Bunrong`, `Bunroeung`). Short words differ in a vowel more alone: `Hor`, `Huor`.
fn same_sound(one: &str, other: &str) -> bool {
    // `Sokha`, `Sokhom`: what a word ends with is heard.
    fn consonants(word: &str) -> Vec<char> {
        let mut found: Vec<char> = Vec::new();
        for c in word.chars() {
            let sound = match c {
                'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' => continue,
                'g' if found.last() == Some(&'n') => continue,
                'w' => 'v',
                'j' => 'c',
                c => c,
            };
            if found.last() != Some(&sound) {
                found.push(sound);
            }
        }
        found
    }
    let end = |word: &str| word.chars().next_back().map(|c| if c == 'i' { 'y' } else { c });
    let letters = |word: &str| word.chars().collect::<Vec<_>>();
    let (a, b) = (letters(one), letters(other));
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    // `Sim` is none of `Sam`.
    let more_alone = || {
        let mut rest = long.iter();
        short.iter().all(|c| rest.any(|other| other == c))
    };
    a.len().min(b.len()) >= 3
        && (short.len() > 5 || more_alone())
        && edit(&a, &b).is_some()
        && end(one) == end(other)
        && consonants(one) == consonants(other)
        && ![one, other].iter().all(|word| Lists::get().kind(word).any(Kind::GIVEN))
}

/// Whether a person's name is a longer one without its middle or, of three words and more, its beginning.
fn is_part(short: &[&str], long: &[&str]) -> bool {
    let initial = |word: &&&str| word.chars().count() < 2;
    short.len() >= 2
        && !short.iter().any(|word| initial(&word))
        && (long.ends_with(short)
            || (short.len() == 2 && short.first() == long.first() && short.last() == long.last()))
}

/// Acronyms without a name of their own, each with the one entity that it can mean.
fn acronyms(
    forms: &[Form<'_>],
    entities: &[Entity],
    context: &Context<'_>,
) -> Vec<(usize, usize, AlikeRule)> {
    let mut by_initials: Vec<(u64, u32)> = Vec::new();
    let mut of_entity: Vec<Vec<usize>> = vec![Vec::new(); entities.len()];
    for (at, form) in forms.iter().enumerate() {
        of_entity[form.entity as usize].push(at);
        if entities[form.entity as usize].entity_type != EntityType::Person {
            for letters in initials(&form.key) {
                by_initials.push((word_number(&letters), at as u32));
            }
        }
    }
    let by_initials = order::group(by_initials);
    let mut found = Vec::new();
    for (entity, own) in entities.iter().zip(&of_entity) {
        let [at] = own[..] else { continue };
        let form = &forms[at];
        if entity.entity_type == EntityType::Person || !is_acronym(form) || known(entity, None) {
            continue;
        }
        let one_of = |candidates: &mut dyn Iterator<Item = usize>| {
            let mut candidates = candidates.filter(|&other| forms[other].entity != form.entity);
            let first = candidates.next()?;
            candidates.all(|other| forms[other].entity == forms[first].entity).then_some(first)
        };
        let number = word_number(&form.key);
        if let Ok(place) = by_initials.binary_search_by_key(&number, |found| found.0) {
            let long = &by_initials[place].1;
            let typed =
                |&long: &usize| entities[forms[long].entity as usize].entity_type == entity.entity_type;
            if let Some(other) = one_of(&mut long.iter().map(|&at| at as usize).filter(typed)) {
                found.push((at, other, AlikeRule::Initials));
            }
            continue;
        }
        let slip = |&other: &usize| {
            let other = &forms[other];
            let meant = &entities[other.entity as usize];
            let letters = |form: &Form<'_>| form.key.chars().collect::<Vec<_>>();
            meant.entity_type == entity.entity_type
                && is_acronym(other)
                && meant.name.contains(' ')
                && meant.mentions >= entity.mentions.saturating_mul(2)
                && entity.documents.iter().all(|at| meant.documents.binary_search(at).is_ok())
                && (letters(other).len() == letters(form).len() || letters(form).len() > 4)
                && matches!(edit(&letters(form), &letters(other)), Some(Edit::Slip | Edit::Letter { .. }))
        };
        let Some(&document) = entity.documents.first() else { continue };
        let beside = context.named_in(document).iter().flat_map(|&other| &of_entity[other as usize]);
        if let Some(other) = one_of(&mut beside.copied().filter(slip)) {
            found.push((at, other, AlikeRule::Acronym));
        }
    }
    found
}

fn is_acronym(form: &Form<'_>) -> bool {
    (3..=8).contains(&form.key.len())
        && !form.key.contains(' ')
        && form.text.chars().all(|c| c.is_uppercase() || c == '.')
}

/// Who is named in which document.
struct Context<'e> {
    entities: &'e [Entity],
    /// The entities of each document.
    named: Vec<Vec<u32>>,
}

impl<'e> Context<'e> {
    fn new(entities: &'e [Entity]) -> Self {
        let pairs = entities
            .iter()
            .zip(0..)
            .flat_map(|(entity, number)| entity.documents.iter().map(move |&document| (document, number)));
        let mut named: Vec<Vec<u32>> = Vec::new();
        for (document, entities) in order::group(pairs.collect()) {
            named.resize(document as usize, Vec::new());
            named.push(entities);
        }
        Self { entities, named }
    }

    fn named_in(&self, document: u32) -> &[u32] {
        self.named.get(document as usize).map_or(&[], Vec::as_slice)
    }

    /// Entities that documents of both name. What most documents of a larger archive name is no evidence.
    fn shared(&self, one: u32, other: u32) -> Vec<u32> {
        let documents = |at: u32| &self.entities[at as usize].documents;
        let most = (self.named.len() / 2).max(4);
        let beside = documents(other).iter().flat_map(|&document| self.named_in(document).iter().copied());
        let mut shared: Vec<u32> = order::set(beside)
            .into_iter()
            .filter(|&at| at != one && at != other && documents(at).len() <= most)
            .filter(|&at| documents(at).iter().any(|document| documents(one).binary_search(document).is_ok()))
            .collect();
        order::sort_by_key(&mut shared, |&at| (documents(at).len(), at));
        shared.truncate(SHARED);
        shared
    }
}
