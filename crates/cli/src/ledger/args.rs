//! What can be asked of a ledger on the command line.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use dragoman_store::Query;
use jiff::civil::Date;

use crate::args::ColumnArgs;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Add(AddArgs),
    Search(SearchArgs),
    Show(ShowArgs),
    Thread(ThreadArgs),
    Timeline(TimelineArgs),
    Ahead(AheadArgs),
    Export(ExportArgs),
    Log(LogArgs),
    Serve(ServeArgs),
}

/// The ledger.
#[derive(Debug, Args)]
pub(crate) struct File {
    /// The ledger
    #[arg(long, short, value_name = "FILE", default_value = "dragoman.db")]
    pub(crate) ledger: PathBuf,
}

/// Add articles to a ledger, find copies, and merge what they claim into events
#[derive(Debug, Args)]
#[command(after_help = ADD_HELP)]
pub(crate) struct AddArgs {
    /// Files, folders, patterns and `-` to add. Without any, what was added before is merged
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) file: File,
    #[command(flatten)]
    pub(crate) columns: ColumnArgs,
    /// The day on which articles were published that do not say so themselves
    #[arg(long, value_name = "DAY")]
    pub(crate) published: Option<Date>,
    /// A directory laid out like the program's `data/`, whose files replace and extend its own
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Read articles again that are in the ledger, as with other data
    #[arg(long)]
    pub(crate) again: bool,
    /// Exit with 1 where anything was skipped or damaged
    #[arg(long)]
    pub(crate) strict: bool,
    /// How many workers read at once; all processors where not given
    #[arg(long, value_name = "N")]
    pub(crate) workers: Option<NonZeroUsize>,
    /// Keep the words of articles and passages; without them, spans and hashes are kept, and headlines
    #[arg(long, value_enum, default_value_t = YesNo::Yes, value_name = "yes|no")]
    pub(crate) keep_text: YesNo,
    /// How many articles go onto the disk together
    #[arg(long, value_name = "N", default_value_t = BATCH)]
    pub(crate) batch: NonZeroUsize,
}

/// How many articles go onto the disk together.
const BATCH: NonZeroUsize = match NonZeroUsize::new(256) {
    Some(batch) => batch,
    None => NonZeroUsize::MIN,
};

impl AddArgs {
    /// What is asked for where only what and where to is said.
    pub(crate) fn of(path: &Path, ledger: &Path) -> Self {
        Self {
            paths: vec![path.to_owned()],
            file: File { ledger: ledger.to_owned() },
            columns: ColumnArgs::default(),
            published: None,
            data: None,
            again: false,
            strict: false,
            workers: None,
            keep_text: YesNo::Yes,
            batch: BATCH,
        }
    }
}

const ADD_HELP: &str = "\
What a file is, is told by its content, as for `dragoman read`. A file, or standard input, that holds what
`export --what articles --format ndjson` writes is taken over with its claims. Each batch is on the disk
before it is counted: whatever ends the program, what was reported as added stays, and the same command
goes on from there. Adding the same again changes nothing. The ledger is the same for any number of workers.

Exit codes:
  0  all was added, or was there before
  1  something failed or, under --strict, was skipped or damaged
  2  the command line was wrong";

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum YesNo {
    Yes,
    No,
}

/// What is asked for.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Filters {
    /// Types, one of which it has: CONSULT, ASSAULT …
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,
    /// Statuses, one of which it has: held, planned, postponed …
    #[arg(long, value_name = "STATUS")]
    status: Vec<String>,
    /// An actor with a part in it: a code (CHN), an id or a name; several must all have one
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Vec<String>,
    /// The part that the actors have
    #[arg(long, value_name = "actor|recipient")]
    role: Option<String>,
    /// Days of the happening: 2023-06-18, 2023-06, 2023, or FROM..TO
    #[arg(long, value_name = "DAYS")]
    date: Option<String>,
    /// Days of publication
    #[arg(long, value_name = "DAYS")]
    published: Option<String>,
    /// Country or name of the place
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// Kinds of source, one of which says so: narrator, official, named, anonymous, media, document
    #[arg(long, value_name = "KIND")]
    source: Vec<String>,
    /// On whose word: a name as articles have it, the name or id of who is meant, or a country's code for its officials
    #[arg(long, value_name = "NAME")]
    voice: Option<String>,
    /// Who published it
    #[arg(long, value_name = "OUTLET")]
    outlet: Option<String>,
    /// How sure it is at least, 0 to 1
    #[arg(long, value_name = "P")]
    confidence: Option<String>,
    /// What was known on that day, and nothing that was published later
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Date>,
}

impl Filters {
    /// The query that they stand for.
    pub(crate) fn query(&self, words: &[String]) -> anyhow::Result<Query> {
        let mut query = Query { as_of: self.as_of, ..Query::default() };
        if !words.is_empty() {
            query.words = Some(words.join(" "));
        }
        let lists = [
            ("type", &self.types),
            ("status", &self.status),
            ("actor", &self.actor),
            ("source", &self.source),
        ];
        let singles = [
            ("role", &self.role),
            ("date", &self.date),
            ("published", &self.published),
            ("place", &self.place),
            ("voice", &self.voice),
            ("outlet", &self.outlet),
            ("confidence", &self.confidence),
        ];
        let all = lists.into_iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
        for (name, value) in
            all.chain(singles.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))))
        {
            query.set(name, value).map_err(|what| anyhow::anyhow!("--{name}: {what}"))?;
        }
        Ok(query)
    }
}

