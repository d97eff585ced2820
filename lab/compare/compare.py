#!/usr/bin/env python3
"""dechrome beside its peers on the same pages, one core each, in turn, in one run. Python 3.9+.

    lab/compare/compare.py ../shared/corpus/wcxb-dev ../shared/corpus/fundus-a ../shared/corpus/traf-a
    lab/compare/compare.py CORPUS... --rounds 5 --only dechrome,resiliparse

Builds dechrome and the Rust peers, puts the Python peers into lab/compare/.venv, unpacks the pages, and prints a table:
the median of the rounds' seconds, pages and megabytes a second, how many times the time of html5ever's bare parse, peak
memory, and score.py's figures. A Rust system is timed as a process, from the start to the last record written; of a
Python one only the loop over the pages, without the imports. Each reads the pages from files and writes records."""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
EVAL = os.path.join(PROJECT, "..", "shared", "eval")
PARSERS = ["html5ever", "scraper"]
RUST = ["dom_smoothie", "readability", "rs-trafilatura"]
PYTHON = ["resiliparse", "trafilatura"]
SYSTEMS = ["dechrome", "dechrome -j 2", *PARSERS, *RUST, *PYTHON]
FIGURES = [("wcxb-dev", "text:article"), ("wcxb-dev", "text"), ("fundus-a", "text"), ("traf-a", "snippets")]


def build():
    """Builds everything; gives the command of each system, without the folders."""
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=PROJECT, check=True)
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=HERE, check=True)
    venv = os.path.join(HERE, ".venv")
    python = os.path.join(venv, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        wanted = os.path.join(HERE, "requirements.txt")
        subprocess.run([python, "-m", "pip", "--quiet", "install", "-r", wanted], check=True)
    target = os.environ.get("CARGO_TARGET_DIR")
    dechrome = os.path.join(target or os.path.join(PROJECT, "target"), "release", "dechrome")
    peers = os.path.join(target or os.path.join(HERE, "target"), "release", "peers")
    commands = {"dechrome": [dechrome, "-j", "1"], "dechrome -j 2": [dechrome, "-j", "2"]}
    commands.update({name: [peers, name] for name in PARSERS + RUST})
    commands.update({name: [python, os.path.join(HERE, "peers.py"), name] for name in PYTHON})
    return commands


def run(command, folders, out):
    """Seconds and peak memory in megabytes of one run."""
    with open(out, "wb") as file:
        start = time.perf_counter()
        child = subprocess.Popen(command + folders, stdout=file, stderr=subprocess.PIPE)
        told = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)} failed:\n{told.decode(errors='replace')}")
    if command[-1] in PYTHON:
        seconds = float(told.split(b"seconds: ")[1].split()[0])
    return seconds, usage.ru_maxrss / 1024


def figures(folder, system, corpora):
    """score.py's figures of what a system wrote, by corpus."""
    for corpus in corpora:
        name = os.path.basename(corpus)
        with open(os.path.join(folder, system + ".jsonl"), encoding="utf-8") as lines:
            kept = [line for line in lines if f"/{name}/" in json.loads(line)["source"]["path"]]
        with open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf-8") as file:
            file.writelines(kept)
    out = os.path.join(folder, "figures.json")
    command = [sys.executable, os.path.join(EVAL, "score.py"), *corpora, "--records", folder, "--json", out]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with open(out, encoding="utf-8") as file:
        return json.load(file)


def main():
    parser = argparse.ArgumentParser(description="dechrome beside its peers, on the same pages in one run.")
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(SYSTEMS), help="systems, parted by commas")
    args = parser.parse_args()
    commands = {name: command for name, command in build().items() if name in args.only.split(",")}
    corpora = [corpus.rstrip("/") for corpus in args.corpora]
    sys.path.insert(0, EVAL)
    import score  # unpacks pages as it does for its own runs

    with tempfile.TemporaryDirectory() as scratch:
        folders = [os.path.join(scratch, "pages", os.path.basename(corpus)) for corpus in corpora]
        for corpus, folder in zip(corpora, folders):
            os.makedirs(folder)
            score.unpack(corpus, folder)
        files = [os.path.join(folder, name) for folder in folders for name in os.listdir(folder)]
        size = sum(os.path.getsize(file) for file in files) / 1e6
        timed = {name: [] for name in commands}
        for number in range(args.rounds):
            for name, command in commands.items():
                timed[name].append(run(command, folders, os.path.join(scratch, name + ".jsonl")))
                print(f"round {number + 1}: {name} {timed[name][-1][0]:.2f} s", file=sys.stderr)
        print(f"{len(files)} pages, {size:.0f} MB, median of {args.rounds}\n")
        heads = ["s", "pages/s", "MB/s", "of html5ever", "peak MB"] + [f"{c} {f}" for c, f in FIGURES]
        print("| system | " + " | ".join(heads) + " |")
        print("| --- |" + " --- |" * len(heads))
        bare = statistics.median(s for s, _ in timed["html5ever"]) if "html5ever" in timed else None
        for name, runs in timed.items():
            seconds = statistics.median(s for s, _ in runs)
            row = [f"{seconds:.2f}", f"{len(files) / seconds:.0f}", f"{size / seconds:.1f}"]
            row += [f"{seconds / bare:.2f}" if bare else "", f"{max(m for _, m in runs):.0f}"]
            scored = {} if name in PARSERS else figures(scratch, name, corpora)
            for corpus, figure in FIGURES:
                value = scored.get(corpus, {}).get(figure)
                row.append("" if value is None else f"{value:.3f}")
            print(f"| {name} | " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
