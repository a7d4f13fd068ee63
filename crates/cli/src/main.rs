//! The binary `roster`: the server and the operator's commands.

mod arguments;
mod command;
mod config;
mod demo;
mod error;
mod import_hq;
mod logging;
mod output;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser;
use command::Run;
use output::Output;
use rustix::fs::Mode;
use tokio::runtime::{Builder, Runtime};

/// A request allocates a few hundred times, on any thread, and renderings of all sizes come and go in the
/// caches: this allocator gives the memory between them back to the system. It does not exist for MSVC.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    // Every file that the program creates is for its owner only.
    rustix::process::umask(Mode::from_raw_mode(0o077));
    let Arguments { general, command } = Arguments::parse();
    let output = Output { json: general.json };
    let done = runtime().and_then(|runtime| runtime.block_on(carry_out(&general, command, output)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error::print(&error, output.json),
    }
}

/// One thread per core, plus the threads that the store may block.
fn runtime() -> anyhow::Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores + roster_store::THREADS_HELD;
    Ok(Builder::new_multi_thread().worker_threads(threads).enable_all().build()?)
}

async fn carry_out(
    general: &arguments::General,
    command: Command,
    output: Output,
) -> anyhow::Result<()> {
    let mut flags = general.settings();
    match &command {
        Command::Serve(serve) => serve.add_to(&mut flags),
        Command::Setup(setup) => flags.listen = setup.listen(),
        _ => {}
    }
    #[expect(clippy::disallowed_methods, reason = "configuration is read here")]
    let config =
        config::resolve(flags, general.config.as_deref(), |name| std::env::var(name).ok())?;
    let run = Run { config, output };

    match command {
        Command::Serve(serve) => command::serve::run(serve, &run).await,
        Command::Setup(setup) => command::setup::run(setup, general.config.as_deref(), &run).await,
        Command::Domain(command) => command::domain::run(command, &run).await,
        Command::WebUser(command) => command::web_user::run(command, &run).await,
        Command::Role(command) => command::role::run(command, &run).await,
        Command::ApiKey(command) => command::api_key::run(command, &run).await,
        Command::AppKey(command) => command::app_key::run(command, &run).await,
        Command::Location(command) => Box::pin(command::location::run(command, &run)).await,
        Command::LocationType(command) => command::location_type::run(command, &run).await,
        Command::Field(command) => command::field::run(command, &run).await,
        Command::Profile(command) => command::profile::run(command, &run).await,
        Command::Webhook(command) => Box::pin(command::webhook::run(command, &run)).await,
        Command::ImportHq(import) => Box::pin(command::import_hq::run(*import, &run)).await,
        Command::Import(command) => command::import::run(*command, &run).await,
        Command::PasswordLinks(command) => command::password_links::run(*command, &run).await,
        Command::Export(command) => command::export::run(command, &run).await,
        Command::Backup(command) => command::backup::run(command, &run).await,
        Command::Restore(command) => command::restore::run(command, &run).await,
        Command::AcceptStore(_) => command::accept_store::run(&run).await,
        Command::Check(check) => command::check::run(&check, &run).await,
        Command::Vacuum(_) => command::vacuum::run(&run).await,
        Command::Cluster(command) => command::cluster::run(&command, &run).await,
        Command::Copy(command) => command::copy::run(command, &run).await,
        Command::Config(command) => command::config::run(&command, &run),
        Command::Completions(completions) => command::completions::run(&completions),
        Command::Man(man) => command::man::run(&man),
    }
}
