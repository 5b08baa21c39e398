//! What hosts refuse to robots: their robots.txt, read once and kept for a while.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use texting_robots::Robot;
use url::Url;

use crate::error::FetchError;
use crate::exchange::{Exchange, Validators, Wanted};
use crate::limits::{Limits, Manners};
use crate::reach::Reach;

/// The name by which rules speak to us.
const NAME: &str = "dragoman";

/// Rules longer than this are asked for anew in the next run and not kept on disk.
const MOST_KEPT: usize = 64 * 1024;

/// The longest pause between two requests that a host may ask for and get.
const LONGEST_DELAY: f32 = 24.0 * 3600.0;

/// What a host said when it was asked for its rules, and until when that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// Seconds since 1970.
    pub(crate) until: i64,
    pub(crate) said: Said,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Said {
    /// These rules.
    Rules(String),
    /// That there are none.
    Nothing,
    /// Nothing that could be understood, so that it must be left alone.
    Trouble(String),
}

/// Rules, ready to be asked.
#[derive(Debug)]
struct Rules {
    kept: Kept,
    robot: Option<Robot>,
}

impl Rules {
    fn new(mut kept: Kept) -> Self {
        let robot = match &kept.said {
            Said::Rules(text) => match Robot::new(NAME, text.as_bytes()) {
                Ok(robot) => Some(robot),
                Err(error) => {
                    kept.said = Said::Trouble(format!("robots.txt cannot be read: {error}"));
                    None
                }
            },
            Said::Nothing | Said::Trouble(_) => None,
        };
        Self { kept, robot }
    }

    fn allow(&self, url: &Url) -> Result<Option<Duration>, FetchError> {
        match (&self.kept.said, &self.robot) {
            (Said::Trouble(what), _) => Err(FetchError::NoRules(what.clone())),
            (_, Some(robot)) if !robot.allowed(url.as_str()) => Err(FetchError::Robots),
            (_, Some(robot)) => Ok(robot.delay.and_then(delay)),
            (_, None) => Ok(None),
        }
    }
}

fn delay(seconds: f32) -> Option<Duration> {
    Duration::try_from_secs_f32(seconds.min(LONGEST_DELAY)).ok()
}

/// The rules of all hosts asked so far.
///
/// Each host has a lock of its own, so that two who want to know the same rules ask for them once, and nobody waits
/// for another host's.
#[derive(Debug, Default)]
pub(crate) struct Robots {
    hosts: Mutex<BTreeMap<String, Arc<Mutex<Option<Rules>>>>>,
}

impl Robots {
    /// Puts back what was kept from an earlier run.
    pub(crate) fn recall(&self, host: String, kept: Kept) {
        let rules = Arc::new(Mutex::new(Some(Rules::new(kept))));
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner).insert(host, rules);
    }

    /// What there is to keep for the next run.
    pub(crate) fn keep(&self) -> Vec<(String, Kept)> {
        let now = Timestamp::now().as_second();
        let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let all = hosts.into_iter().filter_map(|(host, rules)| {
            // A host whose rules are being asked for just now has none to keep.
            let rules = rules.try_lock().ok()?;
            Some((host, rules.as_ref()?.kept.clone()))
        });
        all.filter(|(_, kept)| kept.until > now)
            .filter(|(_, kept)| !matches!(&kept.said, Said::Rules(text) if text.len() > MOST_KEPT))
            .collect()
    }

    /// Whether the rules of its host allow an address, and how long a pause they ask for.
    pub(crate) fn allow(
        &self,
        url: &Url,
        exchange: &Exchange,
        reach: &Reach,
        limits: &Limits,
        manners: &Manners,
    ) -> Result<Option<Duration>, FetchError> {
        let origin = url.origin().ascii_serialization();
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = Arc::clone(hosts.entry(origin).or_default());
        drop(hosts);
        let mut entry = entry.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Timestamp::now().as_second();
        if let Some(rules) = entry.as_ref().filter(|rules| rules.kept.until > now) {
            return rules.allow(url);
        }
        let said = ask(url, exchange, reach, limits)?;
        let holds = if matches!(said, Said::Trouble(_)) { manners.no_rules } else { manners.rules };
        let until = now.saturating_add(i64::try_from(holds.as_secs().max(1)).unwrap_or(i64::MAX));
        entry.insert(Rules::new(Kept { until, said })).allow(url)
    }
}

