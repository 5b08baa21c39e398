//! From a request to its answer.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::routing::{get, post};
use http_body_util::{BodyExt as _, Limited};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::html;
use serde_json::json;
use xxhash_rust::xxh3::xxh3_64;

use crate::address::{self, Asked, Form, Place};
use crate::download;
use crate::frame::{self, Theme, View};
use crate::guard;
use crate::house::{Answer, House};
use crate::pack;
use crate::page::read::{self, Sent, SentText};
use crate::page::{self, Which};
use crate::problem::Problem;

/// Bytes of what is sent to us.
const MOST_SENT: usize = 2 << 20;
/// How long what was sent waits to be read.
const WAITING: Duration = Duration::from_secs(20);
/// How long an answer is thought about, waiting included.
const THINKING: Duration = Duration::from_secs(45);

/// All that can be asked for.
pub fn router(house: Arc<House>) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/metrics", get(metrics))
        .route("/openapi.json", get(description))
        .route("/robots.txt", get(robots))
        .route("/assets/{name}", get(asset))
        .route("/read", post(read_text))
        .route("/theme", post(theme))
        .route("/articles", post(add_articles))
        .fallback(get(any_page))
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn_with_state(Arc::clone(&house), around))
        .with_state(house)
}

/// What is done before and after every answer.
async fn around(State(house): State<Arc<House>>, request: Request, next: Next) -> Response<Body> {
    let began = Instant::now();
    let asked = Told::of(&request);
    let asks_picture = Place::of(request.uri().path()).is_ok_and(|place| place.form == Form::Svg);
    let checked = guard::check(request.method(), request.uri(), request.headers(), &house.settings.hosts);
    let mut answer = match checked {
        Ok(()) => match tokio::time::timeout(THINKING, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => asked.problem(&house, &Problem::busy()),
        },
        Err(problem) => asked.problem(&house, &problem),
    };
    // Also where only is said that a picture is still right: what is said with that holds for the one that is kept.
    let is_picture = asks_picture && matches!(answer.status(), StatusCode::OK | StatusCode::NOT_MODIFIED);
    guard::put_headers(answer.headers_mut(), is_picture, house.settings.share_pictures);
    house.metrics.answered(answer.status().as_u16(), began.elapsed());
    answer
}

/// What of a request is needed to say what was wrong with it.
struct Told {
    uri: Uri,
    wants_page: bool,
    theme: Theme,
}

impl Told {
    fn of(request: &Request) -> Self {
        Self {
            uri: request.uri().clone(),
            wants_page: wants_page(request.uri(), request.headers()),
            theme: theme_of(request.headers()),
        }
    }

    fn problem(&self, house: &House, problem: &Problem) -> Response<Body> {
        let (content_type, text) = if self.wants_page {
            let asked = Asked::default();
            let view = View { house, asked: &asked, path: "", theme: self.theme, least: None };
            let page = frame::problem(&view, problem, self.uri.query().unwrap_or_default());
            (Form::Html.content_type(), page)
        } else {
            ("application/problem+json", serde_json::to_string(&problem.answer()).unwrap_or_default())
        };
        let mut answer = Response::new(Body::from(text));
        *answer.status_mut() = problem.status;
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if problem.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        answer
    }
}

/// Whether a page is wanted, and not an answer for programs.
fn wants_page(uri: &Uri, headers: &HeaderMap) -> bool {
    let accepts_pages = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accepted| accepted.contains("text/html"));
    let is_plain = Place::of(uri.path()).map_or(true, |place| place.form == Form::Html);
    accepts_pages && is_plain
}

fn theme_of(headers: &HeaderMap) -> Theme {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut all = cookies.flat_map(|value| value.split(';'));
    all.find_map(|one| Theme::parse(one.trim().strip_prefix("theme=")?)).unwrap_or_default()
}

/// The day on which something is exported.
fn today() -> Date {
    TimeZone::UTC.to_datetime(Timestamp::now()).date()
}

