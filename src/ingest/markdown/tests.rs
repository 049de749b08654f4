//! What Markdown is read as, and a comparison with `pulldown-cmark`.

use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::*;

fn check(markdown: &str, expect: &str) -> Page {
    let page = read(markdown);
    assert_eq!(page.text.trim_end().replace('\n', "⏎"), expect, "{markdown}");
    page
}

#[test]
fn markdown_reads_as_it_renders() {
    let page = check(
        "# A *day* in court\n\nBy [Dara](https://example.org) é\nLim\n\n- one\n- two 😀\n\n1. x\n2. y\n\n> ក",
        "A day in court⏎⏎By Dara é⏎Lim⏎⏎• one⏎• two 😀⏎⏎1. x⏎2. y⏎⏎ក",
    );
    assert_eq!(page.said.title.as_deref(), Some("A day in court"));
    check("a <b>bold</b>\u{a0}word\n\n<div>\nblock\n</div>", "a bold\u{a0}word⏎⏎block");
    check("|a|b|\n|-|-|\n|c|d|", "a\tb⏎c\td");
    check("", "");
}

#[test]
fn front_matter_is_no_text() {
    let page =
        check("---\ntitle: Other\nauthor: Sok\ndate: 2018-05-03\n---\n# Heading\n\nText", "Heading⏎⏎Text");
    assert_eq!(page.said.title.as_deref(), Some("Other"));
    assert_eq!(page.said.byline.as_deref(), Some("Sok"));
    assert_eq!(page.said.clues[0].text, "2018-05-03");
}

#[test]
fn hostile_text_is_read() {
    for text in
        ["[".repeat(50_000), "> ".repeat(5_000), "*a ".repeat(50_000), "- ".repeat(2_000), "`".repeat(50_000)]
    {
        let _ = read(&text);
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "([#*_>`|-]| |a|é\n|ក|\n\n|1\\. |\\[x\\]|<b>|---\n|title: x\n){0,40}") {
        let _ = read(&text);
    }
}

/// The text by `pulldown-cmark`, and the first heading of the first level.
fn oracle(markdown: &str) -> (String, Option<String>) {
    let mut oracle = Oracle::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(markdown, options) {
        oracle.event(event);
    }
    (oracle.text, oracle.heading)
}

#[derive(Debug, Default)]
struct Oracle {
    text: String,
    /// How many line breaks have to stand before the next word.
    pending: usize,
    /// For each open list the number of its next item, if it is numbered.
    lists: Vec<Option<u64>>,
    /// The first heading of the first level, and where it began while it is open.
    heading: Option<String>,
    heading_from: Option<usize>,
    /// The lines of the block of HTML that is open.
    html: Option<String>,
    /// Whether the next word begins a cell that is not the first.
    cell: bool,
}

impl Oracle {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(end) => self.end(end),
            // A block of HTML is read as a whole.
            Event::Html(line) | Event::Text(line) if self.html.is_some() => {
                self.html.as_mut().expect("open").push_str(&line);
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text);
            }
            Event::InlineHtml(tag) if is_line_break(&tag) => self.apart(1),
            Event::Html(text) | Event::InlineHtml(text) => {
                let plain = html::plain_text(&text);
                if !plain.is_empty() {
                    self.push(&plain);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.apart(1),
            Event::Rule => self.apart(2),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.apart(2);
                if *level == HeadingLevel::H1 && self.heading.is_none() {
                    self.heading_from = Some(self.text.len());
                }
            }
            Tag::Paragraph if self.lists.is_empty() => self.apart(2),
            Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) => {
                self.apart(2);
            }
            Tag::Paragraph | Tag::TableHead | Tag::TableRow => self.apart(1),
            Tag::List(first) => {
                self.apart(if self.lists.is_empty() { 2 } else { 1 });
                self.lists.push(*first);
            }
            Tag::Item => {
                self.apart(1);
                let bullet = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let bullet = format!("{number}. ");
                        *number = number.saturating_add(1);
                        bullet
                    }
                    _ => "• ".to_owned(),
                };
                self.push(&bullet);
            }
            Tag::HtmlBlock => {
                self.apart(2);
                self.html = Some(String::new());
            }
            Tag::TableCell if self.cell => self.push("\t"),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(_) => {
                if let Some(from) = self.heading_from.take() {
                    let words = self.text.get(from..).unwrap_or("").trim();
                    self.heading = (!words.is_empty()).then(|| words.to_owned());
                }
                self.apart(2);
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.apart(if self.lists.is_empty() { 2 } else { 1 });
            }
            TagEnd::Paragraph if !self.lists.is_empty() => self.apart(1),
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Table => self.apart(2),
            TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow => {
                self.cell = false;
                self.apart(1);
            }
            TagEnd::HtmlBlock => {
                let plain = html::plain_text(&self.html.take().unwrap_or_default());
                if !plain.is_empty() {
                    self.push(&plain);
                }
                self.apart(2);
            }
            TagEnd::TableCell => self.cell = true,
            _ => {}
        }
    }

    fn apart(&mut self, breaks: usize) {
        // An item's own first paragraph stands beside its bullet.
        if !self.text.ends_with("• ") && !self.text.ends_with(". ") || breaks > 1 {
            self.pending = self.pending.max(breaks);
        }
    }

    fn push(&mut self, words: &str) {
        if !self.text.is_empty() {
            self.text.push_str(&"\n\n"[..self.pending.min(2)]);
        }
        self.pending = 0;
        self.text.push_str(words);
    }
}

