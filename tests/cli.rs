//! The command line, run as a person runs it: every command, and every kind of bad input.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder of a test's own, removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("saksi-cli-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).expect("a folder");
        }
        fs::write(&path, bytes).expect("a file");
        path
    }

    fn run<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Ran {
        Ran::of(Command::new(saksi()).current_dir(&self.0).args(arguments).output().expect("saksi runs"))
    }

    /// An archive of two articles and a note.
    fn archive(&self) -> PathBuf {
        self.write("in/a.txt", ARTICLE);
        self.write("in/deep/b.txt", OTHER);
        self.write("in/c.txt", KHMER);
        self.write("in/.hidden.txt", "Hidden words about nobody.");
        self.run(&["build", "in", "-o", "out.saksi"]).ok();
        self.path("out.saksi")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn saksi() -> &'static str {
    env!("CARGO_BIN_EXE_saksi")
}

const ARTICLE: &str = "\
A teacher is taken away\n\n\
Posted on: March 5, 2021\n\n\
Phnom Penh police arrested Dara Vong on 3 March 2021. Mr Vong, a teacher, was charged with incitement the next day.\n\n\
Lantern Watch called for the release of Dara Vong. é 😀 and a no-break\u{a0}space.\n";

const OTHER: &str = "\
A second note\n\n\
Posted on: April 2, 2021\n\n\
Dara Vong was released on bail on 1 April 2021. The election will be held in July 2023.\n";

const KHMER: &str = "ចំណងជើង\n\nលោក វង្ស ដារ៉ា ត្រូវបានចាប់ខ្លួននៅថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២១។\n";

#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// It did what was asked; its output.
    #[track_caller]
    fn ok(&self) -> &str {
        assert_eq!(self.code, 0, "{self:?}");
        &self.out
    }

    /// It failed with that code, said all of these on standard error, and printed nothing.
    #[track_caller]
    fn fails(&self, code: i32, says: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.out, "", "data on a failure");
        assert!(!self.err.contains("panicked"), "{}", self.err);
        for part in says {
            assert!(self.err.contains(part), "expected {part:?} in: {}", self.err);
        }
    }

    #[track_caller]
    fn lines(&self) -> Vec<Value> {
        self.ok().lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }
}

fn with_input(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(saksi())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("saksi runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    Ran::of(child.wait_with_output().expect("it ends"))
}

/// The part of a text between two positions in code points.
fn slice(text: &Value, span: &Value) -> String {
    let at = |name: &str| span[name].as_u64().expect(name) as usize;
    text.as_str().expect("text").chars().skip(at("start")).take(at("end") - at("start")).collect()
}

#[track_caller]
fn has_keys(value: &Value, required: &[&str], optional: &[&str]) {
    let object = value.as_object().expect("an object");
    for key in required {
        assert!(object.contains_key(*key), "{key} in {value}");
    }
    for key in object.keys() {
        assert!(
            required.contains(&key.as_str()) || optional.contains(&key.as_str()),
            "{key} was not promised"
        );
    }
}

/// Checks one line of `annotate` against the promise: its members, and that every position names its text.
#[track_caller]
fn is_annotated(document: &Value) {
    has_keys(
        document,
        &[
            "id",
            "source",
            "title",
            "byline",
            "language",
            "published",
            "range",
            "text",
            "boilerplate",
            "sentences",
            "mentions",
            "timexes",
            "events",
        ],
        &[],
    );
    has_keys(&document["range"], &["start", "end"], &[]);
    if !document["published"].is_null() {
        has_keys(&document["published"], &["value", "granularity", "how"], &[]);
    }
    let text = &document["text"];
    let each = |name: &str| document[name].as_array().expect(name).iter();
    for part in each("boilerplate") {
        has_keys(part, &["start", "end", "kind"], &[]);
    }
    for sentence in each("sentences") {
        has_keys(sentence, &["start", "end"], &[]);
        assert!(!slice(text, sentence).trim().is_empty());
    }
    for mention in each("mentions") {
        has_keys(mention, &["start", "end", "text", "type", "entity"], &[]);
        assert_eq!(slice(text, mention), mention["text"].as_str().expect("text"));
        assert!(!mention["entity"].as_str().expect("an id").is_empty());
    }
    for timex in each("timexes") {
        has_keys(timex, &["start", "end", "text", "type", "value", "why"], &["mod", "from", "to", "anchor"]);
        assert_eq!(slice(text, timex), timex["text"].as_str().expect("text"));
    }
    for event in each("events") {
        has_keys(
            event,
            &["id", "type", "date", "granularity", "modality", "actors", "targets", "places", "quote", "why"],
            &["mode"],
        );
        has_keys(&event["quote"], &["start", "end"], &[]);
        assert_eq!(event["date"].is_null(), event["granularity"].is_null());
    }
}

#[test]
fn help_teaches_and_the_version_is_told() {
    let folder = Folder::new("help");
    let top = folder.run(&["--help"]);
    for command in ["annotate", "build", "search", "entities", "timeline", "export"] {
        assert!(top.ok().contains(command));
        for arguments in [[command, "--help"], [command, "-h"], ["help", command]] {
            let help = folder.run(&arguments);
            assert!(help.ok().contains(&format!("Usage: saksi {command}")), "{help:?}");
            assert!(help.ok().contains("Examples:"));
        }
    }
    assert_eq!(folder.run(&["--version"]).ok(), concat!("saksi ", env!("CARGO_PKG_VERSION"), "\n"));
    let longest = top.out.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(120));
}

