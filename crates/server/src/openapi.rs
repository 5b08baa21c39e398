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
use crate::page::read::ReadSheet;
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
        export_ndjson, export_csv, read, add, health, metrics,
    ),
    components(schemas(WhatName, StatusName, SourceName, RoleName, SortName)),
    servers((url = "/", description = "This server")),
)]
struct Api;

/// What changed last, and what comes
#[utoipa::path(get, path = "/today.json", params(("words" = Option<String>, Query, description = "Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what begins so", max_length = 300, pattern = "^$|[A-Za-z0-9]"), ("type" = Option<Vec<String>>, Query, description = "Types, one of which it has"), ("status" = Option<Vec<StatusName>>, Query, description = "Statuses, one of which it has: held, ongoing, planned, agreed, proposed, threatened, postponed, cancelled, refused, denied, hypothetical"), ("actor" = Option<Vec<String>>, Query, description = "Actors that all have a part in it: a code, an id or a name"), ("role" = Option<RoleName>, Query, description = "The part that they have: actor or recipient"), ("date" = Option<String>, Query, description = "Days of the happening: 2023-06-18, 2023-06, 2023, or from..to", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("published" = Option<String>, Query, description = "Days of publication", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("place" = Option<String>, Query, description = "Country or name of its place"), ("source" = Option<Vec<SourceName>>, Query, description = "Kinds of source, one of which says so: narrator, official, named, anonymous, media, document"), ("outlet" = Option<String>, Query, description = "Who published it"), ("confidence" = Option<f64>, Query, description = "How sure it is at least, 0 to 1", minimum = 0.0, maximum = 1.0), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"), ("sort" = Option<SortName>, Query, description = "In which order: changed, date or reports"), ("limit" = Option<u32>, Query, description = "How many answers", minimum = 1, maximum = 200), ("skip" = Option<u32>, Query, description = "How many are passed over first", maximum = 100000)), responses((status = 200, description = "The answer", body = TodaySheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn today() {}

/// Events, claims or articles for a query, with how many have what
#[utoipa::path(get, path = "/search.json", params(("what" = Option<WhatName>, Query, description = "What to find: events, claims or articles"), ("words" = Option<String>, Query, description = "Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what begins so", max_length = 300, pattern = "^$|[A-Za-z0-9]"), ("type" = Option<Vec<String>>, Query, description = "Types, one of which it has"), ("status" = Option<Vec<StatusName>>, Query, description = "Statuses, one of which it has: held, ongoing, planned, agreed, proposed, threatened, postponed, cancelled, refused, denied, hypothetical"), ("actor" = Option<Vec<String>>, Query, description = "Actors that all have a part in it: a code, an id or a name"), ("role" = Option<RoleName>, Query, description = "The part that they have: actor or recipient"), ("date" = Option<String>, Query, description = "Days of the happening: 2023-06-18, 2023-06, 2023, or from..to", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("published" = Option<String>, Query, description = "Days of publication", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("place" = Option<String>, Query, description = "Country or name of its place"), ("source" = Option<Vec<SourceName>>, Query, description = "Kinds of source, one of which says so: narrator, official, named, anonymous, media, document"), ("outlet" = Option<String>, Query, description = "Who published it"), ("confidence" = Option<f64>, Query, description = "How sure it is at least, 0 to 1", minimum = 0.0, maximum = 1.0), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"), ("sort" = Option<SortName>, Query, description = "In which order: changed, date or reports"), ("limit" = Option<u32>, Query, description = "How many answers", minimum = 1, maximum = 200), ("skip" = Option<u32>, Query, description = "How many are passed over first", maximum = 100000)), responses((status = 200, description = "The answer", body = SearchSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn search() {}

/// An event with its life and its claims
#[utoipa::path(get, path = "/event/{key}.json", params(("key" = String, Path, description = "Name of an event: `e` and sixteen hexadecimal digits", pattern = "^e[0-9a-f]{16}$"), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$")), responses((status = 200, description = "The answer", body = EventSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn event() {}

