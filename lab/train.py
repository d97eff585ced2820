"""Trains the labeller on the matrices that `lab features` wrote; see CONTRIBUTING.md. OUT holds that of the pages as they are,
OUT/names and OUT/old those of the pages as variants.py writes them.

    train.py first OUT     pass 1: out-of-fold probabilities (first.f32) and the models of every fold and of all pages
    train.py again OUT     pass 1 anew, with what it was sure of where the gold says nothing, and the random trees
    train.py second OUT    pass 2, after `lab context`

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


# What a page of the corpora says so easily that nothing else is learned of it, others do not say: pages out of folders no
# address, pages of style tools no names, old pages hardly more than where a line ends. So each page is learned from again, at
# these weights, as it would be without. Articles' forests hardly need names, and gain nothing by the copy that has none.
COPIES = {"names": 0.5, "old": 0.25, "followed": 0.25}
OF_COMMENTS_ONLY = {"names"}
# Few pages have the stories of others behind their own. What blocks are is learned no better from such copies, but how far to trust
# the text is. Not every page has one: the others are there as they are, with as many rows.
OF_PAGES_ONLY = OF_SOME_PAGES = {"followed"}

# One half of these copies lacks the address, the other all that stands in the head of a page but its title.
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


class Rows:
    """The rows of a folder's pages: their columns as the stage sees them, labels, weights, words and page numbers."""

    def __init__(self, folder, stage, columns, pages):
        read = lambda name, kind: np.fromfile(f"{folder}/{name}", kind)
        self.folder = folder
        self.y, w, self.words = read("labels.i8", np.int8), read("weights.f32", np.float32), read("words.f32", np.float32)
        rows = [(page["id"], page["rows"]) for page in map(json.loads, open(f"{folder}/pages.jsonl"))]
        assert [id for id, _ in rows] == [page["id"] for page in pages], f"{folder} is of other pages"
        self.page = np.repeat(np.arange(len(pages)), [count for _, count in rows])
        everywhere = os.path.basename(folder) not in OF_SOME_PAGES
        self.copied = np.array([everywhere or count != page["rows"] for (_, count), page in zip(rows, pages)])
        self.fold = np.array([fold_of(page["host"]) for page in pages])[self.page]
        self.headless = every_other(pages)[self.page]
        self.x = np.memmap(f"{folder}/features.f32", np.float32, "r").reshape(len(self.y), columns)
        if stage == "second":
            self.x = np.hstack([self.x, read("context.f32", np.float32).reshape(len(self.y), -1)])
        self.taught, known = self_labels(self, pages, w) if stage != "first" else (self.y, w)
        self.w, self.kept = thin(self.taught, weights(pages, known, self.page), self.words)

    def write(self, name, values):
        values.astype(np.float32).tofile(f"{self.folder}/{name}.f32")

    def read(self, name, columns):
        return np.fromfile(f"{self.folder}/{name}.f32", np.float32).reshape(len(self.y), columns)


def load(out):
    pages = [json.loads(line) for line in open(f"{out}/pages.jsonl")]
    return pages, open(f"{out}/columns.txt").read().replace('"', "_").split("\n")


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


def self_labels(rows, pages, w):
    """Labels and weights with the first pass's own; it never saw the host of a page that it labels."""
    p = rows.read("self", 2)[:, 0]
    snippets = np.array([q["corpus"] == "traf-a" for q in pages])[rows.page] & (rows.y < 0)
    sure = snippets & ((p >= SELF["article"]) | (p <= SELF["chrome"]))
    y = np.where(sure, np.where(p >= 0.5, 0, 2), rows.y).astype(np.int8)
    return y, np.where(sure, SELF["weight"] * w, w).astype(np.float32)


def targets(name, pages, rows):
    """The target of each row, and whether it takes part."""
    y, w, page = rows.taught, rows.w, rows.page
    if name != "comment":
        return (y == 0).astype(np.float32), (w > 0) & (y >= 0) & rows.kept
    known = np.array([p["annotated"] or p["corpus"] == "forum52-a" or p["type"] == "forum" for p in pages])
    commented = np.zeros(len(pages), bool)
    commented[np.unique(page[y == 1])] = True
    # A page without comment gold still shows what is no comment: its article.
    known = (w > 0) & (known[page] & (y >= 0) | (y == 0) | commented[page] & (y >= 0))
    return (y == 1).astype(np.float32), known & rows.kept


