//! Activity over time: how many events there are in each stretch of days, by what became of them.

use std::collections::BTreeMap;

use dragoman::event::Interval;
use jiff::civil::Date;
use maud::html;

use super::{Picture, short};
use crate::dates;
use crate::table::{Cell, Table};
use crate::told::{self, Fate};

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 120.0;
const BASE: f64 = 96.0;
const TOP: f64 = 16.0;
const LEFT: f64 = 36.0;
const RIGHT: f64 = WIDTH - 4.0;
/// Bars of a picture at most.
const MOST_BARS: usize = 84;

/// Stretches of days that are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Day,
    Week,
    Month,
    Year,
}

impl Step {
    fn stretch(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let back = i32::from(day.weekday().to_monday_zero_offset());
                let monday = dates::of_number(dates::number(day) - back);
                (monday, dates::of_number(dates::number(monday) + 6))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
            Self::Year => (day.first_of_year(), day.last_of_year()),
        }
    }

    /// The finest one with which few enough bars stand between two days.
    fn of(first: i32, last: i32) -> Self {
        let n_days = (last - first).max(0) as usize;
        [(Self::Day, 1), (Self::Week, 7), (Self::Month, 30)]
            .into_iter()
            .find_map(|(step, days)| (n_days / days < MOST_BARS).then_some(step))
            .unwrap_or(Self::Year)
    }
}

/// An event, as far as it is counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    pub(crate) days: Interval,
    pub(crate) fate: Fate,
    /// From -10, conflict, to 10, cooperation.
    pub(crate) score: Option<f32>,
}

/// What was counted in a stretch of days.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    last: Date,
    /// How many of each fate.
    counts: [usize; 4],
    /// The scores of what happened, and of how many events that is.
    sum: f64,
    n_scored: usize,
}

impl Stretch {
    fn mean(&self) -> Option<f64> {
        (self.n_scored > 0).then(|| self.sum / self.n_scored as f64)
    }
}

/// What was counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Activity {
    /// What is counted, one of them.
    noun: &'static str,
    /// By the first day of each stretch.
    stretches: BTreeMap<Date, Stretch>,
    pub(crate) n_undated: usize,
    pub(crate) n_earlier: usize,
    pub(crate) n_later: usize,
}