/// The events of one affair
#[utoipa::path(get, path = "/thread/{key}.json", params(("key" = String, Path, description = "Name of a thread: `t` and sixteen hexadecimal digits", pattern = "^t[0-9a-f]{16}$"), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$")), responses((status = 200, description = "The answer", body = ThreadSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn thread() {}

/// One claim
#[utoipa::path(get, path = "/claim/{key}.json", params(("key" = String, Path, description = "Name of a claim: `c` and sixteen hexadecimal digits", pattern = "^c[0-9a-f]{16}$")), responses((status = 200, description = "The answer", body = ClaimSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn claim() {}

/// An article with its text and its claims
#[utoipa::path(get, path = "/article/{id}.json", params(("id" = String, Path, description = "Name of the article; full stops in it are written %2E")), responses((status = 200, description = "The answer", body = ArticleSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn article() {}

/// An actor: offices, events, counterparts, and what is said on its word
#[utoipa::path(get, path = "/actor/{id}.json", params(("id" = String, Path, description = "A code, an id or a name"), ("words" = Option<String>, Query, description = "Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what begins so", max_length = 300, pattern = "^$|[A-Za-z0-9]"), ("type" = Option<Vec<String>>, Query, description = "Types, one of which it has"), ("status" = Option<Vec<StatusName>>, Query, description = "Statuses, one of which it has: held, ongoing, planned, agreed, proposed, threatened, postponed, cancelled, refused, denied, hypothetical"), ("role" = Option<RoleName>, Query, description = "The part that they have: actor or recipient"), ("date" = Option<String>, Query, description = "Days of the happening: 2023-06-18, 2023-06, 2023, or from..to", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("published" = Option<String>, Query, description = "Days of publication", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("place" = Option<String>, Query, description = "Country or name of its place"), ("source" = Option<Vec<SourceName>>, Query, description = "Kinds of source, one of which says so: narrator, official, named, anonymous, media, document"), ("outlet" = Option<String>, Query, description = "Who published it"), ("confidence" = Option<f64>, Query, description = "How sure it is at least, 0 to 1", minimum = 0.0, maximum = 1.0), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"), ("sort" = Option<SortName>, Query, description = "In which order: changed, date or reports"), ("limit" = Option<u32>, Query, description = "How many answers", minimum = 1, maximum = 200), ("skip" = Option<u32>, Query, description = "How many are passed over first", maximum = 100000)), responses((status = 200, description = "The answer", body = ActorSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn actor() {}

/// What two actors do to each other
#[utoipa::path(get, path = "/pair/{one}/{two}.json", params(("one" = String, Path, description = "The first actor"), ("two" = String, Path, description = "The second actor"), ("words" = Option<String>, Query, description = "Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what begins so", max_length = 300, pattern = "^$|[A-Za-z0-9]"), ("type" = Option<Vec<String>>, Query, description = "Types, one of which it has"), ("status" = Option<Vec<StatusName>>, Query, description = "Statuses, one of which it has: held, ongoing, planned, agreed, proposed, threatened, postponed, cancelled, refused, denied, hypothetical"), ("role" = Option<RoleName>, Query, description = "The part that they have: actor or recipient"), ("date" = Option<String>, Query, description = "Days of the happening: 2023-06-18, 2023-06, 2023, or from..to", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("published" = Option<String>, Query, description = "Days of publication", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("place" = Option<String>, Query, description = "Country or name of its place"), ("source" = Option<Vec<SourceName>>, Query, description = "Kinds of source, one of which says so: narrator, official, named, anonymous, media, document"), ("outlet" = Option<String>, Query, description = "Who published it"), ("confidence" = Option<f64>, Query, description = "How sure it is at least, 0 to 1", minimum = 0.0, maximum = 1.0), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"), ("sort" = Option<SortName>, Query, description = "In which order: changed, date or reports"), ("limit" = Option<u32>, Query, description = "How many answers", minimum = 1, maximum = 200), ("skip" = Option<u32>, Query, description = "How many are passed over first", maximum = 100000)), responses((status = 200, description = "The answer", body = PairSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn pair() {}