#[test]
fn usage_that_is_not_understood_is_exit_2() {
    let folder = Folder::new("usage");
    folder.write("a.txt", ARTICLE);
    let none: [&str; 0] = [];
    folder.run(&none).fails(2, &["expected a command", "saksi --help"]);
    folder.run(&["serach", "x"]).fails(2, &["no command 'serach'", "did you mean 'search'"]);
    folder.run(&["cases", "x"]).fails(2, &["no command 'cases'"]);
    folder.run(&["a.txt"]).fails(2, &["no command 'a.txt'", "saksi annotate a.txt"]);
    folder.run(&["--frobnicate"]).fails(2, &["--frobnicate"]);
    folder.run(&["annotate"]).fails(2, &["expected a file", "saksi annotate --help"]);
    folder.run(&["annotate", "a.txt", "b.txt"]).fails(2, &["one too many"]);
    folder.run(&["annotate", "a.txt", "--verbose"]).fails(2, &["--verbose"]);
    for date in ["2017-13-45", "yesterday", "", "2017-9-1", "2023-02-29", "កញ្ញា"] {
        folder
            .run(&["annotate", "a.txt", "--published", date])
            .fails(2, &["--published", "YYYY-MM-DD", date]);
    }
    folder.run(&["annotate", "a.txt", "--published"]).fails(2, &["--published"]);
    folder.run(&["build"]).fails(2, &["expected files or folders"]);
    folder.run(&["build", "a.txt"]).fails(2, &["-o OUT.saksi"]);
    folder.run(&["search"]).fails(2, &["expected an archive and a query"]);
    folder.run(&["search", "x.saksi"]).fails(2, &["expected a query"]);
    folder.run(&["search", "x.saksi", "y", "--limit", "many"]).fails(2, &["--limit", "many"]);
    folder.run(&["entities"]).fails(2, &["expected an archive"]);
    folder.run(&["timeline", "a", "b"]).fails(2, &["b"]);
    folder.run(&["export", "x.saksi"]).fails(2, &["--format NAME", "timeline-csv"]);
    folder
        .run(&["export", "x.saksi", "--format", "timeline.csv", "-o", "y"])
        .fails(2, &["did you mean 'timeline-csv'"]);
    folder.run(&["export", "x.saksi", "--format", "jsonl"]).fails(2, &["-o FILE"]);
}

#[test]
fn annotate_prints_the_promised_json() {
    let folder = Folder::new("annotate");
    folder.write("a.txt", ARTICLE);
    let ran = folder.run(&["annotate", "a.txt"]);
    let documents = ran.lines();
    assert_eq!(documents.len(), 1);
    is_annotated(&documents[0]);
    assert_eq!(documents[0]["source"], "a.txt");
    assert_eq!(documents[0]["text"], ARTICLE);
    assert_eq!(documents[0]["published"]["value"], "2021-03-05");
    assert_eq!(documents[0]["language"], "en");
    let days: Vec<_> =
        documents[0]["timexes"].as_array().expect("timexes").iter().map(|t| &t["value"]).collect();
    assert!(days.contains(&&Value::from("2021-03-03")), "{days:?}");
    let order = ["\"id\":", "\"source\":", "\"title\":", "\"byline\":", "\"language\":", "\"published\":"];
    let places: Vec<_> = order.iter().map(|key| ran.out.find(key).expect(key)).collect();
    assert!(places.is_sorted());
}

