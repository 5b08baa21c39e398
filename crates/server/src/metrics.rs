//! What is counted of requests, for whoever watches over the server.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper ends of the classes by which times are counted, in milliseconds.
const CLASSES: [u64; 10] = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000];

/// Counters since the start.
#[derive(Default)]
pub(crate) struct Metrics {
    by_status: [AtomicU64; 5],
    by_time: [AtomicU64; CLASSES.len()],
    n_times: AtomicU64,
    micros: AtomicU64,
    connections: AtomicU64,
    refused: AtomicU64,
}

impl Metrics {
    pub(crate) fn answered(&self, status: u16, took: Duration) {
        let class = usize::from(status / 100).saturating_sub(1).min(4);
        if let Some(count) = self.by_status.get(class) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        self.n_times.fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(took.as_micros() as u64, Ordering::Relaxed);
        for (end, count) in CLASSES.iter().zip(&self.by_time) {
            if took.as_millis() as u64 <= *end {
                count.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    pub(crate) fn connected(&self) {
        self.connections.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn refused(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    /// As Prometheus reads it.
    pub(crate) fn text(&self) -> String {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let mut out = String::new();
        let mut put = |line: String| {
            let _ = writeln!(out, "{line}");
        };
        put("# TYPE dragoman_requests_total counter".to_owned());
        for (count, class) in self.by_status.iter().zip(1..) {
            put(format!("dragoman_requests_total{{status=\"{class}xx\"}} {}", read(count)));
        }
        put("# TYPE dragoman_request_seconds histogram".to_owned());
        for (end, count) in CLASSES.iter().zip(&self.by_time) {
            let end = *end as f64 / 1000.0;
            put(format!("dragoman_request_seconds_bucket{{le=\"{end}\"}} {}", read(count)));
        }
        put(format!("dragoman_request_seconds_bucket{{le=\"+Inf\"}} {}", read(&self.n_times)));
        put(format!("dragoman_request_seconds_sum {}", read(&self.micros) as f64 / 1e6));
        put(format!("dragoman_request_seconds_count {}", read(&self.n_times)));
        put("# TYPE dragoman_connections_total counter".to_owned());
        put(format!("dragoman_connections_total {}", read(&self.connections)));
        put("# TYPE dragoman_connections_refused_total counter".to_owned());
        put(format!("dragoman_connections_refused_total {}", read(&self.refused)));
        out
    }
}
