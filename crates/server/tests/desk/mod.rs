//! A ledger with fixed articles, and somebody who asks for pages of it.
//!
//! `data/affair.ndjson` is an export of articles with their claims, taken once: what the coder reads today does not
//! change what these tests see.
#![allow(dead_code, reason = "not every test uses all of it")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, Response, StatusCode};
use dragoman::Analyst;
use dragoman_server::{House, Limits, Settings, router};
use dragoman_store::{Adding, Filed, Import, Ledger};
use http_body_util::BodyExt as _;
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) const HOST: &str = "localhost:7323";
const AFFAIR: &str = include_str!("../data/affair.ndjson");

/// The fixed articles.
pub(crate) fn affair() -> Vec<Filed> {
    Import::new(AFFAIR.as_bytes()).map(|filed| filed.unwrap()).collect()
}

/// A line of an export with one article, as a ledger takes it in.
pub(crate) fn filed(line: &str) -> Filed {
    let export = format!("{{\"export\":\"articles\"}}\n{line}\n{{\"end\":1}}\n");
    Import::new(export.as_bytes()).next().unwrap().unwrap()
}

pub(crate) struct Desk {
    pub(crate) router: Router,
    pub(crate) path: PathBuf,
    _folder: TempDir,
}

pub(crate) struct Got {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Got {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) fn settings(limits: Limits) -> Settings {
    Settings {
        limits,
        hosts: vec![HOST.to_owned()],
        allow_add: false,
        share_pictures: false,
        version: "test".to_owned(),
    }
}

pub(crate) fn fill(path: &Path, articles: &[Filed]) {
    let adding =
        Adding { started: "2024-01-02 03:04:05".to_owned(), version: "test".to_owned(), keep_text: true };
    let mut ledger = Ledger::open_to_add(path, &adding).unwrap();
    ledger.add(articles).unwrap();
    ledger.settle(&mut |_| {}).unwrap();
}

impl Desk {
    pub(crate) fn with(articles: &[Filed]) -> Self {
        Self::set(articles, settings(Limits::default()))
    }

    pub(crate) fn set(articles: &[Filed], settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        fill(&path, articles);
        let house = House::open(&path, Analyst::embedded().unwrap(), settings, 1).unwrap();
        Self { router: router(Arc::new(house)), path, _folder: folder }
    }

    /// One with the fixed articles, for all tests that only look.
    pub(crate) fn shared() -> &'static Self {
        static DESK: OnceLock<Desk> = OnceLock::new();
        DESK.get_or_init(|| Self::with(&affair()))
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Got {
        let answer: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Got { status: head.status, headers: head.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Got {
        self.get_as(path, &[("accept", "text/html")]).await
    }

    pub(crate) async fn get_as(&self, path: &str, headers: &[(&str, &str)]) -> Got {
        let mut request = Request::get(path).header("host", HOST);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        media: &str,
        body: impl Into<Body>,
        headers: &[(&str, &str)],
    ) -> Got {
        let mut request = Request::post(path).header("host", HOST).header("content-type", media);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(body.into()).unwrap()).await
    }
}

/// Addresses on this server that a page leads to.
pub(crate) fn links(page: &str) -> Vec<String> {
    let mut links: Vec<String> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.starts_with('/'))
        .map(|href| href.split('#').next().unwrap().replace("&amp;", "&"))
        .collect();
    links.sort();
    links.dedup();
    links
}
