//! How many letters apart two words are, for a whole dictionary of words at once.
//!
//! The distance is that of Damerau, restricted as usual (Boytsov, "Indexing Methods for Approximate Dictionary
//! Searching", 2011): letters put in, left out, replaced, or two neighbours exchanged. The words of a dictionary come
//! in order, so a word shares its beginning, and with it the rows of the table, with the one before; a beginning that
//! is too far already is not looked at again.

/// Tells which words are near one word.
pub(super) struct Near {
    word: Vec<char>,
    most: u8,
    key: Vec<char>,
    /// The table: a row for each letter of `key`, after that of the empty word; each is one longer than `word`.
    rows: Vec<u8>,
    /// As many letters of `key` are too far already.
    dead: usize,
}

impl Near {
    /// For the words that differ from `word` in at most so many letters.
    pub(super) fn new(word: &str, most: u8) -> Self {
        let word: Vec<char> = word.chars().collect();
        let rows = (0..=word.len()).map(|n| n.min(200) as u8).collect();
        Self { word, most, key: Vec::new(), rows, dead: usize::MAX }
    }

    /// How many letters apart a word is, if no more than was asked for.
    pub(super) fn distance(&mut self, key: &str) -> Option<u8> {
        let mut at = 0;
        for c in key.chars() {
            if self.key.get(at) == Some(&c) {
                at += 1;
                if at >= self.dead {
                    return None;
                }
                continue;
            }
            self.keep(at);
            self.key.push(c);
            at += 1;
            let least = self.row(at);
            if least > self.most {
                self.dead = at;
                return None;
            }
        }
        self.keep(at);
        self.rows.last().copied().filter(|&distance| distance <= self.most)
    }

    /// Forgets all but the first letters of the last word.
    fn keep(&mut self, letters: usize) {
        self.key.truncate(letters);
        self.rows.truncate((letters + 1) * (self.word.len() + 1));
        self.dead = usize::MAX;
    }

    /// Appends the row of the `n`-th letter of the key, and returns the least in it.
    fn row(&mut self, n: usize) -> u8 {
        let width = self.word.len() + 1;
        let (c, before) = (self.key[n - 1], self.rows.len() - width);
        let mut last = self.rows[before].saturating_add(1);
        let mut least = last;
        self.rows.push(last);
        for (m, &letter) in self.word.iter().enumerate() {
            let replaced = self.rows[before + m] + u8::from(letter != c);
            let mut value = replaced.min(self.rows[before + m + 1] + 1).min(last + 1);
            if m > 0 && n > 1 && self.word[m - 1] == c && letter == self.key[n - 2] {
                value = value.min(self.rows[before - width + m - 1] + 1);
            }
            least = least.min(value);
            self.rows.push(value);
            last = value;
        }
        least
    }
}

/// How many letters may be wrong in a word of that length: none in a short one, where another is another word.
pub(super) fn tolerance(word: &str) -> u8 {
    match word.chars().count() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(word: &str, key: &str, expected: Option<u8>) {
        assert_eq!(Near::new(word, 2).distance(key), expected, "{word} {key}");
    }

    #[test]
    fn letters_are_counted() {
        check("treason", "treason", Some(0));
        check("treason", "treeson", Some(1));
        check("treason", "traeson", Some(1));
        check("treason", "reason", Some(1));
        check("treason", "treasonous", None);
        check("treason", "treasony", Some(1));
        check("élan", "elan", Some(1));
        check("កឹម", "កិម", Some(1));
        check("", "ab", Some(2));
        check("", "", Some(0));
        check("😀", "", Some(1));
    }

    /// The table in full, as in the textbook.
    fn plain(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0usize; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let cost = usize::from(a[i - 1] != b[j - 1]);
                    let mut value =
                        (table[i - 1][j - 1] + cost).min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        value = value.min(table[i - 2][j - 2] + 1);
                    }
                    value
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn sharing_rows_changes_nothing(word in "[abc]{0,7}", mut keys in prop::collection::vec("[abcé]{0,8}", 0..30)) {
            keys.sort();
            let mut near = Near::new(&word, 2);
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            for key in keys {
                let expected = plain(&chars(&word), &chars(&key));
                prop_assert_eq!(near.distance(&key), (expected <= 2).then_some(expected as u8), "{}", key);
            }
        }
    }
}
