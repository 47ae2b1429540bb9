"""Passwords made by the machine: random, easy to read aloud and to copy from paper, and always ones that pass."""

from __future__ import annotations

import secrets

from fjgov_tui.errors import InputProblem
from fjgov_tui.passwords.context import Context
from fjgov_tui.passwords.judging import LEAST, judge
from fjgov_tui.passwords.secret import Secret

UPPER, LOWER, DIGITS, MARKS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "@#%+=?-_"
"""No 0 O o, no 1 I l: what is copied by hand must not be misread."""
USUAL_LENGTH, LONGEST = 16, 64
"""Characters: about 96 bits, and what one can still copy."""
LEAST_WORDS = 4
"""Words of two syllables each: about 60 bits."""
_SPOKEN = """
ba bai ban bang bei ben bi bian bing bo bu ca cai can cao ce cha chai chan chang chao che chen cheng chi chong
chou chu chuan chuang chun ci cong cu cun da dai dan dang dao de deng di dian diao ding dong dou du duan dui dun
duo fa fan fang fei fen feng fu gai gan gang gao ge gen geng gong gou gu gua guan guang gui guo hai han hang hao
he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jin jing jiu ju juan jue jun
kai kan kang kao ke ken kong kou ku kua kuai kuan kuang kui kun la lai lan lang lao lei leng li lian liang liao
lin ling liu long lou lu luan lun luo ma mai man mang mao mei men meng mi mian miao min ming mo mou mu nai nan
nao nei neng ni nian niao ning niu nong nuan pai pan pang pao pei peng pi pian piao pin ping pu qi qian qiang
qiao qin qing qiu qu quan que qun ran rao ren rong rou ru ruan rui run san sang sao sha shan shang shao she shen
sheng shi shou shu shuang shui shun si song su suan sui sun suo tai tan tang tao te teng ti tian tiao ting tong
tou tu tuan tui tun wai wan wang wei wen wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya
yan yang yao ye yi yin ying yong you yu yuan yue yun zai zao ze zeng zhan zhang zhao zhe zhen zheng zhi zhong
zhou zhu zhuan zhuang zhun zi zong zou zu zuan zui zun zuo
"""
_SYLLABLES = tuple(_SPOKEN.split())


def generate(length: int = USUAL_LENGTH, *, words: bool = False, context: Context | None = None) -> Secret:
    """A new password that `judge` accepts.

    Args:
        length: characters in all; with `words`, at least so many.
        words: pinyin words joined by hyphens instead of mixed characters.
        context: the account it is for, so that chance does not make it of the account's own words.

    Raises:
        InputProblem: the length is none that can be asked for.
    """
    if not LEAST <= length <= LONGEST:
        raise InputProblem(f"口令长度 {length} 不合适", remedy=f"请写 {LEAST} 至 {LONGEST}")
    while True:
        made = Secret(_words(length) if words else _mixed(length))
        if judge(made, context or Context()).ok:
            return made


def _mixed(length: int) -> str:
    """Characters of all four kinds, since many back ends insist on them; every such text is equally likely."""
    while True:
        made = "".join(secrets.choice(UPPER + LOWER + DIGITS + MARKS) for _ in range(length))
        if all(any(char in kind for char in made) for kind in (UPPER, LOWER, DIGITS, MARKS)):
            return made


def _words(length: int) -> str:
    made: list[str] = []
    while len(made) < LEAST_WORDS or len("-".join(made)) < length:
        made.append(secrets.choice(_SYLLABLES) + secrets.choice(_SYLLABLES))
    return "-".join(made)