fn agree(markdown: &str) {
    let (ours, our_title) = extract(markdown);
    let (theirs, their_title) = oracle(markdown);
    assert_eq!((ours.trim_end(), our_title), (theirs.trim_end(), their_title), "{markdown:?}");
}

#[test]
fn blocks_of_html_and_line_breaks_keep_words_apart() {
    check(
        "<h1>A day</h1>\n<p>in <i>court</i></p>\n\n<p>ក</p>\n\n- one\n  <p>two</p>\nthree<br>four<BR />five",
        "A day⏎⏎in court⏎⏎ក⏎⏎• one⏎⏎two⏎⏎three⏎four⏎five",
    );
    check("a<br clear=\"all\">b<br\u{20}/>c</br>d <p>ក</p><DIV class=x>é</DIV>e<b>f</b>", "a⏎b⏎c⏎d ⏎ក⏎é⏎ef");
    check("a\n\n<!-- no\nword -->\n\n<script>\nlet x;\n\n</script>\n\nb", "a⏎⏎b");
}

#[test]
fn code_across_lines_has_one_space() {
    check("- `a\n    b` é", "• a b é");
}

#[test]
fn line_breaks_of_all_kinds_are_one() {
    check("# A\r\n\r\n```\r\nb\r\n```\r\n\r\nc\rd 😀", "A⏎⏎b⏎⏎⏎c⏎d 😀");
}

#[test]
fn marks_of_all_kinds_are_read() {
    for markdown in [
        "snake_case_name 2*3*4 5 * 6 __init__ **bold***italic* ***both*** **a*b*c** *(a)*b ~~x~~ ~y~ ~~~z~~~",
        "ក**ខ**គ *é*é “*a*” **a**, _a_. a_\"b\"_ **«a»** *😀* 😀*a*😀 *a*។ ***a* b** *a **b*** *foo*bar*baz*",
        r"\* \_ \` \\ \a \# é\
next \é [a\]b](c) \[a](b) `\`",
        "` `` ` ``a`b`` `x  ` ` ` `` ` `` ``no end `a",
        "[a](b) [a *b*](<c d> 'e') [a](b (c)) [a](b(c)d) [a]() [a] (b) [a](b c) [](d) [a](\n b\n \"c\"\n)",
        "![alt *x*](y.png \"t\") [![in](a)](b) [a [b](c) d](e) ![a [b](c)](d) !\\[a](b) !a",
        "[a] [a][] [A][a] [x][a] [x][no] [no] [no][] [É  b] ![a] [a]: x [[a]] [a]b]\n\n[a]: /u 't'\n[é b]: <>\n[c]:\n  /v\n  (w)",
        "[a]: /u\n[b]: /v \"t\"\ntext [a] [b]\n\n[d]: /x \"no end\n\n[e]: /y z\n\n[ ]: a\n\n[f]:\n\ng",
        "<https://example.org/é?a=b> <a.b@example.org> <x> <no end <a b='c'> </a > <!-- c --> <!-- <?p?> <!D e> <1> a<b",
        "&amp; &eacute; &#233; &#x1F600; &nosuch; &copy &#0; &; &#; &ThickSpace;",
        "a[^1] b[^note] c[^no]\n\n[^1]: One *x*.\n[^note]: Two\n    three\n\n    four\n\nfive[^é]\n\n[^É]: six",
        "a  \nb\\\nc\nd \n e",
        "# a\n## b ##\n### c#\n####### d\n#e\n# \n#\nf\n===\ng\nh\n---\n*i*\n   ===\n\n    ===\n===\n\n- j\n---\n- k\n===",
        "- a\n- b\n\n  c\n- d\n  - e\n    - f\n   - g\n\n\n- h\n* i\n+ j\n\n-\n  k\n-\n\n  l\n-m\n- - - n\n10. o\n11) p",
        "1. a\n\n   b\n2. c\n    d\n   1. e\n1234567890. f\n0. g\nh\n2. i\n\n3. j",
        "> a\nb\n> > c\n> d\n\n>e\n\n> - f\n> - g\nh\n\n> ```\n> i\nj",
        "```rust\nlet a = *b;\n\n  c\n```\n~~~\n```\n~~~~\n    d\n\n      e\n\nf\n    g\n\n- h\n\n      i\n\n`````\n\nj",
        "***\n- - -\n_____\n--\n* * a\n---a",
        "| a | b |\n|---|:-:|\n| c | d | e |\n| f |\n| `g\\|h` | *i* |\nj\n\nk | l\n-|-\n\nm\n| n |\n|---|\n> o",
        "<div>\n*a*\n\n*b*\n</div>\nc\n\n<b>\nd\n\n<b>e</b> f\n\n<pre>\n\n g\n</pre> h\n\ni\n<b>\nj\n<div>\nk",
        "\ta\n\n-\tb\n\n\tc\n\n>\t\td\n\n1.\te\n\n\t- f",
    ] {
        agree(markdown);
    }
}

