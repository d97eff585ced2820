//! The `dechrome` command; see `dechrome --help`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod cli;

/// Pages are many small pieces, made and thrown away together.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
