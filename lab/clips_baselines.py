"""Records of flattened pages as two simple ways make them, to compare with: the whole text, and jusText with each line as a paragraph.

    clips_baselines.py FLAT RECORDS OUT    OUT/whole/<corpus>.jsonl, OUT/justext/<corpus>.jsonl; RECORDS: dechrome's, for the language

Needs `pip install justext`. Score with `score.py CORPORA --records OUT/whole`.
"""
import html, json, os, sys
import justext

LANGUAGES = dict(en="English", de="German", fr="French", es="Spanish", it="Italian", pt="Portuguese", nl="Dutch", pl="Polish",
                 cs="Czech", sv="Swedish", nb="Norwegian_Bokmal", da="Danish", fi="Finnish", tr="Turkish", ru="Russian",
                 uk="Ukrainian", ro="Romanian", hu="Hungarian", el="Greek", ar="Arabic", he="Hebrew", id="Indonesian",
                 vi="Vietnamese", ko="Korean", hr="Croatian", sk="Slovak", sl="Slovenian", bg="Bulgarian")


def by_justext(text, language):
    page = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    stops = justext.get_stoplist(LANGUAGES.get(language, "English"))
    paragraphs = justext.justext(f"<html><body>{page}</body></html>".encode(), stops, encoding="utf-8")
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def main(flat, records, out):
    for corpus in sorted(os.listdir(flat)):
        languages = {}
        for line in open(os.path.join(records, corpus + ".jsonl"), encoding="utf-8"):
            record = json.loads(line)
            languages[record["source"]["path"]] = (record.get("article") or {}).get("language", "en")[:2]
        files = {}
        for name in ("whole", "justext"):
            os.makedirs(os.path.join(out, name), exist_ok=True)
            files[name] = open(os.path.join(out, name, corpus + ".jsonl"), "w", encoding="utf-8")
        for page in sorted(os.listdir(os.path.join(flat, corpus))):
            text = open(os.path.join(flat, corpus, page), encoding="utf-8", newline="\n").read()
            try:
                found = by_justext(text, languages.get(page, "en"))
            except Exception as error:  # jusText refuses some control characters
                print(f"{page}: {error}", file=sys.stderr)
                found = ""
            for name, article in (("whole", text), ("justext", found)):
                record = dict(source=dict(path=page), article=dict(text=article), comments=dict(items=[]))
                files[name].write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
