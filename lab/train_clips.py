"""Trains the labeller of plain text on what `lab clip-features` wrote; see CONTRIBUTING.md.

    train_clips.py first OUT          pass 1 and the random trees: out-of-fold probabilities (first.f32, random.f32) and the models
                                      of every fold and of all pages
    train_clips.py second OUT         pass 2, after `lab clip-context`
    train_clips.py headline OUT       the headline, after `lab clip-headlines`
    train_clips.py pages OUT          page type and confidence, after `lab clip-pages`
    train_clips.py pack OUT TARGET    the folds' models to OUT/0.bin ..., the one of all pages to TARGET, its sample beside it
"""
import json, os, struct, sys
import numpy as np
import lightgbm as lgb
from export import pack, samples
from train import FOLDS, PARAMS, RANDOM, fold_of, mean, reliability, weights, word_f1
from train_pages import TYPES, kinds

NAMES = ("article", "comment", "head")
CLASS = dict(article=0, comment=1, head=3)
LINES = dict(PARAMS, num_leaves=31, max_depth=9, min_data_in_leaf=60, feature_fraction=0.3, learning_rate=0.12)
ROUNDS = dict(article=110, comment=50, head=40)
RANDOM_ROUNDS = dict(article=100, comment=60, head=60)
PAGE = dict(PARAMS, num_leaves=8, min_data_in_leaf=15, learning_rate=0.1, feature_fraction=0.5, max_depth=4)
MODELS = [f"{stage}-{name}" for stage in ("first", "second", "random") for name in NAMES] + ["headline"] + [
    f"page-{name}" for name in TYPES + ("confidence",)]


def load(out):
    pages = [json.loads(line) for line in open(f"{out}/pages.jsonl")]
    columns = int(open(f"{out}/columns.txt").read())
    x = np.memmap(f"{out}/features.f32", np.float32, "r").reshape(-1, columns)
    y = np.fromfile(f"{out}/labels.i8", np.int8)
    words = np.fromfile(f"{out}/words.f32", np.float32)
    page = np.repeat(np.arange(len(pages)), [p["rows"] for p in pages])
    return pages, x, y, words, page


def thin(y, w, words):
    """Most lines are short labels, all alike: a quarter of them, at four times the weight, says the same."""
    dull = ((y == 2) | (y == 4)) & (words <= 4)
    drop = dull & (np.random.default_rng(7).random(len(y)) > 1 / 4)
    return np.where(dull, 4 * w, w).astype(np.float32), ~drop


def run(stage, out):
    pages, x, y, words, page = load(out)
    fold = np.array([fold_of(p["host"]) for p in pages])[page]
    if stage == "second":
        x = np.hstack([x, np.fromfile(f"{out}/context.f32", np.float32).reshape(len(y), -1)])
    w = weights(pages, np.sqrt(np.maximum(words, 1.0)), page)
    w, kept = thin(y, w, words)
    # Heads are short, but what a comment hangs on.
    w = np.where(y == 3, 3 * w, w).astype(np.float32)
    taken = np.flatnonzero((y >= 0) & kept)
    whole = lgb.Dataset(x[taken], np.zeros(len(taken)), params=dict(max_bin=PARAMS["max_bin"], verbose=-1))
    whole.construct()
    kinds = ("first", "random") if stage == "first" else ("second",)
    results = {kind: np.zeros((len(y), len(NAMES)), np.float32) for kind in kinds}
    for k in range(FOLDS + 1):  # the last one learns from every page
        for at, name in enumerate(NAMES):
            # Where the gold is of snippets only, a line is known to be no comment, not whether it is the article's.
            mine = np.flatnonzero((fold[taken] != k) & ((y[taken] != 4) | (name != "article")))
            data = whole.subset(mine)
            data.construct()
            data.set_label((y[taken[mine]] == CLASS[name]).astype(np.float32))
            data.set_weight(w[taken[mine]])
            for kind in kinds:
                model = fit(kind, name, data)
                if k < FOLDS:
                    results[kind][fold == k, at] = model.predict(x[fold == k])
                model.save_model(f"{out}/{kind}-{name}-{k}.txt")
        print(f"fold {k} done", flush=True)
    for kind in kinds:
        results[kind].tofile(f"{out}/{kind}.f32")
    result = results[stage]
    if stage == "second":
        before = [np.fromfile(f"{out}/{kind}.f32", np.float32).reshape(-1, len(NAMES)) for kind in ("first", "random")]
        result = mean(*before, result)
        result.tofile(f"{out}/second.f32")
    report(pages, y, words, page, result)


def fit(kind, name, data):
    if kind == "random":
        return lgb.train(LINES | RANDOM, data, RANDOM_ROUNDS[name])
    return lgb.train(LINES, data, ROUNDS[name])


