//! Reading: one text, many texts by many workers, and whatever files hold.
#![allow(clippy::needless_pass_by_value, reason = "Python hands over values")]

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use dragoman::event::anchor::Anchor;
use dragoman::intake::disk;
use dragoman::intake::read::{Found, Settings, Skip};
use dragoman::text;
use jiff::civil::Date;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString, PyTuple};

use crate::analyst::{Analysed, Desk, desk};
use crate::article::Article;
use crate::failure::NotReadError;
use crate::table::Table;
use crate::{day, failure};

/// Articles that may wait for each worker, or be read and not yet taken.
const WAITING: usize = 8;

type Job = Result<Found, Skip>;
type Promise = Receiver<Analysed>;

/// An article that was not read, and why.
fn skipped(skip: &Skip) -> Analysed {
    let article = text::Article {
        id: match skip.origin.record {
            Some(record) => format!("{}#{record}", skip.origin.file),
            None => skip.origin.file.clone(),
        },
        ..text::Article::default()
    };
    Analysed { article, claims: Vec::new(), anchor: Anchor::default(), skipped: Some(skip.to_string()) }
}

/// Reads one article, plain text or a page, and says what it claims.
///
/// `published` is the day on which it was published; a page may state it itself, and an article of which nobody knows
/// the day is dated by its own words. `data` is a folder laid out like the program's `data/`, whose files replace and
/// extend its own.
///
/// >>> import dragoman
/// >>> article = dragoman.read("Kenya recalled its ambassador from Somalia.", published="2024-05-02")
/// >>> [(claim.type, claim.status) for claim in article.claims]
/// [('SANCTION', 'held')]
#[pyfunction]
#[pyo3(signature = (text, published=None, data=None, *, title=None, url=None, outlet=None, id=None))]
#[allow(clippy::too_many_arguments, reason = "what is known of an article are so many things")]
pub(crate) fn read(
    py: Python<'_>,
    text: String,
    published: Option<Bound<'_, PyAny>>,
    data: Option<PathBuf>,
    title: Option<String>,
    url: Option<String>,
    outlet: Option<String>,
    id: Option<String>,
) -> PyResult<Article> {
    let desk = desk(py, data.as_deref())?;
    let published = published.map(|published| day::read(&published)).transpose()?;
    let cells = [
        ("text", Some(text)),
        ("date", published.map(|day: Date| day.to_string())),
        ("title", title),
        ("url", url),
        ("outlet", outlet),
        ("id", id),
    ];
    let cells = cells.into_iter().filter_map(|(name, words)| Some((name, words?)));
    let found = Found::of_row(cells, origin("text", None));
    let analysed = py.detach(|| desk.analyse(found));
    analysed.map(Article::new).map_err(|skip| NotReadError::new_err(skip.to_string()))
}

fn origin(file: &str, record: Option<u64>) -> text::Origin {
    text::Origin { file: file.to_owned(), record }
}

/// Reads many articles, by many workers and in their order, one after the other as they are asked for.
///
/// Each is a text or a page, a pair of text and day of publication, or a mapping with the usual keys: `text`, `date`,
/// `title`, `url`, `id`, `outlet`. What cannot be read comes as an article that says in `skipped` why.
#[pyfunction]
#[pyo3(signature = (articles, workers=None, data=None))]
pub(crate) fn read_many(
    py: Python<'_>,
    articles: &Bound<'_, PyAny>,
    workers: Option<usize>,
    data: Option<PathBuf>,
) -> PyResult<Reading> {
    let desk = desk(py, data.as_deref())?;
    let workers = n_workers(workers)?;
    let (jobs, promises) = channel();
    start(&desk, workers, promises);
    let given = Given { rest: articles.try_iter()?.unbind().into_any(), jobs: Some(jobs), n_articles: 0 };
    Ok(Reading {
        given: Mutex::new(Some(given)),
        promises: Mutex::default(),
        found: None,
        window: workers * WAITING,
    })
}

