"""Writes LightGBM's models as the compact file that src/label/forest.rs reads.

    export.py OUT K TARGET   the models of fold K (the last fold is the one trained on every page) to TARGET
"""
import struct, sys
import numpy as np
import lightgbm as lgb
from train_pages import TYPES

MODELS = ("first-article", "first-comment", "second-article", "second-comment", "first-random", "cut") + tuple(
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


def pack(path):
    model = lgb.Booster(model_file=path)
    trees = [flatten(t["tree_structure"]) for t in model.dump_model()["tree_info"]]
    out = struct.pack("<4I", model.num_feature(), len(trees), sum(len(n) for n, _ in trees), sum(len(l) for _, l in trees))
    node = leaf = 0
    for nodes, leaves in trees:
        out += struct.pack("<2I", node, leaf)
        node, leaf = node + len(nodes), leaf + len(leaves)
    out += b"".join(struct.pack("<Hhhf", *n) for nodes, _ in trees for n in nodes)
    return out + b"".join(struct.pack("<f", v) for _, leaves in trees for v in leaves)


def sample(path, number, rows=32):
    """Made-up rows with LightGBM's own probabilities for them, and the number of the model in the file: the test in forest.rs
    compares."""
    model = lgb.Booster(model_file=path)
    rng = np.random.default_rng(1)
    thresholds = [[] for _ in range(model.num_feature())]
    for tree in model.dump_model()["tree_info"]:
        for feature, _, _, threshold in flatten(tree["tree_structure"])[0]:
            thresholds[feature].append(threshold)
    near = lambda values: rng.choice(values, rows) + rng.normal(0, 1, rows) if values else rng.normal(0, 1, rows)
    x = np.stack([near(values) for values in thresholds], 1).astype(np.float32)
    head = struct.pack("<3I", number, rows, x.shape[1])
    return head + x.tobytes() + model.predict(x).astype(np.float32).tobytes()


def samples(out, fold, models, target):
    """Of trees that were grown and of such as were drawn at random, which have more leaves."""
    chosen = ("second-article", next(name for name in models if "random" in name))
    open(target, "wb").write(b"".join(sample(f"{out}/{name}-{fold}.txt", models.index(name)) for name in chosen))


def main(out, fold, target):
    packed = b"DCF1" + struct.pack("<I", len(MODELS)) + b"".join(pack(f"{out}/{name}-{fold}.txt") for name in MODELS)
    open(target, "wb").write(packed)
    print(f"{target}: {len(packed)} bytes")
    if target.endswith("model.bin"):
        samples(out, fold, MODELS, target.replace("model.bin", "sample.bin"))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])
