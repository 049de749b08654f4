//! Whether an event happened, as its sentence tells it.
//!
//! Input: a sentence and a trigger. Output: a [`Reading`]: the modality and the words that say so. Rules, in order:
//!
//! 1. The **verb group** right before a verb: `not`, `never` (negated); `will`, `is to` (planned); `should`, `must`
//!    (called for); `could`, `may`, `would` (hypothetical).
//! 2. What **governs** an infinitive, a gerund or a noun, searched leftwards within the clause: `urged … to release`,
//!    `calls for the release of` (called for), `threatened to dissolve`, `threat of sanctions` (hypothetical),
//!    `is scheduled to`, `upcoming` (planned), `refused to release`, `without trial` (negated).
//! 3. The **sentence**: `if`, `in the event of`, `punishable by up to`, a question that a yes answers (hypothetical);
//!    an imperative at its start (called for).
//! 4. What is dated after the publication of the document was not yet a fact then: planned.
//!
//! Without any of these, it happened.

use std::sync::LazyLock;

use super::Modality;
use super::clause::{Gap, PREPOSITIONS, Told};
use super::lexicon::{Form, Found, keys};
use crate::order;

/// How an event is told, and by which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Whether it happened.
    pub(super) modality: Modality,
    /// The words that say so, where some do.
    pub(super) cue: Option<String>,
}

/// Whether the event of a trigger happened.
pub(super) fn read(told: &Told, trigger: &Found) -> Reading {
    let (modality, cue) = if trigger.form == Form::Khmer {
        khmer(told, trigger)
    } else {
        question(told, trigger)
            .or_else(|| group(told, trigger))
            .or_else(|| governor(told, trigger))
            .or_else(|| whole(told, trigger))
            .unwrap_or((Modality::Happened, String::new()))
    };
    Reading { modality, cue: (!cue.is_empty()).then_some(cue) }
}

/// The words right before a verb that belong to it: auxiliaries, adverbs, negations; the first of them.
pub(super) fn group_start(told: &Told, trigger: &Found) -> usize {
    let mut start = trigger.first;
    while start > 0 {
        let before = start - 1;
        let word = told.key(before);
        let belongs = is_no_doubt(told, before)
            || joins_adverbs(told, before)
            || is_be(word)
            || is_have(word)
            || is_do(word)
            || NEGATIONS.contains(&word)
            || word.ends_with("n't")
            || modal_at(told, before).is_some()
            || is_adverb(word)
            || (told.in_time[before] && start < trigger.first && is_adverbial_time(told, before));
        if !belongs || told.words[start].gap == Gap::Break || told.name_at(before).is_some() {
            break;
        }
        start = before;
    }
    start
}

/// Whether a word joins two adverbs of one verb group (`to immediately and unconditionally release`): something of the
/// group stands before the first of them, so that it does not belong to a verb before (`was arrested today and …`).
fn joins_adverbs(told: &Told, at: usize) -> bool {
    if !matches!(told.key(at), "and" | "or" | "but") || !is_adverb(told.key(at + 1)) {
        return false;
    }
    let opener = (0..at).rev().find(|&at| !is_adverb(told.key(at)) && !NEGATIONS.contains(&told.key(at)));
    opener.is_some_and(|opener| {
        let word = told.key(opener);
        opener + 1 < at && (word == "to" || is_be(word) || is_have(word) || modal_at(told, opener).is_some())
    })
}

/// Whether a word is one of `no doubt`, which stands within verb groups.
fn is_no_doubt(told: &Told, at: usize) -> bool {
    (told.key(at) == "doubt" && at > 0 && told.key(at - 1) == "no")
        || (told.key(at) == "no" && told.key(at + 1) == "doubt")
}

/// Whether a time is one word within a verb group (`was today arrested`).
fn is_adverbial_time(told: &Told, at: usize) -> bool {
    matches!(told.key(at), "today" | "yesterday" | "now" | "recently" | "already" | "soon")
}

pub(super) fn is_be(word: &str) -> bool {
    matches!(
        word,
        "am" | "is"
            | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "get"
            | "gets"
            | "got"
            | "getting"
            | "isn't"
            | "aren't"
            | "wasn't"
            | "weren't"
            | "he's"
            | "she's"
            | "they're"
            | "it's"
    )
}

