//! The words of a Markdown block: marks within them taken off.
//!
//! Input: the lines of a paragraph, heading or cell, and what links and footnotes are defined. Output: words, tags of
//! HTML and line breaks in order. Of emphasis, strikethrough and links the words stay; of images their descriptions; of
//! code what it says. Whether a `*` or `_` is a mark follows from what stands beside it and from its partner, as
//! CommonMark says (<https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis>).
//!
//! Every character is looked at a bounded number of times: what has not been found once is not looked for again.

use super::line::run_len;
use super::links::{address_len, label, label_len, tag_len, target_len};
use crate::ingest::references;

/// A part of a block's words.
#[derive(Debug)]
pub(super) enum Inline<'a> {
    Text(&'a str),
    /// A tag or comment.
    Html(&'a str),
    Break,
}

/// Hands over the words of a block part by part.
pub(super) fn read(text: &str, labels: &[String], take: &mut dyn FnMut(Inline<'_>)) {
    let text = text.trim_ascii();
    let mut reader = Reader { text, labels, ..Reader::default() };
    reader.read();
    for piece in &reader.pieces {
        match piece {
            Piece::Text(text) => take(Inline::Text(text)),
            Piece::Decoded(text) => take(Inline::Text(text)),
            Piece::Html(tag) => take(Inline::Html(tag)),
            Piece::Break => take(Inline::Break),
            Piece::Run(run) => take(Inline::Text(run.text.get(..run.left).unwrap_or_default())),
        }
    }
}

#[derive(Debug)]
enum Piece<'a> {
    Text(&'a str),
    Decoded(String),
    Html(&'a str),
    Break,
    Run(Run<'a>),
}

/// Marks of emphasis side by side.
#[derive(Clone, Copy, Debug)]
struct Run<'a> {
    /// As written; all of its characters are the same.
    text: &'a str,
    /// How many have no partner yet.
    left: usize,
    opens: bool,
    closes: bool,
}

impl Run<'_> {
    /// Whether this may be the partner of a run that closes.
    fn is_closed_by(&self, close: &Run<'_>) -> bool {
        let (open_len, len) = (self.text.len(), close.text.len());
        if !self.text.starts_with(close.mark()) || close.mark() == '~' && open_len != len {
            return false;
        }
        let either = self.closes || close.opens;
        !either || (open_len + len) % 3 != 0 || len % 3 == 0
    }

    fn mark(&self) -> char {
        self.text.chars().next().unwrap_or_default()
    }

    /// Runs of one kind find the same partners.
    fn kind(&self) -> usize {
        let mark = match self.mark() {
            '*' => 0,
            '_' => 1,
            _ => 2,
        };
        (mark * 2 + usize::from(self.opens)) * 3 + self.text.len() % 3
    }
}

/// An opening bracket.
#[derive(Debug)]
struct Bracket {
    is_image: bool,
    /// Where its piece is, how many runs are before it, and where the text behind it begins.
    piece: usize,
    runs: usize,
    at: usize,
}

#[derive(Default)]
struct Reader<'a, 'l> {
    text: &'a str,
    labels: &'l [String],
    /// How far it is read, and where the words begin that are in no piece yet.
    at: usize,
    from: usize,
    pieces: Vec<Piece<'a>>,
    brackets: Vec<Bracket>,
    /// The brackets before this one hold a link, so they are none.
    spent: usize,
    /// The pieces that are runs and not looked at yet.
    runs: Vec<usize>,
    /// What is not ahead any more: ends of code by their length, ends of comments and the like.
    absent_code: Vec<usize>,
    absent: Vec<&'static str>,
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self) {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            if !matches!(byte, b'\n' | b'\\' | b'`' | b'<' | b'&' | b'[' | b']' | b'!' | b'*' | b'_' | b'~') {
                self.at += 1;
                continue;
            }
            let start = self.at;
            let words = self.text.get(self.from..start).unwrap_or_default();
            let words = if byte == b'\n' { words.trim_end_matches([' ', '\t']) } else { words };
            if !words.is_empty() {
                self.pieces.push(Piece::Text(words));
            }
            self.from = start;
            if let Some((len, piece)) = self.mark(byte) {
                self.pieces.push(piece);
                self.at += len;
                self.from = self.at;
            } else if self.at == start {
                self.at += 1;
            }
        }
        self.pieces.push(Piece::Text(self.text.get(self.from..).unwrap_or_default()));
        self.pair(0);
    }

    /// Reads what may be a mark: its length and what it comes to. Nothing if it is words, and so is what is passed over.
    fn mark(&mut self, byte: u8) -> Option<(usize, Piece<'a>)> {
        let rest = self.rest(0);
        match byte {
            b'\n' => Some((1, Piece::Break)),
            b'\\' => match rest.as_bytes().get(1)? {
                b'\n' => Some((2, Piece::Break)),
                next if next.is_ascii_punctuation() => Some((2, Piece::Text(rest.get(1..2)?))),
                _ => None,
            },
            b'`' => self.code(),
            b'<' => {
                if let Some(len) = address_len(rest) {
                    return Some((len, Piece::Text(rest.get(1..len - 1)?)));
                }
                let len = tag_len(rest).or_else(|| self.declaration_len(rest))?;
                Some((len, Piece::Html(rest.get(..len)?)))
            }
            b'&' => {
                let mut decoded = String::new();
                let len = references::whole(rest.get(1..)?, &mut decoded)?;
                Some((len + 1, Piece::Decoded(decoded)))
            }
            b'[' => Some(self.bracket("[", false)),
            b'!' if rest.starts_with("![") => Some(self.bracket("![", true)),
            b']' => self.close(),
            b'*' | b'_' | b'~' => self.run(byte),
            _ => None,
        }
    }

    fn rest(&self, skip: usize) -> &'a str {
        self.text.get(self.at + skip..).unwrap_or_default()
    }

    /// Reads code, or passes over its marks if nothing ends it.
    fn code(&mut self) -> Option<(usize, Piece<'a>)> {
        let rest = self.rest(0);
        let len = run_len(rest, b'`');
        let mut end = len;
        if self.absent_code.contains(&len) {
            self.at += len;
            return None;
        }
        loop {
            let Some(next) = rest.get(end..)?.find('`') else {
                self.absent_code.push(len);
                self.at += len;
                return None;
            };
            end += next;
            let close = run_len(rest.get(end..)?, b'`');
            if close == len {
                break;
            }
            end += close;
        }
        let code = rest.get(len..end)?.replace('\n', " ");
        let inner = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
        let inner = inner.filter(|inner| inner.bytes().any(|byte| byte != b' '));
        let code = inner.map(str::to_owned).unwrap_or(code);
        Some((end + len, Piece::Decoded(code)))
    }

    /// The length of a comment, instruction, declaration or section at `<`.
    fn declaration_len(&mut self, rest: &str) -> Option<usize> {
        let declares = |rest: &str| rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic);
        let (skip, end) = match rest {
            _ if rest.starts_with("<!-->") => return Some(5),
            _ if rest.starts_with("<!--->") => return Some(6),
            _ if rest.starts_with("<!--") => (4, "-->"),
            _ if rest.starts_with("<![CDATA[") => (9, "]]>"),
            _ if rest.starts_with("<?") => (2, "?>"),
            _ if rest.starts_with("<!") && declares(rest) => (2, ">"),
            _ => return None,
        };
        if self.absent.contains(&end) {
            return None;
        }
        let found = rest.get(skip..)?.find(end);
        if found.is_none() {
            self.absent.push(end);
        }
        Some(skip + found? + end.len())
    }

    fn bracket(&mut self, mark: &'static str, is_image: bool) -> (usize, Piece<'a>) {
        let (piece, runs) = (self.pieces.len(), self.runs.len());
        self.brackets.push(Bracket { is_image, piece, runs, at: self.at + mark.len() });
        (mark.len(), Piece::Text(mark))
    }

    /// Reads a closing bracket and the address behind it.
    fn close(&mut self) -> Option<(usize, Piece<'a>)> {
        let bracket = self.brackets.pop()?;
        let is_spent = self.brackets.len() < self.spent;
        self.spent = self.spent.min(self.brackets.len());
        if is_spent && !bracket.is_image {
            return None;
        }
        let inner = self.text.get(bracket.at..self.at)?;
        if let Some(len) = target_len(self.rest(1)).or_else(|| self.reference_len(inner)) {
            self.pair(bracket.runs);
            if let Some(mark) = self.pieces.get_mut(bracket.piece) {
                *mark = Piece::Text("");
            }
            if !bracket.is_image {
                self.spent = self.brackets.len();
            }
            return Some((1 + len, Piece::Text("")));
        }
        if inner.starts_with('^') && self.is_defined(inner) {
            self.pieces.truncate(bracket.piece);
            self.runs.truncate(bracket.runs);
            let mark = if bracket.is_image { "!" } else { "" };
            return Some((1, Piece::Text(mark)));
        }
        None
    }

    /// The length of a reference to a definition behind the closing bracket: `[label]`, `[]` or nothing.
    fn reference_len(&self, inner: &str) -> Option<usize> {
        let rest = self.rest(1);
        if let Some(label) = rest.strip_prefix('[').filter(|label| !label.starts_with('^'))
            && let Some(len) = label_len(label)
        {
            return self.is_defined(label.get(..len)?).then_some(len + 2);
        }
        let is_link = !inner.starts_with('^') && self.is_defined(inner);
        is_link.then_some(if rest.starts_with("[]") { 2 } else { 0 })
    }

    fn is_defined(&self, name: &str) -> bool {
        let is_label = || name.len() < 1000 && label_len(&format!("{name}]")) == Some(name.len());
        !self.labels.is_empty() && is_label() && self.labels.binary_search(&label(name)).is_ok()
    }

    /// Reads marks of emphasis.
    fn run(&mut self, byte: u8) -> Option<(usize, Piece<'a>)> {
        let rest = self.rest(0);
        let len = run_len(rest, byte);
        let text = rest.get(..len)?;
        let before = self.text.get(..self.at)?.chars().next_back().unwrap_or(' ');
        let after = rest.get(len..)?.chars().next().unwrap_or(' ');
        let beside = |near: char, far: char| {
            // Within a word `_` and a single `~` are words; so is a mark between a letter and punctuation.
            let within = byte != b'_' && text != "~" && !is_punctuation(near);
            !near.is_whitespace() && (within || far.is_whitespace() || is_punctuation(far))
        };
        let opens = beside(after, before) || text == "~~" && !after.is_whitespace();
        let closes = beside(before, after);
        if !opens && !closes || byte == b'~' && len > 2 {
            self.at += len;
            return None;
        }
        self.runs.push(self.pieces.len());
        Some((len, Piece::Run(Run { text, left: len, opens, closes })))
    }

    /// Finds the partners of the runs from one on; those without stay words.
    fn pair(&mut self, first: usize) {
        // Those that may open, and for each kind below which of them no partner is.
        let mut open: Vec<usize> = Vec::new();
        let mut none_below = [0; 18];
        for place in self.runs.split_off(first) {
            let Some(&Piece::Run(mut run)) = self.pieces.get(place) else { continue };
            while run.closes && run.left > 0 {
                let Some(least) = none_below.get_mut(run.kind()) else { break };
                let is_partner = |place: &usize| matches!(self.pieces.get(*place), Some(Piece::Run(other)) if other.is_closed_by(&run));
                let found = open.get(*least..).and_then(|open| open.iter().rposition(is_partner));
                let Some(found) = found.map(|found| *least + found) else {
                    *least = open.len();
                    break;
                };
                open.truncate(found + 1);
                if let Some(Piece::Run(other)) = open.last().and_then(|place| self.pieces.get_mut(*place)) {
                    let both = other.left.min(run.left);
                    other.left -= both;
                    run.left -= both;
                    if other.left == 0 {
                        open.pop();
                    }
                }
                for least in &mut none_below {
                    *least = open.len().min(*least);
                }
            }
            if run.opens && run.left > 0 {
                open.push(place);
            }
            if let Some(piece) = self.pieces.get_mut(place) {
                *piece = Piece::Run(run);
            }
        }
    }
}

/// Whether a character is punctuation or a symbol, of those that texts in our languages have beside emphasis.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '×' | '÷'
            // Thai, Khmer.
            | '\u{e3f}' | '\u{e4f}' | '\u{e5a}' | '\u{e5b}' | '\u{17d4}'..='\u{17d6}' | '\u{17d8}'..='\u{17db}'
            // Dashes, quotation marks, currencies, arrows, symbols.
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20c0}' | '\u{2190}'..='\u{245f}'
            | '\u{2500}'..='\u{2bff}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}'
            | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{1f000}'..='\u{1faff}')
}