#[test]
fn what_nests_deep_or_ends_nowhere_is_read() {
    let marks = [
        "[",
        "]",
        "[]",
        "![",
        "[a](",
        "[a](b \"",
        "[a](<",
        "[a][",
        "[^a]",
        "*",
        "_",
        "~~",
        "*a ",
        "*a*",
        "**a_ ",
        "a_",
        "`",
        "`a``",
        "<",
        "<a ",
        "<a b='",
        "<!--",
        "<![CDATA[",
        "<?",
        "<!A",
        "<a:",
        "&",
        "&#",
        "&a;",
        "\\",
        "|",
        "|a\n|-\n",
        "> ",
        ">",
        "- ",
        "-\n",
        "1. ",
        "* *",
        "#",
        "=\n",
        "a\n=\n",
        "```\n",
        "    a\n",
        "\t",
        "\n",
        "[a]: b\n",
        "[a]: b '\n",
        "[^a]: ",
        "<div>\n",
        "a\n ",
        "é",
        "ក*",
        "😀_",
    ];
    for mark in marks {
        for other in ["", "a", "]", "\n\n"] {
            let _ = read(&(mark.repeat(2_000) + &other.repeat(2_000)));
        }
    }
    let nested = (0..300).map(|depth| "  ".repeat(depth) + "- a\n").collect::<String>();
    assert_eq!(read(&nested).text.matches('a').count(), 300);
    let table = format!("{}\n{}\n{}", "|a".repeat(300), "|-".repeat(300), "b\n".repeat(300));
    assert_eq!(read(&table).text.matches('b').count(), 300);
}

/// Words with the marks that people write in them.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "the",
        "court",
        "é",
        "Été",
        "ក",
        "តុលាការ",
        "😀",
        "2018",
        "snake_case",
        "2*3",
        "a\u{a0}b",
        "“said”",
        "it's",
        "(see)",
        "&amp;",
        "&eacute;",
        "5 * 6",
        "C#",
        "x < y",
        "1.",
        "\\*",
        "\\_",
        "៛",
        "។",
        "—",
        "…",
        "!",
        "one<br>two",
        "https://example.org/a_b",
        "# no",
        "[ ]",
        "[x]",
        "[note]",
    ]);
    let shape = prop::sample::select(vec![
        "W",
        "W",
        "W",
        "W",
        "*W*",
        "**W**",
        "***W***",
        "_W_",
        "__W__",
        "~~W~~",
        "**a *W* b**",
        "*a **W***",
        "`W`",
        "``a ` W``",
        "[W](b)",
        "[*W*](<b c> \"t\")",
        "[W][note]",
        "[note]",
        "[note][]",
        "![W](b.png)",
        "[![W](a)](b)",
        "<https://example.org/W>",
        "<b>W</b>",
        "<i class=\"W\">",
        "<!-- W -->",
        "W,",
        "(*W*)",
        "“**W**”",
        "W**W**W",
        "W_W_W",
        "W[^1]",
        "W[^no]",
    ]);
    let one = (shape, word).prop_map(|(shape, word)| shape.replace('W', word));
    prop::collection::vec(one, 1..6).prop_map(|words| words.join(" "))
}

