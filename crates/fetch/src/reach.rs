//! What may be reached: which addresses on the web, and which machines behind them.
//!
//! Whoever can name an address for dragoman to fetch could otherwise have it read what only this machine can see:
//! a router's page, a cloud's credentials, a neighbour's database. A name is therefore judged by what it resolves to,
//! in the resolver that hands its answer to the connection, so that neither a redirect nor a name that resolves
//! to something else the second time gets round it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::{Host, Url};

/// The most bytes of an address; servers refuse far shorter ones.
const LONGEST: usize = 4096;

/// What may be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Whether machines in private ranges may be reached: loopback, local networks, and whatever else is not the
    /// public internet.
    pub private: bool,
    /// Machines that may be reached although they are private.
    pub machines: Vec<IpAddr>,
    /// The ports that may be reached.
    pub ports: Vec<u16>,
}

impl Default for Reach {
    fn default() -> Self {
        Self { private: false, machines: Vec::new(), ports: vec![80, 443] }
    }
}

/// Why an address is not followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreachable {
    /// It is no address.
    #[error("not an address: {0}")]
    Malformed(String),
    /// It is neither http nor https.
    #[error("only http and https are followed, not {0}")]
    Scheme(String),
    /// It is longer than anyone's.
    #[error("is longer than {LONGEST} bytes")]
    TooLong,
    /// It has no host.
    #[error("has no host")]
    Host,
    /// It holds a name or a password.
    #[error("holds a user's name or password")]
    Credentials,
    /// Its port may not be reached.
    #[error("port {0} may not be reached; allow it by name if it should be")]
    Port(u16),
    /// The machine may not be reached.
    #[error(
        "{name} is at {address}, which is not on the public internet; allow private addresses if it should be"
    )]
    Private {
        /// The host's name.
        name: String,
        /// What it resolves to.
        address: IpAddr,
    },
}

impl Reach {
    /// Reads an address and checks all that can be checked without resolving its name.
    ///
    /// The part after `#` goes: it is never sent, and two addresses that differ in it are the same page.
    pub fn url(&self, text: &str) -> Result<Url, Unreachable> {
        let url = Url::parse(text.trim()).map_err(|error| Unreachable::Malformed(error.to_string()))?;
        self.check(url)
    }

    /// Checks all that can be checked of an address without resolving its name; see [`Reach::url`].
    pub fn check(&self, mut url: Url) -> Result<Url, Unreachable> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Unreachable::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Unreachable::Credentials);
        }
        let port = url.port_or_known_default().unwrap_or(0);
        if !self.ports.contains(&port) {
            return Err(Unreachable::Port(port));
        }
        let literal = match url.host() {
            None => return Err(Unreachable::Host),
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        };
        if let Some(address) = literal.filter(|&address| !self.admits(address)) {
            return Err(Unreachable::Private { name: address.to_string(), address });
        }
        url.set_fragment(None);
        if url.as_str().len() > LONGEST {
            return Err(Unreachable::TooLong);
        }
        Ok(url)
    }

    /// Whether a machine may be reached.
    #[must_use]
    pub fn admits(&self, address: IpAddr) -> bool {
        self.private || self.machines.contains(&address) || is_public(address)
    }
}

/// Whether an address is one of the public internet's.
///
/// What is not known to be public is taken for private.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// IANA's special-purpose registry for IPv4, and all of multicast and above.
fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [192, 168, ..]
            | [198, 18..=19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    )
}

/// Global unicast without tunnels and documentation; what carries an IPv4 address over a translator or a tunnel is
/// judged by that address.
fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // NAT64, by which a network without IPv4 reaches the public one, and 6to4.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => is_public_v4(v4(high, low)),
        // Protocol assignments, Teredo among them; documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

fn v4(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))
}

/// Resolves names, and keeps what may be reached.
#[derive(Debug)]
pub(crate) struct Guard<R = DefaultResolver> {
    reach: Reach,
    resolver: R,
}

impl Guard {
    pub(crate) fn new(reach: Reach) -> Self {
        Self { reach, resolver: DefaultResolver::default() }
    }
}

