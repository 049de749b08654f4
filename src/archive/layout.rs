//! Where the parts of an archive stand: its head, read and written.

use std::ops::Range;

use super::format::{FORMAT_VERSION, HEADER, MAGIC};
use crate::error::{Error, ErrorKind, Result};
use crate::index::FIELDS;
use crate::index::codec::{Reader, checked, damaged, damaged_by};
#[cfg(feature = "full")]
use crate::index::codec::{put_len, put_varint};
use crate::order::{self, Map};

/// A row of a section table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub kind: u8,
    pub len: u64,
    pub directory_len: u64,
    /// How many things a block holds, where blocks are found by number.
    pub per_block: u32,
}

/// What a segment says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Description {
    pub documents: u32,
    /// The sum of the lengths of each field, in tokens.
    pub totals: [u64; FIELDS],
    pub rows: Vec<Row>,
}

/// A section and where it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    pub at: u64,
    pub len: u64,
    pub directory: Range<u64>,
    pub per_block: u32,
}

/// A segment and where its sections stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The ordinal of its first document.
    pub first: u32,
    /// The number of its documents, deleted ones too.
    pub documents: u32,
    /// The deleted documents, by ordinal in the segment, ascending.
    pub deleted: Vec<u32>,
    pub totals: [u64; FIELDS],
    pub(super) description: Description,
    pub(super) sections: Map<u8, Section>,
}

/// The head of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub segments: Vec<Segment>,
    pub(super) sections: Map<u8, Section>,
    /// The number of all documents, deleted ones too.
    pub documents: u32,
}

#[cfg(feature = "full")]
pub(super) fn put_rows(out: &mut Vec<u8>, rows: &[Row]) {
    put_len(out, rows.len());
    for row in rows {
        out.push(row.kind);
        put_varint(out, row.len);
        put_varint(out, row.directory_len);
        put_varint(out, u64::from(row.per_block));
    }
}

fn get_rows(reader: &mut Reader<'_>) -> Result<Vec<Row>> {
    let rows = reader.list(|reader| {
        let (kind, len) = (reader.u8()?, reader.varint()?);
        Ok(Row { kind, len, directory_len: reader.varint()?, per_block: reader.u32()? })
    })?;
    match rows.windows(2).find(|pair| pair[0].kind >= pair[1].kind) {
        None => Ok(rows),
        Some(pair) => {
            Err(reader.wrong("sections in the order of their kinds", 0, "#", u64::from(pair[1].kind)))
        }
    }
}

impl Description {
    #[cfg(feature = "full")]
    pub(super) fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, u64::from(self.documents));
        for &total in &self.totals {
            put_varint(out, total);
        }
        put_rows(out, &self.rows);
    }

    pub(super) fn get(bytes: &[u8], base: u64) -> Result<Self> {
        let mut reader = Reader::new(bytes, base);
        let mut found = Self { documents: reader.u32()?, ..Self::default() };
        for total in &mut found.totals {
            *total = reader.varint()?;
        }
        found.rows = get_rows(&mut reader)?;
        reader.finish()?;
        Ok(found)
    }
}

/// The first bytes of a file that is something else, in quotation marks, with a full stop for what is no letter.
pub(super) fn opening(file: &[u8]) -> String {
    let shown = |&byte: &u8| if byte.is_ascii_graphic() { char::from(byte) } else { '.' };
    let letters = file.iter().take(8).map(shown);
    std::iter::once('"').chain(letters).chain(std::iter::once('"')).collect()
}

/// The length of a head, from the first [`HEADER`] bytes of a file of `file_len`.
pub(super) fn head_len(header: &[u8], file_len: u64) -> Result<u64> {
    let mut reader = Reader::new(header, 0);
    if header.len() < HEADER || reader.bytes(MAGIC.len())? != MAGIC {
        return Err(damaged(0, "an archive, which begins with SAKSI", &opening(header)));
    }
    check_version(&mut reader)?;
    let len = u64::from(reader.u32_le()?);
    let written = reader.u64_le()?;
    if written != file_len {
        return Err(damaged_by(16, "a file of # bytes", written, "#", file_len));
    }
    if HEADER as u64 + len > file_len {
        return Err(damaged_by(12, "a head within the file", 0, "#", len));
    }
    Ok(len)
}

