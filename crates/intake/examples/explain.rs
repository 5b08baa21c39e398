fn main() {
    for l in std::io::stdin().lines() {
        let l = l.unwrap();
        let (f, n) = l.split_once('\t').unwrap();
        let b = std::fs::read(f).unwrap();
        println!(
            "{} «{}» {}",
            f.rsplit('/').next().unwrap(),
            n,
            dragoman_intake::html::explain(&String::from_utf8_lossy(&b), n)
        );
    }
}
