"""Runs one of the Python peers over folders of pages: peers.py SYSTEM FOLDER...; records go to standard output as JSON
Lines that score.py reads. "seconds: N" on standard error tells how long the pages took, without the imports."""
import json
import os
import sys
import time


def trafilatura():
    from trafilatura import bare_extraction

    def extract(page):
        document = bare_extraction(page, with_metadata=True, include_comments=True)
        if document is None:
            return {}, None
        found = document.as_dict()
        article = {
            "text": found.get("text") or "",
            "title": found.get("title"),
            "byline": [{"name": name.strip()} for name in (found.get("author") or "").split(";") if name.strip()],
            "published": found.get("date"),
        }
        return article, found.get("comments")

    return extract


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def extract(page):
        tree = HTMLTree.parse(bytes_to_str(page, detect_encoding(page)))
        return {"text": extract_plain_text(tree, main_content=True), "title": tree.title}, None

    return extract


SYSTEMS = {"trafilatura": trafilatura, "resiliparse": resiliparse}


def main():
    extract = SYSTEMS[sys.argv[1]]()
    start = time.perf_counter()
    for folder in sys.argv[2:]:
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                page = file.read()
            try:
                article, comments = extract(page)
            except Exception as error:  # a peer that falls has given nothing
                article, comments = {"error": str(error)}, None
            record = {"source": {"path": path}, "article": article}
            if comments:
                record["comments"] = {"items": [{"text": comments}]}
            sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()
    print(f"seconds: {time.perf_counter() - start}", file=sys.stderr, flush=True)


main()
