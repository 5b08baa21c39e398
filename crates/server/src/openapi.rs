//! The description of the API, made from the code that answers it.

#![allow(
    dead_code,
    reason = "the functions only carry the description of what `route.rs` and `page.rs` answer"
)]

use utoipa::OpenApi;

use crate::add::Added;
use crate::page::actor::ActorSheet;
use crate::page::ahead::AheadSheet;
use crate::page::article::ArticleSheet;
use crate::page::changes::ChangesSheet;
use crate::page::data::DataSheet;
use crate::page::event::{ClaimSheet, EventSheet};
use crate::page::network::NetworkSheet;
use crate::page::pair::PairSheet;
use crate::page::read::{ReadSheet, SentText};
use crate::page::search::SearchSheet;
use crate::page::sources::SourcesSheet;
use crate::page::thread::ThreadSheet;
use crate::page::today::TodaySheet;
use crate::page::world::MapSheet;
use crate::problem::ProblemAnswer;

/// The description, with the version of the program.
pub(crate) fn description(version: &str) -> utoipa::openapi::OpenApi {
    let mut description = Api::openapi();
    version.clone_into(&mut description.info.version);
    description
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "dragoman",
        description = "What news articles claim of political happenings: who did what to whom, when, where, on whose word, and whether it happened. The same query is asked everywhere, and every answer comes as a page, too, at the same address without its ending.",
        license(name = "CC0-1.0 for what dragoman adds; quoted words remain their publishers'", identifier = "CC0-1.0"),
    ),
    paths(
        today, search, event, thread, claim, article, actor, pair, ahead, network, map, sources, data, changes,
        export_ndjson, export_csv, picture, read, add, health, metrics,
    ),
    components(schemas(ProblemAnswer, WhatName, RowsName, StatusName, SourceName, RoleName, SortName)),
    servers((url = "/", description = "This server")),
)]
struct Api;

/// What changed last, and what comes
#[utoipa::path(
    get,
    path = "/today.json",
    params(Sure),
    responses((status = 200, description = "The answer", body = TodaySheet), Refused)
)]
fn today() {}

/// Events, claims or articles for a query, with how many have what
#[utoipa::path(
    get,
    path = "/search.json",
    params(What, Ask, OfActors),
    responses((status = 200, description = "The answer", body = SearchSheet), Refused)
)]
fn search() {}

/// An event with its life and its claims
#[utoipa::path(
    get,
    path = "/event/{key}.json",
    params(("key" = String, Path, description = "Name of an event: `e` and sixteen hexadecimal digits", pattern = "^e[0-9a-f]{16}$"), AsOf),
    responses((status = 200, description = "The answer", body = EventSheet), Refused)
)]
fn event() {}

/// The events of one affair
#[utoipa::path(
    get,
    path = "/thread/{key}.json",
    params(("key" = String, Path, description = "Name of a thread: `t` and sixteen hexadecimal digits", pattern = "^t[0-9a-f]{16}$"), AskOfThread),
    responses((status = 200, description = "The answer", body = ThreadSheet), Refused)
)]
fn thread() {}

/// One claim
#[utoipa::path(
    get,
    path = "/claim/{key}.json",
    params(("key" = String, Path, description = "Name of a claim: `c` and sixteen hexadecimal digits", pattern = "^c[0-9a-f]{16}$")),
    responses((status = 200, description = "The answer", body = ClaimSheet), Refused)
)]
fn claim() {}

/// An article with its text and its claims
#[utoipa::path(
    get,
    path = "/article/{id}.json",
    params(("id" = String, Path, description = "Name of the article; full stops in it are written %2E")),
    responses((status = 200, description = "The answer", body = ArticleSheet), Refused)
)]
fn article() {}

/// An actor: offices, events, counterparts, and what is said on its word
#[utoipa::path(
    get,
    path = "/actor/{id}.json",
    params(("id" = String, Path, description = "A code, an id or a name"), Ask),
    responses((status = 200, description = "The answer", body = ActorSheet), Refused)
)]
fn actor() {}

/// What two actors do to each other
#[utoipa::path(
    get,
    path = "/pair/{one}/{two}.json",
    params(("one" = String, Path, description = "The first actor"), ("two" = String, Path, description = "The second actor"), Ask),
    responses((status = 200, description = "The answer", body = PairSheet), Refused)
)]
fn pair() {}

/// What is meant to happen from a day on, as it was known that day
#[utoipa::path(
    get,
    path = "/ahead.json",
    params(FromDay, Ask, OfActors),
    responses((status = 200, description = "The answer", body = AheadSheet), Refused)
)]
fn ahead() {}

/// Who has to do with whom, in cooperation and in conflict
#[utoipa::path(
    get,
    path = "/network.json",
    params(Ask, OfActors),
    responses((status = 200, description = "The answer", body = NetworkSheet), Refused)
)]
fn network() {}

/// Where events are placed, and how many nowhere
#[utoipa::path(
    get,
    path = "/map.json",
    params(Ask, OfActors),
    responses((status = 200, description = "The answer", body = MapSheet), Refused)
)]
fn map() {}