async fn any_page(State(house): State<Arc<House>>, request: Request) -> Response<Body> {
    let told = Told::of(&request);
    let (head, _) = request.into_parts();
    answer(&house, &head.uri, &head.headers).await.unwrap_or_else(|problem| told.problem(&house, &problem))
}

async fn answer(house: &Arc<House>, uri: &Uri, headers: &HeaderMap) -> Result<Response<Body>, Problem> {
    let place = Place::of(uri.path())?;
    let which = Which::of(&place.parts).ok_or_else(|| Problem::absent("There is no such page."))?;
    let form = place.form;
    let asked = Asked::parse(uri, form, which.heeds(), which.names())?;
    if which == Which::World
        && let Some(asked) = page::world::between(&asked)?
    {
        return Ok(elsewhere(&asked.on(uri.path())));
    }
    if form != Form::Svg && asked.more("picture").is_some() {
        return Err(Problem::wrong("picture: only pictures can be asked for it.", "Ask for it as .svg."));
    }
    if let (Which::Search | Which::Ahead | Which::Actor(_) | Which::Pair(..), false) =
        (&which, matches!(form, Form::Html | Form::Json | Form::Svg))
        && !(form == Form::Csv && which != Which::Search)
    {
        return export(house, &which, &asked, form).await;
    }
    let theme = theme_of(headers);
    let generation = house.readers.generation()?;
    let key = format!("{} {}{}", theme.as_str(), uri.path(), asked.tail());
    let tag = format!("W/\"{:016x}\"", xxh3_64(format!("{:x} {generation} {key}", house.boot).as_bytes()));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag || one.trim() == "*")) {
        let mut answer = Response::new(Body::empty());
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        put_caching(answer.headers_mut(), &tag);
        return Ok(answer);
    }
    let made = if let Some(answer) = house.kept.get(generation, &key) {
        answer
    } else {
        let shared = Arc::clone(house);
        let path = uri.path().to_owned();
        let answer = house
            .readers
            .ask(move |ledger| {
                let path = if form == Form::Html {
                    path.as_str()
                } else {
                    path.rsplit_once('.').map_or(path.as_str(), |(path, _)| path)
                };
                let is_for_people = form == Form::Html && which.heeds().contains(&"confidence");
                let least =
                    Some(frame::LEAST_SURE).filter(|_| is_for_people && asked.query.confidence.is_none());
                let view = View { house: &shared, asked: &asked, path, theme, least };
                if form == Form::Calendar {
                    return calendar(ledger, &which, &view).map(|plain| Answer {
                        content_type: form.content_type(),
                        packed: pack::packed(&plain),
                        plain: plain.into(),
                    });
                }
                let text = page::make(&which, form, ledger, &view)?;
                Ok(Answer {
                    content_type: form.content_type(),
                    packed: pack::packed(text.as_bytes()),
                    plain: text.into(),
                })
            })
            .await?;
        house.kept.put(generation, key, &answer);
        answer
    };
    let mut answer = send(&made, headers);
    put_caching(answer.headers_mut(), &tag);
    Ok(answer)
}

/// Sends whoever asks to the address under which the same always stands.
fn elsewhere(address: &str) -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(address) = HeaderValue::from_str(address) {
        answer.headers_mut().insert(header::LOCATION, address);
    }
    answer
}

fn put_caching(headers: &mut HeaderMap, tag: &str) {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    // Whoever has it asks whether it still holds: the ledger may have grown.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
}

fn send(made: &Answer, asked: &HeaderMap) -> Response<Body> {
    let packed = made.packed.as_ref().filter(|_| pack::takes_gzip(asked));
    let mut answer = Response::new(Body::from(packed.unwrap_or(&made.plain).clone()));
    let headers = answer.headers_mut();
    if packed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(made.content_type));
    answer
}