impl<R: Resolver> Resolver for Guard<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.resolver.resolve(uri, config, timeout)?;
        let mut admitted = self.empty();
        for &address in found.iter().filter(|address| self.reach.admits(address.ip())) {
            admitted.push(address);
        }
        match found.first() {
            Some(refused) if admitted.is_empty() => {
                let name = uri.host().unwrap_or_default().to_owned();
                Err(ureq::Error::Other(Box::new(Unreachable::Private { name, address: refused.ip() })))
            }
            _ => Ok(admitted),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn private_ranges_are_known() {
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450::1",
            "64:ff9b::808:808",
            "2002:808:808::1",
            "2001:4860::1",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn addresses_are_checked_before_they_are_resolved() {
        let reach = Reach::default();
        for (address, why) in [
            ("ftp://example.org/a", "only http and https are followed, not ftp"),
            ("file:///etc/passwd", "only http and https are followed, not file"),
            ("javascript:alert(1)", "only http and https are followed, not javascript"),
            ("https://user:secret@example.org/", "holds a user's name or password"),
            ("https://user@example.org/", "holds a user's name or password"),
            ("http://example.org:8080/", "port 8080 may not be reached; allow it by name if it should be"),
            ("http://example.org:22/", "port 22 may not be reached; allow it by name if it should be"),
            ("no address", "not an address: relative URL without a base"),
        ] {
            assert_eq!(reach.url(address).unwrap_err().to_string(), why, "{address}");
        }
        let long = format!("https://example.org/{}", "é".repeat(700));
        assert_eq!(reach.url(&long).unwrap_err().to_string(), "is longer than 4096 bytes");
        assert!(reach.url(&long.replacen('é', "#é", 1)).is_ok());
        // All of these are ways to write 127.0.0.1 or another machine that is not public.
        for address in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://[::1]/",
            "http://[::ffff:7f00:1]/",
            "http://169.254.169.254/latest/",
            "http://[fe80::1]/",
        ] {
            assert!(matches!(reach.url(address), Err(Unreachable::Private { .. })), "{address}");
        }
        assert_eq!(reach.url(" https://example.org/a#top ").unwrap().as_str(), "https://example.org/a");
    }

    #[test]
    fn what_is_allowed_is_reached_and_nothing_beside_it() {
        let reach =
            Reach { machines: vec!["10.0.0.5".parse().unwrap()], ports: vec![8080], ..Reach::default() };
        assert!(reach.url("http://10.0.0.5:8080/").is_ok());
        assert!(reach.url("http://10.0.0.6:8080/").is_err());
        assert!(reach.url("http://10.0.0.5/").is_err());
        assert!(Reach { private: true, ..Reach::default() }.url("http://10.0.0.6/").is_ok());
    }

    /// Answers with the next of some addresses each time, as a name does whose owner means harm.
    #[derive(Debug)]
    struct Turncoat(Mutex<Vec<Vec<&'static str>>>);

    impl Resolver for Turncoat {
        fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut all = self.empty();
            for address in self.0.lock().unwrap().remove(0) {
                all.push(SocketAddr::new(address.parse().unwrap(), 80));
            }
            Ok(all)
        }
    }

    #[test]
    fn a_name_is_judged_each_time_that_it_is_resolved() {
        let answers = vec![vec!["8.8.8.8"], vec!["127.0.0.1"], vec!["10.0.0.1", "9.9.9.9"], vec!["::1"]];
        let guard = Guard { reach: Reach::default(), resolver: Turncoat(Mutex::new(answers)) };
        let resolve = || {
            let uri = "http://rebinding.example/".parse().unwrap();
            let timeout = NextTimeout {
                after: ureq::unversioned::transport::time::Duration::NotHappening,
                reason: ureq::Timeout::Global,
                ..NextTimeout::default()
            };
            let found = guard.resolve(&uri, &Config::default(), timeout);
            found
                .map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>())
                .map_err(|e| e.to_string())
        };
        assert_eq!(resolve(), Ok(vec!["8.8.8.8:80".to_owned()]));
        assert!(resolve().unwrap_err().contains("rebinding.example is at 127.0.0.1"));
        assert_eq!(resolve(), Ok(vec!["9.9.9.9:80".to_owned()]));
        assert!(resolve().unwrap_err().contains("rebinding.example is at ::1"));
    }
}