/// What is meant to happen from a day on, as it was known that day
#[utoipa::path(get, path = "/ahead.json", params(("from" = Option<String>, Query, description = "The day; that of the newest article where it is not given", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"), ("words" = Option<String>, Query, description = "Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what begins so", max_length = 300, pattern = "^$|[A-Za-z0-9]"), ("type" = Option<Vec<String>>, Query, description = "Types, one of which it has"), ("status" = Option<Vec<StatusName>>, Query, description = "Statuses, one of which it has: held, ongoing, planned, agreed, proposed, threatened, postponed, cancelled, refused, denied, hypothetical"), ("actor" = Option<Vec<String>>, Query, description = "Actors that all have a part in it: a code, an id or a name"), ("role" = Option<RoleName>, Query, description = "The part that they have: actor or recipient"), ("date" = Option<String>, Query, description = "Days of the happening: 2023-06-18, 2023-06, 2023, or from..to", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("published" = Option<String>, Query, description = "Days of publication", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("place" = Option<String>, Query, description = "Country or name of its place"), ("source" = Option<Vec<SourceName>>, Query, description = "Kinds of source, one of which says so: narrator, official, named, anonymous, media, document"), ("outlet" = Option<String>, Query, description = "Who published it"), ("confidence" = Option<f64>, Query, description = "How sure it is at least, 0 to 1", minimum = 0.0, maximum = 1.0), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"), ("sort" = Option<SortName>, Query, description = "In which order: changed, date or reports"), ("limit" = Option<u32>, Query, description = "How many answers", minimum = 1, maximum = 200), ("skip" = Option<u32>, Query, description = "How many are passed over first", maximum = 100000)), responses((status = 200, description = "The answer", body = AheadSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn ahead() {}

/// Who has to do with whom, in cooperation and in conflict
#[utoipa::path(get, path = "/network.json", params(("words" = Option<String>, Query, description = "Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what begins so", max_length = 300, pattern = "^$|[A-Za-z0-9]"), ("type" = Option<Vec<String>>, Query, description = "Types, one of which it has"), ("status" = Option<Vec<StatusName>>, Query, description = "Statuses, one of which it has: held, ongoing, planned, agreed, proposed, threatened, postponed, cancelled, refused, denied, hypothetical"), ("actor" = Option<Vec<String>>, Query, description = "Actors that all have a part in it: a code, an id or a name"), ("role" = Option<RoleName>, Query, description = "The part that they have: actor or recipient"), ("date" = Option<String>, Query, description = "Days of the happening: 2023-06-18, 2023-06, 2023, or from..to", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("published" = Option<String>, Query, description = "Days of publication", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("place" = Option<String>, Query, description = "Country or name of its place"), ("source" = Option<Vec<SourceName>>, Query, description = "Kinds of source, one of which says so: narrator, official, named, anonymous, media, document"), ("outlet" = Option<String>, Query, description = "Who published it"), ("confidence" = Option<f64>, Query, description = "How sure it is at least, 0 to 1", minimum = 0.0, maximum = 1.0), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"), ("sort" = Option<SortName>, Query, description = "In which order: changed, date or reports"), ("limit" = Option<u32>, Query, description = "How many answers", minimum = 1, maximum = 200), ("skip" = Option<u32>, Query, description = "How many are passed over first", maximum = 100000)), responses((status = 200, description = "The answer", body = NetworkSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn network() {}

