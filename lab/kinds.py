#!/usr/bin/env python3
"""Scores the kinds of chrome against blocks named by hand. Python 3.9+, standard library only.

    lab/kinds.py RECORDS [--wrong]     RECORDS: the folder that `lab records` wrote, or a JSON Lines file made with --parts

lab/kinds.tsv has a block a line: the CRC-32 of "corpus/page", the block's number in `parts`, the CRC-32 of its text, the
kinds that are right (several where a reader could choose either), and the sample. Sample `a` was read while the rules
were written, `b` before the last few. In both the blocks were drawn alike many a kind, as the rules of the day had
it: the share that is right is lower than over a page. Of `c`, one block was drawn from each of sixty pages (Python's
random.Random(7)), and named before anybody looked at what dechrome says: it estimates the share over a page. A block whose text has changed is left out and counted.
"""
import argparse
import glob
import json
import os
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))


def crc(text):
    return f"{zlib.crc32(text.encode()):08x}"


def gold():
    """{page: [(block, text, kinds, sample)]}"""
    pages = {}
    with open(os.path.join(HERE, "kinds.tsv"), encoding="utf-8") as file:
        for line in file:
            page, block, text, kinds, sample = line.rstrip("\n").split("\t")
            pages.setdefault(page, []).append((int(block), text, kinds.split("|"), sample))
    return pages


def records(path):
    """(corpus/page, record) of every line."""
    for name in sorted(glob.glob(os.path.join(path, "*.jsonl"))) or [path]:
        with open(name, encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                source = (record.get("source", {}).get("path") or "").removesuffix(".html").split("/")
                corpus = source[-2] if len(source) > 1 else os.path.basename(name).removesuffix(".jsonl")
                yield f"{corpus}/{source[-1]}", record


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records")
    parser.add_argument("--wrong", action="store_true", help="lists the blocks that are named wrong")
    args = parser.parse_args()
    pages, right, counted, moved = gold(), {}, {}, 0
    for page, record in records(args.records):
        for block, text, kinds, sample in pages.get(crc(page), []):
            part = (record.get("parts") or [])[block : block + 1]
            if not part or crc(part[0]["text"]) != text:
                moved += 1
                continue
            if part[0]["part"] != "chrome":
                continue
            counted[sample] = counted.get(sample, 0) + 1
            right[sample] = right.get(sample, 0) + (part[0]["kind"] in kinds)
            if args.wrong and part[0]["kind"] not in kinds:
                print(f"{page} {block}: {part[0]['kind']}, not {' or '.join(kinds)}: {part[0]['text'][:60]!r}")
    for sample in sorted(counted):
        print(f"sample {sample}: {right[sample] / counted[sample]:.3f} of {counted[sample]} blocks")
    if moved:
        print(f"{moved} blocks are no longer where they were")


if __name__ == "__main__":
    main()
