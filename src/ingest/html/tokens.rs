//! HTML to tokens: tags with the attributes that are read, and text with its references decoded.
//!
//! Input: the text of an HTML file. Output: its [`Token`]s in order, as the tokeniser of the HTML standard cuts them
//! (<https://html.spec.whatwg.org/multipage/parsing.html#tokenization>). What holds a script, a style or a title is
//! known by its start tag alone, since no tree is built. A test compares it with `html5gum` on random markup; it stands
//! here because that crate costs 40 KB of compressed wasm, and this 4.
//!
//! What is left out: comments, document types, CDATA sections (they are comments in HTML) and errors, of which nothing
//! is said; a tag that the file ends within.

use crate::ingest::references;

/// The attributes that are read; others are passed over.
const ATTRIBUTES: [&str; 12] = [
    "class", "id", "role", "lang", "name", "property", "itemprop", "content", "datetime", "type", "rel",
    "title",
];

/// A tag has no more attributes than this.
const MOST_ATTRIBUTES: usize = 16;

/// The longest attribute that is looked at, in bytes.
const LONGEST_ATTRIBUTE: usize = 4096;

/// A piece of an HTML file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A start tag.
    Start(Tag),
    /// An end tag: its name in lower case.
    End(&'a str),
    /// The text up to the next tag or comment; never empty.
    Text(&'a str),
}

/// A start tag.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    /// Name in lower case and value, which is never empty, in the order of the tag.
    pub(super) attributes: Vec<(String, String)>,
    /// Whether it ends with `/>`.
    pub(super) self_closing: bool,
}

impl Tag {
    /// The value of the first attribute of a name, or nothing.
    pub(super) fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// Hands over the tokens of an HTML file one by one.
pub(super) fn read(html: &str, take: &mut dyn FnMut(Token<'_>)) {
    if html.contains('\r') {
        let html = html.replace("\r\n", "\n").replace('\r', "\n");
        Tokenizer { html: &html, at: 0, text: String::new(), take }.run();
    } else {
        Tokenizer { html, at: 0, text: String::new(), take }.run();
    }
}

struct Tokenizer<'a, 't> {
    html: &'a str,
    /// How far it is read: never within a character.
    at: usize,
    /// The text since the last token.
    text: String,
    take: &'t mut dyn FnMut(Token<'_>),
}

impl<'a> Tokenizer<'a, '_> {
    fn run(&mut self) {
        while self.at < self.html.len() {
            let mark = self.find(self.at, |byte| byte == b'<');
            references::decode(self.slice(self.at, mark), false, &mut self.text);
            self.at = mark;
            if mark < self.html.len() {
                self.markup();
            }
        }
        self.flush();
    }

    /// Reads what begins with `<`.
    fn markup(&mut self) {
        match (self.byte(self.at + 1), self.byte(self.at + 2)) {
            (Some(b'!'), _) if self.rest(self.at + 2).starts_with("--") => self.comment(),
            (Some(b'!' | b'?'), _) => self.bogus(),
            (Some(b'/'), Some(b'>')) => self.at += 3,
            (Some(b'/'), Some(first)) if !first.is_ascii_alphabetic() => self.bogus(),
            (Some(b'/'), Some(_)) => self.tag(2),
            (Some(first), _) if first.is_ascii_alphabetic() => self.tag(1),
            // A `<` that begins nothing is text, like the slash behind it at the end of the file.
            _ => {
                self.text.push('<');
                self.at += 1;
            }
        }
    }

    fn comment(&mut self) {
        self.flush();
        let rest = self.rest(self.at + 4);
        let len = if rest.starts_with('>') {
            1
        } else if rest.starts_with("->") {
            2
        } else {
            let mut dashes = (0..rest.len()).filter(|&at| rest.as_bytes()[at..].starts_with(b"--"));
            let end = |at: usize| match rest.as_bytes().get(at + 2..)? {
                [b'>', ..] => Some(at + 3),
                [b'!', b'>', ..] => Some(at + 4),
                _ => None,
            };
            dashes.find_map(end).unwrap_or(rest.len())
        };
        self.at += 4 + len;
    }

    /// Passes over a comment that is not written like one, a document type or an instruction.
    fn bogus(&mut self) {
        self.flush();
        self.at = self.html.len().min(self.find(self.at, |byte| byte == b'>') + 1);
    }

    /// Reads a tag whose name begins so many bytes on.
    fn tag(&mut self, skip: usize) {
        self.flush();
        let start = self.at + skip;
        self.at = self.find(start, |byte| is_space(byte) || matches!(byte, b'/' | b'>'));
        let name = self.slice(start, self.at).to_ascii_lowercase().replace('\0', "\u{fffd}");
        let mut tag = Tag { name, ..Tag::default() };
        loop {
            self.skip_space();
            match self.byte(self.at) {
                None => return,
                Some(b'>') => break,
                Some(b'/') => {
                    self.at += 1;
                    if self.byte(self.at) == Some(b'>') {
                        tag.self_closing = true;
                        break;
                    }
                }
                Some(_) => {
                    if !self.attribute(&mut tag) {
                        return;
                    }
                }
            }
        }
        self.at += 1;
        if skip == 2 {
            (self.take)(Token::End(&tag.name));
            return;
        }
        let name = std::mem::take(&mut tag.name);
        (self.take)(Token::Start(Tag { name: name.clone(), ..tag }));
        self.raw_text(&name);
    }

