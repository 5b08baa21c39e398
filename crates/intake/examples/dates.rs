use std::{env, fs, time::Instant};
fn decode(b: &[u8]) -> String {
    if let Ok(s) = std::str::from_utf8(b) {
        return s.to_owned();
    }
    let head = String::from_utf8_lossy(&b[..b.len().min(4096)]).to_ascii_lowercase();
    if let Some((_, rest)) = head.split_once("charset=") {
        let label: String = rest.trim_start_matches(['"', '\'', ' ']).chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        if let Some(e) = encoding_rs::Encoding::for_label(label.as_bytes()) { if e != encoding_rs::UTF_8 { return e.decode(b).0.into_owned(); } }
    }
    let mut d = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    d.feed(b, true);
    d.guess(None, chardetng::Utf8Detection::Allow).decode(b).0.into_owned()
}
fn main() {
    let a: Vec<String> = env::args().collect();
    let data: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(format!("{}/eval_default.json", a[1])).unwrap()).unwrap();
    let py: serde_json::Value =
        serde_json::from_str(&fs::read_to_string("/tmp/htmlx/pydate.json").unwrap()).unwrap();
    let (mut tp, mut fp, mut fne, mut t) = (0, 0, 0, 0.0);
    for (_, item) in data.as_object().unwrap() {
        let f = item["file"].as_str().unwrap();
        let b = fs::read(format!("{}/cache/{f}", a[1]))
            .or_else(|_| fs::read(format!("{}/eval/{f}", a[1])))
            .unwrap();
        let s = decode(&b);
        let st = Instant::now();
        let r = dragoman_intake::html::published(&s, None);
        t += st.elapsed().as_secs_f64();
        let gold = item["date"].as_str().unwrap();
        let ok = match &r {
            None => {
                fne += 1;
                false
            }
            Some(p) if p.day.to_string() == gold => {
                tp += 1;
                true
            }
            _ => {
                fp += 1;
                false
            }
        };
        if !ok {
            println!(
                "{f} gold {gold} py {} got {:?}",
                py[f],
                r.map(|r| (
                    r.day.to_string(),
                    r.reason,
                    r.words,
                    r.conflicts.iter().map(|c| (c.0.to_string(), c.1)).collect::<Vec<_>>()
                ))
            );
        }
    }
    let (p, r) = (tp as f64 / (tp + fp) as f64, tp as f64 / (tp + fne) as f64);
    println!(
        "tp {tp} fp {fp} fn {fne} P {p:.4} R {r:.4} F {:.4} {t:.2} s {:.0} pages/s",
        2.0 * p * r / (p + r),
        800.0 / t
    );
}
