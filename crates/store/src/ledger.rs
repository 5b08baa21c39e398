//! Opening a ledger: one file, one writer, any number of readers.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use dragoman_thread::merge::Shelf;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use crate::error::{Answer, StoreError, StoreErrorKind};
use crate::file::{self, Recent};

/// Says in the file's head that it is ours ("drag").
const APPLICATION: u32 = 0x6472_6167;
/// What brings a ledger from each format to the next; the first makes an empty file a ledger.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/0001.sql"),
    include_str!("schema/0002.sql"),
    include_str!("schema/0003.sql"),
    include_str!("schema/0004.sql"),
];
/// The format in which what is kept beside each claim was made anew.
const REFILED: u32 = 2;
/// The format in which blocks got other numbers.
const RENUMBERED: u32 = 3;
/// The format in which claims and events can be asked for by those on whose word they are told.
const REMARKED: u32 = 4;
/// Statements that are kept prepared.
const MOST_STATEMENTS: usize = 160;
/// Pages that gather before they are put in their places.
const CHECKPOINT_PAGES: i64 = 65_536;
/// How long a reader waits for a writer's commit.
const PATIENCE: Duration = Duration::from_secs(5);
/// Kibibytes of the file that a reader keeps in memory.
const CACHE_KIB: i64 = 64 * 1024;
/// Kibibytes of it that the one who adds keeps, if there are as many: what comes in belongs in many places.
const ADDING_CACHE_KIB: i64 = 256 * 1024;

/// Many articles with their claims, the events that they tell of, and the threads of these.
///
/// Everything that `add` has reported is on the disk, whatever happens afterwards. Anybody may read while one adds.
pub struct Ledger {
    pub(crate) path: PathBuf,
    pub(crate) db: Connection,
    pub(crate) writing: Option<Writing>,
}

/// What only the one who adds has.
pub(crate) struct Writing {
    /// Held as long as the ledger is open, and by nobody else.
    _lock: File,
    pub(crate) run: i64,
    pub(crate) keep_text: bool,
    pub(crate) recent: Recent,
    /// Claims at hand, as they are placed; nothing where what is at hand would have to be read anew.
    pub(crate) shelf: Option<Shelf>,
    /// The number of the next claim.
    pub(crate) next_claim: i64,
    /// The number of the next article.
    pub(crate) next_article: i64,
}

/// How to add.
#[derive(Clone, Debug)]
pub struct Adding {
    /// When the run began, as it will be shown.
    pub started: String,
    /// The version of the program and of its models and data.
    pub version: String,
    /// Whether the words of articles and passages are kept. Where they are not, spans and hashes are, so that copies
    /// are still found, and headlines.
    pub keep_text: bool,
}

impl Ledger {
    /// Opens a ledger to read it.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        open_to_read(path).map_err(|kind| kind.of(path))
    }

    /// Opens a ledger to add to it; makes one where there is none, and brings one of an older format up to date.
    pub fn open_to_add(path: &Path, adding: &Adding) -> Result<Self, StoreError> {
        open_to_add(path, adding).map_err(|kind| kind.of(path))
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Looks through the whole file for damage.
    pub fn check(&self) -> Result<(), StoreError> {
        let check = || -> Answer<()> {
            let found: String = self.db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if found == "ok" { Ok(()) } else { Err(StoreErrorKind::Damaged(found)) }
        };
        check().map_err(|kind| kind.of(&self.path))
    }
}

fn open_to_read(path: &Path) -> Answer<Ledger> {
    if !path.exists() {
        return Err(StoreErrorKind::Absent);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let format = |db: &Connection| -> Answer<u32> {
        db.busy_timeout(PATIENCE)?;
        format_of(db)
    };
    let mut db = Connection::open_with_flags(path, flags)?;
    let found = match format(&db) {
        // Where nothing may be written, readers cannot leave word of each other; nobody writes there, so none need to.
        Err(StoreErrorKind::ReadOnly) => {
            let address = format!("file:{}?immutable=1", percent_encoded(path));
            db = Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI)?;
            format(&db)?
        }
        found => found?,
    };
    let known = MIGRATIONS.len() as u32;
    if found < known {
        return Err(if found == 0 {
            StoreErrorKind::Foreign
        } else {
            StoreErrorKind::Older { found, known }
        });
    }
    db.pragma_update(None, "cache_size", -CACHE_KIB)?;
    keep_statements(&db)?;
    Ok(Ledger { path: path.to_owned(), db, writing: None })
}

