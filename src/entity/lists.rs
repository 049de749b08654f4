//! What the tagger knows of words before it reads: names, titles, head words, nationalities, common words.
//!
//! The larger lists stand in `models/` (see `models/README.md` for their sources and licences) and are compiled in;
//! the smaller ones stand here. All keys are folded as [`super::word::spaced_key`] folds them.
//!
//! Nothing here is about one archive: a site's own names belong in a pack.

use std::sync::OnceLock;

use super::EntityType;
use super::table::{Table, joined, key_number, word_number};
use super::word::spaced_key;

/// What is known of a word that stands alone. A word may be several things at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kind(u32);

impl Kind {
    /// A given name.
    pub(super) const GIVEN: Self = Self(1);
    /// A family name.
    pub(super) const FAMILY: Self = Self(1 << 1);
    /// A word that running text writes small.
    pub(super) const COMMON: Self = Self(1 << 2);
    /// An article, pronoun, preposition, conjunction or auxiliary.
    pub(super) const FUNCTION: Self = Self(1 << 3);
    /// A title before a person's name.
    pub(super) const TITLE: Self = Self(1 << 4);
    /// A role that, written small, announces a person's name: `activist`.
    pub(super) const ROLE: Self = Self(1 << 5);
    /// The head of an organisation's name: `Party`, `Ministry`.
    pub(super) const ORG_HEAD: Self = Self(1 << 6);
    /// The head of a place's name: `Province`, `River`.
    pub(super) const LOC_HEAD: Self = Self(1 << 7);
    /// The head of a law's name: `Act`, `Convention`.
    pub(super) const LAW_HEAD: Self = Self(1 << 8);
    /// The head of an event's name: `Election`, `Summit`.
    pub(super) const EVENT_HEAD: Self = Self(1 << 9);
    /// A nationality or language: `Cambodian`.
    pub(super) const DEMONYM: Self = Self(1 << 10);
    /// A month or a weekday.
    pub(super) const CALENDAR: Self = Self(1 << 11);
    /// A verb of saying, as it follows a speaker's name.
    pub(super) const SPEECH: Self = Self(1 << 12);
    /// A word that opens a place's name: `Mount`, `San`, `North`.
    pub(super) const LOC_OPENING: Self = Self(1 << 13);
    /// A small word within names: `of`, `de`, `bin`.
    pub(super) const LINK: Self = Self(1 << 14);
    /// A small word within persons' names: `de`, `bin`.
    pub(super) const PARTICLE: Self = Self(1 << 15);
    /// The legal form that closes a company's name: `Inc`.
    pub(super) const COMPANY_ENDING: Self = Self(1 << 16);
    /// Capitals that name nothing: `TV`, `CEO`.
    pub(super) const PLAIN_CAPITALS: Self = Self(1 << 17);
    /// A word whose possessive stands within names: `People’s`.
    pub(super) const COLLECTIVE: Self = Self(1 << 18);
    /// A preposition before places.
    pub(super) const PLACE_CUE: Self = Self(1 << 19);
    /// A word after which an organisation is named: `newspaper`, `band`.
    pub(super) const ORG_CUE: Self = Self(1 << 20);
    /// A word that, written small after a name, says that it names a place: `province`.
    pub(super) const LOC_TAIL: Self = Self(1 << 21);
    /// A title that is no one's name, so that it is cut off a name found with it: `Samdech`.
    pub(super) const HONORIFIC: Self = Self(1 << 22);
    /// A rank that follows an honorific and belongs to it: `Samdech Techo`.
    pub(super) const RANK: Self = Self(1 << 23);

    /// Whether any of `others` holds.
    pub(super) fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A name that the lists know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// What it names.
    pub(super) entity_type: EntityType,
    /// Whether it is written in capitals only, and counts only where it is written so (`US` is not `us`).
    pub(super) capitals: bool,
    /// The row of [`Lists::rows`] that it belongs to, if it belongs to one.
    pub(super) row: Option<u32>,
}

/// One entity of the lists and its names.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// What it is.
    pub(super) entity_type: EntityType,
    /// The name to show.
    pub(super) name: &'static str,
    /// Khmer forms, each with whether it is attested and may be matched alone.
    pub(super) khmer: Vec<(&'static str, bool)>,
    /// Whether it is one of the Cambodian rows, whose acronyms need company (see `across`).
    pub(super) cambodian: bool,
}

/// All lists, ready to ask.
#[derive(Debug)]
pub(super) struct Lists {
    words: Table<Kind>,
    known: Table<Known>,
    /// What known names begin with, short of their last word.
    openings: Table<()>,
    /// Acronyms of Cambodian rows, and the rows.
    acronyms: Table<u32>,
    rows: Vec<Row>,
    longest: usize,
}

