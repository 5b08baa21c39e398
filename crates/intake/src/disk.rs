//! Files and folders: the only place that opens any.
//!
//! A folder is read with all folders in it, in the order of names, so that the same folder gives the same articles
//! in the same order. Links are followed, and a folder that leads back to itself is a skip.

use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

use dragoman_text::{Article, Origin};
use walkdir::WalkDir;

use crate::read::{self, Found, Input, Reason, Settings, Sink, Skip};

/// Findings that may wait to be taken.
const WAITING: usize = 4;

/// Where files go that paths lead to, and what cannot be read of them. `Break` stops the search.
pub type FileSink<'a> = dyn FnMut(Result<&Path, Skip>) -> ControlFlow<()> + 'a;

/// Reads files, folders, patterns such as `2023-*.jsonl`, and `-` for standard input, in this order.
pub fn read_all(paths: &[PathBuf], settings: &Settings, sink: &mut Sink<'_>) -> ControlFlow<()> {
    each_file(paths, &mut |file| match file {
        Ok(path) => read_file(path, settings, sink),
        Err(skip) => sink(Err(skip)),
    })
}

/// Tells of every file that paths lead to, in the order in which [`read_all`] reads them, and opens none.
pub fn each_file(paths: &[PathBuf], sink: &mut FileSink<'_>) -> ControlFlow<()> {
    for path in paths {
        match path.symlink_metadata() {
            _ if path == Path::new("-") => sink(Ok(path))?,
            Ok(_) => walk(path, sink)?,
            Err(error) => fill_in(path, &error, sink)?,
        }
    }
    ControlFlow::Continue(())
}

/// A path that does not exist may be a pattern that the shell did not fill in.
fn fill_in(path: &Path, missing: &io::Error, sink: &mut FileSink<'_>) -> ControlFlow<()> {
    let pattern = path.to_str().filter(|text| text.contains(['*', '?', '[']));
    let Some(Ok(paths)) = pattern.map(glob::glob) else { return sink(Err(unreadable(path, missing))) };
    let mut any = false;
    for found in paths {
        any = true;
        match found {
            Ok(path) => walk(&path, sink)?,
            Err(error) => sink(Err(unreadable(error.path(), error.error())))?,
        }
    }
    if any { ControlFlow::Continue(()) } else { sink(Err(unreadable(path, missing))) }
}

fn walk(path: &Path, sink: &mut FileSink<'_>) -> ControlFlow<()> {
    if !path.is_dir() {
        return sink(Ok(path));
    }
    let mut walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let place = error.path().unwrap_or(path).to_owned();
                match (error.loop_ancestor(), error.io_error()) {
                    (Some(ancestor), _) => {
                        sink(Err(skip(&place, Reason::Loop(ancestor.display().to_string()))))?;
                    }
                    (None, Some(error)) => sink(Err(unreadable(&place, error)))?,
                    (None, None) => sink(Err(skip(&place, Reason::Unreadable(error.to_string()))))?,
                }
                continue;
            }
        };
        let is_hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        if is_hidden {
            sink(Err(skip(entry.path(), Reason::Hidden)))?;
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
        } else if entry.file_type().is_file() {
            sink(Ok(entry.path()))?;
        } else if !entry.file_type().is_dir() {
            // A pipe would wait for ever for someone to write to it.
            sink(Err(skip(entry.path(), Reason::Other("a pipe, socket or device".to_owned()))))?;
        }
    }
    ControlFlow::Continue(())
}

fn read_file(path: &Path, settings: &Settings, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if path == Path::new("-") {
        return read::read(Input::Stream(Box::new(io::stdin().lock())), "-", settings, sink);
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return sink(Err(unreadable(path, &error))),
    };
    let is_regular = file.metadata().is_ok_and(|metadata| metadata.is_file());
    let input = if is_regular { Input::File(file) } else { Input::Stream(Box::new(file)) };
    read::read(input, &path.display().to_string(), settings, sink)
}

fn unreadable(path: &Path, error: &io::Error) -> Skip {
    skip(path, Reason::Unreadable(error.to_string()))
}

fn skip(path: &Path, reason: Reason) -> Skip {
    Skip { origin: Origin { file: path.display().to_string(), record: None }, reason }
}

/// The articles of files and folders, one after another.
///
/// Reading goes on a few articles ahead, in a thread of its own, and stops when this is dropped.
pub struct Articles {
    /// None only while dropped.
    findings: Option<Receiver<Result<Found, Skip>>>,
    reading: Option<JoinHandle<()>>,
}

impl Articles {
    /// Begins to read as [`read_all`] does.
    #[must_use]
    pub fn of(paths: Vec<PathBuf>, settings: Settings) -> Self {
        let (sender, findings) = sync_channel(WAITING);
        let reading = thread::spawn(move || {
            let _ = read_all(&paths, &settings, &mut |found| match sender.send(found) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            });
        });
        Self { findings: Some(findings), reading: Some(reading) }
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Skip>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = self.findings.as_ref()?.recv().ok()?;
        Some(found.and_then(Found::article))
    }
}

impl Drop for Articles {
    fn drop(&mut self) {
        self.findings = None;
        if let Some(reading) = self.reading.take() {
            let _ = reading.join();
        }
    }
}
