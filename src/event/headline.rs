//! A line to show for an event, made of its type and the names of who takes part, and of nothing else.

use super::EventType;
use crate::entity::Entity;

/// `Arrest of Kem Sokha`; with no one named, the type alone: `Arrest`, `Election in Cambodia`.
pub(super) fn headline(
    event_type: EventType,
    actors: &[u32],
    targets: &[u32],
    places: &[u32],
    entities: &[Entity],
) -> String {
    let names = |indices: &[u32]| list(indices, entities);
    let (actors, targets, places) = (names(actors), names(targets), names(places));
    // Of an act that takes no object, the actor is the one it is about.
    let about = targets.clone().or_else(|| actors.clone());
    let of = |what: &str, joint: &str, who: &Option<String>| match who {
        Some(who) => format!("{what} {joint} {who}"),
        None => what.to_owned(),
    };
    let person = |what: &str| match (&targets, &actors) {
        (Some(target), _) => format!("{what} of {target}"),
        (None, Some(actor)) => format!("{what} by {actor}"),
        (None, None) => what.to_owned(),
    };
    let headline = match event_type {
        EventType::Arrest => person("Arrest"),
        EventType::Charge => of("Charge", "against", &targets),
        EventType::Trial => of("Trial", "of", &about),
        EventType::Sentence => of("Sentencing", "of", &targets),
        EventType::Release => person("Release"),
        EventType::Exile => of("Exile", "of", &about),
        EventType::Attack => of("Attack", "on", &targets),
        EventType::Killing => of("Killing", "of", &targets),
        EventType::PartyBan => of("Dissolution", "of", &targets),
        EventType::MediaClosure => of("Closure", "of", &targets),
        EventType::Sanction => {
            let on = of("Sanctions", "on", &targets);
            of(&on, "by", &actors)
        }
        EventType::Law => match &targets {
            Some(law) => format!("Law: {law}"),
            None => "Law".to_owned(),
        },
        EventType::Election => of("Election", "in", &places),
        EventType::Protest => of("Protest", "by", &actors),
        EventType::Statement => of("Statement", "by", &actors),
        EventType::Petition => {
            let by = of("Petition", "by", &actors);
            of(&by, "to", &targets)
        }
        EventType::Agreement => match (&actors, &targets) {
            (Some(actors), Some(targets)) => format!("Agreement of {actors} with {targets}"),
            (Some(who), None) | (None, Some(who)) => format!("Agreement of {who}"),
            (None, None) => "Agreement".to_owned(),
        },
        EventType::Appointment => of("Appointment", "of", &about),
        EventType::Resignation => of("Resignation", "of", &about),
        EventType::Visit => {
            let by = of("Visit or meeting", "of", &actors);
            of(&by, "with", &targets)
        }
        EventType::Threat => {
            let against = of("Threat", "against", &targets);
            of(&against, "by", &actors)
        }
        EventType::Founding => of("Founding", "of", &targets),
    };
    let named = actors.is_some() || targets.is_some() || event_type == EventType::Election;
    if named { headline } else { of(&headline, "in", &places) }
}

/// `A`, `A and B`, `A, B and C`, `A, B and 4 others`.
fn list(indices: &[u32], entities: &[Entity]) -> Option<String> {
    let names: Vec<&str> = indices
        .iter()
        .filter_map(|&index| entities.get(index as usize))
        .map(|entity| entity.name.as_str())
        .collect();
    match names.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        [first, second] => Some(format!("{first} and {second}")),
        [first, second, third] => Some(format!("{first}, {second} and {third}")),
        [first, second, rest @ ..] => Some(format!("{first}, {second} and {} others", rest.len())),
    }
}
