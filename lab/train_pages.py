"""Trains what judges pages as a whole, on what train.py and `lab` have written to OUT. Seeded: the same pages give the same models.

    train_pages.py types OUT        what a page is, after `lab pages`
    train_pages.py cuts OUT         where its text may end, after `lab cuts`
    train_pages.py confidence OUT   how far to trust the text, after `lab kept`
"""
import sys
import numpy as np
import lightgbm as lgb

from train import BARE, COPIES, FOLDS, OF_COMMENTS_ONLY, OF_PAGES_ONLY, PARAMS, SEED, Rows, bare, every_other, fold_of, folder_of, load, reliability, report

TYPES = ("article", "forum", "listing", "documentation", "product", "service")
FIRST_OF_PAGE = "page_words"
PAGE = dict(PARAMS, num_leaves=10, min_data_in_leaf=30, learning_rate=0.07, feature_fraction=0.5, max_depth=5)

# Few pages teach the types, and fewer cuts win anything: thresholds drawn at random, and many trees, keep them from learning single
# ones. Some cuts win or lose nearly all the text: these count no more than others.
DRAWN, ROUNDS = dict(PAGE, extra_trees=True, extra_seed=SEED, learning_rate=0.05), 300
CUT = dict(DRAWN, objective="huber", alpha=0.3, lambda_l2=5.0, bagging_fraction=0.7, min_data_in_leaf=20, max_depth=6)
CONFIDENCE, CONFIDENCE_ROUNDS = dict(PAGE, objective="regression", lambda_l2=5.0), 60

# Of cuts much is learned of the pages that have something to cut off.
CUT_COPIES = COPIES | {"followed": 0.5}

# A cut has so many columns before the page's (src/label/cuts.rs), and has to win so much word F1.
CUT_COLUMNS, MARGIN = 27, 0.05


class Pages:
    """The pages and their copies."""

    def __init__(self, out):
        self.out = out
        self.all, self.columns = load(out)
        self.fold, self.headless = np.array([fold_of(page["host"]) for page in self.all]), every_other(self.all)
        # A page's row begins with the columns that are the same for all its blocks, which end a block's.
        self.wide = self.columns[self.columns.index(FIRST_OF_PAGE):]
        self.copies = {copy: Rows(folder_of(copy, out), "first", len(self.columns), self.all)
                       for copy in ("as they are", *COPIES) if copy not in OF_COMMENTS_ONLY}

    def read(self, copy, name):
        return np.fromfile(f"{folder_of(copy, self.out)}/{name}.f32", np.float32)

    def rows(self, name):
        return {copy: self.read(copy, name).reshape(len(self.all), -1) for copy in self.copies}

    def less(self, x, page, first=0):
        """Rows of pages that say less, from their column `first` on."""
        x = np.array(x)
        of_page = slice(first, first + len(self.wide))
        x[:, of_page] = bare(x[:, of_page], self.wide, self.headless[page])
        return x

    def words(self, rows, kept):
        """Of each page, the words of the gold, those that are kept, and those that are both."""
        gold = rows.words * (rows.y == 0)
        return [np.bincount(rows.page, values, len(self.all)) for values in (gold, rows.words * kept, gold * kept)]


def f1(gold, found, both):
    return 2 * both / np.maximum(gold + found, 1e-9)


def dataset(parts):
    """Of rows, what is to be learned of each, and their weight."""
    x, y = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
    return lgb.Dataset(x, y, weight=np.concatenate([np.full(len(part[1]), part[2]) for part in parts]))


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


def run_types(out):
    pages = Pages(out)
    x, kind = pages.rows("page"), kinds(pages.all)
    # Answers to a question are no comments on an article.
    asked = x["as they are"][:, [pages.wide.index(f"type_{name}") for name in ("qapage", "discussionforumposting")]]
    kind[(asked > 0).any(axis=1) & np.array([page["corpus"] == "traf-a" for page in pages.all])] = ""
    number = np.arange(len(kind))
    scores = {copy: np.zeros((len(kind), len(TYPES))) for copy in x}
    for k in range(FOLDS + 1):
        taught = (kind != "") & (pages.fold != k)
        for at, name in enumerate(TYPES):
            target = (kind == name).astype(int)[taught]
            plain = x["as they are"][taught]
            parts = [(plain, target, 1.0), (pages.less(plain, number[taught]), target, BARE)]
            # Only articles are followed: indexes would be taken for some.
            parts += [(x[copy][taught], target, COPIES[copy]) for copy in x if copy in COPIES and copy not in OF_PAGES_ONLY]
            model = lgb.train(DRAWN, dataset(parts), ROUNDS)
            model.save_model(f"{out}/page-{name}-{k}.txt")
            for copy in x if k < FOLDS else ():
                own = pages.fold == k
                scores[copy][own, at] = model.predict(x[copy][own], raw_score=True)
    for copy, rows in pages.copies.items():
        rows.write("article", scores[copy].argmax(1) == TYPES.index("article"))
    right = np.array(TYPES)[scores["as they are"].argmax(1)] == kind
    print(f"page type right: {right[kind != ''].mean():.4f}")


