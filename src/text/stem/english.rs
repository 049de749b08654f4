//! English stems: Porter 2 ("Snowball English", M. F. Porter, 2001).
//!
//! Written from the published description of the algorithm. The names of the steps are those of the description.
//! Works on bytes: a word that is not made of ASCII letters and apostrophes comes back as it is.

use super::{replace_ending, rules};

/// The stem of a folded English word (lower case, see [`crate::text::normalise::key`]). A word that is not made of ASCII
/// letters and apostrophes, or is shorter than three, comes back as it is.
pub fn english(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'\'';
    if word.len() < 3 || !word.bytes().all(plain) {
        return word.to_owned();
    }
    if word.len() <= LONGEST_EXCEPTION
        && let Some(rule) = rules(EXCEPTIONS).find(|rule| rule.of == word.as_bytes())
    {
        return rule.with.iter().copied().map(char::from).collect();
    }
    let mut stemmer = Stemmer::new(word);
    stemmer.step_0();
    stemmer.step_1a();
    let invariant = matches!(stemmer.word.len(), 6 | 7)
        && INVARIANT.split(' ').any(|word| stemmer.word == word.as_bytes());
    if !invariant {
        stemmer.step_1b();
        stemmer.step_1c();
        stemmer.step_2();
        stemmer.step_3();
        stemmer.step_4();
        stemmer.step_5();
    }
    stemmer.as_str()
}

/// Words whose stem no rule gives.
const EXCEPTIONS: &str = "skis/ski skies/sky dying/die lying/lie tying/tie idly/idl gently/gentl ugly/ugli early/earli \
    only/onli singly/singl sky/sky news/news howe/howe atlas/atlas cosmos/cosmos bias/bias andes/andes";

const LONGEST_EXCEPTION: usize = 6;

/// Words of six or seven letters that stay as they are after step 1a.
const INVARIANT: &str = "inning outing canning herring earring proceed exceed succeed";

struct Stemmer {
    /// The word; a `y` that is a consonant is written `Y`.
    word: Vec<u8>,
    /// Where the regions R1 and R2 begin.
    r1: usize,
    r2: usize,
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

impl Stemmer {
    fn new(word: &str) -> Self {
        let mut word = word.strip_prefix('\'').unwrap_or(word).as_bytes().to_vec();
        for at in 0..word.len() {
            if word[at] == b'y' && (at == 0 || is_vowel(word[at - 1])) {
                word[at] = b'Y';
            }
        }
        let special =
            [&b"gener"[..], b"commun", b"arsen"].into_iter().find(|prefix| word.starts_with(prefix));
        let r1 = special.map_or_else(|| region(&word, 0), <[u8]>::len);
        let r2 = region(&word, r1);
        Self { word, r1, r2 }
    }

    fn as_str(&self) -> String {
        self.word.iter().map(|&byte| char::from(byte.to_ascii_lowercase())).collect()
    }

    fn ends(&self, suffix: &str) -> bool {
        self.word.ends_with(suffix.as_bytes())
    }

    /// Whether a suffix of that length lies within the region that begins at `region`.
    fn within(&self, suffix: &str, region: usize) -> bool {
        self.word.len() >= region + suffix.len()
    }

    fn replace(&mut self, suffix: &str, with: &str) {
        self.word.truncate(self.word.len() - suffix.len());
        self.word.extend_from_slice(with.as_bytes());
    }

    /// The byte that stands `back` places before the end of the word, 1 being the last.
    fn back(&self, back: usize) -> u8 {
        self.word.len().checked_sub(back).map_or(0, |at| self.word[at])
    }

    fn has_vowel(&self, upto: usize) -> bool {
        self.word[..upto].iter().any(|&byte| is_vowel(byte))
    }

    /// Whether the first `len` bytes end in a short syllable.
    fn short_syllable(&self, len: usize) -> bool {
        let word = &self.word[..len];
        match *word {
            [vowel, consonant] => is_vowel(vowel) && !is_vowel(consonant),
            [.., before, vowel, consonant] => {
                !is_vowel(before)
                    && is_vowel(vowel)
                    && !is_vowel(consonant)
                    && !matches!(consonant, b'w' | b'x' | b'Y')
            }
            _ => false,
        }
    }

    fn is_short(&self) -> bool {
        self.r1 >= self.word.len() && self.short_syllable(self.word.len())
    }

    fn ends_double(&self) -> bool {
        let last = self.back(1);
        last == self.back(2) && matches!(last, b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't')
    }

    fn step_0(&mut self) {
        replace_ending(&mut self.word, 0, "'s'/ 's/ '/");
    }

    fn step_1a(&mut self) {
        if self.ends("sses") {
            self.replace("sses", "ss");
        } else if self.ends("ied") || self.ends("ies") {
            let with = if self.word.len() > 4 { "i" } else { "ie" };
            self.replace("ies", with);
        } else if self.ends("us") || self.ends("ss") {
        } else if self.ends("s") && self.word.len() > 2 && self.has_vowel(self.word.len() - 2) {
            self.replace("s", "");
        }
    }

    fn step_1b(&mut self) {
        let found =
            ["eedly", "ingly", "edly", "eed", "ing", "ed"].into_iter().find(|suffix| self.ends(suffix));
        let Some(suffix) = found else { return };
        if matches!(suffix, "eed" | "eedly") {
            if self.within(suffix, self.r1) {
                self.replace(suffix, "ee");
            }
            return;
        }
        if !self.has_vowel(self.word.len() - suffix.len()) {
            return;
        }
        self.replace(suffix, "");
        if self.ends("at") || self.ends("bl") || self.ends("iz") {
            self.word.push(b'e');
        } else if self.ends_double() {
            self.word.pop();
        } else if self.is_short() {
            self.word.push(b'e');
        }
    }