/// Outlets, and on whose word claims are made
#[utoipa::path(
    get,
    path = "/sources.json",
    responses((status = 200, description = "The answer", body = SourcesSheet), Refused)
)]
fn sources() {}

/// What the words mean, models and scores, licence
#[utoipa::path(
    get,
    path = "/data.json",
    responses((status = 200, description = "The answer", body = DataSheet), Refused)
)]
fn data() {}

/// What was filed and changed since, to go on from
#[utoipa::path(
    get,
    path = "/changes.json",
    params(Since),
    responses((status = 200, description = "The answer", body = ChangesSheet), Refused)
)]
fn changes() {}

/// All answers to a query as JSON lines, streamed; the first line says of what, the last counts them
#[utoipa::path(
    get,
    path = "/search.ndjson",
    params(What, Ask, OfActors),
    responses((status = 200, description = "Lines", body = String, content_type = "application/x-ndjson"), NoForm, Refused)
)]
fn export_ndjson() {}

/// All answers to a query as comma-separated values, streamed; `.tsv`, `.parquet`, `.geojson` and `.ics` likewise
#[utoipa::path(
    get,
    path = "/search.csv",
    params(WhatRows, Ask, OfActors),
    responses((status = 200, description = "Rows", body = String, content_type = "text/csv; charset=utf-8"), NoForm, Refused)
)]
fn export_csv() {}

/// The map as a picture by itself, with its licence; `/search.svg`, `/network.svg`, `/ahead.svg` and those of actors, pairs and threads likewise
#[utoipa::path(
    get,
    path = "/map.svg",
    params(Ask, OfActors),
    responses((status = 200, description = "A picture", body = String, content_type = "image/svg+xml"), Refused)
)]
fn picture() {}

/// Reads a text, a page or an address, and keeps nothing
#[utoipa::path(
    post,
    path = "/read",
    request_body = SentText,
    responses((status = 200, description = "What it claims", body = ReadSheet), NotTaken)
)]
fn read() {}

/// Adds an article to the ledger, where the server was started with `--allow-add`
#[utoipa::path(
    post,
    path = "/articles",
    request_body = SentText,
    responses((status = 201, description = "What became of it", body = Added), NotTaken)
)]
fn add() {}

/// Whether it answers
#[utoipa::path(
    get,
    path = "/health",
    responses((status = 200, description = "It does", body = Health), Busy)
)]
fn health() {}

/// Counters, as Prometheus reads them
#[utoipa::path(get, path = "/metrics", responses((status = 200, description = "Counters", body = String, content_type = "text/plain; version=0.0.4")))]
fn metrics() {}

/// What is asked of a ledger.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Ask {
    /// Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what begins so.
    #[param(
        max_length = 300,
        pattern = r"[^\u0000-/:-@\[-`{-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u303f\ufe00-\ufe6f]"
    )]
    words: Option<String>,
    /// Types, one of which it has.
    #[param(rename = "type")]
    event_type: Option<Vec<String>>,
    /// Statuses, one of which it has.
    status: Option<Vec<StatusName>>,
    /// The part that they have.
    role: Option<RoleName>,
    /// Days of the happening: 2023-06-18, 2023-06, 2023, or from..to.
    #[param(
        pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"
    )]
    date: Option<String>,
    /// Days of publication.
    #[param(
        pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"
    )]
    published: Option<String>,
    /// Country or name of its place.
    place: Option<String>,
    /// Kinds of source, one of which says so.
    source: Option<Vec<SourceName>>,
    /// On whose word: what articles call them, or the name or id of who is meant; of a country, the word of its officials.
    voice: Option<String>,
    /// Who published it.
    outlet: Option<String>,
    /// How sure it is at least, 0 to 1.
    #[param(minimum = 0.0, maximum = 1.0)]
    confidence: Option<f64>,
    /// What was known on that day, and nothing that was published later.
    #[param(
        rename = "as-of",
        pattern = "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$"
    )]
    as_of: Option<String>,
    /// In which order.
    sort: Option<SortName>,
    /// How many answers.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// How many are passed over first.
    #[param(maximum = 100000)]
    skip: Option<u32>,
}

/// Whom it is about, where the path does not name them.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct OfActors {
    /// Actors that all have a part in it: a code, an id or a name.
    actor: Option<Vec<String>>,
}

/// What to find.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct What {
    /// What to find or write.
    what: Option<WhatName>,
}

/// What to write as rows.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct WhatRows {
    /// What to write.
    what: Option<RowsName>,
}

/// How sure what is told must be.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Sure {
    /// How sure it is at least, 0 to 1.
    #[param(minimum = 0.0, maximum = 1.0)]
    confidence: Option<f64>,
}

/// A day whose knowledge is asked for.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AsOf {
    /// What was known on that day, and nothing that was published later.
    #[param(
        rename = "as-of",
        pattern = "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$"
    )]
    as_of: Option<String>,
}