/// Blocks as people write them, from those that hold none to lists and quotations of others.
fn markdown() -> impl Strategy<Value = String> {
    let line_break = || prop::sample::select(vec!["\n", "\n", "  \n", "\\\n", " \n   "]);
    let paragraph = (words(), line_break(), words(), any::<bool>())
        .prop_map(|(a, lines, b, both)| if both { a + lines + &b } else { a });
    let heading = (words(), prop::sample::select(vec!["# W", "## W ##", "  ### W", "W\n===", "W\n---"]))
        .prop_map(|(words, shape)| shape.replace('W', &words));
    let code = prop::sample::select(vec![
        "```\nlet *a* = [b](c);\n\n  é\n```",
        "~~~ text\nក\n~~~",
        "    a *b*\n\n      c 😀",
        "```\nno end",
    ]);
    let markup = prop::sample::select(vec![
        "<div class=\"x\">\n<p>a *b*</p>\n</div>",
        "<p align=center>é</p>",
        "<!-- ក\n\nb -->",
        "<pre>\na\n\n b</pre>",
        "<b>",
        "</div>",
    ]);
    let other = prop::sample::select(vec![
        "---",
        "* * *",
        "[note]: /a \"b\"",
        "[^1]: The *note*.\n    More.",
        "[a b]:\n  <c>",
    ]);
    let table = (
        words(),
        words(),
        prop::sample::select(vec!["| W | V |\n|---|:-:|\n| V | W |\n| W |", "W | V\n--- | ---\nV | W"]),
    )
        .prop_map(|(a, b, shape)| shape.replace('W', &a).replace('V', &b));
    let leaf = prop_oneof![
        4 => paragraph,
        2 => heading,
        1 => code.prop_map(str::to_owned),
        1 => markup.prop_map(str::to_owned),
        1 => other.prop_map(str::to_owned),
        1 => table,
    ];
    let gap = || prop::sample::select(vec!["\n\n", "\n\n", "\n", "\n\n\n"]);
    leaf.prop_recursive(4, 30, 4, move |inner| {
        let mark = prop::sample::select(vec!["", "- ", "* ", "+ ", "1. ", "7) ", "> ", ">", "-   "]);
        (prop::collection::vec(inner, 1..5), gap(), mark, any::<bool>()).prop_map(
            |(blocks, gap, mark, each)| {
                let blocks = if each { blocks } else { vec![blocks.join(gap)] };
                let marked = blocks.iter().map(|block| within(mark, block)).collect::<Vec<_>>();
                marked.join(gap)
            },
        )
    })
}

/// A block in an item or quotation.
fn within(mark: &str, block: &str) -> String {
    let mut lines = Vec::new();
    for (index, line) in block.split('\n').enumerate() {
        let mark = if index == 0 || mark.starts_with('>') { mark.to_owned() } else { " ".repeat(mark.len()) };
        lines.push(if line.is_empty() { mark.trim_end().to_owned() } else { mark + line });
    }
    lines.join("\n")
}

/// Lines that mean one thing or another by what stands above them.
const LINES: &[&str] = &[
    "",
    "  ",
    "a",
    "  a",
    "    a",
    "      b",
    "- a",
    "- ",
    "  - a",
    "    - b",
    "      - c",
    "1. a",
    "2. b",
    "   1. c",
    "3) d",
    "> a",
    "> - a",
    ">   b",
    "> > c",
    ">",
    "```",
    "  ```",
    "~~~ rust",
    "# a #",
    "  ## b",
    "===",
    "---",
    "  ---",
    "* * *",
    "<div>",
    "  <b>x</b>",
    "</div>",
    "<!-- x",
    "-->",
    "| a | b |",
    "|---|:-:|",
    "  | c |",
    "a | b",
    "--- | ---",
    "[x]: y\n",
    "[x]:",
    "  y 'z'",
    "[x]",
    "[^n]: z",
    "q[^n] **r**",
    "     - - a",
    "-    a",
    "-     a",
    "10. a",
    "`a`",
    "a  ",
    "a\\",
    "é **ក",
    "ខ** _😀_",
];

proptest! {
    #[test]
    fn text_is_that_of_pulldown_cmark(blocks in prop::collection::vec(markdown(), 1..5)) {
        agree(&blocks.join("\n\n"));
    }

    #[test]
    fn lines_in_any_order_are_read_alike(lines in prop::collection::vec(prop::sample::select(LINES), 1..14)) {
        agree(&(lines.join("\n") + "\n"));
    }

    #[test]
    fn marks_in_any_order_are_read_alike(
        text in "([*_]{1,3}|~~|`|``|\\[a\\]|\\[x\\]|[\\[\\]()!|\"“.]|\\(b\\)|<b>|<i |<http://x\\.y>|&amp;|&copy|\\\\[*_`]|é|ក|😀|a|b c| ){1,14}",
    ) {
        agree(&format!("[x]: y\n\n.{text}"));
    }
}
