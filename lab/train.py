"""Trains the labeller on the matrix that `lab features` wrote; see CONTRIBUTING.md. OUT/blanked holds the same of the pages whose
classes and ids say nothing (variants.py): the same rows with the same labels.

    train.py first OUT     pass 1: out-of-fold probabilities (first.f32) and the models of every fold and of all pages
    train.py again OUT     pass 1 anew, with what it was sure of where the gold says nothing, and the random trees
    train.py second OUT    pass 2, after `lab context`
    train.py pages OUT     page type and confidence, after `lab pages`

Folds are by host: no page is ever scored by a model that saw its host.
"""
import json, os, sys, zlib
import numpy as np
import lightgbm as lgb

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "folds")) as file:
    FOLDS = int(file.read())
SEED = 7
PARAMS = dict(
    objective="binary", learning_rate=0.1, num_leaves=40, min_data_in_leaf=50, feature_fraction=0.4, bagging_fraction=0.6,
    bagging_freq=1, lambda_l2=2.0, max_bin=63, max_depth=9, seed=SEED, deterministic=True, force_row_wise=True,
    num_threads=int(os.environ.get("THREADS", 2)), verbose=-1)
ROUNDS = dict(article=100, comment=60, random=100)

# Trees whose thresholds are drawn at random err elsewhere than the others (Geurts et al., "Extremely randomized trees", 2006).
RANDOM = dict(extra_trees=True, extra_seed=SEED, num_leaves=63, max_depth=-1, learning_rate=0.15)


# Comments learned from pages as they are are known by names alone, and not one is where names are hashes of themselves. Each page
# is learned from twice, at this weight without its names. The article's forests hardly need names, and gain nothing by it.
BLANKED = 0.5


# Nearly all pages of the corpora tell their address, most what they are, and both are easily learned; a page out of a folder may
# tell neither. Each page is learned from a second time, at this weight, one half of them without the address, the other
# without all that stands in the head of a page but its title.
BARE = 0.5
SAID = {"url": 0.0, "type": 0.0, "page_published": 0.0, "description": 0.0, "embedded": -1.0}


def bare(x, columns, headless):
    """The rows without addresses and, where `headless`, without what the head says."""
    x = np.array(x)
    for at, name in enumerate(columns):
        for start, absent in SAID.items():
            if name.startswith(start):
                x[slice(None) if start == "url" else headless, at] = absent
    return x


def matrix(folder, stage, columns):
    """The rows of a folder as the stage sees them."""
    x = np.memmap(f"{folder}/features.f32", np.float32, "r").reshape(-1, columns)
    if stage != "second":
        return x
    return np.hstack([x, np.fromfile(f"{folder}/context.f32", np.float32).reshape(len(x), -1)])


def load(out):
    pages = [json.loads(line) for line in open(f"{out}/pages.jsonl")]
    columns = open(f"{out}/columns.txt").read().replace('"', "_").split("\n")
    y = np.fromfile(f"{out}/labels.i8", np.int8)
    w = np.fromfile(f"{out}/weights.f32", np.float32)
    words = np.fromfile(f"{out}/words.f32", np.float32)
    page = np.repeat(np.arange(len(pages)), [p["rows"] for p in pages])
    return pages, columns, y, w, words, page


def fold_of(host):
    return zlib.crc32(host.encode()) % FOLDS


def every_other(pages):
    return np.array([zlib.crc32(page["id"].encode()) % 2 == 1 for page in pages])


def weights(pages, w, page):
    """A page counts by the root of its words, so that neither one endless page nor a thousand tiny ones decide."""
    mass = np.zeros(len(pages))
    np.add.at(mass, page, w)
    return (w / np.sqrt(np.maximum(mass[page], 1.0)) * 10).astype(np.float32)


def thin(y, w, words):
    """Most of a page's blocks are short labels, all alike: a third of them, at three times the weight, says the same."""
    dull = (y == 2) & (words <= 4) & (w > 0)
    drop = dull & (np.random.default_rng(SEED).random(len(y)) > 1 / 3)
    return np.where(dull, 3 * w, w).astype(np.float32), ~drop


# Self-training: where the gold is of snippets only, a block that the first pass was sure of counts as labelled, a little.
SELF = dict(article=0.8, chrome=0.02, weight=0.25)


def self_labels(out, pages, y, w, page):
    """Labels and weights with the first pass's own; it never saw the host of a page that it labels."""
    p = np.fromfile(f"{out}/self.f32", np.float32).reshape(-1, 2)[:, 0]
    snippets = np.array([q["corpus"] == "traf-a" for q in pages])[page] & (y < 0)
    sure = snippets & ((p >= SELF["article"]) | (p <= SELF["chrome"]))
    y = np.where(sure, np.where(p >= 0.5, 0, 2), y).astype(np.int8)
    return y, np.where(sure, SELF["weight"] * w, w).astype(np.float32)


