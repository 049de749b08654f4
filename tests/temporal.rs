//! Time expressions and publication dates as tables of behaviour, and as properties of any text.

mod laws;

use laws::document;
use proptest::prelude::*;
use saksi::calendar::{Granularity, When};
use saksi::document::{Boilerplate, BoilerplateKind, DateClue, Document, PublishedHow};
use saksi::temporal::{self, Anchor, Timex};
use saksi::text::sentence::sentences;
use saksi::text::{Language, TextRange};

fn read(text: &str, published: Option<&str>) -> Vec<Timex> {
    temporal::timexes(&document(text, published), &sentences(text))
}

fn check_table(table: &str) {
    let mut wrong = Vec::new();
    for row in table.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [text, published, extent, kind, value, modifier] = fields.as_slice() else {
            panic!("six fields are expected in {row:?}");
        };
        let found = read(text, Some(published).filter(|published| !published.is_empty()).copied());
        let shown: Vec<String> = found
            .iter()
            .map(|timex| {
                let extent = timex.range.of(text);
                format!(
                    "{extent}\t{}\t{}\t{}",
                    timex.timex_type.code(),
                    timex.value,
                    timex.modifier.unwrap_or("")
                )
            })
            .collect();
        let expected = format!("{extent}\t{kind}\t{value}\t{modifier}");
        let right = if extent.is_empty() { shown.is_empty() } else { shown.contains(&expected) };
        if !right {
            wrong.push(format!("{text}\n  expected {expected}\n  found    {shown:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn english() {
    check_table(include_str!("data/temporal/english.tsv"));
}

#[test]
fn khmer() {
    check_table(include_str!("data/temporal/khmer.tsv"));
}

#[test]
fn french() {
    check_table(include_str!("data/temporal/french.tsv"));
}

fn days(timex: &Timex) -> String {
    timex.interval.map_or_else(
        || "none".to_owned(),
        |interval| {
            let side =
                |date: Option<saksi::calendar::Date>| date.map_or("..".to_owned(), |date| date.to_string());
            format!("{}/{}", side(interval.first()), side(interval.last()))
        },
    )
}

#[test]
fn intervals_and_granularities() {
    let check = |text: &str, published: Option<&str>, expect: &str, granularity: Option<Granularity>| {
        let found = read(text, published);
        let timex = found.first().expect(text);
        assert_eq!(days(timex), expect, "{text}");
        assert_eq!(timex.granularity, granularity, "{text}");
    };
    check("In May 1998.", None, "1998-05-01/1998-05-31", Some(Granularity::Month));
    check("In the 1990s.", None, "1990-01-01/1999-12-31", Some(Granularity::Decade));
    check("For 27 years.", Some("2024-02-15"), "none", None);
    check("In the second century BC.", None, "-0199-01-01/-0100-12-31", Some(Granularity::Century));
    check("In the 470s BC.", None, "-0478-01-01/-0469-12-31", Some(Granularity::Decade));
    check("In 101 BC.", None, "-0100-01-01/-0100-12-31", Some(Granularity::Year));
    check("Last year he left.", Some("2024-02-15"), "2023-01-01/2023-12-31", Some(Granularity::Year));
    check("He left yesterday.", Some("2024-02"), "2024-01-31/2024-02-28", Some(Granularity::Day));
    check("He left in September.", None, "none", None);
    check("ព.ស.២៥៦៧", None, "2023-05-05/2024-05-22", Some(Granularity::Year));
    check("He left at 10 a.m. on May 5, 1998.", None, "1998-05-05/1998-05-05", Some(Granularity::Time));
}

/// What happened between two times is dated by both.
#[test]
fn the_ends_of_a_stretch() {
    let check = |text: &str, published: Option<&str>, expect: &str, granularity: Granularity| {
        let found = read(text, published);
        let stretch = temporal::stretch(text, &found, 0).expect(text);
        assert_eq!(temporal::stretch(text, &found, 1), Some(stretch), "{text}");
        let day = |date: Option<saksi::calendar::Date>| date.expect(text).to_string();
        let days = format!("{}/{}", day(stretch.interval.first()), day(stretch.interval.last()));
        assert_eq!((days.as_str(), stretch.granularity), (expect, granularity), "{text}");
    };
    check("They voted on 23–28 May 1993.", None, "1993-05-23/1993-05-28", Granularity::Day);
    check("They voted from 23 to 28 May 1993.", None, "1993-05-23/1993-05-28", Granularity::Day);
    check("They ruled between 1975 and 1979.", None, "1975-01-01/1979-12-31", Granularity::Year);
    check("He was abroad from 2013–17.", None, "2013-01-01/2017-12-31", Granularity::Year);
    check("They met on January 25-29, 2024.", None, "2024-01-25/2024-01-29", Granularity::Day);
    check("From May to July 2019 he was held.", None, "2019-05-01/2019-07-31", Granularity::Month);
    check("From November to March 2019 he was held.", None, "2018-11-01/2019-03-31", Granularity::Month);
    check("From 3 November 2018 to 5 March he was held.", None, "2018-11-03/2019-03-05", Granularity::Day);
    check(
        "We wait between October 12 and the end of May of 2024.",
        None,
        "2023-10-12/2024-05-31",
        Granularity::Month,
    );
    check("De 2013 à 2017 il était dans le pays.", None, "2013-01-01/2017-12-31", Granularity::Year);
    check("ពីឆ្នាំ២០១៣ដល់ឆ្នាំ២០១៧", None, "2013-01-01/2017-12-31", Granularity::Year);
    check("ថ្ងៃទី២៣ ដល់ទី២៨ ខែឧសភា ឆ្នាំ១៩៩៣", None, "1993-05-23/1993-05-28", Granularity::Day);
    let two = "He left in May 2019 and came back in June 2020.";
    assert_eq!(temporal::stretch(two, &read(two, None), 0), None);
    assert_eq!(temporal::stretch("", &[], 0), None);
}

/// A post may be days later than what it prints, so that the week it counts from its own day is approximate.
#[test]
fn a_week_from_a_posted_line_is_approximate() {
    let text = "He was arrested last week. The vote will be held next year.";
    let mut posted = document(text, Some("2017-09-17"));
    if let Some(published) = &mut posted.published {
        published.how = PublishedHow::PostedOn;
    }
    let found = temporal::timexes(&posted, &sentences(text));
    let shown: Vec<_> =
        found.iter().map(|timex| (timex.value.as_str(), days(timex), timex.modifier)).collect();
    assert_eq!(
        shown,
        [
            ("2017-W36", "2017-08-28/2017-09-10".to_owned(), Some("APPROX")),
            ("2018", "2018-01-01/2018-12-31".to_owned(), None),
        ]
    );
    assert!(found[0].why.contains("roughly"));
    let known = temporal::timexes(&document(text, Some("2017-09-17")), &sentences(text));
    assert_eq!((days(&known[0]).as_str(), known[0].modifier), ("2017-09-04/2017-09-10", None));
}

/// A publication of which one side is known leaves what is counted from it as open, never bounded by a day that
/// nothing says.
#[test]
fn an_open_publication_date_opens_what_hangs_on_it() {
    use saksi::calendar::{Date, Interval};
    let text = "He left last year. He was seen last week.";
    let mut known = document(text, Some("2024-02-15"));
    let check = |document: &Document, at: usize, expect: &str, value: &str, granularity| {
        let found = temporal::timexes(document, &sentences(text));
        assert_eq!(days(&found[at]), expect);
        assert_eq!(found[at].value, value);
        assert_eq!(found[at].granularity, Some(granularity));
    };
    check(&known, 1, "2024-02-05/2024-02-11", "2024-W06", Granularity::Week);
    let mut set = |first: Option<&str>, last: Option<&str>| {
        let side = |date: Option<&str>| date.and_then(Date::parse_iso);
        if let Some(published) = &mut known.published {
            published.when =
                When { interval: Interval::new(side(first), side(last)), granularity: Granularity::Month };
        }
        known.clone()
    };
    check(&set(Some("2023-10-01"), None), 0, "2022-01-01/..", "XXXX", Granularity::Year);
    check(&set(None, Some("2024-02-29")), 0, "../2023-12-31", "XXXX", Granularity::Year);
    check(&set(None, Some("2024-02-29")), 1, "../2024-02-25", "XXXX-WXX", Granularity::Week);
    check(
        &set(Some("2023-10-01"), Some("2023-11-30")),
        0,
        "2022-01-01/2022-12-31",
        "2022",
        Granularity::Year,
    );
    check(
        &set(Some("2023-10-01"), Some("2023-11-30")),
        1,
        "2023-09-18/2023-11-26",
        "2023-WXX",
        Granularity::Week,
    );
}

#[test]
fn lengths_counted_from_what_was_told() {
    let check = |text: &str, words: &str, expect: &str| {
        let found = read(text, None);
        let timex = found.iter().find(|timex| timex.range.of(text) == words).expect(text);
        assert_eq!(timex.timex_type, temporal::TimexType::Duration, "{text}");
        assert_eq!(days(timex), expect, "{text}");
    };
    check("Three months after the July 2018 election he fled.", "Three months", "2018-10-01/2018-10-31");
    check("He fled two weeks after 5 May 2019.", "two weeks", "2019-05-13/2019-05-19");
    check("He fled two days before 5 May 2019.", "two days", "2019-05-03/2019-05-03");
    check(
        "Sok Dara was sentenced on 3 May 2019. Three months after Dara was sentenced she fled.",
        "Three months",
        "2019-08-01/2019-08-31",
    );
    check(
        "His second term began in March 2020. It rained in May 2021. A month into his term he fell ill.",
        "A month",
        "2020-04-01/2020-04-30",
    );
    check(
        "He took office on 1 March 2020. A month into his term, he quit.",
        "A month",
        "2020-04-01/2020-04-30",
    );
    check(
        "She was jailed in March 2020. A month into her sentence she fell ill.",
        "A month",
        "2020-04-01/2020-04-30",
    );
    check(
        "Dara was sentenced in May 2019. This sentence came two months after Dara was sentenced for theft.",
        "two months",
        "none",
    );
    check("The vote was in May 2019. Two days after the vote he fled.", "Two days", "none");
    check("He fled two weeks after 2019.", "two weeks", "none");
    check("He was held for two weeks.", "two weeks", "none");
    check("Il a fui deux jours après le 5 mai 2019 dans la nuit.", "deux jours", "2019-05-07/2019-05-07");
}

#[test]
fn every_date_says_why() {
    let found =
        read("He left in March 2019. In the same month she left. They met last year.", Some("2024-02"));
    let whys: Vec<&str> = found.iter().map(|timex| timex.why.as_str()).collect();
    assert_eq!(
        whys,
        [
            "‘March 2019’, as written",
            "‘the same month’, from ‘March 2019’ (2019-03) before it",
            "‘last year’, from the publication date 2024-02 (metadata)",
        ]
    );
    assert!(matches!(found[1].anchor, Anchor::Mention(_)));
    assert_eq!(found[2].anchor, Anchor::Publication);
}

#[test]
fn the_documents_own_habit_orders_digits() {
    let found = read("Filed 04/05/2017, heard 09/18/2017.", None);
    assert_eq!(found[0].value, "2017-04-05");
    assert!(found[0].why.ends_with("as written, the month first as in the document’s other dates"));
    assert!(found[1].why.ends_with("as written"));
    let found = read("Filed 04/05/2017, heard 18/09/2017.", None);
    assert_eq!(found[0].value, "2017-05-04");
    assert!(found[0].why.ends_with("as written, the day first as in the document’s other dates"));
    let found = read("Filed 04/05/2017.", None);
    assert!(found[0].why.ends_with("as written, the day taken to come first"));
}

#[test]
fn a_history_hangs_its_dates_on_one_another() {
    let text = "In 1951 the party was founded. In 1953 it split. In June 1955 it was banned. In 1957 it met again. \
                In 1959 it won. In November 1961 it was banned again. In January its leader fled. On 4 March he died.";
    let found = read(text, Some("2024-02-15"));
    let values: Vec<&str> = found.iter().map(|timex| timex.value.as_str()).collect();
    assert_eq!(values, ["1951", "1953", "1955-06", "1957", "1959", "1961-11", "1962-01", "1962-03-04"]);
}

#[test]
fn readers_comments_hold_no_times() {
    let text = "He left in May 1998.\nPosted on June 3, 1999\nI saw him yesterday.";
    let mut document = document(text, Some("1999-06-03"));
    let part = |words: &str, kind| {
        let start = text.find(words).expect(words);
        Boilerplate { range: TextRange::new(start, start + words.len()), kind }
    };
    document.boilerplate = vec![
        part("Posted on June 3, 1999", BoilerplateKind::PostedLine),
        part("I saw him yesterday.", BoilerplateKind::Comment),
    ];
    let found = temporal::timexes(&document, &sentences(text));
    let words: Vec<&str> = found.iter().map(|timex| timex.range.of(text)).collect();
    assert_eq!(words, ["May 1998", "June 3, 1999"]);
}

/// What is no day of the calendar has no days, whether it stands in digits or in words.
#[test]
fn impossible_days_are_said_to_be_so() {
    for text in ["It was cut on 31 February 2021.", "It was cut on 30/02/2020."] {
        let found = read(text, Some("2021-04-08"));
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].interval, None, "{text}");
        assert!(found[0].why.ends_with("which is no day of the calendar"), "{text}");
    }
}

fn check_published(document: &Document, expect: Option<(&str, PublishedHow)>) {
    let found = temporal::publication(document);
    let shown = found.as_ref().map(|published| (published.value(), published.how));
    assert_eq!(shown, expect.map(|(value, how)| (value.to_owned(), how)), "{:?}", document.text);
    if let Some(evidence) = found.and_then(|published| published.evidence) {
        assert!(!evidence.of(&document.text).is_empty());
    }
}

#[test]
fn clues_are_taken_best_first() {
    let text = "Posted on: September 18, 2017\nA speech of 17 September 2017.";
    let mut post = document(text, None);
    let clue = |how, text: &str, range| DateClue { how, text: text.to_owned(), range };
    post.clues = vec![
        clue(PublishedHow::FileName, "archive-2017-09", None),
        clue(PublishedHow::PostedOn, "September 18, 2017", Some(TextRange::new(11, 29))),
    ];
    check_published(&post, Some(("2017-09-18", PublishedHow::PostedOn)));
    assert_eq!(
        temporal::publication(&post).and_then(|published| published.evidence).map(|range| range.of(text)),
        Some("September 18, 2017")
    );
    post.clues.push(clue(PublishedHow::Metadata, "2017-09-19T08:00:00+07:00", None));
    check_published(&post, Some(("2017-09-19", PublishedHow::Metadata)));
}

#[test]
fn datelines_at_the_start_and_at_the_end() {
    let check = |text: &str, expect| check_published(&document(text, None), expect);
    let day = |value| Some((value, PublishedHow::Dateline));
    check("Workers free\nPHNOM PENH, Sept. 18, 2017 (Wire) - Five workers were freed.", day("2017-09-18"));
    check("Workers free\n18 September 2017\nFive workers were freed on 2 May 2016.", day("2017-09-18"));
    check("A letter\nWe ask you to act.\n\nBattambang, 4 June 2020\nThe union", day("2020-06-04"));
    check("លិខិត\nយើងខ្ញុំសូមស្នើ។\n\nរាជធានីភ្នំពេញ ថ្ងៃទី៦ ខែមីនា ឆ្នាំ២០១៩", day("2019-03-06"));
    // A sentence that gives a date is no dateline.
    check(
        "The treaty was signed on 23 October 1991 in Paris by nineteen states.",
        Some(("1991-10-23/..", PublishedHow::Bounds)),
    );
    check("", None);
    check("No date at all.", None);
    // What is told is not when it was told.
    let told = |text: &str, bounds: &'static str| check(text, Some((bounds, PublishedHow::Bounds)));
    told("A letter\n\nKem Sokha was arrested in Kampot on 3 September 2017.\n", "2017-09-03/..");
    told("A letter\n\nSokha was arrested on 3 September 2017.\n", "2017-09-03/..");
    told("Lettre\n\nL’élève a été arrêté à Paris le 3 septembre 2017.\n", "2017-09-03/..");
    told("លិខិត\n\nលោក កឹម សុខា ត្រូវបានចាប់ខ្លួននៅថ្ងៃទី៣ ខែកញ្ញា ឆ្នាំ២០១៧។", "2017-09-03/..");
    check("Thư\n\nÔng Nam bị bắt tại Hà Nội ngày 3/9/2018.\n", None);
    check("A letter\nWe ask you to act.\n\nDone at Phnom Penh on 4 June 2020.", day("2020-06-04"));
    check("Lettre\nNous demandons.\n\nFait à Phnom Penh, le 4 juin 2020.", day("2020-06-04"));
    check("A letter\nWe ask you to act.\n\nPhnom Penh 4 June 2020.", day("2020-06-04"));
    check("Thư\nXin.\n\nHà Nội, ngày 4/6/2020", day("2020-06-04"));
}

#[test]
fn a_clue_in_a_title_stands_apart_in_its_line() {
    let check = |text: &str, words: &str, expect| {
        let mut document = document(text, None);
        text.lines().next().unwrap_or("").clone_into(&mut document.title);
        let start = text.find(words).expect(words);
        let range = Some(TextRange::new(start, start + words.len()));
        document.clues = vec![DateClue { how: PublishedHow::Title, text: words.to_owned(), range }];
        check_published(&document, expect);
    };
    let title = "Closing words, 23 September 2023\n\nWe thank you all.";
    check(title, "23 September 2023", Some(("2023-09-23", PublishedHow::Title)));
    let bounds = Some(("2019-05-05/..", PublishedHow::Bounds));
    check(
        "Judge Vanna said that on Monday the court, in the case of 5 May 2019, ruled.",
        "5 May 2019",
        bounds,
    );
    // The whole text is one sentence: it tells of the day.
    check("The court of the é province ruled, 5 May 2019.", "5 May 2019", bounds);
}

#[test]
fn a_title_dates_a_document_only_with_a_date_of_its_own() {
    let check = |title: &str, body: &str, expect| {
        let mut document = document(&format!("{title}\n\n{body}"), None);
        document.title = title.to_owned();
        check_published(&document, expect);
    };
    check("Closing words, 23 September 2023", "We thank you all.", Some(("2023-09-23", PublishedHow::Title)));
    check("Remembering the attack of 30 March 1997", "We remember.", None);
    check(
        "Victims honoured, 30 March 1997",
        "A court ruled in May 2019 that they were wronged.",
        Some(("2019-05-01/..", PublishedHow::Bounds)),
    );
}

#[test]
fn bounds_lie_between_what_is_past_and_what_is_ahead() {
    let text = "The 2021 council vote was marred by arrests. In November, two deputies were sentenced. \
                The next vote is scheduled for March 2022.";
    let found = temporal::publication(&document(text, None)).expect("bounds");
    assert_eq!(found.value(), "2021-11-01/2022-03-31");
    assert_eq!(found.how, PublishedHow::Bounds);
    assert!(found.why.contains("‘November’") && found.why.contains("‘March 2022’"), "{}", found.why);
}

fn fragment() -> impl Strategy<Value = String> {
    let words = [
        "May",
        "march",
        "18",
        "2017",
        "1,995",
        "th",
        "-",
        "–",
        ",",
        ".",
        "the",
        "end",
        "of",
        "last",
        "next",
        "year",
        "years",
        "ago",
        "later",
        "and",
        "a",
        "half",
        "early",
        "mid",
        "BC",
        "10",
        ":",
        "30",
        "p.m.",
        "Monday",
        "'97",
        "1990s",
        "ថ្ងៃទី",
        "២៣",
        "ខែ",
        "តុលា",
        "ឆ្នាំ",
        "១៩៩១",
        "មុន",
        "ព.ស.",
        "រោច",
        "ភទ្របទ",
        "é",
        "😀",
        "\u{a0}",
        "\u{200b}",
        "\n",
        "\n\n",
        " ",
        "9999",
        "99999999999",
        "0",
        "twenty",
        "hundred",
        "thousand",
        "first",
        "quarter",
        "13/13/2013",
        "2017-02-30",
        "century",
        "\u{17d2}",
        "\u{17b6}",
        "every",
        "after",
        "between",
        "to",
        "until",
        "le",
        "mai",
        "dernière",
        "semaine",
        "il y a",
        "deux",
        "ans",
        "l’",
        "an",
        "1er",
        "18h30",
        "années",
        "Q3",
        "FY",
        "5 1/2",
        "week",
        "᧯",
        "$5",
        "00:00",
        "24:00",
        "31",
        "February",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..24).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_gives_times_in_order(text in "\\PC{0,200}") {
        laws::check_times(&text, &read(&text, Some("2024-02-29")));
        let _ = temporal::publication(&document(&text, None));
    }

    #[test]
    fn any_row_of_time_words_gives_times_in_order(text in fragment()) {
        for published in [None, Some("2024-02-29"), Some("0001"), Some("9999-12-31")] {
            let found = read(&text, published);
            laws::check_times(&text, &found);
            prop_assert_eq!(&found, &read(&text, published));
            for language in Language::ALL {
                let mut document = document(&text, published);
                document.language = language;
                laws::check_times(&text, &temporal::timexes(&document, &sentences(&text)));
            }
        }
        let mut titled = document(&text, None);
        titled.title.clone_from(&text);
        let _ = temporal::publication(&titled);
    }
}

/// Hostile texts end; a reader whose time grew with the square of the length would not within a test's patience.
#[test]
fn hostile_texts_end() {
    for text in [
        " ".repeat(1_000_000),
        "9".repeat(100_000),
        "the ".repeat(100_000),
        "the end of ".repeat(30_000),
        "May ".repeat(50_000),
        "1-".repeat(100_000),
        "1,".repeat(100_000),
        "1.".repeat(100_000),
        "1/1/".repeat(50_000),
        "twenty ".repeat(50_000),
        "a.".repeat(100_000),
        "ថ្ងៃ".repeat(50_000),
        "\u{17d2}".repeat(100_000),
        "ព.".repeat(50_000),
        "'".repeat(100_000),
        "in May and ".repeat(20_000),
    ] {
        let found = read(&text, Some("2024-02-29"));
        laws::check_times(&text, &found);
    }
}

/// Scores on real texts stand in the report of `examples/temporal_score.rs`; this holds them from falling far.
#[test]
fn khmer_cases_of_the_shared_data() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/temporal/khmer-cases-dev.json");
    let Ok(content) = std::fs::read_to_string(path) else {
        println!("skipped: {path} is not there");
        return;
    };
    let cases: Vec<serde_json::Value> = serde_json::from_str(&content).expect("an array of cases");
    let right = cases.iter().filter(|case| {
        let text = case["text"].as_str().unwrap_or("");
        let found = read(text, case["dct"].as_str());
        matches!(found.as_slice(), [one] if one.range.len() == text.len()
            && case["type"] == one.timex_type.code() && case["value"] == one.value.as_str())
    });
    let right = right.count();
    assert!(right * 100 >= cases.len() * 85, "{right} of {}", cases.len());
}