/// The events of one affair, or one event, for a calendar.
fn calendar(ledger: &dragoman_store::Ledger, which: &Which, view: &View<'_>) -> Result<Vec<u8>, Problem> {
    use dragoman_store::Kind;
    let as_of = view.asked.query.as_of;
    let events = match which {
        Which::Event(key) => {
            vec![ledger.event(page::event::key_of(key, &[Kind::Event], "event")?, as_of)?.event]
        }
        Which::Thread(key) => page::thread::find(ledger, key, view)?.into_events(),
        _ => {
            return Err(Problem::new(
                StatusCode::NOT_ACCEPTABLE,
                "This page has no days of its own.",
                "Events, threads, searches and what lies ahead come as calendars.",
            ));
        }
    };
    dragoman_store::calendar(&events, &view.house.settings.version, today())
        .map_err(|error| Problem::broken(error.to_string()))
}

async fn export(
    house: &Arc<House>,
    which: &Which,
    asked: &Asked,
    form: Form,
) -> Result<Response<Body>, Problem> {
    let mut query = asked.query.clone();
    // All answers, unless a part of them was asked for.
    query.limit = query.limit.filter(|limit| *limit != address::PAGE);
    match which {
        Which::Actor(id) => query.actors = vec![id.clone()],
        Which::Pair(one, two) => query.actors = vec![one.clone(), two.clone()],
        Which::Ahead => {
            let shared = Arc::clone(house);
            let asked = asked.clone();
            let day = house
                .readers
                .ask(move |ledger| {
                    let view = View {
                        house: &shared,
                        asked: &asked,
                        path: "/ahead",
                        theme: Theme::System,
                        least: None,
                    };
                    page::ahead::day(ledger, &view)
                })
                .await?;
            if let Some(day) = day {
                query = query.ahead(day);
            }
        }
        _ => {}
    }
    let (what, format) = download::format(form, asked)?;
    download::send(house, query, form, what, format, today()).await
}

async fn wrong_method(State(house): State<Arc<House>>, request: Request) -> Response<Body> {
    let problem = Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("{} cannot be done here.", request.method()),
        "Pages are asked for with GET; texts to read are sent to /read with POST.",
    );
    Told::of(&request).problem(&house, &problem)
}

fn json_answer(status: StatusCode, value: &impl serde::Serialize) -> Response<Body> {
    let mut answer = Response::new(Body::from(serde_json::to_string(value).unwrap_or_default()));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

async fn health(State(house): State<Arc<House>>, request: Request) -> Response<Body> {
    let told = Told::of(&request);
    let version = house.settings.version.clone();
    match house.readers.ask(|ledger| Ok(ledger.newest()?)).await {
        Ok(newest) => json_answer(
            StatusCode::OK,
            &json!({ "status": "ok", "version": version, "newest": newest.map(|day| day.to_string()) }),
        ),
        Err(problem) => told.problem(&house, &problem),
    }
}

async fn metrics(State(house): State<Arc<House>>) -> Response<Body> {
    let mut answer = Response::new(Body::from(house.metrics.text()));
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4"));
    answer
}

async fn description(State(house): State<Arc<House>>) -> Response<Body> {
    json_answer(StatusCode::OK, &crate::openapi::description(&house.settings.version))
}

async fn robots() -> Response<Body> {
    Response::new(Body::from("User-agent: *\nDisallow: /\n"))
}

async fn asset(State(house): State<Arc<House>>, request: Request) -> Response<Body> {
    let name = request.uri().path().rsplit('/').next().unwrap_or_default();
    let Some((content_type, plain)) = frame::asset(name) else {
        return Told::of(&request).problem(&house, &Problem::absent("There is no such file."));
    };
    let made = Answer { content_type, packed: pack::packed(&plain), plain };
    let mut answer = send(&made, request.headers());
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    answer
}

/// What was sent, up to a limit of size and time.
async fn body_of(house: &House, request: Request) -> Result<Bytes, Problem> {
    let limited = Limited::new(request.into_body(), MOST_SENT);
    let collected =
        tokio::time::timeout(house.settings.limits.sending, limited.collect()).await.map_err(|_| {
            Problem::new(StatusCode::REQUEST_TIMEOUT, "It took too long to send.", "Send it again.")
        })?;
    collected.map(http_body_util::Collected::to_bytes).map_err(|_| {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("At most {} KiB can be sent at once.", MOST_SENT >> 10),
            "Add long files with `dragoman add`.",
        )
    })
}