/// Where events are placed, and how many nowhere
#[utoipa::path(get, path = "/map.json", params(("words" = Option<String>, Query, description = "Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what begins so", max_length = 300, pattern = "^$|[A-Za-z0-9]"), ("type" = Option<Vec<String>>, Query, description = "Types, one of which it has"), ("status" = Option<Vec<StatusName>>, Query, description = "Statuses, one of which it has: held, ongoing, planned, agreed, proposed, threatened, postponed, cancelled, refused, denied, hypothetical"), ("actor" = Option<Vec<String>>, Query, description = "Actors that all have a part in it: a code, an id or a name"), ("role" = Option<RoleName>, Query, description = "The part that they have: actor or recipient"), ("date" = Option<String>, Query, description = "Days of the happening: 2023-06-18, 2023-06, 2023, or from..to", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("published" = Option<String>, Query, description = "Days of publication", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("place" = Option<String>, Query, description = "Country or name of its place"), ("source" = Option<Vec<SourceName>>, Query, description = "Kinds of source, one of which says so: narrator, official, named, anonymous, media, document"), ("outlet" = Option<String>, Query, description = "Who published it"), ("confidence" = Option<f64>, Query, description = "How sure it is at least, 0 to 1", minimum = 0.0, maximum = 1.0), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"), ("sort" = Option<SortName>, Query, description = "In which order: changed, date or reports"), ("limit" = Option<u32>, Query, description = "How many answers", minimum = 1, maximum = 200), ("skip" = Option<u32>, Query, description = "How many are passed over first", maximum = 100000)), responses((status = 200, description = "The answer", body = MapSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn map() {}

/// Outlets, and on whose word claims are made
#[utoipa::path(get, path = "/sources.json", params(), responses((status = 200, description = "The answer", body = SourcesSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn sources() {}

/// What the words mean, models and scores, licence
#[utoipa::path(get, path = "/data.json", params(), responses((status = 200, description = "The answer", body = DataSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn data() {}

/// What was filed and changed since, to go on from
#[utoipa::path(get, path = "/changes.json", params(("since" = Option<String>, Query, description = "What the answer before gave as next", pattern = "^([0-9]{1,15}[.][0-9]{1,15})?$"), ("limit" = Option<u32>, Query, description = "How many answers", minimum = 1, maximum = 200)), responses((status = 200, description = "The answer", body = ChangesSheet), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn changes() {}

/// All answers to a query as JSON lines, streamed; the first line says of what, the last counts them
#[utoipa::path(get, path = "/search.ndjson", params(("what" = Option<WhatName>, Query, description = "What to write: events, claims or articles"), ("words" = Option<String>, Query, description = "Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what begins so", max_length = 300, pattern = "^$|[A-Za-z0-9]"), ("type" = Option<Vec<String>>, Query, description = "Types, one of which it has"), ("status" = Option<Vec<StatusName>>, Query, description = "Statuses, one of which it has: held, ongoing, planned, agreed, proposed, threatened, postponed, cancelled, refused, denied, hypothetical"), ("actor" = Option<Vec<String>>, Query, description = "Actors that all have a part in it: a code, an id or a name"), ("role" = Option<RoleName>, Query, description = "The part that they have: actor or recipient"), ("date" = Option<String>, Query, description = "Days of the happening: 2023-06-18, 2023-06, 2023, or from..to", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("published" = Option<String>, Query, description = "Days of publication", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("place" = Option<String>, Query, description = "Country or name of its place"), ("source" = Option<Vec<SourceName>>, Query, description = "Kinds of source, one of which says so: narrator, official, named, anonymous, media, document"), ("outlet" = Option<String>, Query, description = "Who published it"), ("confidence" = Option<f64>, Query, description = "How sure it is at least, 0 to 1", minimum = 0.0, maximum = 1.0), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"), ("sort" = Option<SortName>, Query, description = "In which order: changed, date or reports"), ("limit" = Option<u32>, Query, description = "How many answers", minimum = 1, maximum = 200), ("skip" = Option<u32>, Query, description = "How many are passed over first", maximum = 100000)), responses((status = 200, description = "Lines", body = String, content_type = "application/x-ndjson"), (status = 406, description = "It does not come in that form", body = ProblemAnswer, content_type = "application/problem+json"), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn export_ndjson() {}

