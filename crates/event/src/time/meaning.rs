//! How words of time are to be counted, before anybody knows from where.

use dragoman_text::Span;

use super::feast::Feast;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// Months of the calendar.
    Month,
    /// Quarters of the calendar year.
    Quarter,
    /// Years of the calendar.
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
    /// A hundred years, from one that ends in 00.
    Century,
    /// A thousand years.
    Millennium,
}

/// How many units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    /// So many.
    Exactly(i32),
    /// So many and a half.
    AndAHalf(i32),
    /// "A few", "several", none named.
    Some,
}

/// Where to look for what the calendar has many of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Side {
    /// The latest one that has begun, as with a verb in the past.
    Past,
    /// The earliest one that has not ended, as with a verb in the future.
    Future,
    /// The nearest one.
    #[default]
    Near,
    /// "Last": the latest one that has ended.
    Last,
    /// "Next": the earliest one that has not begun.
    Next,
    /// "This": the one of the running week or year.
    This,
}

/// What it is counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The article's day.
    #[default]
    Anchor,
    /// Earlier words of time of the article, by their place in the list.
    Expression(usize),
    /// Something that the article does not say in words of time.
    Nothing,
}

/// A part of a longer stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// "Early": the first third.
    Early,
    /// "Mid-", "the middle of": the second third.
    Mid,
    /// "Late": the last third.
    Late,
    /// "The start of".
    Start,
    /// "The end of".
    End,
    /// The first half.
    FirstHalf,
    /// The second half.
    SecondHalf,
    /// "Earlier this": from its first day to the day it is counted from.
    Before,
    /// "Later this", "the rest of": from the day it is counted from to its last day.
    After,
    /// The nth seven days; the last seven where it is −1.
    Week(i32),
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayPart {
    /// Dawn and morning.
    Morning,
    /// Noon.
    Noon,
    /// Afternoon.
    Afternoon,
    /// Evening.
    Evening,
    /// Night.
    Night,
    /// Midnight.
    Midnight,
}

/// Something that the calendar has once a year, or once at all.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// The whole year.
    Year,
    /// One of two halves.
    Half(i32),
    /// One of four quarters.
    Quarter(i32),
    /// Spring is 1, winter 4; seasons of the northern hemisphere, of whole months.
    Season(i32),
    /// A month.
    Month(i32),
    /// A day of a month, and its weekday where that is said too.
    Day {
        /// From 1.
        month: i32,
        /// From 1.
        day: i32,
        /// Monday is 1.
        weekday: Option<i32>,
    },
    /// A holiday.
    Feast(Feast),
    /// The fiscal year of the United States that ends in that year.
    FiscalYear,
}

/// Which year something is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum YearOf {
    /// Nobody says.
    #[default]
    Open,
    /// That one.
    Named(i32),
    /// "June of last year": so many years from that of the origin.
    Shifted {
        /// How many, backwards below 0.
        n: i32,
        /// From where.
        from: Origin,
    },
}

/// How words of time are to be counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Meaning {
    /// They cannot be counted.
    #[default]
    Nothing,
    /// Once in a year: of a year that is named, of that of earlier words, or where `side` says.
    Calendar {
        /// Which year.
        year: YearOf,
        /// What of the year.
        field: Field,
        /// Where to look while the year is open.
        side: Side,
        /// Words before it that name a year of long ago: a tale that goes on from there.
        tale: Option<usize>,
    },
    /// "The 18th": once in a month.
    DayOfMonth {
        /// From 1.
        day: i32,
        /// Where to look.
        side: Side,
        /// Words before it that name a month.
        month: Option<usize>,
    },
    /// Ten years.
    Decade(i32),
    /// A hundred years.
    Century(i32),
    /// A named stretch of history.
    Period {
        /// First day.
        from: jiff::civil::Date,
        /// Last day.
        to: jiff::civil::Date,
    },
    /// "Friday".
    Weekday {
        /// Monday is 1.
        weekday: i32,
        /// Where to look.
        side: Side,
        /// From where.
        from: Origin,
    },
    /// "The weekend".
    Weekend {
        /// Where to look.
        side: Side,
        /// From where.
        from: Origin,
    },
    /// The whole unit that lies so many units from the one that holds the origin: "last week" is −1.
    Shift {
        /// The unit.
        unit: Unit,
        /// How many, backwards below 0.
        n: i32,
        /// From where.
        from: Origin,
    },
    /// Exactly so many units away: "a year ago today".
    Exact {
        /// The unit.
        unit: Unit,
        /// How many, backwards below 0.
        n: i32,
        /// From where.
        from: Box<Meaning>,
    },
    /// All the time from so many units before the origin up to it, or from it to so many units after.
    Window {
        /// The unit.
        unit: Unit,
        /// How many.
        n: Count,
        /// Whether it lies ahead.
        ahead: bool,
        /// From where.
        from: Origin,
    },
    /// Somewhere on one side of the origin.
    Vague {
        /// Whether it lies ahead.
        ahead: bool,
        /// From where.
        from: Origin,
    },
    /// "Now".
    Now,
    /// What earlier words mean: "that day", "at the time".
    Same {
        /// Which words.
        from: Origin,
        /// The unit around them; they themselves where `None`.
        unit: Option<Unit>,
    },
    /// A part of a stretch.
    Part {
        /// Which.
        part: Part,
        /// Of what.
        of: Box<Meaning>,
    },
    /// So many days before the first or after the last day of something: "the eve of".
    Beside {
        /// How many, before it below 0.
        days: i32,
        /// Of what.
        of: Box<Meaning>,
    },
    /// A part of a day.
    DayPart {
        /// Which.
        part: DayPart,
        /// Of what day.
        of: Box<Meaning>,
    },
    /// A time of day.
    Clock {
        /// In minutes from midnight.
        minutes: i32,
        /// Of what day.
        of: Box<Meaning>,
    },
    /// From the first day of one to the last of another.
    Range(Box<[End; 2]>),
    /// How long.
    Length {
        /// The unit.
        unit: Unit,
        /// How many.
        n: Count,
    },
    /// How often; `TimeML`'s value of it.
    Often(String),
}

/// An end of a range.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// Where its words stand.
    pub span: Span,
    /// What they mean.
    pub meaning: Meaning,
}
