//! dragoman for Python: articles in, claims out, ledgers asked, and the stages that clusters run.
//!
//! ```text
//! read, read_many, read_files ─▶ Article ─▶ claims ─▶ to_arrow
//! Ledger ─▶ events, claims, articles, as Arrow
//! stage(name, stream) ─▶ stream: what an engine runs between two of its shuffles
//! ```
//! Python sees [`pyo3`] classes that cannot be changed; columns go over the Arrow C data interface and are not copied.
//! Whatever takes time is done without the interpreter's lock.

mod analyst;
mod article;
mod capsule;
mod day;
mod failure;
mod html;
mod ledger;
mod many;
mod stage;
mod table;

use pyo3::prelude::*;

#[pymodule]
mod _dragoman {
    #[pymodule_export]
    use super::article::{Article, Claim, Confirmation, Party, Place, Source};
    #[pymodule_export]
    use super::failure::{DataError, DragomanError, LedgerError, NotReadError};
    #[pymodule_export]
    use super::ledger::Ledger;
    #[pymodule_export]
    use super::many::{Reading, read, read_files, read_many, to_arrow};
    #[pymodule_export]
    use super::stage::stage;
    #[pymodule_export]
    use super::table::{Stream, Table};

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
