#!/usr/bin/env python3
"""Holds the scores on the open corpora above their floors. Python 3.9+, standard library only.

    lab/floors.py                  # scores the release build; exit status 1 where a figure fell below its floor
    lab/floors.py --binary PATH    # scores another build

Floors stand in lab/floors.json as {corpus: {figure: floor}}; a figure named in CEILINGS must stay below instead. The
figures are those of ../shared/eval/score.py; those of "CORPUS as text" are of the pages flattened to plain text.
"""
import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(PROJECT, "..", "shared")
CEILINGS = {"c_leak"}
AS_TEXT = " as text"


def score_all(binary, corpora):
    """The figures of the corpora, by name."""
    texts = [corpus.removesuffix(AS_TEXT) for corpus in corpora if corpus.endswith(AS_TEXT)]
    pages = [corpus for corpus in corpora if not corpus.endswith(AS_TEXT)]
    figures = score(binary, pages, []) if pages else {}
    if texts:
        figures |= {corpus + AS_TEXT: found for corpus, found in score(binary, texts, ["--as-text"]).items()}
    return figures


def score(binary, corpora, options):
    """The same, with options for score.py."""
    with tempfile.TemporaryDirectory() as folder:
        figures = os.path.join(folder, "figures.json")
        folders = [os.path.join(SHARED, "corpus", corpus) for corpus in corpora]
        command = [sys.executable, os.path.join(SHARED, "eval", "score.py"), *folders, *options]
        run = f"{shlex.quote(binary)} --format jsonl -"
        done = subprocess.run(command + ["--run", run, "--json", figures], capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"score.py failed:\n{done.stdout}{done.stderr}")
        with open(figures, encoding="utf-8") as file:
            return json.load(file)


def falls(floors, figures):
    """A line for each figure on the wrong side of its floor."""
    for corpus, wanted in floors.items():
        for name, floor in wanted.items():
            got = figures.get(corpus, {}).get(name)
            if got is None:
                yield f"{corpus} {name}: no figure, expected {floor}"
            elif name in CEILINGS and got > floor:
                yield f"{corpus} {name}: {got:.4f} is above the ceiling {floor}"
            elif name not in CEILINGS and got < floor:
                yield f"{corpus} {name}: {got:.4f} is below the floor {floor}"


def main():
    parser = argparse.ArgumentParser(description="Holds the scores on the open corpora above their floors.")
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(PROJECT, "target"))
    parser.add_argument("--binary", default=os.path.join(target, "release", "dechrome"))
    binary = os.path.abspath(parser.parse_args().binary)
    with open(os.path.join(PROJECT, "lab", "floors.json"), encoding="utf-8") as file:
        floors = json.load(file)
    wrong = list(falls(floors, score_all(binary, floors)))
    for line in wrong:
        print(f"floors: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
