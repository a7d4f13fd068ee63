//! Shares of the connections and of the time of a store.

use std::time::{Duration, Instant};

use roster_store::{Backend, ErrorKind, Options, Store};
use tokio::{
    sync::oneshot,
    time::{sleep, timeout},
};

roster_testkit::on_both_engines! {
    waiting_writers_of_a_domain_leave_others_alone,
    open_reads_of_a_domain_leave_others_alone,
    commit_waits_for_no_long_write_of_another_domain,
    slow_query_is_stopped,
    page_of_large_rows_ends_early,
}

const ADD: &str = "INSERT INTO counters VALUES ($1, $2, $3)";

async fn waiting_writers_of_a_domain_leave_others_alone(backend: Backend) {
    let options = Options { connections: 4, ..Options::default() };
    let store = Store::open_with(&backend, &options).await.unwrap();
    let add = "INSERT INTO counters VALUES ($1, 'a', 1) ON CONFLICT DO NOTHING";
    for domain in [1, 2] {
        let mut tx = store.write_of(domain).await.unwrap();
        tx.run(add, &[domain.into()]).await.unwrap();
        tx.commit().await.unwrap();
    }
    let lock = "UPDATE counters SET value = value + 1 WHERE domain = $1";
    let mut first = store.write_of(1).await.unwrap();
    first.run(lock, &[1.into()]).await.unwrap();
    let waiting: Vec<_> = (0..40)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut tx = store.write_of(1).await?;
                tx.run(lock, &[1.into()]).await?;
                tx.commit().await
            })
        })
        .collect();
    sleep(Duration::from_millis(100)).await;
    let read = "SELECT value FROM counters WHERE domain = $1";
    for domain in [1, 2] {
        let reading = async {
            let mut tx = store.read_of(domain).await.unwrap();
            tx.one(read, &[domain.into()], |row| row.int(0)).await.unwrap()
        };
        timeout(Duration::from_secs(2), reading).await.expect("reads go on");
    }
    if matches!(backend, Backend::Postgres(_)) {
        let write = async {
            let mut tx = store.write_of(2).await.unwrap();
            tx.run(lock, &[2.into()]).await.unwrap();
            tx.commit().await.unwrap();
        };
        timeout(Duration::from_secs(2), write).await.expect("writes of another domain go on");
    }
    first.commit().await.unwrap();
    for writer in waiting {
        writer.await.unwrap().unwrap();
    }
}

async fn open_reads_of_a_domain_leave_others_alone(backend: Backend) {
    let options = Options { connections: 4, ..Options::default() };
    let store = Store::open_with(&backend, &options).await.unwrap();
    let mut open = Vec::new();
    while let Ok(tx) = timeout(Duration::from_millis(200), store.read_of(1)).await {
        open.push(tx.unwrap());
    }
    assert_eq!(open.len(), 3, "a domain has three quarters of the connections");
    let reading = async {
        let mut tx = store.read_of(2).await.unwrap();
        tx.one("SELECT 1", &[], |row| row.int(0)).await.unwrap()
    };
    timeout(Duration::from_secs(2), reading).await.expect("another domain reads");
}

async fn commit_waits_for_no_long_write_of_another_domain(backend: Backend) {
    let store = Store::open(&backend).await.unwrap();
    let write = |domain: i64, name: &'static str, end: oneshot::Receiver<()>| {
        let store = store.clone();
        async move {
            let mut tx = store.write_of(domain).await.unwrap();
            tx.run(ADD, &[domain.into(), name.into(), 1.into()]).await.unwrap();
            end.await.unwrap();
            tx.commit().await.unwrap();
        }
    };
    let (ends, received): (Vec<_>, Vec<_>) = (0..3).map(|_| oneshot::channel()).unzip();
    let mut tasks = Vec::new();
    for ((domain, name), received) in [(1, "a"), (1, "b"), (2, "a")].into_iter().zip(received) {
        tasks.push(tokio::spawn(write(domain, name, received)));
        // The first one has begun, and has become a long one; the others wait.
        sleep(Duration::from_millis(30)).await;
    }
    let [end_first, end_second, end_other] = <[_; 3]>::try_from(ends).unwrap();
    let [first, second, other] = <[_; 3]>::try_from(tasks).unwrap();
    end_other.send(()).unwrap();
    end_first.send(()).unwrap();
    timeout(Duration::from_secs(2), other).await.expect("it waits for no long write").unwrap();
    end_second.send(()).unwrap();
    first.await.unwrap();
    second.await.unwrap();
}

async fn slow_query_is_stopped(backend: Backend) {
    let limit = Some(Duration::from_millis(300));
    let options = Options { statement_timeout: limit, connections: 2, ..Options::default() };
    let store = Store::open_with(&backend, &options).await.unwrap();
    let slow = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
                SELECT count(*) FROM n";
    for writes in [false, true] {
        let begun = Instant::now();
        let mut tx = if writes { store.write().await } else { store.read().await }.unwrap();
        let result = tx.one(slow, &[2_000_000_000.into()], |row| row.int(0)).await;
        assert_eq!(*result.unwrap_err().kind(), ErrorKind::Unreachable);
        assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
        drop(tx);
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.one(slow, &[10.into()], |row| row.int(0)).await.unwrap(), 10);
    }
}

async fn page_of_large_rows_ends_early(backend: Backend) {
    let store = Store::open(&backend).await.unwrap();
    let mut tx = store.write().await.unwrap();
    for index in 0..20 {
        let key = format!("{index:02}");
        tx.run(ADD, &[1.into(), key.into(), index.into()]).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let large = "x".repeat(1 << 20);
    let sql = "SELECT CAST($1 AS TEXT) || name, value FROM counters WHERE domain = 1 \
               ORDER BY name LIMIT 21";
    let (page, more) = tx.page(sql, &[large.into()], 20, |row| row.int(1)).await.unwrap();
    assert_eq!((page, more), ((0..15).collect::<Vec<i64>>(), true));
    let (page, more) = tx.page(sql, &["x".into()], 20, |row| row.int(1)).await.unwrap();
    assert_eq!((page.len(), more), (20, false));
    let (page, more) = tx.page(sql, &["x".into()], 5, |row| row.int(1)).await.unwrap();
    assert_eq!((page.len(), more), (5, true));
}
