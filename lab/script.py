"""Pages and their gold as if they were of a script or language that the corpora hardly have: for variants.py.

Each word becomes the same other one everywhere; English dates and the stock phrases of src/phrases become those of the
language, where it has some there. Names of elements, roles, item types and addresses stay: what is lost there is lost by the script
alone.
"""
import dataclasses, hashlib, html, json, os, re, typing

HERE = os.path.dirname(os.path.abspath(__file__))
LETTERS = r"[^\W\d_\u3040-\u9fff\uac00-\ud7a3]"
WORD = re.compile(rf"{LETTERS}+(?:['’]{LETTERS}+)*")
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


def stock_phrases(language):
    """English phrases, and what stands for them in the language."""
    of = {"en": {}, language: {}}
    for table in ("table_page.rs", "table_comments.rs"):
        with open(os.path.join(HERE, "..", "src", "phrases", table), encoding="utf-8") as file:
            for phrase, lang, text in ROW.findall(file.read()):
                if lang in of and "#" not in text:
                    of[lang].setdefault(phrase, []).append(text)
    there = of[language]
    return {text: there[phrase][i % len(there[phrase])]
            for phrase, texts in of["en"].items() if phrase in there for i, text in enumerate(texts)}


def digest(word):
    return hashlib.md5(word.lower().encode()).digest()


def han(word):
    """The characters that stand for a word; frequent ones are drawn more often, as in a language."""
    length = 1 + (len(word) > 3) + (len(word) > 7) + (len(word) > 11)
    bytes = digest(word)
    return "".join(chr(0x4E00 + bytes[2 * i] * bytes[2 * i + 1] // 24) for i in range(length))


def spelled(consonants, vowels):
    """Spells words of consonants with a vowel's sign behind every other one."""
    def spell(word):
        bytes = digest(word) * 4
        signs = [consonants[bytes[i] % len(consonants)] for i in range(min(len(word), 40))]
        return "".join(vowels[bytes[i] % len(vowels)] if i % 2 else sign for i, sign in enumerate(signs))
    return spell


def cipher(word):
    """Another word of as many Latin letters and the same capitals."""
    bytes = digest(word) * 4
    letters = [("aeiou"[bytes[i % 64] % 5] if i % 2 else "bdfgklmnprstvz"[bytes[i % 64] % 14]) for i in range(len(word))]
    return "".join(letter.upper() if own.isupper() else letter for letter, own in zip(letters, word))


@dataclasses.dataclass
class Script:
    spell: typing.Callable
    marks: dict
    language: str = ""
    months: str = ""  # in the order of the year
    date: str = "{day} {name} {year}"
    years: int = 0  # its calendar is so many ahead
    spaced: bool = True
    joined: str = ""  # no space stands behind these

    def __post_init__(self):
        self.names = self.months.split()
        self.phrases = stock_phrases(self.language) if self.language else {}
        self.full_stop = self.marks.get(".", ".")
        self.table = str.maketrans({mark: other for mark, other in self.marks.items() if mark != "."})


SCRIPTS = {
    "han": Script(han, {".": "。", ",": "，", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}, "zh", spaced=False,
                  date="{year}年{month}月{day}日", joined="，；？！）。"),
    "thai": Script(spelled("กขคงจชซญดตถทนบปผพฟมยรลวสหอ", "ะาิีุู"), {".": " ", ",": " ", ";": " "}, "th", spaced=False, years=543,
                   months="มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"),
    "hindi": Script(spelled("कखगघचछजटडतथदधनपफबभमयरलवशसह", "ािीुूेैोौ"), {".": "।"}, "hi",
                    months="जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर"),
    "arabic": Script(spelled("بتثجحخدذرزسشصضطظعغفقكلمنه", "اويبلم"), {",": "،", ";": "؛", "?": "؟"}, "ar",
                     months="يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
    # A language of Latin letters that nobody knows: no phrase, no month.
    "unknown": Script(cipher, {}),
}


def date(match, order, script):
    year, month, day = (match.group(place) for place in order)
    month = [name[:3] for name in MONTHS].index(month[:3].lower())
    name = script.names[month] if script.names else cipher(MONTHS[month].title())
    return script.date.format(year=int(year) + script.years, month=month + 1, name=name, day=int(day))


def write(text, script):
    stock = script.phrases.get(" ".join(text.split()).lower().rstrip(":"))
    if stock:
        return stock
    kept = []

    def keep(match, order):
        kept.append(date(match, order, script))
        return f"\1{len(kept) - 1}\1"

    for pattern, order in DATES:
        text = pattern.sub(lambda match: keep(match, order), text)
    text = WORD.sub(lambda match: "\0" + script.spell(match.group()) + "\0", text)
    text = re.sub(r"\.(?=\s|$|[\"”’)])", script.full_stop, text).translate(script.table)
    if not script.spaced:
        text = re.sub(r"\0 +\0", "", text)
    text = text.replace("\0", "")
    if script.joined:
        text = re.sub(rf"([{script.joined}]) +", r"\1", text)
    return re.sub("\1(\\d+)\1", lambda match: kept[int(match.group(1))], text)


def decoded(source):
    charset = CHARSET.search(source[:4096].decode("latin-1"))
    for name in ("utf-8", charset and charset.group(1), "latin-1"):
        try:
            if name:
                return source.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue


def page(source, script):
    out = []
    for piece in PIECE.split(decoded(source)):
        if not piece.startswith("<"):
            out.append(html.escape(write(html.unescape(piece), script), quote=False) if piece.strip() else piece)
        elif DATA.match(piece):
            head, data, tail = DATA.match(piece).groups()
            out.append(head + STRING.sub(lambda match: json_string(match, script), data) + tail)
        elif piece[:7].lower() in ("<script", "<style>", "<style "):
            out.append(piece)
        else:
            out.append(SHOWN.sub(lambda match: attribute(match, script), CHARSET.sub("charset=utf-8", piece)))
    return "".join(out).encode()


def attribute(match, script):
    value = html.unescape(match.group(2)[1:-1])
    return match.group(1) + '"' + html.escape(write(value, script) if " " in value else value) + '"'


def json_string(match, script):
    try:
        value = json.loads(match.group(2), strict=False)
    except ValueError:
        return match.group()
    return match.group(1) + json.dumps(write(value, script), ensure_ascii=False)


def gold(value, script, key=""):
    if isinstance(value, dict):
        return {name: gold(inner, script, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [gold(inner, script, key) for inner in value]
    kept = ("id", "url", "host", "type", "page_type", "language", "parent", "file", "split")
    if not isinstance(value, str) or key in kept or key == "date" and value[:4].isdigit():
        return value
    return write(value, script)