class Cuts:
    """The places to which the texts of a copy's pages may be cut, and how much word F1 each wins."""

    def __init__(self, pages, copy):
        self.rows = rows = pages.copies[copy]
        width = 3 + CUT_COLUMNS + pages.rows("page")[copy].shape[1]
        cuts = pages.read(copy, "cuts").reshape(-1, width)
        # Of an index the stories are the content.
        cuts = cuts[pages.read(copy, "article")[cuts[:, 0].astype(int)] > 0]
        self.page, self.range, self.x = cuts[:, 0].astype(int), cuts[:, 1:3].astype(int), cuts[:, 3:]
        self.first = np.searchsorted(rows.page, np.arange(len(pages.all)))
        second = rows.read("second", 2)
        kept = (second[:, 0] >= 0.5) & (second[:, 0] >= second[:, 1])
        gold, found, both = pages.words(rows, kept)
        start, end = (self.first[self.page] + self.range[:, at] for at in (0, 1))

        def inside(values):
            sums = np.concatenate([[0], np.cumsum(values, dtype=np.float64)])
            return sums[end] - sums[start]

        words = rows.words * kept
        self.won = f1(gold[self.page], inside(words), inside(words * (rows.y == 0))) - f1(gold, found, both)[self.page]
        articles = np.array([page["corpus"] == "fundus-a" or page["type"] == "article" for page in pages.all])
        self.known = ((gold > 0) & rows.copied & articles)[self.page]

    def write(self, won):
        """The probabilities of the second pass, the article's 0 in what is cut off; and what is known of each page's cuts."""
        probabilities = self.rows.read("second", 2).copy()
        of_page = np.zeros((len(self.first), 3))
        np.maximum.at(of_page[:, 0], self.page, won)
        of_page[:, 1], of_page[:, 2] = of_page[:, 0] > MARGIN, np.bincount(self.page, minlength=len(self.first))
        ends = np.append(self.first[1:], len(probabilities))
        for at in np.flatnonzero((won > MARGIN) & (won == of_page[self.page, 0])):
            page = self.page[at]
            start, stop = self.first[page] + self.range[at]
            probabilities[self.first[page]:start, 0] = probabilities[stop:ends[page], 0] = 0
        self.rows.write("cut", probabilities)
        self.rows.write("won", of_page)
        return int(of_page[:, 1].sum())


def run_cuts(out):
    pages = Pages(out)
    copies = {copy: Cuts(pages, copy) for copy in pages.copies}
    won = {copy: np.zeros(len(cuts.page)) for copy, cuts in copies.items()}
    for k in range(FOLDS + 1):
        parts = []
        for copy, cuts in copies.items():
            known, weight = cuts.known & (pages.fold[cuts.page] != k), CUT_COPIES.get(copy, 1.0)
            less = pages.less(cuts.x[known], cuts.page[known], CUT_COLUMNS)
            parts += [(cuts.x[known], cuts.won[known], weight), (less, cuts.won[known], BARE * weight)]
        model = lgb.train(CUT, dataset(parts), ROUNDS)
        model.save_model(f"{out}/cut-{k}.txt")
        for copy, cuts in copies.items() if k < FOLDS else ():
            own = pages.fold[cuts.page] == k
            won[copy][own] = model.predict(cuts.x[own])
    for copy, cuts in copies.items():
        print(f"pages, {copy}: {cuts.write(won[copy])} texts cut")
        report(pages.all, cuts.rows, *cuts.rows.read("cut", 2).T)


def run_confidence(out):
    pages = Pages(out)
    x, true, known = pages.rows("kept"), {}, np.array([page["corpus"] in ("wcxb-dev", "fundus-a") for page in pages.all])
    for copy, rows in pages.copies.items():
        words = pages.words(rows, rows.read("cut", 2)[:, 0] >= 0.5)
        true[copy], known = f1(*words), known & (words[0] > 0)
    said, number = np.zeros(len(pages.all)), np.arange(len(pages.all))
    for k in range(FOLDS + 1):
        parts = []
        for copy, rows in pages.copies.items():
            taught = known & (pages.fold != k) & rows.copied
            parts.append((x[copy][taught], true[copy][taught], COPIES.get(copy, 1.0)))
            if copy not in COPIES:
                parts.append((pages.less(x[copy][taught], number[taught]), true[copy][taught], BARE))
        model = lgb.train(CONFIDENCE, dataset(parts), CONFIDENCE_ROUNDS)
        model.save_model(f"{out}/page-confidence-{k}.txt")
        if k < FOLDS:
            said[pages.fold == k] = model.predict(x["as they are"][pages.fold == k])
    reliability(said[known].clip(0, 1), true["as they are"][known])


if __name__ == "__main__":
    {"types": run_types, "cuts": run_cuts, "confidence": run_confidence}[sys.argv[1]](sys.argv[2])
