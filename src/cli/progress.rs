//! A sign of life for work that takes over a second: on standard error, only on a terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Work under way; the sign goes when it is dropped.
pub(super) struct Progress {
    worker: Option<(Sender<()>, JoinHandle<()>)>,
}

/// Starts to watch some work, said in a word or two: `Judging`.
pub(super) fn start(what: &'static str) -> Progress {
    if !io::stderr().is_terminal() {
        return Progress { worker: None };
    }
    let (done, waiting) = mpsc::channel();
    let worker = thread::spawn(move || {
        let mut seconds = 0;
        while waiting.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
            seconds += 1;
            let mut err = io::stderr();
            // A terminal that has gone away needs no sign.
            let _ = write!(err, "\r{what}, {seconds} s ...").and_then(|()| err.flush());
        }
        if seconds > 0 {
            let mut err = io::stderr();
            let _ = write!(err, "\r\u{1b}[K").and_then(|()| err.flush());
        }
    });
    Progress { worker: Some((done, worker)) }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, worker)) = self.worker.take() {
            drop(done);
            // The worker only writes; what went wrong in it concerns nobody.
            let _ = worker.join();
        }
    }
}