def fit(name, copies, pages, fold, columns):
    """A forest that no page of the fold has taught; `copies` of the pages, as they are first."""
    xs, ys, ws = [], [], []

    def add(x, y, w):
        xs.append(x), ys.append(y), ws.append(w)

    for copy, rows in copies.items():
        if copy in OF_PAGES_ONLY or copy in OF_COMMENTS_ONLY and name != "comment":
            continue
        target, known = targets(name, pages, rows)
        known &= (rows.fold != fold) & rows.copied[rows.page]
        x, y, w = rows.x[known], target[known], rows.w[known]
        add(x, y, COPIES.get(copy, 1.0) * w)
        if copy not in COPIES:
            add(bare(x, columns, rows.headless[known]), y, BARE * w)
    data = lgb.Dataset(np.concatenate(xs), np.concatenate(ys), weight=np.concatenate(ws), feature_name=columns,
                       free_raw_data=True, params=dict(max_bin=PARAMS["max_bin"], verbose=-1))
    return lgb.train(PARAMS | (RANDOM if name == "random" else {}), data, ROUNDS[name])


def word_f1(pages, y, words, page, p, keep):
    """Mean word F1 of blocks with p >= 0.5 against the labels, over the pages that `keep` takes."""
    gold, found = words * (y == 0), words * (p >= 0.5)
    both = gold * (p >= 0.5)
    sums = [np.bincount(page, v, len(pages)) for v in (gold, found, both)]
    f1 = 2 * sums[2] / np.maximum(sums[0] + sums[1], 1e-9)
    return float(np.mean([f1[i] for i in range(len(pages)) if keep(pages[i]) and sums[0][i] > 0]))


def report(pages, rows, article, comment):
    y, words, page = rows.y, rows.words, rows.page
    known = np.where(y < 0, 2, y)
    p = np.where(y < 0, 0, article)
    for label, keep in [
        ("wcxb article", lambda q: q["corpus"] == "wcxb-dev" and q["type"] == "article"),
        ("wcxb all", lambda q: q["corpus"] == "wcxb-dev"),
        ("wcxb forum", lambda q: q["corpus"] == "wcxb-dev" and q["type"] == "forum"),
        ("fundus", lambda q: q["corpus"] == "fundus-a"),
    ]:
        print(f"  {label}: {word_f1(pages, known, words, page, p, keep):.4f}")
    annotated = np.isin(page, [i for i, q in enumerate(pages) if q["annotated"]]) & (y >= 0)
    tp = (words * (y == 1) * (comment >= 0.5))[annotated].sum()
    f1 = 2 * tp / ((words * (y == 1))[annotated].sum() + (words * (comment >= 0.5))[annotated].sum())
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


def folder_of(copy, out):
    return f"{out}/{copy}" if copy in COPIES else out


def run(stage, out):
    pages, columns = load(out)
    copies = {copy: Rows(folder_of(copy, out), stage, len(columns), pages) for copy in ("as they are", *COPIES)}
    untaught = stage == "first"
    stage = "first" if stage == "again" else stage
    columns += [f"context_{i}" for i in range(copies["as they are"].x.shape[1] - len(columns))]
    names = ["article", "comment"] + ["random"] * (stage == "first" and not untaught)
    results = {copy: np.zeros((len(rows.y), len(names)), np.float32) for copy, rows in copies.items()}
    for k in range(FOLDS + 1):  # the last one learns from every page
        for at, name in enumerate(names):
            model = fit(name, copies, pages, k, columns)
            for copy, rows in copies.items():
                if k < FOLDS:
                    results[copy][rows.fold == k, at] = model.predict(rows.x[rows.fold == k])
            model.save_model(f"{out}/{stage}-{name}-{k}.txt")
        print(f"fold {k} done", flush=True)
    for copy, rows in copies.items():
        result = results[copy]
        if len(names) > 2:
            rows.write("random", result[:, 2])
        if stage == "second":
            result = judged(rows.read("first", 2), result, rows.read("random", 1)[:, 0])
        for name in [stage] + ["self"] * untaught:
            rows.write(name, result[:, :2])
        print(f"pages, {copy}:")
        report(pages, rows, result[:, 0], result[:, 1])


def reliability(said, true):
    from sklearn.metrics import roc_auc_score
    print(f"AUROC for pages below 0.8: {roc_auc_score(true < 0.8, -said):.4f} ({(true < 0.8).sum()} of {len(true)})")
    print("| confidence | pages | mean said | mean F1 |\n| --- | --- | --- | --- |")
    for low in np.arange(0, 1, 0.1):
        rows = (said >= low) & (said < low + 0.1 + 1e-9 * (low > 0.85))
        if rows.any():
            print(f"| {low:.1f}-{low + 0.1:.1f} | {rows.sum()} | {said[rows].mean():.3f} | {true[rows].mean():.3f} |")


if __name__ == "__main__":
    run(*sys.argv[1:])
