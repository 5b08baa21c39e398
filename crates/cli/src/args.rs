//! What can be asked for on the command line.

use std::net::IpAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use dragoman_fetch::Contact;

use crate::fetch::{output, seconds};
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
    Clean(CleanArgs),
    Score(ScoreArgs),
    Bench(BenchArgs),
    Fetch(FetchArgs),
    Ground(GroundArgs),
    Data(DataArgs),
    Code(CodeArgs),
    #[command(flatten)]
    Ledger(Box<crate::ledger::Command>),
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
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = crate::read::Format::Text)]
    pub(crate) format: crate::read::Format,
    /// The day on which articles were published that do not say so themselves
    #[arg(long, value_name = "DAY")]
    pub(crate) published: Option<jiff::civil::Date>,
    /// A directory laid out like the program's `data/`, whose files replace and extend its own
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Print claims of this type only; may be given more than once
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// Show the predicate, the operators and the reasons behind each value
    #[arg(long)]
    pub(crate) why: bool,
    /// Exit with 2 where anything was skipped or damaged
    #[arg(long)]
    pub(crate) strict: bool,
    /// How many workers read at once; all processors where not given
    #[arg(long, value_name = "N")]
    pub(crate) workers: Option<NonZeroUsize>,
}

const READ_HELP: &str = "\
What a file is, is told by its content, as for `dragoman clean`: plain text, HTML, feeds, WARC, JSON with
the fields id, date, title and text, CSV, Parquet, packed or not. What is not the article is not coded.
An article without a day is dated by what it says. The output is the same for any number of workers.

Exit codes:
  0  at least one claim was found
  1  nothing was found
  2  something failed, or the command line was wrong";

/// Code articles in bulk, into Parquet files of claims and articles
#[derive(Debug, Args)]
#[command(after_help = CODE_HELP, args_override_self = true)]
pub(crate) struct CodeArgs {
    /// Files, folders, patterns and `-` to code
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// The folder to write into; made where there is none
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) columns: ColumnArgs,
    /// The day on which articles were published that do not say so themselves
    #[arg(long, value_name = "DAY")]
    pub(crate) published: Option<jiff::civil::Date>,
    /// A directory laid out like the program's `data/`, whose files replace and extend its own
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Exit with 1 where anything was skipped or damaged
    #[arg(long)]
    pub(crate) strict: bool,
    /// How many workers code at once; all processors where not given
    #[arg(long, value_name = "N")]
    pub(crate) workers: Option<NonZeroUsize>,
    /// How many articles a Parquet file has at most
    #[arg(long, value_name = "N", default_value = "50000")]
    pub(crate) rows: NonZeroUsize,
}

const CODE_HELP: &str = "\
DIR/claims and DIR/articles have the columns that `dragoman export --format parquet` writes, DIR/skipped
says what was not read and why, and DIR/done which files are coded. Copies are not looked for and claims
not merged: `dragoman add` does so on one machine, and dragoman for Python on many. The same command goes
on where it ended, a file at a time, and codes files that have come since. Memory does not grow with the
input. The output is the same for any number of workers.

Exit codes:
  0  all was coded, now or before
  1  something failed or, under --strict, was skipped or damaged
  2  the command line was wrong";

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

/// What articles are read from, and which column of a table holds what.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files, folders, patterns and `-` to read; none for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) columns: ColumnArgs,
}

/// Which column of a table holds what.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct ColumnArgs {
    /// The column or key with the text, or with the page; the usual names where not given
    #[arg(long, value_name = "COLUMN", help_heading = "Tables and objects")]
    pub(crate) text: Option<String>,
    /// The column or key with the day of publication
    #[arg(long, value_name = "COLUMN", help_heading = "Tables and objects")]
    pub(crate) date: Option<String>,
    /// The column or key with the address
    #[arg(long, value_name = "COLUMN", help_heading = "Tables and objects")]
    pub(crate) url: Option<String>,
    /// The column or key with the headline
    #[arg(long, value_name = "COLUMN", help_heading = "Tables and objects")]
    pub(crate) title: Option<String>,
    /// The column or key with the article's own name
    #[arg(long, value_name = "COLUMN", help_heading = "Tables and objects")]
    pub(crate) id: Option<String>,
}

/// Print articles without what is not the article
#[derive(Debug, Args)]
#[command(after_help = CLEAN_HELP, args_override_self = true)]
pub(crate) struct CleanArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = CleanFormat::Text)]
    pub(crate) format: CleanFormat,
    /// Read everything twice, first to learn what an outlet repeats
    #[arg(long)]
    pub(crate) repeats: bool,
    /// How many workers read at once; all processors where not given
    #[arg(long, value_name = "N")]
    pub(crate) workers: Option<NonZeroUsize>,
    /// Write to a file and not to standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Exit with 2 where anything was skipped or damaged
    #[arg(long)]
    pub(crate) strict: bool,
}

const CLEAN_HELP: &str = "\
What a file is, is told by its content: plain text in any encoding, HTML, RSS, Atom, JSON Feed, WARC,
JSON (one object a line or a list), CSV and TSV, Parquet; each of them in gzip, zstd, xz or Brotli,
and in ZIP and tar archives. What holds no article in English is skipped and said on standard error.
The output is the same for any number of workers.

Exit codes:
  0  at least one article was read
  1  there was no article
  2  something failed or, under --strict, was skipped or damaged; or the command line was wrong";

