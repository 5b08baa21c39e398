//! Measures extraction on a folder of pages with wanted and unwanted segments.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, run by hand")]
use dragoman_intake::html;
use std::{env, fs, io::Write, time::Instant};
fn decode(b: &[u8]) -> String {
    if let Ok(s) = std::str::from_utf8(b) {
        return s.to_owned();
    }
    let mut d = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    d.feed(b, true);
    d.guess(None, chardetng::Utf8Detection::Allow).decode(b).0.into_owned()
}
fn main() {
    let a: Vec<String> = env::args().collect();
    let data: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(format!("{}/evaldata.json", a[1])).unwrap()).unwrap();
    let mut out = std::io::BufWriter::new(fs::File::create(&a[2]).unwrap());
    let mut t = 0.0;
    for (url, item) in data.as_object().unwrap() {
        let f = item["file"].as_str().unwrap();
        let b = fs::read(format!("{}/cache/{f}", a[1]))
            .or_else(|_| fs::read(format!("{}/eval/{f}", a[1])))
            .unwrap();
        let s = decode(&b);
        let st = Instant::now();
        let r = html::article(&s, None, Default::default());
        t += st.elapsed().as_secs_f64();
        let txt: Vec<&str> =
            r.blocks.iter().filter(|b| b.kind.is_article()).map(|b| b.span.of(&r.text)).collect();
        writeln!(out, "{}", serde_json::json!({"url": url, "text": txt.join("\n")})).unwrap();
    }
    println!("{t:.2} s {:.1} pages/s", 990.0 / t);
}