    fn step_1c(&mut self) {
        if matches!(self.back(1), b'y' | b'Y') && self.word.len() > 2 && !is_vowel(self.back(2)) {
            self.replace("y", "i");
        }
    }

    fn step_2(&mut self) {
        let table = "ization/ize ational/ate fulness/ful ousness/ous iveness/ive tional/tion biliti/ble lessli/less \
            entli/ent ation/ate alism/al aliti/al ousli/ous iviti/ive fulli/ful enci/ence anci/ance abli/able izer/ize \
            ator/ate alli/al bli/ble ogi/og/l li//cdeghkmnrt";
        replace_ending(&mut self.word, self.r1, table);
    }

    fn step_3(&mut self) {
        if self.ends("ative") {
            replace_ending(&mut self.word, self.r2, "ative/");
        } else {
            let table = "ational/ate tional/tion alize/al icate/ic iciti/ic ical/ic ness/ ful/";
            replace_ending(&mut self.word, self.r1, table);
        }
    }

    fn step_4(&mut self) {
        let table = "ement/ ance/ ence/ able/ ible/ ment/ ant/ ent/ ism/ ate/ iti/ ous/ ive/ ize/ al/ er/ ic/ ion//st";
        replace_ending(&mut self.word, self.r2, table);
    }

    fn step_5(&mut self) {
        let stem = self.word.len().saturating_sub(1);
        let drop = match self.back(1) {
            b'e' => self.within("e", self.r2) || (self.within("e", self.r1) && !self.short_syllable(stem)),
            b'l' => self.within("l", self.r2) && self.back(2) == b'l',
            _ => false,
        };
        if drop {
            self.word.pop();
        }
    }
}

/// Where the region after the first consonant that follows a vowel begins, looking from `from` on.
fn region(word: &[u8], from: usize) -> usize {
    (from + 1..word.len())
        .find(|&at| is_vowel(word[at - 1]) && !is_vowel(word[at]))
        .map_or(word.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Beginnings and endings whose products, nonsense included, reach every rule.
    const BEGINNINGS: &str = "a act adv agit agre allow apolog appe arbitr arrest arsen ban bann beg believ bi bl boycott \
        cal can car charg cit clos collud commun comp conclud condemn convict cr cut decapit decid defend demo deni democr \
        deter diss dr dy econom elect emb enfor eng exc exil fac fr free fri gener govern gr guil gu haz hop host hous \
        imp imprison incit indign inn intimid is j judg jump kn law lea leg li liber lov luck m magn man med min mis na nat \
        nomin obl off opp oppress organ out pa pard part pay pet pl plan pol polit poss pr press priv pro proc prof prosec \
        protest publ quot rad rat rea rebel rec refus regul rel rely resign restrict rig rul run sa sanct sens sent ser shr sil \
        soci spe stat stop str stuff succ su surve sus sy temp ten terr th toll traff tr try tyr un universal us vac val vi \
        vict viol vot w wit wor wri y yell yes young zeal";
    const ENDINGS: &str = "abilities ability able ably al alism alist ality alization alize alized alizes ally ance ances \
        ancy ant ants ate ated ately ates ating ation ational ations ative ator ators atory bly d ded ding e ed edly ee \
        eed eedly ees eing ement ements en ence ences encies ency ened ent ential entli ently ents er ers es ess est ful \
        fully fulness ial ially ian ibility ible ic ical ically icate icated icit icity ied ies ified ify il ile ily ing \
        ingly ings ion ional ions is ise ised ish ism ist istic ists ities ity ive ively iveness ivity ization ize ized \
        izer less lessly lessness li lic ling ll lled ller lly log logi logical logies logist logy ly man ment mental \
        ments n ned ness nesses nning ogy or ors ory ous ously ousness oy ried rred rring s ship sion ss ssed sses ted th \
        tion tional tions tted tting ty ual ure us uses utions ved x y yed yer ying ys 's ' s' s's";

    #[test]
    fn every_word_agrees_with_the_reference() {
        let reference = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English);
        let mut words = 0;
        for beginning in BEGINNINGS.split_whitespace() {
            for ending in ENDINGS.split_whitespace() {
                let word = format!("{beginning}{ending}");
                assert_eq!(english(&word), reference.stem(&word), "{word}");
                words += 1;
            }
        }
        for (exception, _) in EXCEPTIONS.split(' ').filter_map(|rule| rule.split_once('/')) {
            assert_eq!(english(exception), reference.stem(exception));
        }
        for invariant in INVARIANT.split(' ') {
            assert_eq!(english(&format!("{invariant}s")), reference.stem(&format!("{invariant}s")));
        }
        assert!(words > 20_000, "{words}");
    }

    #[test]
    fn words_of_the_field_meet() {
        for group in [
            &["arrest", "arrested", "arrests", "arresting"][..],
            &["conviction", "convicted", "convict"],
            &["elections", "election"],
        ] {
            for word in group {
                assert_eq!(english(word), english(group[0]));
            }
        }
        for unchanged in ["", "is", "é", "កម្ពុជា", "s226", "😀"] {
            assert_eq!(english(unchanged), unchanged);
        }
    }

    proptest! {
        #[test]
        fn any_letters_agree_with_the_reference(word in "[a-z']{0,12}") {
            let reference = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English);
            prop_assert_eq!(english(&word), reference.stem(&word));
        }
    }
}
