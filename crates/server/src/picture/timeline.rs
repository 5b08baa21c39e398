//! A time line of events: bars with soft ends where an end is not known.

use dragoman::event::Interval;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

use super::{Picture, bar, short};
use crate::dates;
use crate::told::{self, Fate};

const WIDTH: f64 = 900.0;
const ROW: f64 = 38.0;
/// Pixels of the name of a group.
const NAME: f64 = 28.0;
/// Letters of a label.
const MOST_LETTERS: usize = 70;
const HEAD: f64 = 24.0;
const SIDE: f64 = 8.0;
/// Pixels over which a bar fades where its end is not known.
const SOFT: f64 = 70.0;
/// Pixels that the bar of one day is wide at least.
const LEAST: f64 = 7.0;
/// Events that are drawn one by one.
pub(crate) const MOST_BARS: usize = 60;

/// What is drawn of an event.
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) days: Interval,
    /// The days on which it was to be before, one after the other.
    pub(crate) was: Vec<Interval>,
    /// Other groups under which it stands.
    pub(crate) also: Vec<String>,
    pub(crate) fate: Fate,
    pub(crate) status: &'static str,
}

/// Which days a time line shows, and how many events lie outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) first: i32,
    pub(crate) last: i32,
    pub(crate) n_earlier: usize,
    pub(crate) n_later: usize,
}

impl Window {
    /// The days on which events stand; outliers, one in twenty at either end, are left out unless all are wanted.
    pub(crate) fn of(days: impl Iterator<Item = Interval>, all: bool) -> Option<Self> {
        let mut ends: Vec<(i32, i32)> = days
            .filter_map(|days| {
                let from = days.from.or(days.to)?;
                let to = days.to.or(days.from)?;
                Some((dates::number(from), dates::number(to)))
            })
            .collect();
        ends.sort_unstable();
        let n_left_out = if all { 0 } else { ends.len().div_ceil(20).min(ends.len() / 8) };
        let mut firsts: Vec<i32> = ends.iter().map(|(from, _)| *from).collect();
        let mut lasts: Vec<i32> = ends.iter().map(|(_, to)| *to).collect();
        firsts.sort_unstable();
        lasts.sort_unstable();
        let (mut first, mut last) = (*firsts.first()?, *lasts.last()?);
        // An outlier is left out only where that makes the rest readable.
        let inner_first = firsts.get(n_left_out).copied().unwrap_or(first);
        let inner_last = lasts.len().checked_sub(n_left_out + 1).and_then(|place| lasts.get(place).copied());
        let inner_last = inner_last.unwrap_or(last).max(inner_first);
        let span = (inner_last - inner_first).max(30);
        if last - first > 2 * span {
            let margin = span / 5;
            first = firsts.iter().copied().find(|day| *day >= inner_first - margin).unwrap_or(inner_first);
            last = lasts.iter().copied().rfind(|day| *day <= inner_last + margin).unwrap_or(inner_last);
        }
        let n_earlier = ends.iter().filter(|(_, to)| *to < first).count();
        let n_later = ends.iter().filter(|(from, _)| *from > last).count();
        let air = ((last - first) / 20).max(2);
        Some(Self { first: first - air, last: last + air, n_earlier, n_later })
    }

    fn x(self, day: i32) -> f64 {
        let span = f64::from(self.last - self.first).max(1.0);
        SIDE + f64::from(day - self.first) / span * (WIDTH - 2.0 * SIDE)
    }
}

/// Bars under the name of what they have in common; without one where they stand for themselves.
pub(crate) struct Group {
    pub(crate) name: Option<String>,
    pub(crate) bars: Vec<Bar>,
}

