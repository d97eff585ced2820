"""Writes the corpora's pages flattened to plain text, as `score.py --as-text` hands them over.

    flatten.py CORPORA OUT [SCORE]    OUT/<corpus>/<id>.txt; SCORE: score.py's path, default ../shared/eval/score.py
"""
import gzip, importlib.util, os, sys


def main(corpora, out, score="../shared/eval/score.py"):
    spec = importlib.util.spec_from_file_location("score", score)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for corpus in sorted(os.listdir(corpora)):
        pages = os.path.join(corpora, corpus, "html")
        if not os.path.isdir(pages):
            continue
        os.makedirs(os.path.join(out, corpus), exist_ok=True)
        for name in sorted(os.listdir(pages)):
            text = module.flatten(gzip.decompress(open(os.path.join(pages, name), "rb").read()))
            open(os.path.join(out, corpus, name.removesuffix(".html.gz") + ".txt"), "wb").write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
