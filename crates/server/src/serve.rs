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

use crate::house::{House, Limits};
use crate::route::router;

/// How long answers that are on their way may take once the server is to end.
const FAREWELL: Duration = Duration::from_secs(5);
/// Bytes of the head of a request.
const MOST_HEAD: usize = 64 * 1024;

/// What whoever finds no room is told.
const REFUSAL: &str = "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\
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
            let connections = Arc::new(Semaphore::new(house.settings.limits.connections));
            tokio::select! {
                () = accept(&listener, &house, &connections) => {},
                () = end => {},
            }
            // Whoever has an answer on its way gets it.
            let all = u32::try_from(house.settings.limits.connections).unwrap_or(u32::MAX);
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
        let Ok((stream, _)) = listener.accept().await else {
            // Most often there are no more files to be opened; others will be closed.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        house.metrics.connected();
        let Ok(room) = Arc::clone(connections).try_acquire_owned() else {
            house.metrics.refused();
            tokio::spawn(refuse(stream));
            continue;
        };
        let (router, limits) = (router.clone(), house.settings.limits);
        tokio::spawn(async move {
            let _room = room;
            talk(stream, router, limits).await;
        });
    }
}

async fn refuse(mut stream: TcpStream) {
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\nretry-after: 5\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{REFUSAL}",
        REFUSAL.len()
    );
    let _ = timeout(Duration::from_secs(2), async {
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await
    })
    .await;
}

async fn talk(stream: TcpStream, router: Router, limits: Limits) {
    let _ = stream.set_nodelay(true);
    let mut connection = std::pin::pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(MOST_HEAD)
            .half_close(false)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
    );
    if timeout(limits.life, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        let _ = timeout(FAREWELL, connection).await;
    }
}