pub(super) fn is_have(word: &str) -> bool {
    matches!(word, "have" | "has" | "had" | "having" | "haven't" | "hasn't" | "hadn't" | "they've" | "we've")
}

fn is_do(word: &str) -> bool {
    matches!(word, "do" | "does" | "did" | "don't" | "doesn't" | "didn't")
}

pub(super) fn is_adverb(word: &str) -> bool {
    (word.len() > 4
        && word.ends_with("ly")
        && !matches!(word, "family" | "assembly" | "july" | "daily" | "ally"))
        || matches!(
            word,
            "also"
                | "then"
                | "later"
                | "soon"
                | "again"
                | "still"
                | "now"
                | "already"
                | "once"
                | "ever"
                | "just"
                | "even"
                | "all"
                | "both"
                | "themselves"
                | "himself"
                | "herself"
                | "further"
                | "instead"
                | "first"
                | "yet"
                | "so"
        )
}

const NEGATIONS: [&str; 4] = ["not", "never", "nor", "cannot"];

fn modal(word: &str) -> Option<Modality> {
    Some(match word {
        "will" | "shall" | "they'll" | "he'll" | "she'll" | "we'll" | "you'll" | "it'll" | "i'll" => {
            Modality::Planned
        }
        "should" | "must" | "ought" => Modality::CalledFor,
        "could" | "may" | "might" | "would" | "can" | "they'd" | "he'd" | "she'd" => Modality::Hypothetical,
        "won't" | "can't" | "couldn't" | "wouldn't" | "shouldn't" | "mustn't" | "cannot" => Modality::Negated,
        _ => return None,
    })
}

/// The modal at a word: not where it is part of a time (`on 4 May`), or spelt as the month, or part of a name.
fn modal_at(told: &Told, at: usize) -> Option<Modality> {
    let word = told.words.get(at)?;
    let is_month = word.key == "may" && at > 0 && word.gap != Gap::Break && word.raw.starts_with('M');
    let is_modal = !told.in_time[at] && !is_month && told.name_at(at).is_none();
    modal(&word.key).filter(|_| is_modal)
}

type Cue = (Modality, String);

/// Rule 1: the verb group.
fn group(told: &Told, trigger: &Found) -> Option<Cue> {
    if trigger.form == Form::Noun {
        return None;
    }
    let start = group_start(told, trigger);
    let words: Vec<&str> = (start..trigger.first).map(|at| told.key(at)).collect();
    let cue = |word: &str| word.to_owned();
    if let Some(word) = words.iter().find(|word| NEGATIONS.contains(word) || word.ends_with("n't")) {
        return Some((Modality::Negated, cue(word)));
    }
    let back = |count: usize| start.checked_sub(count).map_or("", |at| told.key(at));
    if matches!(back(1), "nobody" | "none") || (back(1) == "one" && back(2) == "no") {
        return Some((Modality::Negated, "no one".to_owned()));
    }
    let found = (start..trigger.first).find_map(|at| Some((modal_at(told, at)?, told.key(at))));
    if let Some((modality, word)) = found {
        // A promise told of the past ("said it would dissolve") is a plan.
        let reported = word == "would"
            && (start.saturating_sub(8)..start).any(|at| {
                matches!(told.key(at), "said" | "announced" | "pledged" | "vowed" | "promised" | "confirmed")
            });
        return Some((if reported { Modality::Planned } else { modality }, cue(word)));
    }
    // "will be arrested and charged": the modal of the first verb holds for the second.
    if start > 1
        && matches!(told.key(start - 1), "and" | "or")
        && words.is_empty()
        && !matches!(trigger.form, Form::Noun)
    {
        let back = (start.saturating_sub(5)..start - 1).rev();
        for at in back {
            if told.words[at + 1].gap == Gap::Break || told.name_at(at).is_some() {
                break;
            }
            if let Some(modality) = modal_at(told, at) {
                return Some((modality, told.key(at).to_owned()));
            }
        }
    }
    None
}

/// What a governing word may govern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Governs {
    /// Infinitives, gerunds and nouns.
    All,
    /// Infinitives only: `asked … to release`, but not `asked about the release`.
    Infinitive,
    /// Gerunds and nouns only.
    Noun,
}

