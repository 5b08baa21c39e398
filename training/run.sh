#!/usr/bin/env bash
# Makes models/english.bin from treebanks, names and plain text.
#
#   training/run.sh DATA [WORK]
#
# DATA holds lang/parse, lang/ner and text; WORK (default training/work) keeps what every step makes.
# A step whose result is there is not run again, and the two long ones go on from their checkpoints,
# so the same command resumes after an interruption.
set -euo pipefail
cd "$(dirname "$0")"
data=$(realpath "${1:?usage: run.sh DATA [WORK]}")
work=${2:-work}
mkdir -p "$work"
if [ ! -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --requirement requirements.txt
fi
# Hashes of strings decide nothing, but a fixed seed makes even their order the same each time.
export PYTHONHASHSEED=0
# Large tensors come and go at every step: without these the allocator gives their pages back each
# time and a sixth of the time goes into faulting them in again.
export MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=536870912
export GLIBC_TUNABLES=glibc.malloc.hugetlb=1 OMP_WAIT_POLICY=PASSIVE
step() { "$work/venv/bin/python" -m "dragoman_training.$1" "${@:2}"; }
treebanks=(--treebank "$data/lang/parse/train-ewt.conllu" --treebank "$data/lang/parse/train-gum.conllu")

if [ ! -e "$work/corpus.txt" ]; then
  step corpus --out "$work/corpus.part" "${treebanks[@]}" \
    "$data/text/whitehouse-all.txt.xz" "$data/text/wikinews.jsonl.xz" "$data/text/current-events.jsonl.xz"
  mv "$work/corpus.part" "$work/corpus.txt"
fi
if [ ! -e "$work/vectors.npy" ]; then
  step vectors --text "$work/corpus.txt" "${treebanks[@]}" --words "$work/words.txt" --vectors "$work/vectors.part.npy"
  mv "$work/vectors.part.npy" "$work/vectors.npy"
fi
step pretrain --text "$work/corpus.txt" --words "$work/words.txt" --vectors "$work/vectors.npy" --out "$work/pretrained.pt"
step train --lang "$data/lang" --words "$work/words.txt" --gazetteer ../data/text/gazetteer.tsv --pretrained "$work/pretrained.pt" --out "$work/trained.pt"
step export --lang "$data/lang" --words "$work/words.txt" --gazetteer ../data/text/gazetteer.tsv --trained "$work/trained.pt" --out "$work/english.bin"
step relist --lang "$data/lang" --model "$work/english.bin" --gazetteer ../data/text/gazetteer.tsv --known ../data/text/known.tsv --out ../models/english.bin
