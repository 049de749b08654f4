//! The command line: `annotate`, `build`, `search`, `entities`, `timeline`, `export`.

fn main() {}
