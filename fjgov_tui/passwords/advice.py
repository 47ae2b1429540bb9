"""What zxcvbn says about a password, in Chinese."""

from collections.abc import Mapping
from typing import Any

_SAID: Mapping[str, str] = {
    "Use a few words, avoid common phrases.": "可用几个不相干的词连起来，不用常见的句子",
    "No need for symbols, digits, or uppercase letters.": "够长就好，不必刻意混入符号和大写",
    "Add another word or two. Uncommon words are better.": "再加一两个不常用的词",
    "Straight rows of keys are easy to guess.": "键盘上连成一排的键容易猜",
    "Short keyboard patterns are easy to guess.": "键盘上的短图形容易猜",
    "Use a longer keyboard pattern with more turns.": "不要用键盘上相邻的键",
    'Repeats like "aaa" are easy to guess.': "同一个字符重复容易猜",
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': "同一段重复几遍并不难猜",
    "Avoid repeated words and characters.": "不要重复字符和词",
    'Sequences like "abc" or "6543" are easy to guess.': "顺着或倒着数的字符容易猜",
    "Avoid sequences.": "不要用顺序排列的字符",
    "Recent years are easy to guess.": "近年的年份容易猜",
    "Avoid recent years.": "不要用近年的年份",
    "Avoid years that are associated with you.": "不要用与本人有关的年份",
    "Dates are often easy to guess.": "日期容易猜",
    "Avoid dates and years that are associated with you.": "不要用与本人有关的日期和年份",
    "This is a top-10 common password.": "这是最常见的十个口令之一",
    "This is a top-100 common password.": "这是最常见的一百个口令之一",
    "This is a very common password.": "这是很常见的口令",
    "This is similar to a commonly used password.": "与常见口令相近",
    "A word by itself is easy to guess.": "单独一个词容易猜",
    "Names and surnames by themselves are easy to guess.": "单独的姓名容易猜",
    "Common names and surnames are easy to guess.": "常见的姓名容易猜",
    "Capitalization doesn't help very much.": "首字母大写作用不大",
    "All-uppercase is almost as easy to guess as all-lowercase.": "全大写和全小写差不多好猜",
    "Reversed words aren't much harder to guess.": "把词倒过来写作用不大",
    "Predictable substitutions like '@' instead of 'a' don't help very much.": "用“@”代替“a”之类的替换作用不大",
}
MACHINE_MADE = "可用 fjgov password generate 生成一个"


def translated(sentence: str) -> str:
    """One sentence of zxcvbn in Chinese; empty for one that this release does not know."""
    return _SAID.get(sentence, "")


def advice(feedback: Mapping[str, Any], *, bad: bool) -> tuple[str, ...]:
    """The warning and the suggestions in Chinese, each once.

    Args:
        feedback: as zxcvbn gives it.
        bad: the password is refused, so that making one by machine is worth naming.
    """
    sentences = [str(feedback.get("warning") or ""), *map(str, feedback.get("suggestions") or ())]
    translations = [translated(sentence) for sentence in sentences if sentence]
    return tuple(
        dict.fromkeys([*(sentence for sentence in translations if sentence), *([MACHINE_MADE] if bad else [])])
    )
