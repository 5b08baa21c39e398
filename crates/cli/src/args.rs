//! What can be asked for on the command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::show::Format;

/// Read news into sentences, trees and names
#[derive(Debug, Parser)]
#[command(name = "dragoman", version, disable_help_subcommand = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all went well
  1  something failed or, under --strict, was not read as it stood
  2  the command line was wrong";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Parse(ParseArgs),
    Score(ScoreArgs),
    Bench(BenchArgs),
    #[command(flatten)]
    Ledger(Box<crate::ledger::Command>),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Read text and print sentences, tokens, tags, trees and names
#[derive(Debug, Args)]
#[command(after_help = PARSE_HELP, args_override_self = true)]
pub(crate) struct ParseArgs {
    /// Files to read; `-` or none for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = Format::Conllu)]
    pub(crate) format: Format,
    /// What the files are
    #[arg(long, value_enum, default_value_t = From::Text)]
    pub(crate) from: From,
    /// How many workers read at once; all processors where not given
    #[arg(long, value_name = "N")]
    pub(crate) workers: Option<NonZeroUsize>,
    /// A language model to use in place of the program's own
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// Write to a file and not to standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Exit with 1 where anything was not read as it stood
    #[arg(long)]
    pub(crate) strict: bool,
}

const PARSE_HELP: &str = "\
A byte that is not UTF-8 is read as an asterisk and remarked upon, so that spans still count the
bytes of the file. With `--from conllu` the file's sentences, words and comments stay, and all other
columns are filled in. The output is the same for any number of workers.

Exit codes:
  0  all went well
  1  something failed or, under --strict, was not read as it stood
  2  the command line was wrong";

/// What the input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// Plain text in UTF-8
    Text,
    /// CoNLL-U: its sentences and words are kept
    Conllu,
}

/// Compare what is read with what should be
#[derive(Debug, Args)]
#[command(after_help = SCORE_HELP)]
pub(crate) struct ScoreArgs {
    /// What to score
    #[arg(value_enum)]
    pub(crate) what: What,
    /// Gold files: CoNLL-U for parse and split, IOB2 in two columns for name
    #[arg(required = true, value_name = "GOLD")]
    pub(crate) gold: Vec<PathBuf>,
    /// Read from raw text and not from the gold file's words (split always does)
    #[arg(long)]
    pub(crate) raw: bool,
    /// Print one JSON object a file
    #[arg(long)]
    pub(crate) json: bool,
    /// Score only names of these kinds (for name), as in PER,ORG,LOC
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    pub(crate) labels: Vec<String>,
    /// Take one kind of name for another (for name), as in politician=PER,country=LOC
    #[arg(long, value_name = "OLD=NEW,…", value_delimiter = ',', value_parser = parse_rename)]
    pub(crate) rename: Vec<(String, String)>,
    /// A language model to use in place of the program's own
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

const SCORE_HELP: &str = "\
Words are aligned by character offset as in the CoNLL 2018 shared task, and all scores but those of
names are F1. UAS, LAS and CLAS are that task's: relations without subtypes; LAS+sub compares them
with. UFeats compares all features. Raw text is made from the gold file: tokens with a space between
them unless SpaceAfter=No, and a blank line before `# newpar` and `# newdoc`.

Exit codes:
  0  all went well
  1  something failed
  2  the command line was wrong";

/// What to score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// Tags, features, lemmas and trees
    Parse,
    /// Names
    Name,
    /// Sentences, tokens and words
    Split,
}

/// Measure the speed of each stage on one core, and the memory
#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// A text to read; without it, the program makes one from an article of its own
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Repeat the text until it has this many tokens
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub(crate) tokens: usize,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// A language model to use in place of the program's own
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

fn parse_rename(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((old, new)) if !old.is_empty() && !new.is_empty() => Ok((old.to_owned(), new.to_owned())),
        _ => Err("expected OLD=NEW".to_owned()),
    }
}
