"""The languages that Onyx tells apart, by their two-letter codes (ISO 639-1), with the names people know them by."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = """
af Afrikaans Afrikaans|am Amharic አማርኛ|ar Arabic العربية|be Belarusian беларуская|bg Bulgarian български|bn Bengali বাংলা
ca Catalan català|cs Czech čeština|da Danish dansk|de German Deutsch|el Greek ελληνικά|en English English
es Spanish español|et Estonian eesti|eu Basque euskara|fa Persian فارسی|fi Finnish suomi|fr French français
ga Irish Gaeilge|gu Gujarati ગુજરાતી|he Hebrew עברית|hi Hindi हिन्दी|hr Croatian hrvatski|hu Hungarian magyar
hy Armenian հայերեն|id Indonesian Indonesia|is Icelandic íslenska|it Italian italiano|ja Japanese 日本語
ka Georgian ქართული|km Khmer ខ្មែរ|kn Kannada ಕನ್ನಡ|ko Korean 한국어|lo Lao ລາວ|lt Lithuanian lietuvių|lv Latvian latviešu
mk Macedonian македонски|ml Malayalam മലയാളം|mr Marathi मराठी|my Burmese မြန်မာ|ne Nepali नेपाली|nl Dutch Nederlands
no Norwegian norsk|pa Punjabi ਪੰਜਾਬੀ|pl Polish polski|pt Portuguese português|ro Romanian română|ru Russian русский
si Sinhala සිංහල|sk Slovak slovenčina|sl Slovenian slovenščina|sq Albanian shqip|sr Serbian српски|sv Swedish svenska
sw Swahili Kiswahili|ta Tamil தமிழ்|te Telugu తెలుగు|th Thai ไทย|tr Turkish Türkçe|uk Ukrainian українська|ur Urdu اردو
vi Vietnamese Tiếng-Việt|zh Chinese 中文
"""

LANGUAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        code: (name, own.replace("-", " "))
        for code, name, own in (each.split() for each in _NAMES.strip().replace("\n", "|").split("|"))
    }
)
"""Code → its English name and its own name."""
