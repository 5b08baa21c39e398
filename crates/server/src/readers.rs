//! The ledger, opened to be read by as many as may ask at once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use dragoman_store::{Interrupter, Ledger, StoreError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::problem::Problem;

/// Connections to the ledger; more would only wait for each other's processors.
const READERS: usize = 4;
/// Questions that wait for one of them; whoever comes after is told so at once.
const MOST_WAITING: usize = 4096;
/// How long a question waits.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long the ledger thinks about a question of a page.
const MOST_THOUGHT: Duration = Duration::from_secs(20);

/// Readers of one ledger.
pub(crate) struct Readers {
    path: PathBuf,
    turns: Arc<Semaphore>,
    n_waiting: AtomicUsize,
    idle: Mutex<Vec<Ledger>>,
    /// Asked only whether anything has changed.
    watch: Mutex<Ledger>,
}

impl Readers {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            path: path.to_owned(),
            turns: Arc::new(Semaphore::new(READERS)),
            n_waiting: AtomicUsize::new(0),
            idle: Mutex::new(vec![Ledger::open(path)?]),
            watch: Mutex::new(Ledger::open(path)?),
        })
    }

    /// The ledger's file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A number that changes when the ledger does.
    pub(crate) fn generation(&self) -> Result<i64, Problem> {
        Ok(self.watch.lock().unwrap_or_else(PoisonError::into_inner).generation()?)
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) -> Result<OwnedSemaphorePermit, Problem> {
        if self.n_waiting.fetch_add(1, Ordering::Relaxed) >= MOST_WAITING {
            self.n_waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Problem::busy());
        }
        let turn = timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        self.n_waiting.fetch_sub(1, Ordering::Relaxed);
        turn.ok().and_then(Result::ok).ok_or_else(Problem::busy)
    }

    /// Asks in a worker that may block, and ends the question where it takes too long.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = self.turn().await?;
        let ledger = self.take()?;
        let interrupter: Interrupter = ledger.interrupter();
        let readers = Arc::clone(self);
        let is_late = Arc::new(AtomicBool::new(false));
        let was_late = Arc::clone(&is_late);
        let mut asking = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let answer = ask(&ledger);
            readers.give_back(ledger);
            if was_late.load(Ordering::Relaxed) { answer.map_err(|_| too_long()) } else { answer }
        });
        let answer = if let Ok(answer) = timeout(MOST_THOUGHT, &mut asking).await {
            answer
        } else {
            is_late.store(true, Ordering::Relaxed);
            interrupter.interrupt();
            asking.await
        };
        answer.map_err(|_| Problem::broken("The answer could not be made."))?
    }

    /// An idle connection, or a new one.
    pub(crate) fn take(&self) -> Result<Ledger, Problem> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(idle.map_or_else(|| Ledger::open(&self.path), Ok)?)
    }

    pub(crate) fn give_back(&self, ledger: Ledger) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(ledger);
    }
}

fn too_long() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "The answer took too long.",
        "Ask for less: name days, actors or a type.",
    )
}
