"""Writes the corpora with each class and id as a hash of itself, as style tools write them: names that say nothing.

    blank_names.py CORPORA OUT    OUT/<corpus>, gold and all; then `lab records OUT lab/out RECORDS [--no-systems]`

What is found there is found by words, places and shapes. Of roles, item types and addresses nothing is changed.
"""
import gzip, hashlib, os, re, shutil, sys

TAG = re.compile(rb"<[a-zA-Z][^<>]*>")
NAMES = re.compile(rb"""(\s(?:class|id|for|aria-labelledby|aria-controls)\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""", re.I)


def blank(name):
    return b"x" + hashlib.md5(name).hexdigest()[:7].encode()


def blank_attribute(match):
    value, quote = match.group(2), b""
    if value[:1] in (b'"', b"'"):
        quote, value = value[:1], value[1:-1]
    return match.group(1) + quote + b" ".join(map(blank, value.split())) + quote


def main(corpora, out):
    for corpus in sorted(os.listdir(corpora)):
        source, target = os.path.join(corpora, corpus), os.path.join(out, corpus)
        if not os.path.isdir(os.path.join(source, "html")):
            continue
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("html"), dirs_exist_ok=True)
        os.makedirs(os.path.join(target, "html"), exist_ok=True)
        for name in os.listdir(os.path.join(source, "html")):
            page = gzip.decompress(open(os.path.join(source, "html", name), "rb").read())
            page = TAG.sub(lambda tag: NAMES.sub(blank_attribute, tag.group(0)), page)
            open(os.path.join(target, "html", name), "wb").write(gzip.compress(page, 1))


if __name__ == "__main__":
    main(*sys.argv[1:])
