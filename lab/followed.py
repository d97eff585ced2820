"""Articles with other pages' stories behind or amid them, as sites put them there to keep readers: for variants.py.

What follows is of a page of the same fold, so that no model sees a host that it is measured on: the entries of a listing, a whole
article, in the page's own elements too, as where scrolling never ends, or teasers of some articles. The gold stays that of the page.
"""
import collections, copy, glob, gzip, hashlib, json, os, random, re

import lxml.etree
import lxml.html

from script import CHARSET, decoded
from train import fold_of

WORD = re.compile(r"\w{4,}")
HEADINGS = [
    "More stories", "Related", "Recommended for you", "You may also like", "Read next", "Latest news", "Top stories", "Around the web",
    "In pictures", "Popular now", "Weitere Artikel", "Mehr zum Thema", "À lire aussi", "Más noticias", "Leia também", "Leggi anche",
]
NAMES = [
    "card", "teaser", "story", "item", "post", "entry", "promo", "tile", "feed-item", "list-item", "media", "article-card", "block", "js-stream",
]
# What of the gold's words an element holds that is the story's.
COVERED = 0.85


def parsed(source):
    text = re.sub(r"^\s*<\?xml[^>]*>", "", decoded(source).replace("\0", ""))
    try:
        return lxml.html.document_fromstring(text)
    except (lxml.etree.ParserError, ValueError):
        return None


def held(element, said):
    """The share of the long words that an element has of those that are said; 0 where hardly any are."""
    words = set(WORD.findall(said.lower()))
    return len(words & set(WORD.findall(element.text_content().lower()))) / len(words) if len(words) >= 10 else 0.0


def story(document, said):
    """The smallest element that holds most of the words that the gold says."""
    at = document.find("body") if document is not None else None
    if at is None or held(at, said) < COVERED:
        return None
    while True:
        inner = next((child for child in at if isinstance(child.tag, str) and held(child, said) >= COVERED), None)
        if inner is None:
            return at
        at = inner


def titled(main, gold):
    """The element around a story that holds its title too, where that is not much more than the story."""
    title, most = " ".join((gold.get("title") or "").lower().split()), 1.5 * len(main.text_content()) + 400
    at = main
    while title and title not in " ".join(at.text_content().lower().split()):
        at = at.getparent()
        if at is None or at.tag in ("body", "html") or len(at.text_content()) > most:
            return main
    return at


def rewritten(whole, own, other, draw):
    """A copy of a story's element that tells another."""
    again = copy.deepcopy(whole)
    again.tail = None
    lines = [clean(line) for line in re.split(r"\n+", other["text"]) if line.strip()]
    title, linked = " ".join((own.get("title") or "").lower().split()), draw.random() < 0.6
    for element in list(again.iter("h1", "h2", "h3", "p", "li", "blockquote", "pre", "td")):
        text = " ".join(element.text_content().split())
        if title and element.tag[0] == "h" and text.lower() == title:
            told = clean(other.get("title") or "Untitled")
        elif len(text) < 30:
            continue
        elif lines:
            told = lines.pop(0)
        elif element.getparent() is not None:
            element.getparent().remove(element)
            continue
        else:
            told = ""
        tail, attributes = element.tail, dict(element.attrib)
        element.clear()
        element.tail = tail
        element.attrib.update(attributes)
        line = lxml.etree.SubElement(element, "a", href="/" + other["id"]) if linked and element.tag[0] == "h" else element
        line.text = told
    return again


def commented_page(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)["id"]


