//! Which names of one document name one entity.
//!
//! Input is the names found, each with a type and perhaps an entry of the pack or a row of the lists; output is the
//! document's entities, with every merge and its evidence. The rules, in order:
//!
//! 1. **pack**: names of one entry.
//! 2. **exact**: names of one type that fold to one key.
//! 3. **acronym**: `Long Name (LN)`, near or far; and capitals that are the initials of exactly one long name.
//! 4. **alias**: `Kuy Sarin, also known as Uncle Rin`.
//! 5. **listed**, **cross-script**: names of one row of the lists, in one script or two; a name and, in brackets, the same
//!    in the other script.
//! 6. **name-order**: a person's name with its first part last (`Rainsy Sam`).
//!    The lists have to take one of the two first words, and not the other, for a family name: Kim Sok and Sok Kim are
//!    two.
//! 7. **short-name**: initials for given names (`S. Rainsy`); a person's name of one word that is a word of exactly one
//!    full name of the document; a full name without the initial in its middle, or without its beginning (`Suu Kyi`);
//!    a firm's name without its legal form. With two candidates
//!    (`Hun` beside Hun Sen and Hun Manet) none is taken: a wrong merge misleads, a missing one is seen and mended.
//!
//! Nothing is merged across types, except an acronym with what it is defined to stand for.

use super::acronym::{Definition, initials};
use super::edges::FORMS;
use super::lists::{Kind, Lists};
use super::pack::Pack;
use super::table::{Table, joined, word_number};
use super::union::Sets;
use super::word::spaced_key;
use super::{DocumentEntities, DocumentEntity, EntityType, Mention, Merge, MergeRule, Name};
use crate::order::{self, Map};
use crate::text::TextRange;
use crate::text::khmer::is_khmer;
use crate::text::script::is_invisible;

/// A name found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Where it stands.
    pub(super) range: TextRange,
    /// What it names.
    pub(super) entity_type: EntityType,
    /// Its folded name.
    pub(super) key: String,
    /// The row of the lists that it belongs to; none where it has an entry of the pack.
    pub(super) row: Option<u32>,
    /// The entry of the pack that it belongs to.
    pub(super) entry: Option<u32>,
}

/// The most names with one last word that a name with initials is compared with.
const MOST_LIKE: usize = 100;

/// Names of one key, type and entry.
struct Group {
    entity_type: EntityType,
    key: String,
    row: Option<u32>,
    entry: Option<u32>,
    forms: Map<String, u32>,
}

impl Group {
    /// The most frequent form, ties by text.
    fn form(&self) -> &str {
        let best = self.forms.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        best.map_or("", |(form, _)| form)
    }

    fn is_capitals(&self) -> bool {
        !self.key.contains(' ') && self.form().chars().filter(|c| c.is_uppercase()).count() > 1
    }

    fn is_full_name(&self) -> bool {
        self.entity_type == EntityType::Person && self.key.contains(' ')
    }
}

/// Gathers the names of a document into its entities. `named` is in order and without overlap.
pub(super) fn gather(
    text: &str,
    named: &[Named],
    definitions: &[Definition],
    pack: Option<&Pack>,
) -> DocumentEntities {
    let (groups, group_of) = group(text, named);
    let mut sets = Sets::new(groups.len());
    for (at, group) in groups.iter().enumerate() {
        for (form, _) in group.forms.iter().filter(|form| form.0 != group.form()) {
            let evidence = format!("the same letters as {}", group.form());
            sets.note(at, Merge { name: form.clone(), rule: MergeRule::Exact, evidence });
        }
    }
    merge_entries(&groups, &mut sets, pack);
    merge_definitions(text, &groups, &mut sets, definitions);
    merge_aliases(text, named, &groups, &group_of, &mut sets);
    merge_rows(&groups, &mut sets);
    merge_initials(&groups, &mut sets);
    merge_firms(&groups, &mut sets);
    merge_orders(&groups, &mut sets);
    merge_abbreviated(&groups, &mut sets);
    merge_short_names(&groups, &mut sets);
    assemble(named, &groups, &group_of, &mut sets, pack)
}

fn group(text: &str, named: &[Named]) -> (Vec<Group>, Vec<usize>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut index: Table<usize> = Table::default();
    let mut group_of = Vec::with_capacity(named.len());
    for name in named {
        let of = name.entity_type as u64 | name.entry.map_or(0, |entry| u64::from(entry) + 1) << 8;
        let at = *index.slot(joined(word_number(&name.key), of), || {
            groups.push(Group {
                entity_type: name.entity_type,
                key: name.key.clone(),
                row: name.row,
                entry: name.entry,
                forms: Map::default(),
            });
            groups.len() - 1
        });
        *groups[at].forms.slot(written(name.range.of(text)), || 0) += 1;
        group_of.push(at);
    }
    (groups, group_of)
}

