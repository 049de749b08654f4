//! The command line `saksi`: annotate texts, build an archive from a folder, search it, list its entities and its
//! timeline, hand it on.
//!
//! Input: arguments, files, standard input. Output: data on standard output, messages on standard error. Exit 0 when
//! done, 2 on bad usage, 1 on bad input. Everything that is learnt about a text is learnt in the library; the files
//! here read arguments and files, and print.

// What a person reads is put together line by line with `format!`, where its allocations do not matter.
#![allow(clippy::format_push_string)]

mod annotate;
mod answer;
mod build;
mod entities;
mod export;
mod failure;
mod files;
mod help;
mod output;
mod search;
mod timeline;

use std::ffi::OsString;
use std::process::ExitCode;

use failure::Failure;
use lexopt::prelude::*;

fn main() -> ExitCode {
    match run(std::env::args_os().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(arguments: Vec<OsString>) -> Result<(), Failure> {
    let mut parser = lexopt::Parser::from_args(arguments);
    match parser.next()? {
        None => Err(Failure::usage("expected a command, found none", None)),
        Some(Short('h') | Long("help")) => output::text(help::TOP),
        Some(Short('V') | Long("version")) => output::text(&format!("saksi {}\n", env!("CARGO_PKG_VERSION"))),
        Some(Value(name)) => {
            let name = name.to_string_lossy().into_owned();
            match name.as_str() {
                "annotate" => annotate::run(parser),
                "build" => build::run(parser),
                "search" => search::run(parser),
                "entities" => entities::run(parser),
                "timeline" => timeline::run(parser),
                "export" => export::run(parser),
                "help" => help::run(parser),
                _ => Err(failure::unknown_command(&name)),
            }
        }
        Some(other) => Err(other.unexpected().into()),
    }
}