def targets(name, pages, y, page, w):
    """Which rows take part, and their target."""
    if name != "comment":
        return (y == 0).astype(np.float32), (w > 0) & (y >= 0)
    known = np.array([p["annotated"] or p["corpus"] == "forum52-a" or p["type"] == "forum" for p in pages])
    commented = np.zeros(len(pages), bool)
    commented[np.unique(page[y == 1])] = True
    # A page without comment gold still shows what is no comment: its article.
    rows = (w > 0) & (known[page] & (y >= 0) | (y == 0) | commented[page] & (y >= 0))
    return (y == 1).astype(np.float32), rows


def fit(name, matrices, y, w, rows, headless, names):
    """`matrices`: of the pages as they are, and without names; `headless`: the rows of every other page."""
    copies = [(matrices[0][rows], y[rows], w[rows]),
              (bare(matrices[0][rows], names, headless[rows]), y[rows], BARE * w[rows])]
    if name == "comment":
        copies.append((matrices[1][rows], y[rows], BLANKED * w[rows]))
    x, y, w = (np.concatenate(parts) for parts in zip(*copies))
    data = lgb.Dataset(x, y, weight=w, feature_name=names, free_raw_data=True,
                       params=dict(max_bin=PARAMS["max_bin"], verbose=-1))
    return lgb.train(PARAMS | (RANDOM if name == "random" else {}), data, ROUNDS[name])


def word_f1(pages, y, words, page, p, keep):
    """Mean word F1 of blocks with p >= 0.5 against the labels, over the pages that `keep` takes."""
    gold, found = words * (y == 0), words * (p >= 0.5)
    both = gold * (p >= 0.5)
    sums = [np.bincount(page, v, len(pages)) for v in (gold, found, both)]
    f1 = 2 * sums[2] / np.maximum(sums[0] + sums[1], 1e-9)
    return float(np.mean([f1[i] for i in range(len(pages)) if keep(pages[i]) and sums[0][i] > 0]))


def report(pages, y, words, page, article, comment):
    known = np.where(y < 0, 2, y)
    p = np.where(y < 0, 0, article)
    for label, keep in [
        ("wcxb article", lambda q: q["corpus"] == "wcxb-dev" and q["type"] == "article"),
        ("wcxb all", lambda q: q["corpus"] == "wcxb-dev"),
        ("wcxb forum", lambda q: q["corpus"] == "wcxb-dev" and q["type"] == "forum"),
        ("fundus", lambda q: q["corpus"] == "fundus-a"),
    ]:
        print(f"  {label}: {word_f1(pages, known, words, page, p, keep):.4f}")
    rows = np.isin(page, [i for i, q in enumerate(pages) if q["annotated"]]) & (y >= 0)
    tp = (words * (y == 1) * (comment >= 0.5))[rows].sum()
    f1 = 2 * tp / ((words * (y == 1))[rows].sum() + (words * (comment >= 0.5))[rows].sum())
    print(f"  comment words F1 on annotated pages: {f1:.4f}", flush=True)


# What the first pass holds for less likely than this, or for likelier than the rest to one, is not judged again (src/label/mod.rs).
SETTLED = 0.02


def mean(*judgements):
    """The mean of log-odds, as a probability: what the labeller decides on."""
    odds = lambda p: np.log(np.clip(p, 1e-7, 1 - 1e-7) / (1 - np.clip(p, 1e-7, 1 - 1e-7)))
    return (1 / (1 + np.exp(-sum(map(odds, judgements)) / len(judgements)))).astype(np.float32)


def judged(first, second, random):
    """The labeller's probabilities of article and comment."""
    doubtful = ((first >= SETTLED) & (first <= 1 - SETTLED)).any(axis=1)
    article, comment = mean(first[:, 0], second[:, 0], random), mean(first[:, 1], second[:, 1])
    return np.where(doubtful[:, None], np.stack([article, comment], 1), first)


def run(stage, out):
    pages, columns, y, w, words, page = load(out)
    folders = (out, f"{out}/blanked")
    matrices = [matrix(folder, stage, len(columns)) for folder in folders]
    assert len(matrices[0]) == len(matrices[1]) == len(y), "OUT/blanked is of other pages"
    columns = columns + [f"context_{i}" for i in range(matrices[0].shape[1] - len(columns))]
    fold = np.array([fold_of(q["host"]) for q in pages])[page]
    headless = every_other(pages)[page]
    gold, untaught = y, stage == "first"
    if not untaught:
        y, w = self_labels(out, pages, y, w, page)
    stage = "first" if stage == "again" else stage
    w, kept = thin(y, weights(pages, w, page), words)
    names = ["article", "comment"] + ["random"] * (stage == "first" and not untaught)
    results = np.zeros((len(folders), len(y), len(names)), np.float32)
    for k in range(FOLDS + 1):  # the last one learns from every page
        for at, name in enumerate(names):
            target, rows = targets(name, pages, y, page, w)
            model = fit(name, matrices, target, w, rows & kept & (fold != k), headless, columns)
            if k < FOLDS:
                for result, x in zip(results, matrices):
                    result[fold == k, at] = model.predict(x[fold == k])
            model.save_model(f"{out}/{stage}-{name}-{k}.txt")
        print(f"fold {k} done", flush=True)
    for folder, result, read in zip(folders, results, ("as they are", "without names")):
        if len(names) > 2:
            result[:, 2].tofile(f"{folder}/random.f32")
        if stage == "second":
            first = np.fromfile(f"{folder}/first.f32", np.float32).reshape(-1, 2)
            result = judged(first, result, np.fromfile(f"{folder}/random.f32", np.float32))
        for name in [stage] + ["self"] * untaught:
            result[:, :2].tofile(f"{folder}/{name}.f32")
        print(f"pages {read}:")
        report(pages, gold, words, page, result[:, 0], result[:, 1])


