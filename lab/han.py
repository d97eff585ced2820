"""Pages and their gold as if their words were Han, which the corpora hardly have: for variants.py.

Each word becomes the same one to four characters everywhere; English dates and the stock phrases of src/phrases become
Chinese ones. Names of elements, roles, item types and addresses stay: what is lost there is lost by the script alone.
"""
import hashlib, html, json, os, re

HERE = os.path.dirname(os.path.abspath(__file__))
LETTERS = r"[^\W\d_\u3040-\u9fff\uac00-\ud7a3]"
WORD = re.compile(rf"{LETTERS}+(?:['’]{LETTERS}+)*")
MARKS = str.maketrans({",": "，", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"})
MONTHS = "january february march april may june july august september october november december".split()
MONTH = "|".join(MONTHS + [month[:3] for month in MONTHS])
DATES = [
    (re.compile(rf"\b({MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.I), (3, 1, 2)),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({MONTH})\.?,? (\d{{4}})\b", re.I), (3, 2, 1)),
]
PIECE = re.compile(r"(<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>|<[a-zA-Z/!?][^<>]*>)", re.S | re.I)
SHOWN = re.compile(r"""(\s(?:alt|title|placeholder|value|aria-label|content)\s*=\s*)("[^"]*"|'[^']*')""", re.I)
DATA = re.compile(r"(<script\b[^>]*ld\+json[^>]*>)(.*)(</script\s*>)", re.S | re.I)
STRING = re.compile(r'("(?:headline|name|description|articleBody|text|alternativeHeadline)"\s*:\s*)("(?:[^"\\]|\\.)*")')
CHARSET = re.compile(r"""charset\s*=\s*["']?([-\w]+)""", re.I)
ROW = re.compile(r'e\((\w+), "(\w\w)", \w+, "([^"]*)"\)')


def stock_phrases():
    of = {"en": {}, "zh": {}}
    for table in ("table_page.rs", "table_comments.rs"):
        with open(os.path.join(HERE, "..", "src", "phrases", table), encoding="utf-8") as file:
            for phrase, lang, text in ROW.findall(file.read()):
                if lang in of and "#" not in text:
                    of[lang].setdefault(phrase, []).append(text)
    return {text: of["zh"][phrase][i % len(of["zh"][phrase])]
            for phrase, texts in of["en"].items() if phrase in of["zh"] for i, text in enumerate(texts)}


PHRASES = stock_phrases()


def han(word):
    """The characters that stand for a word; frequent ones are drawn more often, as in a language."""
    digest = hashlib.md5(word.lower().encode()).digest()
    length = 1 + (len(word) > 3) + (len(word) > 7) + (len(word) > 11)
    return "".join(chr(0x4E00 + digest[2 * i] * digest[2 * i + 1] // 24) for i in range(length))


def date(match, order):
    year, month, day = (match.group(place) for place in order)
    return f"{year}年{[name[:3] for name in MONTHS].index(month[:3].lower()) + 1}月{int(day)}日"


def write(text):
    stock = PHRASES.get(" ".join(text.split()).lower().rstrip(":"))
    if stock:
        return stock
    for pattern, order in DATES:
        text = pattern.sub(lambda match: date(match, order), text)
    text = WORD.sub(lambda match: "\0" + han(match.group()) + "\0", text)
    text = re.sub(r"\.(?=\s|$|[\"”’)])", "。", text).translate(MARKS)
    text = re.sub(r"\0 +\0", "", text)
    text = re.sub(r" *\0 *", lambda match: match.group().replace("\0", ""), text)
    return re.sub(r"([，；？！）。]) +", r"\1", text)


def page(source):
    charset = CHARSET.search(source[:4096].decode("latin-1"))
    for name in ("utf-8", charset and charset.group(1), "latin-1"):
        try:
            text = source.decode(name) if name else None
        except (LookupError, UnicodeDecodeError):
            continue
        if text is not None:
            break
    out = []
    for piece in PIECE.split(text):
        if not piece.startswith("<"):
            out.append(html.escape(write(html.unescape(piece)), quote=False) if piece.strip() else piece)
        elif DATA.match(piece):
            head, data, tail = DATA.match(piece).groups()
            out.append(head + STRING.sub(json_string, data) + tail)
        elif piece[:7].lower() in ("<script", "<style>", "<style "):
            out.append(piece)
        else:
            out.append(SHOWN.sub(attribute, CHARSET.sub("charset=utf-8", piece)))
    return "".join(out).encode()


def attribute(match):
    value = html.unescape(match.group(2)[1:-1])
    return match.group(1) + '"' + html.escape(write(value) if " " in value else value) + '"'


def json_string(match):
    try:
        value = json.loads(match.group(2), strict=False)
    except ValueError:
        return match.group()
    return match.group(1) + json.dumps(write(value), ensure_ascii=False)


def gold(value, key=""):
    if isinstance(value, dict):
        return {name: gold(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [gold(inner, key) for inner in value]
    kept = ("id", "url", "host", "type", "page_type", "language", "parent", "file", "split")
    if not isinstance(value, str) or key in kept or key == "date" and value[:4].isdigit():
        return value
    return write(value)
