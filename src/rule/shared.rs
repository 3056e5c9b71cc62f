//! Values of the host in a script's hands, shared by all copies.
//!
//! A script copies whatever it gives a name or puts into a list. The limits on sizes see lists, maps
//! and texts only; so what the host makes is shared by its copies, and weighed once.

use std::ops::Deref;
use std::sync::Arc;

use super::sandbox::Held;

/// A value of the host: its copies take a pointer each.
pub(super) struct Shared<T>(Arc<Weighed<T>>);

struct Weighed<T> {
    value: T,
    _held: Held,
}

impl<T> Shared<T> {
    /// A value that points to so many bytes beside its own.
    pub(super) fn new(value: T, beside: usize) -> Shared<T> {
        let held = Held::new(size_of::<Weighed<T>>() + beside);
        Shared(Arc::new(Weighed { value, _held: held }))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.value
    }
}
