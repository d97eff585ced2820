//! What the README shows is what happens. `UPDATE_README=1 cargo test --test readme` writes the real output into it.
//!
//! Blocks marked `console` hold commands (`$ …`, continued by `> …`) and their output; blocks marked `sh` hold commands
//! alone. They run in a folder that holds nothing but the fixtures. Commands of cargo are not run in a test: what they
//! come to is checked instead.
#![cfg(unix)]

mod common;

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Languages of blocks without commands; the README's `rust` is run by rustdoc.
const NO_COMMANDS: &[&str] = &["rust", "toml"];

/// Runs commands as they stand in the README.
struct Shell {
    folder: TempDir,
    path: std::ffi::OsString,
    has_jq: bool,
}

impl Shell {
    fn new() -> Shell {
        let folder = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(common::project("fixtures"), folder.path().join("fixtures"))
            .expect("a link");
        let own = Path::new(env!("CARGO_BIN_EXE_dechrome")).parent().expect("a folder").to_owned();
        let others = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&others)));
        let jq = Command::new("jq").arg("--version").stdout(Stdio::null()).status();
        let has_jq = jq.is_ok_and(|status| status.success());
        Shell { folder, path: path.expect("a PATH"), has_jq }
    }

    /// What the command writes, or why it is not run.
    fn run(&self, command: &str) -> Result<String, &'static str> {
        if !self.has_jq && command.split(|c: char| !c.is_alphanumeric()).any(|word| word == "jq") {
            return Err("jq is not installed");
        }
        let out = Command::new("sh")
            .args(["-c", &format!("exec 2>&1\n{command}")])
            .current_dir(self.folder.path())
            .env("PATH", &self.path)
            .stdin(Stdio::null())
            .output()
            .expect("sh");
        let text = String::from_utf8(out.stdout).expect("UTF-8");
        // Only `dechrome nowhere.html | …` may fail in part; a pipe's status is that of its last command.
        assert!(out.status.success(), "{command}\n{text}");
        Ok(text)
    }
}

/// Commands of cargo: none is run, each is checked otherwise.
fn account(shell: &Shell, command: &str) {
    let project = |file: &str| fs::read_to_string(common::project(file)).expect("a file of the project");
    if let Some(args) = command.strip_prefix("cargo run --release -- ") {
        let text = shell.run(&format!("dechrome {args}")).expect("runs without jq");
        assert_eq!(common::records(text.as_bytes()).len(), 1, "{command}");
    } else if command.starts_with("cargo test") {
        assert!(project(".ci/run").contains(&format!("{command} --quiet")), "{command} is not in .ci/run");
    } else if command == "cargo install --path ." {
        assert!(project("Cargo.toml").contains("[[bin]]\nname = \"dechrome\""), "no command to install");
    } else {
        panic!("nothing checks this command of the README: {command}");
    }
}

/// The README with the output that its commands really have.
fn as_it_is(readme: &str, shell: &Shell) -> String {
    let mut real = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        writeln!(real, "{line}").expect("memory");
        let Some(language) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match language {
            "console" => console(&block, shell, &mut real),
            "sh" => {
                block.iter().for_each(|command| account(shell, command));
                copy(&block, &mut real);
            }
            _ => {
                assert!(NO_COMMANDS.contains(&language), "a block marked {language:?}");
                copy(&block, &mut real);
            }
        }
        real.push_str("```\n");
    }
    real
}

fn copy(lines: &[&str], real: &mut String) {
    for line in lines {
        writeln!(real, "{line}").expect("memory");
    }
}

/// Runs the commands of a block, and writes each with its output.
fn console(block: &[&str], shell: &Shell, real: &mut String) {
    let mut rest = block;
    while let Some((first, after)) = rest.split_first() {
        let mut command = first.strip_prefix("$ ").expect("a command").to_owned();
        let more = after.iter().take_while(|line| line.starts_with("> ")).count();
        let (continued, after) = after.split_at(more);
        for line in continued {
            command.push('\n');
            command.push_str(&line[2..]);
        }
        let (shown, after) = after.split_at(after.iter().take_while(|line| !line.starts_with("$ ")).count());
        copy(&rest[..=more], real);
        match shell.run(&command) {
            Ok(text) => real.push_str(&text),
            Err(why) => {
                eprintln!("not run, {why}: {command}");
                copy(shown, real);
            }
        }
        rest = after;
    }
}

#[test]
fn commands_do_what_the_readme_shows() {
    let path = common::project("README.md");
    let readme = fs::read_to_string(&path).expect("the README");
    let real = as_it_is(&readme, &Shell::new());
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, real).expect("the README");
        return;
    }
    for (number, (shown, real)) in readme.lines().zip(real.lines()).enumerate() {
        assert_eq!(shown, real, "line {} of the README; UPDATE_README=1 writes what is real", number + 1);
    }
    assert_eq!(readme.lines().count(), real.lines().count(), "output that the README does not show");
}