/// All answers to a query as comma-separated values, streamed; `.tsv`, `.parquet`, `.geojson` and `.ics` likewise
#[utoipa::path(get, path = "/search.csv", params(("what" = Option<WhatName>, Query, description = "What to write: events or claims"), ("words" = Option<String>, Query, description = "Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what begins so", max_length = 300, pattern = "^$|[A-Za-z0-9]"), ("type" = Option<Vec<String>>, Query, description = "Types, one of which it has"), ("status" = Option<Vec<StatusName>>, Query, description = "Statuses, one of which it has: held, ongoing, planned, agreed, proposed, threatened, postponed, cancelled, refused, denied, hypothetical"), ("actor" = Option<Vec<String>>, Query, description = "Actors that all have a part in it: a code, an id or a name"), ("role" = Option<RoleName>, Query, description = "The part that they have: actor or recipient"), ("date" = Option<String>, Query, description = "Days of the happening: 2023-06-18, 2023-06, 2023, or from..to", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("published" = Option<String>, Query, description = "Days of publication", pattern = "^(([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?([.][.](([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))))?)?$"), ("place" = Option<String>, Query, description = "Country or name of its place"), ("source" = Option<Vec<SourceName>>, Query, description = "Kinds of source, one of which says so: narrator, official, named, anonymous, media, document"), ("outlet" = Option<String>, Query, description = "Who published it"), ("confidence" = Option<f64>, Query, description = "How sure it is at least, 0 to 1", minimum = 0.0, maximum = 1.0), ("as-of" = Option<String>, Query, description = "What was known on that day, and nothing that was published later", pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"), ("sort" = Option<SortName>, Query, description = "In which order: changed, date or reports"), ("limit" = Option<u32>, Query, description = "How many answers", minimum = 1, maximum = 200), ("skip" = Option<u32>, Query, description = "How many are passed over first", maximum = 100000)), responses((status = 200, description = "Rows", body = String, content_type = "text/csv; charset=utf-8"), (status = 406, description = "It does not come in that form", body = ProblemAnswer, content_type = "application/problem+json"), (status = 400, description = "What is asked for means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 404, description = "It is not there", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is asked at once, or it took too long", body = ProblemAnswer, content_type = "application/problem+json")))]
fn export_csv() {}

/// Reads a text, a page or an address, and keeps nothing
#[utoipa::path(post, path = "/read", request_body = SentText, responses((status = 200, description = "What it claims", body = ReadSheet), (status = 400, description = "What was sent means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 403, description = "Another page asked for this", body = ProblemAnswer, content_type = "application/problem+json"), (status = 413, description = "It is too long", body = ProblemAnswer, content_type = "application/problem+json"), (status = 415, description = "It is of no form that is read", body = ProblemAnswer, content_type = "application/problem+json"), (status = 422, description = "The page cannot be read", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Too much is read at once", body = ProblemAnswer, content_type = "application/problem+json")))]
fn read() {}

/// Adds an article to the ledger, where the server was started with `--allow-add`
#[utoipa::path(post, path = "/articles", request_body = SentText, responses((status = 201, description = "What became of it", body = Added), (status = 400, description = "What was sent means nothing", body = ProblemAnswer, content_type = "application/problem+json"), (status = 403, description = "This server only shows the ledger", body = ProblemAnswer, content_type = "application/problem+json"), (status = 413, description = "It is too long", body = ProblemAnswer, content_type = "application/problem+json"), (status = 415, description = "It is of no form that is read", body = ProblemAnswer, content_type = "application/problem+json"), (status = 422, description = "The page cannot be read", body = ProblemAnswer, content_type = "application/problem+json"), (status = 503, description = "Somebody else is adding", body = ProblemAnswer, content_type = "application/problem+json")))]
fn add() {}

/// Whether it answers
#[utoipa::path(get, path = "/health", responses((status = 200, description = "It does", body = Health), (status = 503, description = "It does not", body = ProblemAnswer, content_type = "application/problem+json")))]
fn health() {}

/// Counters, as Prometheus reads them
#[utoipa::path(get, path = "/metrics", responses((status = 200, description = "Counters", body = String, content_type = "text/plain; version=0.0.4")))]
fn metrics() {}

/// What is sent to be read or added: a text or page, or an address, and what is known of it.
#[derive(utoipa::ToSchema)]
struct SentText {
    /// The text, or the page in HTML.
    text: Option<String>,
    /// Its address; fetched where there is no text.
    url: Option<String>,
    /// The day on which it was published.
    #[schema(
        pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"
    )]
    published: Option<String>,
    /// Who published it.
    outlet: Option<String>,
    /// Headline.
    title: Option<String>,
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

/// On whose word.
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