def report(pages, y, words, page, p):
    unknown = (y < 0) | (y == 4)
    known, article = np.where(unknown, 2, y), np.where(unknown, 0, p[:, 0])
    for label, keep in [
        ("wcxb article", lambda q: q["corpus"] == "wcxb-dev" and q["type"] == "article"),
        ("wcxb all", lambda q: q["corpus"] == "wcxb-dev"),
        ("fundus", lambda q: q["corpus"] == "fundus-a"),
    ]:
        print(f"  {label}: {word_f1(pages, known, words, page, article, keep):.4f}")
    rows = np.isin(page, [i for i, q in enumerate(pages) if q["annotated"]]) & (y >= 0)
    for name, at, size in [("comment", 1, words), ("head", 2, np.ones_like(words))]:
        gold, found = (y == CLASS[name])[rows], (p[:, at] >= 0.5)[rows]
        s = size[rows]
        print(f"  {name} lines F1 on annotated pages: {2 * (s * gold * found).sum() / ((s * gold).sum() + (s * found).sum()):.4f}")


HEADLINE = dict(PARAMS, num_leaves=15, min_data_in_leaf=20, learning_rate=0.07, feature_fraction=0.3, bagging_fraction=0.7)


def run_headline(out):
    pages = [json.loads(line) for line in open(f"{out}/pages.jsonl")]
    y = np.fromfile(f"{out}/headline.i8", np.int8)
    page = np.fromfile(f"{out}/headline.u32", np.uint32)
    x = np.fromfile(f"{out}/headline.f32", np.float32).reshape(len(y), -1)
    fold, p = np.array([fold_of(q["host"]) for q in pages])[page], np.zeros(len(y))
    for k in range(FOLDS + 1):
        model = lgb.train(HEADLINE, lgb.Dataset(x[fold != k], y[fold != k]), 150)
        model.save_model(f"{out}/headline-{k}.txt")
        if k < FOLDS:
            p[fold == k] = model.predict(x[fold == k])
    best = [np.flatnonzero(page == number)[p[page == number].argmax()] for number in np.unique(page)]
    print(f"the likeliest line is the title: {y[best].mean():.4f} of {len(best)} pages")


def run_pages(out):
    pages, _, y, words, page = load(out)
    x = np.fromfile(f"{out}/page.f32", np.float32).reshape(len(pages), -1)
    fold = np.array([fold_of(q["host"]) for q in pages])
    kind = kinds(pages)
    article = np.fromfile(f"{out}/second.f32", np.float32).reshape(-1, len(NAMES))[:, 0]
    gold, found = words * (y == 0), words * (article >= 0.5)
    sums = [np.bincount(page, v, len(pages)) for v in (gold, found, gold * (article >= 0.5))]
    f1 = 2 * sums[2] / np.maximum(sums[0] + sums[1], 1e-9)
    known = (sums[0] > 0) & np.array([q["corpus"] in ("wcxb-dev", "fundus-a") for q in pages])
    typed, scores, confidence = kind != "", np.zeros((len(pages), len(TYPES))), np.zeros(len(pages))
    for k in range(FOLDS + 1):
        for at, name in enumerate(TYPES):
            rows = typed & (fold != k)
            model = lgb.train(PAGE, lgb.Dataset(x[rows], (kind == name)[rows].astype(int)), 40)
            model.save_model(f"{out}/page-{name}-{k}.txt")
            if k < FOLDS:
                scores[fold == k, at] = model.predict(x[fold == k], raw_score=True)
        rows = known & (fold != k)
        model = lgb.train(dict(PAGE, objective="regression", lambda_l2=5.0), lgb.Dataset(x[rows], f1[rows]), 40)
        model.save_model(f"{out}/page-confidence-{k}.txt")
        if k < FOLDS:
            confidence[fold == k] = model.predict(x[fold == k])
    print(f"page type right: {(np.array(TYPES)[scores.argmax(1)] == kind)[typed].mean():.4f}")
    reliability(confidence[known].clip(0, 1), f1[known])


def run_pack(out, target):
    for k in range(FOLDS + 1):
        models = b"".join(pack(f"{out}/{name}-{k}.txt") for name in MODELS)
        path = target if k == FOLDS else f"{out}/{k}.bin"
        open(path, "wb").write(b"DCF1" + struct.pack("<I", len(MODELS)) + models)
    samples(out, FOLDS, MODELS, os.path.join(os.path.dirname(target), "sample.bin"))
    print(f"{target}: {os.path.getsize(target)} bytes")


if __name__ == "__main__":
    stage = sys.argv[1]
    stages = dict(headline=run_headline, pages=run_pages, pack=run_pack)
    stages.get(stage, lambda out: run(stage, out))(*sys.argv[2:4])
