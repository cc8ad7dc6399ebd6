"""The long descriptors that two fixed-width releases have in common and word otherwise, as marked text, by Python's difflib."""
import re
import sys
from difflib import SequenceMatcher


def read(path):
    wordings = {}
    for line in open(path, encoding="cp1252", errors="replace"):
        if line[10:11] in ("3", "7"):
            code = line[:5]
            wordings[code] = line[11:91].rstrip()
        elif line[10:11] in ("4", "8") and line[:5] in wordings:
            wordings[line[:5]] += " " + line[11:91].rstrip()
    return wordings


current, proposed = read(sys.argv[1]), read(sys.argv[2])
for code in sorted(current.keys() & proposed.keys()):
    if current[code] == proposed[code]:
        continue
    one, other = (re.findall(r"\w+|\s+|[^\w\s]", text) for text in (current[code], proposed[code]))
    marked = ""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            marked += "".join(one[i1:i2])
        else:
            marked += "[-" + "".join(one[i1:i2]) + "-]{+" + "".join(other[j1:j2]) + "+}"
    print(code, marked)
