"""The redlines of the pairs of a file by Python's difflib, word by word, as JSON lines."""
import json
import re
import sys
from difflib import SequenceMatcher

TYPES = {"delete": ("deletion",), "insert": ("insertion",), "replace": ("deletion", "insertion"), "equal": ("same",)}

for line in open(sys.argv[1], encoding="utf8"):
    pair = json.loads(line)
    sides = [re.findall(r"\w+|\s+|[^\w\s]", pair[side]) for side in ("current", "proposed")]
    segments = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *sides, autojunk=False).get_opcodes():
        texts = {"deletion": sides[0][i1:i2], "insertion": sides[1][j1:j2], "same": sides[0][i1:i2]}
        segments += [{"type": kind, "text": "".join(texts[kind])} for kind in TYPES[tag]]
    print(json.dumps({"segments": segments}))