/// A name on one line, as it is seen: white space is one space, and what has no width and joins nothing is left out.
fn written(name: &str) -> String {
    let seen: String =
        name.chars().filter(|&c| !is_invisible(c) || matches!(c, '\u{200c}' | '\u{200d}')).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn merge_entries(groups: &[Group], sets: &mut Sets, pack: Option<&Pack>) {
    let mut first: Map<u32, usize> = Map::default();
    for (at, group) in groups.iter().enumerate() {
        let Some(entry) = group.entry else { continue };
        let known = *first.slot(entry, || at);
        let called = pack.and_then(|pack| pack.entries().get(entry as usize));
        sets.merge(known, at, || Merge {
            name: group.form().to_owned(),
            rule: MergeRule::Pack,
            evidence: format!("entry {} of the pack", called.map_or("", |entry| entry.id.as_str())),
        });
    }
}

/// The groups that have each of some words, in their order.
type Holders<'g> = Map<&'g str, Vec<usize>>;

fn holders<'g>(pairs: impl Iterator<Item = (&'g str, usize)>) -> Holders<'g> {
    Map::of_ordered(order::group(pairs.collect()))
}

fn merge_definitions(text: &str, groups: &[Group], sets: &mut Sets, definitions: &[Definition]) {
    if definitions.is_empty() {
        return;
    }
    let by_key = holders(groups.iter().enumerate().map(|(at, group)| (group.key.as_str(), at)));
    let of = |key: &str| by_key.get(key).map_or(&[][..], Vec::as_slice);
    for definition in definitions {
        let Some(&long) = of(&definition.long).first() else { continue };
        for &at in of(&definition.short) {
            // Of a pack's own names the pack decides.
            if groups[at].entry.is_none() || groups[long].entry.is_none() {
                sets.merge(long, at, || Merge {
                    name: groups[at].form().to_owned(),
                    rule: MergeRule::Acronym,
                    evidence: written(definition.range.of(text)),
                });
            }
        }
    }
}

/// Two names of one type with `known as` or `alias` between them, or the second in brackets in the other script.
fn merge_aliases(text: &str, named: &[Named], groups: &[Group], group_of: &[usize], sets: &mut Sets) {
    for (pair, groups_of) in named.windows(2).zip(group_of.windows(2)) {
        let ([name, alias], &[first, second]) = (pair, groups_of) else { continue };
        let between = TextRange { start: name.range.end, end: alias.range.start };
        let of_packs = groups[first].entry.is_some() && groups[second].entry.is_some();
        if name.entity_type != alias.entity_type || of_packs {
            continue;
        }
        // A short name in brackets, whatever its letters are: `Commission for the Disappeared (KontraS)`.
        let short = groups[second].form();
        let bracketed = name.entity_type == EntityType::Organisation
            && between.of(text) == " ("
            && text.as_bytes().get(alias.range.end as usize) == Some(&b')')
            && name.key.matches(' ').count() > 1
            && !short.contains(' ')
            && short.chars().filter(|c| c.is_uppercase()).count() > 1
            && (groups[second].row.is_none() || groups[first].row.is_none());
        // The name once more in the other script: `ស្រ៊ុន រដ្ឋា (Srun Ratha)`.
        let glossed = name.key.chars().any(is_khmer) != alias.key.chars().any(is_khmer)
            && between.of(text).trim() == "("
            && text.as_bytes().get(alias.range.end as usize) == Some(&b')')
            && (groups[second].row.is_none() || groups[first].row.is_none());
        if bracketed || glossed || says_alias(between.of(text)) {
            let rule = match (glossed, bracketed) {
                (true, _) => MergeRule::CrossScript,
                (false, true) => MergeRule::Acronym,
                (false, false) => MergeRule::Alias,
            };
            sets.merge(first, second, || Merge {
                name: short.to_owned(),
                rule,
                evidence: written(TextRange { start: name.range.start, end: alias.range.end }.of(text)),
            });
        }
    }
}

