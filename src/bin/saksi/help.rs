//! The help texts, which teach by examples.

use crate::failure::{Failure, unknown_command};
use crate::output;
use lexopt::prelude::*;

/// The commands and the help of each.
pub(crate) const COMMANDS: [(&str, &str); 6] = [
    ("annotate", ANNOTATE),
    ("build", BUILD),
    ("search", SEARCH),
    ("entities", ENTITIES),
    ("timeline", TIMELINE),
    ("export", EXPORT),
];

/// `saksi help [COMMAND]`.
pub(crate) fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    match parser.next()? {
        None => output::text(TOP),
        Some(Value(name)) => {
            let name = name.to_string_lossy();
            match COMMANDS.into_iter().find(|(command, _)| *command == name) {
                Some((_, help)) => output::text(help),
                None => Err(unknown_command(&name)),
            }
        }
        Some(Short('h') | Long("help")) => output::text(TOP),
        Some(other) => Err(other.unexpected().into()),
    }
}

/// `saksi --help`.
pub(crate) const TOP: &str = "\
Saksi reads an archive of documents, in English and Khmer: it searches it, finds who and what it names, and builds
its timeline. Everything happens on this computer; nothing is sent anywhere.

Usage: saksi COMMAND …

Commands:
  annotate   find the documents, names, dates and events of one file; print them as JSON
  build      build an archive (.saksi) from files and folders
  search     search an archive
  entities   list the people, organisations, places and laws of an archive
  timeline   list the events of an archive by date
  export     write an archive in a format of other programs

Options:
  -h, --help      print this help; 'saksi COMMAND --help' prints that of a command
  -V, --version   print the version

Examples:
  saksi build articles/ -o articles.saksi
  saksi search articles.saksi 'arrested \"Kem Sokha\"'
  saksi timeline articles.saksi
  saksi export articles.saksi --format timeline-csv -o timeline.csv
  saksi annotate letter.txt --published 2017-09-18

Exit status: 0 done, 1 the input could not be used, 2 the command was not understood.
";

/// `saksi annotate --help`.
pub(crate) const ANNOTATE: &str = "\
Finds the documents in one file, and in each its language, publication date, sentences, names, dates and events.
Prints one JSON object for each document, a line each. Positions are Unicode code points.

Usage: saksi annotate FILE|- [--published DATE] [--pack PACK.json] [--tagger FILE]

  FILE               a text, HTML or Markdown file; '-' reads standard input
  --published DATE   when it was published, where you know: 2017, 2017-09 or 2017-09-18. Dates such as 'last
                     week' are counted from it
  --pack PACK.json   your own list of names, which overrides what is found
  --tagger FILE      another trained tagger of names; 'none' for rules alone
  -h, --help         print this help

Examples:
  saksi annotate letter.txt
  saksi annotate letter.txt --published 2017-09-18
  curl -s https://example.org/article | saksi annotate -
";

/// `saksi build --help`.
pub(crate) const BUILD: &str = "\
Builds an archive from files and folders. Folders are read to any depth; hidden files are passed over. A file that
cannot be read is named and left out; the rest is built. The same files always give the same archive.

Usage: saksi build PATH… -o OUT.saksi [--published DATE] [--pack PACK.json] [--decisions FILE] [--tagger FILE]

  PATH                     files and folders to read
  -o, --output OUT.saksi   the archive to write; it is replaced only when the new one is whole
  --published DATE         when they were published, for files that do not say: see 'saksi annotate --help'
  --pack PACK.json         your own list of names, which overrides what is found
  --decisions FILE         what you decided: which entities are one, when a document was published (JSON)
  --tagger FILE            another trained tagger of names; 'none' for rules alone
  -h, --help               print this help

