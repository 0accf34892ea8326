//! A bar while reading takes long, and the answer so far on Ctrl-C.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Quicker answers need no bar.
const PATIENCE: Duration = Duration::from_secs(1);
const STEP: Duration = Duration::from_millis(100);

/// Set by the first Ctrl-C; a second one ends the program as usual.
pub(super) fn interrupted() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without a handler Ctrl-C ends the program: no worse than before.
        let _ = ctrlc::set_handler(|| {
            if STOP.swap(true, Ordering::Relaxed) {
                #[allow(clippy::exit, reason = "the second Ctrl-C wants no answer")]
                std::process::exit(130);
            }
        });
    });
    &STOP
}

/// The bar over all bytes that are to be read.
pub(super) struct Bar<'a> {
    read: &'a AtomicU64,
    total: Option<u64>,
}

impl<'a> Bar<'a> {
    /// `total`: `None` when it isn't known.
    pub(super) fn start(read: &'a AtomicU64, total: Option<u64>) -> Self {
        Self { read, total }
    }

    /// Shows the bar while `work` runs, if that takes long.
    pub(super) fn during<T>(self, work: impl FnOnce() -> T) -> T {
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let watcher = scope.spawn(|| self.watch(&done));
            let result = work();
            done.store(true, Ordering::Relaxed);
            watcher.thread().unpark();
            result
        })
    }

    fn watch(&self, done: &AtomicBool) {
        std::thread::park_timeout(PATIENCE);
        if done.load(Ordering::Relaxed) {
            return;
        }
        let bar = match self.total {
            Some(total) => ProgressBar::new(total),
            None => ProgressBar::new_spinner(),
        };
        bar.set_draw_target(ProgressDrawTarget::stderr());
        let template = match self.total {
            Some(_) => "{wide_bar} {bytes} / {total_bytes}, {eta}",
            None => "{spinner} {bytes}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        while !done.load(Ordering::Relaxed) {
            bar.set_position(self.read.load(Ordering::Relaxed));
            std::thread::park_timeout(STEP);
        }
        bar.finish_and_clear();
    }
}
