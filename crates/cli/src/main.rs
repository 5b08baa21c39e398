//! The `dragoman` command.

mod args;
mod bench;
mod conllu;
mod data;
mod excerpt;
mod ground;
mod iob2;
mod lines;
mod load;
mod malformed;
mod name;
mod parse;
mod read;
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
    /// There was nothing to find.
    Nothing,
}

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    // Where 1 says that there was nothing to find, a failure needs a code of its own.
    let failure = if matches!(command, Command::Read(_)) { ExitCode::from(2) } else { ExitCode::FAILURE };
    let ended = match command {
        Command::Parse(args) => parse::run(&args),
        Command::Read(args) => read::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Ground(args) => ground::run(&args),
        Command::Completions { shell } => print_completions(shell),
    };
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Lacking | Outcome::Nothing) => ExitCode::FAILURE,
        // Whoever closed the pipe has read enough.
        Err(error) if lines::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr().lock(), "dragoman: {error:#}");
            failure
        }
    }
}

fn print_completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "dragoman", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}
