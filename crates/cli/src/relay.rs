//! Work done by several workers and handed back in order.
//!
//! ```text
//! produce ──jobs──▶ workers ──┐
//!    └────a promise each──────┴─▶ finish, promise by promise
//! ```
//! Both queues are short, so a slow worker or a slow writer stops the rest until it catches up, and
//! memory stays bounded however long the input is.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many jobs may wait for each worker. While one works on a long article, the others go on with so many short
/// ones, which cannot be handed back before it; with two, a second processor was idle for a sixth of the time.
const WAITING: usize = 8;

/// Runs `work` on everything that `produce` hands over, and `finish` on the answers in that order.
///
/// `start` makes what a worker keeps from job to job. `produce` is told by `false` to stop, which
/// happens when `finish` has failed; that failure is the answer.
pub(crate) fn relay<Job: Send, Done: Send, Kept>(
    workers: NonZeroUsize,
    produce: impl FnOnce(&mut dyn FnMut(Job) -> bool) + Send,
    start: impl Fn() -> Kept + Sync,
    work: impl Fn(&mut Kept, Job) -> Done + Sync,
    mut finish: impl FnMut(Done) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let waiting = workers.get().saturating_mul(WAITING);
    let (job_sender, jobs) = sync_channel::<(Job, SyncSender<Done>)>(waiting);
    let (promise_sender, promises) = sync_channel::<Receiver<Done>>(waiting);
    let jobs = Mutex::new(jobs);
    let (jobs, start, work) = (&jobs, &start, &work);
    thread::scope(move |scope| {
        for _ in 0..workers.get() {
            scope.spawn(move || {
                let mut kept = start();
                while let Some((job, promise)) = jobs.lock().ok().and_then(|jobs| jobs.recv().ok()) {
                    // Nobody waits for the answer once `finish` has failed.
                    let _ = promise.send(work(&mut kept, job));
                }
            });
        }
        scope.spawn(move || {
            produce(&mut |job| {
                let (promise, promised) = sync_channel(1);
                promise_sender.send(promised).is_ok() && job_sender.send((job, promise)).is_ok()
            });
        });
        for promised in promises {
            finish(promised.recv()?)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn workers(n: usize) -> NonZeroUsize {
        NonZeroUsize::new(n).unwrap()
    }

    #[test]
    fn answers_come_in_the_order_of_the_jobs() {
        for n in [1, 2, 5] {
            let mut answers = Vec::new();
            relay(
                workers(n),
                |give| {
                    for job in 0..200_u64 {
                        assert!(give(job));
                    }
                },
                || (),
                |(), job| {
                    thread::sleep(Duration::from_micros((job * 7919) % 50));
                    job * 2
                },
                |answer| {
                    answers.push(answer);
                    Ok(())
                },
            )
            .unwrap();
            assert_eq!(answers, (0..200).map(|job| job * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_writer_that_fails_stops_an_endless_producer() {
        let produced = AtomicUsize::new(0);
        let failed = relay(
            workers(2),
            |give| while give(produced.fetch_add(1, Ordering::Relaxed)) {},
            || (),
            |(), job| job,
            |job| if job < 10 { Ok(()) } else { Err(anyhow::anyhow!("the disk is full")) },
        );
        assert_eq!(failed.unwrap_err().to_string(), "the disk is full");
        assert!(produced.load(Ordering::Relaxed) < 100);
    }
}