#[test]
fn annotate_reads_standard_input_and_a_given_date() {
    let text = "Police arrested Dara Vong last week. é 😀".as_bytes();
    for (date, granularity) in [("2021-03-10", "day"), ("2021-03", "month"), ("2021", "year")] {
        let documents = with_input(&["annotate", "-", "--published", date], text).lines();
        is_annotated(&documents[0]);
        assert_eq!(documents[0]["published"]["value"], date);
        assert_eq!(documents[0]["published"]["granularity"], granularity);
    }
    let documents = with_input(&["annotate", "-"], text).lines();
    assert!(documents[0]["published"].is_null());
}

#[test]
fn the_clock_is_never_consulted_and_output_never_differs() {
    let folder = Folder::new("same");
    folder.write("a.txt", ARTICLE);
    let once = folder.run(&["annotate", "a.txt"]).out;
    assert_eq!(folder.run(&["annotate", "a.txt"]).out, once);
    let first = fs::read(folder.archive()).expect("an archive");
    assert_eq!(fs::read(folder.archive()).expect("an archive"), first);
}

#[test]
fn bad_files_are_named_with_the_reason_and_the_remedy() {
    let folder = Folder::new("bad");
    folder.write("empty.txt", "");
    folder.write("spaces.txt", " ".repeat(1_000_000));
    folder.write("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0");
    folder.run(&["annotate", "none.txt"]).fails(1, &["none.txt", "no such file", "spelling"]);
    folder.run(&["annotate", "."]).fails(1, &["cannot read", "folder"]);
    folder.run(&["annotate", "empty.txt"]).fails(1, &["empty.txt", "saved with its text"]);
    folder.run(&["annotate", "spaces.txt"]).fails(1, &["spaces.txt"]);
    folder.run(&["annotate", "image.txt"]).fails(1, &["image.txt", "plain text"]);
    // Invalid UTF-8 is read, one way or another, or refused with a reason; it never brings the program down.
    folder.write("broken.txt", b"Police arrested Dara Vong on 3 March 2021. \xff\xfe\xc3( done.\n");
    let ran = folder.run(&["annotate", "broken.txt"]);
    assert!(ran.code == 0 || (ran.code == 1 && ran.err.contains("broken.txt")), "{ran:?}");
    assert!(!ran.err.contains("panicked"));
}

#[test]
fn a_bad_pack_is_named_with_its_entry() {
    let folder = Folder::new("pack");
    folder.write("a.txt", ARTICLE);
    folder.write("empty.json", "");
    folder.write("latin.json", b"{\"entries\": [\xe9]}");
    folder.write("half.json", "{\"entries\": [");
    for pack in ["empty.json", "latin.json", "half.json"] {
        folder.run(&["annotate", "a.txt", "--pack", pack]).fails(1, &[pack]);
        folder.run(&["build", "a.txt", "-o", "x.saksi", "--pack", pack]).fails(1, &[pack]);
    }
    folder.run(&["annotate", "a.txt", "--pack", "none.json"]).fails(1, &["none.json", "no such file"]);
    assert!(!folder.path("x.saksi").exists());
}

#[test]
fn a_pack_with_one_name_twice_is_used_and_says_so() {
    let folder = Folder::new("twice");
    folder.write("a.txt", ARTICLE);
    folder.write(
        "pack.json",
        r#"{"entries": [{"id": "one", "type": "PER", "name": "Dara Vong", "aliases": ["the"]},
            {"id": "two", "type": "ORG", "name": "Vong é 😀", "aliases": ["Dara Vong"]}]}"#,
    );
    let ran = folder.run(&["build", "a.txt", "-o", "x.saksi", "--pack", "pack.json"]);
    assert_eq!(ran.code, 0);
    let says = "saksi: warning: pack.json: “Dara Vong” is a name of “Dara Vong” (one) and “Vong é 😀” (two)";
    assert!(
        ran.err.contains(says) && ran.err.contains("“the” of “Dara Vong” (one) is a common word"),
        "{ran:?}"
    );
    assert!(folder.run(&["entities", "x.saksi"]).ok().contains("[one]"));
}