/// Draws a time line. `now` is the day of the newest article.
pub(crate) fn draw(groups: &[Group], window: Window, now: Option<Date>, title: &str) -> Picture {
    let mut top = HEAD;
    // What is drawn, and how far down.
    let mut rows: Vec<(f64, Row<'_>)> = Vec::new();
    for group in groups {
        if let Some(name) = &group.name {
            rows.push((top, Row::Name(name)));
            top += NAME;
        }
        let dated = group.bars.iter().filter(|bar| bar.days != Interval::OPEN && is_inside(bar, window));
        for bar in dated {
            rows.push((top, Row::Bar(bar)));
            top += ROW;
        }
    }
    let height = top + 6.0;
    let now = now.map(dates::number).filter(|day| (window.first..=window.last).contains(day));
    let body = html! {
        (axis(window, height))
        @if let Some(now) = now {
            line.now x1=(short(window.x(now))) y1=(HEAD) x2=(short(window.x(now))) y2=(short(height)) {}
            text.now x=(short(window.x(now))) y="20" text-anchor="middle" { "newest article" }
        }
        @for (top, row) in &rows {
            @match row {
                Row::Bar(bar) => (draw_bar(bar, window, *top)),
                Row::Name(name) => {
                    text.group x=(SIDE) y=(short(top + 16.0)) { (told::cut(name, MOST_LETTERS)) }
                    line.base x1=(SIDE) y1=(short(top + 21.0)) x2=(WIDTH - SIDE) y2=(short(top + 21.0)) {}
                },
            }
        }
    };
    Picture {
        title: title.to_owned(),
        class: "timeline",
        view: [0.0, 0.0, WIDTH, height],
        data: Vec::new(),
        body,
    }
}

enum Row<'a> {
    Name(&'a str),
    Bar(&'a Bar),
}

fn is_inside(bar: &Bar, window: Window) -> bool {
    bar.days.to.is_none_or(|to| dates::number(to) >= window.first)
        && bar.days.from.is_none_or(|from| dates::number(from) <= window.last)
}

fn draw_bar(one: &Bar, window: Window, top: f64) -> Markup {
    let edge = |day: Option<Date>, over: i32| day.map(|day| window.x(dates::number(day) + over));
    let (from, to) = (edge(one.days.from, 0), edge(one.days.to, 1));
    let right = WIDTH - SIDE;
    let (left_x, right_x) = match (from, to) {
        (Some(from), Some(to)) => (from, to.max(from + LEAST)),
        (Some(from), None) => (from, (from + SOFT).min(right)),
        (None, Some(to)) => ((to - SOFT).max(SIDE), to),
        (None, None) => (SIDE, SIDE),
    };
    let (left_x, right_x) = (left_x.max(SIDE), right_x.min(right));
    let width = (right_x - left_x).max(LEAST);
    let left_x = left_x.min(right - width);
    let y = top + 20.0;
    let (soft_left, soft_right) = (one.days.from.is_none(), one.days.to.is_none());
    let is_late = left_x > WIDTH * 0.55;
    let (text_x, anchor) = if is_late { (left_x + width, "end") } else { (left_x, "start") };
    let class = one.fate.class();
    html! {
        // What is heard begins with what is seen.
        @let was = if one.was.is_empty() { String::new() } else { format!(", was to be {}", one.was.iter().map(|days| dates::days(*days)).collect::<Vec<_>>().join(", then ")) };
        @let label = told::cut(&one.label, MOST_LETTERS);
        @let also = if one.also.is_empty() { String::new() } else { format!(" · also under {}", told::cut(&one.also.join(", "), MOST_LETTERS / 2)) };
        @let name = format!("{label} · {}{also}, {}{was}", one.status, dates::days(one.days));
        a.mark href=(one.href) aria-label=(name) {
            title { (name) }
            rect.hit x="0" y=(short(top)) width=(WIDTH) height=(ROW) {}
            @for was in &one.was { (draw_was(*was, left_x, window, y)) }
            text x=(short(text_x)) y=(short(top + 14.0)) text-anchor=(anchor) { (label) tspan.state { " · " (one.status) (also) } }
            @if soft_left || soft_right {
                @let side = if soft_left { "left" } else { "right" };
                rect class=(format!("soft {class}")) x=(short(left_x)) y=(short(y)) width=(short(width)) height="10" fill=(format!("url(#soft-{side}-{class})")) {}
                @if one.fate == Fate::Off { line.strike x1=(short(left_x)) y1=(short(y + 5.0)) x2=(short(left_x + width)) y2=(short(y + 5.0)) {} }
            } @else {
                (bar(one.fate, left_x, y, width, 10.0))
            }
        }
    }
}

/// Days that no longer hold: struck, with a line from there to where it stands now.
fn draw_was(was: Interval, now: f64, window: Window, y: f64) -> Markup {
    let Some(from) = was.from.or(was.to) else { return html! {} };
    let day = dates::number(from);
    if !(window.first..=window.last).contains(&day) {
        return html! {};
    }
    let left = window.x(day);
    let right = was.to.filter(|_| was.from.is_some()).map_or(left, |to| window.x(dates::number(to) + 1));
    let width = (right - left).max(LEAST);
    let middle = y + 5.0;
    let end = if now > left { left + width } else { left };
    html! {
        g.was {
            rect x=(short(left)) y=(short(y + 2.0)) width=(short(width)) height="6" rx="2" {}
            line.strike x1=(short(left - 2.0)) y1=(short(middle)) x2=(short(left + width + 2.0)) y2=(short(middle)) {}
            line.moved x1=(short(end)) y1=(short(middle)) x2=(short(now)) y2=(short(middle)) {}
        }
    }
}

fn axis(window: Window, height: f64) -> Markup {
    html! {
        @for (day, label) in ticks(window.first, window.last) {
            line.tick x1=(short(window.x(day))) y1="14" x2=(short(window.x(day))) y2=(short(height)) {}
            @if window.x(day) < WIDTH - 50.0 { text.tick x=(short(window.x(day) + 3.0)) y="10" { (label) } }
        }
    }
}

/// Days to mark on an axis, each with its label: from days to decades, as they fit.
pub(crate) fn ticks(first: i32, last: i32) -> Vec<(i32, String)> {
    let n_days = (last - first).max(1);
    let begin = dates::of_number(first);
    let mut ticks = Vec::new();
    let mut day;
    let step: Box<dyn Fn(Date) -> Option<Date>>;
    let label: Box<dyn Fn(Date) -> String>;
    if n_days <= 60 {
        let every = i64::from(n_days / 7).max(1);
        day = begin;
        step = Box::new(move |day| day.checked_add(every.days()).ok());
        label = Box::new(|day| format!("{} {}", day.day(), short_month(day)));
    } else if n_days <= 1100 {
        let every = i64::from((n_days / 30 / 8).max(1));
        day = begin.first_of_month();
        step = Box::new(move |day| day.checked_add(every.months()).ok());
        label = Box::new(|day| format!("{} {}", short_month(day), day.year()));
    } else {
        let years = i64::from(n_days / 365 / 8).max(1);
        day = begin.first_of_year();
        step = Box::new(move |day| day.checked_add(years.years()).ok());
        label = Box::new(|day| day.year().to_string());
    }
    while ticks.len() < 40 {
        let number = dates::number(day);
        if number > last {
            break;
        }
        if number >= first {
            ticks.push((number, label(day)));
        }
        let Some(next) = step(day) else { break };
        day = next;
    }
    ticks
}

fn short_month(day: Date) -> String {
    dates::month(day).chars().take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Interval {
        Interval::day(text.parse().unwrap())
    }

    #[test]
    fn outliers_do_not_ruin_the_scale() {
        let mut days: Vec<Interval> = (1..=28).map(|one| day(&format!("2023-06-{one:02}"))).collect();
        days.push(day("1972-02-21"));
        let window = Window::of(days.iter().copied(), false).unwrap();
        assert_eq!((window.n_earlier, window.n_later), (1, 0));
        assert!(window.last - window.first < 60);
        let window = Window::of(days.into_iter(), true).unwrap();
        assert_eq!(window.n_earlier, 0);
    }

    #[test]
    fn axes_have_a_handful_of_marks() {
        for (first, last) in [(0, 5), (0, 40), (0, 100), (0, 800), (0, 4000), (0, 40_000)] {
            let n = ticks(first, last).len();
            assert!((2..=14).contains(&n), "{last}: {n}");
        }
    }

    #[test]
    fn a_day_is_wide_enough_to_be_seen_and_open_ends_are_soft() {
        let bars = [
            ("2023-06-18", "2023-06-18", Fate::Happened),
            ("2023-06-18", "", Fate::Ahead),
            ("", "2000-06-18", Fate::Off),
        ]
        .map(|(from, to, fate)| Bar {
            label: "A <b> visit".to_owned(),
            href: "/event/e1".to_owned(),
            days: Interval { from: from.parse().ok(), to: to.parse().ok() },
            was: vec![day("2023-06-12")],
            also: Vec::new(),
            fate,
            status: "held",
        });
        let window = Window::of(bars.iter().map(|bar| bar.days), true).unwrap();
        let groups = [Group { name: Some("China & <i>others</i>".to_owned()), bars: bars.into() }];
        let svg = draw(&groups, window, None, "Events").body.into_string();
        assert!(svg.contains(&format!("width=\"{LEAST}\" height=\"10\"")), "{svg}");
        assert!(svg.contains("url(#soft-right-ahead)") && svg.contains("url(#soft-left-off)"), "{svg}");
        assert!(!svg.contains("<b>") && !svg.contains("<i>"), "{svg}");
        assert!(svg.contains("class=\"moved\"") && svg.contains("was to be 12 June 2023"), "{svg}");
    }
}
