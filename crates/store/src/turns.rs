//! Fair turns at a limited resource: connections, or the right to write.
//!
//! A domain has at most a share of the turns at a time, so that requests of one domain, however many
//! and slow, leave some to the others. Waiting domains get free turns one after the other, not in the
//! order of their requests; a domain whose turn ends goes behind the others that wait.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

/// The domain of work for the whole store. It has no share: it may take every turn.
pub const NO_DOMAIN: i64 = 0;

/// The turns at one resource. Clones share them.
#[derive(Clone)]
pub struct Turns(Arc<Inner>);

struct Inner {
    total: usize,
    /// The most turns of one domain at a time.
    share: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    taken: usize,
    taken_by: HashMap<i64, usize>,
    waiting: HashMap<i64, VecDeque<oneshot::Sender<Turn>>>,
    /// The domains in `waiting`, the next one first.
    order: VecDeque<i64>,
}

/// One turn. Dropping it ends it.
pub struct Turn {
    domain: i64,
    turns: Turns,
}

impl Turns {
    /// `total` turns at a time, of which a domain has at most `share`.
    pub fn new(total: usize, share: usize) -> Self {
        let state = Mutex::default();
        Self(Arc::new(Inner { total: total.max(1), share: share.max(1), state }))
    }

    /// Waits for a turn of this domain.
    pub async fn take(&self, domain: i64) -> Turn {
        loop {
            let receiver = {
                let mut state = self.state();
                if self.has_turn_for(&state, domain) {
                    state.add(domain);
                    return self.turn(domain);
                }
                state.wait(domain)
            };
            // The sender is dropped without a turn only if a panic poisoned the queue.
            if let Ok(turn) = receiver.await {
                return turn;
            }
        }
    }

    /// Takes a turn of this domain if there is one now.
    pub fn try_take(&self, domain: i64) -> Option<Turn> {
        let mut state = self.state();
        if !self.has_turn_for(&state, domain) {
            return None;
        }
        state.add(domain);
        Some(self.turn(domain))
    }

    /// The number of requests that wait.
    #[cfg(test)]
    fn waiting(&self) -> usize {
        self.state().waiting.values().map(VecDeque::len).sum()
    }

    fn turn(&self, domain: i64) -> Turn {
        Turn { domain, turns: self.clone() }
    }

    fn has_turn_for(&self, state: &State, domain: i64) -> bool {
        let share = if domain == NO_DOMAIN { self.0.total } else { self.0.share };
        state.taken < self.0.total && state.taken_by.get(&domain).is_none_or(|taken| *taken < share)
    }

    /// Ends a turn, and gives the free ones to waiting domains.
    fn end(&self, domain: i64) {
        let mut given = Vec::new();
        {
            let mut state = self.state();
            state.remove(domain);
            while let Some((domain, sender)) = self.next(&mut state) {
                given.push((sender, self.turn(domain)));
            }
        }
        for (sender, turn) in given {
            // A cancelled request returns its turn by dropping it, outside of the lock.
            let _ = sender.send(turn);
        }
    }

    /// The request that gets the next turn, if there is a turn for a waiting domain.
    fn next(&self, state: &mut State) -> Option<(i64, oneshot::Sender<Turn>)> {
        for _ in 0..state.order.len() {
            let domain = state.order.pop_front()?;
            if !self.has_turn_for(state, domain) {
                state.order.push_back(domain);
                continue;
            }
            let queue = state.waiting.entry(domain).or_default();
            let sender = std::iter::from_fn(|| queue.pop_front()).find(|it| !it.is_closed());
            if queue.is_empty() {
                state.waiting.remove(&domain);
            } else {
                state.order.push_back(domain);
            }
            if let Some(sender) = sender {
                state.add(domain);
                return Some((domain, sender));
            }
        }
        None
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn add(&mut self, domain: i64) {
        self.taken += 1;
        *self.taken_by.entry(domain).or_default() += 1;
    }

    /// Ends a turn of a domain, which goes behind the other domains that wait.
    fn remove(&mut self, domain: i64) {
        if let Some(position) = self.order.iter().position(|it| *it == domain) {
            self.order.remove(position);
            self.order.push_back(domain);
        }
        self.taken -= 1;
        if let Some(taken) = self.taken_by.get_mut(&domain) {
            *taken -= 1;
            if *taken == 0 {
                self.taken_by.remove(&domain);
            }
        }
    }

    fn wait(&mut self, domain: i64) -> oneshot::Receiver<Turn> {
        let (sender, receiver) = oneshot::channel();
        let queue = self.waiting.entry(domain).or_default();
        if queue.is_empty() {
            self.order.push_back(domain);
        }
        queue.push_back(sender);
        receiver
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.end(self.domain);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tokio::task::{JoinSet, yield_now};

    use super::{NO_DOMAIN, Turns};

    async fn settle() {
        for _ in 0..20 {
            yield_now().await;
        }
    }

    /// The order in which waiting requests of these domains get the turn that `holder` has.
    async fn order_after(holder: i64, domains: &[i64]) -> Vec<i64> {
        let turns = Turns::new(1, 1);
        let first = turns.take(holder).await;
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut tasks = JoinSet::new();
        for domain in domains.iter().copied() {
            let (turns, order) = (turns.clone(), Arc::clone(&order));
            tasks.spawn(async move {
                let _turn = turns.take(domain).await;
                order.lock().unwrap().push(domain);
            });
            settle().await;
        }
        drop(first);
        tasks.join_all().await;
        let order = order.lock().unwrap();
        order.clone()
    }

    #[tokio::test]
    async fn waiting_domains_alternate() {
        assert_eq!(order_after(9, &[1, 1, 1, 1, 2, 2, 3]).await, [1, 2, 3, 1, 2, 1, 1]);
    }

    #[tokio::test]
    async fn domain_whose_turn_ends_goes_behind_the_others() {
        assert_eq!(order_after(1, &[1, 1, 2]).await, [2, 1, 1]);
    }

    #[tokio::test]
    async fn domain_leaves_turns_to_others() {
        let turns = Turns::new(4, 3);
        let mut taken = Vec::new();
        for _ in 0..3 {
            taken.push(turns.take(1).await);
        }
        let fourth = tokio::spawn({
            let turns = turns.clone();
            async move { turns.take(1).await }
        });
        settle().await;
        assert!(!fourth.is_finished());
        let other = turns.take(2).await;
        drop(other);
        settle().await;
        assert!(!fourth.is_finished(), "the turn of the other domain is not for the first one");
        drop(turns.take(NO_DOMAIN).await);
        taken.pop();
        drop(fourth.await.unwrap());
    }

    #[tokio::test]
    async fn cancelled_request_gets_no_turn() {
        let turns = Turns::new(1, 1);
        let first = turns.take(1).await;
        let cancelled = tokio::spawn({
            let turns = turns.clone();
            async move { drop(turns.take(1).await) }
        });
        settle().await;
        assert_eq!(turns.waiting(), 1);
        cancelled.abort();
        let _ = cancelled.await;
        drop(first);
        drop(turns.take(2).await);
        drop(turns.take(1).await);
        assert_eq!(turns.waiting(), 0);
    }
}
