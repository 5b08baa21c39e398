//! The description of the API fits what is answered, and the built script its sources.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod desk;

use std::fs;
use std::path::Path;

use desk::Desk;
use sha2::{Digest as _, Sha256};

#[tokio::test(flavor = "multi_thread")]
async fn the_description_is_openapi_and_has_every_page() {
    let got = Desk::shared().get("/openapi.json").await;
    let description = got.json();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"), "{}", description["openapi"]);
    assert_eq!(description["info"]["version"], "test");
    let paths = description["paths"].as_object().unwrap();
    for path in [
        "/today.json",
        "/search.json",
        "/search.ndjson",
        "/event/{key}.json",
        "/changes.json",
        "/read",
        "/articles",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    // Whatever can be asked for without a name is answered as described.
    for path in paths.keys().filter(|path| !path.contains('{') && paths[path.as_str()].get("get").is_some()) {
        let got = Desk::shared().get_as(path, &[]).await;
        assert_eq!(got.status, 200, "{path}");
        let media =
            description["paths"][path.as_str()]["get"]["responses"]["200"]["content"].as_object().unwrap();
        assert!(media.contains_key(got.header("content-type")), "{path}: {}", got.header("content-type"));
    }
}

#[test]
fn the_script_is_built_from_its_sources() {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    let sums = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/page.sum")).unwrap();
    let mut named = Vec::new();
    for line in sums.lines() {
        let (sum, path) = line.split_once("  ").unwrap();
        let bytes = fs::read(web.join(path)).unwrap();
        assert_eq!(sum, format!("{:x}", Sha256::digest(bytes)), "{path} changed: npm run build in web/");
        named.push(path.to_owned());
    }
    for entry in fs::read_dir(web.join("src")).unwrap() {
        let name = format!("src/{}", entry.unwrap().file_name().to_string_lossy());
        assert!(named.contains(&name), "{name} is not built in: npm run build in web/");
    }
    let script = fs::read(web.join("../crates/server/assets/page.js")).unwrap();
    assert!(script.len() < 120 * 1024, "{}", script.len());
}