const WORDS: &str = include_str!("../../models/words.txt");
const GIVEN: &str = include_str!("../../models/names-given.txt");
const FAMILY: &str = include_str!("../../models/names-family.txt");
const CITIES: &str = include_str!("../../models/cities.txt");
const WORLD: &str = include_str!("../../models/world.tsv");
const KHMER: &str = include_str!("../../models/khmer-names.tsv");

impl Lists {
    /// The lists; they are read once.
    pub(super) fn get() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(Self::read)
    }

    /// What is known of a folded word.
    pub(super) fn kind(&self, word: &str) -> Kind {
        self.kind_of(word_number(word))
    }

    /// What is known of the word with that number.
    pub(super) fn kind_of(&self, word: u64) -> Kind {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// The name with that key.
    pub(super) fn known(&self, key: &str) -> Option<Known> {
        self.known_of(key_number(key))
    }

    /// The name with that number.
    pub(super) fn known_of(&self, name: u64) -> Option<Known> {
        self.known.get(name).copied()
    }

    /// Whether a known name begins with the words of that number and goes on.
    pub(super) fn continues(&self, name: u64) -> bool {
        self.openings.get(name).is_some()
    }

    /// The most words in a known name.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// The row of a Cambodian acronym.
    pub(super) fn acronym(&self, key: &str) -> Option<u32> {
        self.acronyms.get(key_number(key)).copied()
    }

    /// Every entity of the lists.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn read() -> Self {
        let mut lists = Self {
            words: Table::default(),
            known: Table::default(),
            openings: Table::default(),
            acronyms: Table::default(),
            rows: Vec::new(),
            longest: 1,
        };
        for (list, kind) in [(WORDS, Kind::COMMON), (GIVEN, Kind::GIVEN), (FAMILY, Kind::FAMILY)] {
            lists.mark(list.lines(), kind);
        }
        for &(list, kind) in SMALL_LISTS {
            lists.mark(list.split_ascii_whitespace(), kind);
        }
        for line in WORLD.lines().filter(|line| !line.starts_with('#')) {
            let (code, names) = line.split_once('\t').unwrap_or((line, ""));
            if let Some(entity_type) = EntityType::from_code(code) {
                lists.add_row(entity_type, names, "", "", false);
            }
        }
        for line in KHMER.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            if let [code, latin, acronym, khmer] = fields[..]
                && let Some(entity_type) = EntityType::from_code(code)
            {
                lists.add_row(entity_type, latin, acronym, khmer, true);
            }
        }
        for city in CITIES.lines() {
            let known = Known { entity_type: EntityType::Place, capitals: false, row: None };
            lists.add_known(city, known);
        }
        lists
    }

    fn mark(&mut self, words: impl Iterator<Item = &'static str>, kind: Kind) {
        for word in words {
            let entry = self.words.slot(word_number(word), Kind::default);
            *entry = entry.or(kind);
        }
    }

    /// Adds a row, or its names to the row that has the first of them already.
    fn add_row(
        &mut self,
        entity_type: EntityType,
        latin: &'static str,
        acronym: &'static str,
        khmer: &'static str,
        cambodian: bool,
    ) {
        let names: Vec<&'static str> = latin.split('|').filter(|name| !name.is_empty()).collect();
        let Some(&first) = names.first() else { return };
        let same = self.known(&spaced_key(first)).filter(|known| known.entity_type == entity_type);
        let row = same.and_then(|known| known.row).unwrap_or_else(|| {
            self.rows.push(Row { entity_type, name: first, khmer: Vec::new(), cambodian });
            self.rows.len() as u32 - 1
        });
        for name in names {
            let capitals = name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            self.add_known(name, Known { entity_type, capitals, row: Some(row) });
        }
        if !acronym.is_empty() {
            self.acronyms.slot(key_number(&spaced_key(acronym)), || row);
        }
        let forms = khmer
            .split('|')
            .filter(|form| !form.is_empty())
            .map(|form| form.strip_prefix('?').map_or((form, true), |form| (form, false)));
        if let Some(entry) = self.rows.get_mut(row as usize) {
            entry.khmer.extend(forms);
        }
    }

    fn add_known(&mut self, name: &str, known: Known) {
        let key = spaced_key(name);
        self.longest = self.longest.max(key.split(' ').count());
        let mut words = key.split(' ').map(word_number);
        let mut name = words.next().unwrap_or_default();
        for word in words {
            self.openings.slot(name, || ());
            name = joined(name, word);
        }
        let held = self.known.slot(name, || known);
        // A name listed in both ways is not of capitals only: `LICADHO`, `Licadho`.
        held.capitals &= known.capitals || held.row != known.row;
    }
}