/// The text, page or address that was sent, as a form, as JSON or as it is.
async fn sent(house: &Arc<House>, request: Request) -> Result<Sent, Problem> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media =
        media.map_or("", |media| media.split(';').next().unwrap_or_default().trim()).to_ascii_lowercase();
    let body = body_of(house, request).await?;
    let text = std::str::from_utf8(&body).map_err(|_| {
        Problem::wrong("What was sent is not written in UTF-8.", "Save it as UTF-8, or use `dragoman read`.")
    })?;
    let fields: Vec<(String, String)> = match media.as_str() {
        "application/x-www-form-urlencoded" => address::pairs(text)?,
        "application/json" => {
            let sent: SentText = serde_json::from_str(text).map_err(|error| {
                Problem::wrong(
                    format!("What was sent cannot be read: {error}."),
                    "Send {\"text\": \"…\", \"published\": \"2023-06-18\"}.",
                )
            })?;
            let SentText { text, url, published, outlet, title } = sent;
            let fields = [
                ("text", text),
                ("url", url),
                ("published", published),
                ("outlet", outlet),
                ("title", title),
            ];
            fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
        }
        "text/plain" | "text/html" => vec![("text".to_owned(), text.to_owned())],
        _ => {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Texts are sent as a form, as JSON, as text/plain or as text/html.",
                "Say which with Content-Type.",
            ));
        }
    };
    let field = |name: &str| {
        let value = fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        value.filter(|value| !value.trim().is_empty())
    };
    let known = ["text", "url", "published", "outlet", "title"];
    if let Some((other, _)) = fields.iter().find(|(name, _)| !known.contains(&name.as_str())) {
        return Err(Problem::wrong(
            format!("{other:?} is nothing that can be sent."),
            format!("Send {}.", known.join(", ")),
        ));
    }
    let text = field("text").unwrap_or_default();
    let pasted = text.trim();
    // One line that is an address is an address.
    let is_address = !pasted.contains(char::is_whitespace) && crate::told::outside(pasted).is_some();
    let url = if is_address { Some(pasted.to_owned()) } else { field("url") };
    let mut sent = Sent {
        url,
        published: read::day(field("published").as_deref())?,
        outlet: field("outlet"),
        title: field("title"),
        fetched: None,
        text: text.clone(),
    };
    let to_fetch = sent.url.clone().filter(|_| is_address || text.is_empty());
    if let Some(url) = to_fetch {
        sent.fetched = Some(fetched(house, url).await?);
    } else if text.len() > read::MOST_LETTERS * 4 {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "The text is longer than any article.",
            "Read long files with `dragoman read`.",
        ));
    }
    Ok(sent)
}

/// Fetches a page by its address. What is not on the public internet is not reached.
async fn fetched(house: &Arc<House>, url: String) -> Result<dragoman::text::Article, Problem> {
    use dragoman::intake::read::{Found, Input, Settings};
    let turn = Arc::clone(&house.reading).try_acquire_owned().map_err(|_| Problem::busy())?;
    let shared = Arc::clone(house);
    let fetching = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let cannot = |why: String| {
            Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                format!("The page cannot be read: {why}."),
                "Paste its text instead.",
            )
        };
        let page = shared.fetcher.page(&url).map_err(|error| cannot(error.to_string()))?;
        let mut article = None;
        let bytes = Input::Bytes(page.body.into());
        let _ = dragoman::intake::read::read(bytes, &page.url, &Settings::default(), &mut |found| {
            article = Some(found.and_then(Found::article));
            std::ops::ControlFlow::Break(())
        });
        match article {
            Some(Ok(mut article)) => {
                article.metadata.url.get_or_insert(page.url);
                Ok(article)
            }
            Some(Err(skip)) => Err(cannot(skip.to_string())),
            None => Err(cannot("there is no article on it".to_owned())),
        }
    });
    fetching.await.map_err(|_| Problem::broken("The page could not be read."))?
}