fn open_to_add(path: &Path, adding: &Adding) -> Answer<Ledger> {
    let lock = lock(path)?;
    let mut db = Connection::open(path)?;
    db.busy_timeout(PATIENCE)?;
    let mut format = format_of(&db)?;
    let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreErrorKind::ReadOnly);
    }
    // What is reported as added outlives a power cut; batches are large enough that nobody notices.
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "cache_size", -ADDING_CACHE_KIB)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    // What refers to what is seen to here; the database need not look it up for each row.
    db.pragma_update(None, "foreign_keys", false)?;
    db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    keep_statements(&db)?;
    for migration in MIGRATIONS.iter().skip(format as usize) {
        format += 1;
        let step = db.transaction()?;
        step.execute_batch(migration)?;
        if format == REFILED {
            file::refile(&step)?;
        }
        if format == RENUMBERED {
            file::enter_anew(&step)?;
        }
        if format == REMARKED {
            file::mark_anew(&step)?;
        }
        step.pragma_update(None, "application_id", APPLICATION)?;
        step.pragma_update(None, "user_version", format)?;
        step.commit()?;
    }
    let run = db.query_row(
        "SELECT nr FROM run_row WHERE started = ?1 AND version = ?2",
        [&adding.started, &adding.version],
        |row| row.get(0),
    );
    let run = if let Some(run) = run.optional()? {
        run
    } else {
        db.execute(
            "INSERT INTO run_row (started, version) VALUES (?1, ?2)",
            [&adding.started, &adding.version],
        )?;
        db.last_insert_rowid()
    };
    let next_claim = "SELECT 1 + max(ifnull((SELECT max(nr) FROM claim_row), 0), \
        ifnull((SELECT max(nr) FROM event_row), 0), ifnull((SELECT max(event) FROM claim_row), 0))";
    let next_claim: i64 = db.query_row(next_claim, [], |row| row.get(0))?;
    let shelf = (next_claim == 1).then(Shelf::whole);
    let next_article = "SELECT 1 + ifnull((SELECT max(nr) FROM article_row), 0)";
    let next_article = db.query_row(next_article, [], |row| row.get(0))?;
    let keep_text = adding.keep_text;
    let recent = Recent::default();
    let writing = Writing { _lock: lock, run, keep_text, recent, shelf, next_claim, next_article };
    Ok(Ledger { path: path.to_owned(), db, writing: Some(writing) })
}

/// Has statements prepared once: without this, one that could use an index of a part of a table would be prepared anew
/// for each value that it is asked with.
fn keep_statements(db: &Connection) -> Answer<()> {
    db.set_prepared_statement_cache_capacity(MOST_STATEMENTS);
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Takes the file beside the ledger that only one may hold. The ledger's own locks last no longer than a commit.
fn lock(path: &Path) -> Answer<File> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".lock");
    let lock = File::options().create(true).truncate(false).write(true).open(beside)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreErrorKind::Busy),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// The format of a file of ours; 0 where it is empty.
fn format_of(db: &Connection) -> Answer<u32> {
    let n_tables: u32 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application: u32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let format: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = MIGRATIONS.len() as u32;
    match (n_tables, application) {
        (0, 0) => Ok(0),
        (_, APPLICATION) if format > known => Err(StoreErrorKind::Newer { found: format, known }),
        (_, APPLICATION) => Ok(format),
        _ => Err(StoreErrorKind::Foreign),
    }
}