/// How articles are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CleanFormat {
    /// The article alone
    Text,
    /// One object a line: all blocks, with where they stand, what they are and why
    Json,
    /// One page: what is not the article is dimmed, with the reason beside it
    Html,
}

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
#[allow(clippy::struct_excessive_bools, reason = "each is a switch that its user names")]
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
    /// Stream so many articles through reading and cleaning first; 0 for none
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub(crate) articles: u64,
    /// What to stream: one article a line (JSONL), again and again; without it, the program's own article
    #[arg(long, value_name = "FILE")]
    pub(crate) archive: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// A language model to use in place of the program's own
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

/// Follow feeds and sitemaps, and keep the pages they point at in a WARC
#[derive(Debug, Args)]
#[command(after_help = FETCH_HELP, args_override_self = true)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch that its user names")]
pub(crate) struct FetchArgs {
    /// Addresses of feeds and sitemaps, or files that list them: OPML, or one address a line; `-` for standard input
    #[arg(required = true, value_name = "FEED")]
    pub(crate) feeds: Vec<String>,
    /// Where pages go: FILE.warc.gz, which is appended to, or a folder of such files
    #[arg(long, short, value_name = "FILE|DIR", value_parser = output)]
    pub(crate) out: PathBuf,
    /// Where the run remembers what is done; without it FILE.warc.gz.state.json or DIR/state.json
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Add what the WARC holds to a ledger when all is fetched; what is there already is not read again
    #[arg(long, value_name = "LEDGER", conflicts_with = "dry_run")]
    pub(crate) add: Option<PathBuf>,
    /// List what would be fetched, and write nothing; feeds and rules are fetched to know that
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print one JSON object for each feed and page, and a last one with the counts
    #[arg(long)]
    pub(crate) json: bool,
    /// Tell only the counts on standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Exit with 2 where anything was not fetched
    #[arg(long)]
    pub(crate) strict: bool,
    /// The address of a page or a mailbox where servers' keepers can turn to
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) contact: Option<Contact>,
    /// How many pages are fetched at once, of all hosts together
    #[arg(long, value_name = "N", default_value = "8")]
    pub(crate) workers: NonZeroUsize,
    /// How many pages of one host are fetched at once
    #[arg(long, value_name = "N", default_value = "1")]
    pub(crate) per_host: NonZeroUsize,
    /// How long to wait between two pages of one host; longer where its robots.txt says so
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    pub(crate) delay: Duration,
    /// How long one answer may take, from beginning to end
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(crate) timeout: Duration,
    /// How long to wait for a host that wants to be left alone before leaving it for the next run
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub(crate) patience: Duration,
    /// How often something is asked for that fails for now
    #[arg(long, value_name = "N", default_value = "3")]
    pub(crate) tries: NonZeroU32,
    /// The most of one page, unpacked
    #[arg(long, value_name = "MIB", default_value = "10")]
    pub(crate) max_size: u64,
    /// The most pages of the whole run
    #[arg(long, value_name = "N")]
    pub(crate) max_pages: Option<u64>,
    /// The most of all pages together, unpacked
    #[arg(long, value_name = "MIB")]
    pub(crate) max_bytes: Option<u64>,
    /// How long the whole run may take
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) max_time: Option<Duration>,
    /// The most new pages of one feed or sitemap; 1000 where not given
    #[arg(long, value_name = "N")]
    pub(crate) per_feed: Option<usize>,
    /// Reach machines that are not on the public internet: this one, and those of local networks
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Reach one machine although it is not on the public internet
    #[arg(long, value_name = "IP")]
    pub(crate) allow_address: Vec<IpAddr>,
    /// Reach another port than 80 and 443
    #[arg(long, value_name = "PORT")]
    pub(crate) allow_port: Vec<u16>,
}

const FETCH_HELP: &str = "\
Feeds are RSS, Atom and JSON Feed; sitemaps may be indexes of others and packed with gzip. Unchanged
feeds are not sent again, and no page is fetched twice. robots.txt is obeyed. What a run could not
fetch for now, the next one tries again; after five runs it is given up. Ctrl-C ends a run soon and
in order, and however it ends, what was reported as fetched is in the WARC. There the headline, the
outlet and the day that a feed gives stand in fields of the page's record (Dragoman-Feed-Title,
-Outlet, -Published, -Updated).

Exit codes:
  0  something was fetched (with --dry-run: would be)
  1  nothing was fetched
  2  something failed that all depends on, or, under --strict, anything was not fetched";

/// Print the words of articles that mean days, actors and places, with what they mean and why
#[derive(Debug, Args)]
pub(crate) struct GroundArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = GroundFormat::Text)]
    pub(crate) format: GroundFormat,
    /// The day on which articles were published that do not say so themselves
    #[arg(long, value_name = "DAY")]
    pub(crate) published: Option<jiff::civil::Date>,
    /// A folder with tables of facts of your own, to lay over the program's
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

/// Check, import and count facts about actors and places
#[derive(Debug, Args)]
pub(crate) struct DataArgs {
    #[command(subcommand)]
    pub(crate) command: DataCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DataCommand {
    /// Print what is wrong with tables, by file and line
    Check {
        /// A folder with tables of your own; the program's own tables without it
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Make tables of somebody else's dictionaries
    Import {
        /// Whose form they have
        #[arg(value_enum, value_name = "FORMAT")]
        format: Dictionary,
        /// The dictionaries, of actors or of agents
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The folder to write the tables to
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Print of how many states the holders of the chief offices are known in each year, and of which not
    Coverage,
}

/// Whose form dictionaries have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dictionary {
    /// PETRARCH and CAMEO
    Petrarch,
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