async fn read_text(State(house): State<Arc<House>>, request: Request) -> Response<Body> {
    let told = Told::of(&request);
    let theme = theme_of(request.headers());
    let accepted =
        request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_part = request.headers().contains_key("x-part");
    let wants_page = accepted.contains("text/html");
    let made = async {
        let sent = sent(&house, request).await?;
        let turn = tokio::time::timeout(WAITING, Arc::clone(&house.reading).acquire_owned()).await;
        let turn = turn.ok().and_then(Result::ok).ok_or_else(Problem::busy)?;
        let shared = Arc::clone(&house);
        let reading = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let sheet = read::read(&shared, &sent);
            if is_part {
                return Ok(sheet.part().into_string());
            }
            if wants_page {
                let asked = Asked::default();
                let view = View { house: &shared, asked: &asked, path: "/", theme, least: None };
                return Ok(frame::whole(&view, &sheet.page(&sent)));
            }
            serde_json::to_string(&sheet).map_err(|error| Problem::broken(error.to_string()))
        });
        reading.await.map_err(|_| Problem::broken("The text could not be read."))?
    };
    match made.await {
        Ok(text) => {
            let mut answer = Response::new(Body::from(text));
            let media = if is_part || wants_page { Form::Html } else { Form::Json };
            answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
            answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            answer
        }
        Err(problem) if is_part => part_problem(&problem),
        Err(problem) => Told { wants_page, ..told }.problem(&house, &problem),
    }
}

fn part_problem(problem: &Problem) -> Response<Body> {
    let part = html! { p.nothing { b { (problem.detail) } " " (problem.way_out) } };
    let mut answer = Response::new(Body::from(part.into_string()));
    *answer.status_mut() = problem.status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(Form::Html.content_type()));
    answer
}

async fn theme(State(house): State<Arc<House>>, request: Request) -> Response<Body> {
    let told = Told::of(&request);
    let chosen = async {
        let body = body_of(&house, request).await?;
        let fields = address::pairs(std::str::from_utf8(&body).unwrap_or_default())?;
        let field =
            |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let theme = field("theme")
            .and_then(Theme::parse)
            .ok_or_else(|| Problem::wrong("There are no such colours.", "Choose system, light or dark."))?;
        // Back to where one was, on this server and nowhere else.
        let back = field("back")
            .filter(|back| back.starts_with('/') && !back.starts_with("//") && !back.contains('\\'));
        Ok::<_, Problem>((
            theme,
            HeaderValue::from_str(back.unwrap_or("/")).unwrap_or(HeaderValue::from_static("/")),
        ))
    };
    match chosen.await {
        Ok((theme, back)) => {
            let mut answer = Response::new(Body::empty());
            *answer.status_mut() = StatusCode::SEE_OTHER;
            let cookie = match theme {
                Theme::System => "theme=; Path=/; Max-Age=0; SameSite=Strict; HttpOnly".to_owned(),
                theme => {
                    format!("theme={}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly", theme.as_str())
                }
            };
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                answer.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            answer.headers_mut().insert(header::LOCATION, back);
            answer
        }
        Err(problem) => told.problem(&house, &problem),
    }
}

async fn add_articles(State(house): State<Arc<House>>, request: Request) -> Response<Body> {
    let told = Told::of(&request);
    let added = async {
        if !house.settings.allow_add {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "This server only shows the ledger.",
                "Start it with `dragoman serve --allow-add`, or use `dragoman add`.",
            ));
        }
        let sent = sent(&house, request).await?;
        let one_at_a_time = house.adding.lock().await;
        let shared = Arc::clone(&house);
        let adding = tokio::task::spawn_blocking(move || crate::add::add(&shared, &sent));
        let added = adding.await.map_err(|_| Problem::broken("The article could not be added."))?;
        drop(one_at_a_time);
        added
    };
    match added.await {
        Ok(added) => json_answer(StatusCode::CREATED, &added),
        Err(problem) => told.problem(&house, &problem),
    }
}
