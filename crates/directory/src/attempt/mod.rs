//! One attempt of a client to change something, on terms of its own: once for each key, and only
//! while the thing is as the client has read it.
//!
//! Within an attempt a change is not committed where it is made. It is held until the answer to the
//! client is known, and [`Attempt::settle`] commits the two together: a client that repeats its
//! request under the same key is answered as the first time, whenever the process was killed. An
//! attempt that is not settled leaves no trace.

mod course;
mod forget;
mod once;

use std::sync::Arc;

use roster_model::{Actor, Error, IdempotencyConflict};

pub(crate) use course::Course;
pub(crate) use once::UnderWay;
pub use once::{Claim, Once};

use crate::{Directory, unit_of_work::WriteTx};

/// What must hold of a thing that is about to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It is there.
    Present,
    /// It is there, in one of these versions, each as [`crate::Revision::as_str`] has it.
    In(Vec<String>),
}

/// An attempt that is under way.
pub struct Attempt {
    actor: Actor,
    directory: Directory,
    course: Arc<Course>,
}

impl Directory {
    /// An attempt of `actor`, which is to be made through [`Attempt::directory`].
    pub fn attempt(
        &self,
        actor: &Actor,
        once: Option<Once>,
        condition: Option<Condition>,
    ) -> Attempt {
        let course = Arc::new(Course::new(once, condition));
        let directory = Self { course: Some(Arc::clone(&course)), ..self.clone() };
        Attempt { actor: actor.clone(), directory, course }
    }
}

impl Attempt {
    /// What was answered to the same request before, if it was made under the same key.
    ///
    /// # Errors
    /// [`Error::IdempotencyConflict`] when the key was used for another request.
    pub async fn recall(&self) -> Result<Option<String>, Error> {
        if !self.course.is_once() {
            return Ok(None);
        }
        let mut tx = self.directory.store().read().await?;
        self.course.recall(&mut tx, self.directory.environment().now()).await
    }

    /// The directory, in which at most one change is made within this attempt, and held.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// What was answered to the same request, as the attempt came to know while it went on: another
    /// process has carried it out. Nothing else is to be answered then.
    pub fn found(&self) -> Option<String> {
        self.course.found()
    }

    /// Makes the change, and keeps the answer to be given again. Tells what is to be answered in its
    /// place: another process has carried the same request out meanwhile.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`] when there was a condition and nothing that it could be judged by;
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store. Then nothing was changed.
    pub async fn settle(self, answer: &str) -> Result<Option<String>, Error> {
        self.course.check_judged()?;
        let tx = match self.course.release() {
            Some(tx) => tx,
            None if !self.course.is_once() => return Ok(None),
            // Nothing had to be changed, which is to be answered again as well.
            None => match WriteTx::begin(&self.directory, &self.actor).await {
                Err(Error::IdempotencyConflict(IdempotencyConflict::Completed)) => {
                    return Ok(self.found());
                }
                tx => tx?,
            },
        };
        self.course.conclude(tx, answer).await?;
        Ok(None)
    }
}