/// What of a thread is asked for.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AskOfThread {
    /// Actors that all have a part in its events: a code, an id or a name.
    actor: Option<Vec<String>>,
    /// Days, one of which its events have: 2023-06-18, 2023-06, 2023, or from..to.
    #[param(
        pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"
    )]
    date: Option<String>,
    /// How sure its events are at least, 0 to 1.
    #[param(minimum = 0.0, maximum = 1.0)]
    confidence: Option<f64>,
    /// What was known on that day, and nothing that was published later.
    #[param(
        rename = "as-of",
        pattern = "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$"
    )]
    as_of: Option<String>,
}

/// A day from which on.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct FromDay {
    /// The day; that of the newest article where it is not given.
    #[param(
        pattern = "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$"
    )]
    from: Option<String>,
}

/// From where to go on.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Since {
    /// What the answer before gave as next.
    #[param(pattern = "^[0-9]{1,15}[.][0-9]{1,15}$")]
    since: Option<String>,
    /// How many answers.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// How questions are refused.
#[derive(utoipa::IntoResponses)]
enum Refused {
    /// What is asked for means nothing.
    #[response(status = 400, content_type = "application/problem+json")]
    Wrong(ProblemAnswer),
    /// It is not there.
    #[response(status = 404, content_type = "application/problem+json")]
    Absent(ProblemAnswer),
    /// Too much is asked at once, or it took too long.
    #[response(status = 503, content_type = "application/problem+json")]
    Busy(ProblemAnswer),
}

/// How forms are refused.
#[derive(utoipa::IntoResponses)]
enum NoForm {
    /// It does not come in that form.
    #[response(status = 406, content_type = "application/problem+json")]
    Asked(ProblemAnswer),
}

/// That it does not answer.
#[derive(utoipa::IntoResponses)]
enum Busy {
    /// It does not.
    #[response(status = 503, content_type = "application/problem+json")]
    Now(ProblemAnswer),
}

/// How what was sent is refused.
#[derive(utoipa::IntoResponses)]
enum NotTaken {
    /// What was sent means nothing.
    #[response(status = 400, content_type = "application/problem+json")]
    Wrong(ProblemAnswer),
    /// Another page asked for this, or this server only shows the ledger.
    #[response(status = 403, content_type = "application/problem+json")]
    NotAllowed(ProblemAnswer),
    /// It is too long.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLong(ProblemAnswer),
    /// It is of no form that is read.
    #[response(status = 415, content_type = "application/problem+json")]
    NoForm(ProblemAnswer),
    /// The page cannot be read.
    #[response(status = 422, content_type = "application/problem+json")]
    Unreadable(ProblemAnswer),
    /// Too much is read at once.
    #[response(status = 503, content_type = "application/problem+json")]
    Busy(ProblemAnswer),
}

/// That it answers.
#[derive(utoipa::ToSchema)]
struct Health {
    /// `ok`
    status: String,
    /// The version of the program.
    version: String,
    /// The day of the newest article.
    newest: Option<String>,
}

/// What is found.
#[derive(utoipa::ToSchema)]
enum WhatName {
    #[schema(rename = "events")]
    Events,
    #[schema(rename = "claims")]
    Claims,
    #[schema(rename = "articles")]
    Articles,
}

/// What is written as rows.
#[derive(utoipa::ToSchema)]
enum RowsName {
    #[schema(rename = "events")]
    Events,
    #[schema(rename = "claims")]
    Claims,
}

/// What a passage asserts.
#[derive(utoipa::ToSchema)]
enum StatusName {
    #[schema(rename = "held")]
    Held,
    #[schema(rename = "ongoing")]
    Ongoing,
    #[schema(rename = "planned")]
    Planned,
    #[schema(rename = "agreed")]
    Agreed,
    #[schema(rename = "proposed")]
    Proposed,
    #[schema(rename = "threatened")]
    Threatened,
    #[schema(rename = "postponed")]
    Postponed,
    #[schema(rename = "cancelled")]
    Cancelled,
    #[schema(rename = "refused")]
    Refused,
    #[schema(rename = "denied")]
    Denied,
    #[schema(rename = "hypothetical")]
    Hypothetical,
}

/// What kind of source.
#[derive(utoipa::ToSchema)]
enum SourceName {
    #[schema(rename = "narrator")]
    Narrator,
    #[schema(rename = "official")]
    Official,
    #[schema(rename = "named")]
    Named,
    #[schema(rename = "anonymous")]
    Anonymous,
    #[schema(rename = "media")]
    Media,
    #[schema(rename = "document")]
    Document,
}

/// The part that an actor has.
#[derive(utoipa::ToSchema)]
enum RoleName {
    #[schema(rename = "actor")]
    Actor,
    #[schema(rename = "recipient")]
    Recipient,
}

/// In which order.
#[derive(utoipa::ToSchema)]
enum SortName {
    #[schema(rename = "changed")]
    Changed,
    #[schema(rename = "date")]
    Date,
    #[schema(rename = "reports")]
    Reports,
}
