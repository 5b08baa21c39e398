//! One run: from feeds to pages in a WARC.
//!
//! Workers ask and read; what they find comes to one place, which alone writes the WARC and the state and decides
//! what is asked for next. A page is reported as fetched after its record has been written, so that whenever
//! the program ends, what was reported is there; what the state does not know yet is read from the WARC.

mod course;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::FetchError;
use crate::exchange::{Validators, Wanted};
use crate::fetcher::{Asked, Fetcher, Page};
use crate::listing::{Listing, NotAListing};
use crate::pace::Turn;
use crate::queue::{Job, Queue, What};
use crate::report::{Report, Summary};
use crate::state::{State, place};
use crate::store::StoreError;
use crate::warc::Archive;

use course::Course;

/// How often the run looks whether it is to end.
const LOOK_UP: Duration = Duration::from_millis(50);

/// How long a run that is to end waits for answers that are under way.
const GRACE: Duration = Duration::from_secs(3);

/// How a run is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where pages go: a file whose name ends in `.warc.gz`, or a folder of such files.
    pub out: PathBuf,
    /// Where the state is kept; beside the output where not given.
    pub state: Option<PathBuf>,
    /// How many things are asked for at once, of all hosts together.
    pub workers: usize,
    /// How often something is asked for that fails for now.
    pub tries: u32,
    /// The most pages to fetch.
    pub most_pages: Option<u64>,
    /// The most bytes of pages to fetch, unpacked; pages that are under way when there are as many are kept too.
    pub most_bytes: Option<u64>,
    /// How long to go on.
    pub most_time: Option<Duration>,
    /// The most new pages and listings to take from one feed or sitemap; the first ones.
    pub per_listing: usize,
    /// How many listings may lie between one that was named and a page: indexes of sitemaps.
    pub depth: usize,
    /// How often the state is saved while pages come in.
    pub save_every: Duration,
    /// Say what would be fetched, fetch feeds and rules only, and write nothing.
    pub dry_run: bool,
}

impl Run {
    /// Returns a run with the usual measures.
    #[must_use]
    pub fn new(out: PathBuf) -> Self {
        Self {
            out,
            state: None,
            workers: 8,
            tries: 3,
            most_pages: None,
            most_bytes: None,
            most_time: None,
            per_listing: 1000,
            depth: 3,
            save_every: Duration::from_secs(5),
            dry_run: false,
        }
    }
}

/// Why a run ended before its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// A file could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What became of something could not be told.
    #[error(transparent)]
    Telling(#[from] io::Error),
}

/// Asks for feeds and for the pages that they point at, and appends these to a WARC.
///
/// `tell` hears of everything as it happens. The order is that of the answers and differs from run to run.
pub fn follow(
    fetcher: &Arc<Fetcher>,
    feeds: &[String],
    run: &Run,
    tell: &mut dyn FnMut(&Report) -> io::Result<()>,
) -> Result<Summary, RunError> {
    let state_path = run.state.clone().unwrap_or_else(|| place(&run.out));
    let state = State::load(&state_path)?;
    let (archive, fetched, cut) = if run.dry_run {
        (None, Archive::look(&run.out, state.warc.as_ref())?, 0)
    } else {
        let (archive, found) = Archive::open(&run.out, state.warc.as_ref(), fetcher.user_agent().to_owned())?;
        (Some(archive), found.fetched, found.cut)
    };
    state.recall(fetcher);
    let queue = Arc::new(Queue::new(run.most_pages.filter(|_| !run.dry_run)));
    let mut course = Course::new(fetcher, run, &queue, state, state_path, archive, tell);
    course.resume(&fetched, cut);
    let result = feeds.iter().try_for_each(|feed| course.begin(feed)).and_then(|()| {
        let answers = set_to_work(fetcher, &queue, run);
        attend(&mut course, &answers, &queue, fetcher, run)
    });
    queue.close();
    // Whatever went wrong, what has been fetched is to be known.
    let finished = course.finish();
    result?;
    finished
}

/// What a worker found.
enum Found {
    Page(Page),
    Listing {
        listing: Result<Listing, NotAListing>,
        validators: Validators,
    },
    /// A feed is what it was.
    Unchanged,
    /// The rules of its host allow a page that is not to be fetched.
    Allowed,
}

type Answered = (Job, Result<Found, FetchError>);

/// Starts the workers. They end when there is nothing left to ask for.
fn set_to_work(fetcher: &Arc<Fetcher>, queue: &Arc<Queue>, run: &Run) -> Receiver<Answered> {
    let workers = run.workers.max(1);
    let (sender, receiver) = mpsc::sync_channel(workers);
    for _ in 0..workers {
        let (fetcher, queue, sender) = (Arc::clone(fetcher), Arc::clone(queue), sender.clone());
        let dry_run = run.dry_run;
        thread::spawn(move || {
            while let Some((job, turn)) = queue.next(&fetcher) {
                // A fault in one answer's reading must not leave the run waiting for it for ever.
                let found = catch_unwind(AssertUnwindSafe(|| work(&fetcher, &job, turn, dry_run)));
                if sender.send((job, found.unwrap_or(Err(FetchError::Broken)))).is_err() {
                    break;
                }
            }
        });
    }
    receiver
}

/// Does one job.
fn work(fetcher: &Fetcher, job: &Job, turn: Turn, dry_run: bool) -> Result<Found, FetchError> {
    match &job.what {
        What::Page { .. } if dry_run => {
            let allowed = fetcher.allow(&job.url, &turn);
            turn.unused();
            allowed.map(|()| Found::Allowed)
        }
        What::Page { .. } => match fetcher.get(&job.url, turn, Wanted::Page, &Validators::default())? {
            Asked::Changed(page, _) => Ok(Found::Page(page)),
            Asked::Unchanged => Err(FetchError::Status { status: 304, retry_after: None }),
        },
        What::Listing { known, .. } => match fetcher.get(&job.url, turn, Wanted::Listing, known)? {
            Asked::Unchanged => Ok(Found::Unchanged),
            Asked::Changed(page, validators) => {
                let stated = page.headers.iter().find(|(name, _)| name == "content-type");
                let base = fetcher.url(&page.url)?;
                let listing = Listing::read(&page.body, stated.map(|(_, value)| value.as_str()), Some(&base));
                Ok(Found::Listing { listing, validators })
            }
        },
    }
}

/// Takes answers as they come, until there are no more or the run is to end.
fn attend(
    course: &mut Course,
    answers: &Receiver<Answered>,
    queue: &Queue,
    fetcher: &Fetcher,
    run: &Run,
) -> Result<(), RunError> {
    let begun = Instant::now();
    let mut ending: Option<Instant> = None;
    loop {
        match answers.recv_timeout(LOOK_UP) {
            Ok((job, found)) => course.answered(job, found)?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        course.save_now_and_then()?;
        let is_over = fetcher.is_stopped() || run.most_time.is_some_and(|most| begun.elapsed() >= most);
        if is_over {
            queue.close();
            let since = *ending.get_or_insert_with(Instant::now);
            if queue.is_idle() || since.elapsed() > GRACE {
                return Ok(());
            }
        }
    }
}
