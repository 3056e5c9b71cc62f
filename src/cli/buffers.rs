//! What an editor holds open: its text is taken instead of the file's.
//!
//! There is one set for the program, as there is one file system, so that whatever reads a file
//! (documents, policies, rules, settings) sees what the officer sees. Only the language server
//! fills it; every other command finds it empty.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

static OPEN: RwLock<BTreeMap<PathBuf, Arc<str>>> = RwLock::new(BTreeMap::new());

/// The one name of a file, however it was reached.
pub(super) fn whole(path: &Path) -> PathBuf {
    let absolute = || std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.canonicalize().unwrap_or_else(|_| absolute())
}

/// Holds the text of a file from now on.
pub(super) fn hold(path: PathBuf, text: Arc<str>) {
    OPEN.write().unwrap_or_else(PoisonError::into_inner).insert(path, text);
}

/// Lets the file count again.
pub(super) fn release(path: &Path) {
    OPEN.write().unwrap_or_else(PoisonError::into_inner).remove(path);
}

/// The text that is held of a file.
pub(super) fn text(path: &Path) -> Option<Arc<str>> {
    let open = OPEN.read().unwrap_or_else(PoisonError::into_inner);
    if open.is_empty() { None } else { open.get(&whole(path)).cloned() }
}

/// The files that are held, with their texts.
pub(super) fn all() -> BTreeMap<PathBuf, Arc<str>> {
    OPEN.read().unwrap_or_else(PoisonError::into_inner).clone()
}
