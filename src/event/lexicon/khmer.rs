//! The Khmer event words.
//!
//! Written for this project. A Khmer verb has no forms; `ការ` before it makes it a noun, `ត្រូវ` or `ត្រូវបាន` a
//! passive.

use super::{Entry, Needs, Strength};
use crate::event::EventType;
use EventType::{
    Agreement, Appointment, Arrest, Attack, Charge, Election, Exile, Founding, Killing, Law, MediaClosure,
    PartyBan, Petition, Protest, Release, Resignation, Sanction, Sentence, Statement, Threat, Trial, Visit,
};
use Strength::{Medium, Strong, Weak};

const fn words(event_type: EventType, strength: Strength, needs: Needs, nouns: &'static str) -> Entry {
    Entry { event_type, strength, needs, intransitive: false, verb: "", then: "", nouns }
}

/// A verb without an object: its subject is the actor.
const fn does(event_type: EventType, strength: Strength, nouns: &'static str) -> Entry {
    Entry { event_type, strength, needs: Needs::Nothing, intransitive: true, verb: "", then: "", nouns }
}

/// The rows.
pub(in crate::event) const ENTRIES: &[Entry] = &[
    words(
        Arrest,
        Strong,
        Needs::Nothing,
        "ចាប់ខ្លួន|ចាប់ឃុំខ្លួន|ឃាត់ខ្លួន|ឃុំខ្លួន|ឃុំឃាំង|ដាក់ពន្ធនាគារ|ដាក់គុក|ចាប់ដាក់គុក|ចាប់ដាក់ពន្ធនាគារ|ចាប់ចង|ចាប់ពង្រត់",
    ),
    words(Charge, Strong, Needs::Nothing, "ចោទប្រកាន់|ដីកាចាប់ខ្លួន|ដីកាបង្គាប់ឱ្យចាប់ខ្លួន"),
    words(Trial, Strong, Needs::Nothing, "ជំនុំជម្រះ|ជំនុំជំរះ|សវនាការ|កាត់ក្តី"),
    words(Sentence, Strong, Needs::Nothing, "កាត់ទោស|ផ្តន្ទាទោស|កាត់ឱ្យជាប់ពន្ធនាគារ|សាលក្រម|សាលដីកា"),
    words(Release, Strong, Needs::Nothing, "ដោះលែង|លើកលែងទោស|លើកលែងចោទប្រកាន់"),
    words(Exile, Strong, Needs::Nothing, "និរទេស|បណ្តេញចេញពីប្រទេស"),
    does(Exile, Strong, "ភៀសខ្លួន|រត់ភៀសខ្លួន|និរទេសខ្លួន"),
    words(Attack, Strong, Needs::Nothing, "វាយប្រហារ|វាយដំ|ធ្វើទារុណកម្ម|វាយធ្វើបាប"),
    words(Killing, Strong, Needs::Nothing, "សម្លាប់|សំលាប់|បាញ់សម្លាប់|បាញ់សំលាប់|ឃាតកម្ម|ធ្វើឃាត"),
    words(PartyBan, Strong, Needs::Party, "រំលាយ|រំលាយចោល"),
    words(
        MediaClosure,
        Strong,
        Needs::Nothing,
        "បិទកាសែត|បិទវិទ្យុ|បិទស្ថានីយវិទ្យុ|បិទសារព័ត៌មាន|បិទគេហទំព័រ|បិទទ្វារកាសែត|បិទការផ្សាយ|ដកហូតអាជ្ញាប័ណ្ណ",
    ),
    words(Sanction, Medium, Needs::Nothing, "ដាក់ទណ្ឌកម្ម|ទណ្ឌកម្ម|ដកប្រព័ន្ធអនុគ្រោះពន្ធ|ដកការអនុគ្រោះពន្ធ"),
    words(
        Law,
        Medium,
        Needs::Nothing,
        "អនុម័តច្បាប់|អនុម័តលើច្បាប់|អនុម័តសេចក្តីព្រាងច្បាប់|អនុម័តវិសោធនកម្ម|ធ្វើវិសោធនកម្ម|វិសោធនកម្មច្បាប់|ប្រកាសឱ្យប្រើច្បាប់",
    ),
    words(Election, Medium, Needs::Nothing, "បោះឆ្នោត|ការបោះឆ្នោត|ប្រជាមតិ"),
    does(Protest, Medium, "ធ្វើបាតុកម្ម|បាតុកម្ម|តវ៉ា|កូដកម្ម|ធ្វើកូដកម្ម|មហាបាតុកម្ម"),
    does(Statement, Medium, "សេចក្តីថ្លែងការណ៍|សុន្ទរកថា|ថ្លែងសុន្ទរកថា|សន្និសីទសារព័ត៌មាន|សន្និសីទកាសែត"),
    does(Statement, Weak, "ថ្លែង|ថ្លែងថា|ប្រកាសថា|របាយការណ៍|មានប្រសាសន៍"),
    words(Petition, Medium, Needs::Nothing, "ញត្តិ|ដាក់ញត្តិ|លិខិតចំហ|លិខិតបើកចំហ|ដាក់លិខិត"),
    words(Agreement, Medium, Needs::Nothing, "កិច្ចព្រមព្រៀង|សន្ធិសញ្ញា|អនុស្សរណៈយោគយល់"),
    words(Appointment, Medium, Needs::Nothing, "តែងតាំង"),
    does(Appointment, Medium, "ចូលកាន់តំណែង|ឡើងកាន់តំណែង|ស្បថចូលកាន់តំណែង|ឡើងកាន់អំណាច"),
    does(Resignation, Strong, "លាលែង|លាលែងពីតំណែង|លាឈប់|ចុះចេញពីតំណែង"),
    does(Visit, Weak, "ជួបប្រជុំ|ជំនួប|ទស្សនកិច្ច|ធ្វើទស្សនកិច្ច|ជួបពិភាក្សា"),
    words(Threat, Weak, Needs::Nothing, "គំរាមកំហែង|គំរាម"),
    words(Founding, Medium, Needs::Nothing, "បង្កើតគណបក្ស|បង្កើតបក្ស"),
];
