//! The `dragoman` command.

mod args;
mod bench;
mod conllu;
mod excerpt;
mod iob2;
mod ledger;
mod lines;
mod load;
mod malformed;
mod name;
mod parse;
mod score;
mod show;

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
}

fn main() -> ExitCode {
    let ended = match Arguments::parse().command {
        Command::Parse(args) => parse::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Ledger(command) => ledger::run(&command),
        Command::Completions { shell } => print_completions(shell),
    };
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Lacking) => ExitCode::FAILURE,
        // Whoever closed the pipe has read enough.
        Err(error) if lines::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr().lock(), "dragoman: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn print_completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "dragoman", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}