/// How answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people
    Table,
    /// A JSON object a line
    Ndjson,
    /// Comma-separated values
    Csv,
    /// Tab-separated values
    Tsv,
}

/// Which part of the answers is printed.
#[derive(Debug, Args)]
pub(crate) struct Paging {
    /// How many answers
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// How many to pass over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) skip: usize,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = Form::Table)]
    pub(crate) format: Form,
}

/// Find events, claims or articles
#[derive(Debug, Args)]
#[command(after_help = SEARCH_HELP)]
pub(crate) struct SearchArgs {
    /// Words of passages, parties and headlines: all of them; "a phrase"; begin*
    pub(crate) words: Vec<String>,
    /// What to find
    #[arg(long, value_enum, default_value_t = What::Events)]
    pub(crate) what: What,
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// In which order: changed (the last change first), date, reports (what most articles tell of first)
    #[arg(long, value_name = "ORDER", default_value = "changed")]
    pub(crate) sort: String,
    #[command(flatten)]
    pub(crate) paging: Paging,
    #[command(flatten)]
    pub(crate) file: File,
}

const SEARCH_HELP: &str = "\
Exit codes:
  0  something was found
  1  nothing was found, or something failed
  2  the command line was wrong";

/// What is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    Events,
    Claims,
    Articles,
}

/// Show an event with its life and its claims, or a claim, a thread or an article
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Name of an event (e…), a claim (c…), a thread (t…) or an article
    pub(crate) id: String,
    /// Show why claims were read so, and why they were taken for one event
    #[arg(long)]
    pub(crate) why: bool,
    /// What was known on that day
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Date>,
    #[command(flatten)]
    pub(crate) file: File,
}

/// Show the events of one affair
#[derive(Debug, Args)]
pub(crate) struct ThreadArgs {
    /// Name of a thread (t…) or of one of its events (e…)
    pub(crate) id: String,
    /// What was known on that day
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Date>,
    #[command(flatten)]
    pub(crate) file: File,
}

/// Show what happened between actors, by its days
#[derive(Debug, Args)]
pub(crate) struct TimelineArgs {
    /// Actors that all have a part in it
    #[arg(required = true, value_name = "ACTOR")]
    pub(crate) actors: Vec<String>,
    #[command(flatten)]
    pub(crate) filters: Filters,
    #[command(flatten)]
    pub(crate) paging: Paging,
    #[command(flatten)]
    pub(crate) file: File,
}

/// Show what is planned from a day on, and how often it was put off
#[derive(Debug, Args)]
pub(crate) struct AheadArgs {
    /// The day; that of the newest article where it is not given
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Date>,
    #[command(flatten)]
    pub(crate) filters: Filters,
    #[command(flatten)]
    pub(crate) paging: Paging,
    #[command(flatten)]
    pub(crate) file: File,
}

/// Write what a query asks for in a form that others read
#[derive(Debug, Args)]
#[command(after_help = EXPORT_HELP)]
pub(crate) struct ExportArgs {
    /// Words of passages, parties and headlines
    pub(crate) words: Vec<String>,
    /// What to write: events, claims, or articles with their claims (from which `add` makes the ledger again)
    #[arg(long, value_name = "WHAT", default_value = "events")]
    pub(crate) what: String,
    /// ndjson, csv, tsv, parquet, plover, gdelt, geojson or ics
    #[arg(long, short, value_name = "FORMAT", default_value = "ndjson")]
    pub(crate) format: String,
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// Write to a file, and what it is of and how much it holds to FILE.about.json
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) file: File,
}

const EXPORT_HELP: &str = "\
JSON lines, Parquet, GeoJSON and calendars say themselves what they are of. Of all forms, the number
of rows is told on standard error; an export that was cut short is never told as complete.

Exit codes:
  0  all was written
  1  something failed
  2  the command line was wrong";

/// Show what was changed that had been said before
#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// Only of this event (e…) or claim (c…)
    pub(crate) id: Option<String>,
    /// How many changes, the last ones
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) file: File,
}

/// Show a ledger as web pages and as an HTTP API, on this machine
#[derive(Debug, Args)]
#[command(after_help = SERVE_HELP)]
pub(crate) struct ServeArgs {
    /// The ledger
    #[arg(value_name = "LEDGER", default_value = "dragoman.db")]
    pub(crate) ledger: PathBuf,
    /// Where to listen; port 0 takes one that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7323")]
    pub(crate) listen: SocketAddr,
    /// A name, with its port where it has one, under which the pages are asked for besides this machine's own
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
    /// Let articles be added by `POST /articles`; without it, nothing is ever written
    #[arg(long)]
    pub(crate) allow_add: bool,
    /// Let pages of other sites show the pictures (addresses that end in `.svg`); whoever has such a page could then
    /// tell from their size how much is in the ledger
    #[arg(long)]
    pub(crate) share_pictures: bool,
    /// A directory laid out like the program's `data/`, with which pasted articles are read
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

const SERVE_HELP: &str = "\
The address is printed once it answers. Nobody has to log in: whoever can reach the address can read the
ledger, so it listens on this machine alone unless told otherwise, and answers only under names that it
was given. SIGINT and SIGTERM end it once the answers on their way are sent.

Exit codes:
  0  it was told to end
  1  it could not begin
  2  the command line was wrong";