/// Reads the version and the zero behind it.
pub(super) fn check_version(reader: &mut Reader<'_>) -> Result<()> {
    let at = reader.position() as u64;
    let versions = reader.u32_le()?;
    if versions == u32::from(FORMAT_VERSION) {
        return Ok(());
    }
    let message =
        ["expected format version ", &FORMAT_VERSION.to_string(), ", found ", &versions.to_string()].concat();
    Err(Error::new(ErrorKind::Version, message).at(at))
}

/// Reads a head from the bytes before the directories.
pub(super) fn read_head(bytes: &[u8], file_len: u64) -> Result<Head> {
    let Some((header, rest)) = bytes.split_at_checked(HEADER) else {
        return Err(damaged(0, "a header", "the end"));
    };
    // The checksum covers the header before it and the head behind it.
    let sealed = [&header[..HEADER - 4], rest, &header[HEADER - 4..]].concat();
    checked(&sealed, 0)?;
    let mut reader = Reader::new(rest, HEADER as u64);
    let mut first = 0u32;
    let segments = reader.list(|reader| {
        let base = (HEADER + reader.position()) as u64;
        let len = reader.count()?;
        let description = Description::get(reader.bytes(len)?, base)?;
        let documents = description.documents;
        let deleted = super::resolution::get_ordinals(reader, documents)?;
        if deleted.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(reader.expected("deleted documents in order", "one twice"));
        }
        let segment = Segment {
            first,
            documents,
            deleted,
            totals: description.totals,
            description,
            ..Segment::default()
        };
        // Every document takes more than a byte of the file, so a greater number is a lie.
        first = match first.checked_add(documents) {
            Some(sum) if u64::from(sum) <= file_len => sum,
            _ => return Err(reader.wrong("no more documents than bytes", 0, "#", u64::from(documents))),
        };
        Ok(segment)
    })?;
    let rows = get_rows(&mut reader)?;
    reader.finish()?;
    let mut head = Head { segments, sections: Map::default(), documents: first };
    place(&mut head, &rows, bytes.len() as u64, file_len)?;
    Ok(head)
}

/// Gives every section its place.
fn place(head: &mut Head, rows: &[Row], start: u64, file_len: u64) -> Result<()> {
    let past = || damaged(start, "sections that fill the file", "others");
    let mut at = start;
    let mut take = |len: u64| {
        let from = at;
        at = at.checked_add(len).filter(|&end| end <= file_len).ok_or_else(past)?;
        Ok::<_, Error>(from..at)
    };
    // The directories: by kind, then by segment, the archive's own last.
    let wide = head.segments.len();
    let mut order: Vec<(u8, usize, Row)> = rows.iter().map(|&row| (row.kind, wide, row)).collect();
    for (n, segment) in head.segments.iter().enumerate() {
        order.extend(segment.description.rows.iter().map(|&row| (row.kind, n, row)));
    }
    order::sort_by_key(&mut order, |&(kind, owner, _)| (kind, owner));
    for (kind, owner, row) in order {
        let section = Section {
            directory: take(row.directory_len)?,
            len: row.len,
            per_block: row.per_block,
            ..Section::default()
        };
        let sections =
            head.segments.get_mut(owner).map_or(&mut head.sections, |segment| &mut segment.sections);
        sections.insert(kind, section);
    }
    for segment in &mut head.segments {
        for section in segment.sections.values_mut() {
            section.at = take(section.len)?.start;
        }
    }
    for section in head.sections.values_mut() {
        section.at = take(section.len)?.start;
    }
    if at == file_len { Ok(()) } else { Err(past()) }
}