def kinds(pages):
    """The type of each page, where it is known. Few of the articles whose type the gold names have comments; what readers comment
    on in traf-a is one too."""
    def kind(page):
        if page["corpus"] == "forum52-a":
            return "forum"
        if page["corpus"] == "traf-a":
            return "article" if page["commented"] else ""
        return "listing" if page["type"] == "collection" else page["type"] or ""
    return np.array([kind(page) for page in pages])


TYPES = ("article", "forum", "listing", "documentation", "product", "service")
FIRST_OF_PAGE = "page_words"
PAGE = dict(PARAMS, num_leaves=10, min_data_in_leaf=30, learning_rate=0.07, feature_fraction=0.5, max_depth=5)

# Few pages teach the types: thresholds drawn at random, and many trees, keep them from learning single ones.
TYPED, TYPE_ROUNDS = dict(PAGE, extra_trees=True, extra_seed=SEED, learning_rate=0.05), 300


def true_f1(pages, y, words, page, article):
    """Word F1 of the second pass against the labels, a number a page."""
    gold, found = words * (y == 0), words * (article >= 0.5)
    sums = [np.bincount(page, v, len(pages)) for v in (gold, found, gold * (article >= 0.5))]
    return 2 * sums[2] / np.maximum(sums[0] + sums[1], 1e-9), sums[0] > 0


def run_pages(out):
    pages, columns, y, _, words, page = load(out)
    x = np.fromfile(f"{out}/page.f32", np.float32).reshape(len(pages), -1)
    # A page's row begins with the columns that are the same for all its blocks, which end a block's.
    wide = columns[columns.index(FIRST_OF_PAGE):]
    less = bare(x, wide, every_other(pages))

    def twice(rows, target):
        """Each page as it is and with less said, at half the weight."""
        weight = np.full(2 * rows.sum(), 0.5)
        return lgb.Dataset(np.concatenate([x[rows], less[rows]]), np.tile(target[rows], 2), weight=weight)

    fold = np.array([fold_of(q["host"]) for q in pages])
    kind = kinds(pages)
    second = np.fromfile(f"{out}/second.f32", np.float32).reshape(-1, 2)
    f1, known = true_f1(pages, y, words, page, second[:, 0])
    known &= np.array([q["corpus"] in ("wcxb-dev", "fundus-a") for q in pages])
    # Answers to a question are no comments on an article.
    asked = x[:, [wide.index(f"type_{name}") for name in ("qapage", "discussionforumposting")]]
    kind[(asked > 0).any(axis=1) & np.array([q["corpus"] == "traf-a" for q in pages])] = ""
    typed, scores, confidence = kind != "", np.zeros((len(pages), len(TYPES))), np.zeros(len(pages))
    for k in range(FOLDS + 1):
        for at, name in enumerate(TYPES):
            rows = typed & (fold != k)
            model = lgb.train(TYPED, twice(rows, (kind == name).astype(int)), TYPE_ROUNDS)
            model.save_model(f"{out}/page-{name}-{k}.txt")
            if k < FOLDS:
                scores[fold == k, at] = model.predict(x[fold == k], raw_score=True)
        rows = known & (fold != k)
        params = dict(PAGE, objective="regression", lambda_l2=5.0)
        model = lgb.train(params, twice(rows, f1), 60)
        model.save_model(f"{out}/page-confidence-{k}.txt")
        if k < FOLDS:
            confidence[fold == k] = model.predict(x[fold == k])
    right = np.array(TYPES)[scores.argmax(1)] == kind
    print(f"page type right: {right[typed].mean():.4f}")
    reliability(confidence[known].clip(0, 1), f1[known])


def reliability(said, true):
    from sklearn.metrics import roc_auc_score
    print(f"AUROC for pages below 0.8: {roc_auc_score(true < 0.8, -said):.4f} ({(true < 0.8).sum()} of {len(true)})")
    print("| confidence | pages | mean said | mean F1 |\n| --- | --- | --- | --- |")
    for low in np.arange(0, 1, 0.1):
        rows = (said >= low) & (said < low + 0.1 + 1e-9 * (low > 0.85))
        if rows.any():
            print(f"| {low:.1f}-{low + 0.1:.1f} | {rows.sum()} | {said[rows].mean():.3f} | {true[rows].mean():.3f} |")


if __name__ == "__main__":
    run_pages(sys.argv[2]) if sys.argv[1] == "pages" else run(sys.argv[1], sys.argv[2])