/// The words that govern, with what they make of what they govern. Alternatives are separated by `|`.
const GOVERNORS: &[(Modality, Governs, &str)] = &[
    (
        Modality::CalledFor,
        Governs::All,
        "urge|urges|urged|urging|demand|demands|demanded|demanding|recommend|recommends|recommended|should|must|\
         seek|seeks|sought|seeking|need to|needs to|call on|calls on|called on|calling on|calls upon|called upon",
    ),
    (
        Modality::CalledFor,
        Governs::Infinitive,
        "call to|calls to|called to|calling to|call for|calls for|called for|calling for|appeal to|appeals to|\
         appealed to|ask|asks|asked|asking|implore|implored|request|requests|requested|requesting|press|pressed|\
         pressing|lobby|lobbied|pressure|pressured|tell|tells|told",
    ),
    (
        Modality::CalledFor,
        Governs::Noun,
        "call for|calls for|called for|calling for|press for|pressed for|push for|pushed for|pushing for|appeal for|\
         appeals for|appealed for|appealing for|request for|requests for|requested|insist on|insists on|insisted on|\
         lobby for|lobbied for|campaign for|campaigning for|advocate for|ask for|asks for|asked for|asking for",
    ),
    (
        Modality::Hypothetical,
        Governs::All,
        "threaten|threatens|threatened|threatening|risk|risks|risked|risking|likely|unlikely|fearing|feared|could|\
         might|would|may|whether|attempt to|attempts to|attempted to|attempting to",
    ),
    (
        Modality::Hypothetical,
        Governs::Infinitive,
        "allow|allows|allowed|allowing|enable|enables|enabled|enabling|permit|permits|permitted|authorize|authorizes|\
         authorized|authorise|authorises|authorised|empowers|empowered|try|tries|tried|trying|want|wants|wanted|hope|\
         hopes|hoped|threat|threats|power|powers|able|reason|time",
    ),
    (
        Modality::Hypothetical,
        Governs::Noun,
        "threat of|threats of|risk of|fear of|fears of|possible|potential|possibility of|prospect of|in the event of|\
         in case of|punishable by|maximum|facing|faces|alternative to|instead of|consider|considers|considering|\
         attempted",
    ),
    (
        Modality::Planned,
        Governs::All,
        "upcoming|planned|planning|scheduled|slated|vow|vows|vowed|promise|promises|promised|pledge|pledges|pledged|\
         intend|intends|intended|intending|will|going to|about to|set to|preparing|announced plans",
    ),
    (
        Modality::Planned,
        Governs::Infinitive,
        "plan|plans|due|expected|is to|are to|prepare|prepares|prepared|agree|agrees|agreed|decided",
    ),
    (Modality::Planned, Governs::Noun, "forthcoming|coming|next|looming|plans for|preparations for|ahead of"),
    (
        Modality::Negated,
        Governs::All,
        "refuse|refuses|refused|refusing|decline|declines|declined|fail|fails|failed|failing|deny|denies|denied|\
         denying|never|not|postponed|cancelled|canceled",
    ),
    (
        Modality::Negated,
        Governs::Noun,
        "without|avoid|avoids|avoided|avoiding|escape|escapes|escaped|no|prevent|prevents|prevented|rule out|ruled out",
    ),
];

/// How far to the left, in words, something may govern.
const REACH: usize = 9;

