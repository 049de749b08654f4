//! Answers as JSON text, which JavaScript's own parser turns into objects in one call. One call for an answer, not one
//! for each of its fields, is quicker; and values behind one trait object, not one copy of the writer for each type,
//! keep the module small.

use std::fmt::Write;

/// A value that can be written as JSON.
pub(super) trait Plain {
    /// Appends the value as JSON.
    fn write(&self, out: &mut String);

    /// Whether the field that holds it is left out, so that JavaScript finds `undefined`.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Appends an object. `names` are those of the fields in snake case, each with a space after it.
pub(super) fn object(out: &mut String, names: &str, fields: &[&dyn Plain]) {
    let mut before = '{';
    for (name, field) in names.split_ascii_whitespace().zip(fields) {
        if field.is_absent() {
            continue;
        }
        out.push(before);
        out.push('"');
        let mut capital = false;
        // A name that is a word of Rust is written `r#type` there.
        for c in name.strip_prefix("r#").unwrap_or(name).chars() {
            match c {
                '_' => capital = true,
                c => out.push(if std::mem::take(&mut capital) { c.to_ascii_uppercase() } else { c }),
            }
        }
        out.push_str("\":");
        field.write(out);
        before = ',';
    }
    out.push_str(if before == '{' { "{}" } else { "}" });
}

fn array<'v>(out: &mut String, len: usize, value: &dyn Fn(usize) -> &'v dyn Plain) {
    out.push('[');
    for n in 0..len {
        if n > 0 {
            out.push(',');
        }
        value(n).write(out);
    }
    out.push(']');
}

impl Plain for str {
    fn write(&self, out: &mut String) {
        out.push('"');
        let mut done = 0;
        for (at, byte) in self.bytes().enumerate() {
            // Only these need an escape (RFC 8259, section 7).
            if byte < 0x20 || byte == b'"' || byte == b'\\' {
                out.push_str(&self[done..at]);
                out.push_str("\\u00");
                out.extend([byte >> 4, byte & 15].map(|n| char::from(b"0123456789abcdef"[usize::from(n)])));
                done = at + 1;
            }
        }
        out.push_str(&self[done..]);
        out.push('"');
    }
}

impl Plain for &'static str {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
}

impl Plain for String {
    fn write(&self, out: &mut String) {
        self.as_str().write(out);
    }
}

impl Plain for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Plain for u64 {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Plain for u32 {
    fn write(&self, out: &mut String) {
        u64::from(*self).write(out);
    }
}

/// To a billionth: the general formatting of floating-point numbers would cost the reader a twentieth of its size.
impl Plain for f64 {
    fn write(&self, out: &mut String) {
        let billionths = (self.abs() * 1e9).round() as u64;
        if *self < 0.0 {
            out.push('-');
        }
        let (whole, rest) = (billionths / 1_000_000_000, billionths % 1_000_000_000);
        // Writing to a string cannot fail.
        let _ = write!(out, "{whole}.{rest:09}");
    }
}

impl<T: Plain> Plain for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn write(&self, out: &mut String) {
        array(out, self.len(), &|n| &self[n]);
    }
}

impl<T: Plain> Plain for (T, T) {
    fn write(&self, out: &mut String) {
        array(out, 2, &|n| if n == 0 { &self.0 } else { &self.1 });
    }
}

/// Bytes. They are no JSON: whoever sends the object sets the field itself.
#[cfg(feature = "full")]
pub(super) struct Bytes(pub(super) Vec<u8>);

#[cfg(feature = "full")]
impl Plain for Bytes {
    fn write(&self, out: &mut String) {
        out.push_str("null");
    }

    fn is_absent(&self) -> bool {
        true
    }
}