/// Whether words between two names say that the second is another of the first: `, better known as`.
fn says_alias(between: &str) -> bool {
    const LEADING: [&str; 16] = [
        "who",
        "is",
        "was",
        "also",
        "better",
        "best",
        "more",
        "commonly",
        "widely",
        "popularly",
        "otherwise",
        "formerly",
        "previously",
        "locally",
        "born",
        "really",
    ];
    const SAYS: [&str; 8] = [
        "whose real name is",
        "whose real name was",
        "known as",
        "alias",
        "aka",
        "a.k.a",
        "nicknamed",
        "dubbed",
    ];
    if between.len() > 60 || between.contains([';', ':']) {
        return false;
    }
    let marks = |c: char| !c.is_alphanumeric();
    let words =
        between.split_whitespace().map(|word| word.trim_matches(marks)).filter(|word| !word.is_empty());
    let mut words = words.skip_while(|word| LEADING.contains(word)).peekable();
    let mut said = String::new();
    while let Some(word) = words.next() {
        if word == "the" && words.peek().is_none() {
            break;
        }
        said.extend([if said.is_empty() { "" } else { " " }, word]);
    }
    // `known to all as`
    let known = said.starts_with("known ") && said.ends_with(" as") && !said.contains(" for ");
    known || SAYS.contains(&said.as_str())
}

fn merge_rows(groups: &[Group], sets: &mut Sets) {
    let mut first: Map<u32, usize> = Map::default();
    for (at, group) in groups.iter().enumerate() {
        let Some(row) = group.row else { continue };
        let known = *first.slot(row, || at);
        let khmer = |group: &Group| group.key.chars().any(is_khmer);
        let rule =
            if khmer(group) == khmer(&groups[known]) { MergeRule::Listed } else { MergeRule::CrossScript };
        let name = Lists::get().rows().get(row as usize).map_or("", |row| row.name);
        sets.merge(known, at, || Merge {
            name: group.form().to_owned(),
            rule,
            evidence: format!("the lists give both as names of {name}"),
        });
    }
}

/// Capitals that are the initials of exactly one long name of the document and stand alone otherwise.
fn merge_initials(groups: &[Group], sets: &mut Sets) {
    let bodies = || groups.iter().enumerate().filter(|(_, group)| group.entity_type != EntityType::Person);
    let letters: Vec<(String, usize)> = bodies()
        .flat_map(|(at, group)| initials(&group.key).into_iter().map(move |letters| (letters, at)))
        .collect();
    let by_initials = holders(letters.iter().map(|(letters, at)| (letters.as_str(), *at)));
    for (at, group) in groups.iter().enumerate() {
        if !group.is_capitals() || group.entity_type == EntityType::Person || group.entry.is_some() {
            continue;
        }
        let Some(long) = by_initials.get(group.key.as_str()) else { continue };
        let Some(&first) = long.first() else { continue };
        let root = sets.root(first);
        if long.iter().all(|&long| sets.root(long) == root) {
            sets.merge(first, at, || Merge {
                name: group.form().to_owned(),
                rule: MergeRule::Acronym,
                evidence: format!("the initials of {}", groups[first].form()),
            });
        }
    }
}

/// A firm's name without what it is before the law: `Lotus Rubber`, `Lotus Rubber Co., Ltd.`
fn merge_firms(groups: &[Group], sets: &mut Sets) {
    let firms =
        || groups.iter().enumerate().filter(|(_, group)| group.entity_type == EntityType::Organisation);
    let by_key = holders(firms().map(|(at, group)| (group.key.as_str(), at)));
    for (at, group) in firms().filter(|(_, group)| group.entry.is_none()) {
        let mut short = group.key.as_str();
        let closes = |form: &str| FORMS.contains(&form) || Lists::get().kind(form).any(Kind::COMPANY_ENDING);
        let mut found = None;
        while let Some((name, _)) = short.rsplit_once(' ').filter(|(_, form)| closes(form)) {
            short = name;
            found = found.or(by_key.get(short).and_then(|same| same.first()));
        }
        if let Some(&other) = found {
            sets.merge(at, other, || Merge {
                name: groups[other].form().to_owned(),
                rule: MergeRule::ShortName,
                evidence: format!("{} without its legal form", group.form()),
            });
        }
    }
}

/// The key of a name with its first word last, if one of the two is clearly a name turned round: the lists take the
/// first word of one, and not of the other, for a family name; or they know one of them for no one's name.
pub(super) fn turned(key: &str) -> Option<String> {
    let (first, rest) = key.split_once(' ')?;
    let is =
        |name: &str, kind: Kind| name.split(' ').next().is_some_and(|word| Lists::get().kind(word).any(kind));
    let family = |name: &str| is(name, Kind::FAMILY);
    let strange = |name: &str| name.len() > 5 && !is(name, Kind::GIVEN.or(Kind::FAMILY));
    (family(first) != family(rest) || !family(first) && (strange(first) || strange(rest)))
        .then(|| format!("{rest} {first}"))
}

