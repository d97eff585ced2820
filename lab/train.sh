#!/usr/bin/env bash
# Trains the labeller anew, from the corpora to src/label/model.bin and src/clipping/model.bin, and scores it on pages of hosts it has not seen.
#
#     lab/train.sh [CORPORA [OUT]]        default: ../shared/corpus lab/out
#
# Needs Python 3 with venv; takes some 3 GB of disk in OUT. The same corpora give the same model, on one kind of processor.
set -euo pipefail
cd "$(dirname "$0")/.."
corpora=${1:-../shared/corpus}
out=${2:-lab/out}
score=${SCORE:-../shared/eval/score.py}
folds=$(<lab/folds)

[[ -d lab/.venv ]] || python3 -m venv lab/.venv
lab/.venv/bin/pip install --quiet --requirement lab/requirements.txt
python=lab/.venv/bin/python

# One build for all of it, whatever becomes of the sources meanwhile.
mkdir -p "$out"
cargo build --quiet --profile lab -p lab
cp "${CARGO_TARGET_DIR:-target}/lab/lab" "$out/lab"
lab() { "$out/lab" "$@"; }

# The pages as they are, and as copies that say less or show more (train.py).
lab features "$corpora" "$out"
copies="names old followed"
for copy in $copies; do
    $python lab/variants.py $copy "$corpora" "$out/pages/$copy"
    lab features "$out/pages/$copy" "$out/$copy"
done
$python lab/train.py first "$out"
$python lab/train.py again "$out"
lab context "$corpora" "$out"
for copy in $copies; do lab context "$out/pages/$copy" "$out/$copy"; done
$python lab/train.py second "$out"
of_pages() {
    lab "$1" "$corpora" "$out"
    for copy in old followed; do lab "$1" "$out/pages/$copy" "$out/$copy"; done
}
of_pages pages
$python lab/train_pages.py types "$out"
of_pages cuts
$python lab/train_pages.py cuts "$out"
of_pages kept
$python lab/train_pages.py confidence "$out"

# A model for each fold, to measure with, and the one trained on every page, to ship.
for ((fold = 0; fold < folds; fold++)); do
    $python lab/export.py "$out" "$fold" "$out/$fold.bin"
done
$python lab/export.py "$out" "$folds" src/label/model.bin

# The same for plain text: the pages flattened as score.py --as-text hands them over.
[[ -f $score ]] || exit 0
flat=$out/flat
clips=$out/clips
$python lab/flatten.py "$corpora" "$flat" "$score"
lab clip-features "$corpora" "$flat" "$clips"
$python lab/train_clips.py first "$clips"
lab clip-context "$corpora" "$flat" "$clips"
$python lab/train_clips.py second "$clips"
lab clip-headlines "$corpora" "$flat" "$clips"
$python lab/train_clips.py headline "$clips"
lab clip-pages "$corpora" "$flat" "$clips"
$python lab/train_clips.py pages "$clips"
$python lab/train_clips.py pack "$clips" src/clipping/model.bin
lab clip-records "$corpora" "$flat" "$clips" "$clips/records"
python3 "$score" "$corpora"/*/ --records "$clips/records" --json "$clips/figures.json"

# Pages last: where no element tells the comments apart, the lines' models do.
lab records "$corpora" "$out" "$out/records"
python3 "$score" "$corpora"/*/ --records "$out/records" --json "$out/figures.json"
