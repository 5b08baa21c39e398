//! What every page shows, in each of its forms, and what it says where there is nothing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod desk;

use std::collections::{BTreeSet, VecDeque};

use desk::{Desk, affair, links};
use dragoman_server::{Limits, Settings};
use dragoman_store::Filed;

/// The event that most is said of, its thread, and one of its articles.
async fn known() -> (String, String, String) {
    let found = Desk::shared().get("/search.json?words=Blinken&type=CONSULT&sort=reports").await.json();
    let event = &found["events"][0];
    let name = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    (name(&event["event"]), name(&event["thread"]), "affair-04".to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_show_what_they_are_for() {
    let (event, thread, article) = known().await;
    for (path, shown) in [
        ("/".to_owned(), &["What changed last", "The next 14 days", "Read it", "12 articles"][..]),
        ("/search".to_owned(), &["Status", "On whose word", "evidence", "<svg"][..]),
        (
            "/search?what=claims&source=anonymous".to_owned(),
            &["<blockquote", "(unnamed)", "in the article"][..],
        ),
        (
            "/search?what=claims&voice=blinken".to_owned(),
            &["<blockquote", "on the word of", "name=\"voice\"", "Kind of source"][..],
        ),
        ("/search?what=articles&words=balloon".to_owned(), &["/article/affair-04"][..]),
        (
            format!("/event/{event}"),
            &["What became of it", "postponed", "planned", "held", "says the article itself"][..],
        ),
        (format!("/thread/{thread}"), &["of one affair", "<svg", "The same as a table"][..]),
        (format!("/article/{article}"), &["Claims", "How it was dated", "s-trigger", "id=\"c="][..]),
        (format!("/article/{article}?show=tokens"), &["Lemma", "Relation", "nsubj", "Read once more"][..]),
        ("/actor/CHN".to_owned(), &["China", "Counterparts", "part in"][..]),
        (
            "/actor/Antony%20Blinken".to_owned(),
            &[
                "Secretary of State",
                "Offices",
                "Also called <bdi>Tony Blinken</bdi>",
                "All claims on its word",
            ][..],
        ),
        ("/actor/CHN".to_owned(), &["<bdi>People's Republic of China</bdi>"][..]),
        ("/pair/USA/CHN".to_owned(), &["United States", "China", "There", "Back", "swap"][..]),
        ("/ahead?from=2023-01-20".to_owned(), &["to visit", "iCalendar"][..]),
        ("/network".to_owned(), &["cooperation", "conflict", "<svg", "<table"][..]),
        ("/map".to_owned(), &["place not stated", "<svg", "Natural Earth"][..]),
        ("/sources".to_owned(), &["Who published", "Who says so", "anonymous"][..]),
        ("/data".to_owned(), &["CONSULT", "Licence", "english.bin", "OpenAPI"][..]),
        ("/changes".to_owned(), &["What was filed", "changes.json?since="][..]),
    ] {
        let got = Desk::shared().get(&path).await;
        assert_eq!(got.status, 200, "{path}");
        let page = got.text();
        for words in shown {
            assert!(page.contains(words), "{path} does not show {words:?}");
        }
        for part in ["<html lang=\"en\"", "<main id=\"main\"", "class=\"skip\"", "<h1", "<nav aria-label"] {
            assert!(page.contains(part), "{path} lacks {part}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_life_of_an_event_stands_in_its_order() {
    let (event, ..) = known().await;
    let life = Desk::shared().get(&format!("/event/{event}.json")).await.json();
    let statuses: Vec<&str> =
        life["life"].as_array().unwrap().iter().map(|turn| turn["status"].as_str().unwrap()).collect();
    let place = |status: &str| statuses.iter().position(|one| *one == status);
    assert_eq!(place("denied"), None, "what was not even asked for was not denied: {statuses:?}");
    assert!(place("agreed") < place("postponed") && place("postponed") < place("held"), "{statuses:?}");
    let page = Desk::shared().get(&format!("/event/{event}?rung=0&rung=1")).await.text();
    assert!(page.contains("Two steps compared"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_leads_somewhere() {
    let desk = Desk::shared();
    let mut seen = BTreeSet::new();
    let mut open = VecDeque::from(["/".to_owned(), "/search".to_owned()]);
    while let Some(path) = open.pop_front() {
        // Facets of facets go on for ever.
        if seen.len() > 400 || !seen.insert(path.clone()) {
            continue;
        }
        let got = desk.get(&path).await;
        assert_eq!(got.status, 200, "{path}");
        if got.header("content-type").starts_with("text/html") {
            open.extend(links(&got.text()));
        }
    }
    for kind in ["/event/", "/thread/", "/article/", "/actor/", "/pair/", "/assets/"] {
        assert!(seen.iter().any(|path| path.starts_with(kind)), "nothing leads to {kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deep_links_point_at_the_words() {
    let (event, ..) = known().await;
    let page = Desk::shared().get(&format!("/event/{event}")).await.text();
    let link =
        page.split("href=\"").find(|part| part.starts_with("/article/") && part.contains("#c=")).unwrap();
    let (path, place) = link.split('"').next().unwrap().split_once('#').unwrap();
    let article = Desk::shared().get(path).await.text();
    assert!(article.contains(&format!("id=\"{place}\"")), "{path} has no {place}");
    assert!(article.contains("aria-current=\"true\""), "the claim that is asked for is marked");
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_hold_the_same_as_the_page() {
    let desk = Desk::shared();
    let tail = "?type=CONSULT&actor=CHN";
    let n =
        desk.get(&format!("/search.json{tail}&limit=200")).await.json()["events"].as_array().unwrap().len();
    assert!(n > 3, "{n}");
    let lines = |text: &str| text.lines().count();
    for (form, media, n_lines) in [
        ("csv", "text/csv; charset=utf-8", n + 1),
        ("tsv", "text/tab-separated-values; charset=utf-8", n + 1),
        ("ndjson", "application/x-ndjson", n + 2),
    ] {
        let got = desk.get(&format!("/search.{form}{tail}")).await;
        assert_eq!(
            (got.status.as_u16(), got.header("content-type"), lines(&got.text())),
            (200, media, n_lines),
            "{form}"
        );
    }
    let ndjson = desk.get(&format!("/search.ndjson{tail}")).await.text();
    assert_eq!(ndjson.lines().last(), Some(format!("{{\"end\":{n}}}").as_str()));
    let parquet = desk.get(&format!("/search.parquet{tail}")).await;
    assert!(parquet.body.starts_with(b"PAR1") && parquet.body.ends_with(b"PAR1"));
    assert_eq!(desk.get(&format!("/search.geojson{tail}")).await.json()["type"], "FeatureCollection");
    for path in ["/search.ics", "/ahead.ics?from=2023-01-20", "/actor/CHN.ics", "/pair/USA/CHN.ics"] {
        let calendar = desk.get(path).await;
        assert_eq!(calendar.status, 200, "{path}");
        assert!(calendar.text().trim_end().ends_with("END:VCALENDAR"), "{path}");
    }
    for path in ["/map.ics", "/search.parquet?what=articles", "/today.geojson"] {
        assert_eq!(desk.get(path).await.status, 406, "{path}");
    }
    for page in [
        "/today",
        "/ahead",
        "/network",
        "/map",
        "/sources",
        "/data",
        "/changes",
        "/actor/CHN",
        "/pair/USA/CHN",
    ] {
        assert!(desk.get(&format!("{page}.json")).await.json().is_object(), "{page}");
        assert!(desk.get(&format!("{page}.csv")).await.text().contains("\r\n"), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_goes_on_where_it_was() {
    let desk = Desk::with(&affair()[..6]);
    let mut since = String::new();
    let mut n_claims = 0;
    loop {
        let got = desk.get(&format!("/changes.json?limit=7{since}")).await.json();
        n_claims += got["claims"].as_array().unwrap().len();
        since = format!("&since={}", got["next"].as_str().unwrap());
        if got["more"] == false {
            break;
        }
    }
    let n_all = desk.get("/today.json").await.json()["counts"]["claims"].as_u64().unwrap();
    assert_eq!(n_claims as u64, n_all);
    desk::fill(&desk.path, &affair()[6..]);
    let got = desk.get(&format!("/changes.json?limit=200{since}")).await.json();
    let n_new = got["claims"].as_array().unwrap().len() as u64;
    let n_all_now = desk.get("/today.json").await.json()["counts"]["claims"].as_u64().unwrap();
    assert_eq!(n_all + n_new, n_all_now, "what came since, and nothing twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_kept_until_the_ledger_changes() {
    let desk = Desk::with(&affair()[..6]);
    let first = desk.get("/search").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = desk.get_as("/search", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    assert_eq!(desk.get_as("/search?status=held", &[("if-none-match", &tag)]).await.status, 200);
    desk::fill(&desk.path, &affair()[6..]);
    let changed = desk.get_as("/search", &[("if-none-match", &tag)]).await;
    assert_eq!(changed.status, 200);
    assert_ne!(changed.body, first.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_compressed_for_those_who_take_it() {
    let got =
        Desk::shared().get_as("/search", &[("accept", "text/html"), ("accept-encoding", "gzip, br")]).await;
    assert_eq!(got.header("content-encoding"), "gzip");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(got.body.as_slice()), &mut text).unwrap();
    assert_eq!(text, Desk::shared().get("/search").await.text());
    assert!(got.body.len() < 100_000, "{}", got.body.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_nothing_the_page_says_why_and_what_next() {
    let desk = Desk::shared();
    for (path, shown) in [
        ("/search?place=AUT&date=2023-05-20..2023-05-21", "within a month of these days"),
        ("/search?status=held&words=xylophone", "look in whole articles"),
        ("/search?actor=NOBODY", "by anybody"),
        ("/pair/FRA/DEU", "No event in the ledger has both"),
        ("/ahead?from=2000-01-01", "Nothing was known to lie ahead"),
        ("/network?actor=NOBODY", "No two parties"),
        ("/map?actor=NOBODY", "Nothing in the ledger answers this"),
    ] {
        let got = desk.get(path).await;
        assert_eq!(got.status, 200, "{path}");
        assert!(got.text().contains(shown), "{path} does not say {shown:?}");
    }
    let empty = Desk::with(&[]);
    for (path, shown) in [
        ("/", "The ledger is empty"),
        ("/search", "Nothing in the ledger answers this"),
        ("/ahead", "No article in the ledger has a day"),
        ("/sources", "There are no articles yet"),
        ("/changes", "Nothing was filed or changed"),
        ("/network", "No two parties"),
        ("/map", "place not stated"),
        ("/data", "Nothing that had been said was changed"),
    ] {
        let got = empty.get(path).await;
        assert_eq!(got.status, 200, "{path}");
        assert!(got.text().contains(shown), "{path} does not say {shown:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_undated_is_called_so_and_never_today() {
    let mut articles = affair();
    let article: &mut Filed = &mut articles[11];
    article.article.metadata.published = None;
    article.article.id = "no-day".to_owned();
    let desk = Desk::with(&articles);
    let page = desk.get("/article/no-day").await.text();
    assert!(page.contains("undated") && page.contains("does not say on which day"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_for_wrongly_is_said() {
    let desk = Desk::shared();
    for (path, status, told) in [
        ("/search?colour=red", 400, "colour"),
        ("/search?status=gone", 400, "is not one of held"),
        ("/search?date=June", 400, "is not a day"),
        ("/search?words=%22", 400, "cannot be searched for"),
        ("/search?skip=99999999", 400, "At most 100000"),
        ("/search?limit=0", 400, "from 1 to 200"),
        ("/ahead?from=soon", 400, "is not a day"),
        ("/changes?since=yesterday", 400, "nothing that this ledger gave out"),
        ("/event/e0000000000000001", 404, "There is no event"),
        ("/event/t0000000000000001", 404, "There is no event"),
        ("/thread/t0000000000000001", 404, "There is no thread"),
        ("/article/none", 404, "There is no article"),
        ("/actor/Nobody%20At%20All", 404, "Nothing in the ledger"),
        ("/nowhere", 404, "There is no such page"),
        ("/assets/page.css", 404, "There is no such file"),
        ("/assets/..%2f..%2fetc%2fpasswd", 404, "There is no such file"),
        ("/%2e%2e/%2e%2e/etc/passwd", 404, "There is no such page"),
        ("/article/%FF", 400, "UTF-8"),
    ] {
        let page = desk.get(path).await;
        assert_eq!(page.status.as_u16(), status, "{path}");
        assert!(page.text().contains(told) && page.text().contains("<main"), "{path}");
        let problem = desk.get_as(path, &[]).await;
        assert_eq!(problem.header("content-type"), "application/problem+json", "{path}");
        let problem = problem.json();
        assert_eq!(problem["status"], status, "{path}");
        assert!(problem["detail"].as_str().unwrap().contains(told), "{path}: {problem}");
    }
    let export = desk.get("/search.ndjson?words=%22").await;
    assert_eq!(export.status, 400, "an export that cannot begin does not break off");
    assert!(export.json()["detail"].as_str().unwrap().contains("cannot be searched for"));
    let kept = desk.get("/search?words=visit&colour=red").await.text();
    assert!(kept.contains("value=\"visit\""), "what was asked for is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_sure_is_hidden_from_people_counted_and_shown_on_request() {
    let desk = Desk::shared();
    let n_all = desk.get("/search.json").await.json()["n_events"].as_u64().unwrap();
    let n_sure = desk.get("/search.json?confidence=0.4").await.json()["n_events"].as_u64().unwrap();
    assert!(n_sure < n_all, "programs get all unless they ask for less: {n_sure} of {n_all}");
    let page = desk.get("/search").await.text();
    let hidden = format!("{} events below 0.4 sure are hidden", n_all - n_sure);
    assert!(page.contains(&hidden) && page.contains("href=\"/search?confidence=0\""), "{hidden}");
    assert!(page.contains("href=\"/search.csv?confidence=0.4\""), "exports are of what is seen");
    let shown = desk.get("/search?confidence=0").await.text();
    assert!(!shown.contains("are hidden") && shown.contains(&format!("{n_all} events")), "{n_all}");
    for path in ["/actor/CHN", "/network", "/map", "/search?what=claims"] {
        assert!(desk.get(path).await.text().contains("below 0.4 sure"), "{path}");
    }
    let words = desk.get("/search.json?confidence=0").await.json();
    let unsure =
        words["events"].as_array().unwrap().iter().find(|event| event["confidence"].as_f64() < Some(0.4));
    let headline = unsure.unwrap()["event"].as_str().unwrap();
    assert_eq!(desk.get(&format!("/event/{headline}")).await.status, 200, "by its name it is there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_narrowed_to_what_is_between_two() {
    let (_, thread, _) = known().await;
    let desk = Desk::shared();
    let n_events = |sheet: &serde_json::Value| sheet["events"].as_array().unwrap().len();
    let all = desk.get(&format!("/thread/{thread}.json")).await.json();
    let two = desk.get(&format!("/thread/{thread}.json?actor=Xi+Jinping&actor=Joe+Biden")).await.json();
    assert!(0 < n_events(&two) && n_events(&two) < n_events(&all), "{two}");
    for event in two["events"].as_array().unwrap() {
        let parties = format!("{} {}", event["actor"], event["recipient"]);
        assert!(parties.contains("Xi Jinping") && parties.contains("Joe Biden"), "{event}");
    }
    let days: Vec<&str> =
        all["events"].as_array().unwrap().iter().filter_map(|event| event["when"]["to"].as_str()).collect();
    assert!(days.len() > 3);
    let none = desk.get(&format!("/thread/{thread}?actor=NOBODY")).await.text();
    assert!(none.contains("No event of this affair"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_refuse_what_they_would_not_heed() {
    let desk = Desk::shared();
    let (event, ..) = known().await;
    for path in ["/sources?actor=CHN", &format!("/event/{event}?status=held"), "/actor/CHN?actor=USA"] {
        let got = desk.get(path).await;
        assert_eq!(got.status, 400, "{path}");
        assert!(got.text().contains("cannot be asked for it"), "{path}");
    }
    // Forms of pages send empty fields; a program that does means something by it.
    assert_eq!(desk.get("/search?status=&date=").await.status, 200);
    assert_eq!(desk.get_as("/search.json?status=", &[]).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_moved_is_shown_with_the_days_on_which_it_was_to_be() {
    let page = Desk::shared().get("/ahead?from=2023-06-15").await.text();
    assert!(
        page.contains("class=\"moved\"")
            && page.contains("was to be 1 January – 30 April 2023, then 5–6 February 2023"),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_picture_stands_by_itself_with_its_licence() {
    let (_, thread, _) = known().await;
    let desk = Desk::shared();
    for path in [
        "/search.svg?actor=CHN",
        "/map.svg",
        "/map.svg?picture=activity",
        "/network.svg?actor=CHN",
        "/ahead.svg?from=2023-01-20",
        "/actor/CHN.svg",
        "/actor/CHN.svg?picture=scores",
        "/pair/USA/CHN.svg?picture=timeline",
        &format!("/thread/{thread}.svg"),
        &format!("/thread/{thread}.svg?group=actor"),
    ] {
        let got = desk.get_as(path, &[]).await;
        assert_eq!((got.status.as_u16(), got.header("content-type")), (200, "image/svg+xml"), "{path}");
        let policy = got.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{path}: {policy}");
        assert!(!policy.contains("script-src") && !policy.contains("img-src"), "nothing else: {policy}");
        let again = desk.get_as(path, &[("if-none-match", got.header("etag"))]).await;
        assert_eq!((again.status.as_u16(), again.header("content-security-policy")), (304, policy), "{path}");
        let picture = got.text();
        assert!(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{path}");
        assert!(picture.contains("CC0-1.0") && picture.contains("dragoman test"), "{path} says whose it is");
        assert!(picture.matches("<svg").count() == 2 && !picture.contains("<script"), "{path}");
    }
    let page = desk.get("/map?actor=CHN").await.text();
    assert!(page.contains("href=\"/map.svg?actor=CHN&amp;confidence=0.4\""), "a picture is of what is seen");
    assert!(desk.get_as("/search.svg?actor=NOBODY", &[]).await.text().contains("Nothing is found"));
    for (path, status) in [
        ("/sources.svg", 406),
        ("/data.svg", 406),
        ("/actor/CHN.svg?picture=portrait", 400),
        ("/actor/CHN?picture=scores", 400),
    ] {
        assert_eq!(desk.get(path).await.status.as_u16(), status, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_stand_in_pages_of_others_only_where_that_was_allowed() {
    let settings = Settings { share_pictures: true, ..desk::settings(Limits::default()) };
    let shared = Desk::set(&affair()[..2], settings);
    for (desk, path, whose) in [
        (Desk::shared(), "/map.svg", "same-origin"),
        (&shared, "/map.svg", "cross-origin"),
        (&shared, "/map", "same-origin"),
        (&shared, "/map.json", "same-origin"),
    ] {
        assert_eq!(desk.get(path).await.header("cross-origin-resource-policy"), whose, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_stand_under_each_of_their_parties() {
    let (_, thread, _) = known().await;
    let desk = Desk::shared();
    for path in ["/search?type=CONSULT&group=actor".to_owned(), format!("/thread/{thread}?group=actor")] {
        let page = desk.get(&path).await.text();
        assert!(page.contains("also under") && page.contains("<h3 class=\"group\">"), "{path}");
        assert!(page.contains("one after the other") || page.contains("by their days"), "{path} leads back");
    }
    let page = desk.get(&format!("/thread/{thread}?group=actor")).await.text();
    assert!(page.contains("<text class=\"group\""), "in the picture, too");
}

#[tokio::test(flavor = "multi_thread")]
async fn days_in_two_fields_become_the_days_of_the_address() {
    let desk = Desk::shared();
    for (path, leads_to) in [
        ("/map?actor=CHN&from=2023-01-01&to=2023-02-28", "/map?actor=CHN&date=2023-01-01..2023-02-28"),
        ("/map?from=&to=2023-02-28", "/map?date=..2023-02-28"),
        ("/map?from=2023-02-28&to=2023-01-01", "/map?date=2023-01-01..2023-02-28"),
    ] {
        let got = desk.get(path).await;
        assert_eq!((got.status.as_u16(), got.header("location")), (303, leads_to), "{path}");
    }
    assert_eq!(desk.get("/map?from=soon").await.status, 400);
    let page = desk.get("/map?date=2023-01-01..2023-01-31").await.text();
    for shown in [
        "name=\"from\" value=\"2023-01-01\"",
        "the 31 days after",
        "place not stated",
        "on which it can have been",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    let n = |page: &serde_json::Value| page["n_events"].as_u64().unwrap();
    let (all, some) = (desk.get("/map.json").await.json(), desk.get("/map.json?date=2023-01").await.json());
    assert!(0 < n(&some) && n(&some) < n(&all), "{some}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pair_is_counted_by_type_and_status_and_as_a_share() {
    let desk = Desk::shared();
    let pair = desk.get("/pair/USA/CHN.json").await.json();
    let sum = |list: &serde_json::Value| -> u64 {
        let counts = list.as_array().unwrap().iter();
        counts
            .map(|one| {
                ["there", "back", "together"].map(|side| one[side].as_u64().unwrap()).iter().sum::<u64>()
            })
            .sum()
    };
    let n = pair["n_events"].as_u64().unwrap();
    assert!(n > 3 && sum(&pair["types"]) == n && sum(&pair["statuses"]) == n, "{pair}");
    assert!(pair["shares"].is_null());
    let shares = desk.get("/pair/USA/CHN.json?normalise=yes").await.json();
    let months = shares["shares"].as_array().unwrap();
    let total = |name: &str| months.iter().map(|month| month[name].as_u64().unwrap()).sum::<u64>();
    let n_all = desk.get("/search.json?limit=1").await.json()["n_events"].as_u64().unwrap();
    assert_eq!((total("events"), total("all")), (n, n_all), "{shares}");
    assert!(desk.get("/pair/USA/CHN?normalise=yes").await.text().contains("in a thousand"));
}

#[tokio::test(flavor = "multi_thread")]
async fn searches_say_how_many_events_claims_and_outlets_there_are() {
    let mut articles = affair();
    for (number, filed) in articles.iter_mut().enumerate() {
        filed.article.metadata.outlet = Some(["Harbour Times", "The Lamp"][number % 2].to_owned());
    }
    let desk = Desk::with(&articles);
    let found = desk.get("/search.json?type=CONSULT&actor=CHN&limit=200").await.json();
    let claims = found["events"].as_array().unwrap().iter().map(|event| event["claims"].as_u64().unwrap());
    assert_eq!(found["n_claims"].as_u64().unwrap(), claims.sum::<u64>(), "claims on these events");
    assert_eq!(found["n_outlets"], 2);
    let by_themselves = desk.get("/search.json?type=CONSULT&actor=CHN&what=claims&limit=200").await.json();
    assert_eq!(
        by_themselves["n_claims"].as_u64().unwrap(),
        by_themselves["claims"].as_array().unwrap().len() as u64
    );
    let page = desk.get("/search?type=CONSULT&actor=CHN").await.text();
    assert!(page.contains(" · 2 outlets") && page.contains("bookmark its address"), "{page}");
}

/// Claims for what stands behind an address: those on whose word they are.
async fn voices(tail: &str) -> Vec<serde_json::Value> {
    let found = Desk::shared().get(&format!("/search.json?what=claims&limit=200&{tail}")).await.json();
    found["claims"].as_array().unwrap().iter().map(|claim| claim["source"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_say_so_lead_to_what_they_say() {
    let desk = Desk::shared();
    let sheet = desk.get("/sources.json").await.json();
    let page = desk.get("/sources").await.text();
    let (mut n_named, mut n_exact) = (0, 0);
    for voice in sheet["voices"].as_array().unwrap() {
        let Some(who) = voice["who"].as_str() else { continue };
        let (kind, n_claims) = (voice["kind"].as_str().unwrap(), voice["claims"].as_u64().unwrap() as usize);
        let tail = format!("source={kind}&voice={}", who.replace(' ', "+"));
        let shown = tail.replace('&', "&amp;").replace('\'', "%27");
        assert!(page.contains(&format!("href=\"/search?{shown}&amp;what=claims\"")), "{shown}");
        let found = voices(&tail).await;
        assert!(
            found.len() >= n_claims && found.iter().all(|source| source["kind"] == kind),
            "{voice}: {found:?}"
        );
        n_named += 1;
        n_exact += usize::from(found.len() == n_claims);
    }
    assert!(n_named > 10 && n_exact + 3 > n_named, "few are told by several names: {n_exact} of {n_named}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_is_asked_for_by_words_by_name_and_by_id() {
    let said = |sources: &[serde_json::Value]| -> BTreeSet<String> {
        sources.iter().map(|source| source["who"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let by_words = said(&voices("voice=BLINKEN").await);
    assert_eq!(by_words.into_iter().collect::<Vec<_>>(), ["Blinken"]);
    let by_name = voices("voice=antony+blinken").await;
    assert!(said(&by_name).contains("Blinken") && said(&by_name).contains("He"), "{by_name:?}");
    assert_eq!(voices("voice=PER:Q7821917").await, by_name);
    let officials = voices("voice=CHN").await;
    assert!(
        !officials.is_empty() && officials.iter().all(|source| source["kind"] == "official"),
        "{officials:?}"
    );
    assert!(voices("voice=Xi+Jinping").await.is_empty(), "who only acts is no voice");
    let desk = Desk::shared();
    let found = desk.get("/search.json?type=CONSULT&limit=200").await.json();
    let facet = found["facets"].as_array().unwrap().iter().find(|facet| facet["name"] == "voice").unwrap();
    let top = &facet["values"][0];
    assert!(top["n"].as_u64() > Some(1), "{facet}");
    let events = desk.get("/search?actor=CHN&voice=Antony+Blinken").await.text();
    assert!(events.contains("<span class=\"faint\">on the word of</span> <bdi>Antony Blinken</bdi>"));
    assert!(desk.get("/search?voice=nobody").await.text().contains("on anybody's word"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_on_an_actors_word_is_what_its_link_leads_to() {
    let desk = Desk::shared();
    for (actor, voice) in [("Antony%20Blinken", "Antony+Blinken"), ("CHN", "CHN"), ("China", "CHN")] {
        let sheet = desk.get(&format!("/actor/{actor}.json")).await.json();
        let said = sheet["said"].as_array().unwrap();
        let all = desk.get(&format!("/search.json?voice={voice}&what=claims")).await.json();
        assert!(!said.is_empty() && said.len() <= 10, "{actor}");
        assert_eq!(said[..], all["claims"].as_array().unwrap()[..said.len()], "{actor}");
        let page = desk.get(&format!("/actor/{actor}?date=2023")).await.text();
        let way = format!("/search?date=2023-01-01..2023-12-31&amp;voice={voice}&amp;what=claims");
        assert!(page.contains(&way), "{actor}: {way}");
    }
    let sheet = desk.get("/actor/CHN.json?voice=Blinken").await.json();
    assert_eq!(
        (sheet["said"].as_array().map(Vec::len), sheet["n_events"].as_u64() > Some(0)),
        (Some(0), true)
    );
}
