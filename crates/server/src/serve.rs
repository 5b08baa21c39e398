//! Connections: as many as there is room for, and none for longer than it is of use.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::house::House;
use crate::route::router;

/// Connections at once; whoever comes after is told so, and let go.
const MOST_CONNECTIONS: usize = 2048;
/// How long a head of a request may take, and how long a connection may rest between two.
const HEAD: Duration = Duration::from_secs(15);
/// How long a connection lasts; exports take longest.
const LIFE: Duration = Duration::from_secs(600);
/// How long answers that are on their way may take once the server is to end.
const FAREWELL: Duration = Duration::from_secs(5);
/// Bytes of the head of a request.
const MOST_HEAD: usize = 64 * 1024;

const REFUSAL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\nretry-after: 5\r\n\
    connection: close\r\ncontent-length: 137\r\n\r\n{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\
\"detail\":\"There are too many connections.\",\"way_out\":\"Try again soon.\"}";

/// A server that listens, and does not answer yet.
pub struct Server {
    listener: TcpListener,
    runtime: tokio::runtime::Runtime,
}

impl Server {
    /// Listens at an address; port 0 takes any that is free.
    pub fn listen(address: SocketAddr) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .max_blocking_threads(32)
            .thread_stack_size(4 << 20)
            .build()?;
        let listener = runtime.block_on(TcpListener::bind(address))?;
        Ok(Self { listener, runtime })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `end` comes.
    pub fn run(self, house: House, end: impl Future<Output = ()>) {
        let Self { listener, runtime } = self;
        let house = Arc::new(house);
        runtime.block_on(async {
            let connections = Arc::new(Semaphore::new(MOST_CONNECTIONS));
            tokio::select! {
                () = accept(&listener, &house, &connections) => {},
                () = end => {},
            }
            // Whoever has an answer on its way gets it.
            let all = u32::try_from(MOST_CONNECTIONS).unwrap_or(u32::MAX);
            let _ = timeout(FAREWELL, connections.acquire_many(all)).await;
        });
        runtime.shutdown_timeout(FAREWELL);
    }

    /// Answers until the process is asked to end.
    pub fn run_until_told(self, house: House) {
        self.run(house, told_to_end());
    }
}

async fn told_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {},
        _ = terminated.recv() => {},
    }
}

async fn accept(listener: &TcpListener, house: &Arc<House>, connections: &Arc<Semaphore>) {
    let router = router(Arc::clone(house));
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Most often there are no more files to be opened; others will be closed.
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        house.metrics.connected();
        let Ok(room) = Arc::clone(connections).try_acquire_owned() else {
            house.metrics.refused();
            tokio::spawn(refuse(stream));
            continue;
        };
        let router = router.clone();
        tokio::spawn(async move {
            let _room = room;
            talk(stream, router).await;
        });
    }
}

async fn refuse(mut stream: TcpStream) {
    let _ = timeout(Duration::from_secs(2), async {
        stream.write_all(REFUSAL).await?;
        stream.shutdown().await
    })
    .await;
}

async fn talk(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let mut connection = std::pin::pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(MOST_HEAD)
            .half_close(false)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
    );
    if timeout(LIFE, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        let _ = timeout(FAREWELL, connection).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_refusal_says_how_long_it_is() {
        let text = std::str::from_utf8(REFUSAL).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}", body.len())), "{}", body.len());
        assert!(serde_json::from_str::<serde_json::Value>(body).is_ok());
    }
}