/// The initials that open a written name, and the key of the rest: `J. B. Pa`, `J.B. Pa`.
fn abbreviated(form: &str) -> Option<(String, String)> {
    let mut initials = String::new();
    let mut rest = form;
    while let Some((word, after)) = rest.split_once(' ') {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if !word.ends_with('.') || word.chars().filter(|&c| c == '.').count() != letters {
            break;
        }
        initials.push_str(&spaced_key(word).replace(' ', ""));
        rest = after;
    }
    (!initials.is_empty() && !rest.is_empty()).then(|| (initials, spaced_key(rest)))
}

/// Initials for given names, where exactly one full name of the document has them.
fn merge_abbreviated(groups: &[Group], sets: &mut Sets) {
    let persons = || groups.iter().enumerate().filter(|(_, group)| group.entity_type == EntityType::Person);
    let short: Vec<Option<(String, String)>> = groups.iter().map(|group| abbreviated(group.form())).collect();
    // By their last words, so that each name is compared with few.
    let by_last = holders(persons().map(|(at, group)| (group.key.rsplit(' ').next().unwrap_or(""), at)));
    for (at, group) in persons().filter(|(_, group)| group.entry.is_none()) {
        let Some((initials, rest)) = &short[at] else { continue };
        let fits = |&other: &usize| {
            if let Some(same) = &short[other] {
                return other < at && same.0 == *initials && same.1 == *rest;
            }
            let given = groups[other].key.strip_suffix(rest.as_str()).and_then(|key| key.strip_suffix(' '));
            given.is_some_and(|given| {
                given.split(' ').filter_map(|word| word.chars().next()).eq(initials.chars())
            })
        };
        let last = rest.rsplit(' ').next().unwrap_or("");
        let same: Vec<usize> =
            by_last.get(last).into_iter().flatten().copied().take(MOST_LIKE).filter(fits).collect();
        let mut roots: Vec<usize> = same.iter().map(|&other| sets.root(other)).collect();
        order::sort(&mut roots);
        roots.dedup();
        if let ([_], Some(&full)) = (&roots[..], same.first()) {
            sets.merge(full, at, || Merge {
                name: group.form().to_owned(),
                rule: MergeRule::ShortName,
                evidence: format!("the initials of {}", groups[full].form()),
            });
        }
    }
}

fn merge_orders(groups: &[Group], sets: &mut Sets) {
    let full = || groups.iter().enumerate().filter(|(_, group)| group.is_full_name());
    let by_key = holders(full().map(|(at, group)| (group.key.as_str(), at)));
    for (at, group) in full() {
        if let Some(other) = turned(&group.key).and_then(|key| by_key.get(key.as_str())?.last().copied())
            && (group.entry.is_none() || groups[other].entry.is_none())
        {
            sets.merge(at, other, || Merge {
                name: groups[at.max(other)].form().to_owned(),
                rule: MergeRule::NameOrder,
                evidence: format!("the words of {} in another order", groups[at.min(other)].form()),
            });
        }
    }
}

fn merge_short_names(groups: &[Group], sets: &mut Sets) {
    // Which full names hold a word; which have that first and that last word.
    let full = || groups.iter().enumerate().filter(|(_, group)| group.is_full_name());
    let by_word = holders(full().flat_map(|(at, group)| group.key.split(' ').map(move |word| (word, at))));
    // `Theary C. Seng` is Theary Seng; Sok An Rithy is not Sok Rithy.
    let ends = full().filter_map(|(at, group)| {
        let ((first, rest), (_, last)) = (group.key.split_once(' ')?, group.key.rsplit_once(' ')?);
        let middle = rest.strip_suffix(last)?;
        middle.split(' ').all(|word| word.chars().nth(1).is_none()).then_some(((first, last), at))
    });
    let by_ends = Map::of_ordered(order::group(ends.collect()));
    // Which full names close with those words.
    let closings = holders(full().flat_map(|(at, group)| {
        let ends = group.key.match_indices(' ').map(|(space, _)| &group.key[space + 1..]);
        ends.filter(|end| end.contains(' ')).map(move |end| (end, at))
    }));
    for (at, group) in groups.iter().enumerate() {
        if group.entity_type != EntityType::Person || group.entry.is_some() {
            continue;
        }
        let candidates = match group.key.split_once(' ') {
            None => [by_word.get(group.key.as_str()), None],
            Some((first, last)) if !last.contains(' ') => {
                [by_ends.get(&(first, last)), closings.get(group.key.as_str())]
            }
            Some(_) => [None, closings.get(group.key.as_str())],
        };
        let own = sets.root(at);
        let mut roots: Vec<(usize, usize)> = candidates
            .into_iter()
            .flatten()
            .flatten()
            .map(|&full| (sets.root(full), full))
            .filter(|&(root, _)| root != own)
            .collect();
        order::sort(&mut roots);
        roots.dedup_by_key(|found| found.0);
        if let [(_, full)] = roots[..] {
            sets.merge(full, at, || Merge {
                name: group.form().to_owned(),
                rule: MergeRule::ShortName,
                evidence: format!("no other person of the document has a name like {}", groups[full].form()),
            });
        }
    }
}

