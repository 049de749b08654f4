//! The matcher: patterns over token classes, compiled to a small program and run by backtracking.
//!
//! A pattern is a row of elements:
//!
//! | element | matches |
//! |---|---|
//! | `month` | a token of that class |
//! | `'of|in'` | one of these words |
//! | `,` `-` `/` | that punctuation |
//! | `( a b | c )` | either row |
//! | `x?` | `x` or nothing |
//! | `^` | nothing, where no space stands before the next token |
//! | `< … >` | context: must be there, is no part of the expression |
//! | `$name` | the language's macro of that name |
//!
//! There is no repetition, so the cost of a start is bounded by the pattern, and of a text by its length.
//! The general regular expressions of a crate would cost 35 to 120 kB and would match characters, not classes.

use super::class::{Class, Mask, NAMES};
use super::scan::Token;

/// One step of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Take(u8),
    Joined,
    Split(u16, u16),
    Jump(u16),
    Start,
    End,
    Accept,
}

/// A token that a pattern took, and as what. The class number of a literal is above [`Class::Literal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Capture {
    pub(super) class: u8,
    pub(super) token: u32,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Program {
    steps: Vec<Step>,
    /// The classes that its first token may have.
    pub(super) first: Mask,
    /// The classes that its second token may have; `!0` where it may have only one.
    pub(super) second: Mask,
}

/// Steps that one start of one pattern may take: a bound, never reached by the patterns there are.
const FUEL: u32 = 20_000;

impl Program {
    /// Compiles a pattern. `literal` numbers a row of words; `expand` gives a macro's body.
    ///
    /// Patterns are part of the program: a test compiles them all. What cannot be read matches nothing.
    pub(super) fn compile<'p>(
        pattern: &'p str,
        literal: &mut dyn FnMut(&'p str) -> u8,
        expand: &dyn Fn(&str) -> Option<&'p str>,
    ) -> Result<Self, String> {
        let mut compiler = Compiler { steps: Vec::new(), literal, expand, depth: 0 };
        let leading = pattern.trim_start().starts_with('<');
        if !leading {
            compiler.steps.push(Step::Start);
        }
        compiler.alternatives(&mut Reader { rest: pattern })?;
        if !compiler.steps.contains(&Step::End) {
            compiler.steps.push(Step::End);
        }
        compiler.steps.push(Step::Accept);
        let mut program = Self { steps: compiler.steps, first: 0, second: 0 };
        program.look_ahead(0, 0);
        Ok(program)
    }

    /// Collects the classes of the first two tokens.
    fn look_ahead(&mut self, mut at: usize, taken: usize) {
        loop {
            match self.steps.get(at).copied() {
                Some(Step::Take(class)) if taken == 0 => {
                    self.first |= 1 << class;
                    return self.look_ahead(at + 1, 1);
                }
                Some(Step::Take(class)) => {
                    self.second |= 1 << class;
                    return;
                }
                Some(Step::Split(a, b)) => {
                    self.look_ahead(a as usize, taken);
                    at = b as usize;
                }
                Some(Step::Jump(to)) => at = to as usize,
                Some(Step::Accept) | None => {
                    self.second = !0;
                    return;
                }
                Some(_) => at += 1,
            }
        }
    }

    /// Runs the program at a token and calls `accept` with the tokens of the expression (first, one past the last)
    /// and all captures, for every way in which it matches.
    pub(super) fn run(
        &self,
        tokens: &[Token],
        table: u8,
        at: usize,
        captures: &mut Vec<Capture>,
        accept: &mut dyn FnMut(usize, usize, &[Capture]),
    ) {
        captures.clear();
        let mut run = Run { program: self, tokens, table, begin: at, captures, accept, fuel: FUEL };
        run.step(0, at, at, None);
    }
}

struct Run<'r> {
    program: &'r Program,
    tokens: &'r [Token],
    table: u8,
    begin: usize,
    captures: &'r mut Vec<Capture>,
    accept: &'r mut dyn FnMut(usize, usize, &[Capture]),
    fuel: u32,
}

impl Run<'_> {
    fn step(&mut self, mut pc: usize, mut at: usize, mut start: usize, mut end: Option<usize>) {
        loop {
            self.fuel = self.fuel.saturating_sub(1);
            if self.fuel == 0 {
                return;
            }
            match self.program.steps.get(pc).copied() {
                Some(Step::Take(class)) => {
                    let Some(token) = self.tokens.get(at) else { return };
                    if token.mask_for(self.table) >> class & 1 == 0 || (token.barrier && at > self.begin) {
                        return;
                    }
                    self.captures.push(Capture { class, token: at as u32 });
                    at += 1;
                }
                Some(Step::Joined) => {
                    if self.tokens.get(at).is_none_or(|token| token.spaced) {
                        return;
                    }
                }
                Some(Step::Split(a, b)) => {
                    let held = self.captures.len();
                    self.step(a as usize, at, start, end);
                    self.captures.truncate(held);
                    pc = b as usize;
                    continue;
                }
                Some(Step::Jump(to)) => {
                    pc = to as usize;
                    continue;
                }
                Some(Step::Start) => start = at,
                Some(Step::End) => end = Some(at),
                Some(Step::Accept) => {
                    let end = end.unwrap_or(at);
                    if end > start {
                        (self.accept)(start, end, self.captures);
                    }
                    return;
                }
                None => return,
            }
            pc += 1;
        }
    }
}

