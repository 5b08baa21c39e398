//! The commands that keep articles in a ledger and ask it.

mod add;
mod ahead;
mod args;
mod export;
mod log;
mod search;
mod serve;
mod show;
mod told;

use std::path::Path;
use std::time::SystemTime;

use anyhow::Context as _;
use dragoman_store::Ledger;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub(crate) use args::Command;

use crate::Outcome;

/// Runs one of the commands.
pub(crate) fn run(command: &Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Add(args) => add::run(args),
        Command::Search(args) => search::run(args),
        Command::Timeline(args) => search::timeline(args),
        Command::Show(args) => show::run(args),
        Command::Thread(args) => show::thread(args),
        Command::Ahead(args) => ahead::run(args),
        Command::Export(args) => export::run(args),
        Command::Log(args) => log::run(args),
        Command::Serve(args) => serve::run(args),
    }
}

/// Adds what is in a file or folder to a ledger, as `dragoman add` does.
pub(crate) fn add(path: &Path, ledger: &Path) -> anyhow::Result<Outcome> {
    add::run(&args::AddArgs::of(path, ledger))
}

/// Opens a ledger to read it, and says so where its events are not up to date.
fn open(file: &args::File) -> anyhow::Result<Ledger> {
    let ledger = Ledger::open(&file.ledger)?;
    if !ledger.is_settled()? {
        let name = file.ledger.display();
        told::note(&format!(
            "{name}: articles were added and not yet merged into events; `dragoman add` goes on with it"
        ));
    }
    Ok(ledger)
}

/// The time at which a run began. Only what is told of runs and exports hangs on it.
fn now() -> anyhow::Result<Timestamp> {
    Timestamp::try_from(SystemTime::now()).context("the clock cannot be read")
}

fn today() -> anyhow::Result<Date> {
    Ok(TimeZone::UTC.to_datetime(now()?).date())
}

/// The version of the program, as ledgers and exports name it.
const VERSION: &str = env!("CARGO_PKG_VERSION");
