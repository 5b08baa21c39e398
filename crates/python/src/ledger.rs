//! A ledger, asked with the words of the command line and answered in columns.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use dragoman_store::{Adding, Filed, Key, Query, StoreError, What};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use crate::article::Article;
use crate::failure;
use crate::table::Table;

/// Articles that go onto the disk together.
const BATCH: usize = 256;

/// Many articles with their claims, events and threads, in one file.
#[pyclass(frozen, module = "dragoman")]
pub(crate) struct Ledger {
    path: PathBuf,
    ledger: Mutex<Option<dragoman_store::Ledger>>,
}

impl Ledger {
    /// Asks the ledger, which is opened where it is not open yet. Nobody waits for the interpreter meanwhile.
    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&dragoman_store::Ledger) -> Result<T, StoreError> + Send,
    ) -> PyResult<T> {
        let answer = py.detach(|| {
            let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
            let ledger = match &mut *ledger {
                Some(ledger) => ledger,
                none => none.insert(dragoman_store::Ledger::open(&self.path)?),
            };
            ask(ledger)
        });
        answer.map_err(failure::ledger)
    }

    fn answer(
        &self,
        py: Python<'_>,
        what: What,
        words: Option<String>,
        asked: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        let query = query(words, asked)?;
        let mut batches = Vec::new();
        self.ask(py, |ledger| {
            ledger.each_batch(what, &query, &mut |batch| {
                batches.push(batch.clone());
                Ok(())
            })
        })?;
        Ok(Table::new(dragoman_store::Table::of(what).schema(), batches))
    }
}

/// The query for words and keywords, which are the options of `dragoman search`.
fn query(words: Option<String>, asked: Option<&Bound<'_, PyDict>>) -> PyResult<Query> {
    let mut query = Query { words, ..Query::default() };
    for (name, value) in asked.into_iter().flatten() {
        let name = name.extract::<String>()?.replace('_', "-");
        let values: Vec<Bound<'_, PyAny>> =
            if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
                value.try_iter()?.collect::<PyResult<_>>()?
            } else if value.is_none() {
                Vec::new()
            } else {
                vec![value]
            };
        for value in values {
            query
                .set(&name, &value.str()?.to_string())
                .map_err(|what| failure::value(format!("{name}: {what}")))?;
        }
    }
    Ok(query)
}

#[pymethods]
impl Ledger {
    /// A ledger at a path. It is opened when it is first asked, and made when articles are first added.
    #[new]
    fn new(path: PathBuf) -> Self {
        Self { path, ledger: Mutex::new(None) }
    }

    /// The file.
    #[getter]
    fn path(&self) -> PathBuf {
        self.path.clone()
    }

    /// Events: `ledger.events("visit", actor=["USA", "CHN"], status="postponed", as_of="2023-03-01", limit=20)`.
    ///
    /// Keywords are the options of `dragoman search`: type, status, actor, role, date, published, place, source,
    /// voice, outlet, confidence, as_of, sort, limit, skip.
    #[pyo3(signature = (words=None, **query))]
    fn events(
        &self,
        py: Python<'_>,
        words: Option<String>,
        query: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        self.answer(py, What::Events, words, query)
    }

    /// Claims, those that repeat one left out; with the keywords of `events`.
    #[pyo3(signature = (words=None, **query))]
    fn claims(
        &self,
        py: Python<'_>,
        words: Option<String>,
        query: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        self.answer(py, What::Claims, words, query)
    }

    /// Articles: words are looked for in whole texts, and only published, outlet, limit and skip count besides.
    #[pyo3(signature = (words=None, **query))]
    fn articles(
        &self,
        py: Python<'_>,
        words: Option<String>,
        query: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        self.answer(py, What::Articles, words, query)
    }

    /// The events of one affair, by the name of its thread or of one of its events.
    #[pyo3(signature = (key, as_of=None))]
    fn thread(&self, py: Python<'_>, key: &str, as_of: Option<Bound<'_, PyAny>>) -> PyResult<Table> {
        let as_of = as_of.map(|day| crate::day::read(&day)).transpose()?;
        let key = Key::parse(key)
            .ok_or_else(|| failure::value(format!("{key:?} is no name of a thread or event")))?;
        let mut table = dragoman_store::Table::of_events();
        self.ask(py, |ledger| {
            for event in &ledger.thread(key, as_of)?.events {
                table.put_event(event, &ledger.event(event.key, as_of)?.life);
            }
            Ok(())
        })?;
        let schema = table.schema();
        let batch = table.take().map_err(|error| failure::value(error.to_string()))?;
        Ok(Table::new(schema, vec![batch]))
    }

    /// How much is in it.
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let counts = self.ask(py, dragoman_store::Ledger::counts)?;
        let all = PyDict::new(py);
        for (name, n) in [
            ("articles", counts.n_articles),
            ("copies", counts.n_copies),
            ("claims", counts.n_claims),
            ("witnesses", counts.n_witnesses),
            ("events", counts.n_events),
            ("threads", counts.n_threads),
        ] {
            all.set_item(name, n)?;
        }
        Ok(all)
    }

    /// Adds articles that were read, finds copies, and merges claims into events; makes the ledger where there is none.
    ///
    /// Gives how many were new. Adding the same again changes nothing.
    fn add(&self, py: Python<'_>, articles: &Bound<'_, PyAny>) -> PyResult<usize> {
        let started = jiff::Timestamp::try_from(std::time::SystemTime::now())
            .map_or_else(|_| "unknown".to_owned(), |now| now.strftime("%Y-%m-%d %H:%M:%S").to_string());
        let adding = Adding { started, version: env!("CARGO_PKG_VERSION").to_owned(), keep_text: true };
        let mut ledger = dragoman_store::Ledger::open_to_add(&self.path, &adding).map_err(failure::ledger)?;
        let mut n_new = 0;
        let mut batch = Vec::new();
        let mut articles = articles.try_iter()?;
        loop {
            let article = articles.next().transpose()?;
            let is_last = article.is_none();
            if let Some(article) = article {
                let article = article.cast_into::<Article>()?;
                let analysed = &article.get().shared.analysed;
                if analysed.skipped.is_none() {
                    batch.push(Filed {
                        article: analysed.article.clone(),
                        learned: analysed.anchor.interval.to,
                        claims: analysed.claims.clone(),
                    });
                }
            }
            if batch.len() >= BATCH || is_last {
                let fates = py.detach(|| ledger.add(&batch)).map_err(failure::ledger)?;
                n_new += fates
                    .iter()
                    .filter(|fate| {
                        matches!(fate, dragoman_store::Fate::Added | dragoman_store::Fate::Copy(_))
                    })
                    .count();
                batch.clear();
            }
            if is_last {
                break;
            }
        }
        py.detach(|| ledger.settle(&mut |_| {})).map_err(failure::ledger)?;
        Ok(n_new)
    }

    fn __repr__(&self) -> String {
        format!("<Ledger {}>", self.path.display())
    }
}