A pack is JSON; id, type (PER, ORG, LOC, LAW, EVENT) and name are required, and models/README.md has every field:
  {\"entries\": [{\"id\": \"per-kem-sokha\", \"type\": \"PER\", \"name\": \"Kem Sokha\",
                \"names\": {\"km\": [\"កឹម សុខា\"]}, \"aliases\": [\"Kem S.\"]}]}
Decisions are JSON, as the page saves them; 'saksi search --json' has the id of a document:
  {\"saksi\": \"decisions\", \"version\": 1, \"decisions\": [
    {\"do\": \"date\", \"document\": \"0123456789ab\", \"date\": \"2024-02\"}]}

Examples:
  saksi build articles/ -o articles.saksi
  saksi build articles/ letters/*.txt -o all.saksi --pack names.json
";

/// `saksi search --help`.
pub(crate) const SEARCH: &str = "\
Searches an archive and prints the documents that match, best first, each with its best passages.

Usage: saksi search ARCHIVE QUERY [--limit N] [--sort ORDER] [--entity ID] [--explain] [--exact] [--json]

  ARCHIVE       a file that 'saksi build' made
  QUERY         words in English or Khmer. An empty query ('') lists the documents, latest first
  -n, --limit   how many documents to print (10)
  --sort        best (first), newest or oldest
  --explain     print how each score came about
  --entity ID   only documents that name it: of two of one name, one ('saksi entities' has the ids)
  --exact       neither other names of words that are a name, nor other spellings where nothing matches;
                what is asked for as a name (person:, org: …) is found by all its names all the same
  --json        print one JSON object, in which near copies stand by themselves
  -h, --help    print this help

  \"two words\"   in this order              -word       not that              title:word
  word*         any ending                 word~       spelt alike           person:\"A B\" org: place: law:
  a OR b        one of them                (a b)       a group               event:arrest lang:km source:host
  a AND b       both, however rare         a NEAR/5 b  within five words     before:2018 after:2017-09
                                                                           on:2017-09 about:2017-09

Examples:
  saksi search articles.saksi election boycott
  saksi search articles.saksi '\"prime minister\" arrest*' --limit 3
  saksi search articles.saksi 'person:\"Kem Sokha\" (charge OR trial) before:2018'
  saksi search articles.saksi ការបោះឆ្នោត
  saksi search articles.saksi -- -election
";

/// `saksi entities --help`.
pub(crate) const ENTITIES: &str = "\
Lists the people, organisations, places and laws that an archive names, most mentioned first.

Usage: saksi entities ARCHIVE [--json]
       saksi entities ARCHIVE --alike [--decisions FILE] [--pack PACK.json] [--json]

  ARCHIVE            a file that 'saksi build' made
  --json             print one JSON object for each, a line each, with every form of the name and why the forms were merged
  --alike            list, instead, names so alike that they may be one: nothing merges them until you decide
  --decisions FILE   what you decided so far: pairs decided to be distinct are left out
  --pack PACK.json   your own list of names: two of its entries are never alike
  -h, --help         print this help

Examples:
  saksi entities articles.saksi
  saksi entities articles.saksi --json | head -n 1
  saksi entities articles.saksi --alike
";

/// `saksi timeline --help`.
pub(crate) const TIMELINE: &str = "\
Lists the events of an archive by date, each with the sentences that tell it; last, those without a date.

Usage: saksi timeline ARCHIVE [--json]

  ARCHIVE      a file that 'saksi build' made
  --json       print one JSON object for each event, a line each
  -h, --help   print this help

Examples:
  saksi timeline articles.saksi
  saksi timeline articles.saksi --json
";

/// `saksi export --help`.
pub(crate) const EXPORT: &str = "\
Writes an archive in a format of other programs.

Usage: saksi export ARCHIVE --format NAME -o FILE

  ARCHIVE             a file that 'saksi build' made
  -f, --format NAME   jsonl          every document with its text, names, dates and events, a line each
                      timeline-csv   the timeline as a table for spreadsheets
                      entities-csv   the entities as a table for spreadsheets
                      timelinejs     the dated events for TimelineJS
  -o, --output FILE   the file to write; '-' prints to standard output
  -h, --help          print this help

Examples:
  saksi export articles.saksi --format timeline-csv -o timeline.csv
  saksi export articles.saksi --format timelinejs -o timeline.json
  saksi export articles.saksi --format jsonl -o - | wc -l
";
