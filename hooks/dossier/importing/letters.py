"""The letters of a line of a PDF → its text as people read it.

Letters stand at places, in any order: words of Arabic and Hebrew are put the right way round,
raised and lowered letters are told by where they stand, and a sign for several letters is these.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from pdfminer.layout import LTAnno, LTTextLine

from dossier.importing.glyphs import Letter
from dossier.importing.markdown import lower_text, raise_text

BEGIN, END = "\ue000", "\ue001"
"""Stand around a raised number that may be that of a note."""
UNKNOWN = "\ufffd"
SMALL = 0.86
RAISED = 0.12
"""Which share of the size of the letters around it one is smaller, and stands higher or lower."""
SPACE = 0.1
_CID = re.compile(r"\(cid:\d+\)")
_COMPOSED = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile(r"[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FORWARD = re.compile(
    r"[^\W_\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    r"(?:[^\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*"
    r"[^\W_\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]%?)?"
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def is_unknown(letter: str) -> bool:
    return letter == UNKNOWN


def read_line(line: LTTextLine) -> str:
    """The text of a line, on one line."""
    letters = [item for item in line if isinstance(item, Letter)]
    if any(_RIGHT_TO_LEFT.search(letter.get_text()) for letter in letters):
        text = turn(_clusters(letters))
    else:
        text = _set_off(list(line), letters)
    text = "".join(
        c for c in text if c in (BEGIN, END) or unicodedata.category(c) not in ("Co", "Cn")
    )
    return re.sub("\u00ad(?=.)", "-", " ".join(text.split()))  # it is seen, or not in a PDF


def told(letter: str) -> str:
    """A letter as Unicode has it, each of those that one sign stands for."""
    if _CID.fullmatch(letter):
        return UNKNOWN
    return _COMPOSED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), letter)


def _set_off(items: Sequence[object], letters: Sequence[Letter]) -> str:
    """The text with what stands above or below the line written as such."""
    sizes = sorted(letter.size for letter in letters)
    if not sizes:
        return ""
    size = sizes[len(sizes) // 2]
    bases = sorted(letter.base for letter in letters if letter.size >= SMALL * size)
    base = bases[len(bases) // 2] if bases else 0.0
    pieces: list[tuple[int, str]] = []
    for item in items:
        if isinstance(item, Letter):
            height = item.base - base if item.size < SMALL * size else 0.0
            place = item.place or (height > RAISED * size) - (height < -RAISED * size / 2)
            text = told(item.get_text())
        elif isinstance(item, LTAnno):
            place, text = pieces[-1][0] if pieces else 0, item.get_text()
            if text.isspace():
                place = 0
        else:
            continue
        if pieces and pieces[-1][0] == place:
            pieces[-1] = place, pieces[-1][1] + text
        else:
            pieces.append((place, text))
    return "".join(_written(place, text) for place, text in pieces)


def _written(place: int, text: str) -> str:
    if not place or not text.strip():
        return text
    if place < 0:
        return lower_text(text)
    mark = text.strip()
    return f"{BEGIN}{mark}{END}" if re.fullmatch(r"\d{1,3}|[*†‡§]", mark) else raise_text(text)


def _clusters(letters: Iterable[Letter]) -> list[tuple[float, float, float, str]]:
    """Letters with the marks on them: left and right edge, size, text; from left to right."""
    found: list[tuple[float, float, float, str]] = []
    for letter in letters:
        text = letter.get_text()
        marks = all(unicodedata.combining(c) for c in text) if text else False
        if marks and found:
            left, right, size, before = found[-1]
            found[-1] = left, right, size, before + text
        else:
            found.append((letter.x0, letter.x1, letter.size, text))
    return sorted(found, key=lambda cluster: (cluster[0], cluster[1]))


def turn(clusters: Sequence[tuple[float, float, float, str]]) -> str:
    """Words that stand as they are seen, in the order in which they are read."""
    row: list[str] = []
    reach = clusters[0][0]
    for left, right, size, text in clusters:
        if left - reach > SPACE * size and row and not row[-1].isspace() and not text.isspace():
            row.append(" ")
        row.append(text)
        reach = max(reach, right)
    seen = "".join(row)
    backward = len(_RIGHT_TO_LEFT.findall(seen)) >= len(_LEFT_TO_RIGHT.findall(seen))
    if backward:
        turned = _reverse_runs(row[::-1], _FORWARD)
    else:
        turned = _reverse_runs(row, _BACKWARD)
    return "".join(map(told, turned))


_BACKWARD = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    "(?:[^A-Za-z0-9]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?"
)


def _reverse_runs(row: Sequence[str], runs: re.Pattern[str]) -> list[str]:
    """A row of clusters, each stretch that a pattern finds turned round."""
    text = "".join(cluster[0] for cluster in row)  # one character for each
    found: list[str] = []
    end = 0
    is_forward = runs is _FORWARD
    for run in runs.finditer(text):
        between = row[end : run.start()]
        found += [c.translate(_MIRRORED) for c in between] if is_forward else between
        inside = row[run.start() : run.end()][::-1]
        found += inside if is_forward else [c.translate(_MIRRORED) for c in inside]
        end = run.end()
    between = row[end:]
    found += [c.translate(_MIRRORED) for c in between] if is_forward else between
    return found