fn assemble(
    named: &[Named],
    groups: &[Group],
    group_of: &[usize],
    sets: &mut Sets,
    pack: Option<&Pack>,
) -> DocumentEntities {
    let members = sets.members();
    let mut entity_of = vec![0; groups.len()];
    for (entity, members) in (0..).zip(&members) {
        for &group in members {
            entity_of[group] = entity;
        }
    }
    let mut merges = sets.all_merges();
    let entities: Vec<DocumentEntity> = members
        .iter()
        .map(|members| {
            let mut forms: Map<String, u32> = Map::default();
            for (form, count) in members.iter().flat_map(|&member| groups[member].forms.iter()) {
                *forms.slot(form.clone(), || 0) += count;
            }
            let names = by_count(forms);
            let entry = members.iter().find_map(|&member| groups[member].entry);
            let entry = entry.and_then(|entry| pack?.entries().get(entry as usize));
            // An acronym takes the type of what it stands for.
            let leading = members.iter().find(|&&member| groups[member].entry.is_some()).or_else(|| {
                members.iter().find(|&&member| !groups[member].is_capitals()).or(members.first())
            });
            DocumentEntity {
                entity_type: entry.map_or_else(
                    || leading.map_or(EntityType::Person, |&at| groups[at].entity_type),
                    |entry| entry.entity_type,
                ),
                name: fullest(&names).to_owned(),
                names,
                pack_id: entry.map(|entry| entry.id.clone()),
                merges: members.first().map(|&root| std::mem::take(&mut merges[root])).unwrap_or_default(),
            }
        })
        .collect();
    let mentions = named
        .iter()
        .zip(group_of)
        .map(|(name, &group)| {
            let entity: u32 = entity_of[group];
            let entity_type = entities[entity as usize].entity_type;
            Mention { range: name.range, entity_type, entity }
        })
        .collect();
    DocumentEntities { mentions, entities }
}

/// Forms by count, most frequent first, ties by text.
pub(super) fn by_count(forms: Map<String, u32>) -> Vec<Name> {
    let mut names: Vec<Name> =
        forms.into_entries().into_iter().map(|(text, count)| Name { text, count }).collect();
    order::sort_by(&mut names, |a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    names
}

/// The fullest of the names, which are in order of frequency: rather not an acronym or a line in capitals, rather
/// without initials, then the most words, then the first.
pub(super) fn fullest(names: &[Name]) -> &str {
    let fullness = |name: &Name| {
        let letters = || name.text.chars().filter(|c| c.is_alphabetic());
        let capitals = letters().all(char::is_uppercase) && letters().any(char::is_uppercase);
        (!capitals, abbreviated(&name.text).is_none(), name.text.split_whitespace().count().min(9))
    };
    let mut best: Option<&Name> = None;
    for name in names {
        if best.is_none_or(|best| fullness(name) > fullness(best)) {
            best = Some(name);
        }
    }
    best.map_or("", |name| &name.text)
}

/// Whether a word of a person's full name may stand for that person: neither a word nor a place nor a nationality.
pub(super) fn may_stand_alone(word: &str) -> bool {
    let kind = Lists::get().kind(word);
    word.chars().count() > 2
        && !kind.any(
            Kind::COMMON
                .or(Kind::FUNCTION)
                .or(Kind::DEMONYM)
                .or(Kind::CALENDAR)
                .or(Kind::TITLE)
                .or(Kind::PARTICLE),
        )
        && Lists::get().known(word).is_none_or(|known| known.entity_type == EntityType::Person)
}