class Followed:
    def __init__(self, corpora):
        self.folder = corpora
        self.gold, self.lists, self.articles = {}, collections.defaultdict(list), collections.defaultdict(list)
        commented = set(map(commented_page, glob.glob(os.path.join(corpora, "*", "comments", "*.json"))))
        for corpus in ("fundus-a", "traf-a", "wcxb-dev"):
            for line in open(os.path.join(corpora, corpus, "gold.jsonl"), encoding="utf-8"):
                page = json.loads(line)
                key = (corpus, page["id"])
                self.gold[key] = page
                if len(page.get("text") or "") > 400 and page["id"] not in commented:
                    kind = page.get("type")
                    of = self.lists if kind in ("listing", "collection") else self.articles if kind == "article" else None
                    if of is not None:
                        of[self.fold(key)].append(key)

    def fold(self, key):
        """The fold of the host, as lab/src/corpus.rs has it."""
        url = self.gold[key].get("url")
        if not url:
            return fold_of("/".join(key))
        labels = re.split("[/?:]", url.split("://")[-1])[0].lower().split(".")
        keep = 3 if len(labels) > 2 and len(labels[-2]) <= 3 else 2
        return fold_of(".".join(labels[-keep:]))

    def said(self, key):
        gold = self.gold[key]
        return gold.get("text") or " ".join(gold.get("with") or [])

    def document(self, key):
        with gzip.open(os.path.join(self.folder, key[0], "html", key[1] + ".html.gz")) as file:
            return parsed(file.read())

    def page(self, source, id, corpus):
        key = (corpus, id)
        if key not in self.gold or self.gold[key].get("type") not in (None, "article"):
            return source
        draw = random.Random(hashlib.md5(id.encode()).digest())
        document = parsed(source)
        main = story(document, self.said(key))
        if main is None or not self.add(key, main, draw):
            return source
        written = lxml.html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>")
        return CHARSET.sub("charset=utf-8", written).encode("utf-8", "replace")

    def add(self, key, main, draw):
        if draw.random() < 0.2:
            whole, again = titled(main, self.gold[key]), draw.randrange(1, 3)
            if whole.tag in ("body", "html"):
                return False
            others = [draw.choice(self.articles[self.fold(key)]) for _ in range(again)]
            told = [rewritten(whole, self.gold[key], self.gold[other], draw) for other in others if other != key]
            # What stands in no paragraph is still the page's own.
            told = [other for other in told if held(other, self.said(key)) < 0.5]
            for other in told:
                whole.addnext(other)
            return bool(told)
        more = self.more(key, draw)
        if more is not None:
            self.put(main, more, draw)
        return more is not None

    def put(self, main, more, draw):
        if draw.random() < 0.15 and len(main) > 4:
            main.insert(draw.randrange(2, len(main) - 1), more)
            return
        at = main
        for _ in range(draw.randrange(3)):
            if at.tag == "body" or at.getparent().tag in ("body", "html"):
                break
            at = at.getparent()
        if at.tag == "body":
            at.append(more)
            return
        more.tail, at.tail = at.tail, None
        at.addnext(more)

    def more(self, key, draw):
        """What follows, in a box of its own; `None` where the drawn page has nothing to give."""
        kind, fold = draw.random(), self.fold(key)
        box = lxml.html.Element("div")
        if draw.random() < 0.5:
            heading = lxml.etree.SubElement(box, draw.choice(["h2", "h3", "h4", "div", "p"]))
            heading.text = draw.choice(HEADINGS)
        if kind < 0.3:
            teasers = draw.sample(self.articles[fold], draw.randrange(3, 9))
            self.tease(box, [other for other in teasers if other != key], draw)
            return box
        other = draw.choice((self.lists if kind < 0.7 else self.articles)[fold])
        found = story(self.document(other), self.said(other)) if other != key else None
        if found is None:
            return None
        if kind >= 0.7 and draw.random() < 0.7:
            found = titled(found, self.gold[other])
        within = lxml.etree.SubElement(box, "div")
        within.set("class", (found.getparent() if found.tag != "body" else found).get("class") or "")
        if found.tag == "body":
            found.tag = "div"
        found.tail = None
        within.append(copy.deepcopy(found))
        return box

    def tease(self, box, others, draw):
        tags = draw.choice([("div", "div"), ("ul", "li"), ("div", "article"), ("section", "div")])
        name, title = draw.choice(NAMES), draw.choice(["h2", "h3", "h4", "div", "span", "strong"])
        linked, dated, signed = draw.random() < 0.8, draw.random() < 0.3, draw.random() < 0.3
        rest, control = draw.random() < 0.4, draw.choice(["Read more", "Continue reading", "More like this", "Weiterlesen", "Lire la suite"])
        items = lxml.etree.SubElement(box, tags[0])
        items.set("class", name + draw.choice(["s", "-list", "-grid", "__items", ""]))
        for other in others:
            gold = self.gold[other]
            item = lxml.etree.SubElement(items, tags[1])
            item.set("class", name)
            heading = lxml.etree.SubElement(item, title)
            line = lxml.etree.SubElement(heading, "a", href="/" + other[1]) if linked else heading
            line.text = clean(gold.get("title") or "Untitled")
            if signed and gold.get("author"):
                by = lxml.etree.SubElement(item, "span")
                by.text = clean(gold["author"] if isinstance(gold["author"], str) else gold["author"][0])
            if dated and gold.get("date"):
                lxml.etree.SubElement(item, "time").text = clean(gold["date"])
            text = lxml.etree.SubElement(item, "p")
            text.text = clean(next((line for line in gold["text"].split("\n") if len(line) > 60), gold["text"])[: draw.randrange(120, 600)])
            if rest:
                lxml.etree.SubElement(item, "a", href="/" + other[1]).text = control


def clean(text):
    """What XML can hold of it."""
    return re.sub(r"[^\t\n\r -\ud7ff\ue000-\ufffd]", " ", text)
