//! Every example sentence of every predicate codes as its block says.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use dragoman::Analyst;

#[test]
fn examples_code_as_stated() {
    let wrong = Analyst::embedded().unwrap().wrong_examples(|_| true);
    let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    assert!(wrong.is_empty(), "{} examples are wrong\n{}", wrong.len(), lines.join("\n"));
}

#[test]
fn there_are_as_many_predicates_as_promised() {
    let analyst = Analyst::embedded().unwrap();
    assert!(analyst.coder().predicates().n_predicates() >= 1200);
}