impl Activity {
    /// Counts events by the first day on which they can be, or else the last; days far from most others are left out
    /// unless all are wanted.
    pub(crate) fn of(events: impl Iterator<Item = Counted> + Clone, all: bool, noun: &'static str) -> Self {
        let day = |days: Interval| days.from.or(days.to);
        let mut numbers: Vec<i32> =
            events.clone().filter_map(|one| day(one.days)).map(dates::number).collect();
        numbers.sort_unstable();
        let mut activity = Self { noun, ..Self::default() };
        let window = super::timeline::Window::of(
            events.clone().map(|one| Interval { to: day(one.days), from: day(one.days) }),
            all,
        );
        let Some(window) = window else {
            activity.n_undated = events.count();
            return activity;
        };
        let inside = |number: &&i32| (window.first..=window.last).contains(*number);
        let first = numbers.iter().find(inside).copied().unwrap_or(window.first);
        let last = numbers.iter().rev().find(inside).copied().unwrap_or(window.last);
        let step = Step::of(first, last);
        let (from, to) = (step.stretch(dates::of_number(first)).0, step.stretch(dates::of_number(last)).1);
        for one in events {
            let Some(day) = day(one.days) else {
                activity.n_undated += 1;
                continue;
            };
            if day < from {
                activity.n_earlier += 1;
            } else if day > to {
                activity.n_later += 1;
            } else {
                let (first, last) = step.stretch(day);
                let stretch = activity.stretches.entry(first).or_default();
                stretch.last = last;
                if let Some(count) = stretch.counts.get_mut(one.fate as usize) {
                    *count += 1;
                }
                if let (Some(score), Fate::Happened) = (one.score, one.fate) {
                    stretch.sum += f64::from(score);
                    stretch.n_scored += 1;
                }
            }
        }
        activity
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// What is not in the picture, in words.
    pub(crate) fn notes(&self) -> Option<String> {
        let parts: Vec<String> =
            [(self.n_earlier, "earlier"), (self.n_later, "later"), (self.n_undated, "undated")]
                .into_iter()
                .filter(|(n, _)| *n > 0)
                .map(|(n, what)| format!("{n} {what}"))
                .collect();
        (!parts.is_empty()).then(|| format!("Not in the picture: {}.", parts.join(", ")))
    }

    /// The picture; `link` says where the days of a bar lead.
    pub(crate) fn draw(&self, title: &str, link: &dyn Fn(Interval) -> String) -> Option<Picture> {
        let (first, last) = self.ends()?;
        let most = self.stretches.values().map(|one| one.counts.iter().sum::<usize>()).max().unwrap_or(1);
        let x = |day: i32| place_of(day, first, last);
        let y = |n: usize| n as f64 / most.max(1) as f64 * (BASE - TOP);
        let body = html! {
            line.tick x1=(LEFT) y1=(TOP) x2=(RIGHT) y2=(TOP) {}
            text.tick x="30" y=(TOP + 4.0) text-anchor="end" { (most) }
            line.base x1=(LEFT) y1=(BASE) x2=(RIGHT) y2=(BASE) {}
            text.tick x="30" y=(BASE) text-anchor="end" { "0" }
            @for (day, label) in super::timeline::ticks(first, last) {
                @if x(day) < WIDTH - 50.0 { text.tick x=(short(x(day))) y=(BASE + 16.0) { (label) } }
                line.tick x1=(short(x(day))) y1=(BASE) x2=(short(x(day))) y2=(BASE + 5.0) {}
            }
            @for (from, Stretch { last: to, counts, .. }) in &self.stretches {
                @let left = x(dates::number(*from));
                @let width = (x(dates::number(*to) + 1) - left - 1.5).clamp(2.0, 46.0);
                @let name = format!("{}: {}", dates::days(Interval::new(*from, *to)), in_words(*counts, self.noun));
                a href=(link(Interval::new(*from, *to))) aria-label=(name) {
                    title { (name) }
                    rect.hit x=(short(left)) y=(TOP) width=(short(width)) height=(BASE - TOP) {}
                    @for (fate, below) in stacked(*counts) {
                        @let n = counts.get(fate as usize).copied().unwrap_or(0);
                        rect class=(format!("bar {}", fate.class())) x=(short(left)) y=(short(BASE - y(below + n))) width=(short(width)) height=(short((y(n) - 1.0).max(1.0))) {}
                    }
                }
            }
        };
        let data = vec![
            ("first", dates::of_number(first).to_string()),
            ("last", dates::of_number(last - 1).to_string()),
            ("left", short(LEFT)),
            ("right", short(RIGHT)),
        ];
        Some(Picture {
            title: title.to_owned(),
            class: "activity",
            view: [0.0, 0.0, WIDTH, HEIGHT],
            data,
            body,
        })
    }

    /// The first day of the picture, and the one after the last, as numbers.
    fn ends(&self) -> Option<(i32, i32)> {
        let ((first, _), (_, last)) =
            self.stretches.first_key_value().zip(self.stretches.last_key_value())?;
        Some((dates::number(*first), dates::number(last.last) + 1))
    }

    /// The days that the picture shows.
    pub(crate) fn days(&self) -> Interval {
        let ends = self.ends().map(|(first, last)| (dates::of_number(first), dates::of_number(last - 1)));
        Interval { from: ends.map(|(first, _)| first), to: ends.map(|(_, last)| last) }
    }

    /// The same as a table.
    pub(crate) fn table(&self, caption: &str, link: &dyn Fn(Interval) -> String) -> Table {
        let mut table = Table::new(
            caption,
            &["Days", "Happened", "Meant to happen", "Threatened or conditional", "Off", "Mean score"],
        );
        for (from, stretch) in &self.stretches {
            let days = Interval::new(*from, stretch.last);
            let mut row = vec![Cell::text(dates::days(days)).to(link(days))];
            row.extend(stretch.counts.iter().map(|n| Cell::number(*n)));
            row.push(Cell::text(stretch.mean().map_or_else(String::new, |mean| format!("{mean:.1}"))));
            table.rows.push(row);
        }
        table
    }

    /// The mean score of what happened in each stretch, above and below a line; the same days stand in the same places
    /// as in the picture of activity.
    pub(crate) fn draw_scores(&self, title: &str, link: &dyn Fn(Interval) -> String) -> Option<Picture> {
        const MIDDLE: f64 = 50.0;
        const TEN: f64 = 40.0;
        let (first, last) = self.ends()?;
        let x = |day: i32| place_of(day, first, last);
        let scored =
            self.stretches.iter().filter_map(|(from, stretch)| Some((from, stretch, stretch.mean()?)));
        let body = html! {
            @for (y, label) in [(MIDDLE - TEN, "10"), (MIDDLE, "0"), (MIDDLE + TEN, "−10")] {
                line.tick x1=(LEFT) y1=(y) x2=(RIGHT) y2=(y) {}
                text.tick x="30" y=(y + 4.0) text-anchor="end" { (label) }
            }
            @for (from, stretch, mean) in scored {
                @let left = x(dates::number(*from));
                @let width = (x(dates::number(stretch.last) + 1) - left - 1.5).clamp(2.0, 46.0);
                @let tall = (mean.abs() / 10.0 * TEN).max(1.5);
                @let days = Interval::new(*from, stretch.last);
                @let name = format!("{}: mean score {mean:.1} of what happened, {}", dates::days(days), told::count(stretch.n_scored, self.noun));
                a href=(link(days)) aria-label=(name) {
                    title { (name) }
                    rect.hit x=(short(left)) y=(MIDDLE - TEN) width=(short(width)) height=(2.0 * TEN) {}
                    rect class=(if mean < 0.0 { "score conflict" } else { "score cooperation" }) x=(short(left)) y=(short(if mean < 0.0 { MIDDLE } else { MIDDLE - tall })) width=(short(width)) height=(short(tall)) {}
                }
            }
        };
        Some(Picture {
            title: title.to_owned(),
            class: "scores",
            view: [0.0, 0.0, WIDTH, 104.0],
            data: Vec::new(),
            body,
        })
    }
}

/// Where a day stands between the first and the last of a picture.
fn place_of(day: i32, first: i32, last: i32) -> f64 {
    f64::from(day - first) / f64::from((last - first).max(1)) * (RIGHT - LEFT) + LEFT
}

fn in_words(counts: [usize; 4], noun: &str) -> String {
    let parts: Vec<String> = Fate::ALL
        .iter()
        .zip(counts)
        .filter(|(_, n)| *n > 0)
        .map(|(fate, n)| format!("{n} {}", fate.as_str()))
        .collect();
    format!("{}: {}", told::count(counts.iter().sum(), noun), parts.join(", "))
}

/// Each fate that there is, and how many stand below it.
fn stacked(counts: [usize; 4]) -> Vec<(Fate, usize)> {
    let mut below = 0;
    let mut stacked = Vec::new();
    for (fate, n) in Fate::ALL.into_iter().zip(counts) {
        if n > 0 {
            stacked.push((fate, below));
        }
        below += n;
    }
    stacked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_counted_by_stretches_that_fit() {
        let day = |text: &str| Interval::day(text.parse().unwrap());
        let events = [
            (day("2023-06-18"), Fate::Happened),
            (day("2023-06-19"), Fate::Ahead),
            (day("2023-02-05"), Fate::Off),
            (Interval::OPEN, Fate::Ahead),
        ];
        let counted = |(days, fate)| Counted { days, fate, score: Some(-4.0) };
        let activity = Activity::of(events.into_iter().map(counted), false, "event");
        assert_eq!(activity.notes().as_deref(), Some("Not in the picture: 1 undated."));
        let table = activity.table("Events", &|days| dates::address(days));
        assert_eq!(table.rows.len(), 3, "weeks: {}", table.csv());
        assert!(table.csv().contains(",-4.0\r\n"), "only what happened is scored: {}", table.csv());
        let scores = activity.draw_scores("Scores", &|days| dates::address(days)).unwrap().body.into_string();
        assert_eq!(scores.matches("score conflict").count(), 1, "{scores}");
        let svg = activity
            .draw("Events", &|days| format!("/search?date={}", dates::address(days)))
            .unwrap()
            .body
            .into_string();
        assert!(svg.contains("date=2023-06-12..2023-06-18"), "{svg}");
    }
}