const SMALL_LISTS: &[(&str, Kind)] = &[
    (
        "a about above after again against all almost along already also although always am amid among an and another \
         any anyone anything are around as at away back be became because become been before behind being below \
         between both but by can cannot could despite did do does doing done down during each either else even ever \
         every everyone everything few first following for from further furthermore had has have having he hence her \
         here hers herself him himself his how however i if in indeed inside instead into is it its itself just last \
         later least less let like many may maybe me meanwhile might mine more moreover most much must my myself \
         near neither never nevertheless next no nobody none nor not nothing now of off often on once one only onto \
         or other others our ours out outside over own per perhaps please rather said say says second several shall \
         she should since so some someone something soon still such than that the their theirs them themselves then \
         there therefore these they third this those though three through throughout thus to together too toward \
         towards two under unless unlike until up upon us very via was we well were what whatever when whenever \
         where whereas wherever whether which while who whoever whole whom whose why will with within without would \
         yes yet you your yours yourself four five six seven eight nine ten don't doesn't didn't can't won't isn't \
         it's i'm i've i'll i'd you're we're they're that's there's let's what's he's she's dear thanks thank hello \
         hi ok okay",
        Kind::FUNCTION,
    ),
    (
        "mr mrs ms miss mister madam madame monsieur dr doctor prof professor sir dame lady lord king queen prince \
         princess president premier minister senator sen rep representative congressman congresswoman gen general \
         brig brigadier col colonel capt captain lt lieutenant maj major sgt sergeant cpl corporal admiral adm \
         marshal judge justice chancellor governor gov mayor pope bishop archbishop cardinal rev reverend pastor \
         rabbi imam sheikh sheik shah sultan emperor empress tsar czar chairman chairwoman chairperson deputy \
         ambassador secretary commissioner commander inspector constable detective officer director coach \
         oknha okhna oknya samdech venerable excellency hon honourable honorable comrade attorney councillor councilman \
         spokesman spokeswoman spokesperson rapporteur vice-president vice prime former then-prime ex-president \
         saint nun sister uncle aunt undersecretary speaker coordinator treasurer headmaster archduke duke duchess \
         count countess baron earl activist lawyer journalist analyst leader chief mp mps",
        Kind::TITLE,
    ),
    (
        "leader leaders spokesman spokeswoman spokesperson activist activists lawyer lawyers journalist journalists \
         reporter reporters editor editor-in-chief analyst analysts lawmaker lawmakers politician politicians \
         minister ministers president presidents chief chairman chairwoman director directors secretary governor \
         mayor judge judges prosecutor prosecutors general colonel commander ambassador expert researcher scholar \
         academic academics professor author authors writer writers novelist poet singer songwriter guitarist \
         drummer bassist vocalist actor actors actress producer producers artist painter composer architect \
         designer engineer scientist physicist economist historian philosopher coach captain striker midfielder \
         defender goalkeeper pitcher quarterback player players manager founder co-founder founders ceo owner boss \
         dictator strongman king queen prince princess monk son daughter brother sister father mother wife husband \
         widow friend friends colleague colleagues candidate candidates senator senators representative member \
         members photographer blogger unionist tycoon dissident dissidents critic critics defendant defendants \
         prisoner prisoners detainee victim victims student teacher farmer officer officers soldier suspect \
         rapporteur envoy official officials deputy successor predecessor rival ally named called nicknamed premier \
         columnist commentator correspondent host presenter dancer rapper musician filmmaker chef golfer boxer \
         swimmer skater",
        Kind::ROLE,
    ),
    (
        "party parties court courts council councils committee commission commissions ministry ministries department \
         departments office bureau agency authority authorities association associations federation confederation \
         union unions league alliance coalition front movement congress assembly parliament senate cabinet \
         secretariat tribunal chambers chamber university universities college school academy institute institution \
         foundation fund trust bank group company companies corporation enterprises industries holdings partners \
         airlines airways railway railways motors records entertainment productions pictures studios studio \
         television tv radio network networks news press times post daily journal gazette herald tribune chronicle \
         telegraph magazine review weekly army navy force forces police guard guards corps brigade regiment \
         battalion division squadron fleet militia gendarmerie club team fc united orchestra band choir ensemble \
         theatre theater church diocese embassy consulate delegation mission centre center centers society \
         initiative organization organisation organizations network watch project program programme \
         service services system systems hospital clinic laboratory laboratories labs library museum \
         organizers parliamentarians defenders hotels stores restaurant restaurants insurance pharmaceuticals \
         technologies software communications telecom telecommunications energy oil petroleum gas steel \
         administration board panel taskforce caucus faction brotherhood order conservatory monthly sentinel dispatch observer globe mirror sun \
         star mail examiner inquirer register bulletin railroad broadcasting infantry cavalry artillery corporation \
         bancorp securities capital associates communications semiconductor electronics solutions wireless online \
         magazines airline publishing publishers books music symphony philharmonic quartet trio boys brothers sisters",
        Kind::ORG_HEAD,
    ),
    (
        "province provinces district districts county city town village commune municipality state states region \
         territory territories prefecture republic kingdom emirate empire island islands isle isles peninsula \
         archipelago river rivers lake lakes sea ocean bay gulf strait straits channel creek falls waterfall mountain \
         mountains mount hill hills valley plateau desert forest park parks garden gardens beach coast reef canyon \
         street avenue road boulevard highway lane drive square plaza bridge tunnel airport station harbour harbor \
         port pier border stadium arena tower palace castle fort cemetery temple pagoda market mall prison jail \
         camp base barracks hall brook pond pavilion auditorium fields mall gym gymnasium reservoir meadow meadows woods hollow \
         grove ridge point ranch farm farms estate trail chowk taluk heights springs cape delta basin canal dam glacier oblast",
        Kind::LOC_HEAD,
    ),
    (
        "act acts law laws bill bills convention treaty covenant protocol declaration charter constitution code \
         accord accords agreement agreements statute amendment decree regulation regulations directive resolution \
         ordinance sub-decree prakas",
        Kind::LAW_HEAD,
    ),
    (
        "election elections war wars conference summit olympics games cup championship championships festival \
         revolution referendum battle battles massacre uprising rebellion crisis tournament symposium congress \
         genocide earthquake tsunami hurricane open marathon derby parade convention",
        Kind::EVENT_HEAD,
    ),
    (
        "afghan african albanian algerian american angolan arab arabic argentine argentinian armenian asian \
         australian austrian azerbaijani bangladeshi belarusian belgian bolivian bosnian brazilian british briton \
         bulgarian burmese cambodian cameroonian canadian catalan chechen chilean chinese colombian congolese \
         croatian cuban cypriot czech danish dutch ecuadorian egyptian english eritrean estonian ethiopian european \
         filipino finnish flemish french gaelic georgian german ghanaian greek guatemalan haitian hebrew hindi \
         honduran hungarian icelandic indian indonesian iranian iraqi irish israeli italian jamaican japanese jewish \
         jordanian kazakh kenyan khmer korean kurdish kuwaiti kyrgyz lao laotian latin latvian lebanese liberian \
         libyan lithuanian macedonian malay malaysian maltese mandarin mexican moldovan mongolian moroccan myanmar \
         nepalese nepali nigerian norwegian pakistani palestinian panamanian persian peruvian philippine polish \
         portuguese prussian punjabi roman romanian russian rwandan saudi scottish scots senegalese serbian serb \
         sicilian singaporean slovak slovakian slovenian slovene somali soviet spanish sudanese swedish swiss syrian \
         taiwanese tajik tamil tanzanian thai tibetan tunisian turkish turkmen ugandan ukrainian urdu uruguayan \
         uyghur uzbek venezuelan vietnamese welsh western yemeni yugoslav zambian zimbabwean muslim christian \
         catholic protestant buddhist hindu islamic sunni shiite shia jew anglican baptist orthodox mormon communist \
         socialist republican democrat democratic conservative liberal marxist nazi maoist islamist cham \
         londoner parisian texan californian hawaiian bavarian",
        Kind::DEMONYM,
    ),
    (
        "afghans africans albanians americans arabs asians australians austrians belgians brazilians britons \
         bulgarians burmese cambodians canadians chinese croats cubans danes egyptians europeans filipinos finns \
         frenchmen germans greeks hungarians indians indonesians iranians iraqis israelis italians jews khmers \
         koreans kurds lebanese malays malaysians mexicans muslims christians catholics protestants buddhists hindus \
         nigerians norwegians pakistanis palestinians poles romanians romans russians saudis scots serbs shiites \
         sunnis singaporeans somalis soviets spaniards swedes syrians thais tibetans turks ukrainians uyghurs \
         vietnamese westerners westerner communists democrats republicans nazis liberals conservatives socialists",
        Kind::DEMONYM,
    ),
    (
        "january february march april may june july august september october november december jan feb mar apr jun \
         jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu \
         thurs fri sat sun am pm gmt utc bce bc ad christmas easter halloween thanksgiving",
        Kind::CALENDAR,
    ),
    (
        "said says say told tells added adds asked asks wrote writes writing explained claimed claims argued argues \
         noted notes warned warns denied denies insisted insists stated states replied acknowledged declared \
         confirmed recalled announced complained concluded remarked resigned born died fled",
        Kind::SPEECH,
    ),
    (
        "mount mt lake cape fort port san santa santo sao los las el north south east west northern southern eastern \
         western central upper lower greater new old st saint puerto rio villa ban koh phnom prey kampong kompong \
         stung boeung boeng wat nong isle tbong",
        Kind::LOC_OPENING,
    ),
    (
        "of for and on the in to against by with & de da do dos das di del della du des la le les van von der den \
         ter bin binti ibn al el ul ud y e und et at",
        Kind::LINK,
    ),
    (
        "de da do dos das di del della du des la le les van von der den ter bin binti ibn al el ul ud y",
        Kind::PARTICLE,
    ),
    (
        "samdech oknha okhna oknya neak akka excellency venerable mme mlle messrs",
        Kind::HONORIFIC.or(Kind::TITLE),
    ),
    (
        "moha sena padei krolahom chumteav techo pichey thamma pothisal chakrei ponhea krom preah oknha okhna oknya",
        Kind::RANK,
    ),
    ("inc ltd corp co llc plc gmbh ag sa nv bv llp pty limited incorporated bros", Kind::COMPANY_ENDING),
    (
        "tv dvd cd cds ceo cfo cto pdf ok am pm ad bc us id it pc lp ep dj vip faq usb gps sms html url www rip lol \
         omg asap eta diy iq hiv aids dna rna uk ngo ngos gdp mp mps phd ma ba md bs bsc msc mba i ii iii iv v vi \
         vii viii ix x xi xii xiii xiv xv xvi xx xxi xxx no not the and or for you a is in of to what why how all \
         new now yes so if but be are was were has will can my your he she we they me him who when where this that \
         please note warning sms mms hd hdtv atm pin suv suvs rv ac dc kg km cm mm mph btw imo imho fyi ps re cc fm \
         op-ed op ed st nd rd th vs etc q qa p pp upr covid sars",
        Kind::PLAIN_CAPITALS,
    ),
    (
        "people women men workers children teachers farmers writers lawyers journalists veterans nurses students \
         human citizens employers officers peoples doctors world nation king queen prince princess prisoners youth \
         mothers consumers physicians players st",
        Kind::COLLECTIVE,
    ),
    (
        "in at near from outside around inside across throughout into toward towards visit visited visiting",
        Kind::PLACE_CUE,
    ),
    (
        "newspaper magazine band group company firm party organization organisation ngo agency team club label \
         broadcaster network channel website outlet union publisher",
        Kind::ORG_CUE,
    ),
    (
        "province district county city town village commune municipality region prefecture river island islands \
         mountains lake street airport peninsula",
        Kind::LOC_TAIL,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_know_their_names() {
        let lists = Lists::get();
        let check = |name: &str, entity_type| {
            assert_eq!(
                lists.known(&spaced_key(name)).map(|known| known.entity_type),
                Some(entity_type),
                "{name}"
            );
        };
        check("Cambodia", EntityType::Place);
        check("the United Nations", EntityType::Organisation);
        check("Kompong Cham", EntityType::Place);
        check("Kem Sokha", EntityType::Person);
        check("Cambodian People's Party", EntityType::Organisation);
        check("Paris Peace Accords", EntityType::Law);
        assert!(lists.known("us").is_some_and(|known| known.capitals));
        assert!(lists.continues(key_number("united")));
        assert!(!lists.continues(key_number("cambodia national rescue party")));
        assert!(lists.kind("sophal") == Kind::default() || lists.kind("sophal").any(Kind::GIVEN));
        assert!(lists.kind("the").any(Kind::FUNCTION));
        assert!(lists.acronym("cnrp").is_some());
    }

    #[test]
    fn every_row_is_whole() {
        for (number, line) in KHMER.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 4, "line {}: {line}", number + 1);
            assert!(EntityType::from_code(fields[0]).is_some() && !fields[1].is_empty(), "{line}");
        }
        for line in WORLD.lines().filter(|line| !line.starts_with('#')) {
            let (code, name) = line.split_once('\t').expect(line);
            assert!(EntityType::from_code(code).is_some() && !spaced_key(name).is_empty(), "{line}");
        }
        for list in [WORDS, GIVEN, FAMILY] {
            assert!(list.lines().all(|word| word == word.to_lowercase() && !word.is_empty()));
        }
    }
}
