"""Writes LightGBM's models as the compact file that src/label/forest.rs reads.

    export.py OUT K TARGET   the models of fold K (the last fold is the one trained on every page) to TARGET
"""
import struct, sys
import numpy as np
import lightgbm as lgb

TYPES = ("article", "forum", "listing", "documentation", "product", "service")
MODELS = ("first-article", "first-comment", "second-article", "second-comment") + tuple(
    f"page-{name}" for name in TYPES + ("confidence",))


def floor32(value):
    """The largest float32 not above value: keeps `x <= threshold` the same for every float32 x."""
    f = np.float32(value)
    return float(np.nextafter(f, np.float32(-np.inf)) if float(f) > value else f)


def flatten(tree):
    """Nodes in preorder with children as indices, `~leaf` for leaves."""
    nodes, leaves = [], []

    def visit(node):
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return ~(len(leaves) - 1)
        at = len(nodes)
        nodes.append(None)
        left, right = visit(node["left_child"]), visit(node["right_child"])
        assert node["decision_type"] == "<="
        nodes[at] = (node["split_feature"], left, right, floor32(node["threshold"]))
        return at

    visit(tree)
    return nodes, leaves


def pack(*paths):
    """One forest; of several models the one whose log-odds are the mean of theirs."""
    models = [lgb.Booster(model_file=path) for path in paths]
    trees = [flatten(t["tree_structure"]) for model in models for t in model.dump_model()["tree_info"]]
    trees = [(nodes, [leaf / len(models) for leaf in leaves]) for nodes, leaves in trees]
    out = struct.pack("<4I", models[0].num_feature(), len(trees), sum(len(n) for n, _ in trees), sum(len(l) for _, l in trees))
    node = leaf = 0
    for nodes, leaves in trees:
        out += struct.pack("<2I", node, leaf)
        node, leaf = node + len(nodes), leaf + len(leaves)
    out += b"".join(struct.pack("<Hhhf", *n) for nodes, _ in trees for n in nodes)
    return out + b"".join(struct.pack("<f", v) for _, leaves in trees for v in leaves)


def sample(target, *paths, rows=64):
    """Made-up rows with LightGBM's own probabilities for them: the test in forest.rs compares."""
    models = [lgb.Booster(model_file=path) for path in paths]
    rng = np.random.default_rng(1)
    thresholds = [[] for _ in range(models[0].num_feature())]
    for tree in (tree for model in models for tree in model.dump_model()["tree_info"]):
        for feature, _, _, threshold in flatten(tree["tree_structure"])[0]:
            thresholds[feature].append(threshold)
    near = lambda values: rng.choice(values, rows) + rng.normal(0, 1, rows) if values else rng.normal(0, 1, rows)
    x = np.stack([near(values) for values in thresholds], 1).astype(np.float32)
    head = struct.pack("<2I", rows, x.shape[1])
    odds = np.mean([model.predict(x, raw_score=True) for model in models], 0)
    open(target, "wb").write(head + x.tobytes() + (1 / (1 + np.exp(-odds))).astype(np.float32).tobytes())


def main(out, fold, target):
    packed = b"DCF1" + struct.pack("<I", len(MODELS)) + b"".join(pack(f"{out}/{name}-{fold}.txt") for name in MODELS)
    open(target, "wb").write(packed)
    print(f"{target}: {len(packed)} bytes")
    if target.endswith("model.bin"):
        sample(target.replace("model.bin", "sample.bin"), f"{out}/second-article-{fold}.txt")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])