#[test]
fn what_a_pack_says_of_identifiers_elsewhere_is_kept_and_shown() {
    let folder = Folder::new("elsewhere");
    folder.write("in/a.txt", ARTICLE);
    let ids = r#""ids": {"wikidata": "Q1", "é": "😀 1"}"#;
    let entry =
        |ids: &str| format!(r#"{{"entries": [{{"id": "one", "type": "PER", "name": "Dara Vong"{ids}}}]}}"#);
    folder.write("pack.json", entry(&format!(", {ids}")));
    folder.write("bare.json", entry(""));
    for (pack, out) in [("pack.json", "x.saksi"), ("bare.json", "y.saksi")] {
        folder.run(&["build", "in", "-o", out, "--pack", pack]).ok();
    }
    let text = folder.run(&["entities", "x.saksi"]);
    assert!(text.ok().contains(" [one] wikidata:Q1 é:😀 1\n"), "{text:?}");
    let listed = folder.run(&["entities", "x.saksi", "--json"]).lines();
    let with_ids: Vec<&Value> = listed.iter().filter(|entity| entity.get("ids").is_some()).collect();
    assert_eq!(with_ids.len(), 1);
    assert_eq!(with_ids[0]["ids"], serde_json::json!({"wikidata": "Q1", "é": "😀 1"}));
    let csv = folder.run(&["export", "x.saksi", "--format", "entities-csv", "-o", "-"]);
    assert!(
        csv.ok().contains("merged_by,ids\r\n") && csv.out.contains("\"wikidata: Q1\né: 😀 1\""),
        "{csv:?}"
    );
    // What has none costs no byte.
    let size = |name: &str| fs::metadata(folder.path(name)).expect("an archive").len();
    assert!((20..120).contains(&(size("x.saksi") - size("y.saksi"))));
    assert!(!folder.run(&["entities", "y.saksi"]).ok().contains("wikidata"));
}

#[test]
fn build_reads_folders_and_says_what_it_did() {
    let folder = Folder::new("build");
    folder.write("in/a.txt", ARTICLE);
    folder.write("in/deep/er/b.txt", OTHER);
    folder.write("in/.hidden/c.txt", "Hidden.");
    folder.write("in/empty.txt", "");
    let ran = folder.run(&["build", "in", "in/a.txt", "-o", "out.saksi"]);
    assert!(ran.ok().contains("out.saksi: 2 documents from 2 files"), "{ran:?}");
    assert!(ran.out.contains("1 file left out"), "{ran:?}");
    assert!(ran.err.contains("empty.txt"), "{ran:?}");
    assert!(!ran.err.contains(".hidden"));
    let left: Vec<_> = fs::read_dir(&folder.0)
        .expect("the folder")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    assert!(left.iter().all(|name| !name.contains(".part")), "{left:?}");
}

#[test]
fn a_file_under_two_names_is_kept_once() {
    let folder = Folder::new("twice");
    folder.write("in/a.txt", ARTICLE);
    folder.write("in/b.txt", ARTICLE);
    let ran = folder.run(&["build", "in", "-o", "out.saksi"]);
    assert!(ran.ok().contains("1 document from 2 files"), "{ran:?}");
    assert!(ran.out.contains("1 document given twice"), "{ran:?}");
    assert!(ran.err.contains("b.txt is the same as ") && ran.err.contains("a.txt, kept once"), "{ran:?}");
}

#[test]
fn build_fails_where_nothing_can_be_read_or_written() {
    let folder = Folder::new("nothing");
    folder.write("in/empty.txt", "");
    folder.write("a.txt", ARTICLE);
    fs::create_dir(folder.path("bare")).expect("a folder");
    folder.run(&["build", "in", "-o", "out.saksi"]).fails(1, &["empty.txt", "out.saksi was not written"]);
    folder.run(&["build", "none", "-o", "out.saksi"]).fails(1, &["none", "no such file"]);
    folder.run(&["build", "bare", "-o", "out.saksi"]).fails(1, &["no files"]);
    assert!(!folder.path("out.saksi").exists());
    folder
        .run(&["build", "a.txt", "-o", "no/such/out.saksi"])
        .fails(1, &["cannot write", "no/such/out.saksi"]);
    folder.run(&["build", "a.txt", "-o", "bare"]).fails(1, &["cannot write", "folder"]);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("locked");
    folder.write("in/a.txt", ARTICLE);
    folder.write("in/locked/b.txt", OTHER);
    let locked = folder.path("in/locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("permissions");
    let is_enforced = fs::read_dir(&locked).is_err();
    let ran = folder.run(&["build", "in", "-o", "out.saksi"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).expect("permissions");
    ran.ok();
    // The superuser may read everything, whatever the permissions say.
    if is_enforced {
        assert!(ran.err.contains("locked") && ran.err.contains("permission"), "{ran:?}");
        assert!(ran.out.contains("1 document from 1 file"), "{ran:?}");
    }
}

#[test]
fn what_is_no_archive_is_said_to_be_none() {
    let folder = Folder::new("no-archive");
    folder.write("a.saksi", "not an archive");
    folder.write("empty.saksi", "");
    for archive in ["a.saksi", "empty.saksi"] {
        for arguments in [
            vec!["search", archive, "x"],
            vec!["entities", archive],
            vec!["timeline", archive],
            vec!["export", archive, "--format", "jsonl", "-o", "x"],
        ] {
            folder.run(&arguments).fails(1, &[archive]);
        }
    }
    folder.run(&["search", "none.saksi", "x"]).fails(1, &["none.saksi", "no such file"]);
}

#[test]
fn a_damaged_archive_is_an_error_never_a_panic() {
    let folder = Folder::new("damaged");
    let archive = fs::read(folder.archive()).expect("an archive");
    for cut in [1, archive.len() / 3, archive.len() / 2, archive.len() - 1] {
        folder.write("cut.saksi", &archive[..cut]);
        let ran = folder.run(&["search", "cut.saksi", "teacher", "--json"]);
        assert_eq!(ran.code, 1, "cut at {cut}: {ran:?}");
        assert!(ran.err.contains("cut.saksi") && !ran.err.contains("panicked"), "{ran:?}");
    }
    for at in (0..archive.len()).step_by(archive.len() / 40 + 1) {
        let mut bytes = archive.clone();
        bytes[at] ^= 0x55;
        folder.write("flipped.saksi", &bytes);
        for arguments in [
            vec!["search", "flipped.saksi", "teacher"],
            vec!["timeline", "flipped.saksi"],
            vec!["export", "flipped.saksi", "--format", "jsonl", "-o", "x.jsonl"],
        ] {
            let ran = folder.run(&arguments);
            assert!(ran.code == 0 || ran.code == 1, "byte {at}: {ran:?}");
            assert!(!ran.err.contains("panicked"), "byte {at}: {}", ran.err);
        }
    }
}

#[test]
fn search_finds_and_shows_passages() {
    let folder = Folder::new("search");
    let archive = folder.archive();
    let archive = archive.to_str().expect("a path");
    let ran = folder.run(&["search", archive, "teacher"]);
    assert!(ran.ok().contains("1 document") && ran.out.contains("A teacher is taken away"), "{ran:?}");
    assert!(!ran.out.contains('\u{1b}'), "no bold type where no terminal is");
    let json = folder.run(&["search", archive, "teacher", "--json"]).lines();
    assert_eq!(json.len(), 1);
    let reading = ["understood", "notes", "suggestion", "corrected", "expanded"];
    has_keys(&json[0], &[&["query", "total", "hits", "facets"][..], &reading].concat(), &[]);
    assert_eq!((&json[0]["query"], &json[0]["total"]), (&Value::from("teacher"), &Value::from(1)));
    let hit = &json[0]["hits"][0];
    has_keys(
        hit,
        &["id", "title", "source", "published", "score", "snippets"],
        &["copy_of", "copies", "explanation"],
    );
    let snippet = &hit["snippets"][0];
    has_keys(snippet, &["start", "end", "text", "highlights"], &[]);
    assert_eq!(slice(&Value::from(ARTICLE), snippet), snippet["text"].as_str().expect("text"));
    let word = slice(&snippet["text"], &snippet["highlights"][0]);
    assert_eq!(word.to_lowercase(), "teacher");
    has_keys(&json[0]["facets"], &["entities", "languages", "months", "sources", "events"], &[]);
    // Khmer, a limit, nothing found, every document, a query that begins with a minus.
    let json = folder.run(&["search", archive, "ចាប់ខ្លួន", "--json"]).lines();
    assert_eq!(json[0]["total"], 1, "{json:?}");
    let json = folder.run(&["search", archive, "Dara", "--limit", "1", "--json"]).lines();
    assert_eq!((json[0]["hits"].as_array().expect("hits").len(), &json[0]["total"]), (1, &Value::from(2)));
    assert_eq!(folder.run(&["search", archive, "xylophone"]).ok(), "no document matches xylophone\n");
    assert!(folder.run(&["search", archive, ""]).ok().starts_with("3 documents"));
    // A mark stands where the text goes on, and not before its beginning.
    folder
        .write("long/one.txt", ["A title\n\n", &"The teacher spoke of the court é 😀. ".repeat(20)].concat());
    folder.run(&["build", "long", "-o", "long.saksi"]).ok();
    let beginnings = folder.run(&["search", "long.saksi", ""]).out;
    assert!(beginnings.contains(" …\n") && !beginnings.contains("… "), "{beginnings}");
    let beginnings = folder.run(&["search", archive, ""]).out;
    assert!(!beginnings.contains('…'), "{beginnings}");
    folder.run(&["search", archive, "-teacher"]).fails(2, &["after '--'"]);
    folder.run(&["search", archive, "--", "Dara", "-teacher"]).ok();
}

#[test]
fn of_two_of_one_name_each_is_found_alone() {
    let folder = Folder::new("namesakes");
    folder.write("docs/one.txt", "The lawyer Kuy Sarin spoke in Kampot. Mr Sarin left.");
    folder.write("docs/two.txt", "Mr Kuy Sarin sells rice 😀 in Takeo.");
    let search = |arguments: &[&str]| folder.run(&[&["search", "out.saksi"], arguments].concat());
    folder.run(&["build", "docs", "-o", "out.saksi"]).ok();
    let id = search(&["rice", "--json"]).lines()[0]["hits"][0]["id"].clone();
    let split = serde_json::json!({"do": "split", "entity": {"type": "PER", "name": "Kuy Sarin"},
        "documents": [id], "name": "Kuy Sarin the merchant"});
    let file = serde_json::json!({"saksi": "decisions", "version": 1, "decisions": [split]});
    folder.write("decisions.json", file.to_string());
    folder.run(&["build", "docs", "-o", "out.saksi", "--decisions", "decisions.json"]).ok();

    let both = search(&["person:\"Kuy Sarin\""]);
    assert!(both.ok().starts_with("2 documents\n"), "{both:?}");
    assert!(both.out.contains("Kuy Sarin is also found as: Kuy Sarin the merchant\n"), "{both:?}");
    let exact = search(&["person:\"Kuy Sarin\"", "--exact"]);
    assert!(!exact.ok().contains("--exact"), "{exact:?}");
    assert!(search(&["Kuy Sarin"]).ok().contains(" (--exact: not)\n"));
    let told = both.out.lines().find(|line| line.contains("is the name of several: ")).expect("ids");
    let ids = told.split_once(": ").and_then(|told| told.1.split_once(" (--entity ID")).expect("ids").0;
    assert_eq!(ids.split(", ").count(), 2, "{told}");
    for id in ids.split(", ") {
        let one = search(&["person:\"Kuy Sarin\"", "--entity", id]);
        assert!(one.ok().starts_with("1 document\n"), "{one:?}");
    }
    let merchant = search(&["person:\"Kuy Sarin the merchant\""]);
    assert!(merchant.ok().starts_with("1 document\n"), "{merchant:?}");
    search(&["rice", "--entity", "per-nobody"]).fails(1, &["per-nobody"]);
}

#[test]
fn names_that_may_be_one_are_listed_until_decided() {
    let folder = Folder::new("alike");
    folder.write("docs/one.txt", "Kuy Sarin spoke in Kampot. Kuy Sarin left.");
    folder.write("docs/two.txt", "Kuy Sarrin 😀 was jailed in Kampot.");
    let (docs, archive) = (folder.path("docs"), folder.path("alike.saksi"));
    let (docs, archive) = (docs.to_str().expect("a path"), archive.to_str().expect("a path"));
    folder.run(&["build", docs, "-o", archive]).ok();
    let found = folder.run(&["entities", archive, "--alike", "--json"]).lines();
    assert_eq!(found.len(), 1);
    has_keys(&found[0], &["entity", "other", "names", "type", "rule", "documents", "shared"], &[]);
    assert_eq!(found[0]["names"], serde_json::json!(["Kuy Sarin", "Kuy Sarrin"]));
    let text = folder.run(&["entities", archive, "--alike"]);
    assert!(
        text.ok().starts_with("Kuy Sarin = Kuy Sarrin? slip, documents with both: 0, beside both: Kampot")
    );
    let named = |name: &str| serde_json::json!({"type": "PER", "name": name});
    let decision =
        serde_json::json!({"do": "distinct", "entity": named("Kuy Sarrin"), "with": named("Kuy Sarin")});
    let file = serde_json::json!({"saksi": "decisions", "version": 1, "decisions": [decision]});
    let decisions = folder.write("decisions.json", file.to_string());
    let decisions = decisions.to_str().expect("a path");
    let text = folder.run(&["entities", archive, "--alike", "--decisions", decisions]);
    assert!(text.ok().starts_with("no two names"), "{text:?}");
    folder.run(&["entities", archive, "--decisions", decisions]).fails(2, &["go with --alike"]);
}

#[test]
fn entities_and_timeline_are_listed() {
    let folder = Folder::new("lists");
    let archive = folder.archive();
    let archive = archive.to_str().expect("a path");
    let entities = folder.run(&["entities", archive, "--json"]).lines();
    for entity in &entities {
        has_keys(entity, &["id", "name", "type", "aliases", "mentions", "documents", "merged_by"], &[]);
    }
    let dara = entities.iter().find(|entity| entity["name"] == "Dara Vong").expect("Dara Vong is found");
    assert_eq!((&dara["type"], dara["documents"].as_array().map(Vec::len)), (&Value::from("PER"), Some(2)));
    assert!(folder.run(&["entities", archive]).ok().contains("Dara Vong"));
    let ran = folder.run(&["timeline", archive, "--json"]);
    let events = ran.lines();
    for event in &events {
        has_keys(
            event,
            &[
                "id",
                "type",
                "date",
                "granularity",
                "modality",
                "headline",
                "actors",
                "targets",
                "places",
                "quotes",
                "why",
            ],
            &[],
        );
        let quote = &event["quotes"][0];
        has_keys(quote, &["document", "source", "title", "start", "end", "text"], &[]);
    }
    let arrest = events.iter().find(|event| event["headline"] == "Arrest of Dara Vong").expect("the arrest");
    assert_eq!(
        (&arrest["date"], &arrest["modality"]),
        (&Value::from("2021-03-03"), &Value::from("happened"))
    );
    assert_eq!(arrest["targets"][0], dara["id"]);
    let dates: Vec<_> = events.iter().map(|event| event["date"].as_str().unwrap_or("~undated")).collect();
    assert!(dates.is_sorted(), "{dates:?}");
    let election = events.iter().find(|event| event["type"] == "election").expect("the election");
    assert_eq!(
        (&election["date"], &election["modality"]),
        (&Value::from("2023-07"), &Value::from("planned"))
    );
    let text = folder.run(&["timeline", archive]);
    assert!(text.ok().contains("2021-03-03  Arrest of Dara Vong"), "{text:?}");
}

#[test]
fn every_format_is_exported() {
    let folder = Folder::new("export");
    let archive = folder.archive();
    let archive = archive.to_str().expect("a path");
    for format in saksi::export::Format::ALL {
        let name = format!("out.{}", format.ending());
        let ran = folder.run(&["export", archive, "--format", format.name(), "-o", &name]);
        assert!(ran.ok().starts_with(&name), "{ran:?}");
        let text = fs::read_to_string(folder.path(&name)).expect("the file");
        assert_eq!(folder.run(&["export", archive, "--format", format.name(), "-o", "-"]).ok(), text);
        match format.name() {
            "jsonl" => assert_eq!(text.lines().count(), 3),
            "timelinejs" => {
                let json: Value = serde_json::from_str(&text).expect("JSON");
                let first = &json["events"][0];
                has_keys(first, &["start_date", "display_date", "text", "group", "unique_id"], &["end_date"]);
                assert!(ran.err.contains("no date"), "the undated are reported: {ran:?}");
            }
            _ => assert!(text.starts_with("id,") && text.ends_with("\r\n")),
        }
    }
    folder
        .run(&["export", archive, "--format", "jsonl", "-o", "no/such/x"])
        .fails(1, &["cannot write", "no/such/x"]);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_quiet() {
    let folder = Folder::new("pipe");
    folder.write("a.txt", ARTICLE.repeat(2000));
    let mut child = Command::new(saksi())
        .current_dir(&folder.0)
        .args(["annotate", "a.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("saksi runs");
    drop(child.stdout.take());
    let ran = Ran::of(child.wait_with_output().expect("it ends"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

/// The documents of a folder of real texts, if it is there, with the dates that a person read out of them.
#[test]
fn real_pages_hold_the_documents_and_dates_that_a_reader_finds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.is_dir() {
        println!("passed over: there is no folder ../shared/corpus beside the project");
        return;
    }
    let folder = Folder::new("corpus");
    let mut dates = Vec::new();
    for file in ["monthly-archive-2017-09.txt", "inquiry-statement.txt", "joint-appeal.txt"] {
        let path = corpus.join(file);
        let ran = folder.run(&["annotate".as_ref(), path.as_os_str()]);
        let input = fs::read_to_string(&path).expect("the text");
        for document in ran.lines() {
            is_annotated(&document);
            let whole = slice(&Value::from(input.as_str()), &document["range"]);
            assert_eq!(whole, document["text"].as_str().expect("text"), "{file}: the range names the text");
            dates.push(document["published"]["value"].as_str().unwrap_or("none").to_owned());
        }
    }
    assert_eq!(
        dates[..7],
        ["2017-09-19", "2017-09-18", "2017-09-18", "2017-09-17", "2017-09-16", "2017-09-14", "2023-09-23"]
    );
    assert_eq!(dates.len(), 8);
    let (first, last) = dates[7].split_once('/').unwrap_or((&dates[7], &dates[7]));
    assert!(first >= "2023-10" && last <= "2024-02-29", "{}", dates[7]);
}

#[test]
fn a_corrected_date_is_followed_in_everything_that_is_asked_for() {
    let folder = Folder::new("dates");
    let before = folder.archive();
    let search = |archive: &Path, query: &str| {
        let ran = folder.run(&["search", &archive.display().to_string(), query, "--json"]);
        ran.lines().remove(0)["hits"].as_array().expect("hits").clone()
    };
    let hit = search(&before, "bail").remove(0);
    assert_eq!(hit["published"], "2021-04-02");
    let decide = |decision: &str| {
        let json = format!(r#"{{"saksi":"decisions","version":1,"decisions":[{decision}]}}"#);
        folder.write("decisions.json", json);
        folder.run(&["build", "in", "-o", "decided.saksi", "--decisions", "decisions.json"])
    };
    let id = hit["id"].as_str().expect("an identifier");
    let ran =
        decide(&format!(r#"{{"do":"date","document":"{id}","title":"A second note","date":"2024-02"}}"#));
    assert_eq!((ran.code, ran.err.contains("changed nothing")), (0, false), "{}", ran.err);
    let after = folder.path("decided.saksi");
    assert_eq!(search(&after, "bail")[0]["published"], "2024-02");
    assert_eq!(search(&after, "bail before:2022"), [] as [Value; 0]);
    assert_eq!(search(&after, "bail on:2024-02").len(), 1);

    let ran = decide(r#"{"do":"date","document":"000000000000","title":"Lost","date":"2024"}"#);
    assert_eq!(ran.code, 0);
    let says = "decision 1 (date) changed nothing: the document 000000000000 “Lost” is not in the archive";
    assert!(ran.err.contains(says), "{}", ran.err);
    assert_eq!(fs::read(&after).expect("an archive"), fs::read(&before).expect("an archive"));
    let one = r#"{"do":"reject","entity":{"type":"PER","name":"Nobody"}}"#;
    let ran = decide(&format!(
        r#"{one},{{"do":"split","entity":{{"type":"PER","name":"Dara Vong"}},"documents":["{id}","000000000000"]}}"#
    ));
    let says = "decision 2 (split) was done in part: it names what is not in the archive: 000000000000 (";
    assert!(ran.err.contains(says), "{}", ran.err);
    assert!(ran.err.contains("decision 1 (reject) changed nothing: no entity is called PER “Nobody”"));
    decide(&format!(r#"{{"do":"date","document":"{id}","date":"2024-02-30"}}"#)).fails(
        1,
        &[
            "expected a date that exists (2024, 2024-02, 2024-02-10)",
            "found \"2024-02-30\"",
            "Correct that decision",
        ],
    );
}
