//! `serve`: a ledger as web pages.

use std::io::{self, Write as _};
use std::net::{IpAddr, SocketAddr};

use anyhow::Context as _;
use dragoman_server::{House, Limits, Server, Settings};

use super::args::ServeArgs;
use super::told::note;
use super::{VERSION, now};
use crate::Outcome;
use crate::read;

/// Serves until told to end.
pub(super) fn run(args: &ServeArgs) -> anyhow::Result<Outcome> {
    let is_local = args.listen.ip().is_loopback();
    anyhow::ensure!(
        is_local || !args.host.is_empty(),
        "--listen: others can reach {}; say with --host under which name they may",
        args.listen.ip()
    );
    let analyst = read::data::analyst(args.data.as_deref())?;
    let server = Server::listen(args.listen).with_context(|| {
        format!(
            "--listen: {} is taken or not to be had; `--listen 127.0.0.1:0` takes a port that is free",
            args.listen
        )
    })?;
    let address = server.address()?;
    let settings = Settings {
        limits: Limits::default(),
        hosts: hosts(address, &args.host),
        allow_add: args.allow_add,
        share_pictures: args.share_pictures,
        version: VERSION.to_owned(),
    };
    let started = u64::try_from(now()?.as_nanosecond()).unwrap_or_default();
    let house = House::open(&args.ledger, analyst, settings, started)?;
    if args.allow_add {
        note("articles can be added by whoever reaches this server");
    }
    let mut out = io::stdout().lock();
    writeln!(out, "http://{address}/")?;
    out.flush()?;
    drop(out);
    server.run_until_told(house);
    Ok(Outcome::Done)
}

/// The names under which the server may be asked: those that were given, and this machine's own where it listens there.
fn hosts(address: SocketAddr, given: &[String]) -> Vec<String> {
    let mut hosts = given.to_vec();
    let port = address.port();
    let mut names = vec![match address.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }];
    if address.ip().is_loopback() {
        names.extend(["localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()]);
    }
    for name in names {
        hosts.push(format!("{name}:{port}"));
        // A browser leaves out the port that goes without saying.
        if port == 80 {
            hosts.push(name);
        }
    }
    hosts
}
