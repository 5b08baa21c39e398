//! What went wrong with a request, in words that say the way out: as a page, or as RFC 9457 has it.

use axum::http::StatusCode;
use dragoman_store::{StoreError, StoreErrorKind};
use serde::Serialize;
use utoipa::ToSchema;

/// A request that was not answered, and why.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    /// How it is answered.
    pub(crate) status: StatusCode,
    /// What went wrong.
    pub(crate) detail: String,
    /// What to do.
    pub(crate) way_out: String,
}

/// A request that was not answered (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemAnswer {
    /// `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What went wrong.
    detail: String,
    /// What to do.
    way_out: String,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), way_out: way_out.into() }
    }

    /// Something is asked for in a way that means nothing.
    pub(crate) fn wrong(detail: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail, way_out)
    }

    /// Something is asked for that is not there.
    pub(crate) fn absent(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail, "Search for it, or go on from the first page.")
    }

    /// More is asked for than can be answered.
    pub(crate) fn busy() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "Too much is being asked at once.",
            "Try again in a few seconds.",
        )
    }

    /// Something is broken on our side.
    pub(crate) fn broken(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            detail,
            "Run `dragoman search` on the same ledger to see what it says of it.",
        )
    }

    pub(crate) fn title(&self) -> &'static str {
        self.status.canonical_reason().unwrap_or("Problem")
    }

    pub(crate) fn answer(&self) -> ProblemAnswer {
        ProblemAnswer {
            kind: "about:blank",
            title: self.title().to_owned(),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            way_out: self.way_out.clone(),
        }
    }
}

impl From<StoreError> for Problem {
    /// The ledger's own words, without the path of its file.
    fn from(error: StoreError) -> Self {
        let detail = error.kind.to_string();
        match error.kind {
            StoreErrorKind::Unknown { what } => Self::absent(format!("There is no {what}.")),
            StoreErrorKind::Words { words, what } => Self::wrong(
                format!("The words {words:?} cannot be searched for: {what}."),
                "Search for words with letters or digits in them.",
            ),
            StoreErrorKind::Format(what) => Self::wrong(what, "Ask for another form of it."),
            StoreErrorKind::Busy => Self::busy(),
            _ => Self::broken(detail),
        }
    }
}
