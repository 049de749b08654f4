//! What kind of character a character is: digit, invisible, or part of a script that writes no spaces, and how such
//! scripts fall into orthographic clusters.

/// Scripts whose words are not set apart by spaces, so that a position of the text is an orthographic cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unspaced {
    /// Khmer.
    Khmer,
    /// Thai and Lao share one layout, 0x80 apart.
    ThaiLao,
    /// The script of Burmese and its neighbours.
    Myanmar,
    /// Han and kana: every character is a cluster of its own.
    Cjk,
}

/// What a character does within a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Opens a cluster and may carry marks.
    Base,
    /// Is written before its base but belongs to the same cluster (Thai `เ`).
    Leading,
    /// Belongs to the cluster before it.
    Mark,
    /// Joins the next base to the cluster (Khmer coeng, Myanmar virama).
    Joiner,
    /// Stands alone.
    Single,
}

/// The script without spaces to which a character belongs, and its role there. Digits and punctuation belong to none.
pub fn unspaced(c: char) -> Option<(Unspaced, Role)> {
    let code = u32::from(c);
    if code < 0x0e00 {
        return None;
    }
    let role = match code {
        0x1780..=0x17b3 => (Unspaced::Khmer, Role::Base),
        0x17b4..=0x17d1 | 0x17d3 | 0x17dd => (Unspaced::Khmer, Role::Mark),
        0x17d2 => (Unspaced::Khmer, Role::Joiner),
        0x17dc => (Unspaced::Khmer, Role::Single),
        0x0e01..=0x0eff => match code & 0x7f {
            0x01..=0x2f | 0x5c..=0x5f => (Unspaced::ThaiLao, Role::Base),
            0x30..=0x3d | 0x45 | 0x47..=0x4e => (Unspaced::ThaiLao, Role::Mark),
            0x40..=0x44 => (Unspaced::ThaiLao, Role::Leading),
            0x46 => (Unspaced::ThaiLao, Role::Single),
            _ => return None,
        },
        0x1000..=0x102a
        | 0x103f
        | 0x104e
        | 0x1050..=0x1055
        | 0x105a..=0x105d
        | 0x1061
        | 0x1065
        | 0x1066
        | 0x106e..=0x1070
        | 0x1075..=0x1081
        | 0x108e
        | 0xa9e0..=0xa9e4
        | 0xa9e7..=0xa9ef
        | 0xa9fa..=0xa9fe
        | 0xaa60..=0xaa76
        | 0xaa7a
        | 0xaa7e
        | 0xaa7f => (Unspaced::Myanmar, Role::Base),
        0x1039 => (Unspaced::Myanmar, Role::Joiner),
        0x102b..=0x103e
        | 0x1056..=0x1060
        | 0x1062..=0x106d
        | 0x1071..=0x1074
        | 0x1082..=0x108d
        | 0x108f
        | 0x109a..=0x109d
        | 0xa9e5
        | 0xaa7b..=0xaa7d => (Unspaced::Myanmar, Role::Mark),
        0x3005..=0x3007
        | 0x3041..=0x3096
        | 0x309d..=0x309f
        | 0x30a1..=0x30fa
        | 0x30fc..=0x30ff
        | 0x31f0..=0x31ff
        | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff
        | 0xf900..=0xfaff
        | 0xff66..=0xff9f
        | 0x20000..=0x3ffff => (Unspaced::Cjk, Role::Single),
        _ => return None,
    };
    // Unassigned places in these blocks are no letters; marks and joiners are no letters either.
    (matches!(role.1, Role::Mark | Role::Joiner) || c.is_alphanumeric()).then_some(role)
}

/// Characters without width that say nothing about which word stands there: zero-width space, joiners, byte order
/// mark, soft hyphen, word joiner.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
}

/// White space, or nothing to be seen.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// The end of the cluster that begins at byte `at` of `text`. Invisible characters are part of the cluster only where
/// a mark of the same cluster follows them. A mark without a base opens a cluster of its own, so that nothing is lost.
/// Returns `at` where no cluster begins.
pub fn cluster_end(text: &str, at: usize) -> usize {
    let Some(rest) = text.get(at..) else { return at };
    let mut chars = rest.char_indices();
    let Some((script, first)) = chars.next().and_then(|(_, c)| unspaced(c)) else { return at };
    let first_len = rest.chars().next().map_or(0, char::len_utf8);
    let mut end = at + first_len;
    if first == Role::Single {
        return end;
    }
    let (mut joined, mut leading) = (first == Role::Joiner, first == Role::Leading);
    for (offset, c) in chars {
        if is_invisible(c) {
            continue;
        }
        match unspaced(c) {
            // The inherent vowels of Khmer are nothing to be seen or heard: the next letter is still a subscript.
            Some((same, Role::Mark)) if same == script => joined &= matches!(c, '\u{17b4}' | '\u{17b5}'),
            Some((same, Role::Joiner)) if same == script => joined = true,
            Some((same, Role::Base)) if same == script && (joined || leading) => {
                (joined, leading) = (false, false);
            }
            _ => break,
        }
        end = at + offset + c.len_utf8();
    }
    end
}

/// The value of a decimal digit of any script in common use.
pub fn digit(c: char) -> Option<u8> {
    const ZEROS: [u32; 18] = [
        0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
        0xf20, 0x1040, 0x17e0, 0xff10,
    ];
    let code = u32::from(c);
    if code < 0x80 {
        return c.is_ascii_digit().then(|| (code - 0x30) as u8);
    }
    let zero = *ZEROS.get(ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?)?;
    (code < zero + 10).then(|| (code - zero) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(run: &str, expect: &[&str]) {
        let (mut at, mut found) = (0, Vec::new());
        while at < run.len() {
            let end = cluster_end(run, at);
            assert!(end > at, "no cluster at {at} of {run}");
            found.push(&run[at..end]);
            at = end;
        }
        assert_eq!(found, expect);
    }

    #[test]
    fn scripts_without_spaces_fall_into_clusters() {
        check("កម្ពុជា", &["ក", "ម្ពុ", "ជា"]);
        check("ស្ត្រី", &["ស្ត្រី"]);
        check("ចៅ\u{200b}្រ", &["ចៅ\u{200b}្រ"]);
        check("ប្រទេសไทย", &["ប្រ", "ទេ", "ស", "ไท", "ย"]);
        check("เมือง", &["เมื", "อ", "ง"]);
        check("ປະເທດ", &["ປະ", "ເທ", "ດ"]);
        check("ວຽງຈັນ", &["ວຽ", "ງ", "ຈັ", "ນ"]);
        check("မြန်မာ", &["မြ", "န်", "မာ"]);
        check("ាក", &["ា", "ក"]);
        check("្ក្", &["្ក្"]);
        check("日本", &["日", "本"]);
    }

    #[test]
    fn digits_of_any_script_have_values() {
        for (c, value) in
            [('7', Some(7)), ('៩', Some(9)), ('๓', Some(3)), ('３', Some(3)), ('é', None), ('½', None)]
        {
            assert_eq!(digit(c), value, "{c}");
        }
    }
}