struct Reader<'p> {
    rest: &'p str,
}

impl<'p> Reader<'p> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.rest = self.rest.get(c.len_utf8()..).unwrap_or("");
        }
        found
    }

    fn word(&mut self) -> &'p str {
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }
}

struct Compiler<'p, 'c> {
    steps: Vec<Step>,
    literal: &'c mut dyn FnMut(&'p str) -> u8,
    expand: &'c dyn Fn(&str) -> Option<&'p str>,
    depth: u32,
}

impl<'p> Compiler<'p, '_> {
    fn alternatives(&mut self, reader: &mut Reader<'p>) -> Result<(), String> {
        let begin = self.steps.len();
        let mut jumps = Vec::new();
        let mut part = begin;
        loop {
            self.row(reader)?;
            if !reader.take('|') {
                break;
            }
            // The row just written becomes the first choice of a split; its end jumps behind the last row.
            self.insert_split(part);
            jumps.push(self.steps.len());
            self.steps.push(Step::Jump(0));
            self.set_second(part);
            part = self.steps.len();
        }
        let end = self.steps.len() as u16;
        for jump in jumps {
            if let Some(step) = self.steps.get_mut(jump) {
                *step = Step::Jump(end);
            }
        }
        Ok(())
    }

    /// Puts a split before the steps from `at` on, whose targets move by one.
    fn insert_split(&mut self, at: usize) {
        for step in &mut self.steps[at..] {
            match step {
                Step::Split(a, b) => {
                    *a += 1;
                    *b += 1;
                }
                Step::Jump(to) => *to += 1,
                _ => {}
            }
        }
        self.steps.insert(at, Step::Split(at as u16 + 1, 0));
    }

    fn set_second(&mut self, at: usize) {
        let end = self.steps.len() as u16;
        if let Some(Step::Split(_, second)) = self.steps.get_mut(at) {
            *second = end;
        }
    }

    fn row(&mut self, reader: &mut Reader<'p>) -> Result<(), String> {
        loop {
            let begin = self.steps.len();
            match reader.peek() {
                None | Some('|' | ')') => return Ok(()),
                Some('(') => {
                    reader.take('(');
                    self.alternatives(reader)?;
                    if !reader.take(')') {
                        return Err(format!("expected ), found {:?}", reader.rest));
                    }
                }
                Some('\'') => {
                    reader.take('\'');
                    let Some((words, rest)) = reader.rest.split_once('\'') else {
                        return Err("a literal without an end".to_owned());
                    };
                    reader.rest = rest;
                    let class = (self.literal)(words);
                    self.steps.push(Step::Take(class));
                }
                Some('$') => {
                    reader.take('$');
                    let name = reader.word();
                    let body = (self.expand)(name).ok_or_else(|| format!("no macro {name}"))?;
                    self.depth += 1;
                    if self.depth > 8 {
                        return Err(format!("macro {name} holds itself"));
                    }
                    self.alternatives(&mut Reader { rest: body })?;
                    self.depth -= 1;
                }
                Some('<') => {
                    reader.take('<');
                    if begin > 0 {
                        self.steps.push(Step::End);
                    }
                }
                Some('>') => {
                    reader.take('>');
                    if !self.steps.contains(&Step::Start) {
                        self.steps.push(Step::Start);
                    }
                }
                Some('^') => {
                    reader.take('^');
                    self.steps.push(Step::Joined);
                }
                Some(c @ (',' | '-' | '/')) => {
                    reader.take(c);
                    let class = match c {
                        ',' => Class::Comma,
                        '-' => Class::Dash,
                        _ => Class::Slash,
                    };
                    self.steps.push(Step::Take(class as u8));
                }
                Some(_) => {
                    let word = reader.word();
                    let class = NAMES.iter().find(|known| known.0 == word);
                    let class = class.ok_or_else(|| format!("no class {word:?} at {:?}", reader.rest))?.1;
                    self.steps.push(Step::Take(class as u8));
                }
            }
            if reader.rest.starts_with('?') {
                reader.take('?');
                self.insert_split(begin);
                self.set_second(begin);
            }
        }
    }
}