/// Asks a host for its rules. RFC 9309: none where it says that there are none, hold off where it fails.
fn ask(url: &Url, exchange: &Exchange, reach: &Reach, limits: &Limits) -> Result<Said, FetchError> {
    let mut at = url.clone();
    at.set_path("/robots.txt");
    at.set_query(None);
    for _ in 0..=limits.redirects {
        let answer = match exchange.ask(&at, Wanted::Rules, &Validators::default()) {
            Ok(answer) => answer,
            // That the host may not be reached at all is not a matter of its rules.
            Err(error @ (FetchError::Unreachable(_) | FetchError::Stopped)) => return Err(error),
            Err(error) => return Ok(Said::Trouble(format!("robots.txt: {error}"))),
        };
        match (answer.status, answer.body) {
            (_, Some(body)) => return Ok(Said::Rules(String::from_utf8_lossy(&body).into_owned())),
            (429 | 500.., None) => {
                return Ok(Said::Trouble(format!("robots.txt answered {}", answer.status)));
            }
            (300..=399, None) => {
                let to = answer.headers.iter().find(|(name, _)| name == "location");
                let next = to.and_then(|(_, to)| at.join(to).ok()).and_then(|to| reach.check(to).ok());
                match next {
                    Some(next) => at = next,
                    None => return Ok(Said::Nothing),
                }
            }
            _ => return Ok(Said::Nothing),
        }
    }
    // Five hops are enough for anyone who has rules; RFC 9309 lets us go on as if there were none.
    Ok(Said::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Rules {
        Rules::new(Kept { until: i64::MAX, said: Said::Rules(text.to_owned()) })
    }

    fn allowed(rules: &Rules, path: &str) -> bool {
        rules.allow(&Url::parse("https://news.example").unwrap().join(path).unwrap()).is_ok()
    }

    #[test]
    fn the_rules_for_us_come_before_the_rules_for_all() {
        let rules = rules(
            "User-agent: *\nDisallow: /\n\nUser-agent: Dragoman\nDisallow: /private/\nCrawl-delay: 3\n",
        );
        assert!(allowed(&rules, "/politics/visit.html"));
        assert!(!allowed(&rules, "/private/visit.html"));
        let url = Url::parse("https://news.example/").unwrap();
        assert_eq!(rules.allow(&url).unwrap(), Some(Duration::from_secs(3)));
    }

    #[test]
    fn more_exact_rules_win_and_rubbish_is_passed_over() {
        let rules = rules("\u{feff}<html>\nUser-agent: *\nDisallow: /a\nAllow: /a/b\n\0\0\nno colon\n");
        assert!(!allowed(&rules, "/a/c"));
        assert!(allowed(&rules, "/a/b"));
    }

    #[test]
    fn rules_made_to_take_for_ever_do_not() {
        let begun = std::time::Instant::now();
        let many: String = (0..30_000)
            .flat_map(|n| ["Disallow: /".to_owned(), n.to_string(), "*a*b*\n".to_owned()])
            .collect();
        let rules =
            rules(&format!("User-agent: *\n{many}Disallow: /{}\nDisallow: /last", "*a".repeat(50_000)));
        assert!(allowed(&rules, &format!("/{}", "a".repeat(2_000))));
        assert!(!allowed(&rules, "/last"));
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }

    #[test]
    fn delays_that_no_one_can_mean_are_cut_or_passed_over() {
        assert_eq!(delay(f32::INFINITY), Some(Duration::from_hours(24)));
        assert_eq!(delay(-1.0), None);
        assert_eq!(delay(0.5), Some(Duration::from_millis(500)));
    }
}