/// Rule 2: what governs an infinitive, a gerund or a noun.
fn governor(told: &Told, trigger: &Found) -> Option<Cue> {
    let start = if trigger.form == Form::Noun { trigger.first } else { group_start(told, trigger) };
    let leader = start.checked_sub(1).map_or("", |at| told.key(at));
    // A base joined to a verb before it (`to drop the charges against and release`) is governed like that.
    let is_joined = trigger.form == Form::Base && matches!(leader, "and" | "or");
    let is_infinitive = is_joined
        || leader == "to" && matches!(trigger.form, Form::Base | Form::Past | Form::Participle | Form::Noun);
    // "had to resign", "was forced to close": these happened.
    if is_infinitive && !is_joined && start > 1 {
        let before = told.key(start - 2);
        if matches!(before, "had" | "forced" | "ordered" | "compelled" | "obliged" | "used" | "began" | "led")
        {
            return None;
        }
        if matches!(before, "have" | "has" | "ready" | "free") {
            return Some((Modality::CalledFor, format!("{before} to")));
        }
    }
    let passive_infinitive = is_infinitive && matches!(trigger.form, Form::Past | Form::Participle);
    let governed = match trigger.form {
        Form::Noun | Form::Gerund => true,
        // "that they promptly release her", but not "they did release her".
        Form::Base => (start..trigger.first).all(|at| !is_do(told.key(at))),
        Form::Past | Form::Participle => {
            // "that he be released": the subjunctive is governed, the past is not.
            passive_infinitive || told.key(trigger.first.saturating_sub(1)) == "be"
        }
        Form::Third | Form::Khmer => false,
    };
    if !governed {
        return None;
    }
    let limit = start.saturating_sub(REACH);
    let mut at = start;
    while at > limit {
        let opens = told.opens_clause(at) && told.key(at) != "that";
        // What stands on the far side of a break, or of a verb that is a fact, governs nothing here.
        let fact = matches!(told.key(at - 1), "was" | "were" | "did");
        if opens || fact {
            break;
        }
        at -= 1;
        if told.in_time[at] {
            continue;
        }
        if let Some((modality, phrase)) = governing(told, at, start, is_infinitive) {
            return Some((modality, phrase.to_owned()));
        }
        // What governs a noun stands right before it: over "of", "for", "in" it governs only with that word of its own.
        if !is_infinitive && PREPOSITIONS.contains(&told.key(at)) {
            return (1..=4).filter_map(|back| at.checked_sub(back)).find_map(|from| {
                let (modality, phrase) = governing(told, from, start, false)?;
                let reaches = from + phrase.split(' ').count() > at;
                reaches.then(|| (modality, phrase.to_owned()))
            });
        }
    }
    None
}

/// The first words of what governs, in order: most words are none.
static OPENERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let phrases = GOVERNORS.iter().flat_map(|(_, _, phrases)| phrases.split('|'));
    order::set(phrases.filter_map(|phrase| phrase.split(' ').next()))
});

/// The governing phrase that begins at a word and ends before `end`.
fn governing(told: &Told, at: usize, end: usize, is_infinitive: bool) -> Option<(Modality, &'static str)> {
    if told.name_at(at).is_some() || OPENERS.binary_search(&told.key(at)).is_err() {
        return None;
    }
    let other = if is_infinitive { Governs::Noun } else { Governs::Infinitive };
    GOVERNORS.iter().filter(|(_, governs, _)| *governs != other).find_map(|(modality, _, phrases)| {
        let phrase = phrases.split('|').find(|phrase| {
            let mut count = 0;
            phrase.split(' ').all(|word| {
                count += 1;
                told.key(at + count - 1) == word && at + count <= end
            })
        })?;
        Some((*modality, phrase))
    })
}

/// A question that a yes would answer does not tell an event; one that asks why or how takes it for granted, and so
/// does a noun (`Do you think the arrest …`) unless the question is whether it shall be.
fn question(told: &Told, trigger: &Found) -> Option<Cue> {
    // "The question is this: should they …?": what asks may begin after a break.
    let start = (1..=trigger.first).rev().find(|&at| told.words[at].gap == Gap::Break).unwrap_or(0);
    let first = told.key(start);
    let asks = modal_at(told, start).is_some()
        || (trigger.form != Form::Noun && (is_be(first) || is_do(first) || is_have(first)));
    (told.is_question && asks).then(|| (Modality::Hypothetical, "a question".to_owned()))
}

/// Rule 3: the sentence as a whole.
fn whole(told: &Told, trigger: &Found) -> Option<Cue> {
    let conditional = |at: usize| {
        matches!(told.key(at), "if" | "unless")
            && (at == 0 || !matches!(told.key(at - 1), "as" | "even" | "only"))
            || opens_once_clause(told, at, trigger)
    };
    if (0..trigger.first).rev().take(20).any(conditional) {
        return Some((Modality::Hypothetical, "a condition".to_owned()));
    }
    let opens = trigger.first == 0 || told.words[trigger.first].gap == Gap::Break;
    if opens && trigger.form == Form::Base {
        return Some((Modality::CalledFor, "an imperative".to_owned()));
    }
    None
}

