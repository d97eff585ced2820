"""Writes the corpora as pages that lack what the labeller might lean on: what is found there is found without it.

    variants.py names CORPORA OUT      each class and id is a hash of itself, as style tools write them
    variants.py address CORPORA OUT    no page says what its address is
    variants.py head CORPORA OUT       of what stands in a page's head only the title is left, and the charset
    variants.py tags CORPORA OUT       no elements that say what they hold (article, nav, time, …), no roles and item types
    variants.py breaks CORPORA OUT     paragraphs are parted by line breaks
    variants.py old CORPORA OUT        a page of before 2005: the three before it, and no classes and ids
    variants.py han CORPORA OUT        each word is written in Han letters, with no spaces and capitals (script.py);
                                       the same thai, hindi, arabic, and unknown: a language of no known words
    variants.py followed CORPORA OUT   other stories stand behind articles, or amid them (followed.py)

OUT/<corpus> has gold and all: `lab records OUT lab/out RECORDS [--no-systems]`, then score.py.
"""
import functools, gzip, hashlib, json, os, re, sys

import followed
import script

TAG = re.compile(rb"<[a-zA-Z][^<>]*>")
NAMES = re.compile(rb"""(\s(?:class|id|for|aria-labelledby|aria-controls)\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""", re.I)
ADDRESS = re.compile(rb"<link[^>]*canonical[^>]*>|<meta[^>]*og:url[^>]*>", re.I)
HEAD = re.compile(rb"<link[^>]*>|<meta(?![^>]*charset)[^>]*>|<script[^>]*ld\+json.*?</script\s*>", re.S | re.I)

SECTION = re.compile(rb"<(/?)(?:article|main|header|footer|nav|aside|section|figure|figcaption|address|details|summary)(?=[\s/>])", re.I)
TIME = re.compile(rb"<(/?)time(?=[\s/>])", re.I)
ROLES = re.compile(rb"""\s(?:role|rel|aria-[a-z]+|item(?:scope|type|prop|ref)|typeof|property|datetime|data-[-\w]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)|(?=[\s>]))""", re.I)
IDENTIFIED = re.compile(rb"""\s(?:class|id)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""", re.I)
PARAGRAPH = re.compile(rb"<p(?=[\s>])[^<>]*>", re.I)
PARAGRAPH_END = re.compile(rb"</p\s*>", re.I)


def blank(name):
    return b"x" + hashlib.md5(name).hexdigest()[:7].encode()


def blank_attribute(match):
    value, quote = match.group(2), b""
    if value[:1] in (b'"', b"'"):
        quote, value = value[:1], value[1:-1]
    return match.group(1) + quote + b" ".join(map(blank, value.split())) + quote


def without_names(page):
    return TAG.sub(lambda tag: NAMES.sub(blank_attribute, tag.group(0)), page)


def without_tags(page):
    page = TIME.sub(rb"<\1span", SECTION.sub(rb"<\1div", page))
    return TAG.sub(lambda tag: tag.group(0) if tag.group(0)[:5].lower() == b"<meta" else ROLES.sub(b"", tag.group(0)), page)


def with_breaks(page):
    return PARAGRAPH_END.sub(b"<br><br>", PARAGRAPH.sub(b" ", page))


def old(page):
    page = with_breaks(without_tags(HEAD.sub(b"", page)))
    return TAG.sub(lambda tag: IDENTIFIED.sub(b"", tag.group(0)), page)


def as_it_is(gold):
    return gold


# What is made of a page and of its gold.
KINDS = {
    "names": (without_names, as_it_is),
    "address": (lambda page: ADDRESS.sub(b"", page), as_it_is),
    "head": (lambda page: HEAD.sub(b"", page), as_it_is),
    "tags": (without_tags, as_it_is),
    "breaks": (with_breaks, as_it_is),
    "old": (old, as_it_is),
} | {
    name: (lambda page, written=written: script.page(page, written), lambda gold, written=written: script.gold(gold, written))
    for name, written in script.SCRIPTS.items()
}


def change(name, data, page, gold):
    if name.endswith(".html.gz"):
        return gzip.compress(page(gzip.decompress(data), name.removesuffix(".html.gz")), 1)
    if name.endswith((".json", ".jsonl")):
        lines = data.splitlines() if name.endswith("l") else [data]
        return "".join(json.dumps(gold(json.loads(line)), ensure_ascii=False) + "\n" for line in lines).encode()
    return data


def changes(kind, corpora):
    """What is made of a page, given its id and corpus too, and what of its gold."""
    if kind == "followed":
        return followed.Followed(corpora).page, as_it_is
    page, gold = KINDS[kind]
    return lambda source, id, corpus: page(source), gold


def main(kind, corpora, out):
    page, gold = changes(kind, corpora)
    for corpus in sorted(os.listdir(corpora)):
        source = os.path.join(corpora, corpus)
        if not os.path.isdir(os.path.join(source, "html")):
            continue
        for folder, _, names in os.walk(source):
            target = os.path.join(out, corpus, os.path.relpath(folder, source))
            os.makedirs(target, exist_ok=True)
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    data = file.read()
                with open(os.path.join(target, name), "wb") as file:
                    file.write(change(name, data, functools.partial(page, corpus=corpus), gold))


if __name__ == "__main__":
    main(*sys.argv[1:])