/// Reads whatever files and folders hold: text, pages, feeds, WARC, JSON, CSV, Parquet, packed or not.
#[pyfunction]
#[pyo3(signature = (*paths, workers=None, data=None))]
pub(crate) fn read_files(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    workers: Option<usize>,
    data: Option<PathBuf>,
) -> PyResult<Reading> {
    let desk = desk(py, data.as_deref())?;
    let workers = n_workers(workers)?;
    let (jobs, taken) = channel();
    start(&desk, workers, taken);
    let (promises, found) = sync_channel(workers * WAITING);
    thread::spawn(move || {
        let _ = disk::read_all(&paths, &Settings::default(), &mut |found| {
            let (done, promise) = sync_channel(1);
            // Whoever has taken enough lets go of the other end.
            if promises.send(promise).is_ok() && jobs.send((found, done)).is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
    });
    Ok(Reading {
        given: Mutex::default(),
        promises: Mutex::default(),
        found: Some(Mutex::new(found)),
        window: 0,
    })
}

fn n_workers(workers: Option<usize>) -> PyResult<usize> {
    match workers {
        Some(0) => Err(failure::value("workers=0: at least one must work; leave it out for all processors")),
        Some(workers) => Ok(workers),
        None => Ok(thread::available_parallelism().map_or(1, usize::from)),
    }
}

/// Starts workers, who end when nobody can give them jobs any more.
fn start(desk: &Arc<Desk>, workers: usize, jobs: Receiver<(Job, SyncSender<Analysed>)>) {
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..workers {
        let (desk, jobs) = (Arc::clone(desk), Arc::clone(&jobs));
        let next = move || jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
        thread::spawn(move || {
            while let Some((job, done)) = next() {
                let _ = done.send(desk.analyse(job).unwrap_or_else(|skip| skipped(&skip)));
            }
        });
    }
}

/// Articles that Python hands over one by one.
struct Given {
    rest: Py<PyAny>,
    jobs: Option<Sender<(Job, SyncSender<Analysed>)>>,
    n_articles: u64,
}

impl Given {
    /// The promise of the next article; nothing after the last.
    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Promise>> {
        let Some(jobs) = &self.jobs else { return Ok(None) };
        let mut articles = self.rest.bind(py).try_iter()?;
        let Some(article) = articles.next().transpose()? else {
            self.jobs = None;
            return Ok(None);
        };
        self.n_articles += 1;
        let (done, promise) = sync_channel(1);
        let _ = jobs.send((found(&article, self.n_articles)?, done));
        Ok(Some(promise))
    }
}

/// What Python hands over as an article.
fn found(article: &Bound<'_, PyAny>, number: u64) -> PyResult<Job> {
    let origin = origin("articles", Some(number));
    if let Ok(text) = article.cast::<PyString>() {
        return Ok(Found::of_row([("text", text.to_string())], origin));
    }
    if let Ok(pair) = article.cast::<PyTuple>() {
        let (text, published): (String, Option<Bound<'_, PyAny>>) = pair.extract()?;
        let published = published.map(|published| day::read(&published)).transpose()?;
        let day = published.map(|day| ("date", day.to_string()));
        return Ok(Found::of_row([("text", text)].into_iter().chain(day), origin));
    }
    let Ok(fields) = article.cast::<PyMapping>() else {
        return Err(PyTypeError::new_err(format!(
            "article {number} is a {}: give a text, a pair of text and day, or a mapping with the key \"text\"",
            article.get_type().name()?
        )));
    };
    let mut cells: Vec<(String, String)> = Vec::new();
    for pair in fields.items()?.iter() {
        let (name, value): (String, Bound<'_, PyAny>) = pair.extract()?;
        if !value.is_none() && !value.is_instance_of::<PyDict>() {
            cells.push((name, value.str()?.to_string()));
        }
    }
    Ok(Found::of_row(cells.iter().map(|(name, words)| (name.as_str(), words.clone())), origin))
}

/// Articles that are being read; iterating gives them in their order.
#[pyclass(frozen, module = "dragoman")]
pub(crate) struct Reading {
    given: Mutex<Option<Given>>,
    promises: Mutex<VecDeque<Promise>>,
    found: Option<Mutex<Receiver<Promise>>>,
    window: usize,
}

#[pymethods]
impl Reading {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Article>> {
        let promise = match &self.found {
            Some(found) => py.detach(|| found.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()),
            None => self.promised(py)?,
        };
        let Some(promise) = promise else { return Ok(None) };
        let analysed = py.detach(move || promise.recv());
        analysed.map(|analysed| Some(Article::new(analysed))).map_err(|_| {
            NotReadError::new_err(
                "a worker has ended before its time; please report the article that it was reading",
            )
        })
    }
}

impl Reading {
    fn promised(&self, py: Python<'_>) -> PyResult<Option<Promise>> {
        // Whoever waited here would keep the interpreter from the one who is waited for.
        let Ok(mut given) = self.given.try_lock() else {
            return Err(failure::value("two threads take from one reading at once; give each its own"));
        };
        let mut promises = self.promises.lock().unwrap_or_else(PoisonError::into_inner);
        while promises.len() < self.window {
            let next = given.as_mut().map(|given| given.next(py)).transpose()?.flatten();
            let Some(promise) = next else { break };
            promises.push_back(promise);
        }
        Ok(promises.pop_front())
    }
}

/// The claims of articles as columns, in the form in which ledgers export them.
#[pyfunction]
pub(crate) fn to_arrow(articles: &Bound<'_, PyAny>) -> PyResult<Table> {
    let articles: Vec<Py<Article>> = articles
        .try_iter()?
        .map(|article| Ok(article?.cast_into::<Article>()?.unbind()))
        .collect::<PyResult<_>>()?;
    Table::of_claims(articles.iter().map(|article| article.get().shared.as_ref()))
}
