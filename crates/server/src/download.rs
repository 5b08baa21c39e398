//! Exports: all answers to a query, written while they are read, however many there are.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Response, header};
use dragoman::event::predicate::Ontology;
use dragoman_store::{Export, Format, Query, Scale, What};
use hyper::body::Frame;
use jiff::civil::Date;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;

use crate::address::{Asked, Form};
use crate::house::House;
use crate::problem::Problem;

/// Bytes that are sent at once.
const PIECE: usize = 32 * 1024;
/// Pieces that wait for a slow reader.
const WAITING: usize = 4;
/// How long a reader may take none of them.
const PATIENCE: Duration = Duration::from_secs(30);

/// What PLOVER says of its types.
pub(crate) struct Scales<'a>(pub(crate) &'a Ontology);

impl Scale for Scales<'_> {
    fn quad(&self, event_type: &str) -> Option<&str> {
        Some(self.0.types.get(event_type)?.quad.as_str())
    }

    fn cameo(&self, event_type: &str) -> Option<&str> {
        Some(self.0.types.get(event_type)?.cameo.as_str())
    }

    fn score(&self, event_type: &str, modes: &[String]) -> Option<f32> {
        self.0.score(event_type, modes)
    }

    fn content_mode(&self, act: &str, event_type: &str, modes: &[String]) -> Option<&str> {
        self.0.content_mode(act, event_type, modes)
    }
}

/// The form of an export, and of what.
pub(crate) fn format(form: Form, asked: &Asked) -> Result<(What, Format), Problem> {
    let what = asked.more("what").unwrap_or("events");
    let what = What::parse(what).ok_or_else(|| {
        Problem::wrong(
            format!("what: {what:?} is not one of events, claims, articles."),
            "Ask for one of them.",
        )
    })?;
    let format = match form {
        Form::Csv => Format::Csv,
        Form::Tsv => Format::Tsv,
        Form::Ndjson => Format::Ndjson,
        Form::Parquet => Format::Parquet,
        Form::GeoJson => Format::GeoJson,
        Form::Calendar => Format::Calendar,
        Form::Html | Form::Json | Form::Svg => {
            return Err(Problem::wrong("This is no form of an export.", "Ask for .ndjson."));
        }
    };
    let fits = match format {
        Format::Ndjson => true,
        Format::GeoJson | Format::Calendar => what == What::Events,
        _ => what != What::Articles,
    };
    if !fits {
        return Err(Problem::new(
            axum::http::StatusCode::NOT_ACCEPTABLE,
            format!("{} cannot be written as {}.", what.as_str(), format.as_str()),
            "Events can be written in every form, claims as rows, and articles as NDJSON.",
        ));
    }
    Ok((what, format))
}

/// Sends an export. Where it fails on the way, the answer breaks off, and is not taken for a whole one.
pub(crate) async fn send(
    house: &Arc<House>,
    query: Query,
    form: Form,
    what: What,
    format: Format,
    made: Date,
) -> Result<Response<Body>, Problem> {
    let turn = Arc::clone(&house.downloads).try_acquire_owned().map_err(|_| Problem::busy())?;
    let ledger = house.readers.take()?;
    let (sender, mut receiver) = channel::<Piece>(WAITING);
    let (writer_house, handle) = (Arc::clone(house), Handle::current());
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let ontology = writer_house.analyst.coder().predicates().ontology();
        let version = &writer_house.settings.version;
        let export = Export { what, format, query: &query, version, made, scale: &Scales(ontology) };
        let mut pieces = Pieces { sender, handle, piece: Vec::with_capacity(PIECE) };
        let written = ledger.export(&export, &mut pieces).map_err(Problem::from);
        let flushed = |_| pieces.flush().map_err(|error| Problem::broken(error.to_string()));
        if let Err(problem) = written.and_then(flushed) {
            let _ = pieces.send(Err(problem));
        }
        writer_house.readers.give_back(ledger);
    });
    // What is wrong with the question shows before the first piece, and is still told in words.
    let first = receiver.recv().await.transpose()?;
    let mut answer = Response::new(Body::new(Stream { first, rest: receiver }));
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.content_type()));
    let name = format!("attachment; filename=\"dragoman-{}.{}\"", what.as_str(), format.as_str());
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// A piece of an export, or what went wrong with it.
type Piece = Result<Bytes, Problem>;

/// Sends what is written in pieces, and gives up on whoever takes none of them.
struct Pieces {
    sender: Sender<Piece>,
    handle: Handle,
    piece: Vec<u8>,
}

impl Pieces {
    fn send(&self, piece: Piece) -> io::Result<()> {
        let gone = || io::Error::new(io::ErrorKind::BrokenPipe, "nobody reads this any more");
        match self.handle.block_on(timeout(PATIENCE, self.sender.send(piece))) {
            Ok(sent) => sent.map_err(|_| gone()),
            Err(_) => Err(gone()),
        }
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
            self.send(Ok(piece.into()))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::take(&mut self.piece);
        self.send(Ok(piece.into()))
    }
}

/// Pieces as a body reads them.
struct Stream {
    first: Option<Bytes>,
    rest: Receiver<Piece>,
}

impl hyper::body::Body for Stream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(first) = self.first.take() {
            return std::task::Poll::Ready(Some(Ok(Frame::data(first))));
        }
        let broken = |problem: Problem| io::Error::other(problem.detail);
        self.rest.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data).map_err(broken)))
    }
}