/// Whether `once` at a word opens a clause that a trigger stands in or behind (`once he is convicted, …`): a subject and
/// a verb follow. Elsewhere it says that something was so one time (`was once arrested`; `X, once a monk, was arrested`).
fn opens_once_clause(told: &Told, at: usize, trigger: &Found) -> bool {
    if told.key(at) != "once" || told.in_time[at] {
        return false;
    }
    let begins = at == 0 || told.words[at].gap >= Gap::Comma;
    let before = at.checked_sub(1).map_or("", |before| told.key(before));
    if !begins
        && (is_be(before) || is_have(before) || matches!(before, "at" | "than" | "who" | "which" | "and"))
    {
        return false;
    }
    let is_pronoun = matches!(told.key(at + 1), "he" | "she" | "they" | "it" | "we" | "you" | "i");
    let is_subject = is_pronoun
        || told.name_at(at + 1).is_some_and(|name| !name.is_possessive)
        || matches!(told.key(at + 1), "the" | "a" | "an" | "his" | "her" | "their" | "its" | "this" | "all");
    // The clause ends with the first comma; its verb is an auxiliary or the trigger itself.
    let end = (at + 1..told.words.len()).find(|&at| told.words[at].gap >= Gap::Comma);
    let end = end.unwrap_or(told.words.len());
    let is_verb = |k: usize| {
        let word = told.key(k);
        is_be(word)
            || is_have(word)
            || modal_at(told, k).is_some()
            || (k == trigger.first && matches!(trigger.form, Form::Past | Form::Third))
    };
    is_subject && at + 2 < end && (at + 2..end).any(is_verb)
}

/// The words that say how a Khmer event is told: those right before it.
fn khmer(told: &Told, trigger: &Found) -> Cue {
    const CUES: &[(Modality, &str, usize)] = &[
        (Modality::Negated, "មិន", 8),
        (Modality::Negated, "ពុំ", 8),
        (Modality::CalledFor, "អំពាវនាវ", 14),
        (Modality::CalledFor, "ទាមទារ", 14),
        (Modality::CalledFor, "ជំរុញ", 14),
        (Modality::CalledFor, "ស្នើ", 12),
        (Modality::CalledFor, "គួរ", 8),
        (Modality::CalledFor, "ត្រូវតែ", 6),
        (Modality::Hypothetical, "ប្រសិនបើ", 24),
        (Modality::Hypothetical, "ក្នុងករណី", 24),
        (Modality::Hypothetical, "អាច", 5),
        (Modality::Hypothetical, "គំរាម", 8),
        (Modality::Planned, "នឹង", 7),
        (Modality::Planned, "គ្រោង", 10),
    ];
    let nominal = keys("ការ");
    let is_noun = (trigger.first.saturating_sub(2)..trigger.first)
        .any(|at| nominal.iter().enumerate().all(|(k, word)| told.key(at + k) == word));
    for &(modality, phrase, reach) in CUES {
        let cue = keys(phrase);
        // Before a noun នឹង is "with" ("related to the protest"), not "will".
        if phrase == "នឹង" && is_noun {
            continue;
        }
        for at in (trigger.first.saturating_sub(reach)..trigger.first).rev() {
            if told.words[at + 1].gap == Gap::Break {
                break;
            }
            let ends = at + cue.len() <= trigger.first;
            if ends && cue.iter().enumerate().all(|(k, word)| told.key(at + k) == word) {
                return (modality, phrase.to_owned());
            }
        }
    }
    // "ខាងមុខ", ahead, follows what it says to be planned.
    let ahead = keys("ខាងមុខ");
    for at in trigger.last + 1..(trigger.last + 14).min(told.words.len()) {
        if ahead.iter().enumerate().all(|(k, word)| told.key(at + k) == word) {
            return (Modality::Planned, "ខាងមុខ".to_owned());
        }
    }
    // "ការបោះឆ្នោតនឹងធ្វើ…": the election will be held.
    let will = keys("នឹង");
    let follows = (trigger.last + 1..trigger.last + 3)
        .any(|at| will.iter().enumerate().all(|(k, word)| told.key(at + k) == word));
    if follows {
        return (Modality::Planned, "នឹង".to_owned());
    }
    (Modality::Happened, String::new())
}
