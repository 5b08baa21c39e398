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
    Read(ReadArgs),
    Parse(ParseArgs),
    Score(ScoreArgs),
    Bench(BenchArgs),
    Ground(GroundArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Read articles and print what they claim
#[derive(Debug, Args)]
#[command(after_help = READ_HELP, args_override_self = true)]
pub(crate) struct ReadArgs {
    /// Files or directories to read; `-` or none for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = crate::read::Format::Text)]
    pub(crate) format: crate::read::Format,
    /// The day on which articles were published that do not say so themselves
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<jiff::civil::Date>,
    /// A directory laid out like the program's `data/`, whose files replace and extend its own
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Show the predicate, the operators and the reasons behind each value
    #[arg(long)]
    pub(crate) why: bool,
    /// How many workers read at once; all processors where not given
    #[arg(long, value_name = "N")]
    pub(crate) workers: Option<NonZeroUsize>,
}

const READ_HELP: &str = "\
A file is an article in plain text, or JSON Lines with the fields id, date, title and text, one
article a line. The output is the same for any number of workers.

Exit codes:
  0  at least one claim was found
  1  nothing was found
  2  something failed, or the command line was wrong";

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
    /// Gold files: CoNLL-U for parse and split, IOB2 in two columns for name, JSON lines for the others
    #[arg(required = true, value_name = "GOLD")]
    pub(crate) gold: Vec<PathBuf>,
    /// Read from raw text and not from the gold file's words (split always does)
    #[arg(long)]
    pub(crate) raw: bool,
    /// Print one JSON object a file
    #[arg(long)]
    pub(crate) json: bool,
    /// Print what is wrong, one line each (for time and anchor)
    #[arg(long)]
    pub(crate) wrong: bool,
    /// List what was not right (for actor)
    #[arg(long)]
    pub(crate) errors: bool,
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

Time takes one article a line: an object with `text`, its day `dct` and `timex`, a list of objects with
`start` and `end` in characters and `when`, `from`, `to`, `notBefore` or `notAfter`, as GUM has them.
What GUM leaves out is not counted as found: lengths without days, sets, and words for now.

Anchor takes one article a line: an object with `text`, `date` and perhaps `title` and `id`. It says how often
the date lies in what was inferred without it, and how many days wide that is; an open end is wider than all.

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
    /// Words of time and the days they mean
    Time,
    /// Who is meant by the words of hand-coded claims
    Actor,
    /// The day of articles, inferred with their dates hidden
    Anchor,
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

/// Print the words of an article that name actors and places, with what they mean and why
#[derive(Debug, Args)]
pub(crate) struct GroundArgs {
    /// The article, as plain text; `-` for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = GroundFormat::Text)]
    pub(crate) format: GroundFormat,
    /// The day it was published, as in 2023-06-09
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<jiff::civil::Date>,
    /// A folder with tables of facts of your own, to lay over the program's
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

/// How to print what words mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroundFormat {
    /// One line a mention
    Text,
    /// One JSON object
    Json,
}

fn parse_rename(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((old, new)) if !old.is_empty() && !new.is_empty() => Ok((old.to_owned(), new.to_owned())),
        _ => Err("expected OLD=NEW".to_owned()),
    }
}
