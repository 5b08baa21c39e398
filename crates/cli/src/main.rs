//! The `dragoman` command.

mod args;
mod bench;
mod clean;
mod code;
mod conllu;
mod data;
mod excerpt;
mod fetch;
mod gather;
mod ground;
mod iob2;
mod ledger;
mod lines;
mod load;
mod malformed;
mod name;
mod parse;
mod read;
mod relay;
mod score;
mod show;
mod tally;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::args::{Arguments, Command};

/// How a command that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Everything was done.
    Done,
    /// Something was left undone, and has been said.
    Lacking,
    /// Something failed that the rest did not depend on, and has been said.
    Failed,
    /// There was nothing to find.
    Nothing,
}

/// The exit status where something failed; 1 for commands that have no other use for it.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    // Where 1 says that there was nothing to find, a failure needs a code of its own.
    let failed = if matches!(command, Command::Read(_) | Command::Clean(_) | Command::Fetch(_)) {
        ExitCode::from(FAILED)
    } else {
        ExitCode::FAILURE
    };
    let ended = match command {
        Command::Read(args) => read::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Clean(args) => clean::run(&args),
        Command::Ground(args) => ground::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::Data(args) => data::run(&args),
        Command::Code(args) => code::run(&args),
        Command::Ledger(command) => ledger::run(&command),
        Command::Completions { shell } => print_completions(shell),
    };
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Lacking | Outcome::Nothing) => ExitCode::FAILURE,
        Ok(Outcome::Failed) => failed,
        // Whoever closed the pipe has read enough.
        Err(error) if lines::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr().lock(), "dragoman: {error:#}");
            failed
        }
    }
}

fn print_completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "dragoman", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}
