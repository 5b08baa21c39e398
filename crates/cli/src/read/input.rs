//! Articles from files: a text is an article, a line of JSON is one.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use dragoman::text::{Article, DateReason, Origin, Published};
use jiff::civil::Date;
use serde::Deserialize;

/// An article as a line of JSON gives it; other fields are passed over.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    title: Option<String>,
    text: String,
}

/// Iterates over the articles of all files, in their order.
pub(crate) fn articles(
    files: &[PathBuf],
    date: Option<Date>,
) -> anyhow::Result<impl Iterator<Item = anyhow::Result<Article>>> {
    let mut all = Vec::new();
    for file in files {
        if file.is_dir() { all.extend(files_in(file)?) } else { all.push(file.clone()) }
    }
    if files.is_empty() {
        all.push(PathBuf::from("-"));
    }
    Ok(all.into_iter().flat_map(move |file| match open(&file, date) {
        Ok(articles) => articles,
        Err(error) => Box::new(std::iter::once(Err(error))),
    }))
}

fn files_in(directory: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let name = directory.display();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory).with_context(|| name.to_string())? {
        let path = entry.with_context(|| name.to_string())?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

type Articles = Box<dyn Iterator<Item = anyhow::Result<Article>>>;

fn open(file: &Path, date: Option<Date>) -> anyhow::Result<Articles> {
    let name = file.display().to_string();
    let mut reader: Box<dyn BufRead> = if name == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(file).with_context(|| name.clone())?))
    };
    let is_json = reader.fill_buf().with_context(|| name.clone())?.first() == Some(&b'{');
    if is_json {
        let lines = reader.lines().zip(1_u64..);
        return Ok(Box::new(lines.filter_map(move |(line, number)| match line {
            Ok(line) if line.trim().is_empty() => None,
            Ok(line) => Some(from_line(&name, number, &line, date)),
            Err(error) => Some(Err(error).with_context(|| format!("{name}:{number}"))),
        })));
    }
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).with_context(|| name.clone())?;
    let mut article = Article {
        id: name.clone(),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        ..Article::default()
    };
    article.origin = Origin { file: name, record: None };
    article.metadata.published = date.map(given);
    Ok(Box::new(std::iter::once(Ok(article))))
}

fn from_line(file: &str, number: u64, line: &str, date: Option<Date>) -> anyhow::Result<Article> {
    let line: Line = serde_json::from_str(line).with_context(|| format!("{file}:{number}"))?;
    let day = match &line.date {
        Some(text) if !text.is_empty() => {
            Some(parse_day(text).with_context(|| format!("{file}:{number}: date {text:?}"))?)
        }
        _ => date,
    };
    let mut article = Article {
        id: line.id.unwrap_or_else(|| format!("{file}:{number}")),
        origin: Origin { file: file.to_owned(), record: Some(number) },
        text: line.text,
        ..Article::default()
    };
    article.metadata.title = line.title;
    article.metadata.published = day.map(given);
    Ok(article)
}

/// A day as `2023-06-08`, with or without a time of day behind it, or as `20230608`.
fn parse_day(text: &str) -> anyhow::Result<Date> {
    let day = text.get(..10).filter(|day| day.contains('-')).unwrap_or(text);
    if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        let dashed = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
        return Ok(dashed.parse()?);
    }
    Ok(day.parse()?)
}

fn given(day: Date) -> Published {
    Published { day, reason: DateReason::Given, words: day.to_string(), conflicts: Vec::new() }
}
