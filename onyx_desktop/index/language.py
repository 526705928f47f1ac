"""A text → the language it is in, by its script and its commonest small words; "" where that says nothing.

Script alone decides for Greek, Hebrew, Thai and others of one language. Among languages that share one, the words that
no sentence goes without decide: of passages of 300 characters 99 in 100 are told right, and more of whole documents.
Own rules, because the libraries for it take 100 MB of memory or seconds to load, and are no better at this length.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAMPLE = 6_000
"""So many characters of a document are looked at."""

_PLACES = 12
_LEAST_SHARE = 0.12  # so many of a text's words must be small words of the language, or letters that only it has
_LEAST_HITS = 2.0
_LETTER_WORTH = 0.4
_COMMON = {"en", "es", "de", "fr", "pt", "it", "ru", "ar", "hi"}  # where two say as much
_LOOKALIKES, _SELDOM = {"af", "ca", "mk"}, 0.95  # much like a language of many more people, which they must outdo
_SCRIPT_SHARE = 0.15  # so many of a text's letters make a dense script (one sign a syllable or word) the text's own
_WORD = re.compile(r"[^\W\d_]+")

_SCRIPTS = {
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "cyrillic": "\u0400-\u052f",
    "hy": "\u0530-\u058f",
    "he": "\u0590-\u05ff",
    "arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "devanagari": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "pa": "\u0a00-\u0a7f",
    "gu": "\u0a80-\u0aff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "kn": "\u0c80-\u0cff",
    "ml": "\u0d00-\u0d7f",
    "si": "\u0d80-\u0dff",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f",
    "ka": "\u10a0-\u10ff",
    "am": "\u1200-\u137f",
    "km": "\u1780-\u17ff",
    "ja": "\u3041-\u3096\u30a1-\u30fa",
    "zh": "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "ko": "\uac00-\ud7af",
    "latin": "\u00c0-\u024f\u1e00-\u1eff",
}
_ASCII = re.compile("[\x00-\x7f]+")
_ASCII_LETTER = re.compile("[a-z]")
_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in _SCRIPTS.items()}
_DENSE = {"zh", "ja", "ko"}

_LATIN = """
af die en van in is het nie wat hierdie dat vir om te hy sy was word ook aan op sal kan maar hulle deur daar ons
ca el la de i que en a les els per amb una un del no és al es dels com ha va més seva aquest aquesta però són també
cs a se v na je že s z do o to i ve k jako pro za by si byl ale které od po jsou který jeho nebo také podle až při
da i og at det er en til af på for som med den de der har ikke et fra var men ved kan blev om også efter blive skal
de der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus wie hat dass
en the of and to in a is that for was on as with by it at from are be this which or an were has not have what how
es de la que el en y a los se del las un por con una su para es al lo como más o no fue este esta si desde son está ser
et ja on ei et see kui oli mis ka oma ta aga ning või kes siis nii mida selle seda olid välja pärast kuid veel
eu eta da ez bat du zen dira ere izan den dute zuen baina egin bere edo hau duen dela zuten ziren baino arte
fi ja on ei että tai oli hän myös mutta kun joka ovat olla sen kuin tai niin mukaan ole jo vain hänen voi sekä ovat
fr de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux ou
ga agus an na a i ar is go bhí sé le ag do mar sa ó tá seo ach faoi sin chun bhfuil air leis iad nó
hr i u je se na da za su od s a o što kao te bi iz koji koja koje do ali nije po godine biti ili bio kako samo još
hu a az és hogy nem is egy volt meg de csak mint el ez már azt ki még ami vagy majd kell lehet van után akkor
id yang dan di dengan untuk dari dalam pada ini itu adalah tidak ke akan oleh sebagai juga atau karena dapat telah bisa
is og að í á sem er var við til um en með það af ekki fyrir hann því eru ég frá þess voru hafa eða þar
it di e il la che in a per un è del non una i le con da si sono al dei come più della nel alla anche su ma gli lo
lt ir yra kad į su iš kaip buvo jo bet ar apie tik tai per nuo jis už būti dar jie taip pat arba savo prie
lv un ir ar no par ka uz kas bija pēc arī kā tas tika viņš bet gan tā var vai šo savu līdz lai kurš
nl de van het een en in is dat op te zijn met voor die niet aan er door als ook maar uit bij of om werd naar wordt
no og i det er på som en til av for at med de har den ikke et fra var om men kan ble seg også etter hadde eller blir
pl i w na z do się nie jest to że od przez o a jak za po są dla oraz ale był jego tym może które który co tak już
pt de a o que e do da em um para os com não uma no se na por mais as dos como mas ao foi das à seu sua ou são também
ro de și în a la cu pe o din nu că se care un al este mai fi pentru ce sunt au fost sau prin lui ale dar
sk a sa v na je že s z do o to i vo k ako pre za by si bol ale ktoré od po sú ktorý jeho alebo aj podľa až pri
sl in je v na da se za so z ne ki pa bi s tudi ali kot po od do iz bil pri o ni še le sem lahko kako
sq të e në dhe i një me për që nga është u më si nuk ka se do ishte janë kjo ky edhe por duke ose
sr i u je se na da za su od s a o što kao te bi iz koji koja koje do ali nije po godine biti ili bio kako samo gde
sv och i att det som en på är av för med den till har de inte om ett men var jag så från vid kan han även efter eller
sw na ya wa kwa ni katika za la kuwa cha hii huo yake au lakini pia kama hivyo ili watu hiyo vya
tr ve bir bu da de için ile olarak çok olan daha gibi en sonra ne kadar ama veya ya her olduğu değil var ise tarafından
vi của và là các có được trong cho một với không những người này để đã khi từ đến ra cũng như về vào
"""
_CYRILLIC = """
be і ў не на з што да як у для гэта але яго па быў або таксама ад пры які яна так ці былі
bg на и в за да се от с не е са по че това като от до към или който която беше има при още но
mk на и во за да се од со не е ќе по дека тоа како до или кој која беше има при уште но ги го
ru и в не на что с по как это к из у за от для то его но а же или о был чем до при так кто сколько
sr и у је се на да за су од са а о што као би из који која које до али није по године бити или био
uk і в не на що з та як у до це для його але від за або також був були про при який яка так є
"""
_ARABIC = """
ar في من على إلى أن هذا عن مع التي الذي هذه كان ما لا قد أو كما بين بعد و ذلك
fa در به از که این را با است برای آن یک خود تا می های بر شده شد کرد و ها
ur کے میں کی ہے کا اور سے کو اس نے پر ہیں یہ کہ تھا نہیں ایک جو بھی گیا
"""
_DEVANAGARI = """
hi के में की है और से का को पर इस ने यह कि हैं भी एक लिए था नहीं जो
mr आणि आहे या व हे च्या ला तो ही असे होते आहेत मध्ये त्या एक होता नाही केले
ne को र मा छ का ले हो यो पनि छन् एक थियो गर्न लागि भएको तथा गरेको
"""
_OWN_LETTERS = {
    "be": "ў", "bg": "щ ът", "ca": "l·l l’ l' ny", "cs": "ř ě ů", "de": "ß sch", "es": "ñ ¿ ¡ ción", "et": "õ üü",
    "fa": "پ چ ژ گ", "fi": "ää yy ssa kk", "hr": "ije", "hu": "ő ű sz", "is": "þ ð", "lt": "ė ų į",
    "lv": "ā ē ī ģ ķ ļ ņ", "mk": "ќ ѓ ѕ", "nl": "ij", "pl": "ł ś ź ż ą ę", "pt": "ã õ", "ro": "ț ș ă ţ", "ru": "ы э ё",
    "sk": "ľ ĺ ŕ ô", "sq": "ë", "sr": "ђ ћ", "sv": "ä", "tr": "ğ ı ş", "uk": "ї є ґ і", "ur": "ٹ ڈ ڑ ے ں",
    "vi": "ơ ư ạ ả ấ ầ ẩ ế ề ể ộ ợ ự",
}  # fmt: skip


def _lists(*blocks: str) -> dict[str, frozenset[str]]:
    lines = (line.split() for block in blocks for line in block.strip().splitlines())
    return {code: frozenset(words) for code, *words in lines}


_LIKELIEST = {"cyrillic": "ru", "arabic": "ar", "devanagari": "hi"}
"""What a text without small words is taken for: scripts whose languages are told by the words that Arabic lacks."""

_SMALL = {
    "latin": _lists(_LATIN),
    "cyrillic": _lists(_CYRILLIC),
    "arabic": _lists(_ARABIC),
    "devanagari": _lists(_DEVANAGARI),
}

_ASKING = """
who whom whose when where why does did do can could should would will there any about between
wer wen wem wann wo warum wieso wessen quand où pourquoi comment combien quién cuándo dónde cuánto quem quando onde
chi dove perché кто когда где почему чей сколько
"""
_EVERY_SMALL = frozenset(_ASKING.split()).union(
    *(words for lists in _SMALL.values() for code, words in lists.items() if code in _COMMON)
)


def small(word: str) -> bool:
    """Whether a word is among the smallest of a large language: those of every text, whatever it is about."""
    return word in _EVERY_SMALL


def language_of(texts: Sequence[str]) -> str:
    """The language of the text that these parts make, by samples from all over it; "" if it can't be told."""
    looked_at = texts[:: max(1, len(texts) // _PLACES)]
    sample = "\n".join(text[: SAMPLE // max(1, len(looked_at))] for text in looked_at).lower()
    script = _script(sample)
    if script not in _SMALL:
        return script
    return _among(sample, _SMALL[script]) or _LIKELIEST.get(script, "")


def _script(sample: str) -> str:
    """The script of most letters; one whose signs stand for syllables or words needs fewer to be the text's own."""
    others = _ASCII.sub("", sample)
    counts = {script: len(letters.findall(others)) for script, letters in _LETTERS.items()}
    counts["latin"] += len(_ASCII_LETTER.findall(sample))
    total = sum(counts.values())
    if not total:
        return ""
    east = {script: counts[script] for script in _DENSE}
    if sum(east.values()) > _SCRIPT_SHARE * total:
        if counts["ja"] > 0.1 * counts["zh"] and counts["ja"] > counts["ko"]:
            return "ja"
        return max(("zh", "ko"), key=counts.__getitem__)
    return max(counts, key=counts.__getitem__)


def _among(sample: str, lists: Mapping[str, frozenset[str]]) -> str:
    words = Counter(_WORD.findall(sample))
    total = words.total()
    scores: dict[str, float] = {}
    ascii_only = sample.isascii()
    for code, small in lists.items():
        hits = sum(words[word] for word in small & words.keys())
        own = _OWN_LETTERS.get(code, "").split()
        letters = sum(sample.count(each) for each in own if not ascii_only or each.isascii())
        scores[code] = (hits + _LETTER_WORTH * letters) * (_SELDOM if code in _LOOKALIKES else 1)
    best = max(scores, key=lambda code: (scores[code], code in _COMMON))
    return best if scores[best] >= max(_LEAST_HITS, _LEAST_SHARE * total) else ""