    /// Reads an attribute; `false` if the file ends within it.
    fn attribute(&mut self, tag: &mut Tag) -> bool {
        let start = self.at;
        // A `=` where a name should begin is a part of it.
        self.at = self.find(start + 1, |byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        // The first character may be of several bytes, all of which the search passes over.
        let name = self.slice(start, self.at).to_ascii_lowercase();
        self.skip_space();
        if self.byte(self.at) != Some(b'=') {
            return true;
        }
        self.at += 1;
        self.skip_space();
        let value = match self.byte(self.at) {
            Some(b'>') => return true,
            Some(quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                let end = self.find(start, |byte| byte == quote);
                self.at = end + 1;
                if end == self.html.len() {
                    self.at = end;
                    return false;
                }
                self.slice(start, end)
            }
            _ => {
                let start = self.at;
                self.at = self.find(start, |byte| is_space(byte) || byte == b'>');
                self.slice(start, self.at)
            }
        };
        let wanted = ATTRIBUTES.contains(&name.as_str()) && tag.attributes.len() < MOST_ATTRIBUTES;
        if wanted && !value.is_empty() {
            let mut decoded = String::new();
            references::decode(&value.replace('\0', "\u{fffd}"), true, &mut decoded);
            if let Some(cut) = decoded.as_bytes().get(..LONGEST_ATTRIBUTE) {
                decoded = String::from_utf8_lossy(cut).into_owned();
            }
            tag.attributes.push((name, decoded));
        }
        true
    }

    /// Reads the text of an element in which no tags are, up to its end tag.
    fn raw_text(&mut self, name: &str) {
        let end = match name {
            "plaintext" => self.html.len(),
            "script" => self.end_of_script(),
            "textarea" | "title" | "style" | "iframe" | "xmp" | "noembed" | "noframe" | "noscript" => {
                let mut end = self.at;
                loop {
                    end = self.find(end, |byte| byte == b'<');
                    if end == self.html.len() || self.is_end_tag(end, name) {
                        break end;
                    }
                    end += 1;
                }
            }
            _ => return,
        };
        let raw = self.slice(self.at, end).replace('\0', "\u{fffd}");
        if matches!(name, "textarea" | "title") {
            references::decode(&raw, false, &mut self.text);
        } else {
            self.text.push_str(&raw);
        }
        self.at = end;
    }

    /// Where the end tag of a script begins. Within `<!--` a script may hold another script's tags.
    fn end_of_script(&self) -> usize {
        let (mut in_comment, mut in_script, mut dashes) = (false, false, 0);
        let mut at = self.at;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'-' if in_comment => dashes += 1,
                b'>' if dashes >= 2 => (in_comment, in_script, dashes) = (false, false, 0),
                b'<' => {
                    dashes = 0;
                    if !in_comment && self.rest(at).starts_with("<!--") {
                        (in_comment, dashes) = (true, 2);
                        at += 3;
                    } else if in_script {
                        in_script = !self.is_end_tag(at, "script");
                    } else if self.is_end_tag(at, "script") {
                        return at;
                    } else if in_comment {
                        in_script = self.is_name(at + 1, "script");
                    }
                }
                _ => dashes = 0,
            }
            at += 1;
        }
        self.html.len()
    }

    fn is_end_tag(&self, at: usize, name: &str) -> bool {
        self.byte(at + 1) == Some(b'/') && self.is_name(at + 2, name)
    }

    /// Whether a tag's name stands at a place, and ends there.
    fn is_name(&self, at: usize, name: &str) -> bool {
        let end = at + name.len();
        self.html.as_bytes().get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && self.byte(end).is_some_and(|byte| is_space(byte) || matches!(byte, b'/' | b'>'))
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            (self.take)(Token::Text(&self.text));
            self.text.clear();
        }
    }

    fn skip_space(&mut self) {
        self.at = self.find(self.at, |byte| !is_space(byte));
    }

    /// The first place from `start` on at which such a byte stands, or the end of the file. It is between characters if
    /// only ASCII is looked for, or `start` is and the byte there is the one.
    fn find(&self, start: usize, is: impl Fn(u8) -> bool) -> usize {
        let rest = self.html.as_bytes().get(start..).unwrap_or_default();
        rest.iter().position(|&byte| is(byte)).map_or(self.html.len(), |at| start + at)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.html.as_bytes().get(at).copied()
    }

    fn rest(&self, start: usize) -> &'a str {
        self.html.get(start..).unwrap_or_default()
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.html.get(start..end).unwrap_or_default()
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5gum::Tokenizer as Oracle;
    use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
    use proptest::prelude::*;

    #[derive(Debug, PartialEq)]
    enum Piece {
        Start(Tag),
        End(String),
        Text(String),
    }

    fn pieces(html: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        read(html, &mut |token| {
            pieces.push(match token {
                Token::Start(tag) => Piece::Start(tag),
                Token::End(name) => Piece::End(name.to_owned()),
                Token::Text(text) => Piece::Text(text.to_owned()),
            });
        });
        pieces
    }

    /// The same of `html5gum`.
    fn expected(html: &str) -> Vec<Piece> {
        let (mut pieces, mut tag, mut attribute) = (Vec::new(), Tag::default(), String::new());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut emitter =
            CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<()> {
                match event {
                    CallbackEvent::OpenStartTag { name } => tag = Tag { name: text(name), ..Tag::default() },
                    CallbackEvent::AttributeName { name } => attribute = text(name),
                    CallbackEvent::AttributeValue { value }
                        if ATTRIBUTES.contains(&attribute.as_str())
                            && tag.attributes.len() < MOST_ATTRIBUTES =>
                    {
                        let value = text(value.get(..LONGEST_ATTRIBUTE).unwrap_or(value));
                        tag.attributes.push((attribute.clone(), value));
                    }
                    CallbackEvent::CloseStartTag { self_closing } => {
                        pieces.push(Piece::Start(Tag { self_closing, ..std::mem::take(&mut tag) }));
                    }
                    CallbackEvent::EndTag { name } => pieces.push(Piece::End(text(name))),
                    CallbackEvent::String { value } => pieces.push(Piece::Text(text(value))),
                    _ => {}
                }
                None
            });
        emitter.naively_switch_states(true);
        for _ in Oracle::new_with_emitter(html, emitter) {}
        pieces
    }

    fn check(html: &str, expect: &[Piece]) {
        assert_eq!(pieces(html), expect, "{html}");
        assert_eq!(expected(html), expect, "{html}");
    }

    fn start(name: &str, attributes: &[(&str, &str)], self_closing: bool) -> Piece {
        let attributes = attributes.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        Piece::Start(Tag { name: name.to_owned(), attributes: attributes.collect(), self_closing })
    }

    fn end(name: &str) -> Piece {
        Piece::End(name.to_owned())
    }

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    #[test]
    fn html_is_cut_into_tokens() {
        check("", &[]);
        check("a é ក😀\u{a0}", &[text("a é ក😀\u{a0}")]);
        check("<P>a</P>", &[start("p", &[], false), text("a"), end("p")]);
        check(
            "<a CLASS=é  id = 'x > y' href=/ title=\"&eacute;\"/>",
            &[start("a", &[("class", "é"), ("id", "x > y"), ("title", "é")], true)],
        );
        check("a<br/ >b</br x=y>", &[text("a"), start("br", &[], false), text("b"), end("br")]);
        check("a</>b < c <1 </", &[text("ab < c <1 </")]);
        check("a<b class=x", &[text("a")]);
        check("<p =class=x class=>", &[start("p", &[], false)]);
    }

    #[test]
    fn what_is_no_text_is_passed_over() {
        check(
            "<!DOCTYPE html>a<!-- - -- > -->b<!-->c<!--->d<?x?>e</ f>g",
            &[text("a"), text("b"), text("c"), text("d"), text("e"), text("g")],
        );
        check("<![CDATA[a]]>b<!--x--!>c<!--", &[text("b"), text("c")]);
    }

    #[test]
    fn scripts_and_titles_hold_no_tags() {
        check(
            "<title>a <b> &amp; c</titles></TITLE >d",
            &[start("title", &[], false), text("a <b> & c</titles>"), end("title"), text("d")],
        );
        check(
            "<script>a<b>'</p>' &amp; <!-- <script> </script> --></script>x",
            &[
                start("script", &[], false),
                text("a<b>'</p>' &amp; <!-- <script> </script> -->"),
                end("script"),
                text("x"),
            ],
        );
        check("<style>a</style", &[start("style", &[], false), text("a</style")]);
        check("<plaintext>a</plaintext>", &[start("plaintext", &[], false), text("a</plaintext>")]);
    }

    #[test]
    fn many_pieces_take_no_long_time() {
        for piece in
            ["<!---->", "<!--", "<title>", "<script>", "<a class=\"", "&", "&#", "</", "<script><!--<script>"]
        {
            let _ = pieces(&piece.repeat(100_000));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn pieces_are_those_of_another_tokeniser(
            html in "(<|<|</|/|>|>|!|-|--|\\?|=|'|\"|&|#|;| |\n|\r|\r\n|\t|\x0c|\0|a|é|ក|😀|class|ID|\\[CDATA\\[|doctype|\
                <script>|</script>|<title>|</title |<textarea|<style>|</style>|<p class=|<!--|-->|script|x41|0|233|128|\
                amp|lt|notin|not|eacute|copy|rsquo|nosuch|NotEqualTilde){0,24}"
        ) {
            prop_assert_eq!(pieces(&html), expected(&html));
        }

        #[test]
        fn scripts_end_where_another_tokeniser_ends_them(
            html in "(<|</|/|>|!|-|--| |a|é|<script|<!--|-->|script|</script>|SCRIPT ){0,24}"
        ) {
            let html = format!("<script>{html}");
            prop_assert_eq!(pieces(&html), expected(&html));
        }
    }
}