/// A path as an address has it.
fn percent_encoded(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes
        .map(|byte| if plain(*byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use dragoman_text::Article;
    use tempfile::TempDir;

    use super::*;
    use crate::{Filed, Query};

    fn adding() -> Adding {
        Adding { started: "2024-01-02".to_owned(), version: "test".to_owned(), keep_text: true }
    }

    fn article(number: usize) -> Filed {
        let text = format!("Envoys met for the {number}th time. ").repeat(40);
        Filed {
            article: Article { id: format!("a{number}"), text, ..Article::default() },
            ..Filed::default()
        }
    }

    fn ledger(folder: &TempDir) -> (PathBuf, Ledger) {
        let path = folder.path().join("ledger.db");
        let mut ledger = Ledger::open_to_add(&path, &adding()).unwrap();
        ledger.add(&[article(1), article(2)]).unwrap();
        (path, ledger)
    }

    fn told<T>(result: Result<T, StoreError>) -> String {
        result.err().map(|error| error.kind.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_full_disk_loses_nothing_that_was_added() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut ledger) = ledger(&folder);
        let n_pages: i64 = ledger.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        ledger.db.pragma_update(None, "max_page_count", n_pages + 2).unwrap();
        let many: Vec<Filed> = (3..200).map(article).collect();
        assert!(told(ledger.add(&many)).starts_with("the disk is full; what was reported as added is kept"));
        assert_eq!(ledger.counts().unwrap().n_articles, 2);
        ledger.db.pragma_update(None, "max_page_count", 1 << 30).unwrap();
        assert_eq!(ledger.add(&many).unwrap().len(), many.len(), "once there is room, it goes on");
        drop(ledger);
        let ledger = Ledger::open(&path).unwrap();
        assert_eq!(ledger.counts().unwrap().n_articles, 199);
        ledger.check().unwrap();
    }

    #[test]
    fn what_may_not_be_written_to_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut ledger) = ledger(&folder);
        ledger.db.pragma_update(None, "query_only", true).unwrap();
        assert!(told(ledger.add(&[article(3)])).starts_with("this ledger cannot be written to"));
        drop(ledger);
        let mut reader = Ledger::open(&path).unwrap();
        assert!(told(reader.add(&[article(3)])).starts_with("this ledger cannot be written to"));
        assert_eq!(reader.articles(&Query::default()).unwrap().rows.len(), 2);
    }

    #[test]
    fn files_that_are_no_ledgers_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other");
        assert!(told(Ledger::open(&path)).starts_with("there is no ledger here"));
        std::fs::write(&path, "Dear diary, nothing happened today. ".repeat(100)).unwrap();
        for told in [told(Ledger::open(&path)), told(Ledger::open_to_add(&path, &adding()))] {
            assert!(told.starts_with("this is not a ledger"), "{told}");
        }
        assert!(std::fs::read_to_string(&path).unwrap().starts_with("Dear diary"));
        let path = folder.path().join("other.db");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE diary (day TEXT)").unwrap();
        for told in [told(Ledger::open(&path)), told(Ledger::open_to_add(&path, &adding()))] {
            assert!(told.starts_with("this is not a ledger"), "{told}");
        }
    }

    #[test]
    fn damage_is_found_and_said() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut ledger) = ledger(&folder);
        ledger.add(&(3..100).map(article).collect::<Vec<_>>()).unwrap();
        drop(ledger);
        let mut bytes = std::fs::read(&path).unwrap();
        let n_bytes = bytes.len();
        for byte in &mut bytes[n_bytes / 8..] {
            *byte ^= 0x5A;
        }
        std::fs::write(&path, bytes).unwrap();
        let told = Ledger::open(&path).and_then(|ledger| {
            ledger.check()?;
            ledger.articles(&Query::default()).map(|_| ())
        });
        let told = told.unwrap_err().to_string();
        assert!(told.contains("ledger.db: this ledger is damaged ("), "{told}");
        assert!(told.contains("take a copy from before"), "{told}");
    }

    #[test]
    fn later_formats_are_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let (path, ledger) = ledger(&folder);
        ledger.db.pragma_update(None, "user_version", 99).unwrap();
        drop(ledger);
        for told in [told(Ledger::open(&path)), told(Ledger::open_to_add(&path, &adding()))] {
            assert!(
                told.starts_with("this ledger has format 99, and this version knows formats up to 4"),
                "{told}"
            );
        }
    }

    #[test]
    fn texts_can_be_left_out_and_copies_are_still_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let mut ledger = Ledger::open_to_add(&path, &Adding { keep_text: false, ..adding() }).unwrap();
        let mut copy = article(1);
        copy.article.id = "copy".to_owned();
        ledger.add(&[article(1)]).unwrap();
        drop(ledger);
        let mut ledger = Ledger::open_to_add(&path, &Adding { keep_text: false, ..adding() }).unwrap();
        assert_eq!(ledger.add(&[copy]).unwrap(), [crate::Fate::Copy("a1".to_owned())]);
        let kept: i64 = ledger
            .db
            .query_row("SELECT count(*) FROM article_row WHERE text IS NOT NULL", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, 0);
    }
}
